"""A page's front matter: the YAML between `---` or the TOML between `+++` above its text."""

from __future__ import annotations

import re
from typing import NamedTuple

from privacyctl.site.data.lines import BREAK

_OPENING = re.compile(rf"(---|\+\+\+)[ \t]*+(?={BREAK})")
_TOML_FENCE = "###"
_CLOSING = {
    "---": re.compile(rf"{BREAK}((?:---|\.\.\.)[ \t]*+)(?=[\r\n]|\Z)"),
    "+++": re.compile(rf"{BREAK}(\+\+\+[ \t]*+)(?=[\r\n]|\Z)"),
}


class FrontMatter(NamedTuple):
    """A page, split so that each character of its front matter keeps its place."""

    fence: str
    matter: str
    """The text up to the closing fence. The opening fence is part of it: in YAML it begins a
    document, and for TOML it is made a comment."""
    rest: str
    """From the closing fence on."""
    body: str

    @property
    def is_toml(self) -> bool:
        return self.fence == "+++"

    def whole(self, matter: str) -> str:
        """The page with another front matter."""
        return self.fence + matter[len(self.fence) :] + self.rest


def split(text: str) -> FrontMatter | None:
    """Split a page; None where it has no front matter."""
    opening = _OPENING.match(text)
    closing = _CLOSING[opening[1]].search(text, opening.end()) if opening else None
    if not opening or not closing:
        return None
    fence, end = opening[1], closing.start(1)
    begin = _TOML_FENCE if fence == "+++" else fence
    return FrontMatter(fence, begin + text[len(fence) : end], text[end:], text[closing.end() :])


def matter_start(text: str) -> int:
    """Where the TOML of a page begins: behind the fence that was made a comment, or 0 without such a line."""
    fence = re.match(rf"{_TOML_FENCE}[ \t]*+{BREAK}", text)
    return fence.end() if fence else 0
