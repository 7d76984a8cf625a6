"""What the second version of the schema fills in: the no of a company under every spelling of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def spell_out(connection: sqlite3.Connection) -> None:
    """Add to each no of a company on record the keys of its other spellings, as of the same no and entry.

    A company that said no is always on record under its name, so this reaches every one of them. Whoever
    said yes since, or was let back in, is not touched: only what is in force is spelt out.
    """
    from privacyctl.model.address import NORMALISATION  # noqa: PLC0415  (an upgrade alone needs these)
    from privacyctl.model.companies import SPELLINGS, no_covers  # noqa: PLC0415
    from privacyctl.model.suppression import Fingerprints  # noqa: PLC0415

    secret = connection.execute("SELECT value FROM secret ORDER BY id DESC LIMIT 1").fetchone()
    if secret is None:
        return
    mark = Fingerprints(secret[0]).company
    said = "SELECT name, match_key FROM company WHERE id IN (SELECT company_id FROM consent_event)"
    for name, key in connection.execute(said).fetchall():
        for other in no_covers(name):
            connection.execute(
                """INSERT INTO suppression (fingerprint, purpose, secret_id, normalisation, at, recorded_at, entry)
                   SELECT :other, purpose, secret_id, :spellings, at, recorded_at, entry FROM suppression AS own
                    WHERE fingerprint = :own AND normalisation = :exact AND lifted_at IS NULL
                   ON CONFLICT (fingerprint, purpose) WHERE lifted_at IS NULL
                   DO UPDATE SET at = excluded.at WHERE excluded.at > at""",
                {"other": mark(other), "own": mark(key), "spellings": SPELLINGS, "exact": NORMALISATION},
            )
