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

from years.instants import DAY, YEAR, Instant, is_over
from years.noes import Person, Word, no_stands, no_stood
from years.removals import Task

RANKS = ("broken", "at risk", "unknown", "nothing yet", "kept")
"""How a promise may stand, the worst first. A verdict is too good where it stands right of the account's."""


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
    settled: Instant | None = None
    """When somebody said that the clock is right, and its receipt lay ahead of that."""

    def must_be_listed(self, now: Instant) -> bool:
        """A comment has 24 hours from its order; a right has a month, and is listed seven days before its end.

        A month that ends on a day off goes on, so that the account begins four days later. Days count by the
        clock, also where that is behind the record: `due` says so. What lies ahead is listed until that is settled.
        """
        if self.done is not None:
            return False
        if self.kind == "comment":  # what was older than that when it came is counted, in one line
            return not is_over(self.received, self.typed)
        start = self.settled or self.received
        has_come = is_over(start, now, 28 * DAY) and now.shown - start.shown > 28 * DAY
        return has_come or start.shown > now.shown

    def best(self, now: Instant) -> str:
        if self.kind == "comment":
            is_late = self.done is None and is_over(self.typed, now)
            return "at risk" if is_late and not is_over(self.received, self.typed) else "kept"
        is_late = is_over(self.received, self.done or now, 36 * DAY)
        if self.closed:
            # An objection is answered by a letter, and so by hand; what needs proof of who asks, by its command.
            is_by_hand = self.closed == "answered" and self.kind in {"access", "rectification", "erasure"}
            return "at risk" if is_late or is_by_hand else "kept"
        return "broken" if is_late else "kept"


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
    last_no: Instant | None = None
    """When somebody last said no to the vendor; what a reseller's file says was said to the reseller."""
    answered: Instant | None = None
    """When a request of somebody who used a right was last answered, or taken back by them."""
    notices: int = 0
    copied: list[Instant] = field(default_factory=list)
    drilled: list[Instant] = field(default_factory=list)
    """When copies of the record were made, and when one was decrypted."""

    def instant(self, true: int, shown: int) -> Instant:
        return Instant(true, shown, shown < self.head)

    # What is told.

    def entry(self, now: Instant) -> None:
        """An entry was written under this clock."""
        self.head = max(self.head, now.shown)

    def clock_is_right(self, now: Instant) -> None:
        """A person said that the clock is right: entries count from it anew."""
        self.head = now.shown
        for case in (one for one in self.cases.values() if one.settled is None):
            case.settled = now if case.received.shown > now.shown else None

    def said(self, who: int, purpose: str, word: Word) -> None:
        self._hear(self.people[who].words.setdefault(purpose, []), word)

    def company_said(self, name: str, word: Word) -> None:
        self._hear(self.companies_no.setdefault(name, []), word)

    def _hear(self, words: list[Word], word: Word) -> None:
        """Note a word. A no that closes something, and that had lain, was heeded by nothing until then."""
        stood = no_stands(words)
        words.append(word)
        if not word.by_import and not word.yes:
            self.last_no = word.typed
            if not stood and no_stands(words) and is_over(word.at, word.typed):
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
            if because == "withdrawn":
                self.answered = now

    def asked(self, case: Case) -> None:
        known = self.cases.setdefault(case.number, case)
        if case.received.true < known.received.true:
            known.received = case.received

    def done(self, number: int, now: Instant) -> None:
        if number in self.cases and self.cases[number].done is None:
            self.cases[number].done = self.answered = now

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
        """The tasks that `due --new` must print."""
        return {task.number for task in self.tasks.values() if task.must_be_told(now)}

    def due_ran(self, now: Instant, told: set[int] | None = None) -> None:
        """`due` listed all that is open, and with `--new` told of these tasks."""
        for task in self.tasks.values():
            if task.is_open:
                task.listed = now.shown if task.listed is None else min(task.listed, now.shown)
            if told and task.number in told:
                task.told.append(now.shown)

    def must_not_show(self) -> set[int]:
        """The publications that somebody asked to have removed."""
        return {
            task.publication
            for task in self.tasks.values()
            if task.publication is not None and task.closed is None
        }

    def best_verdicts(self, now: Instant) -> dict[str, tuple[str, object]]:
        """How well each promise can stand, and what stands in its way. What is not named can be kept."""
        rights = [case for case in self.cases.values() if case.kind != "comment" and is_told(case.done, now)]
        comments = [case for case in self.cases.values() if case.kind == "comment"]
        handed = [hand for hand in self.handed if is_told(hand.at, now)]
        handed_late = [hand for hand in handed if self.was_handed_after_no(hand)]
        lay = [at for at in self.late_noes if is_told(at, now)]
        best: dict[str, list[tuple[str, object]]] = {
            "P3": [("at risk", hand) for hand in handed if hand.purpose != "order"],
            "P4": [("at risk", one) for one in [*handed_late, *lay]],
            "P10": [(case.best(now), case) for case in rights],
            "P11": [("unknown", "what nobody typed in"), *((case.best(now), case) for case in comments)],
            "P9": [
                ("at risk", f"none within {days} days")
                for done, days in ((self.copied, 2), (self.drilled, 90))
                if all(is_over(one, now, days * DAY) for one in done)
            ],
        }
        # Each hand-off says for which purpose it was: without a notice too, it shows that there was no other use.
        # A request that waits within its time is on record, and breaks the promise once its day is over.
        has_evidence: dict[str, object] = {
            "P3": self.handed,
            "P4": self.last_no or self.handed,
            "P8": self.notices or self.handed,
            "P10": self.answered or [case for case in rights if case.done is None],
        }
        for promise in ("P6", "P7"):
            own = [
                task
                for task in self.tasks.values()
                if task.promise == promise and is_told(task.seen or task.closed, now)
            ]
            best[promise] = [(task.best(now), task) for task in own]
            asked = [task for task in self.tasks.values() if task.promise == "any"]
            has_evidence[promise] = own or asked or [of for of, _ in self.on_show.values() if of == promise]
        for promise, evidence in has_evidence.items():
            nothing = [] if evidence else [("nothing yet", "no evidence")]
            best[promise] = [*best.get(promise, []), *nothing]
        return {promise: worst(ways) for promise, ways in best.items()}

    def was_handed_after_no(self, hand: HandOver) -> bool:
        """Whether somebody was on a list though their no had reached the vendor by then, and stood.

        A yes between the two lifts it, and a later no does not bring it back for that list.
        """
        return any(
            self.says_no(who, hand.purpose)
            and no_stood(self.people[who].words.get(hand.purpose, []), hand.at)
            for who in hand.people
        )


def is_told(end: Instant | None, now: Instant) -> bool:
    """Whether what ended then is surely of the last year: what is older is told no more."""
    return end is None or (now.true - end.true < YEAR - DAY and now.shown - end.shown < YEAR - DAY)


def worst(ways: list[tuple[str, object]]) -> tuple[str, object]:
    return min(ways, key=lambda way: RANKS.index(way[0]), default=("kept", None))


def is_better(said: str, best: str) -> bool:
    """Whether a verdict says more than the account knows."""
    return said in RANKS and RANKS.index(said) > RANKS.index(best)


def goes_back(times: list[int]) -> bool:
    """Whether the times of the chain's entries run backwards."""
    return any(later < earlier for earlier, later in pairwise(times))
