"""The rows that decide whether an address may be used for a purpose, for all addresses or a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.address import MAILBOXES, NORMALISATION
from privacyctl.model.companies import SPELLINGS, covered_by
from privacyctl.model.consent import Decision, Purpose
from privacyctl.store.consent import STANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store

BATCH = 500
"""How many addresses are asked for at a time. SQLite takes up to 32,766 parameters, but more is no faster."""

# Of a yes and a no of the same second the no wins, as in `model.consent.latest`. 'given' is the
# first in the alphabet, so the index alone answers, and nothing is sorted a million times.
_ANSWER = f"""
    FROM consent_event AS e WHERE e.contact_id = contact.id AND e.purpose = ? AND {STANDS}
    ORDER BY e.at DESC, e.decision DESC LIMIT 1
"""
_TOLD = "? IS NULL OR EXISTS (SELECT 1 FROM notice_audience WHERE contact_id = contact.id AND notice_id = ?)"
_NEWS = _ANSWER.replace("?", f"'{Purpose.UPDATES}'")
_SUBJECT = f"""
    SELECT address.match_key, contact.id, contact.company_id,
           EXISTS (SELECT 1 FROM purchase WHERE purchase.contact_id = contact.id),
           (SELECT e.decision {_ANSWER}), (SELECT e.at {_ANSWER}),
           coalesce(address.given, address.match_key), contact.name, {_TOLD}
"""
_SUBJECT_WITH_NEWS = f"{_SUBJECT}, (SELECT e.decision {_NEWS}), (SELECT e.at {_NEWS})"


class Subject(NamedTuple):
    """One address on record, with all that decides on its use for a purpose."""

    key: str
    contact: ContactId
    company: int | None
    is_buyer: bool
    answer: Decision | None
    answered_at: Moment | None
    email: str
    name: str | None
    is_told: bool = True
    """Whether the notice in `Lookup` was written to this contact."""
    news: Decision | None = None
    """Their answer about product news, if `Lookup` asks for it."""
    news_at: Moment | None = None


class Lookup(NamedTuple):
    """The question about each address: for which purpose, by which notice, and whether product news counts too."""

    purpose: Purpose
    notice: int | None = None
    with_news: bool = False

    @property
    def sql(self) -> str:
        return _SUBJECT_WITH_NEWS if self.with_news else _SUBJECT

    @property
    def parameters(self) -> tuple[object, ...]:
        # Counted: for the 500 addresses of a batch, names would cost half as much time again.
        return self.purpose.value, self.purpose.value, self.notice, self.notice


def everybody(store: Store, asked: Lookup) -> Iterator[Subject]:
    """Every contact with their main address, in the order of their numbers."""
    rows = store.stream(
        f"""{asked.sql} FROM contact JOIN address ON address.contact_id = contact.id AND address.is_main
            ORDER BY contact.id""",
        asked.parameters,
    )
    for row in rows:
        yield _subject(row)


def batch(store: Store, asked: Lookup, keys: Sequence[str]) -> dict[str, Subject]:
    """The subjects of those match keys that are on record. At most `BATCH` at a time."""
    rows = store.stream(
        f"""{asked.sql} FROM address JOIN contact ON contact.id = address.contact_id
             WHERE address.match_key IN ({",".join("?" * len(keys))})""",
        (*asked.parameters, *keys),
    )
    return {row[0]: _subject(row) for row in rows}


def suppressed(store: Store, purpose: Purpose) -> set[bytes]:
    """The suppressed fingerprints for a purpose, those of companies among them."""
    rows = store.stream(
        "SELECT fingerprint FROM suppression WHERE purpose = ? AND lifted_at IS NULL", (purpose.value,)
    )
    return {row[0] for row in rows}


def has_mailboxes(store: Store, purpose: Purpose) -> bool:
    """Whether an address with a tag, or at Gmail with dots, is suppressed for a purpose."""
    return bool(
        store.value(
            """SELECT EXISTS (SELECT 1 FROM suppression
                WHERE purpose = ? AND lifted_at IS NULL AND normalisation = ?)""",
            (purpose.value, MAILBOXES),
        )
    )


def suppressed_since(store: Store, purpose: Purpose) -> dict[bytes, Moment]:
    """The same, each with the moment since when."""
    rows = store.stream(
        "SELECT fingerprint, at FROM suppression WHERE purpose = ? AND lifted_at IS NULL", (purpose.value,)
    )
    return {row[0]: row[1] for row in rows}


class Closed(NamedTuple):
    """A company's no: since when, and whether it may be another company's that is spelt nearly so."""

    at: Moment
    entry: int
    """The audit entry that wrote it."""
    is_doubtful: bool


def closed_companies(store: Store, purpose: Purpose) -> dict[int, Closed]:
    """The numbers of the companies that are closed to a purpose, whatever the spelling that said no.

    Only where a no of a company is in force are the names of all of them read: some 20 µs a name.
    """
    mark = store.fingerprints.company
    found: dict[int, Closed] = {}
    rows = store.rows(
        """SELECT fingerprint, at, entry FROM suppression
            WHERE purpose = ? AND lifted_at IS NULL AND normalisation = ?""",
        (purpose.value, SPELLINGS),
    )
    if spelt := {row["fingerprint"]: (row["at"], row["entry"]) for row in rows}:
        for row in store.rows("SELECT id, name FROM company"):
            for keys, is_doubtful in zip(covered_by(row["name"]), (False, True), strict=True):
                if ats := [at for key in keys if (at := spelt.get(mark(key))) is not None]:
                    found.setdefault(row["id"], Closed(*max(ats), is_doubtful))
    rows = store.rows("SELECT id, match_key FROM company WHERE id IN (SELECT company_id FROM consent_event)")
    for row in rows:
        own = store.row(
            "SELECT at, entry FROM suppression WHERE fingerprint = ? AND purpose = ? AND lifted_at IS NULL",
            (mark(row["match_key"]), purpose),
        )
        known = found.get(row["id"])
        if own is not None and (known is None or known.is_doubtful or known.at < own["at"]):
            found[row["id"]] = Closed(own["at"], own["entry"], is_doubtful=False)
    return found


def opted_out_since(store: Store, purposes: Sequence[Purpose], entry: int) -> int:
    """How many addresses were suppressed, and contacts said no, in audit entries after `entry`."""
    marks = ",".join("?" * len(purposes))
    return int(
        store.value(
            f"""SELECT (SELECT count(*) FROM suppression
                        WHERE entry > ? AND purpose IN ({marks}) AND lifted_at IS NULL
                          AND normalisation = {NORMALISATION})
                     + (SELECT count(*) FROM consent_event
                        WHERE entry > ? AND purpose IN ({marks}) AND decision <> 'given' AND via = 'import')""",
            (entry, *purposes) * 2,
        )
    )


def _subject(row: tuple[object, ...]) -> Subject:
    key, contact, company, is_buyer, answer, answered_at, email, name, is_told, *news = row
    about_news, news_at = news or (None, None)
    return Subject(
        key,  # type: ignore[arg-type]
        contact,  # type: ignore[arg-type]
        company,  # type: ignore[arg-type]
        bool(is_buyer),
        _decision(answer),
        answered_at,  # type: ignore[arg-type]
        email,  # type: ignore[arg-type]
        name,  # type: ignore[arg-type]
        bool(is_told),
        _decision(about_news),
        news_at,  # type: ignore[arg-type]
    )


def _decision(value: object) -> Decision | None:
    return None if value is None else Decision(value)  # type: ignore[arg-type]
