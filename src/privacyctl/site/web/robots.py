"""robots.txt (RFC 9309): the paths that a site asks robots not to fetch, and its sitemaps.

Not `urllib.robotparser`: it does not support `*` in a path, applies the first rule and not
the longest, and raises for a crawl delay of "²".
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from urllib3.util import Url

LARGEST = 500_000
"""In bytes: RFC 9309 section 2.5 has every robot read at least that much."""
_US = "privacyctl"
_EVERYBODY = "*"
_MOST_RULES = 1_000
_MOST_SITEMAPS = 50
_PRINTABLE = "".join(map(chr, range(33, 127)))


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us in one robots.txt, and its sitemaps."""

    rules: tuple[tuple[str, bool], ...] = ()
    """(path, is allowed). In the path `*` stands for any characters, and `$` for the end."""
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: Url) -> bool:
        """Whether we may fetch the address: the longest rule decides; of two as long, the one that allows."""
        path = url.request_uri
        fitting = [(len(rule), is_allowed) for rule, is_allowed in self.rules if _fits(rule, path)]
        return max(fitting, default=(0, True))[1]


def read(data: bytes) -> Robots:
    """Parse a robots.txt: the groups for us, or else those for every robot. Never raises."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    sitemaps: list[str] = []
    named: set[str] = set()
    has_rules = False
    for line in data.decode("utf-8-sig", "replace").splitlines():
        key, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        match key.lower():
            case "user-agent":
                named = (set() if has_rules else named) | ({value.lower()} & {_US, _EVERYBODY})
                has_rules = False
                groups |= {name: groups.get(name, []) for name in named}
            case "allow" | "disallow":
                has_rules = True
                for name in named if value else ():
                    groups[name].append((quote(value, safe=_PRINTABLE), key.lower() == "allow"))
            case "sitemap":
                sitemaps.append(value)
    ours = groups.get(_US, groups.get(_EVERYBODY, []))
    return Robots(tuple(ours[:_MOST_RULES]), tuple(sitemaps[:_MOST_SITEMAPS]))


def _fits(rule: str, path: str) -> bool:
    first, *rest = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in rest:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not rule.endswith("$"):
        return True
    # The last piece was found at its first place, and may stand at the end as well.
    return at == len(path) or (bool(rest) and path.endswith(rest[-1]))
