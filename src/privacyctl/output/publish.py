"""What is said of the site's data, filtered or made anew: in words, and as JSON."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.site_findings import name_line
from privacyctl.model.text import plural
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from privacyctl.duties.site.publishing import Published, Unexplained
    from privacyctl.model.site import SiteEntry


class SiteEntryDocument(TypedDict):
    """One entry of a data file of the site."""

    file: str
    """The path of the data file."""
    line: int
    """The line on which the entry begins."""
    entry: str
    """How the file calls it: its key, its file's name, or its place in the list, from 1."""


class RemovedEntryDocument(SiteEntryDocument):
    """An entry that must not be shown."""

    publications: list[int]
    """The publications in it that must not be shown."""
    takes_along: list[int]
    """Publications that may be shown and stand in the same entry."""


class UnexplainedEntryDocument(SiteEntryDocument):
    """An entry that no publication in the register is like. It is not touched."""

    near: list[int]
    """Publications that it resembles."""
    asked_for: bool
    """Whether somebody asked for the removal of what may be this."""
    cases: list[int]
    """The cases that ask for it; where none is like it, all that ask for a removal, since it may be theirs."""


class PublishedDocument(TypedDict):
    """What was filtered out of the site's data, and what became of it."""

    removed: list[RemovedEntryDocument]
    """The entries that were taken out; with `--dry-run` those that would be."""
    unexplained: list[UnexplainedEntryDocument]
    """The entries that somebody must look at."""
    kept: int
    """How many entries may be shown."""
    diff: list[str]
    """The lines of a unified diff of the data files."""
    deployed: bool
    """Whether a deploy command ran, and succeeded."""
    failure: str | None
    """Why the deploy command failed; null where it did not."""
    tasks: list[int]
    """The takedowns that are marked removed now."""
    dry_run: bool
    """Whether nothing was to be written."""
    changed: bool
    """Whether anything was written."""


class EmittedDocument(TypedDict):
    """A fresh data file of what may be shown."""

    file: str
    """The path of the file."""
    publications: int
    """How many publications are in it."""
    changed: bool
    """Whether the file was written; it was not where it said the same already."""


_MOST_NAMED = 8
"""Of so many unknown entries of one file the lines are named."""


def say_published(result: Published) -> None:
    """The difference, then a line for each thing that was done.

    A difference has people's words in it, and what is no terminal may be cron's mail or a log:
    there the lines are counted, but where the difference is what was asked for.
    """
    if result.is_dry_run or stream.is_terminal():
        for line in result.diff:
            _say_changed(line)
    elif result.diff:
        changed = plural(_count_changed(result.diff), "line")
        stream.say(f"{changed} changed: the words are shown on a terminal, and by --json.")
    plan = result.plan
    for removal in plan.removals:
        numbers = ", ".join(map(str, removal.publications))
        taken = "to be taken out" if result.is_dry_run else "taken out"
        stream.say(f"{_place(removal.entry)}: {taken}, publication {numbers}")
    if result.is_dry_run:
        stream.say(f"Nothing was written. {plural(plan.kept, 'entry', 'entries')} may be shown.")
    elif not plan.removals:
        kept = plural(plan.kept, "entry", "entries")
        stream.say(f"Nothing had to be taken out; {kept} may be shown.")
    if result.deployed:
        stream.say("Deployed.")
    if result.tasks:
        numbers = " ".join(map(str, result.tasks))
        stream.say(f"Removed, not verified yet: task {numbers.replace(' ', ', ')}.")


