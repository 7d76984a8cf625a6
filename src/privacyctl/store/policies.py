"""The rows of the versions of the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.promise import Version

if TYPE_CHECKING:
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store, Transaction


def everything(store: Store) -> list[Version]:
    """All versions, the newest recorded first."""
    rows = store.rows("SELECT id, sha256, effective_at, recorded_at FROM policy_version ORDER BY id DESC")
    return [Version(row["id"], row["sha256"], row["effective_at"], row["recorded_at"]) for row in rows]


def document(store: Store, version: int) -> str:
    """The promises of a version, as JSON."""
    found: str = store.value("SELECT document FROM policy_version WHERE id = ?", (version,))
    return found


def add(tx: Transaction, sha256: bytes, document: str, effective_at: Moment) -> int:
    version = tx.next_number("policy_version")
    tx.do(acts.uses.PolicyRecorded(version, sha256, effective_at), document=document, recorded_at=tx.now)
    return version
