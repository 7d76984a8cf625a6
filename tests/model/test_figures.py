"""What may be printed: nothing that can be worked out of it counts fewer than five people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyctl.errors import BadInput
from privacyctl.model.figures import (
    LIMIT,
    Group,
    Month,
    Period,
    can_be_told,
    closed,
    end_of,
    joined,
    last_whole_month,
    median_hours,
    next_month,
    parse_month,
    start_of,
    with_the_rest,
)

NOON = 1_795_348_800  # 2026-11-22T12:00:00Z
TOO_FEW = range(1, LIMIT)
MONTHS = [f"2026-{number:02}" for number in range(1, 13)]


def month(at: str, people: set[str], earlier: dict[str, str] | None = None) -> Month:
    """A month in which each of these people bought once; `earlier` says when they did before."""
    last_seen = Counter((earlier or {}).get(who, "") for who in people)
    return Month(Period(at, at, len(people), 100 * len(people), Counter()), last_seen)


def months(people: Sequence[set[str]]) -> list[Month]:
    """Months that follow one another, as the store tells of them: those without anybody are not there."""
    earlier: dict[str, str] = {}
    found = []
    for at, who in zip(MONTHS, people, strict=False):
        if who:
            found.append(month(at, who, earlier))
            earlier |= dict.fromkeys(who, at)
    return found


def strangers(counts: Sequence[int]) -> list[Month]:
    """Months with so many people, none of whom comes twice."""
    return months([{f"{at} {n}" for n in range(count)} for at, count in enumerate(counts)])


def subsets(things: Sequence[int]) -> Iterator[tuple[int, ...]]:
    return chain.from_iterable(combinations(things, size) for size in range(1, len(things) + 1))


def records_of(names: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way in which up to so many people can have bought so many products, or in so many months."""
    if names == 0:
        yield ()
        return
    for count in range(most + 1):
        for rest in records_of(names - 1, most - count):
            yield (count, *rest)


def spans(periods: Sequence[Period]) -> list[tuple[str, str, int]]:
    return [(period.first, period.last, period.total) for period in periods]


# Time


def test_a_month_with_five_people_stands_by_itself() -> None:
    assert spans(closed(strangers([5, 6]))) == [("2026-01", "2026-01", 5), ("2026-02", "2026-02", 6)]


def test_a_month_with_fewer_people_waits_for_the_next() -> None:
    assert spans(closed(strangers([3, 2, 4, 4]))) == [("2026-01", "2026-02", 5), ("2026-03", "2026-04", 8)]


def test_what_comes_after_the_last_five_people_is_not_told() -> None:
    assert spans(closed(strangers([5, 4]))) == [("2026-01", "2026-01", 5)]
    assert closed(strangers([4])) == []


def test_somebody_who_comes_again_is_one_person() -> None:
    ann_and_three = {"ann", "bo", "cy", "dee"}

    assert closed(months([ann_and_three, ann_and_three, {"ann"}])) == []
    assert spans(closed(months([ann_and_three, {"ann"}, {"eve"}]))) == [("2026-01", "2026-03", 6)]


def test_somebody_of_an_earlier_period_counts_again_in_the_next() -> None:
    """Who bought in January and in March is behind both figures, and each must hide them."""
    five = {"ann", "bo", "cy", "dee", "eve"}

    assert spans(closed(months([five, {"ann", "bo"}, {"ann", "cy", "dee", "eve"}]))) == [
        ("2026-01", "2026-01", 5),
        ("2026-02", "2026-03", 6),
    ]


def test_a_month_without_anybody_is_not_told_from_one_with_few() -> None:
    assert spans(closed(strangers([5, 0, 0, 6]))) == [("2026-01", "2026-01", 5), ("2026-02", "2026-04", 6)]
    assert spans(closed(strangers([5, 1, 0, 5])))[1] == ("2026-02", "2026-04", 6)


def test_money_and_hours_are_summed_with_the_months() -> None:
    first = Period("2026-01", "2026-01", 2, 300, Counter({1: 2}))
    second = Period("2026-02", "2026-02", 3, 450, Counter({1: 1, 9: 2}))

    assert joined([first, second]) == Period("2026-01", "2026-02", 5, 750, Counter({1: 3, 9: 2}))


PEOPLE = st.lists(st.sets(st.sampled_from("abcdefgh"), max_size=7), max_size=10)


@given(PEOPLE)
def test_at_least_five_different_people_are_behind_every_period(people: list[set[str]]) -> None:
    for period in closed(months(people)):
        of_it = [who for at, who in zip(MONTHS, people, strict=False) if period.first <= at <= period.last]

        assert len(set().union(*of_it)) >= LIMIT
        assert period.total == sum(map(len, of_it))


@given(PEOPLE, st.integers(0, 10))
def test_no_later_month_changes_a_period(people: list[set[str]], before: int) -> None:
    earlier = closed(months(people[:before]))

    assert closed(months(people))[: len(earlier)] == earlier


