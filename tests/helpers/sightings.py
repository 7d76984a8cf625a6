"""Sightings without a site: what a first look would have seen, put on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.look import Found, Look, Through, evidence_sha256
from privacyctl.model.look_reason import LookReason
from privacyctl.store import looks

if TYPE_CHECKING:
    from privacyctl.model.ids import PublicationId
    from privacyctl.model.sketch import Sketch
    from privacyctl.store import Store


def saw(store: Store, publication: int, *places: str, sketch: Sketch | None = None) -> None:
    """Put on record that a look saw a publication at these addresses."""
    with store.transaction() as tx:
        seen = [
            Look(
                place, Through.PAGE, Found.STILL_THERE, LookReason.SHOWN, url=place, final_url=place, status=200,
                sketch=sketch,
            )
            for place in places
        ]  # fmt: skip
        of: PublicationId = publication  # type: ignore[assignment]
        kept = [looks.add(tx, None, of, look) for look in seen]
        tx.record(
            "looked",
            tasks=[],
            publications=[publication],
            looks=len(kept),
            evidence=evidence_sha256(looks.get(tx, kept)).hex()[:40],
        )
