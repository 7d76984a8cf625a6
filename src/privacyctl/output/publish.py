"""What is said of the site's data and of what a scan found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from privacyctl.model.publication import Kind
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacyctl.duties.site.publishing import Published
    from privacyctl.duties.site.scanning import Scanned
    from privacyctl.model.findings import Finding
    from privacyctl.model.site import SiteEntry

_KINDS = {Kind.TESTIMONIAL: "testimonial", Kind.NAME: "company name", Kind.LOGO: "logo"}


def say_published(result: Published) -> None:
    """The difference, then a line for each thing that was done."""
    for line in result.diff:
        _say_changed(line)
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
    for one in result.plan.unexplained:
        if one.is_asked_for:
            sentence = (
                f"{_place(one.entry)}: it may be what somebody asked to have removed, and was not touched"
            )
            hint = "if it is, take it out by hand"
        else:
            sentence = (
                f"{_place(one.entry)}: no publication in the register is like it, so it was not touched"
            )
            hint = "put it on record with the permission: privacyctl add-testimonial, or add-customer"
        stream.complain("warning", sentence, hint)
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


def say_findings(found: Sequence[Finding]) -> None:
    """`path:line: what`, the sure ones first; the doubtful ones after them, marked."""
    for one in sorted(found, key=lambda finding: not finding.is_sure):
        doubt = "" if one.is_sure else "perhaps "
        number = f" (publication {one.publication})" if one.publication is not None else ""
        kind = _KINDS[one.kind] if one.kind else "what somebody asked for"
        by = f", by its {one.by.value}" if one.by else ""
        line = f"{visible(one.where)}:{one.line}: {doubt}{one.wrong.says}: {kind}{number}{by}: "
        stream.say(f"{line}{visible(one.snippet)!r}")


def say_scanned(result: Scanned, left_out: Mapping[str, str]) -> None:
    """The sum of a scan, on standard error: standard output has the findings alone."""
    sure = sum(one.is_sure for one in result.findings)
    doubtful = len(result.findings) - sure
    reasons = Counter(left_out.values()) + Counter({"too large, no text, or no answer": result.skipped})
    not_read = ", ".join(f"{count} ({why})" for why, count in sorted(reasons.items()))
    stream.complain(
        "note",
        f"{plural(result.files, 'file')} read{f', not read: {not_read}' if not_read else ''}: {plural(sure, 'finding')}"
        + (f", and {doubtful} that may be one" if doubtful else ""),
    )


def _say_changed(line: str) -> None:
    style = {"-": table.ALARM, "+": table.GOOD, "@": table.DIM}.get(line[:1], "")
    table.lines([[table.Cell(line, style)]])


def _place(entry: SiteEntry) -> str:
    return visible(f"{entry.file.name}:{entry.line}")
