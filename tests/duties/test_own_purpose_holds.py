"""Whatever happens in whatever order: nobody is used for anything that they were not told of, or said no to (P8).

The steps are those of the world of product news, and a purpose of the vendor's own beside
it. What must hold is worked out here anew, from the plainest account of who was told what.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.order_imports import Lines
from helpers.terminal import NOON, SECRET, Clock
from privacyctl.duties.cases import Asked
from privacyctl.duties.lists import announcing, audience, opting_in, opting_out
from privacyctl.duties.people import contacts, orders
from privacyctl.duties.permissions import Given
from privacyctl.errors import Failure, Refused
from privacyctl.model.address import parse_address
from privacyctl.model.consent import Purpose, Via
from privacyctl.model.moment import DAY, HOUR, Moment
from privacyctl.model.notice import Basis, Choice
from privacyctl.model.purchase import OrderLine
from privacyctl.model.purpose import PUBLISHED, Definition
from privacyctl.store import Store
from privacyctl.store.file import making

PEOPLE = ("ann@example.com", "bo@example.com", "cy@example.com")
UPDATES = PUBLISHED[Purpose.UPDATES]
SURVEYS = Definition(Purpose("surveys"), "to ask", Basis.LEGITIMATE_INTERESTS, Choice.OPT_OUT)
OPT_IN = replace(SURVEYS, basis=Basis.CONSENT, choice=Choice.OPT_IN)
MEANT = (SURVEYS, OPT_IN, replace(SURVEYS, what_for="to sell"))
BOTH = (Purpose.UPDATES, SURVEYS.purpose)

person = st.sampled_from(range(len(PEOPLE)))
ago = st.sampled_from([None, 0, 3, 20])
purpose = st.sampled_from(BOTH)

actions = st.one_of(
    st.tuples(st.just("opt out"), person, purpose, ago),
    st.tuples(st.just("opt in"), person, purpose, ago),
    st.tuples(st.just("order"), person, st.sampled_from([None, True, False])),
    st.tuples(st.just("alias"), person, person),
    st.tuples(st.just("join"), person),
    st.tuples(st.just("company out"), purpose),
    st.tuples(st.just("mean"), st.sampled_from(range(len(MEANT)))),
    st.tuples(st.just("announce"), st.sampled_from(["One.", "Two."]), st.sampled_from([14, 30])),
    st.tuples(st.just("wait"), st.sampled_from([1, 13, 15, 40])),
)

BOUGHT = tuple(("order", number, None) for number in range(len(PEOPLE)))
OPENED = (*BOUGHT, ("announce", "One.", 14), ("wait", 15))
starts = st.sampled_from([(), BOUGHT, OPENED])


@dataclass
class Known:
    """What the world should know of one person: when they last said what, and what they were sent."""

    addresses: set[int]
    on_record: bool = False
    no: dict[Purpose, int] = field(default_factory=dict)
    yes: dict[Purpose, int] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)
    in_company: bool = False
    ticked: tuple[int, bool] | None = None
    """The latest answer of a reseller's form: when, and whether it was a yes."""

    def said_no(self, purpose: Purpose, at: int) -> None:
        self.no[purpose] = max(at, self.no.get(purpose, at))

    def said_yes(self, purpose: Purpose, at: int) -> None:
        self.yes[purpose] = max(at, self.yes.get(purpose, at))

    def joins(self, other: Known) -> None:
        self.addresses |= other.addresses
        self.told |= other.told  # one of the two at most is on record, and stays the contact that it is
        self.in_company |= other.in_company
        for purpose in {*self.no, *other.no, *self.yes, *other.yes}:
            # A no that stands under one address stands under all; a yes holds where none does.
            both = (self, other)
            noes = [one.no[purpose] for one in both if one.no.get(purpose, -1) >= one.yes.get(purpose, 0)]
            yes = max(one.yes.get(purpose, -1) for one in both)
            self.no.pop(purpose, None)
            self.yes.pop(purpose, None)
            if noes:
                self.no[purpose] = max(noes)
            elif yes > -1:
                self.yes[purpose] = yes
        self.ticked = max([one for one in (self.ticked, other.ticked) if one], default=None)


@dataclass
class Announced:
    """A notice as the world remembers it."""

    id: int
    definition: Definition
    text: str
    opens_at: int


