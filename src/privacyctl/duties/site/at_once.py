"""`takedown --now`: publish, deploy and look, right after a request was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties.site import publishing, verifying
from privacyctl.errors import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.protocols import Checker, SiteSource
    from privacyctl.duties.site.publishing import Published
    from privacyctl.duties.site.verifying import Verified
    from privacyctl.model.ids import TaskId
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class AtOnce:
    """How far it came. The request itself was recorded before, and stands."""

    published: Published | None
    """None where no data file is configured, or where one could not be read or written."""
    verified: Verified | None
    """None where publishing failed: then there is nothing to look at yet."""
    failure: Failure | None
    """Why it stopped."""

    @property
    def is_done(self) -> bool:
        return self.failure is None and self.verified is not None and self.verified.are_all_gone


def take_down(
    store: Store,
    tasks: Sequence[TaskId],
    *,
    site_source: SiteSource | None,
    checker: Checker,
    cdn: str | None,
) -> AtOnce:
    """Take it out of the site's data, deploy, and look at every place.

    A failure is returned and not raised, so that what was done before it can be said.
    """
    published = None
    try:
        if site_source is not None:
            published = publishing.publish(store, site_source, is_dry_run=False)
            if published.failure is not None:
                return AtOnce(published, None, published.failure)
            tasks = [*tasks, *published.tasks]
        assigned = verifying.assignments(store, tasks)
        verified = verifying.verify(store, checker, assigned, cdn=cdn)
    except Failure as failure:
        return AtOnce(published, None, failure)
    return AtOnce(published, verified, None)
