"""Whether the mailboxes of the settings are read: those that cannot be, and those that nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.model.moment import DAY, local, span
from privacyctl.model.text import plural
from privacyctl.store import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

UNREADABLE = Fault(
    word="inbox-unreadable",
    verdict=CheckVerdict.WARNING,
    means="A mailbox of the settings could not be read when it was last tried: letters may lie there unseen.",
    how="What went wrong at the last run of `inbox`, by mailbox.",
    mend="mend what it says, then: privacyctl inbox",
)
STALE = Fault(
    word="inbox-not-read",
    verdict=CheckVerdict.WARNING,
    means="A mailbox of the settings has not been read for a day: cron runs no `inbox`, or not for this record.",
    how="When each was last read.",
    mend="have cron run it: */10 * * * * privacyctl inbox",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    """Silent where no mailbox was ever read: the eleventh promise says so."""
    found, now = sources.named(at.store), at.store.now
    wrong = 0
    for one in found:
        if one.failed_at is not None:
            wrong += 1
            yield UNREADABLE.found(f"'{one.name}' since {local(one.failed_at)}: {one.fault}")
        elif now - one.unread_since > DAY:
            wrong += 1
            yield STALE.found(f"'{one.name}' was last read {span(now - one.unread_since)} ago")
    if found and not wrong:
        mails = [one.last_mail_at for one in found if one.last_mail_at is not None]
        last = f"; the last mail came {local(max(mails))}" if mails else "; no mail came yet"
        yield sound(f"{plural(len(found), 'mailbox', 'mailboxes')} read{last}")


CHECK = Check(
    name="inboxes",
    about="The mailboxes of the settings: which cannot be read, and when the last mail came; silent without any.",
    faults=(UNREADABLE, STALE),
    look=_look,
)
