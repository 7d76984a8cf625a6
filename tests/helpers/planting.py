"""Ways in which a page may hold a text, each within any other: markup, scripts, styles, frames, pictures, encodings.

A `Site` is the files that a page needs besides itself. A way of `SHOWN` makes markup of words; a way of
`HOLDING` makes markup of markup, which a browser would show in its place.
"""

from __future__ import annotations

import base64
import gzip
import html
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import quote

FILLER = "<p>This is what a page says that has words enough of its own to be read as one, and no more than that.</p>"


@dataclass
class Site:
    """The files of a site beside its page, by their paths, each with its media type."""

    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def add(self, ending: str, kind: str, text: str | bytes) -> str:
        path = f"/files/f{next(self._numbers)}{ending}"
        self.files[path] = kind, text.encode() if isinstance(text, str) else text
        return path


def page(inner: str) -> str:
    return f"<!doctype html><html><head><title>x</title></head><body>{FILLER}{inner}{FILLER}</body></html>"


def in_script(text: str) -> str:
    """A string of a script, in an element."""
    return json.dumps(text).replace("</", "<\\/")


def in_css(text: str) -> str:
    return "".join(
        f"\\{ord(one):06x}" if number % 3 else one for number, one in enumerate(text) if one != '"'
    )


def in_sheet(text: str, site: Site) -> str:
    """The address of a style sheet that shows a text."""
    return site.add(".css", "text/css", f"a::after{{content:'{text}'}}")


def string_in(inner: str, ending: str, site: Site) -> str:
    """The address of a script with a string in it."""
    return site.add(ending, "text/javascript", f"x={json.dumps(inner)}")


def _byte(one: str, mark: str, form: str) -> str:
    return f"{chr(92)}{mark}{ord(one):{form}}" if one <= "\xff" else one


def _codes(text: str) -> str:
    return ",".join(str(ord(one)) for one in text)


def _element(script: str) -> str:
    return f"<script>q.textContent={script}</script>"


SHOWN: dict[str, Callable[[str, Site], str]] = {
    "text": lambda text, _: f"<p>{html.escape(text)}</p>",
    "inline tags": lambda text, _: (
        f"<p>{' '.join(f'<b>{html.escape(word)}</b>' for word in text.split())}</p>"
    ),
    "cut words": lambda text, _: (
        f"<p>{'<i></i>'.join(text[at : at + 3] for at in range(0, len(text), 3))}</p>"
    ),
    "letters": lambda text, _: f"<p>{''.join(f'<span>{one}</span>' for one in text)}</p>",
    "cells": lambda text, _: f"<p>{''.join(f'<div>{one}</div>' for one in text)}</p>",
    "soft hyphens": lambda text, _: f"<p>{'&shy;'.join(text)}</p>",
    "breaks": lambda text, _: f"<p>{text.replace('e', 'e<wbr>')}</p>",
    "ruby": lambda text, _: f"<p><ruby>{text[:12]}<rt>zwei</rt></ruby>{text[12:]}</p>",
    "references": lambda text, _: f"<p>{''.join(f'&#{ord(one)};' for one in text)}</p>",
    "turned": lambda text, _: f"<p>\u202e{html.escape(text[::-1])}</p>",
    "words turned": lambda text, _: (
        f"<p style='flex-direction:row-reverse'>{' '.join(text.split()[::-1])}</p>"
    ),
    "alt": lambda text, _: f'<img alt="{html.escape(text)}">',
    "label": lambda text, _: f"<option label='{html.escape(text)}'>",
    "data": lambda text, _: f'<my-card said="{html.escape(json.dumps({"a": [text]}))}"></my-card>',
    "handler": lambda text, _: f'<b onclick="{html.escape(f"alert({json.dumps(text)})")}">x</b>',
    "mail": lambda text, _: f'<a href="mailto:?body={quote(text)}">x</a>',
    "style": lambda text, _: f'<style>.q::before{{content:"{in_css(text)}"}}</style>',
    "property": lambda text, _: f'<p style="--q: {html.escape(text)}">x</p>',
    "style file": lambda text, site: f"<link rel=stylesheet href={in_sheet(text, site)}>",
    "imported": lambda text, site: "<style>@import '{}';</style>".format(
        site.add(".css", "text/css", f"@import url({in_sheet(text, site)});")
    ),
    "string": lambda text, _: _element(json.dumps(text)),
    "escapes": lambda text, _: _element(f"'{''.join(f'{chr(92)}u{ord(one):04x}' for one in text)}'"),
    "braces": lambda text, _: _element(f"'{''.join(f'{chr(92)}u{{{ord(one):x}}}' for one in text)}'"),
    "bytes": lambda text, _: _element(f"'{''.join(_byte(one, 'x', '02x') for one in text)}'"),
    "octal": lambda text, _: _element(f"'{''.join(_byte(one, '', '03o') for one in text)}'"),
    "joined": lambda text, _: _element("+".join(f"'{text[at : at + 5]}'" for at in range(0, len(text), 5))),
    "list": lambda text, _: _element(
        f"{json.dumps([text[at : at + 4] for at in range(0, len(text), 4)])}.join('')"
    ),
    "codes": lambda text, _: _element(f"String.fromCharCode({_codes(text)})"),
    "numbers": lambda text, _: _element(f"[{_codes(text)}].map(c=>String.fromCodePoint(c)).join('')"),
    "references in a string": lambda text, _: _element(f"'{''.join(f'&#{ord(one)};' for one in text)}'"),
    "fetched by a word": lambda text, site: "<script>fetch('{}')</script>".format(
        site.add("", "application/json", json.dumps([text])).removeprefix("/")
    ),
    "spaced out": lambda text, _: f"<p>{' '.join(text)}</p>",
    "percent": lambda text, _: _element(f"decodeURIComponent('{quote(text)}')"),
    "base64": lambda text, _: _element(f"atob('{base64.b64encode(text.encode()).decode()}')"),
    "packed": lambda text, _: _element(f"'{base64.b64encode(gzip.compress(text.encode())).decode()}'"),
    "hexadecimal": lambda text, _: _element(f"'{text.encode().hex()}'"),
    "drawn": lambda text, _: f"<svg><text>{html.escape(text)}</text></svg>",
    "drawing": lambda text, site: (
        f"<img src={site.add('', 'image/svg+xml', f'<svg><text>{text}</text></svg>')}>"
    ),
    "drawing in place": lambda text, _: (
        f'<img src="data:image/svg+xml,{quote(f"<svg><desc>{text}</desc></svg>")}">'
    ),
    "captions": lambda text, site: "<video><track src={}></video>".format(
        site.add(".vtt", "text/vtt", f"WEBVTT\n{text}")
    ),
}

