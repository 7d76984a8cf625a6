"""What any page that people are handed must hold, read as a browser reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

VOID = {"meta", "br", "link", "img", "input", "hr", "wbr", "source", "base", "col", "embed", "area", "track"}
LOADS = {
    "src",
    "srcset",
    "href",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "manifest",
    "ping",
    "cite",
}
RUNS = {
    "script",
    "iframe",
    "object",
    "embed",
    "applet",
    "form",
    "base",
    "link",
    "frame",
    "portal",
    "template",
    "svg",
}


@dataclass
class Page(HTMLParser):
    """The parts of a page that the tests ask about."""

    text: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    css: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)
        self.close()
        assert self.open == [], self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            self.css += data
            return
        self.words.append(data)
        if self.headings and any(re.fullmatch("h[1-6]", tag) for tag in self.open):
            level, so_far = self.headings[-1]
            self.headings[-1] = (level, so_far + data)

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def outside(self) -> list[str]:
        """Whatever a browser would fetch or run, besides the page itself."""
        found = [tag for tag, _ in self.tags if tag in RUNS]
        for tag, attributes in self.tags:
            found += [
                f"{tag} {key}={value}"
                for key, value in attributes.items()
                if key in LOADS and value[:1] != "#"
            ]
            found += [f"{tag} {key}" for key in attributes if key.startswith("on") or key == "style"]
        return found + re.findall(r"url\s*\(|@import|@font-face|image-set|expression|behavior", self.css)

    def colours(self, scheme: str) -> dict[str, str]:
        """The custom properties of a colour scheme."""
        light, rest = re.search(r":root \{(.*?)\}(.*)", self.css, re.DOTALL).groups()  # type: ignore[union-attr]
        found = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", light))
        if scheme != "light":
            query = {"dark": r"\(prefers-color-scheme: dark\)", "print": "print"}[scheme]
            block = re.search(rf"@media {query} \{{\s*:root \{{(.*?)\}}", rest, re.DOTALL)
            assert block is not None
            found |= dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block[1]))
        return found


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3: the ratio of the relative luminances of two colours."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def browse(page: Path, proxy: str) -> str:
    """What chromium makes of a page; whatever it would fetch goes to `proxy`."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("there is no chromium on this machine")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
         "--disable-features=NetworkTimeServiceQuerying,OptimizationHints,MediaRouter", "--disable-domain-reliability",
         f"--user-data-dir={page.parent / 'profile'}", f"--proxy-server={proxy}", "--proxy-bypass-list=<-loopback>",
         "--virtual-time-budget=2000", "--dump-dom", page.as_uri()],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
