"""The vendor's own addresses and domains: what comes from there is not from somebody who asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.address import match_key

if TYPE_CHECKING:
    from collections.abc import Iterable

_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:@]{1,64}@[^\s<>()\[\]\"',;:@/?]{1,250}")
_HOST = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]+", re.IGNORECASE)
_MAIL_HOST = re.compile(
    r"(?:mx|mail|e?smtp|imap|pop|in|inbound|mailin|relay|mta|mxin|mailhost|post|gw|mailgw|www)[-\d]*|[a-z]{0,4}mx[a-z\d-]*"
)
_SHORT = frozenset("co com org net ac gov edu or ne go gob gouv info biz asso nom id web".split())  # noqa: SIM905
"""Second labels below which others register too, such as co.uk."""
_FREE = frozenset(
    """gmail googlemail hotmail outlook live msn yahoo ymail rocketmail aol icloud gmx web t-online freenet arcor
    posteo mailbox proton protonmail pm tutanota tuta fastmail zoho zohomail yandex ya mail inbox bk list rambler
    ukr qq foxmail 163 126 yeah sina sohu 139 189 naver daum hanmail kakao nate orange wanadoo free laposte sfr
    bbox neuf libero virgilio tiscali alice tim tin fastwebnet wp o2 onet op interia gazeta poczta seznam centrum
    email azet post volny ziggo kpnmail xs4all hetnet planet telenet skynet comcast verizon att sbcglobal cox
    charter earthlink bellsouth btinternet talktalk sky virginmedia ntlworld bigpond optusnet docomo ezweb au
    softbank i nifty ocn biglobe uol bol terra ig hey duck hushmail disroot riseup runbox mac me
    google microsoft office365 protection github gitlab zendesk helpscout freshdesk intercom forms""".split()  # noqa: SIM905
)
"""Where everybody may have an address: such a domain is never the vendor's."""
_FREE_TLDS = frozenset(
    """com net org de at ch fr it es nl be pl cz sk hu ru ua by kz cn jp kr br mx ar pt se no dk fi uk ie ca au in eu me
    ph email io ai app to is fm""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Ours:
    """What is the vendor's own: single addresses, and whole domains with all below them."""

    addresses: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def has(self, key: str) -> bool:
        """Whether an address, as its match key, is the vendor's own."""
        return key in self.addresses or self.has_host(key.rpartition("@")[2])

    def has_host(self, host: str) -> bool:
        host = host.lower().strip(".")
        return any(host == domain or host.endswith(f".{domain}") for domain in self.domains)


def ours(server: str | None, *said: str | None) -> Ours:
    """What the settings name as the vendor's own.

    `server` is the mail server, or a domain above it; `said` are texts that hold addresses, domains
    or pages. A domain where everybody may have an address stands for the one address alone.
    """
    addresses: set[str] = set()
    domains = set(_domains_of_server(server))
    for text in filter(None, said):
        found = {key for one in _ADDRESS.findall(text.replace("mailto:", " ")) if (key := match_key(one))}
        addresses |= found
        domains |= {key.rpartition("@")[2] for key in found}
        domains |= {host.lower().removeprefix("www.") for host in _HOST.findall(_ADDRESS.sub(" ", text))}
    return Ours(frozenset(addresses), frozenset(_owned(domains)))


def is_free(domain: str) -> bool:
    """Whether everybody may have an address or a page there."""
    labels = domain.lower().strip(".").split(".")
    return len(labels) < 2 or any(
        labels[place] in _FREE and labels[place + 1] in (_FREE_TLDS | _SHORT)
        for place in range(len(labels) - 1)
    )


def _owned(domains: Iterable[str]) -> Iterable[str]:
    for domain in domains:
        labels = domain.split(".")
        if not is_free(domain) and not (len(labels) == 2 and labels[0] in _SHORT):
            yield domain


def _domains_of_server(server: str | None) -> Iterable[str]:
    host = (server or "").lower().strip(" .")
    if not _HOST.fullmatch(host):
        return
    yield host
    first, _, above = host.partition(".")
    if "." in above and _MAIL_HOST.fullmatch(first):
        yield above
