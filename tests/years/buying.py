"""People, orders and product news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from years.account import Case
from years.hands import (
    handed,
    learn_numbers,
    learn_tasks,
    message,
    must_be_asked,
    q,
    received,
    shown_of,
    somebody,
    who,
)
from years.instants import DAY, HOUR, Instant
from years.noes import Word
from years.slips import RUBBISH
from years.world import COMPANIES, Human, iso

if TYPE_CHECKING:
    from helpers.terminal import Answer
    from years.machine import Machine

PURPOSES = ("updates", "testimonial", "customer-list", "surveys")


def add_contact(m: Machine) -> None:
    one = somebody(m)
    assert one
    line = f"add-contact {q(one.address)} --json"
    if m.rnd.random() < 0.8:
        line += f" --name {q(one.name)} --company {q(m.rnd.choice(COMPANIES[one.company]))}"
    alias = m.rnd.random() < 0.3
    line += f" --alias {q(one.alias)}" if alias else ""
    answer = m.do(line)
    if answer.status == 0:
        person = m.account.people[one.id]
        person.addresses |= {one.address, *([one.alias] if alias else [])}
        person.company = one.company if "--company" in line else person.company
        learn_numbers(m)


def add_purchase(m: Machine) -> None:
    one = somebody(m)
    assert one
    m.orders += 1
    days = m.rnd.choice((0, 1, 30, 400, 700))
    on = f"--on '{days}d ago'" if days else ""
    answer = m.do(f"add-purchase {q(one.address)} --order {m.orders} --product Widget {on} --json")
    bought(m, one, answer)


def bought(m: Machine, one: Human, answer: Answer) -> None:
    if answer.status == 0:
        person = m.account.people[one.id]
        person.addresses.add(one.address)
        person.bought = m.now
        learn_numbers(m)


def import_orders(m: Machine) -> None:
    """A file of the reseller, whose clock is right; some say no in it, and one may write a comment."""
    rows: list[str] = []
    news: list[tuple[Human, Instant, str, str]] = []
    comment = m.rnd.random() < 0.3
    for one in m.rnd.sample(m.people, m.rnd.randint(1, 4)):
        m.orders += 1
        ordered = m.true - m.rnd.choice((HOUR, 5 * HOUR, DAY, 20 * DAY))
        answer = m.rnd.choice(("", "", "yes", "no", "not now, maybe"))
        says = "Please take my words off your site." if comment and not rows else ""
        rows.append(
            f"{m.orders},{one.address},Widget,{iso(ordered)},{q(answer)[1:-1] if ' ' in answer else answer},{says}"
        )
        news.append((one, Instant(ordered, ordered), answer, says))
    path = m.folder / "files" / f"orders-{m.orders}.csv"
    path.write_text("\n".join(["Order,Mail,Product,When,News,Comment", *rows, ""]), "utf-8")
    answered = m.do(
        f"import-orders {q(path)} --map Order=order --map Mail=email --map Product=product --map When=ordered_at "
        "--map News=opt_in --map Comment=comment --json"
    )
    if answered.status != 0:
        return
    for one, at, answer, says in news:
        bought(m, one, answered)
        if answer:
            m.account.said(one.id, "updates", Word(answer == "yes", at, m.now, by_import=True))
        if says:
            for number in answered.json["comments"]:
                m.account.asked(Case(number, "comment", at, m.now))


def optout(m: Machine) -> None:
    one = somebody(m, known=m.rnd.random() < 0.8)
    if one is None:
        return
    purposes = m.rnd.choice(
        (("updates",), ("updates",), ("testimonial",), ("updates", "testimonial"), PURPOSES)
    )
    chosen = "--all" if purposes == PURPOSES else " ".join(f"--purpose {p}" for p in purposes)
    option, at, dated = received(m)
    typed = who(m, one)
    if m.rnd.random() < 0.25:
        option, at = message(m, one, "No more news please.")
        typed, dated = "", True
    answer = m.do(f"optout {typed} {chosen} {option} --json")
    tell_no(m, answer, one, purposes, Word(yes=False, at=at, typed=m.now, dated=dated))


def tell_no(m: Machine, answer: Answer, one: Human, purposes: tuple[str, ...], word: Word) -> None:
    """A no was typed. One that is refused because a later yes stands must be refused by the account too."""
    if answer.status not in {0, 1} or not answer.out:
        return
    person = m.account.people[one.id]
    if not person.addresses:
        person.addresses.add(one.address)
    outranked = {purpose for row in answer.json["optouts"] for purpose in row["outranked"]}
    for purpose in purposes:
        m.account.said(one.id, purpose, word)
        if purpose in outranked and m.account.says_no(one.id, purpose):
            m.found("no-outranked", f"{one.id} {purpose}", f"{one.name}: {person.words[purpose]}")
    if answer.status == 0 and {"testimonial", "customer-list"} & set(purposes) and person.number is not None:
        wanted = (
            shown_of(m, one, "P6") if "testimonial" not in outranked and "testimonial" in purposes else set()
        )
        shown = m.run(f"show {person.number} --json").json
        learn_tasks(m, [t for t in shown["takedowns"] if t["state"] in {"open", "removed"}], word.at)
        must_be_asked(m, wanted, answer)


def optout_company(m: Machine) -> None:
    bare = m.rnd.choice(sorted(COMPANIES))
    option, at, dated = received(m)
    answer = m.do(f"optout {q(m.rnd.choice(COMPANIES[bare]))} {option} --json")
    if answer.status == 0:
        word = Word(yes=False, at=at, typed=m.now, dated=dated)
        m.account.company_said(bare, word)


def optout_list(m: Machine) -> None:
    """A list of the mailer's, with a header, empty lines and rubbish in it."""
    people = m.rnd.sample(m.people, m.rnd.randint(1, 3))
    lines = [
        "",
        "nobody at all",
        *(one.address for one in people),
        "",
        m.rnd.choice(RUBBISH).replace("\x1b", ""),
    ]
    answer = m.do("optout - --json", given="\n".join(lines) + "\n")
    if answer.status in {0, 1} and answer.out:
        named = {row["who"] for row in answer.json["optouts"]}
        for one in people:
            if one.address in named:
                tell_no(m, answer, one, ("updates",), Word(yes=False, at=m.now, typed=m.now, dated=False))


def optin(m: Machine) -> None:
    one = somebody(m, known=True)
    if one is None:
        return
    purpose = m.rnd.choice(("updates", "updates", "surveys"))
    option, at, dated = received(m)
    address = m.rnd.choice(sorted(m.account.people[one.id].addresses))
    answer = m.do(
        f"optin {q(address)} --purpose {purpose} --evidence 'Yes, news again please.' {option} --json"
    )
    if answer.status == 0:
        m.account.said(one.id, purpose, Word(yes=True, at=at, typed=m.now, dated=dated))


def audience(m: Machine) -> None:
    answer = m.do("audience updates --to mailer --json")
    if answer.status == 0:
        handed(m, answer, "updates", {row["email"] for row in answer.json["audience"]})


def gate(m: Machine) -> None:
    given = "\n".join(["email", *(one.address for one in m.people)]) + "\n"
    answer = m.do("gate - --purpose updates --to mailer --json", given=given)
    if answer.status == 0:
        handed(m, answer, "updates", set(answer.json["rows"]))
