"""What every step needs: whom it is about, when it reached the vendor, and what the answer tells the account."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from years.account import HandOver
from years.instants import HOUR, Instant
from years.removals import Task
from years.world import Human, mail

if TYPE_CHECKING:
    from helpers.terminal import Answer
    from years.machine import Machine


def q(text: object) -> str:
    return shlex.quote(str(text))


def somebody(m: Machine, *, known: bool | None = None) -> Human | None:
    """A person; on record (True), or whoever it may be."""
    found = [one for one in m.people if not known or m.account.people[one.id].number is not None]
    return m.rnd.choice(found) if found else None


def who(m: Machine, one: Human) -> str:
    """How somebody is typed: an address of theirs in whatever case, or their number."""
    person = m.account.people[one.id]
    ways = sorted(person.addresses) or [one.address]
    if person.number is not None:
        ways.append(str(person.number))
    text = m.rnd.choice(ways)
    return q(text.upper() if m.rnd.random() < 0.15 else text)


def received(m: Machine, longest: int = 72) -> tuple[str, Instant, bool]:
    """When it reached the vendor: not said, or so many hours ago. The option, the moment, whether it was said."""
    if m.rnd.random() < 0.5:
        return "", m.now, False
    hours = m.rnd.randint(1, longest)
    return f"--received '{hours}h ago'", m.now.before(hours * HOUR), True


def message(m: Machine, one: Human, text: str) -> tuple[str, Instant]:
    """A mail of theirs: our own server's clock is right."""
    at = m.true - m.rnd.randint(1, 40 * HOUR)
    address = m.rnd.choice(sorted(m.account.people[one.id].addresses) or [one.address])
    path = mail(m.folder / "files", address, one.name, at, text)
    return f"--message {q(path)}", Instant(at, at)


def learn_numbers(m: Machine) -> None:
    """Who is on record under which number."""
    by_address = {
        address: one["id"]
        for one in m.run("contacts --json").json["contacts"]
        for address in (one["email"], *one["aliases"])
    }
    for one in m.people:
        number = next(
            (by_address[a] for a in (one.address, one.alias, f"new-{one.address}") if a in by_address), None
        )
        person = m.account.people[one.id]
        # After a correction the old address may be put on record anew, for somebody else as far as anybody
        # knows: of that other contact, and of what is on show of it, the account says nothing.
        if None not in {number, person.number} and number != person.number:
            for shown, of in m.account.on_show.items():
                if of == ("P6", one.id):
                    m.account.on_show[shown] = "P6", ""
        person.number = number
        person.addresses -= {a for a in person.addresses if by_address.get(a, number) != number}


def learn_tasks(m: Machine, tasks: list[dict[str, Any]], at: Instant) -> None:
    """What a request opened."""
    for task in tasks:
        promise = {"testimonial": "P6", "name": "P7", "logo": "P7"}.get(task["kind"], "any")
        shown = m.account.on_show.get(task["publication"] or 0)
        m.account.asked_removal(
            Task(task["task"], task["case"], shown[0] if shown else promise, at, task["publication"])
        )


def shown_of(m: Machine, one: Human, *promises: str) -> set[int]:
    """The publications about somebody that nobody asked to have removed yet."""
    hidden = m.account.must_not_show()
    return {
        number
        for number, (promise, of) in m.account.on_show.items()
        if promise in promises and of == one.id and number not in hidden
    }


def handed(m: Machine, answer: Answer, purpose: str, addresses: set[str]) -> None:
    people = {number for number, person in m.account.people.items() if person.addresses & addresses}
    if answer.status == 0 and people:  # a list of nobody is handed to nobody
        m.account.handed.append(HandOver(frozenset(people), purpose, m.now))


def must_be_asked(m: Machine, wanted: set[int], answer: Answer) -> None:
    for number in wanted - m.account.must_not_show():
        m.found("not-asked", number, f"publication {number} has no task: {answer.out[:500]}")
