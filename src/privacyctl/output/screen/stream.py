"""Standard output and standard error: the answer of a command, and what happens when they cannot be written."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVarTuple

from privacyctl.errors import why
from privacyctl.output.screen.folding import columns, folded
from privacyctl.output.screen.visible import visible, visible_json

Said = TypeVarTuple("Said")


class ReaderGone(Exception):
    """Whoever read our output closed it, as `head` does."""


class OutputLost(Exception):
    """The answer could not be written; what was done stays done."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def write(text: str) -> None:
    """Write to standard output, all of it. Raises ReaderGone or OutputLost."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go()
        raise ReaderGone from None
    except OSError as error:
        _let_go()
        raise OutputLost(why(error)) from None


def write_lines(lines: Iterable[str]) -> None:
    """Write what may be a million lines, in pieces: as they are, but on a terminal made visible."""
    pieces: list[str] = []
    on_screen = is_terminal()
    for line in lines:
        pieces.append(_on_screen(line) if on_screen else line)
        if len(pieces) == 4_096:
            write("".join(pieces))
            pieces.clear()
    write("".join(pieces))


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Rows as CSV, a record at a time; what comes from outside has gone through `visible.cell`."""
    import csv  # noqa: PLC0415  (start-up: cron runs `due` every few minutes)
    import io  # noqa: PLC0415

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow(row)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def say(*lines: str) -> None:
    """Lines of ours, with anything from outside in them already made visible; a terminal gets them folded."""
    if is_terminal():
        width = columns(sys.stdout)
        lines = tuple(piece for line in lines for piece in folded(line, width))
    verbatim(*lines)


def verbatim(*lines: str) -> None:
    """Lines that are copied or read by another program, and so are never folded: a crontab's, a letter's."""
    write("".join(f"{line}\n" for line in lines))


def answer(
    as_json: bool,
    document: Callable[[*Said], Mapping[str, object]],
    words: Callable[[*Said], object],
    *said: *Said,
) -> None:
    """Answer a command, as one JSON document where `--json` was typed, else in words.

    `document` makes the one and `words` prints the other, of the same values; only the one
    that was asked for is called.
    """
    if not as_json:
        words(*said)
        return
    import json  # noqa: PLC0415  (start-up)

    write(visible_json(json.dumps(document(*said), ensure_ascii=False, indent=2)) + "\n")


def step(as_json: bool, words: Callable[[*Said], object], *said: *Said) -> None:
    """Say a part of an answer before the rest is known or after; with `--json` it is in the one document."""
    if not as_json:
        words(*said)


def complain(kind: str, sentence: str, hint: str | None = None) -> None:
    """An error, a warning or a note on standard error, in the form that all of them have."""
    lines = [f"privacyctl: {kind}: {harmless(sentence)}"]
    if hint:
        lines.append(f"privacyctl: hint: {harmless(hint)}")
    try:
        if sys.stderr.isatty():
            width = columns(sys.stderr)
            lines = [piece for line in lines for piece in folded(line, width)]
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()
    except OSError:
        pass  # nobody is there to be told


def harmless(text: str) -> str:
    """What was typed may be repeated, but never a card number: cron mails it and journals keep it."""
    from privacyctl.model.cards import redact  # noqa: PLC0415  (its patterns; only where something is wrong)

    return visible(redact(text)[0])


def is_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout.isatty()


def file_behind() -> Path | None:
    """The file that standard output was led into; None for a terminal, a pipe, and where no system tells."""
    try:
        status = os.fstat(sys.stdout.fileno())
        if not stat.S_ISREG(status.st_mode):
            return None
        path = Path(f"/proc/self/fd/{sys.stdout.fileno()}").readlink()
        return path if os.path.samestat(path.stat(), status) else None
    except (OSError, ValueError):
        return None


def has_any_terminal() -> bool:
    """Whether a person sits anywhere near: cron has no terminal at all."""
    return any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def _on_screen(line: str) -> str:
    text = line.rstrip("\r\n")
    return visible(text) + "\n" * (text != line)


def _let_go() -> None:
    # What is left in the buffer would raise once more when Python shuts down.
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
