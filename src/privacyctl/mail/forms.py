"""What a form or a help desk wrote around a person's words: labels with values, which are data.

Every layout may be changed by its owner, so it is read by kind: a label before its value, on one line,
above it, or in a cell beside it; in brackets, in bold, with a colon, a tab, dots or an equals sign.
A value is never read for labels: once the message has begun, "email: x" is a part of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from privacyctl.errors import Failure
from privacyctl.mail.form_labels import EMAIL, MESSAGE, NAME, NEVER, OTHER, bare, is_email_label, is_message
from privacyctl.model.address import Address, parse_address

_LONGEST_LABEL = 40
_MOST_FIELDS = 100
_MOST_LINES = 4_000
_LONGEST_LINE = 400
_MOST_BELOW = 12
_LONGEST_JSON = 100_000

_MARKED = r"\s{0,8}(?:[-*•·■●▪▼◆>#|]+\s*|\d{1,2}[.)]\s+)?[*_]{0,3}"
_WORDS = r"([^\W\d_][^:：=\t|<>@]{0,59}?)[*_]{0,3}\s{0,3}[*†]?\s{0,3}"
_LABELLED = (
    re.compile(
        r"\s{0,8}[【\[［「]\s{0,3}([^】\]］」]{1,60}?)\s{0,3}[】\]］」]\s{0,3}(?:[:：]|=>)?\s{0,3}(.*)"
    ),
    re.compile(_MARKED + _WORDS + r"(?:\.{2,}|…+|[-–—]{2,})?\s{0,3}[:：=\t|»]+[*_]{0,3}\s{0,3}(.*)"),
    re.compile(_MARKED + _WORDS + r"(?:\.{3,}|…+|\s{3}|\s[-–—>→]{1,2}\s)\s{0,3}(\S.*)"),
)
_ALONE = re.compile(
    r"(?:q:\s{0,3})?" + _MARKED + r"([^\W\d_][^<>@\t|]{0,59}?)[*_]{0,3}\s{0,3}[*†]?\s{0,3}[:：?？]?\s{0,3}",
    re.IGNORECASE,
)
_WIDE = re.compile(r"[^\S\t]{3,}")
_ANSWER = re.compile(r"\s*a(nswer)?:\s+", re.IGNORECASE)
_MAILBOX = re.compile(
    r"(?:[^<>@]{0,120}[\s<(\"'\[])?(?:mailto:)?([^\s<>()\[\]\"'@,;:]{1,64}@[^\s<>()\[\]\"'@,;:]{1,250})[>)\]\"']?"
    r"(?:\s?[<(\[]\s?mailto:\S{3,320}[>)\]])?"
)
_END = re.compile(
    r"-- ?|---+ ?|___+|===+|(submitted|sent) (at|on|from|\d).*|(conversation|ticket) url:.*|.{0,40}contact form on .*|"
    r".{0,40}(kontaktformular|formulaire de contact|formulario de contacto|modulo (di )?contatt).*|powered by .*|"
    r"(page url|user agent|remote ip|ip address): .*|submission (date|id|time).*|"
    r"does this submission .*|view (it |this )?in .*|"
    r"log ?in to view .*|送信日時.*|\)+",
    re.IGNORECASE,
)
"""Where the form's own words begin again, if all below is its own too."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form: its label, its value as it was filled in, and what it is."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Form:
    """What a form says: its fields, and those among them that say who filled it in."""

    fields: tuple[FormField, ...]
    emails: tuple[Address, ...]
    """Whole addresses in fields for one that stand before the message, each once."""
    words: str
    name: str | None
    has_message: bool
    """Whether a field for the message is among them; else the words are the longest value."""


def read(text: str, cells: tuple[tuple[str, str], ...] = ()) -> Form | None:
    """The form in a mail's text, or in the cells of its HTML; None where there is no layout of one.

    A layout is two labels with values at least, one of them for an e-mail address, or for the
    message and one more that forms ask for.
    """
    for cut in (cells, _in_json(text), _in_query(text)):
        if cut and (form := _form(tuple(FormField(*cell) for cell in cut[:_MOST_FIELDS]), is_cut=True)):
            return form
    lines = text.split("\n")[:_MOST_LINES]
    ways = (_fields, _fields_below, _fields_after_a_blank)
    found = [form for way in ways if (form := _form(tuple(way(lines)), is_cut=False))]
    return next((form for form in found if form.emails), next(iter(found), None))


def address_in(value: str) -> Address | None:
    """The one address that a value consists of, with a name or not; None where more or other words stand there."""
    found = _MAILBOX.fullmatch(value.strip()[:_LONGEST_LINE])
    if not found or value.count("@") > 2:
        return None
    try:
        return parse_address(found[1].rstrip("."))
    except Failure:
        return None


def _form(fields: tuple[FormField, ...], *, is_cut: bool) -> Form | None:
    emails: dict[str, Address] = {}
    known = 0
    words = ""
    has_message = False
    for field in fields:
        label = bare(field.label)
        if not has_message and is_message(label) and field.value.strip():
            has_message, words, known = True, field.value, known + 1
        elif is_email_label(label) and (is_cut or not has_message):
            if address := address_in(field.value):
                emails[address.key] = address
                known += 1
        elif NAME.search(label) or OTHER.search(label):
            known += 1
    if (known < 2 and not (emails and len(fields) > 1)) or not (emails or has_message):
        return None
    if not has_message:
        words = max(
            (_below(one.value) for one in fields if not NEVER.fullmatch(bare(one.label))),
            key=len,
            default="",
        )
    names = " ".join(
        one.value.strip() for one in fields if NAME.search(bare(one.label)) and len(one.value) < 100
    )
    return Form(fields, tuple(emails.values()), words.strip(), names or None, has_message)


