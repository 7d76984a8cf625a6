"""Addresses on the web, read and compared as a browser does it."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urljoin

from urllib3.util import Url, parse_url

_LONGEST = 2_000
_PORTS = {"http": 80, "https": 443}


def read(text: str, base: Url | None = None) -> Url | None:
    """The address of something that can be fetched, without its fragment; None for any other.

    That is http or https, without a user's name in it. A relative one starts at `base`.
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
    """The page at the root of its site."""
    return Url(url.scheme, None, url.host, url.port, "/")


def is_same_site(one: Url, other: Url) -> bool:
    """Whether host and port are the same; `www.` and, on their usual ports, http and https do not count."""
    return (_host(one), one.port) == (_host(other), other.port)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not private, loopback or link-local."""
    return ip_address(address).is_global


def _host(url: Url) -> str:
    return (url.host or "").removeprefix("www.")