def warn_of_published(result: Published) -> None:
    """What a person must look at: nothing here was touched."""
    unknown = result.plan.unexplained
    asked_for = [one for one in unknown if one.is_asked_for]
    others = [one for one in unknown if not one.is_asked_for]
    for where, count, which in _by_file(asked_for):
        they_be = "it may be" if count == 1 else f"{count} entries may be"
        stream.complain(
            "warning",
            f"{where}: {they_be} what somebody asked to have removed, and nothing was touched ({which})",
        )
    if asked_for:
        stream.complain("hint", f"if it is: {_named(asked_for)}")
    for where, count, which in _by_file(others):
        are = "entry is" if count == 1 else "entries are"
        stream.complain("warning", f"{where}: {count} {are} nobody's on record ({which})")
    if others:
        of_cases = [one for one in others if one.cases]
        stream.complain(
            "hint",
            f"if it is what somebody asked to have removed: {_named(of_cases)}"
            if of_cases
            else "put it on record with the permission: privacyctl add-testimonial, or add-customer",
        )
    for removal in result.plan.removals:
        if removal.takes_along:
            numbers = ", ".join(map(str, removal.takes_along))
            stream.complain(
                "warning",
                f"{_place(removal.entry)}: publication {numbers}, which may be shown, stood in the same entry",
                "put it back by hand, without what was taken down",
            )
    if result.plan.removals and not (result.deployed or result.is_dry_run or result.failure):
        stream.complain(
            "warning",
            "no deploy command is configured, so the public still sees the old page",
            "deploy the site, then: privacyctl verify; or set site.deploy in privacyctl.toml",
        )


def say_emitted(path: Path, publications: int, *, changed: bool) -> None:
    stands = "" if changed else " stands as it is"
    stream.say(f"{visible(str(path))}{stands}: {plural(publications, 'publication')} may be shown.")


def published_document(result: Published) -> PublishedDocument:
    return {
        "removed": [
            {
                **_entry_document(one.entry),
                "publications": list(one.publications),
                "takes_along": list(one.takes_along),
            }
            for one in result.plan.removals
        ],
        "unexplained": [
            {
                **_entry_document(one.entry),
                "near": list(one.near),
                "asked_for": one.is_asked_for,
                "cases": list(one.cases),
            }
            for one in result.plan.unexplained
        ],
        "kept": result.plan.kept,
        "diff": list(result.diff),
        "deployed": result.deployed,
        "failure": result.failure.sentence if result.failure else None,
        "tasks": list(result.tasks),
        "dry_run": result.is_dry_run,
        "changed": not result.is_dry_run and bool(result.plan.removals or result.tasks),
    }


def emitted_document(path: Path, publications: int, *, changed: bool) -> EmittedDocument:
    return {"file": str(path), "publications": publications, "changed": changed}


def _entry_document(one: SiteEntry) -> SiteEntryDocument:
    return {"file": str(one.file), "line": one.line, "entry": one.label}


def _by_file(found: Sequence[Unexplained]) -> Iterator[tuple[str, int, str]]:
    """Each file with such entries: its name, how many, on which lines; or a folder, and which of its files."""
    files: dict[Path, list[str]] = {}
    for one in found:
        entry = one.entry
        is_whole_file = entry.line == 1 and entry.label.endswith(entry.file.name)
        files.setdefault(entry.file.parent if is_whole_file else entry.file, []).append(
            entry.file.name if is_whole_file else str(entry.line)
        )
    for file, names in files.items():
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        which = ", ".join(names[:_MOST_NAMED]) + more
        is_file = names[0].isdecimal()
        lead = f"{'line' if len(names) == 1 else 'lines'} " if is_file else ""
        yield visible(file.name if is_file else f"{file.name}/"), len(names), visible(f"{lead}{which}")


def _named(found: Sequence[Unexplained]) -> str:
    """The line that puts an entry on record as what a case is about."""
    cases = {case for one in found for case in one.cases}
    entry = f"{found[0].entry.file.name}:{found[0].entry.line}" if len(found) == 1 else "FILE:LINE"
    return name_line(entry, sorted(cases))


def _count_changed(diff: Sequence[str]) -> int:
    """How many lines were taken out or put in; the two lines that name a file are none of them."""
    named = sum(a.startswith("--- ") and b.startswith("+++ ") for a, b in pairwise(diff))
    return sum(line[:1] in ("-", "+") for line in diff) - 2 * named


def _say_changed(line: str) -> None:
    style = {"-": table.ALARM, "+": table.GOOD, "@": table.DIM}.get(line[:1], "")
    table.verbatim(table.Cell(line, style))


def _place(entry: SiteEntry) -> str:
    return visible(f"{entry.file.name}:{entry.line}")
