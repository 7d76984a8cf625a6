"""Fills a record with random rows of several people, each text in them marked with whose it is."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.terminal import NOON, SECRET
from privacyctl.model.suppression import Fingerprints

PEOPLE = 3
ALL = (1, 2, 3)


def mark(person: int, what: str, number: int = 0) -> str:
    """A text that tells whose it is: no part of it is in anybody else's."""
    return f"of{person}-{what}-{number}-é"


def address(person: int, number: int = 0) -> str:
    return f"of{person}-{number}@people.example"


@dataclass
class People:
    """Three people of one company, with as many rows of each kind as is said."""

    db: Path
    counts: dict[int, dict[str, int]]
    """For each person, how many of what."""
    made: Counter[str] = field(default_factory=Counter)
    own: dict[int, set[str]] = field(default_factory=lambda: {person: set() for person in ALL})
    """The texts that each must find in their file."""

    def fill(self) -> None:
        with closing(sqlite3.connect(self.db)) as self.connection:
            self.connection.execute("PRAGMA foreign_keys=ON")
            self.put("company", id=1, name="Shared Ltd", match_key="shared ltd")
            for person in ALL:
                self._person(person)
            for person in ALL:
                self._rows(person)
            self._shared()
            self.connection.commit()

    def put(self, table: str, **values: Any) -> int:
        columns = {row[1] for row in self.connection.execute(f"PRAGMA table_info({table})")}
        if "entry" in columns:
            values["entry"] = 1
        if "id" in columns:
            self.made[table] += 1
            values.setdefault("id", self.made[table])
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608
        return int(values.get("id", 0))

    def text(self, person: int, what: str) -> str:
        """A new text of theirs, which their file must hold."""
        self.made[what] += 1
        made = mark(person, what, self.made[what])
        self.own[person].add(made)
        return made

    def _person(self, person: int) -> None:
        self.put(
            "contact", id=person, name=self.text(person, "name"), company_id=1, source=self.text(person, "source"),
            received_at=NOON,
        )  # fmt: skip
        for number in range(1 + self.counts[person]["address"]):
            key = address(person, number)
            self.own[person].add(key)
            self.put("address", match_key=key, contact_id=person, is_main=int(number == 0))

    def _rows(self, person: int) -> None:
        for what, count in self.counts[person].items():
            for _ in range(count):
                getattr(self, f"_{what}", self._nothing)(person)

    def _nothing(self, person: int) -> None: ...

    def _letter(self, person: int) -> None:
        waits = self.put("letter", received_at=NOON, recorded_at=NOON)
        read = self.put("letter", received_at=NOON, recorded_at=NOON)
        for letter in (waits, read):
            self.put(
                "letter_text", letter_id=letter, sender=address(person) if letter == waits else None,
                carrier="sender", subject=self.text(person, "subject"), body=self.text(person, "letter"),
                name=self.text(person, "called"), sha256=letter.to_bytes(32, "big"), redacted=0,
            )  # fmt: skip
        self.put("letter_decision", letter_id=read, said="optout", contact_id=person, at=NOON)

    def _former(self, person: int) -> None:
        self.made["former"] += 1
        self.put(
            "former_address", fingerprint=self.made["former"].to_bytes(16), contact_id=person, secret_id=1,
            normalisation=1, at=NOON,
        )  # fmt: skip

        self.put(
            "former_name", fingerprint=self.made["former"].to_bytes(16), contact_id=person, secret_id=1,
            normalisation=1, at=NOON,
        )  # fmt: skip
        made = self.put("made", kind="access", contact_id=person, at=NOON)
        self.put("made_path", made_id=made, path=f"/made/{made}")

    def _purchase(self, person: int) -> None:
        delivery = self.put("delivery", recipient=self.text(person, "from"), fields="email,name", at=NOON)
        self.put(
            "purchase", contact_id=person, order_ref=self.text(person, "order"), item="1",
            product=self.text(person, "product"), quantity=1, amount=4900, currency="EUR", delivery_id=delivery,
        )  # fmt: skip

    def _consent(self, person: int) -> None:
        event = self.put(
            "consent_event", contact_id=person, purpose="updates", decision="given", recorded_at=NOON, via="mail",
            at=NOON + self.made["consent_event"],
        )  # fmt: skip
        self.put(
            "consent_evidence",
            event_id=event,
            text=self.text(person, "consent"),
            message_id=mark(person, "id"),
        )

    def _notice(self, person: int) -> None:
        notice = self.put(
            "notice", purpose="research", definition=bytes(32), what_for="research", basis="consent", choice="opt-in",
            text=self.text(person, "notice"), sha256=bytes(32), announced_at=NOON, opens_at=NOON, people=1,
        )  # fmt: skip
        self.put("notice_audience", contact_id=person, notice_id=notice)

    def _suppression(self, person: int) -> None:
        marks = Fingerprints(SECRET)
        purpose = f"purpose-{self.made['suppression']}"
        self.put(
            "suppression", fingerprint=marks.address(address(person)), purpose=purpose, secret_id=1, normalisation=1,
            at=NOON, recorded_at=NOON, lifted_at=NOON if self.made["suppression"] % 2 else None,
        )  # fmt: skip

    def _publication(self, person: int) -> int:
        one = self.put("publication", kind="testimonial", contact_id=person, added_at=NOON)
        self.put(
            "publication_text", publication_id=one, quote=self.text(person, "quote"),
            attribution=self.text(person, "attribution"),
        )  # fmt: skip
        self.put("place", publication_id=one, location=self.text(person, "place"))
        ground = self.put("permission", publication_id=one, ground="words", at=NOON)
        self.put("permission_text", permission_id=ground, text=self.text(person, "permission"))
        self._look(person, publication_id=one, found="still-there", reason="shown")
        return one

    def _look(self, person: int, **values: Any) -> int:
        look = self.put("look", at=NOON, through="page", **values)
        self.put("look_text", look_id=look, place=self.text(person, "looked"), url=None)
        return look

    def _request(self, person: int, *, earlier: bool = False) -> int:
        case = self.put(
            "request", kind="takedown", received_at=NOON, via="mail", recorded_at=NOON,
            contact_id=None if earlier else person,
        )  # fmt: skip
        self.put(
            "request_text", request_id=case, body=self.text(person, "body"), note=self.text(person, "note"),
            closing_note=self.text(person, "closing"), who=None if not earlier else address(person).upper(),
        )  # fmt: skip
        stranger = person % PEOPLE + 1  # somebody else's mail: its sender is not theirs to see
        for sender, tail in ((address(person), b"own"), (address(stranger), b"not")):
            digest = case.to_bytes(29) + tail
            self.put(
                "request_message",
                request_id=case,
                sha256=digest,
                sender=sender,
                message_id=mark(stranger, "id"),
            )
        self.put("request_receipt", request_id=case, received_at=NOON - 60, recorded_at=NOON)
        self.put("request_closing", request_id=case, because="answered", at=NOON)
        line = self.put("follow_up", request_id=case, copy="recipient", recorded_at=NOON, due_at=NOON)
        self.put(
            "follow_up_text",
            follow_up_id=line,
            place=self.text(person, "recipient"),
            note=self.text(person, "told"),
        )
        return case

    def _earlier(self, person: int) -> None:
        """What they asked for before they were on record, under their address in capitals."""
        self._request(person, earlier=True)

    def _access(self, person: int) -> None:
        case = self.put(
            "request", kind="access", contact_id=person, received_at=NOON, via="mail", recorded_at=NOON
        )
        self.put("request_clock", request_id=case, rule="gdpr", due_at=NOON, state="open")
        self.put("confirmation", request_id=case, how="voice", at=NOON)
        self.put("code", request_id=case, hash=bytes(16), made_at=NOON, expires_at=NOON)

    def _takedown(self, person: int, asked_by: int | None = None) -> None:
        """A takedown of something of theirs, which they or somebody else asked for."""
        asker = asked_by or person
        case, shown = self._request(asker), self._publication(person)
        task = self.put(
            "takedown", request_id=case, publication_id=shown, what="testimonial", received_at=NOON,
            due_at=NOON + 86400, state="open",
        )  # fmt: skip
        event = self.put("takedown_event", takedown_id=task, act="removed", at=NOON, recorded_at=NOON)
        self.put("takedown_note", event_id=event, text=self.text(asker, "said"))
        before = self.made["look"]
        self._look(
            person, takedown_id=task, publication_id=shown, before_id=before, found="gone", reason="not-found"
        )

    def _correction(self, person: int) -> None:
        made = self.put("correction", contact_id=person, field="name", word="vendor", at=NOON)
        self.put("correction_note", correction_id=made, text=self.text(person, "because"))

    def _erasure(self, person: int) -> None:
        self.put("erasure", contact_id=person, because="retention", at=NOON)

    def _shared(self) -> None:
        """What several people have a part in."""
        everybody = self.put(
            "disclosure", recipient="BMT Micro", purpose="order", fields="email,name", via="export", at=NOON,
            recorded_at=NOON, people=PEOPLE,
        )  # fmt: skip
        for person in ALL:
            if self.counts[person]["disclosure"]:
                self.put("disclosed", contact_id=person, disclosure_id=everybody)
        for number, _ in list(self.connection.execute("SELECT id, contact_id FROM purchase")):
            self.put("disclosed_order", purchase_id=number, disclosure_id=everybody)
        for person in ALL:
            if self.counts[person]["by_another"]:
                self._takedown(person, asked_by=person % PEOPLE + 1)
        # The company's own: it is nobody's in particular.
        case = self.put(
            "request", kind="takedown", company_id=1, received_at=NOON, via="mail", recorded_at=NOON
        )
        self.put("request_text", request_id=case, body="of the company")
        for seq in (1, 2):
            body = json.dumps(
                {"v": 1, "seq": seq, "at": "2026-11-22T12:00:00Z", "act": "done", "contacts": [*ALL]}
            )
            self.put("audit", seq=seq, body=body, hash=bytes(32))