@dataclass
class World:
    store: Store
    clock: Clock
    meant: Definition = SURVEYS
    known: list[Known] = field(default_factory=lambda: [Known({i}) for i in range(len(PEOPLE))])
    company_no: dict[Purpose, int] = field(default_factory=dict)
    notices: list[Announced] = field(default_factory=list)
    orders: int = 0

    def of(self, number: int) -> Known:
        return next(one for one in self.known if number in one.addresses)

    def at(self, ago: int | None) -> int:
        return self.clock() - (ago or 0) * HOUR

    def opt_out(self, number: int, purpose: Purpose, ago: int | None) -> None:
        asked = Asked(received_at=None if ago is None else Moment(self.at(ago)))
        opting_out.opt_out(self.store, [PEOPLE[number]], [purpose], asked, skip_bad=False)
        one = self.of(number)
        if ago is None and self.stands(one, purpose):
            return  # said twice, done once: a no without a time of its own leaves the one that stands
        ticked = one.ticked[0] if purpose is Purpose.UPDATES and one.ticked and one.ticked[1] else -1
        if max(one.yes.get(purpose, -1), ticked) <= self.at(ago):  # else their later word stands
            one.said_no(purpose, self.at(ago))

    def stands(self, one: Known, purpose: Purpose) -> bool:
        """Whether their own no to it stands, and no yes to the vendor's own purpose is newer than it."""
        said = one.no.get(purpose)
        if said is None or one.yes.get(purpose, -1) > said:
            return False
        return purpose is not Purpose.UPDATES or one.yes.get(SURVEYS.purpose, -1) <= said

    def opt_in(self, number: int, purpose: Purpose, ago: int | None) -> None:
        with suppress(Failure):
            evidence = Given(text="Yes.", at=Moment(self.at(ago)))
            opting_in.opt_in(self.store, parse_address(PEOPLE[number]), purpose, evidence, Via.UNSTATED)
            self.of(number).said_yes(purpose, self.at(ago))

    def order(self, number: int, answer: bool | None) -> None:
        self.orders += 1
        order, email, at = f"order {self.orders}", PEOPLE[number], Moment(self.clock() - 60)
        line = OrderLine(
            1, order, None, email, parse_address(email).key, None, None, "Widget", 1, None, None, at, answer, None
        )  # fmt: skip
        orders.import_orders(
            self.store, [("orders.csv", Lines([line]))], skip_bad=True, dry_run=False, tell=lambda *_: None
        )
        one = self.of(number)
        one.on_record = True
        if answer is not None:  # the form's yes ends the form's no, and no opt-out
            one.ticked = at, answer

    def alias(self, number: int, other: int) -> None:
        with suppress(Refused):
            contacts.add_contact(
                self.store, parse_address(PEOPLE[number]), aliases=[parse_address(PEOPLE[other])]
            )
            first, second = self.of(number), self.of(other)
            first.on_record = True
            if first is not second:
                self.known.remove(second)
                first.joins(second)

    def join(self, number: int) -> None:
        with suppress(Refused):
            contacts.add_contact(self.store, parse_address(PEOPLE[number]), company="Acme")
            one = self.of(number)
            one.on_record = one.in_company = True

    def company_out(self, purpose: Purpose) -> None:
        with suppress(Failure):
            opting_out.opt_out(self.store, ["Acme"], [purpose], Asked(), skip_bad=False)
            self.company_no[purpose] = self.clock()
            for one in self.known:
                if one.in_company:
                    one.said_no(purpose, self.clock())

    def announce(self, text: str, days: int) -> None:
        result = announcing.announce(self.store, self.meant, text, days)
        newest = self.notices[-1] if self.notices else None
        stands = newest is not None and (newest.definition, newest.text) == (self.meant, text)
        assert result.changed is not stands
        if stands:
            assert newest is not None
            assert (newest.id, newest.opens_at) == (result.notice.id, result.notice.opens_at)
            return
        self.notices.append(Announced(result.notice.id, self.meant, text, self.clock() + days * DAY))
        keys = {
            parse_address(r.email).key
            for r in announcing.to_tell(self.store, self.meant, result.notice).people
        }
        for one in self.known:
            if keys & {parse_address(PEOPLE[number]).key for number in one.addresses}:
                assert self.no_at(one, Purpose.UPDATES) is None  # asking who wants no mail is mail, too
                one.told.add(result.notice.id)

    def no_at(self, one: Known, purpose: Purpose) -> int | None:
        """The no that stands against them for one purpose: theirs, a form's, or that of a company they joined."""
        yes = one.yes.get(purpose, -1)
        noes = [one.no[purpose]] if purpose in one.no and yes <= one.no[purpose] else []
        answered = yes
        if purpose is Purpose.UPDATES and one.ticked:
            at, is_yes = one.ticked
            if not is_yes and at >= yes:
                noes.append(at)
            answered = max(yes, at) if is_yes else yes
        joined = self.company_no.get(purpose) if one.in_company else None
        if joined is not None and answered <= joined:
            noes.append(joined)
        return max(noes, default=None)

    def may_be_asked(self, one: Known) -> bool:
        """Whether a survey may go to them, as promised in plain words."""
        newest = self.notices[-1] if self.notices else None
        if newest is None or newest.definition != self.meant or newest.opens_at > self.clock():
            return False
        yes = one.yes.get(SURVEYS.purpose, -1)
        if self.no_at(one, SURVEYS.purpose) is not None:
            return False
        news = self.no_at(one, Purpose.UPDATES)
        if news is not None and yes <= news:
            return False
        return yes > -1 or (self.meant.choice is Choice.OPT_OUT and newest.id in one.told)


