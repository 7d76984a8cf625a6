"""Requests, and the promises that a vendor gives account of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from years.account import Case
from years.hands import handed, learn_numbers, learn_tasks, q, received, somebody, who
from years.instants import DAY, Instant
from years.showing import must_not_be_better

if TYPE_CHECKING:
    from helpers.terminal import Answer
    from years.machine import Machine
    from years.world import Human


def close(m: Machine) -> None:
    tasks = {
        task.case: "mistake withdrawn nothing-found" for task in m.account.tasks.values() if task.is_open
    }
    cases = {case.number: _reasons(case) for case in m.account.cases.values() if case.done is None}
    waiting = {**tasks, **cases}
    if not waiting:
        return
    number = m.rnd.choice(sorted(waiting))
    because = m.rnd.choice(waiting[number].split())
    if m.do(f"close {number} --because {because} --note 'looked into it' --json").status == 0:
        m.account.closed(number, because, m.now)


def _reasons(case: Case) -> str:
    return "seen-to" if case.kind == "comment" else "mistake withdrawn unconfirmed answered"


def access(m: Machine) -> None:
    one = somebody(m, known=True)
    if one is None:
        return
    option, at, _ = received(m)
    how = m.rnd.choice(("", "--code", f"--confirmed voice --out handed-{m.step}"))
    answer = m.do(f"access {who(m, one)} {option} {how} --json")
    if answer.status == 0:
        opened(m, answer.json, "access", at)
        if answer.json["code"]:
            m.codes[answer.json["case"]] = answer.json["code"]
        if answer.json["answered_at"] is not None:
            m.account.done(answer.json["case"], m.now)


def opened(m: Machine, document: dict[str, Any], kind: str, at: Instant) -> None:
    if document["case"] is not None:
        m.account.asked(Case(document["case"], kind, at, m.now))


def object_to_a_use(m: Machine) -> None:
    one = somebody(m, known=True)
    if one is None:
        return
    option, at, _ = received(m)
    answer = m.do(f"object {who(m, one)} --note 'not for figures, {m.step}' {option} --json")
    if answer.status == 0:
        opened(m, answer.json, "objection", at)


def restrict(m: Machine) -> None:
    """Of somebody who is not on record: all is shut at once, which is their right."""
    answer = m.do(f"restrict restricted-{m.step}@else.example --note 'leave it alone' --json")
    if answer.status == 0:
        m.account.answered = m.now


def question(m: Machine) -> None:
    m.do(f"question asks-{m.step}@else.example --note 'where is it?' --json")


def confirm(m: Machine) -> None:
    cases = [case.number for case in m.account.cases.values() if case.done is None and case.kind != "comment"]
    if not cases:
        return
    number = m.rnd.choice(cases)
    code = m.codes.get(number)
    if code and m.rnd.random() < 0.7:
        m.do(f"confirm {number} --how code --code {m.rnd.choice((code, code, 'AAAA-BBBB-CCCC'))} --json")
    else:
        m.do(f"confirm {number} --how {m.rnd.choice(('voice', 'account'))} --json")


def correct(m: Machine) -> None:
    one = somebody(m, known=True)
    if one is None:
        return
    option, at, _ = received(m)
    new = f"new-{one.address}"
    what = m.rnd.choice((f"--name {q(one.name + ' Moore')}", f"--email {q(new)}"))
    how = m.rnd.choice(("--confirmed voice", "--by vendor", ""))
    answer = m.do(f"correct {who(m, one)} {what} {how} {option} --json")
    if answer.status == 0:
        opened(m, answer.json, "rectification", at)
        if answer.json["fields"]:
            m.account.people[one.id].addresses |= {new} if "--email" in what else set()
            if answer.json["case"] is not None:
                m.account.done(answer.json["case"], m.now)


def erase(m: Machine) -> None:
    one = somebody(m, known=True)
    if one is None:
        return
    number = m.account.people[one.id].number
    option, at, _ = received(m)
    how = m.rnd.choice(("--confirmed voice --yes", "--confirmed account --yes", "", "--dry-run"))
    answer = m.do(f"erase {number} {how} {option} --json")
    if answer.status != 0:
        return
    opened(m, {"case": None, **answer.json}, "erasure", at)
    if answer.json["tasks"]:
        shown = m.run(f"show {number} --json").json
        learn_tasks(m, [t for t in shown["takedowns"] if t["task"] in answer.json["tasks"]], at)
    if answer.json["erased"]:
        m.account.erased(one.id, m.now)
        m.account.done(answer.json["case"], m.now)
        for case in answer.json.get("ended", ()):
            m.account.done(case, m.now)
        must_be_gone(m, one, answer)


def must_be_gone(m: Machine, one: Human, answer: Answer) -> None:
    """What the proof says: no byte of the data file has it, but for the rows of others that it names."""
    proof = answer.json["proof"]
    if proof is None or answer.err:
        return
    named = {*proof["shared_in"], *(f"{row['row']} {row['number']}" for row in proof["mentions"])}
    data = m.db.read_bytes().lower()
    for text in (one.address, one.alias, one.name):
        holding = m.rows_with(text)
        unnamed = [row for row in holding if not row & named]
        if unnamed or (not holding and text.lower().encode() in data):
            m.found(
                "residue", text, f"{text} stands in the data file, in {unnamed or 'no row'}, after {proof}"
            )


def erase_unsure(m: Machine) -> None:
    """On a terminal: no, Ctrl-D, or something else at the question. Nothing is on record of it."""
    one = somebody(m, known=True)
    if one is None:
        return
    head = m.rows("SELECT count(*) FROM audit")
    line = f"erase {m.account.people[one.id].number} --confirmed voice"
    m.run(line, given=m.rnd.choice(("n\n", "", "\n")), terminal=True)
    if m.rows("SELECT count(*) FROM audit") != head:
        m.found("written-at-no", "erase", f"{line}: something is on record though it was answered no")
        m.follow_chain(line)


def receipt(m: Machine) -> None:
    cases = sorted({task.case for task in m.account.tasks.values()})
    if not cases:
        return
    answer = m.do(f"receipt {m.rnd.choice(cases)} --json", reads=True)
    if answer.status == 0:
        for row in answer.json["tasks"]:
            if row["task"] in m.account.tasks:
                must_not_be_better(m, row)


def follow_up(m: Machine) -> None:
    cases = sorted({task.case for task in m.account.tasks.values()})
    if cases:
        m.do(
            f"follow-up {m.rnd.choice(cases)} --copy social --where https://social.example/{m.rnd.randint(1, 9)} --json"
        )


def asked(m: Machine) -> None:
    answer = m.do("follow-ups --json", reads=True)
    if answer.status == 0 and answer.json["follow_ups"]:
        number = m.rnd.choice(answer.json["follow_ups"])["follow_up"]
        m.do(f"asked {number} --note 'wrote to them' --json")


def disclose(m: Machine) -> None:
    one = somebody(m, known=True)
    if one is None:
        return
    answer = m.do(f"disclose {who(m, one)} --to bmt-micro --purpose order --fields email,product --json")
    handed(m, answer, "order", {one.address})


def export_for(m: Machine) -> None:
    answer = m.do(f"export-for bmt-micro --purpose order --out list-{m.step}.csv --json")
    path = m.folder / "files" / f"list-{m.step}.csv"
    given = path.read_text("utf-8") if answer.status == 0 and path.exists() else ""
    handed(m, answer, "order", {row.split(",")[0] for row in given.splitlines()[1:]})


def announce(m: Machine) -> None:
    notice = m.folder / "files" / "notice.txt"
    notice.write_text("We would like to ask you what to build next.\n", "utf-8")
    if m.do(f"announce surveys --text {q(notice)} --out told-{m.step} --json").status == 0:
        m.account.notices += 1


def purge(m: Machine) -> None:
    """Under a clock that is further ahead than the record was ever silent, nothing may go."""
    counted = "SELECT count(*) FROM purchase"
    ahead, before = m.now.shown - m.account.head, m.rows(counted)[0][0]
    m.do("purge --json")
    lost = before - m.rows(counted)[0][0]
    if lost and ahead > 60 * DAY and not m.now.is_right:
        m.found("purged-young", "purge", f"{lost} order lines went, {ahead // DAY} days after the last entry")
    if lost:
        learn_numbers(m)


def adopt(m: Machine) -> None:
    m.do("policy --adopt --json")


def clock_is_right(m: Machine) -> None:
    """After a clock was wrong, a person says that it is right. (Until the option is there: a usage error.)"""
    if m.now.is_right:
        m.run("doctor --clock-is-right")
        m.follow_chain("doctor --clock-is-right")


def again(m: Machine) -> None:
    """`init` overwrites nothing."""
    before = m.digest()
    m.run("init --vendor Somebody")
    if m.digest() != before:
        m.found("init-overwrote", "init", "a second init changed the record")


def demo(m: Machine) -> None:
    answer = m.run(f"demo --in demo-{m.step} --json")
    if answer.status != 0:
        m.found("bug", "demo", f"the demo failed: {answer.err}")
