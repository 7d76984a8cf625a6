"""`takedown --now` as JSON: the case, and how far publishing and looking came. Its words are those of the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.output.publish import published_document
from privacyctl.output.takedown import OpenedTakedownDocument, opened_takedown_document
from privacyctl.output.verify import verified_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.removals.takedowns import OpenedTakedown
    from privacyctl.duties.site.at_once import AtOnce
    from privacyctl.duties.site.first_looks import FirstLooked
    from privacyctl.output.publish import PublishedDocument
    from privacyctl.output.verify import VerifiedDocument


class AtOnceDocument(OpenedTakedownDocument):
    """The case, and how far publishing and looking came."""

    published: PublishedDocument | None
    """What left the site's data; null where no data file is configured, or one could not be read or written."""
    verified: VerifiedDocument | None
    """What the looks saw; null where publishing failed, since then there is nothing to look at yet."""
    failure: str | None
    """Why it stopped; null where it did not."""
    done: bool
    """Whether everything is seen to be gone."""


def at_once_document(opened: OpenedTakedown, looked: Sequence[FirstLooked], result: AtOnce) -> AtOnceDocument:
    return {
        **opened_takedown_document(opened, looked),
        "published": published_document(result.published) if result.published else None,
        "verified": verified_document(result.verified) if result.verified else None,
        "failure": result.failure.sentence if result.failure else None,
        "done": result.is_done,
    }
