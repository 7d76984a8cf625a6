"""Addresses on the web, parsed and compared as a browser does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urljoin

from urllib3.util import Url, parse_url

from privacyctl.site.written_addresses import tidied

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,40}):")
_LONGEST = 2_000
_PORTS = {"http": 80, "https": 443}
MARK = "privacyctl="
"""What our own query parameter begins with: a fresh look makes an address with it that no cache knows."""
_ESCAPED = re.compile("%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile(r"[\w.~-]", re.ASCII)
_ENDING = re.compile(r"(?:/index)?(?:\.html?)?\Z")
_TRANSLATED = (
    ip_network("64:ff9b::/96"), ip_network("::/96"), ip_network("::ffff:0:0/96"), ip_network("::ffff:0:0:0/96"),
)  # fmt: skip
"""The last 32 bits are an IPv4 address: RFC 6052, RFC 4291 section 2.5.5, RFC 2765."""
_ISATAP = (0x00005EFE, 0x02005EFE)
"""Before the IPv4 address of RFC 5214."""
_GLOBAL = ip_network("2000::/3")
"""All that the IANA has given out of IPv6, and what is not of it is nobody's, or somebody's own."""
_NOT_GLOBAL = (ip_network("192.0.0.0/24"), ip_network("192.88.99.0/24"), ip_network("3fff::/20"))
"""What Python 3.11 takes for global: protocol assignments (RFC 6890), relays of 6to4 (RFC 7526), documentation
(RFC 9637)."""


def read(text: str, base: Url | None = None) -> Url | None:
    """Parse an address that can be fetched; the fragment is dropped. None for any other text.

    It can be fetched if its scheme is http or https and it holds no user name. A relative
    address is resolved against `base`.
    """
    text = tidied(text)
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


def on_site(place: str, site: Url) -> Url | None:
    """Where a place is fetched on the site at `site`; None for a text that is no place of a site.

    A place with a leading slash starts at the path of `site`, not at the root of its host; where it
    begins with that path already, the path is not doubled. A whole address stays as it is.
    """
    folder = _folder(site)
    path = place.strip()
    if path.startswith("/") and not path.startswith("//"):
        is_below = f"{path.partition('?')[0].partition('#')[0]}/".startswith(folder)
        path = path if is_below else f".{path}"
    return read(path, site if path.startswith("?") or not path else site._replace(path=folder))


def is_no_page(text: str) -> bool:
    """Whether a browser that is sent to this address stays where it is: a script, a mail, data within the address."""
    scheme = _SCHEME.match(text.strip())
    return scheme is not None and scheme[1].lower() not in (*_PORTS, "ftp", "file")


def front_page(url: Url, site: Url | None = None) -> Url:
    """The page that tells whether the address's site is up: `site` itself, or the root of another host."""
    if site is not None and is_same_site(url, site):
        return site
    return Url(url.scheme, None, url.host, url.port, "/")


def is_same_page(one: Url, other: Url) -> bool:
    """Whether two addresses are the same page, as servers commonly have it.

    The same site (see `is_same_site`), the same query but for our own `MARK`, and paths that differ no more than
    /x, /x/, /x.html and /x/index.html do; percent-encoded or not (RFC 3986 section 6.2.2).
    """
    return is_same_site(one, other) and _page(one) == _page(other)


def is_same_site(one: Url, other: Url) -> bool:
    """Whether host and port are equal. `www.` is ignored, and so is http or https on the usual port."""
    return (_host(one), one.port) == (_host(other), other.port)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet: it is not private, loopback, link-local or multicast.

    Of an IPv6 address that stands for one of IPv4 (NAT64, 6to4, Teredo and others), that one is judged.
    """
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return _is_global(ip)
    inner = list(_within(ip))
    return all(map(_is_global, inner)) if inner else ip in _GLOBAL and _is_global(ip)


def _is_global(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_GLOBAL)


def _within(ip: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that a packet to this address may come to."""
    last = IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.sixtofour is not None:
        yield ip.sixtofour
    if ip.teredo is not None:
        yield from ip.teredo
    if any(ip in network for network in _TRANSLATED) or int(ip) >> 32 & 0xFFFFFFFF in _ISATAP:
        yield last


def _host(url: Url) -> str:
    return (url.host or "").rstrip(".").removeprefix("www.")


def _folder(site: Url) -> str:
    """The path of the folder that a site lies in, with a slash at its end: of /docs, /docs/ and /docs/index.html."""
    above, _, last = (site.path or "/").rpartition("/")
    return f"{above}/" if "." in last or not last else f"{above}/{last}/"


def _page(url: Url) -> tuple[str, str]:
    path, query = _unescaped(url.path or ""), _unescaped(url.query or "")
    kept = [part for part in query.split("&") if part and not part.startswith(MARK)]
    return _ENDING.sub("", path.rstrip("/"), count=1).rstrip("/"), "&".join(kept)


def _unescaped(text: str) -> str:
    """The text with one spelling of each percent-encoded byte."""

    def meant(found: re.Match[str]) -> str:
        character = chr(int(found[0][1:], 16))
        return character if _UNRESERVED.match(character) else found[0].upper()

    return _ESCAPED.sub(meant, text)
