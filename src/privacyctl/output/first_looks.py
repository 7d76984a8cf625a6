"""What is said of the first look at something: where it is not seen though it should be, and the same as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.errors import DONE, UNCHANGED
from privacyctl.model.publication import Kind
from privacyctl.output.looks import LookDocument, look_document
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from privacyctl.duties.site.first_looks import FirstLooked
    from privacyctl.errors import Failure
    from privacyctl.model.look import Look
    from privacyctl.model.publication import Publication


class FirstLookDocument(LookDocument):
    """A look right after something was put on record. Those that saw it are kept."""

    publication: int | None
    """The publication that was looked for; null of somebody who is in no register."""
    task: int | None
    """The task that it was a look for; null where something was put on record."""


def first_look_documents(found: Iterable[FirstLooked]) -> list[FirstLookDocument]:
    return [
        {**look_document(look), "publication": one.publication, "task": one.task}
        for one in found
        for look in one.looks
    ]


def warn_of_unseen(found: Sequence[FirstLooked]) -> None:
    """What is not seen where it should be, and where it is seen instead; a line for all of which the same is so."""
    said: dict[tuple[str, str], list[str]] = {}
    for one in found:
        where = list(dict.fromkeys(_place(look) for look in one.seen))
        noun, number = ("publication", one.publication) if one.task is None else ("task", one.task)
        if not one.places and where:
            stream.complain("note", f"{noun} {number}: seen at {', '.join(where)}")
        for look in one.not_seen:
            said.setdefault((noun, _sentence(look, where)), []).append(str(number))
    for (noun, sentence), about in said.items():
        stream.complain("warning", f"{noun}{'s' * (len(about) > 1)} {', '.join(about)}: {sentence}")
    if said:
        stream.complain(
            "hint",
            "is the address right, and is it on show there? Only what a look saw can be seen to be gone later; "
            "find it with: privacyctl scan",
        )


def hint_at_lone_logo(publications: Iterable[Publication], found: Iterable[FirstLooked]) -> None:
    """Say how to register a logo that is seen where the name is not: the name could never be seen to be gone."""
    seen = {one.publication for one in found if one.seen}
    unseen = {one.publication for one in found if not one.seen and one.not_seen}
    kinds = [(one.kind, one.id in seen, one.id in unseen) for one in publications]
    if (Kind.LOGO, True, False) in kinds and (Kind.NAME, False, True) in kinds:
        stream.complain(
            "hint",
            "the logo is seen and the name is not: if it stands alone, take this back with privacyctl undo ENTRY "
            "(privacyctl audit has its number), and register it with --logo-alone",
        )


def warn_of_failure(failure: Failure) -> None:
    said = failure.sentence.replace(UNCHANGED, DONE)  # what the look is for is on record
    stream.complain("warning", f"the site was not looked at: {said}", failure.hint)


def _sentence(look: Look, where: Sequence[str]) -> str:
    place = visible(look.place)
    status = f" ({look.status})" if look.status not in (None, 200) else ""
    if look.reason.is_absence:
        said = f"not seen {'any more ' if look.before else ''}at {place}{status}"
    else:
        said = f"whether it is at {place} cannot be seen{status}: {look.reason.says}"
    return f"{said}; seen at {', '.join(where)}" if where else said


def _place(look: Look) -> str:
    """Where a look saw it, as the register has the place, or as one types the address."""
    return visible(look.file or (look.final_url or look.place if "://" in look.place else look.place))
