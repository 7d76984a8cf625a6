"""The account that somebody keeps beside the record: what must be so, by true time.

It imports nothing of privacyctl, and is written from the published promises alone. The machine
tells it what was typed and accepted; the account says what must then be due, who must be left
alone, and how well a promise can stand at best. It is a lower bound: privacyctl may be stricter.

Every moment has two times: the true one, and what the machine's clock showed. A clock that is
wrong and contradicts nothing on record cannot be known from inside, so the account holds
privacyctl to the true time only where the two agree or the record could tell: where the clock
showed a time before the last entry's, or a moment on record lies ahead of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

HOUR = 3600
DAY = 24 * HOUR
YEAR = 365 * DAY

RANKS = ("broken", "at risk", "unknown", "nothing yet", "kept")
"""How a promise may stand, the worst first. A verdict is too good where it stands right of the account's."""


@dataclass(frozen=True)
class Instant:
    """A moment: when it was in truth, and what the clock showed."""

    true: int
    shown: int
    behind: bool = False
    """Whether the clock showed less than the last entry on record."""

    def before(self, seconds: int) -> Instant:
        return Instant(self.true - seconds, self.shown - seconds, self.behind)

    @property
    def is_right(self) -> bool:
        return self.true == self.shown


def is_over(start: Instant, end: Instant, seconds: int = DAY) -> bool:
    """Whether more than so many seconds passed in truth, and the record can know it."""
    could_know = end.shown - start.shown > seconds or end.behind or start.shown > end.shown
    return end.true - start.true > seconds and could_know


# --- P4: everyone can opt out ---------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    """What somebody said about a purpose."""

    yes: bool
    at: Instant
    typed: Instant
    dated: bool = True
    """Whether the vendor gave its time. A yes without one outranks nothing that carries one; a no said
    again without one is the same no, as whatever is said twice."""
    by_import: bool = False
    """An import lifts no opt-out."""


def latest(words: list[Word], clock: str) -> Word | None:
    """The word that counts, by the true or the shown times; the order is that of typing."""
    standing: Word | None = None
    for word in words:
        if standing is None:
            standing = word
            continue
        mine, theirs = getattr(word.at, clock), getattr(standing.at, clock)
        if standing.yes is word.yes:  # said again without a time, it is the same word
            standing = word if word.dated and mine > theirs else standing
            continue
        if word.yes:
            lifts = mine > theirs and (standing.by_import or not word.by_import)
        else:
            lifts = mine >= theirs or not standing.dated
        standing = word if lifts else standing
    return standing


def no_stands(words: list[Word]) -> bool:
    """Whether a no is in force, beyond doubt."""
    by_truth = latest(words, "true")
    if by_truth is None or by_truth.yes:
        return False
    by_clock = latest(words, "shown")
    return by_clock is not None and (not by_clock.yes or any(word.typed.behind for word in words))


@dataclass
class Person:
    """Somebody whom the vendor knows: all their addresses, for good, and what they said."""

    addresses: set[str] = field(default_factory=set)
    company: str | None = None
    """Its bare name, without case and legal form."""
    number: int | None = None
    """Under which they are on record."""
    bought: Instant | None = None
    erased: Instant | None = None
    words: dict[str, list[Word]] = field(default_factory=dict)


# --- P6, P7: gone within 24 hours of a written request ----------------------------------------


@dataclass
class Task:
    """One removal that somebody asked for in writing."""

    number: int
    case: int
    promise: str
    """P6, P7, or "any" where nobody knows yet what is to be removed."""
    received: Instant
    publication: int | None = None
    claimed: Instant | None = None
    seen: Instant | None = None
    """When evidence of the removal was seen. Nothing else stops the clock."""
    came_back: bool = False
    """Seen on show again: a new breach, due at once."""
    closed: Instant | None = None
    told: list[tuple[int, int]] = field(default_factory=list)
    """When `due --new` told of it, by the clock, and at which step."""

    @property
    def is_open(self) -> bool:
        return self.seen is None and self.closed is None

    def may_be_called_kept(self) -> bool:
        return self.seen is not None and not self.came_back and not is_over(self.received, self.seen)

    def best(self, now: Instant) -> str:
        """How well the promise can stand with this removal in it."""
        if self.closed is not None:
            return "at risk" if is_over(self.received, self.closed) else "kept"
        if self.seen is None:
            if is_over(self.received, now) or self.came_back:
                return "broken"
            return "at risk" if self.claimed else "kept"
        if self.may_be_called_kept():
            return "kept"
        in_time = self.claimed is not None and not self.came_back and not is_over(self.received, self.claimed)
        return "at risk" if in_time else "broken"


