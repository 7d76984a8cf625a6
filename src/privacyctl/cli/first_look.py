"""The first look: what `add-testimonial`, `add-customer` and `takedown` do once the record has what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.cli.session import site_settings
from privacyctl.errors import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from privacyctl.duties.protocols import Checker
    from privacyctl.duties.site.first_looks import FirstLooked
    from privacyctl.model.publication import Publication
    from privacyctl.model.site import SiteSettings
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store


def at_publications(store: Store, registered: Sequence[Publication]) -> list[FirstLooked]:
    """Look for what was just put on record, where the settings name a site. What goes wrong is a warning."""

    def look(settings: SiteSettings) -> list[FirstLooked]:
        from privacyctl.duties.site import first_looks

        if settings.url is None and settings.built is None:
            return []
        return first_looks.at_publications(store, _checker(settings, store), registered)

    return _looked(look)


def at_tasks(store: Store, tasks: Sequence[Takedown], *, anew: bool) -> list[FirstLooked]:
    """Look for what somebody asked to have removed; `anew` is whether they ask now.

    What goes wrong is a warning: the request is on record.
    """

    def look(settings: SiteSettings) -> list[FirstLooked]:
        from privacyctl.duties.site import first_looks

        has_site = settings.url is not None or settings.built is not None
        if not has_site and not any("://" in place for task in tasks for place in task.where):
            return []
        return first_looks.at_tasks(store, _checker(settings, store), tasks, anew=anew)

    return _looked(look)


def _looked(look: Callable[[SiteSettings], list[FirstLooked]]) -> list[FirstLooked]:
    from privacyctl.output import first_looks as words

    try:
        return look(site_settings())
    except Failure as failure:
        words.warn_of_failure(failure)
        return []


def _checker(settings: SiteSettings, store: Store) -> Checker:
    from privacyctl.site.first_look import FirstLook

    return FirstLook(settings, store.fingerprints.page_key)
