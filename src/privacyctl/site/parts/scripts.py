"""Which addresses a script or a data file names, and whether it works others out that nobody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from privacyctl.model.page_part import PartKind
from privacyctl.site.parts.addresses import (
    PAGES,
    NamedAddress,
    ending_of,
    in_text,
    is_address,
    is_deed,
    is_mute,
    is_named,
    kind_by_ending,
)

_ADDRESS = r"""["'`]([^"'`\s\\<>{}#][^"'`\s\\<>{}]{0,1999}+)"""
_TEXT = rf"""{_ADDRESS}["'`](?!\s{{0,9}}\+)"""
"""A string that may be an address; one to which something is added is a part of one."""
_IMPORTED = re.compile(
    rf"(?:\bfrom|\bimport|\bimport\s{{0,9}}\(|\bimportScripts\s{{0,9}}\()\s{{0,40}}{_TEXT}"
)
_CALLED = re.compile(
    r"""\b(?:fetch|Request|URL|EventSource|\w{0,20}Worker|addModule|ajax|axios|got|ky|get\w{0,9}|load\w{0,9}|open|register|json|text|html
    |csv|tsv|xml|use\w{0,3}(?:Fetch|SWR))\s{0,9}\(\s{0,40}
    (?:["'`](?:GET|get)["'`]\s{0,9},\s{0,40}|\{[^{}]{0,200}?\burl\s{0,9}:\s{0,9})?"""
    + _TEXT.replace("#", r"\#"),
    re.VERBOSE,
)
_FETCHED = re.compile(
    r"""(?:(?<![\w$])(?:fetch|Request|EventSource|\w{0,20}Worker|importScripts|(?:axios|ky|got|\$|jQuery)\.(?:get|getJSON|ajax|load))
    \s{0,9}\((?:\s{0,9}\{[^{}]{0,200}?\burl\s{0,9}:)?|\)\s{0,9}\.load\(|\.open\(\s{0,9}["'`][A-Za-z]{3,7}["'`]\s{0,9},)\s{0,40}"""
    + _ADDRESS.replace("#", r"\#")
    + r"""(?:[ ][^"'`]{1,200})?["'`](?!\s{0,9}\+)""",
    re.VERBOSE,
)
"""What is called with an address and nothing else: a word alone is one too."""
_PATH = re.compile(r"""["'`](/[\w.~-]{1,100}(?:/[\w.~-]{1,100}){0,9}/?)["'`](?!\s{0,9}[+:])""")
"""A string that is a path on the host, and ends as nothing does."""
_ASSIGNED = re.compile(rf"\b(?:src|srcset|poster|background|data)[\"']?\s{{0,9}}[:=,]\s{{0,9}}{_TEXT}")
_SOURCE = re.compile(rf"\.src\s{{0,9}}=\s{{0,9}}{_TEXT}")
_WORKERS = re.compile(r"\bimportScripts\s{0,9}\(([^()]{1,2000})\)")
_STRING = re.compile(_TEXT)
_GONE_TO = re.compile(
    rf"\blocation(?:\.href)?\s{{0,9}}(?:=|\.\s{{0,9}}(?:replace|assign)\s{{0,9}}\()\s{{0,9}}{_TEXT}"
)
"""Where a script sends the browser on to."""
_FOLDER = re.compile(r"""["'`]([\w./:-]{0,200}/)(?:["'`]\s{0,9}\+|\$\{)""")
_COMPUTED = re.compile(
    r"""\b(?:fetch|import|importScripts)\s{0,9}\(\s{0,40}(?![\s"'`)]|/\*)
    |\b(?:fetch|import|importScripts)\s{0,9}\(\s{0,40}(?:`[^`$]{0,500}\$\{|["'][^"'\n]{0,500}["']\s{0,9}\+)
    |\.open\(\s{0,9}["'`][A-Za-z]{3,7}["'`]\s{0,9},\s{0,40}(?![\s"'])
    |(?:\baxios|\$|jQuery)\.(?:get|getJSON|ajax|load)\(\s{0,9}(?![\s"'`{])""",
    re.VERBOSE,
)
_KEY = re.compile(r"\\?[\"'`]\s{0,9}:")
_ADDED = re.compile(r"\+\s{0,9}[\"'`]\Z")
"""Before a string that is added to another one: "/help.html" behind the root of a site."""
_QUOTES = ("'", '"', "`", "\\")
_MOST_PAGES = 12
"""A script that names more pages than this holds a menu or a list of all pages, which it leads to and does not show."""


def named(text: str, *, is_data: bool = False) -> Iterator[NamedAddress]:
    """The addresses that a script names; of data (JSON, a manifest) what is no link to a page."""
    pages: list[NamedAddress] = []
    for one in in_text(text):
        if not _is_meant(text, one):
            continue
        if one.ending not in PAGES:
            yield one
        elif "/" in one.address and not _ADDED.search(text, max(one.at - 20, 0), one.at):
            pages.append(one)
    if not is_data:
        yield from pages if len(pages) <= _MOST_PAGES else ()
        yield from _used(text)
        yield from _paths(text) if computes(text) else ()


def _is_meant(text: str, one: NamedAddress) -> bool:
    """Whether what ends as an address is one: "this.text" is none, and "index.js" alone is a name."""
    if one.kind is PartKind.PICTURE and "/" in one.address:
        return True
    return _is_string(text, one) and ("/" in one.address or one.kind is not PartKind.SCRIPT)


def _used(text: str) -> Iterator[NamedAddress]:
    """The addresses that a script imports, fetches or assigns, whatever they end in."""
    for form, kind in ((_IMPORTED, PartKind.SCRIPT), (_CALLED, None), (_ASSIGNED, None)):
        for found in form.finditer(text):
            address = found[1]
            by_ending = kind_by_ending(address)
            if by_ending is not None and (is_address(address) or is_named(ending_of(address))):
                yield NamedAddress(address, found.start(1), kind or by_ending, ending_of(address))
    for form in (_FETCHED, _SOURCE):
        yield from (_loaded(found) for found in form.finditer(text) if not is_mute(found[1]))
    for called in _WORKERS.finditer(text):
        for found in _STRING.finditer(text, *called.span(1)):
            yield NamedAddress(found[1], found.start(1), PartKind.SCRIPT, ending_of(found[1]))


def _loaded(found: re.Match[str]) -> NamedAddress:
    return NamedAddress(
        found[1], found.start(1), kind_by_ending(found[1]) or PartKind.DATA, ending_of(found[1])
    )


def _paths(text: str) -> Iterator[NamedAddress]:
    """The paths in a script that fetches what it works out: one of them may be what it fetches, or a link."""
    paths = {one[1]: one.start(1) for one in _PATH.finditer(text)}
    found = {one: at for one, at in paths.items() if not (is_named(ending_of(one)) or is_deed(one))}
    if len(found) <= _MOST_PAGES:
        yield from (NamedAddress(one, at, PartKind.DATA, "", is_link=True) for one, at in found.items())


def left_for(text: str) -> Iterator[NamedAddress]:
    """The addresses that a script sends the browser on to."""
    yield from (_loaded(found) for found in _GONE_TO.finditer(text) if not is_mute(found[1]))


def computes(text: str) -> bool:
    """Whether it fetches from an address that it works out when it runs."""
    return _COMPUTED.search(text) is not None


def folders(text: str) -> Iterator[str]:
    """The paths to which a script adds the names of files."""
    yield from (found[1] for found in _FOLDER.finditer(text))


def _is_string(text: str, one: NamedAddress) -> bool:
    """Whether an address is all of a string, and no key: a bundler's tables have the names of its own files as keys."""
    end = one.at + len(one.address)
    is_whole = text[one.at - 1 : one.at] in _QUOTES and text[end : end + 1] in _QUOTES
    return is_whole and not _KEY.match(text, end)
