"""Whatever happens in whatever order, who opted out and did not opt in again is not written to (promise P4)."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.order_imports import Lines
from helpers.terminal import NOON, SECRET, Clock
from privacyctl.duties.cases import Asked
from privacyctl.duties.lists import audience, opting_in, opting_out
from privacyctl.duties.people import contacts, orders
from privacyctl.duties.permissions import Given
from privacyctl.duties.promises import purging
from privacyctl.duties.rights import corrections, erase_request, person_corrections
from privacyctl.duties.rights.rights import RequestLimits
from privacyctl.erasure_list import ErasureList
from privacyctl.errors import Failure, Refused
from privacyctl.model.address import parse_address
from privacyctl.model.consent import Purpose, Via
from privacyctl.model.correction import OnWordOf
from privacyctl.model.ids import ContactId
from privacyctl.model.moment import HOUR, Moment
from privacyctl.model.purchase import OrderLine
from privacyctl.model.purpose import PUBLISHED
from privacyctl.model.request_clock import How
from privacyctl.store import Store
from privacyctl.store import contacts as kept
from privacyctl.store.file import making

# Two spellings of each.
PEOPLE = (
    ("ann@example.com", "ANN@Example.COM"),
    ("jo@müller.example", "Jo@xn--mller-kva.example"),
    ("Änne@example.net", "a\u0308nne@EXAMPLE.net"),
)
COMPANIES = ("Acme",)
NEVER = -1
UPDATES = PUBLISHED[Purpose.UPDATES]
NOBODY_LISTED = ErasureList((), 0, None)

person = st.sampled_from(range(len(PEOPLE)))
spelling = st.sampled_from([0, 1])
hours_ago = st.sampled_from([0, 2, 5])
ordered_ago = st.sampled_from([-9, 0, 2, 5])  # a time without an offset may look as if it were ahead

actions = st.one_of(
    st.tuples(st.just("opt out"), person, spelling, hours_ago),
    st.tuples(st.just("opt in"), person, spelling, hours_ago),
    st.tuples(st.just("import"), person, spelling, ordered_ago, st.sampled_from([None, True, False])),
    st.tuples(st.just("import undated"), person, spelling, st.just(0), st.sampled_from([None, True])),
    st.tuples(st.just("import again")),
    st.tuples(st.just("alias"), person, person),
    st.tuples(st.just("join"), person, st.sampled_from(COMPANIES)),
    st.tuples(st.just("company out"), st.sampled_from(COMPANIES)),
    st.tuples(st.just("erase"), person),
    st.tuples(st.just("correct"), person, person),
    st.tuples(st.just("purge")),
)


def no_one(*_: object) -> tuple[()]:
    """Nobody was given anything, so nobody is told."""
    return ()


@dataclass
class Known:
    """What the world should know of one contact, or of an address that is on no record."""

    addresses: set[int]
    on_record: bool = False
    no_at: int = NEVER
    yes_at: int = NEVER
    answered_no_at: int = NEVER
    """By an answer in a file of orders, which a later yes outranks, whatever it comes from."""
    company: str | None = None
    ever_no: bool = False
    former: set[int] = field(default_factory=set)
    """Addresses that a correction replaced: what is said under one of them is said of this contact too."""


@dataclass
class World:
    """A record, and beside it the plainest account of who said no."""

    store: Store
    clock: Clock
    known: list[Known] = field(default_factory=lambda: [Known({i}) for i in range(len(PEOPLE))])
    closed: dict[str, int] = field(default_factory=dict)
    lines: list[OrderLine] = field(default_factory=list)

    def of(self, number: int) -> Known:
        return next(one for one in self.known if number in one.addresses)

    def answering_to(self, number: int) -> list[Known]:
        return [one for one in self.known if number in one.addresses | one.former]

    def opt_out(self, number: int, spelled: int, ago: int) -> None:
        at = self.clock() - ago * HOUR
        asked = Asked(received_at=Moment(at))
        opting_out.opt_out(self.store, [PEOPLE[number][spelled]], [Purpose.UPDATES], asked, skip_bad=False)
        for one in self.answering_to(number):
            one.ever_no = True
            if one.yes_at <= at:
                one.no_at = max(one.no_at, at)

    def opt_in(self, number: int, spelled: int, ago: int) -> None:
        at, one = self.clock() - ago * HOUR, self.of(number)
        try:
            address = parse_address(PEOPLE[number][spelled])
            opting_in.opt_in(
                self.store, address, Purpose.UPDATES, Given(text="Yes.", at=Moment(at)), Via.UNSTATED
            )
        except Failure:
            return
        one.yes_at = max(one.yes_at, at)
        if at > one.no_at:
            one.no_at = NEVER

    def take(self, number: int, spelled: int, ago: int, answer: bool | None, *, dated: bool = True) -> None:
        given, at = PEOPLE[number][spelled], Moment(self.clock() - ago * HOUR) if dated else None
        order = f"order {len(self.lines)}"
        line = OrderLine(
            1, order, None, given, parse_address(given).key, None, None, "Widget", 1, None, None, at, answer, None
        )  # fmt: skip
        self.lines.append(line)
        load(self.store, [line])
        one = self.of(number)
        one.on_record = True
        one.ever_no |= answer is False
        if answer is False and at is not None and self.answering_to(number) == [one]:
            one.answered_no_at = max(one.answered_no_at, min(at, self.clock()))
        for known in self.answering_to(number):
            if answer and at is not None:
                known.yes_at = max(known.yes_at, min(at, self.clock()))

    def alias(self, number: int, other: int) -> None:
        with suppress(Refused):
            contacts.add_contact(
                self.store, parse_address(PEOPLE[number][0]), aliases=[parse_address(PEOPLE[other][1])]
            )
            first, second = self.of(number), self.of(other)
            first.on_record = True
            if first is not second:
                self.known.remove(second)
                first.addresses |= second.addresses
                first.former |= second.former
                first.no_at, first.yes_at = max(first.no_at, second.no_at), max(first.yes_at, second.yes_at)
                first.answered_no_at = max(first.answered_no_at, second.answered_no_at)
                first.ever_no |= second.ever_no
                first.company = first.company or second.company

    def join(self, number: int, company: str) -> None:
        with suppress(Refused):
            contacts.add_contact(self.store, parse_address(PEOPLE[number][0]), company=company)
            one = self.of(number)
            one.on_record, one.company = True, company

    def company_out(self, company: str) -> None:
        with suppress(Failure):
            opting_out.opt_out(self.store, [company], [Purpose.UPDATES], Asked(), skip_bad=False)
            self.closed.setdefault(company, self.clock())
            for one in self.known:
                if one.company == company:
                    one.no_at = self.clock() if one.no_at == NEVER else one.no_at
                    one.ever_no = True

    def erase(self, number: int) -> None:
        """All of a contact's addresses are closed for good, and no order of theirs comes back."""
        contact_id = self.on_record(number)
        if contact_id is None:
            return
        contact = kept.must_get(self.store, ContactId(contact_id))
        asking = erase_request.ask(self.store, contact, Asked(), RequestLimits(), How.VOICE, NOBODY_LISTED)
        try:
            foreseen = erase_request.foresee(self.store, contact, Asked(), RequestLimits(), None, no_one)
        except Refused:
            return
        erase_request.erase(
            self.store, contact, asking.standing.case.id, foreseen, None, no_one, lambda _listings: None
        )
        one = self.of(number)
        self.known.remove(one)
        for address in one.addresses:
            self.known.append(Known({address}, no_at=self.clock(), ever_no=True))

    def correct(self, number: int, other: int) -> None:
        """A contact's main address becomes another one. The old one keeps its no, and so does the contact."""
        contact_id = self.on_record(number)
        if contact_id is None:
            return
        contact, one, second = (
            kept.must_get(self.store, ContactId(contact_id)),
            self.of(number),
            self.of(other),
        )
        key = kept.main_key(self.store, ContactId(contact_id))
        main = next(n for n, both in enumerate(PEOPLE) if parse_address(both[0]).key == key)
        wanted = person_corrections.Wanted(email=parse_address(PEOPLE[other][1]))
        try:
            put = corrections.correct(
                self.store, contact, wanted, OnWordOf.VENDOR, Asked(), RequestLimits(), None, no_one
            )
        except Refused:
            return
        if not put.fields:
            return
        no_at = self.no_that_stands(one)
        if second is not one:
            self.known.remove(second)
            one.addresses.add(other)
            one.former |= second.former
            one.no_at, one.yes_at = max(one.no_at, second.no_at), max(one.yes_at, second.yes_at)
        one.addresses.remove(main)
        one.former.add(main)
        one.ever_no = True
        # The old address keeps the no that it had, whoever has it from now on.
        self.known.append(Known({main}, no_at=max(one.no_at, no_at), ever_no=True))

    def purge(self) -> None:
        """Whoever has no yes that stands is forgotten, with all their orders, but for a no of theirs."""
        before = {Purpose.ORDER: self.clock() + 1}
        purging.purge(self.store, before, purging.foresee(self.store, before), lambda _listings: None)
        for one in [known for known in self.known if known.on_record]:
            if any(self.on_record(number) is not None for number in one.addresses):
                continue
            self.known.remove(one)
            no_at = self.no_that_stands(one)
            for address in one.addresses:
                self.known.append(Known({address}, no_at=no_at, ever_no=True))

    def on_record(self, number: int) -> int | None:
        return kept.id_of(self.store, parse_address(PEOPLE[number][0]).key)

    def no_that_stands(self, one: Known) -> int:
        """When they last said no, in whatever way; NEVER where nothing keeps them out."""
        closed_at = self.closed.get(one.company, NEVER) if one.company else NEVER
        later = (at for at in (one.answered_no_at, closed_at) if at >= one.yes_at)
        return max((one.no_at, *later))

    def must_be_out(self, one: Known) -> bool:
        return self.no_that_stands(one) > NEVER

    def may_be_in(self, one: Known) -> bool:
        return not one.ever_no and (one.company is None or one.company not in self.closed)


