"""Addresses on the web, parsed and compared as a browser does."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urljoin

from urllib3.util import Url, parse_url

_LONGEST = 2_000
_PORTS = {"http": 80, "https": 443}


def read(text: str, base: Url | None = None) -> Url | None:
    """Parse an address that can be fetched; the fragment is dropped. None for any other text.

    It can be fetched if its scheme is http or https and it holds no user name. A relative
    address is resolved against `base`.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    try:
        url = parse_url(urljoin(base.url, text) if base else text)
    except ValueError:
        return None
    if url.scheme not in _PORTS or not url.host or url.auth is not None:
        return None
    port = None if url.port == _PORTS[url.scheme] else url.port
    return Url(url.scheme, None, url.host, port, url.path or "/", url.query)


def front_page(url: Url) -> Url:
    """The page at the root of the address's site."""
    return Url(url.scheme, None, url.host, url.port, "/")


def is_same_site(one: Url, other: Url) -> bool:
    """Whether host and port are equal. `www.` is ignored, and so is http or https on the usual port."""
    return (_host(one), one.port) == (_host(other), other.port)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet: it is not private, loopback or link-local."""
    return ip_address(address).is_global


def _host(url: Url) -> str:
    return (url.host or "").removeprefix("www.")