def step(left: int) -> int:
    """At intake, with 12, 4 and 1 hours left, and hourly once overdue."""
    return 4 + -left // HOUR if left < 0 else sum(left <= hours * HOUR for hours in (12, 4, 1))


# --- P10, P11: requests, and what waits to be read --------------------------------------------


@dataclass
class Case:
    """Something else that somebody asked for in writing."""

    number: int
    kind: str
    received: Instant
    typed: Instant
    done: Instant | None = None
    closed: str | None = None
    """Why somebody ended it by hand: then nothing was handed out, put right or erased."""

    def must_be_listed(self, now: Instant) -> bool:
        """A comment has 24 hours from its order; a right has a month, and is listed seven days before its end.

        A month that ends on a day off goes on, so that the account begins four days later.
        """
        if self.done is not None:
            return False
        if self.kind == "comment":  # what was older than that when it came is counted, in one line
            return not is_over(self.received, self.typed)
        return is_over(self.received, now, 28 * DAY) or self.received.shown > now.shown

    def best(self, now: Instant) -> str:
        if self.kind == "comment":
            is_late = self.done is None and is_over(self.typed, now)
            return "at risk" if is_late and not is_over(self.received, self.typed) else "kept"
        is_late = is_over(self.received, self.done or now, 36 * DAY)
        if self.closed:
            return "at risk" if is_late or self.closed == "answered" else "kept"
        return "broken" if is_late else "kept"


# --- The account --------------------------------------------------------------------------------


@dataclass
class HandOver:
    """A list that went to somebody."""

    people: frozenset[int]
    purpose: str
    at: Instant