def _below(value: str) -> str:
    """A value, or what stands below it as a paragraph of its own, where that is longer."""
    first, _, rest = value.partition("\n\n")
    return rest if len(rest) > len(first) else value


def _fields(lines: list[str]) -> Iterator[FormField]:
    """Labels with their values on the line, or below it until the next label; the message to its end."""
    label: str | None = None
    value: list[str] = []
    for place, line in enumerate(lines):
        found = None if label is not None and is_message(bare(label)) else _labelled(line)
        if found is not None:
            if label is not None:
                yield FormField(label, "\n".join(value).strip())
            label, value = found[0], [found[1]]
        elif label is not None and is_message(bare(label)) and _ends(lines, place):
            break
        elif label is not None:
            value.append(line)
    if label is not None:
        yield FormField(label, "\n".join(value).strip())


def _fields_below(lines: list[str]) -> Iterator[FormField]:
    """Labels alone on their line that forms are known to use, each with its value below."""
    label: str | None = None
    value: list[str] = []
    for place, line in enumerate(lines):
        found = _ALONE.fullmatch(_WIDE.sub("   ", line[:100])) if line.strip() else None
        is_answered = label is not None and is_email_label(label) and any(map(address_in, value))
        is_label = found is not None and (is_answered or _is_known(bare(found[1]), line))
        if (
            is_label
            and found
            and not (label is not None and is_message(bare(label)) and any(map(str.strip, value)))
        ):
            if label is not None:
                yield FormField(label, "\n".join(value).strip())
            label, value = found[1], []
        elif (
            label is not None
            and is_message(bare(label))
            and any(map(str.strip, value))
            and _ends(lines, place)
        ):
            break
        elif label is not None:
            value.append(_ANSWER.sub("", line, count=1))
    if label is not None:
        yield FormField(label, "\n".join(value).strip())


def _fields_after_a_blank(lines: list[str]) -> Iterator[FormField]:
    """Labels that forms are known to use, of one word, with nothing but a blank before the value."""
    found: list[FormField] = []
    for line in lines:
        label, _, value = line.strip().partition(" ")
        words = bare(label)
        is_in_message = bool(found) and is_message(bare(found[-1].label))
        is_label = (
            any(kind.fullmatch(words) for kind in (EMAIL, MESSAGE, NAME, OTHER)) and label[:1].isupper()
        )
        if is_label and value.strip() and not value.endswith(":") and not is_in_message:
            found.append(FormField(label, value.strip()))
        elif found:
            found[-1] = FormField(found[-1].label, f"{found[-1].value}\n{line}".strip())
    if any(is_email_label(one.label) and address_in(one.value) for one in found):
        yield from found


def _is_known(label: str, line: str) -> bool:
    """Whether a line alone is a label: nothing but what forms ask for, in few words."""
    is_asked = line.rstrip().rstrip("*").rstrip().endswith((":", "：", "?", "？"))
    most = 8 if is_asked else 3
    return len(label.split()) <= most and (
        is_email_label(label) or any(kind.search(label) for kind in (MESSAGE, NAME, OTHER))
    )


def _labelled(line: str) -> tuple[str, str] | None:
    shown = _WIDE.sub("   ", line[:2_000])
    for pattern in _LABELLED:
        found = pattern.fullmatch(shown)
        if found and len(found[1].strip()) <= _LONGEST_LABEL and not found[2].startswith("//"):
            return found[1].strip(), _ANSWER.sub("", found[2], count=1).strip(" \t|") + line[2_000:]
        if found:
            return None
    return None


def _ends(lines: list[str], place: int) -> bool:
    """Whether what stands from this line on is the form's own, and no word of the person's."""
    if not _END.fullmatch(lines[place].strip()[:_LONGEST_LINE]):
        return False
    below = [one.strip() for one in lines[place + 1 : place + 40] if one.strip()]
    return len(below) <= _MOST_BELOW and all(
        _END.fullmatch(one[:_LONGEST_LINE]) or _labelled(one) or one.startswith("http") for one in below
    )


def _in_json(text: str) -> tuple[tuple[str, str], ...]:
    """The keys and values of a text that is one JSON document, those within others too."""
    shown = text.strip()
    if shown[:1] not in ("{", "[") or len(shown) > _LONGEST_JSON:
        return ()
    try:
        left = [("", json.loads(shown))]
    except (ValueError, RecursionError):
        return ()
    found: list[tuple[str, str]] = []
    while left and len(found) < _MOST_FIELDS:
        label, value = left.pop(0)
        if isinstance(value, dict):
            left += [(str(key), one) for key, one in value.items()][:_MOST_FIELDS]
        elif isinstance(value, list):
            left += [(label, one) for one in value[:_MOST_FIELDS]]
        elif label and isinstance(value, str):
            found.append((label, value))
    return tuple(found)


def _in_query(text: str) -> tuple[tuple[str, str], ...]:
    """The fields of a text that is one line as browsers send a form."""
    shown = text.strip()
    if "\n" in shown or "&" not in shown or " " in shown or len(shown) > _LONGEST_JSON:
        return ()
    try:
        return tuple(parse_qsl(shown, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return ()