def perform(world: World, action: tuple[object, ...]) -> None:
    name, *words = action
    match name, words:
        case "opt out", [int(who), Purpose() as purpose, (int() | None) as ago]:
            world.opt_out(who, purpose, ago)
        case "opt in", [int(who), Purpose() as purpose, (int() | None) as ago]:
            world.opt_in(who, purpose, ago)
        case "order", [int(who), (bool() | None) as answer]:
            world.order(who, answer)
        case "alias", [int(who), int(other)]:
            world.alias(who, other)
        case "join", [int(who)]:
            world.join(who)
        case "company out", [Purpose() as purpose]:
            world.company_out(purpose)
        case "mean", [int(number)]:
            world.meant = MEANT[number]
        case "announce", [str(text), int(days)]:
            world.announce(text, days)
        case "wait", [int(days)]:
            world.clock.forward(hours=24 * days)
        case _:
            raise AssertionError(action)


def used(world: World, definition: Definition) -> set[str]:
    """Everybody whom the audience or the gate gives out for a purpose."""
    lines = [(one, one) for one in PEOPLE]
    try:
        listed = audience.list_audience(world.store, definition, everyone=True)
        passed = audience.gate(world.store, lines, definition, everyone=True, keep_unknown=False)
    except Refused:
        return set()
    keys = {parse_address(one.email).key for one in listed}
    assert keys <= {parse_address(raw).key for raw in passed.lines}
    return keys | {parse_address(raw).key for raw in passed.lines}


@pytest.mark.slow
@examples(50)
@given(starts, st.lists(actions, min_size=3, max_size=14))
def test_nobody_is_used_for_what_they_were_not_told_of_or_said_no_to(
    start: tuple[tuple[object, ...], ...], steps: list[tuple[object, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, clock = Path(folder) / "record.db", Clock()
        making.create(path, SECRET, NOON)
        store = Store.open(path, clock)
        try:
            world = World(store, clock)
            for step in (*start, *steps):
                clock.forward(hours=1)
                store.__dict__.pop("now", None)  # each step is a command of its own
                perform(world, step)
                asked, told_news = used(world, world.meant), used(world, UPDATES)
                for one in world.known:
                    keys = {parse_address(PEOPLE[number]).key for number in one.addresses}
                    if not world.may_be_asked(one):
                        assert not keys & asked
                    if world.no_at(one, Purpose.UPDATES) is not None:
                        assert not keys & told_news
        finally:
            store.close()


def test_the_world_of_this_test_lets_somebody_be_asked() -> None:
    """Without it the property would hold for an audience that is always empty."""
    with tempfile.TemporaryDirectory() as folder:
        path, clock = Path(folder) / "record.db", Clock()
        making.create(path, SECRET, NOON)
        store = Store.open(path, clock)
        try:
            world = World(store, clock)
            for step in OPENED:
                perform(world, step)
                store.__dict__.pop("now", None)
            assert all(world.may_be_asked(one) for one in world.known)
            assert used(world, SURVEYS) == set(PEOPLE)
        finally:
            store.close()
