"""A source of the settings, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.mailbox import MailSource, SourceKind

if TYPE_CHECKING:
    from privacyctl.inbox.imap import ImapSource
    from privacyctl.inbox.maildir import MaildirSource
    from privacyctl.inbox.mbox import MboxSource
    from privacyctl.inbox.pop import PopSource
    from privacyctl.inbox.spool import SpoolSource
    from privacyctl.model.moment import Moment

    OpenSource = MaildirSource | MboxSource | SpoolSource | ImapSource | PopSource


def open_source(source: MailSource, now: Moment, silence: float = 30.0, whole: float = 300.0) -> OpenSource:
    """The reader of a source, to be used as a context; its password is asked for at once. Raises SourceFailed.

    Loads what that kind needs and nothing else. `silence` is how long its server may say
    nothing, `whole` how long all of it may take, in seconds.
    """
    match source.kind:
        case SourceKind.MAILDIR:
            from privacyctl.inbox.maildir import MaildirSource  # noqa: PLC0415

            return MaildirSource(source)
        case SourceKind.MBOX:
            from privacyctl.inbox.mbox import MboxSource  # noqa: PLC0415

            return MboxSource(source)
        case SourceKind.SPOOL:
            from privacyctl.inbox.spool import SpoolSource  # noqa: PLC0415

            return SpoolSource(source, now)
    from privacyctl.inbox.connecting import Limits  # noqa: PLC0415
    from privacyctl.secret_commands import secret_of  # noqa: PLC0415

    limits = Limits(silence, whole)
    secret = secret_of(source.password_command, source.token_command, source.name)
    if source.kind is SourceKind.POP:
        from privacyctl.inbox.pop import PopSource  # noqa: PLC0415

        return PopSource(source, secret, limits)
    from privacyctl.inbox.imap import ImapSource  # noqa: PLC0415

    return ImapSource(source, secret, limits)
