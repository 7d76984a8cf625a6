"""The vendor's web site, for the commands that look at it or change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.cli.session import current

if TYPE_CHECKING:
    from privacyctl.model.site import SiteSettings
    from privacyctl.output.screen.progress import Tell
    from privacyctl.site.checker import SiteChecker
    from privacyctl.site.site_files import SiteFiles
    from privacyctl.store import Store


def site_source(settings: SiteSettings) -> SiteFiles:
    """The site's source, for one run of publishing."""
    from privacyctl.site.site_files import SiteFiles

    return SiteFiles(settings, current().umask)


def checker(settings: SiteSettings, store: Store, tell: Tell) -> SiteChecker:
    """What looks at the site, for one round."""
    from privacyctl.site.checker import SiteChecker

    return SiteChecker(settings, store.fingerprints.page_key, lambda tasks: tell("looked for", tasks))
