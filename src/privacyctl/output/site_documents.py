"""What `--json` prints of the web site and of what was seen there. The keys are a promise: add, never rename."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.moment import iso, iso_or_none
from privacyctl.output.documents import look, looked, request, said, takedown
from privacyctl.output.verify import what_mends

if TYPE_CHECKING:
    from collections.abc import Mapping

    from privacyctl.duties.removals.follow_ups import FollowedUp
    from privacyctl.duties.removals.receipts import Receipt
    from privacyctl.duties.site.at_once import AtOnce
    from privacyctl.duties.site.publishing import Published
    from privacyctl.duties.site.scanning import Scanned
    from privacyctl.duties.site.verifying import Verified
    from privacyctl.model.findings import Finding
    from privacyctl.model.follow_up import FollowUp
    from privacyctl.model.site import SiteEntry
    from privacyctl.output.documents import Document


def verified(result: Verified) -> Document:
    return {
        "tasks": [
            takedown(one.task)
            | {
                "outcome": one.outcome.value,
                "found": one.found.value if one.found else None,
                "came_back": one.came_back,
                "looks": [look(found) | {"snippet": found.snippet} for found in one.looks],
                "mend": what_mends(one),
            }
            for one in result.verdicts
        ],
        "follow_ups": result.follow_ups,
        "changed": result.changed,
    }


def entry(one: SiteEntry) -> Document:
    return {"file": str(one.file), "line": one.line, "entry": one.label}


def published(result: Published) -> Document:
    return {
        "removed": [
            entry(one.entry) | {"publications": list(one.publications), "takes_along": list(one.takes_along)}
            for one in result.plan.removals
        ],
        "unexplained": [
            entry(one.entry) | {"near": list(one.near), "asked_for": one.is_asked_for}
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


def finding(one: Finding) -> Document:
    return {
        "where": one.where,
        "line": one.line,
        "what": one.wrong.word,
        "kind": one.kind.value if one.kind else None,
        "by": one.by.value if one.by else None,
        "publication": one.publication,
        "sure": one.is_sure,
        "snippet": one.snippet,
        "mend": one.wrong.mended(),
    }


def scanned(result: Scanned, left_out: Mapping[str, str]) -> Document:
    return {
        "findings": [finding(one) for one in result.findings],
        "files": result.files,
        "skipped": result.skipped,
        "left_out": dict(left_out),
        "clean": result.is_clean,
    }


def follow_up(one: FollowUp) -> Document:
    return {
        "follow_up": one.id,
        "case": one.case,
        "kind": one.kind.value,
        "copy": one.copy.value,
        "place": one.place,
        "ask_at": one.ask_at,
        "due_at": iso_or_none(one.due_at),
        "asked_at": iso_or_none(one.asked_at),
        "note": one.note,
    }


def followed_up(result: FollowedUp) -> Document:
    return {"follow_ups": [follow_up(one) for one in result.lines], "changed": bool(result.changed)}


def receipt(result: Receipt) -> Document:
    return {
        "case": request(result.case),
        "to": result.to,
        "tasks": [
            takedown(one.task)
            | {
                "outcome": one.outcome.value,
                "looks": [looked(look) for look in one.looks],
                "said": [said(words) for words in one.said],
            }
            for one in result.tasks
        ],
        "follow_ups": [follow_up(one) for one in result.follow_ups],
        "evidence_sha256": result.evidence_sha256.hex(),
        "audit_seq": result.head.seq,
        "audit_head": result.head.hash.hex(),
        "as_of": iso(result.as_of),
    }


def at_once(result: AtOnce) -> Document:
    return {
        "published": published(result.published) if result.published else None,
        "verified": verified(result.verified) if result.verified else None,
        "failure": result.failure.sentence if result.failure else None,
        "done": result.is_done,
    }
