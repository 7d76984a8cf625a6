"""A line of the journal: an entry, and what it left in the record that its acts do not tell.

One JSON document a line, in ASCII, with the version, the number and the hash first and in that
order, so that the end of a journal is found by its bytes. The MAC covers the whole line and is
keyed from the record: the chain's hash covers the entry alone, and one digit of a mark that was
changed would let an opt-out go without a word. What is longer than a line may be is written in
parts, of which the last has the hash; an entry is there when all of its parts are.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from privacyctl.model.acts import vocabulary
from privacyctl.model.audit import acts_of
from privacyctl.model.journalled import VERSION
from privacyctl.model.moment import Moment, from_iso
from privacyctl.store.journal.tail import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.model.acts.act import Act
    from privacyctl.model.suppression import Fingerprints

Values = list[Any]
_ROOM = LONGEST - 400
"""Bytes of a part's text, so that the line with its head stays within its bound."""


class JournalLine(NamedTuple):
    """One entry in the journal."""

    seq: int
    hash: bytes
    """The chain's hash after the entry."""
    body: str
    rows: dict[str, list[Values]]
    """Rows as they stand in the record, by table: the columns of `model.journalled`."""
    beside: dict[str, list[Values]]
    """Of the rows that an act made, what the act does not tell: runs of [first number, last number, values]."""
    former: list[int]
    """The contacts whose former addresses and names are all among the rows, and no others are theirs."""
    noes: list[Values]
    """[mark of an address, purpose, moment, contact] of the noes that an import brought and that hang on a contact."""

    @property
    def word(self) -> str:
        """The entry's word: the keys are sorted, and it comes first."""
        return self.body.removeprefix('{"act":"').partition('"')[0]

    @property
    def acts(self) -> list[Act] | None:
        """What the entry did; None for an entry of form 1, which holds no acts."""
        told = acts_of(self.body.encode())
        if told is None:
            return None
        return vocabulary.read(told.decode("ascii")) if told else []

    @property
    def document(self) -> dict[str, Any]:
        """The entry as a dict."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def at(self) -> Moment:
        """When the entry was written, by the clock: its own time less what it was ahead of the clock."""
        said = self.document
        at = from_iso(str(said["at"]))
        if at is None:
            raise ValueError("an entry without its time")
        return Moment(at - int(said.get("behind", 0)))


def written(line: JournalLine, mark: Fingerprints) -> Iterator[bytes]:
    """The bytes of a line, or of its parts one by one."""
    told: dict[str, Any] = {"body": line.body, "rows": line.rows, "beside": line.beside}
    told |= {"former": line.former} if line.former else {}
    told |= {"noes": line.noes} if line.noes else {}
    text = json.dumps(told, separators=(",", ":"), default=_hexed)
    number, digest = f'{{"v":{VERSION},"seq":{line.seq},', f'"hash":"{line.hash.hex()}",'
    if len(text) <= _ROOM:
        yield _sealed(number + digest, text[1:], mark)
        return
    parts = [
        text[at : at + _ROOM // 2] for at in range(0, len(text), _ROOM // 2)
    ]  # a quote becomes two bytes
    for part, piece in enumerate(parts, start=1):
        last = digest if part == len(parts) else ""
        counted = f'"part":{part},"of":{len(parts)},'
        start = number + digest + counted if last else number + counted
        yield _sealed(start, f'"text":{json.dumps(piece)}}}', mark)


def opened(raw: bytes, mark: Fingerprints | None) -> dict[str, Any] | None:
    """The document of a line whose MAC fits, or None. Without `mark` the MAC is not looked at."""
    try:
        text = raw.decode("ascii").rstrip("\n")
        document: dict[str, Any] = json.loads(text, object_hook=_unhexed)
        mac = document["mac"]
        if mark is not None and mark.journal(text.replace(f'"mac":"{mac}",', "", 1)).hex() != mac:
            return None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return document


def is_sealed(raw: bytes, mark: Fingerprints) -> bool:
    """Whether a line's MAC fits. Nothing else is looked at, and nothing parsed: that takes a tenth of the time."""
    try:
        start, found, rest = raw.decode("ascii").removesuffix("\n").partition('"mac":"')
    except UnicodeDecodeError:
        return False
    mac, _, rest = rest.partition('",')
    return bool(found) and mark.journal(start + rest).hex() == mac


def read(document: dict[str, Any], seq: int, digest: bytes) -> JournalLine:
    """A line of what its document says. Raises ValueError, KeyError or TypeError for what no line of ours says."""
    return JournalLine(
        seq,
        digest,
        str(document["body"]),
        document["rows"],
        document["beside"],
        document.get("former", []),
        document.get("noes", []),
    )


def unpacked(text: str) -> dict[str, Any]:
    """The document that several parts hold. Raises ValueError."""
    found: dict[str, Any] = json.loads(text, object_hook=_unhexed)
    return found


def _sealed(start: str, rest: str, mark: Fingerprints) -> bytes:
    return f'{start}"mac":"{mark.journal(start + rest).hex()}",{rest}\n'.encode("ascii")


def _hexed(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"x": value.hex()}
    raise TypeError(f"{type(value).__name__} does not stand in a journal")


def _unhexed(document: dict[str, Any]) -> Any:
    return bytes.fromhex(document["x"]) if document.keys() == {"x"} else document
