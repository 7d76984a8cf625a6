"""Where a place of the register is looked for: an address of the public site, or files of the built folder."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from privacyctl.site.web import urls

if TYPE_CHECKING:
    from privacyctl.model.site import SiteSettings


def address_of(settings: SiteSettings, place: str) -> str | None:
    """Where a place is fetched: as it stands, or on the site in the settings; None for no address."""
    if urlsplit(place).scheme in ("http", "https"):
        return place
    site = urls.read(settings.url) if settings.url and is_path(place) else None
    url = urls.on_site(place, site) if site else None
    return url.url if url else None


def files_of(place: str) -> set[str]:
    """The files of the built folder that a path of the site may be served from."""
    path = urlsplit(place).path.strip("/")
    return {path, f"{path}.html", f"{path}/index.html".lstrip("/")}


def is_path(place: str) -> bool:
    """Whether the place is the path of a page or a file, and not words such as "the printed brochure"."""
    return ":" not in place and not any(character.isspace() for character in place)
