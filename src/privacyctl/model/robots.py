"""Addresses that nobody writes from: a form's, a list's, a notifier's. Who asks is never one of these."""

from __future__ import annotations

import re

_NO_LETTERS = re.compile(r"[^a-z]+")
# "no-reply", "noreply2", "bounce-noreply", "do_not_reply", and what they are called elsewhere.
_UNANSWERED = (
    "noreply", "notreply", "donotreply", "dontreply", "neverreply", "noresponse", "donotrespond", "noanswer",
    "nichtantworten", "keineantwort", "nepasrepondre", "noresponder", "noresponda", "naoresponda", "naoresponder",
    "nonrispondere", "nietbeantwoorden", "nieodpowiadaj", "svarainte", "svarikke",
)  # fmt: skip
_NOBODY = frozenset(
    """mailer daemon mailerdaemon postmaster robot autoresponder automailer bounce bounces notify notifier
    notification notifications wordpress webform contactform formmail formmailer nobody""".split()  # noqa: SIM905
)


def is_robot(address: str) -> bool:
    """Whether the local part of a match key says that no person writes from there."""
    local = address.rpartition("@")[0].partition("+")[0].lower()
    letters = _NO_LETTERS.sub("", local)
    return any(word in letters for word in _UNANSWERED) or not _NOBODY.isdisjoint(_NO_LETTERS.split(local))
