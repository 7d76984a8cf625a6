"""Reading lists of addresses, and the manifest that proves that a list was filtered.

A list is one address a line, or CSV with a header. Rows are written out byte for byte as they
came in, so the list after the gate is the same file with fewer rows.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError

from privacyctl.atomic_files import make
from privacyctl.bounded_files import LONGEST_LINE, Lines, read_stdin
from privacyctl.errors import BadInput, Refused, already_there, broken_csv, not_utf8, unreadable, unwritten
from privacyctl.model.consent import Purpose
from privacyctl.model.disclosure import ordered
from privacyctl.model.moment import iso

_DELIMITERS = ",;\t"
_HEADERS = {
    "email", "e-mail", "mail", "email address", "e-mail address", "emailaddress", "email_address",
    "purchase email", "customer email", "subscriber email", "contact email", "e-mail-adresse", "courriel",
}  # fmt: skip
_COLUMNS = {
    **dict.fromkeys(
        ("name", "full name", "fullname", "full_name", "first name", "firstname", "first_name"), "name"
    ),
    **dict.fromkeys(("last name", "lastname", "last_name", "surname", "vorname", "nachname"), "name"),
    **dict.fromkeys(("company", "organisation", "organization", "firm", "firma"), "company"),
    **dict.fromkeys(("order", "order id", "order_id", "order number"), "order"),
    "product": "product",
}
"""What the columns of a list beside its addresses are usually called."""
_LARGEST_ROW = 1024 * 1024
_SAVE = "save it as UTF-8, one address a line or CSV"
_BOM = "\ufeff"


@dataclass
class AddressList:
    """An opened list. `heading` has the lines of its header row; `sha256` is complete after the last row."""

    heading: list[str]
    _first: str
    _lines: Lines
    _digest: _Hashed
    _column: int | None
    _delimiter: str = ","
    columns: tuple[str, ...] = ()
    """The names of the columns, without the column of addresses."""
    tells_more: bool = False
    """Whether some row held more cells than there are columns, or a name beside the address."""

    @property
    def sha256(self) -> str:
        """Of the file's bytes, as far as they were read."""
        digest: str = self._digest.sha256.hexdigest()
        return digest

    def told_fields(self) -> tuple[str, ...]:
        """What the rows tell, as fields of a contract; whole once the list was read, for they go out as they came in.

        Raises Refused for a column that no contract can cover.
        """
        told = {"email"}
        for name in self.columns:
            field = _COLUMNS.get(name.casefold())
            if field is None:
                raise Refused(
                    f"the list has a column '{name}', and no contract can cover that",
                    "take it out of the list, or call it name, company, order or product if that is what it holds",
                )
            told.add(field)
        if self.tells_more and self.heading:
            raise Refused("a row of the list has more cells than the header", "mend that row")
        return ordered(told | ({"name"} if self.tells_more else set()))

    def lines(self) -> Iterator[tuple[str, str | None]]:
        """Each row as (its text unchanged, the address in it or None)."""
        try:
            if self._column is None:
                yield from self._plain()
            else:
                yield from self._csv(self._column)
        except UnicodeDecodeError:
            raise not_utf8("the list", _SAVE) from None
        finally:
            self._lines.text.close()

    def _plain(self) -> Iterator[tuple[str, str | None]]:
        line: str | None = self._first
        while line != "":
            yield ("", None) if line is None else (line, self._address(line))
            line = self._lines.next(LONGEST_LINE)

    def _csv(self, column: int) -> Iterator[tuple[str, str | None]]:
        raw: list[str] = []
        left = _LARGEST_ROW

        def remembered() -> Iterator[str]:
            nonlocal left
            while (line := self._lines.next(_LARGEST_ROW)) != "":
                raw.append(line or "")
                left -= len(raw[-1])
                if line is None or left < 0:
                    raise csv.Error
                yield line

        csv.field_size_limit(_LARGEST_ROW)
        reader = csv.reader(remembered(), delimiter=self._delimiter, strict=True)
        number = len(self.heading) + 1
        width = len(self.columns) + 1
        while True:
            raw.clear()
            left = _LARGEST_ROW
            try:
                row = next(reader, None)
            except csv.Error:
                raise broken_csv("the list", number, number + len(raw) - 1) from None
            if row is None:
                return
            if len(row) > width:
                self.tells_more = True
            yield "".join(raw), (row[column].strip() or None) if column < len(row) else None
            number += len(raw)

    def _address(self, line: str) -> str | None:
        text = line.removeprefix(_BOM).strip()
        if text.endswith(">") and "<" in text:
            at = text.rindex("<")
            self.tells_more |= at > 0
            text = text[at + 1 : -1].strip()
        return text or None


