"""What is on show, and its removal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from years.hands import learn_tasks, message, must_be_asked, q, received, shown_of, somebody, who
from years.noes import Word
from years.removals import Task
from years.world import COMPANIES, PAGE

if TYPE_CHECKING:
    from years.machine import Machine


def add_testimonial(m: Machine) -> None:
    one = somebody(m, known=True)
    if one is None:
        return
    m.serial += 1
    quote = f"It saved us {m.serial} weeks of work in the year that we began."
    option, at, dated = received(m, 400)
    address = m.rnd.choice(sorted(m.account.people[one.id].addresses))
    answer = m.do(
        f"add-testimonial {q(address)} --quote {q(quote)} --attribution {q(one.initials)} --at {PAGE} "
        f"--permission 'Yes, quote me.' {option} --json"
    )
    if answer.status == 0:
        number = answer.json["publications"][0]["id"]
        m.account.on_show[number], m.words[number] = ("P6", one.id), quote
        m.account.said(one.id, "testimonial", Word(yes=True, at=at, typed=m.now, dated=dated))
        learn_sightings(m, answer.json["looks"])
        m.site.add("said.json", {"quote": quote, "name": one.initials})


def learn_sightings(m: Machine, looks: list[dict[str, Any]]) -> None:
    """Note what a look saw on the page."""
    m.account.sighted |= {one["publication"] for one in looks if one["found"] == "still-there"}


def add_customer(m: Machine) -> None:
    one = somebody(m, known=True)
    if one is None or m.account.people[one.id].company is None:
        return
    name = COMPANIES[one.company][0]
    answer = m.do(f"add-customer {q(name)} --contact {q(one.address)} --at {PAGE} --json")
    if answer.status == 0 and answer.json["changed"]:
        for publication in answer.json["publications"]:
            m.account.on_show[publication["id"]], m.words[publication["id"]] = ("P7", one.company), name
            m.site.add("customers.json", {"name": name})
        learn_sightings(m, answer.json["looks"])


def publish(m: Machine) -> None:
    m.do("publish --json")
    m.site.deploy()
    answer = m.run("publish --emit fresh.json --json")
    if answer.status == 0:
        text = (m.folder / "files" / "fresh.json").read_text("utf-8")
        for number in m.account.must_not_show():
            if number in m.words and m.account.on_show[number][0] == "P6" and m.words[number] in text:
                m.found(
                    "emitted",
                    number,
                    f"publication {number} is in the fresh data file, and must not be shown",
                )


def deploy_old_branch(m: Machine) -> None:
    """No command: what was taken out by hand comes back on show. `verify --all` is to see it."""
    m.site.bring_back(m.rnd)
    look(m, "--all")


def takedown(m: Machine) -> None:
    one = somebody(m, known=m.rnd.random() < 0.85)
    if one is None:
        return
    option, at, _ = received(m)
    line = f"takedown {who(m, one)} {option} --note 'Please take it off.' --json"
    if m.rnd.random() < 0.3:
        option, at = message(m, one, "Please take my words off your site.")
        line = f"takedown {option} --json"
    wanted = shown_of(m, one, "P6")
    answer = m.do(line)
    if answer.status == 0:
        learn_tasks(m, answer.json["tasks"], at)
        learn_sightings(m, answer.json["looks"])
        must_be_asked(m, wanted, answer)


def takedown_company(m: Machine) -> None:
    bare = m.rnd.choice(sorted(COMPANIES))
    option, at, _ = received(m)
    answer = m.do(f"takedown {q(COMPANIES[bare][0])} {option} --note 'We want to leave your list.' --json")
    if answer.status == 0:
        learn_tasks(m, answer.json["tasks"], at)
        learn_sightings(m, answer.json["looks"])


def open_task(m: Machine) -> Task | None:
    found = [task for task in m.account.tasks.values() if task.is_open]
    return m.rnd.choice(found) if found else None


def removed(m: Machine) -> None:
    """Somebody took it out; now and then they only say so."""
    task = open_task(m)
    if task is None:
        return
    if task.publication in m.words and m.rnd.random() < 0.8:
        m.site.take_out(m.words[task.publication])
    at = m.rnd.choice(("", "", "--at '30m ago'"))
    if m.do(f"removed {task.number} --note 'took it out' {at} --json").status == 0 and task.claimed is None:
        task.claimed = m.now


def verify(m: Machine) -> None:
    task = open_task(m)
    if task is not None and task.publication in m.words and m.rnd.random() < 0.5:
        m.site.take_out(m.words[task.publication])
    look(m, str(task.number) if task and m.rnd.random() < 0.5 else "")


def look(m: Machine, which: str) -> None:
    answer = m.do(f"verify {which} --json")
    if answer.status in {0, 1} and answer.out:
        for row in answer.json["tasks"]:
            learn_sightings(m, [{**one, "publication": row["publication"]} for one in row["looks"]])
            task = m.account.tasks.get(row["task"])
            if task is None:
                continue
            if row["state"] == "verified" and task.is_open:
                if task.publication not in m.account.sighted:
                    m.found("gone-unseen", task.number, f"task {task.number} was never seen, and is gone")
                m.account.saw_gone(task.number, m.now)
                m.gone_by_looks += 1
                words = m.words.get(task.publication or 0)
                if words and m.site.shows(words):
                    m.found("gone-though-shown", task.number, f"task {task.number}: {words!r} is on the page")
            elif row["state"] != "verified" and task.seen is not None:
                m.account.saw_again(task.number)
            must_not_be_better(m, row)


def must_not_be_better(m: Machine, row: dict[str, Any]) -> None:
    task = m.account.tasks[row["task"]]
    if row["outcome"] == "kept" and not task.may_be_called_kept():
        m.found("outcome-too-good", task.number, f"task {task.number} is called kept: {task}")


def attest(m: Machine) -> None:
    task = open_task(m)
    if task is None:
        return
    if task.publication in m.words:
        m.site.take_out(m.words[task.publication])
    answer = m.do(f"verify {task.number} --attest 'looked at the page: gone' --json")
    if answer.status == 0:
        m.account.saw_gone(task.number, m.now)
        for row in answer.json["tasks"]:
            must_not_be_better(m, row)
