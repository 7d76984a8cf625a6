"""What is said of opting out: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, local
from privacyctl.model.text import plural
from privacyctl.output.screen import stream, wording
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import reason, warn_of_near

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from privacyctl.duties.lists.opted_out import OptOut, OptOuts
    from privacyctl.model.consent import Purpose
    from privacyctl.output.values import IsoMoment

_LISTED = 20


class OnListDocument(TypedDict):
    """Somebody on a list that a recipient has and may use yet."""

    contact: int
    """Who is on it."""
    recipient: str
    """Who has it."""
    handed_at: IsoMoment
    """When it was last handed over, in the last 30 days."""


class AlikeCompanyDocument(TypedDict):
    """A company on record that a company's no covers under another spelling."""

    company: int
    """Its number."""
    in_doubt: bool
    """Whether it may be another company: its name has another legal form, or begins with the same words."""
    contacts: list[int]
    """Its people, who are out by the no until they say yes themselves."""


class OptOutDocument(TypedDict):
    """What became of one WHO."""

    who: str
    """As it was typed, or as the list has it."""
    contacts: list[int]
    """The contacts that are opted out; none of an address that is not on record."""
    company: int | None
    """The company's number, where a company that is on record opted out."""
    is_company: bool
    """Whether it is a company's no, also of one that is not on record."""
    alike: list[AlikeCompanyDocument]
    """Companies on record that the no covers under another spelling."""
    near: list[int]
    """Contacts who are not out, with an address that may be the same mailbox."""
    purposes: list[Purpose]
    """What they opt out of."""
    outranked: list[Purpose]
    """Those of the purposes for which a later permission of theirs stands."""
    cases: list[int]
    """Takedowns that this opened for what is on show."""
    meant: list[int]
    """The contacts whom an address that is not on record may mean, where it was mistyped."""
    lists: list[OnListDocument]
    """Lists with them that recipients have and may use yet."""
    changed: bool
    """Whether anything was written."""


class BadLineDocument(TypedDict):
    """A line of a list that could not be read."""

    line: int
    """Its number."""
    reason: str
    """Why; without a word of what stands there."""


class OptOutsDocument(TypedDict):
    """What became of everybody who was named."""

    optouts: list[OptOutDocument]
    """Each who could be read."""
    bad_lines: list[BadLineDocument]
    """The lines of a list that could not be read: the first 1,000 of them. Standard error says how many there are."""
    changed: bool
    """Whether anything was written."""


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
    """Whose list somebody else may use yet, of many people on it how many they are; and who is near to them."""
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
    warn_of_near(sorted({contact for one in result.done for contact in one.near}))


def warn_of_alike(result: OptOuts, named: Callable[[int], str]) -> None:
    """Whom a company's no covers under another spelling; `named` says a company as it may be said here."""
    for it in dict.fromkeys(it for one in result.done for it in one.alike):
        who = f"{visible(named(it.company))}, {plural(len(it.contacts), 'contact')}"
        if it.is_doubtful:
            stream.complain(
                "warning",
                f"in doubt: {who}: it is called nearly so and may be another company; it is out too",
                "see who they are: privacyctl contacts",
            )
        else:
            stream.complain("note", f"the no covers another spelling too: {who}")


def warn_of_meant(result: OptOuts, named: Callable[[Sequence[int]], str]) -> None:
    """Whom an address that is not on record may mean; `named` says contacts as they may be said here."""
    meant = dict.fromkeys(number for one in result.done for number in one.meant)
    if meant:
        wording.warn_of_mistyped(named(tuple(meant)))


def complain_of_lines(result: OptOuts) -> None:
    """The lines of a list that could not be read, by number: what stands there may be anything."""
    for line, failure in result.bad[:_LISTED]:
        stream.complain("bad line", f"line {line}: {reason(failure)}")
    hidden = result.bad_count - len(result.bad[:_LISTED])
    if hidden > 0:
        stream.complain("bad line", f"{hidden:,} more")
    stream.complain(
        "error",
        f"{plural(result.bad_count, 'line')} could not be read;"
        f" {'everybody else is opted out' if result.done else 'nobody was opted out'}",
        f"mend {'that line' if result.bad_count == 1 else 'those lines'} and give the list again",
    )


def opt_outs_document(result: OptOuts) -> OptOutsDocument:
    return {
        "optouts": [_opt_out_document(one) for one in result.done],
        "bad_lines": [{"line": line, "reason": reason(failure)} for line, failure in result.bad],
        "changed": any(one.changed for one in result.done),
    }


def _opt_out_document(one: OptOut) -> OptOutDocument:
    return {
        "who": one.who,
        "contacts": list(one.contacts),
        "company": one.company,
        "is_company": one.is_company,
        "alike": [
            {"company": it.company, "in_doubt": it.is_doubtful, "contacts": list(it.contacts)}
            for it in one.alike
        ],
        "purposes": list(one.purposes),
        "near": list(one.near),
        "meant": list(one.meant),
        "outranked": list(one.outranked),
        "cases": list(one.cases),
        "lists": [
            {"contact": to.contact, "recipient": to.recipient, "handed_at": iso(to.at)} for to in one.lists
        ],
        "changed": one.changed,
    }


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
