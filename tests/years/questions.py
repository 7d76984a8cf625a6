"""What is asked after a step, and compared with the account."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from years.account import is_better

if TYPE_CHECKING:
    from years.machine import Machine

Question = Callable[["Machine"], None]


def due(m: Machine) -> None:
    """`due` is silent about nothing that is open."""
    tasks, cases = m.account.must_be_due(m.now)
    answer = m.do("due --json", reads=False)
    if answer.status != 0:
        return
    m.account.due_ran(m.now)
    listed = {row["task"] for row in answer.json["removals"]}
    for number in tasks - listed:
        m.found(
            "silent-due", f"task {number}", f"task {number} is open and not in due: {m.account.tasks[number]}"
        )
    told = {row["case"] for key in ("requests", "comments") for row in answer.json.get(key, ())}
    for number in cases - told:
        case = m.account.cases[number]
        m.found(f"silent-{case.kind}", f"case {number}", f"case {number} waits and is not in due: {case}")


def cron(m: Machine) -> None:
    """`due --new` tells of a removal at each of its steps."""
    must = m.account.must_be_told(m.now)
    answer = m.do("due --new --json")
    if answer.status != 0:
        return
    told = {row["task"] for row in answer.json["removals"]}
    for number in must - told:
        task = m.account.tasks[number]
        m.found("silent-step", f"task {number}", f"task {number} was not told at its step: {task}")
    m.account.due_ran(m.now, told)


def barred(m: Machine) -> None:
    """Nobody whose no stands is in an audience, or passes the gate."""
    for purpose in ("updates", "surveys"):
        no = m.account.barred(purpose)
        answer = m.do(f"audience {purpose} --json", reads=True)
        if answer.status == 0:
            listed = {row["email"] for row in answer.json["audience"]}
            for address in listed & set(no):
                m.found(
                    "in-audience",
                    f"{no[address]} {purpose}",
                    f"{address} said no: {_words(m, no[address], purpose)}",
                )
            for who in m.account.certainly_in(purpose):
                if not m.account.people[who].addresses & listed and not m.account.cases:
                    m.found("left-out", who, f"{m.account.people[who]} never said no, and gets no news")
        given = "".join(
            f"{address.upper() if i % 3 == 0 else address}\n" for i, address in enumerate(sorted(no))
        )
        answer = m.do(
            f"gate - --purpose {purpose} --keep-unknown --json", given=f"email\n{given}", reads=True
        )
        if answer.status == 0:
            for row in answer.json["rows"]:
                who = no[row.lower()]
                m.found("through-the-gate", f"{who} {purpose}", f"{row} said no: {_words(m, who, purpose)}")


def _words(m: Machine, who: int, purpose: str) -> str:
    person = m.account.people[who]
    return str(person.words.get(purpose) or m.account.companies_no.get(person.company or ""))


def policy(m: Machine) -> None:
    """No promise stands better than the account's. Asked under a right clock alone: a year is counted by it."""
    answer = m.do("policy --json", reads=True)
    if answer.status != 0 or not m.now.is_right:
        return
    for name, (best, why) in m.account.best_verdicts(m.now).items():
        row = next(one for one in answer.json["promises"] if one["promise"] == name)
        if is_better(row["verdict"], best):
            subject = f"{name} {row['verdict']} for {best}"
            m.found("verdict-too-good", subject, f"{row['concerns']}; the account: {why}")


def doctor(m: Machine) -> None:
    """A record that nobody attacked is sound."""
    answer = m.do("doctor --json", reads=True)
    if answer.status != 0:
        failed = (
            [row for row in answer.json["checks"] if row["verdict"] == "failed"] if answer.out else answer.err
        )
        m.found("doctor-cries", str(failed)[:80], f"nobody attacked: {failed}")


def chain(m: Machine) -> None:
    answer = m.do("audit --verify --json", reads=True)
    if answer.status != 0:
        m.found("audit-cries", "chain", f"nobody attacked: {answer.out} {answer.err}")


def cases(m: Machine) -> None:
    """What is open in the account is open in the list of cases."""
    answer = m.do("requests --json", reads=True)
    if answer.status != 0:
        return
    is_open = {row["case"] for row in answer.json["requests"] if row["open"]}
    must = {task.case for task in m.account.tasks.values() if task.is_open}
    must |= {case.number for case in m.account.cases.values() if case.done is None}
    for number in must - is_open:
        m.found("not-open", f"case {number}", f"case {number} is not open in requests")


def status(m: Machine) -> None:
    """Every removal that is open in the account stands on the day's screen."""
    answer = m.do("status --json", reads=True)
    if answer.status != 0:
        return
    shown = {row["task"] for row in answer.json["work"]}
    for number in {number for number, task in m.account.tasks.items() if task.is_open} - shown:
        m.found("not-shown", f"task {number}", f"task {number} is open, and no work of today")


def register(m: Machine) -> None:
    """What somebody asked to have removed is barred in the register."""
    answer = m.do("publications --json", reads=True)
    if answer.status != 0:
        return
    barred = {row["id"] for row in answer.json["publications"] if row["barred"]}
    for number in m.account.must_not_show() - barred:
        m.found("not-barred", number, f"publication {number} was asked to be removed, and is not barred")


def reads(m: Machine) -> None:
    """Commands that only tell; they change nothing."""
    for line in ("contacts --json", "purposes --json", "stats --json", "follow-ups --json", "audit --json"):
        m.do(line, reads=True)
    numbers = [person.number for person in m.account.people.values() if person.number is not None]
    if numbers:
        m.do(f"show {m.rnd.choice(numbers)} --json", reads=True)
    m.do("help site", reads=True)
    m.do("schedule cron", reads=True)
    m.run("scan")
    m.follow_chain("scan")
    m.do("due --format nagios")
    m.account.due_ran(m.now)


QUESTIONS: tuple[tuple[Question, float], ...] = (
    (due, 0.5), (cron, 0.4), (barred, 0.3), (policy, 0.1), (doctor, 0.06), (chain, 0.06), (cases, 0.1), (status, 0.05),
    (register, 0.1), (reads, 0.04),
)  # fmt: skip
"""What is asked, and after which share of the steps."""