def load(store: Store, lines: list[OrderLine]) -> None:
    orders.import_orders(
        store, [("orders.csv", Lines([*lines]))], skip_bad=True, dry_run=False, tell=lambda *_: None
    )


def perform(world: World, action: tuple[object, ...]) -> None:
    name, *words = action
    match name, words:
        case "opt out", [int(who), int(spelled), int(ago)]:
            world.opt_out(who, spelled, ago)
        case "opt in", [int(who), int(spelled), int(ago)]:
            world.opt_in(who, spelled, ago)
        case "import", [int(who), int(spelled), int(ago), (bool() | None) as answer]:
            world.take(who, spelled, ago, answer)
        case "import undated", [int(who), int(spelled), int(ago), (bool() | None) as answer]:
            world.take(who, spelled, ago, answer, dated=False)
        case "import again", []:
            load(world.store, world.lines)
        case "alias", [int(who), int(other)]:
            world.alias(who, other)
        case "join", [int(who), str(company)]:
            world.join(who, company)
        case "company out", [str(company)]:
            world.company_out(company)
        case _:
            perform_for_good(world, name, words)


def perform_for_good(world: World, name: object, words: list[object]) -> None:
    match name, words:
        case "erase", [int(who)]:
            world.erase(who)
        case "correct", [int(who), int(other)]:
            world.correct(who, other)
        case "purge", []:
            world.purge()
        case _:
            raise AssertionError(name)


def written_to(store: Store) -> tuple[set[str], set[str]]:
    """Who is in the audience, and who passes the gate, of all spellings there are."""
    listed = audience.list_audience(store, UPDATES, everyone=True)
    spellings = [(given, given) for both in PEOPLE for given in both]
    passed = audience.gate(store, spellings, UPDATES, everyone=True, keep_unknown=True)
    return {parse_address(one.email).key for one in listed}, {parse_address(raw).key for raw in passed.lines}


@pytest.mark.slow
@examples(40)
@given(st.lists(actions, min_size=3, max_size=14))
def test_who_opted_out_is_never_written_to(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, clock = Path(folder) / "record.db", Clock()
        making.create(path, SECRET, NOON)
        store = Store.open(path, clock)
        try:
            world = World(store, clock)
            for step in steps:
                clock.forward(hours=1)
                perform(world, step)
            listed, passed = written_to(store)
        finally:
            store.close()

    for one in world.known:
        keys = {parse_address(PEOPLE[number][0]).key for number in one.addresses}
        if world.must_be_out(one):
            assert not keys & (listed | passed)
        if world.may_be_in(one):  # and who never said no is not lost
            assert keys <= passed
            assert not one.on_record or keys & listed
