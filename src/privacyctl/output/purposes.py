"""What is said of purposes and of notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privacyctl.model.moment import iso, local
from privacyctl.model.purpose import PurposeState
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from privacyctl.duties.lists.announcing import Announced
    from privacyctl.duties.purposes import ListedPurpose
    from privacyctl.output.notices import Handout

_STYLES = {PurposeState.OPEN: table.GOOD, PurposeState.ANNOUNCED: table.WARN, PurposeState.SHUT: table.ALARM}
_HEADERS = ["Purpose", "Stands", "What for", "Basis", "Choice", "Kept", "Opted out"]


def say_purposes(listed: Sequence[ListedPurpose]) -> None:
    """A purpose a line."""
    table.show(_HEADERS, [_row(one) for one in listed])


def say_announced(result: Announced, handout: Handout, written: Sequence[Path]) -> None:
    notice = result.notice
    called = f"Notice {notice.id} of '{notice.purpose}'"
    if result.changed:
        stream.say(f"{called} is on record, for {plural(notice.people, 'person', 'people')}.")
    else:
        stream.say(f"{called} stands since {local(notice.announced_at)}; its window is as it was.")
    stream.say(f"The purpose opens on {local(notice.opens_at)}; until then it is shut.")
    if handout.recipient is not None:
        stream.say(_handed(result, handout.recipient))
    if handout.folder / "audience.csv" in written:
        folder = visible(str(handout.folder))
        stream.say(f"Write to them now: {folder}/notice.txt goes to everybody in {folder}/audience.csv.")
    else:
        stream.say(*[f"Written: {visible(str(path))}" for path in written] or ["Its files stand."])


def _handed(result: Announced, recipient: str) -> str:
    if result.handed is None:
        return f"Nobody is to be told, so nothing is recorded for {recipient}."
    people = plural(result.handed.people, "person", "people")
    stands = "" if result.handed_now else f" since {local(result.handed.at)}"
    return f"Disclosure {result.handed.id}: {people} on record for {recipient}{stands}."


def purposes_document(listed: Sequence[ListedPurpose]) -> dict[str, Any]:
    return {"purposes": [_document(one) for one in listed]}


def announced_document(result: Announced, handout: Handout, written: Sequence[Path]) -> dict[str, Any]:
    notice, handed = result.notice, result.handed
    recorded = {"recipient": handout.recipient, "disclosure": handed.id if handed else None}
    return {
        "notice": notice.id,
        "purpose": notice.purpose.value,
        "announced_at": iso(notice.announced_at),
        "opens_at": iso(notice.opens_at),
        "people": notice.people,
        "text_sha256": notice.sha256.hex(),
        "folder": str(handout.folder),
        "written": [str(path) for path in written],
        "changed": result.changed or result.handed_now or bool(written),
    } | (recorded if handout.recipient is not None else {})


def _document(one: ListedPurpose) -> dict[str, Any]:
    definition, notice = one.definition, one.notice
    return {
        "purpose": definition.purpose.value,
        "for": definition.what_for,
        "basis": definition.basis.value,
        "choice": definition.choice.value if definition.choice else None,
        "retention": str(definition.retention) if definition.retention else None,
        "fields": [field.value for field in definition.fields],
        "state": one.state.value,
        "widened": one.is_widened,
        "notice": notice.id if notice else None,
        "announced_at": iso(notice.announced_at) if notice else None,
        "opens_at": iso(notice.opens_at) if notice else None,
        "people": notice.people if notice else None,
        "opted_out": one.opted_out,
    }


def _row(one: ListedPurpose) -> table.Row:
    definition = one.definition
    stands = one.state.value
    if one.notice is not None and one.state is PurposeState.ANNOUNCED:
        stands = f"shut until {local(one.notice.opens_at)}"
    elif one.is_widened:
        stands = "shut: widened"
    return [
        definition.purpose.value,
        table.Cell(stands, _STYLES[one.state]),
        definition.what_for,
        definition.basis.value,
        definition.choice.value if definition.choice else "none",
        str(definition.retention) if definition.retention else "no end",
        f"{one.opted_out:,}",
    ]