HOLDING: dict[str, Callable[[str, Site], str]] = {
    "block": lambda inner, _: f"<div>{inner}</div>",
    "shadow": lambda inner, _: f"<div><template shadowrootmode=open>{inner}</template></div>",
    "template": lambda inner, _: f"<template>{inner}</template>",
    "source document": lambda inner, _: f'<iframe srcdoc="{html.escape(inner)}"></iframe>',
    "address of data": lambda inner, _: f'<iframe src="data:text/html,{quote(inner)}"></iframe>',
    "address in base64": lambda inner, _: (
        f"<embed src='data:text/html;base64,{base64.b64encode(inner.encode()).decode()}'>"
    ),
    "frame": lambda inner, site: f"<iframe src='{site.add('.html', 'text/html', page(inner))}'></iframe>",
    "object": lambda inner, site: f"<object data={site.add('.html', 'text/html', inner)}></object>",
    "inclusion": lambda inner, site: f"<div data-include={site.add('.html', 'text/html', inner)}></div>",
    "fragment": lambda inner, site: f"<turbo-frame src={site.add('', 'text/html', inner)}></turbo-frame>",
    "markup in a script": lambda inner, _: f"<script>q.innerHTML={in_script(inner)}</script>",
    "markup in a value": lambda inner, _: f'<x-y data-content="{html.escape(inner)}"></x-y>',
    "data": lambda inner, _: f"<script type=application/json>{in_script(json.dumps([inner]))}</script>",
    "script file": lambda inner, site: f"<script src={string_in(inner, '.js', site)}></script>",
    "module": lambda inner, site: "<script type=module src={}></script>".format(
        site.add(".js", "text/javascript", f"import a from '{string_in(inner, '.mjs', site)}'")
    ),
    "fetched": lambda inner, site: "<script>fetch('{}')</script>".format(
        site.add(".json", "application/json", json.dumps({"a": {"b": inner}}))
    ),
    "base64 in a script": lambda inner, _: _element(f"atob('{base64.b64encode(inner.encode()).decode()}')"),
    "drawing": lambda inner, site: "<img src={}>".format(
        site.add(".svg", "image/svg+xml", f"<svg><foreignObject>{inner}</foreignObject></svg>")
    ),
}

PICTURED: dict[str, Callable[[bytes, Site], str]] = {
    "img": lambda data, site: f"<img src={_png(data, site)} alt=''>",
    "lazy": lambda data, site: f"<img src=data:, data-any-src={_png(data, site)} alt=''>",
    "candidates": lambda data, site: f"<img srcset='/none.png 1x,{_png(data, site)} 2x' alt=''>",
    "backslashes": lambda data, site: f"<img src='{_png(data, site).replace('/', chr(92))}' alt=''>",
    "line breaks": lambda data, site: f"<img src='{_png(data, site)[:6]}\n{_png(data, site)[6:]}' alt=''>",
    "no ending": lambda data, site: f"<img src={site.add('', 'text/plain', data)} alt=''>",
    "data address": lambda data, _: f"<img src='data:image/png;base64,{_base64(data)}' alt=''>",
    "data in percent": lambda data, _: f"<img src='data:image/png,{quote(data)}' alt=''>",
    "style": lambda data, site: f"<p style='background:url({_png(data, site)})'>x</p>",
    "escaped name": lambda data, site: f"<p style='background:u{chr(92)}72l({_png(data, site)})'>x</p>",
    "image set": lambda data, site: f"<p style='background:image-set(\"{_png(data, site)}\" 1x)'>x</p>",
    "style file": lambda data, site: "<link rel=stylesheet href={}>".format(
        site.add(".css", "text/css", f"a{{background:url({_png(data, site)})}}")
    ),
    "script": lambda data, site: f"<script>i.src='{_png(data, site)}'</script>",
    "numbers": lambda data, _: f"<script>new Uint8Array([{','.join(map(str, data))}])</script>",
    "in a drawing": lambda data, _: (
        f"<svg><image href='data:image/png;base64,{_base64(data)}'></image></svg>"
    ),
    "drawing file": lambda data, site: "<img src={} alt=''>".format(
        site.add(
            ".svg",
            "image/svg+xml",
            f"<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/png;base64,{_base64(data)}'/></svg>",
        )
    ),
    "object": lambda data, site: f"<object data={_png(data, site)}></object>",
    "icon": lambda data, site: f"<link rel=icon href={_png(data, site)}>",
    "video": lambda data, site: f"<video poster={_png(data, site)}></video>",
    "packed": lambda data, site: f"<img src={site.add('.png', 'image/png', gzip.compress(data))} alt=''>",
}
"""Ways in which a page may show a picture."""


def _png(data: bytes, site: Site) -> str:
    known = next((path for path, (_, body) in site.files.items() if body == data), None)
    return known or site.add(".png", "image/png", data)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
