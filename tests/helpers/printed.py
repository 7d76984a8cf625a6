"""What each command prints with `--json`, and the check of it against the schema that is published."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from jsonschema_rs import Draft202012Validator

PUBLISHED = Path(__file__).parents[2] / "docs" / "reference" / "output.schema.json"

FORMS = {
    "init": {"init": "init.MadeRecordDocument"},
    "demo": {"demo": "demo.DemoDocument"},
    "status": {"status": "status.StatusDocument"},
    "doctor": {"doctor": "doctor.HealthDocument"},
    "schedule": {"schedule": "schedule.ScheduleDocument"},
    "help": {"help": "help.TopicsDocument", "help TOPIC": "help.PageDocument"},
    "takedown": {
        "takedown": "takedown.OpenedTakedownDocument",
        "takedown --now": "at_once.AtOnceDocument",
    },
    "due": {"due": "due_document.DueDocument"},
    "remind": {"remind": "remind.RemindedDocument"},
    "removed": {"removed": "removals.MarkedTasksDocument"},
    "verify": {"verify": "verify.VerifiedDocument", "verify --attest": "removals.MarkedTasksDocument"},
    "receipt": {"receipt": "receipt.ReceiptDocument"},
    "add-contact": {"add-contact": "contacts.AddedContactDocument"},
    "contacts": {"contacts": "contacts.ContactsDocument"},
    "show": {"show": "show.DossierDocument"},
    "add-purchase": {"add-purchase": "purchases.AddedPurchaseDocument"},
    "import-orders": {"import-orders": "import_orders.ImportedDocument"},
    "optout": {"optout": "optout.OptOutsDocument"},
    "optin": {"optin": "optin.OptInDocument"},
    "audience": {
        "audience": "audience.AudienceDocument",
        "audience --to": "audience.HandedAudienceDocument",
    },
    "gate": {
        "gate": "gate.GatedDocument",
        "gate --to": "gate.HandedListDocument",
        "gate --check": "gate.CheckedListDocument",
    },
    "add-testimonial": {"add-testimonial": "publications.RegisteredDocument"},
    "add-customer": {"add-customer": "publications.RegisteredDocument"},
    "publications": {"publications": "publications.RegisterDocument"},
    "scan": {"scan": "scan.ScannedDocument"},
    "publish": {"publish": "publish.PublishedDocument", "publish --emit": "publish.EmittedDocument"},
    "inbox": {"inbox": "inbox.InboxDocument"},
    "triage": {
        "triage": "triage.LettersDocument",
        "triage --as": "triage.DecidedDocument",
        "triage --stats": "triage.GuessesDocument",
    },
    "requests": {"requests": "requests.RequestsDocument"},
    "object": {"object": "plain_requests.PlainRequestDocument", "object --purpose": "optout.OptOutsDocument"},
    "restrict": {
        "restrict": "plain_requests.PlainRequestDocument",
        "restrict --lift": "plain_requests.LiftedDocument",
    },
    "question": {"question": "plain_requests.PlainRequestDocument"},
    "close": {"close": "requests.ClosedCaseDocument"},
    "access": {"access": "access.AccessDocument"},
    "confirm": {"confirm": "confirm.ConfirmedDocument"},
    "correct": {
        "correct": "correct.CorrectionDocument",
        "correct, of somebody who is not on record": "unknown_askers.UnknownAskerDocument",
    },
    "erase": {
        "erase": "erase.ErasedDocument",
        "erase, before it is confirmed who asks": "erase.ErasureAskedDocument",
        "erase, of somebody who was erased before": "erase.ErasureStandsDocument",
        "erase --case": "erase.WordsTakenDocument",
        "erase, of somebody who is not on record": "unknown_askers.UnknownAskerDocument",
        "erase --dry-run": "erase.ErasureForeseenDocument",
    },
    "follow-up": {
        "follow-up": "follow_ups.FollowUpsDocument",
        "follow-up --add": "follow_ups.FollowedUpDocument",
        "follow-up --asked": "follow_ups.FollowedUpDocument",
    },
    "undo": {"undo": "undo.UndoneDocument"},
    "disclose": {"disclose": "disclosures.DisclosedDocument"},
    "export-for": {
        "export-for": "export_for.ExportedRowsDocument",
        "export-for --out": "export_for.ExportedFileDocument",
    },
    "purposes": {"purposes": "purposes.PurposesDocument"},
    "announce": {
        "announce": "announce.AnnouncedDocument",
        "announce --to": "announce.HandedNoticeDocument",
    },
    "purge": {"purge": "purge.PurgedDocument"},
    "policy": {"policy": "policy.PolicyDocument", "policy --adopt": "policy.AdoptedDocument"},
    "stats": {"stats": "stats.StatsDocument"},
    "audit": {
        "audit": "audit.EntriesDocument",
        "audit --verify": "audit.VerifiedChainDocument",
        "audit --sign": "audit.AnchorDocument",
    },
    "backup": {"backup": "backup.BackedUpDocument"},
    "restore": {
        "restore": "restore.RestoredDocument",
        "restore --repair, where nothing is missing": "restore.NothingDocument",
    },
    "journal": {
        "journal": "journal.JournalDocument",
        "journal --anew": "journal.WrittenAnewDocument",
        "journal --copy": "journal.CopiedJournalDocument",
    },
    "follow-ups": {"follow-ups": "follow_ups.FollowUpsDocument"},
    "asked": {"asked": "follow_ups.FollowedUpDocument"},
}
"""The forms of each command, and the type of the document that each prints: `output/FILE.py`, class."""


def must_be_as_published(words: list[str], printed: str) -> None:
    """Raises where a command line prints with `--json` what its command's schema does not know."""
    said_so = "--json" in words or "json" in [word.lower().removeprefix("--format=") for word in words]
    if said_so and words[0] in FORMS and printed:
        validator(words[0]).validate(json.loads(printed))


@cache
def validator(definition: str) -> Draft202012Validator:
    """A command's own schema, or that of a part, within the published one."""
    whole = json.loads(PUBLISHED.read_text("utf-8"))
    return Draft202012Validator({"$ref": f"#/$defs/{definition}", "$defs": whole["$defs"]})