@dataclass
class _Hashed(io.RawIOBase):
    """A file whose bytes are hashed as they are read."""

    inner: IO[bytes]
    sha256: Any = field(default_factory=hashlib.sha256)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.inner.read(len(buffer))
        self.sha256.update(data)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self.inner.close()
        super().close()


class Manifest(BaseModel):
    """The record of one gate: which list, when, against which state of the record, with which result."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    purpose: Annotated[Purpose, PlainValidator(Purpose)]
    as_of: int
    input_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    output_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    audit_seq: int = Field(ge=0, lt=2**63)
    audit_head: str = Field(pattern=r"^[0-9a-f]{64}$")
    keep_unknown: bool
    counts: dict[str, int]
    recipient: str | None = None
    """The recipient who got the list, if `--to` named one."""

    def document(self) -> dict[str, Any]:
        """The manifest as a JSON document, with its time in ISO 8601."""
        return self.model_dump(mode="json", exclude_none=True) | {"as_of": iso(self.as_of)}


def read_list(path: Path, column: str | None) -> AddressList:
    """Open a list; `-` is standard input, which is read to its end before the data file is opened.

    `column` names the CSV column of the addresses, where the header does not tell. Raises
    BadInput for a file that is no such list, and for a missing one.
    """
    digest = _Hashed(_open(path))
    text = io.TextIOWrapper(io.BufferedReader(digest), encoding="utf-8", newline="")
    named = "the list" if str(path) == "-" else path
    lines = Lines(named, text)
    try:
        first = lines.next(_LARGEST_ROW)
        while first and not first.removeprefix(_BOM).strip():
            first = lines.next(_LARGEST_ROW)
    except UnicodeDecodeError:
        raise not_utf8(named, _SAVE) from None
    if first is None:
        raise BadInput(f"the first line of {named} is longer than a megabyte", "is it a list?")
    if "\0" in first:
        raise BadInput(f"{named} is not a text in UTF-8: it holds a NUL character", _SAVE)
    delimiter = max(_DELIMITERS, key=first.count)
    if "@" in first and column is None:
        if delimiter in first and "<" not in first:
            raise BadInput(f"{named} has columns but no header row", "put a header on top: email,name")
        return AddressList([], first, lines, digest, None)
    if not first:
        return AddressList([], "", lines, digest, None)
    try:
        header = next(csv.reader([first.removeprefix(_BOM)], delimiter=delimiter, strict=True))
    except csv.Error:
        raise BadInput(f"the header of {named} is not CSV", "put a header on top: email,name") from None
    at = _email_column(named, header, column)
    others = tuple(name.strip() for name in (*header[:at], *header[at + 1 :]))
    return AddressList([first], "", lines, digest, at, delimiter, others)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest. Raises BadInput for any other file."""
    try:
        with _open(path) as file:
            document = json.loads(file.read(_LARGEST_ROW))
        document["as_of"] = int(datetime.fromisoformat(document["as_of"]).timestamp())
        return Manifest.model_validate(document)
    except (ValueError, TypeError, KeyError, RecursionError, ValidationError):
        raise BadInput(
            f"{path} is not a manifest of privacyctl", "give the file that --manifest wrote"
        ) from None


def must_be_new(path: Path) -> None:
    """Check a manifest's path before the list is read. Raises BadInput where a file has that name."""
    if path.exists():
        raise _is_there(path)


def _is_there(path: Path) -> BadInput:
    return BadInput(already_there(path), "name another file")


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest, whole or not at all, readable by its owner alone.

    Raises BadInput where a file has that name: it may be an earlier manifest, or the list.
    """
    text = json.dumps(manifest.document(), indent=2) + "\n"
    try:
        make(path, [text.encode()])
    except FileExistsError:
        raise _is_there(path) from None
    except OSError as error:
        raise unwritten(path, error) from None


def _open(path: Path) -> IO[bytes]:
    if str(path) == "-":
        return io.BytesIO(read_stdin())
    try:
        return path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from None


def _email_column(named: Path | str, header: list[str], column: str | None) -> int:
    names = [name.strip().casefold() for name in header]
    if column is not None:
        wanted = [i for i, name in enumerate(names) if name == column.strip().casefold()]
    else:
        wanted = [i for i, name in enumerate(names) if name in _HEADERS] or [
            i for i, name in enumerate(names) if "mail" in name
        ]
    if len(wanted) == 1:
        return wanted[0]
    many = "several columns" if wanted else "no column"
    listed = ", ".join(header[:20])
    raise BadInput(
        f"{named} has {many} that could hold the addresses: {listed}", "name the one: --column NAME"
    )
