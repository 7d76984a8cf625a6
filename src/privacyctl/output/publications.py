"""What is said of the register of publications: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso
from privacyctl.model.takedown import TakedownState
from privacyctl.output.first_looks import first_look_documents
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.removals.publications import Registered
    from privacyctl.duties.site.first_looks import FirstLooked
    from privacyctl.model.publication import Ground, Kind, Publication
    from privacyctl.output.first_looks import FirstLookDocument
    from privacyctl.output.values import IsoMoment


class PermissionDocument(TypedDict):
    """On what ground a publication is on show."""

    ground: Ground
    """The person's words, a mail of theirs, or the policy of that day."""
    at: IsoMoment
    """When it was given, by the person's word; a newer no outranks it."""
    text: str | None
    """The words, where they were given."""


class PublicationDocument(TypedDict):
    """One thing on show about somebody."""

    id: int
    """The publication's number."""
    kind: Kind
    """What it is."""
    contact: int | None
    """Whose words they are; of a name or a logo, the listed contact of the company."""
    company: int | None
    """The company's number; null of a testimonial."""
    shown_as: str
    """The attribution of a testimonial, the company's name, or the logo's file name."""
    quote: str | None
    """The words of a testimonial; null of a name or a logo, and where they were erased."""
    where: list[str]
    """The places where it is on show."""
    permission: PermissionDocument
    """On what ground it is on show."""
    added_at: IsoMoment
    """When it was put in the register."""
    barred: bool
    """Whether somebody asked for its removal: then it must not be shown without a newer permission."""
    removal: TakedownState | None
    """How far its latest takedown is; null where nobody asked for one."""


class RegisteredDocument(TypedDict):
    """Publications that were put in the register, or stood there already."""

    publications: list[PublicationDocument]
    """The publications as they are now."""
    changed: bool
    """Whether anything was written."""
    looks: list[FirstLookDocument]
    """The first looks at places where they were never seen; empty without a site in the settings."""


class RegisterDocument(TypedDict):
    """The register."""

    publications: list[PublicationDocument]
    """The publications, or those about one person or company."""


_HEADERS = ["No.", "What", "Shown as", "Where", "Permission", "State"]


def say_registered(result: Registered) -> None:
    for one in result.publications:
        stands = "" if one.id in result.changed else " stands as it is"
        stream.say(
            f"Publication {one.id}{stands}: {one.kind.value} {visible(one.shown_as)!r} at {visible(where(one.places))}"
        )


def say_register(found: Sequence[Publication]) -> None:
    if not found and stream.is_terminal():
        stream.say("Nothing is in the register.")
    elif found:
        table.show(_HEADERS, [_row(one) for one in found])


def say_section(found: Sequence[Publication]) -> None:
    if found:
        stream.say("")
        table.show(_HEADERS, [_row(one) for one in found], "On show")


def publication_document(one: Publication) -> PublicationDocument:
    return {
        "id": one.id,
        "kind": one.kind,
        "contact": one.contact,
        "company": one.company,
        "shown_as": one.shown_as,
        "quote": one.quote if one.kind == "testimonial" else None,
        "where": list(one.places),
        "permission": {
            "ground": one.permission.ground,
            "at": iso(one.permission.at),
            "text": one.permission.text,
        },
        "added_at": iso(one.added_at),
        "barred": one.is_barred,
        "removal": one.removal,
    }


def registered_document(result: Registered, looked: Sequence[FirstLooked]) -> RegisteredDocument:
    return {
        "publications": [publication_document(one) for one in result.publications],
        "changed": bool(result.changed),
        "looks": first_look_documents(looked),
    }


def register_document(found: Sequence[Publication]) -> RegisterDocument:
    return {"publications": [publication_document(one) for one in found]}


def _row(one: Publication) -> table.Row:
    ground = f"{one.permission.ground.value} of {iso(one.permission.at)[:10]}"
    return [str(one.id), one.kind.value, one.shown_as, where(one.places), ground, _state(one)]


def _state(one: Publication) -> table.Cell:
    if not one.is_barred:
        return table.Cell("on show", table.GOOD)
    if one.removal is TakedownState.VERIFIED:
        return table.Cell("gone", table.DIM)
    return table.Cell(
        "to be removed" if one.removal is TakedownState.OPEN else "removed, not verified", table.WARN
    )
