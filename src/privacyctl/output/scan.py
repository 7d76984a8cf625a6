"""What is said of a scan of the site: in words, and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.publication import Kind
from privacyctl.model.text import plural
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacyctl.duties.site.scanning import Scanned
    from privacyctl.model.site_findings import SiteFinding
    from privacyctl.model.target import KnownBy


class FindingDocument(TypedDict):
    """One thing that is wrong with what the site shows."""

    where: str
    """The path or the address."""
    line: int
    """The line in it."""
    what: str
    """The word of what is wrong, `still-shown`, `orphan` or `full-name`: [findings](findings.md) says what it means."""
    kind: Kind | None
    """What is shown; null where that cannot be told."""
    by: KnownBy | None
    """By what it was known; null of something that no permission is on record for."""
    publication: int | None
    """The publication that it is."""
    sure: bool
    """Whether it is certain; else a person must look."""
    snippet: str
    """The words around it."""
    mend: str
    """What mends it."""


class ScannedDocument(TypedDict):
    """What a scan came to."""

    findings: list[FindingDocument]
    """What is wrong."""
    files: int
    """How many files and pages were read."""
    skipped: int
    """How many were too large, no text, or gave no answer."""
    left_out: dict[str, str]
    """Each other path or address that was not read, with the reason."""
    clean: bool
    """Whether nothing is wrong for certain."""


_KINDS = {Kind.TESTIMONIAL: "testimonial", Kind.NAME: "company name", Kind.LOGO: "logo"}


def _say_findings(found: Sequence[SiteFinding]) -> None:
    """`path:line: what`, the sure ones first; the doubtful ones after them, marked."""
    for one in sorted(found, key=lambda finding: not finding.is_sure):
        doubt = "" if one.is_sure else "perhaps "
        number = f" (publication {one.publication})" if one.publication is not None else ""
        kind = _KINDS[one.kind] if one.kind else "what somebody asked for"
        by = f", by its {one.by.value}" if one.by else ""
        line = f"{visible(one.where)}:{one.line}: {doubt}{one.wrong.says}: {kind}{number}{by}: "
        stream.say(f"{line}{visible(one.snippet)!r}")


def say_scanned(result: Scanned, left_out: Mapping[str, str]) -> None:
    """The findings on standard output; on standard error their sum, and what was not read."""
    _say_findings(result.findings)
    sure = sum(one.is_sure for one in result.findings)
    doubtful = len(result.findings) - sure
    reasons = Counter(left_out.values()) + Counter({"too large, no text, or no answer": result.skipped})
    not_read = ", ".join(f"{count} ({why})" for why, count in sorted(reasons.items()))
    stream.complain(
        "note",
        f"{plural(result.files, 'file')} read{f', not read: {not_read}' if not_read else ''}: {plural(sure, 'finding')}"
        + (f", and {doubtful} that may be one" if doubtful else ""),
    )


def scanned_document(result: Scanned, left_out: Mapping[str, str]) -> ScannedDocument:
    return {
        "findings": [_finding_document(one) for one in result.findings],
        "files": result.files,
        "skipped": result.skipped,
        "left_out": dict(left_out),
        "clean": result.is_clean,
    }


def _finding_document(one: SiteFinding) -> FindingDocument:
    return {
        "where": one.where,
        "line": one.line,
        "what": one.wrong.word,
        "kind": one.kind,
        "by": one.by,
        "publication": one.publication,
        "sure": one.is_sure,
        "snippet": one.snippet,
        "mend": one.mend,
    }