@dataclass
class Account:
    """All that the machine told, and what follows from it."""

    head: int = 0
    """The latest time that an entry of the record has, by the clock; a person may settle that it counts anew."""
    people: dict[int, Person] = field(default_factory=dict)
    companies_no: dict[str, list[Word]] = field(default_factory=dict)
    """What companies said about product news, for all of their people."""
    tasks: dict[int, Task] = field(default_factory=dict)
    cases: dict[int, Case] = field(default_factory=dict)
    on_show: dict[int, tuple[str, int | str]] = field(default_factory=dict)
    """By publication: P6 or P7, and whose it is: a person, or a company's bare name."""
    sighted: set[int] = field(default_factory=set)
    """The publications that a look saw on the page: no program can see any other one to be gone."""
    handed: list[HandOver] = field(default_factory=list)
    late_noes: list[Instant] = field(default_factory=list)
    """When a no was typed that had lain for more than a day."""
    answered: int = 0
    notices: int = 0

    def instant(self, true: int, shown: int) -> Instant:
        return Instant(true, shown, shown < self.head)

    # What is told.

    def entry(self, now: Instant) -> None:
        """An entry was written under this clock."""
        self.head = max(self.head, now.shown)

    def clock_is_right(self, now: Instant) -> None:
        """A person said that the clock is right: entries count from it anew."""
        self.head = now.shown

    def said(self, who: int, purpose: str, word: Word) -> None:
        self.people[who].words.setdefault(purpose, []).append(word)
        if not word.yes and not word.by_import and is_over(word.at, word.typed):
            self.late_noes.append(word.typed)

    def asked_removal(self, task: Task) -> None:
        """A removal was asked for. Asked again, an earlier receipt moves the clock; a later one never does."""
        known = self.tasks.get(task.number)
        if known is None:
            self.tasks[task.number] = task
        elif task.received.true < known.received.true:
            known.received = task.received

    def saw_gone(self, number: int, now: Instant) -> None:
        self.tasks[number].seen = now

    def saw_again(self, number: int) -> None:
        task = self.tasks[number]
        task.seen, task.came_back = None, True

    def closed(self, case: int, because: str, now: Instant) -> None:
        for task in self.tasks.values():
            if task.case == case and task.is_open:
                task.closed = now
        if case in self.cases and self.cases[case].done is None:
            self.cases[case].done, self.cases[case].closed = now, because

    def asked(self, case: Case) -> None:
        known = self.cases.setdefault(case.number, case)
        if case.received.true < known.received.true:
            known.received = case.received

    def done(self, number: int, now: Instant) -> None:
        if number in self.cases and self.cases[number].done is None:
            self.cases[number].done = now
            self.answered += 1

    def erased(self, who: int, now: Instant) -> None:
        """Whoever is erased is out of everything from then on, through every later import."""
        person = self.people[who]
        person.erased, person.number, person.bought = now, None, None
        for purpose in ("updates", "testimonial", "customer-list"):
            self.said(who, purpose, Word(yes=False, at=now, typed=now))

    # What follows.

    def says_no(self, who: int, purpose: str) -> bool:
        """Whether a no of theirs stands: their own, or their company's where they said nothing themselves."""
        person = self.people[who]
        if purpose in person.words:
            return no_stands(person.words[purpose])
        of_company = self.companies_no.get(person.company or "", [])
        return purpose == "updates" and person.erased is None and no_stands(of_company)

    def barred(self, purpose: str) -> dict[str, int]:
        """The addresses that must not be used, and whose they are."""
        return {
            address: who
            for who, person in self.people.items()
            if self.says_no(who, purpose)
            for address in person.addresses
        }

    def certainly_in(self, purpose: str) -> set[int]:
        """Buyers who never said a word about it, nor their company: they get product news."""
        return {
            who
            for who, person in self.people.items()
            if person.bought is not None
            and person.number is not None
            and not person.words
            and not self.companies_no.get(person.company or "")
            and purpose == "updates"
        }

    def must_be_due(self, now: Instant) -> tuple[set[int], set[int]]:
        """The tasks and the cases that `due` must list, under whatever clock."""
        tasks = {task.number for task in self.tasks.values() if task.is_open}
        return tasks, {case.number for case in self.cases.values() if case.must_be_listed(now)}

    def must_be_told(self, now: Instant) -> set[int]:
        """The tasks that `due --new` must print. What was told at a time that is still to come does not count."""
        return {
            task.number
            for task in self.tasks.values()
            if task.is_open
            and not task.came_back
            and now.is_right
            and task.received.is_right
            and step(task.received.true + DAY - now.true)
            > max((at_step for at, at_step in task.told if at <= now.true), default=-1)
        }

    def was_told(self, number: int, now: Instant) -> None:
        task = self.tasks[number]
        task.told.append((now.shown, step(task.received.shown + DAY - now.shown)))

    def must_not_show(self) -> set[int]:
        """The publications that somebody asked to have removed."""
        return {
            task.publication
            for task in self.tasks.values()
            if task.publication is not None and task.closed is None
        }

    def best_verdicts(self, now: Instant) -> dict[str, tuple[str, object]]:
        """How well each promise can stand, and what stands in its way. What is not named can be kept."""
        rights = [case for case in self.cases.values() if case.kind != "comment"]
        comments = [case for case in self.cases.values() if case.kind == "comment"]
        has_no = any(self.says_no(who, "updates") for who in self.people)
        handed_late = [hand for hand in self.handed if self.was_handed_after_no(hand)]
        best: dict[str, list[tuple[str, object]]] = {
            "P3": [("at risk", hand) for hand in self.handed if hand.purpose != "order"],
            "P4": [("at risk", one) for one in [*handed_late, *self.late_noes]],
            "P10": [(case.best(now), case) for case in rights],
            "P11": [("unknown", "what nobody typed in"), *((case.best(now), case) for case in comments)],
            "P9": [("unknown", "no copy is kept")],
        }
        has_evidence: dict[str, object] = {
            "P3": self.handed,
            "P4": has_no or self.handed,
            "P8": self.notices,
            "P10": self.answered,
        }
        for promise in ("P6", "P7"):
            own = [task for task in self.tasks.values() if task.promise == promise and self.counts(task, now)]
            best[promise] = [(task.best(now), task) for task in own]
            has_evidence[promise] = own or [of for of, _ in self.on_show.values() if of == promise]
        for promise, evidence in has_evidence.items():
            nothing = [] if evidence else [("nothing yet", "no evidence")]
            best[promise] = [*best.get(promise, []), *nothing]
        return {promise: worst(ways) for promise, ways in best.items()}

    def counts(self, task: Task, now: Instant) -> bool:
        """Whether it is of the last year: what is older is told no more."""
        end = task.seen or task.closed
        return end is None or (now.true - end.true < YEAR - DAY and now.shown - end.shown < YEAR - DAY)

    def was_handed_after_no(self, hand: HandOver) -> bool:
        """Whether somebody was on a list though their no had reached the vendor by then."""
        return any(
            not word.yes
            and not word.by_import
            and word.at.true < hand.at.true
            and word.at.shown < hand.at.shown
            and self.says_no(who, hand.purpose)
            for who in hand.people
            for word in self.people[who].words.get(hand.purpose, [])
        )


def worst(ways: list[tuple[str, object]]) -> tuple[str, object]:
    return min(ways, key=lambda way: RANKS.index(way[0]), default=("kept", None))


def is_better(said: str, best: str) -> bool:
    """Whether a verdict says more than the account knows."""
    return said in RANKS and RANKS.index(said) > RANKS.index(best)


def goes_back(times: list[int]) -> bool:
    """Whether the times of the chain's entries run backwards."""
    return any(later < earlier for earlier, later in pairwise(times))