def test_nobody_who_has_every_edition_can_tell_a_month_with_few_people() -> None:
    """Every record of five months and up to 15 people; whoever reads knows the rule and has all editions.

    What they can rule out are the records that would have been told differently. The first month has
    somebody in any case, since a period is named after it.
    """
    alike = defaultdict(list)
    for rest in records_of(4, 15):
        record = (LIMIT, *rest)
        alike[tuple(tuple(spans(closed(strangers(record[:until])))) for until in range(1, 6))].append(record)

    for editions, records in alike.items():
        # Those that are told alike have up to four people more, who still wait.
        if sum(total for *_, total in editions[-1]) > LIMIT + 15 - 4:
            continue
        for group in subsets(range(5)):
            assert not {sum(record[at] for at in group) for record in records} <= set(TOO_FEW)


# Names


def told(record: Sequence[int]) -> tuple[tuple[str | None, int], ...]:
    """What is said of products that so many people bought, each of them one."""
    groups = [Group("abcd"[n], count, 100 * count) for n, count in enumerate(record) if count]
    few = sum(group.total for group in groups if group.total < LIMIT)
    rest = Group(None, few, 100 * few) if few else None
    named = [group for group in groups if group.total >= LIMIT]
    return tuple((group.name, group.total) for group in with_the_rest(named, rest))


def test_a_rest_that_could_be_worked_out_takes_the_smallest_product_along() -> None:
    assert told([3, 9, 6]) == (("b", 9), (None, 9))


def test_a_rest_of_many_does_so_too_or_one_could_tell_that_each_of_it_has_few() -> None:
    assert told([4, 9, 6, 4]) == (("b", 9), (None, 14))


def test_products_that_sold_alike_go_together() -> None:
    """Which of them went would depend on its name, and tell that the other is no smaller."""
    assert told([3, 6, 6, 9]) == (("d", 9), (None, 15))


def test_without_a_rest_every_product_is_named() -> None:
    assert told([9, 6]) == (("a", 9), ("b", 6))


def test_where_no_product_has_five_people_only_all_of_them_are_told() -> None:
    assert told([3, 3, 3]) == ((None, 9),)


def test_the_money_goes_where_the_purchases_go() -> None:
    named = [Group("a", 9, 900), Group("b", 6, 60)]

    assert with_the_rest(named, Group(None, 1, 49)) == [Group("a", 9, 900), Group(None, 7, 109)]


@pytest.mark.parametrize("names", [2, 3, 4])
def test_nobody_who_knows_the_rule_can_tell_a_product_that_few_bought(names: int) -> None:
    """Every record of so many products and up to 22 people; whoever reads knows the rule and all the names.

    What they can rule out are the records that would be told differently. Where all that is told is
    that there were five people, they know that no product had all of them.
    """
    alike = defaultdict(list)
    for record in records_of(names, 22):
        if sum(record) >= LIMIT:
            alike[told(record)].append(record)

    for said, records in alike.items():
        for group in subsets(range(names)):
            counts = {sum(record[n] for n in group) for record in records}
            assert not counts <= set(TOO_FEW) or (said == ((None, LIMIT),) and len(counts) == 4)


# Shares and hours


@pytest.mark.parametrize(
    ("part", "whole", "is_told"),
    [(5, 10, True), (4, 10, False), (0, 10, False), (6, 10, False), (10, 10, False), (5, 9, False)],
)
def test_a_share_needs_five_people_on_either_side(part: int, whole: int, is_told: bool) -> None:
    assert can_be_told(part, whole) is is_told


@pytest.mark.parametrize(
    ("hours", "median"), [([7], 7), ([1, 2, 3], 2), ([1, 2, 3, 9], 2), ([1, 9, 9, 9], 9), ([3, 3, 3], 3)]
)
def test_half_of_them_were_answered_within_the_median(hours: list[int], median: int) -> None:
    assert median_hours(Counter(hours)) == median


# Months


@pytest.mark.parametrize(
    ("now", "last"),
    [(NOON, "2026-10"), (start_of("2026-11"), "2026-10"), (start_of("2026-11") - 1, "2026-09"),
     (start_of("2027-01"), "2026-12")],
)  # fmt: skip
def test_a_month_counts_when_it_is_over(now: int, last: str) -> None:
    assert last_whole_month(now) == last


def test_a_year_has_twelve_months() -> None:
    assert (next_month("2026-09"), next_month("2026-12")) == ("2026-10", "2027-01")
    assert end_of("2026-12") == start_of("2027-01")
    assert end_of("2024-02") - start_of("2024-02") == 29 * 86_400


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-13", "2026-00", "26-01", "2026-1", "0000-01", "2026-10-01", "٢٠٢٦-٠١", "last", "-1"],
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not a month") as refused:
        parse_month(text, NOON, "--since")

    assert refused.value.hint == "write year and month: 2026-10"


@pytest.mark.parametrize("text", ["2026-11", "2026-12", "9999-12"])
def test_a_month_that_is_not_over_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not over, and only whole months are counted") as refused:
        parse_month(text, NOON, "--until")

    assert refused.value.hint == "the last one is 2026-10, in UTC"


def test_a_month_that_is_over_is_read() -> None:
    assert parse_month(" 2026-10 ", NOON, "--until") == "2026-10"
