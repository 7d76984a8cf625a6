"""What is said of opting out and in, and of lists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from privacyctl.model.moment import iso, local
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import cell, visible
from privacyctl.output.screen.wording import plural, reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.lists.audience import Addressee, Checked, Passed
    from privacyctl.duties.lists.mailing import OptIn, OptOut, OptOuts

_LISTED = 20


def say_opt_outs(result: OptOuts) -> None:
    """A line each; a long list is counted."""
    if len(result.done) > _LISTED:
        changed = sum(one.changed for one in result.done)
        stream.say(f"Opted out: {changed:,}. Stood already: {len(result.done) - changed:,}.")
    else:
        for one in result.done:
            stream.say(_opt_out(one))
    cases = [case for one in result.done for case in one.cases]
    for case in dict.fromkeys(cases):
        stream.say(f"Something of theirs is on show: case {case} asks for its removal. See: privacyctl due")


def warn_of_lists(result: OptOuts) -> None:
    """Whose list somebody else may use yet; of many people on it how many they are."""
    found: dict[str, dict[int, int]] = {}
    for listed in dict.fromkeys(listed for one in result.done for listed in one.lists):
        found.setdefault(listed.recipient, {})[listed.contact] = listed.at
    for recipient, people in found.items():
        named = sorted(people)
        if len(named) == 1:
            whom = f"a list with contact {named[0]} went to {recipient} on"
        elif len(named) <= _LISTED:
            whom = f"lists with contacts {', '.join(map(str, named))} went to {recipient}, the last on"
        else:
            whom = f"lists with {len(named):,} of these contacts went to {recipient}, the last on"
        stream.complain(
            "warning",
            f"{whom} {local(max(people.values()))}: take them off there too, or hand over a new list",
        )


def complain_of_lines(result: OptOuts) -> None:
    """The lines of a list that could not be read, by number: what stands there may be anything."""
    for line, failure in result.bad[:_LISTED]:
        stream.complain("bad line", f"line {line}: {reason(failure)}")
    hidden = len(result.bad) - _LISTED
    if hidden > 0:
        stream.complain("bad line", f"{hidden:,} more")
    stream.complain(
        "error",
        f"{plural(len(result.bad), 'line')} could not be read; everybody else is opted out",
        "mend those lines and give the list again",
    )


def say_opt_in(result: OptIn) -> None:
    stands = "" if result.changed else " stands already"
    lifted = " Their opt-out is lifted." if result.lifted else ""
    stream.say(
        f"{visible(result.email)} allows {result.purpose.value}{stands}, by their word of {local(result.at)}.{lifted}"
    )


def write_audience(found: Sequence[Addressee], columns: Sequence[str] = ("email", "name")) -> None:
    """CSV: the address and the name, and nothing that a mailing does not need."""
    stream.write_lines(csv_rows(found, columns))


def csv_rows(found: Sequence[Addressee], columns: Sequence[str] = ("email", "name")) -> Iterator[str]:
    """The address and the name, or the address alone, a row each, below their heading."""
    rows = ((cell(one.email), cell(one.name or "")) for one in found)
    return stream.csv_lines(row[: len(columns)] for row in chain([("email", "name")], rows))


def note_counts(passed: Passed) -> None:
    """How many rows passed and why the others did not, on stderr: stdout is the list."""
    dropped = ", ".join(f"{count:,} {reason}" for reason, count in sorted(passed.counts.items()))
    stream.complain("note", f"{len(passed.lines):,} of {sum(passed.counts.values()):,} rows pass ({dropped})")


def say_checked(found: Checked, as_of: int) -> None:
    if not found.head_holds:
        stream.say("The record is not the one that the list was filtered against, or its end was cut off.")
    if found.opted_out_since:
        count = plural(found.opted_out_since, "opt-out")
        stream.say(f"Since {local(as_of)}: {count}. Filter the list again before it is used.")
    elif found.head_holds:
        stream.say(f"Nobody has opted out since {iso(as_of)}.")
    if found.barred_now is not None:
        stream.say(f"Rows of this list that would be stopped today: {found.barred_now:,}")


def _opt_out(one: OptOut) -> str:
    purposes = ", ".join(purpose.value for purpose in one.purposes)
    who = visible(one.who)
    if one.company is not None:
        who += f" and {plural(len(one.contacts), 'contact')} of it"
    elif not one.contacts:
        who += " (not on record)"
    if one.outranked:
        later = ", ".join(purpose.value for purpose in one.outranked)
        closed = ", ".join(p.value for p in one.purposes if p not in one.outranked) or "nothing"
        if len(one.contacts) > 1:
            return f"{who}: opted out of {purposes}, but for whoever allowed {later} since"
        return f"{who}: a later permission of theirs stands for {later}; opted out of {closed}"
    return f"{who}: {'opted out of' if one.changed else 'stands opted out of'} {purposes}"
