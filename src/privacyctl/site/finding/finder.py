"""Finding targets in a page, a file or a picture: the precise search that `scan` and `verify` share."""

from __future__ import annotations

import hashlib
import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO
from urllib.parse import urljoin

from privacyctl.model.publication import Kind
from privacyctl.model.target import Exhibit, KnownBy, NamedContact, Seen, Sighting, Target
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site.body_kinds import BodyKind
from privacyctl.site.finding import page as pages
from privacyctl.site.finding import word_index
from privacyctl.site.finding.charsets import readings
from privacyctl.site.finding.edited_quotes import edited_quotes
from privacyctl.site.finding.file_names import pictures, stem_of
from privacyctl.site.finding.full_names import FullNames, people_named
from privacyctl.site.finding.items import ExhibitedItem
from privacyctl.site.finding.markup import opened, unescaped
from privacyctl.site.finding.matching import Hit, Search
from privacyctl.site.finding.needles import Needle, needles
from privacyctl.site.finding.page import Page
from privacyctl.site.finding.page_text import Around, PageText
from privacyctl.site.finding.prefilter import Prefilter
from privacyctl.site.finding.shortened_quotes import shortened_quotes
from privacyctl.site.finding.structured import read_scripts
from privacyctl.site.finding.word_index import WordIndex
from privacyctl.site.logos.likeness import Alike, can_be_read, how_alike, likeness
from privacyctl.site.unpacking import Unpacked, unpack

PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".bmp", ".svg", ".svgz"))
_DATA = frozenset((".json", ".yaml", ".yml", ".toml", ".csv", ".tsv", ".js", ".mjs", ".webmanifest"))
# A file with any other ending that holds markup is a template or a program, which shows nothing by itself.
_PAGES = frozenset(("", ".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp"))
_PROGRAMS = frozenset((".js", ".mjs"))
_ESCAPED = frozenset((".json", ".webmanifest")) | _PROGRAMS
_VALUE = re.compile(r"""((?:["'\n;{}\[\]]|: |, |\t)+)""")
_SHORTEST_FRAMED = 60
"""A page with a frame and fewer words than this shows the framed page, which was not read."""
_SHORTEST_PAGE = 15
"""A page with scripts and fewer words than this shows nothing until its scripts have run."""
_LONGEST_WALL = 200
_WALL = re.compile(
    r"captcha|are you (?:a )?(?:human|robot)|not a robot|verify (?:that )?you are (?:a )?human|just a moment"
    r"|checking your browser|access denied|attention required|unusual traffic|enable (?:javascript and )?cookies",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[-_+.~@]+")
_LONGEST_ADDRESS = 500


class Finder:
    """Searches many pages for the same targets. To make a finder takes longer than to search one page."""

    def __init__(self, targets: Sequence[Target], people: Sequence[NamedContact] = ()) -> None:
        self.targets = tuple(targets)
        self._people = FullNames(people) if people else None
        self._needles = needles(targets)
        self._by_form: dict[str, list[int]] = {}
        self._always = [number for number, one in enumerate(self._needles) if one.is_looked_for_anyway]
        for number, one in enumerate(self._needles):
            for form in one.telling_forms():
                self._by_form.setdefault(form, []).append(number)
        self._prefilter = Prefilter(self._needles, self._people)
        self._logos = [one for one in targets if one.logo is not None]

    def may_show(self, data: bytes) -> bool:
        """The fast first pass: False only where `look` would find nothing."""
        return self._prefilter.may_show(data)

    def look(
        self, data: bytes, name: str, content_type: str | None = None, charset: str | None = None
    ) -> Seen:
        """Search one page, file or picture for the targets. `name` is a path or an address. Never raises.

        The parts of a compressed file, an archive or a PDF are searched; those that could not be read are in `unread`.
        """
        is_page = "html" in (content_type or "")
        found = unpack(io.BytesIO(data), name.partition("?")[0], with_pictures=bool(self._logos))
        return self._look(found, name, charset, is_page=is_page)

    def look_at_file(self, file: IO[bytes], path: str) -> Seen:
        """Search one file of a folder, its name included. Raises OSError.

        The precise search runs only after the first pass.
        """
        seen = self._look(unpack(file, path, with_pictures=bool(self._logos)), path, None, is_quick=True)
        named = self._named(path)
        return replace(seen, sightings=(*named, *seen.sightings)) if named else seen

    def _look(
        self,
        found: Iterator[Unpacked | Unread],
        name: str,
        charset: str | None,
        *,
        is_page: bool = False,
        is_quick: bool = False,
    ) -> Seen:
        whole, sightings, unread = Seen(), list[Sighting](), list[Unread]()
        for part in found:
            if isinstance(part, Unread):
                unread.append(part)
                continue
            if part.kind.is_picture and self._logos and not can_be_read(part.data):
                unread.append(Unread(part.name, WhyUnread.PICTURE, is_picture=True))
            seen = self._look_at(part, charset, is_page=is_page, is_quick=is_quick)
            if part.is_member:
                inner = part.name.removeprefix(f"{name}/")
                found_there = seen.sightings if part.data else self._named(inner)
                sightings += [replace(one, snippet=f"{inner}: {one.snippet}") for one in found_there]
                whole = replace(whole, words=whole.words + seen.words)
            else:
                whole = seen
        if sightings or unread:
            whole = replace(
                whole, sightings=(*whole.sightings, *sightings), unread=tuple(dict.fromkeys(unread))
            )
        return whole

    def _look_at(self, part: Unpacked, charset: str | None, *, is_page: bool, is_quick: bool) -> Seen:
        pictured = tuple(self._as_logo(part.data)) if self._logos and part.kind.is_picture else ()
        is_quiet = is_quick and not part.kind.is_picture and not self.may_show(part.data)
        if is_quiet or not part.data or part.kind is BodyKind.PICTURE:
            return Seen(pictured)
        ending = ".html" if part.kind is BodyKind.PDF else PurePosixPath(part.name.lower()).suffix
        is_page = (is_page or ending in _PAGES) and part.kind is not BodyKind.PDF and not part.is_member
        source, *others = readings(part.data, charset)
        seen = self._as_text(source, ending, is_page=is_page)
        for other in others:
            if self.may_show(other.encode()):
                meant = self._as_text(other, ending, is_page=False)
                seen = replace(seen, sightings=tuple(_once([*seen.sightings, *meant.sightings])))
        return replace(seen, sightings=(*pictured, *seen.sightings)) if pictured else seen

    def _named(self, path: str) -> list[Sighting]:
        return self.named(path) if self.may_show(path.encode("utf-8", "replace")) else []

    def _candidates(self, page: Page, *texts: WordIndex) -> list[Needle]:
        """The needles with a telling form in one of the texts: of a thousand, a few."""
        numbers = set(range(len(self._needles))) if page.marks else set(self._always)
        for text in texts:
            for form in self._by_form.keys() & text.index.keys():
                numbers.update(self._by_form[form])
        return [self._needles[number] for number in sorted(numbers)]

    def named(self, path: str) -> list[Sighting]:
        """The sightings in a file's name: a logo's file name, or a person's full name."""
        page = Page()
        page.files.append((path, 0, Around(), 0))
        _read_file_names(page)
        asides = word_index.read(page.asides)
        search = Search(page, (asides,))
        return [_sighting(hit, 1, search) for hit in search.run(self._candidates(page, asides))]

    def _as_logo(self, data: bytes) -> Iterator[Sighting]:
        digest, looks = hashlib.sha256(data).digest(), likeness(data)
        for one in self._logos:
            if one.logo is None:
                continue
            if one.logo.sha256 == digest:
                yield Sighting(one, KnownBy.LOGO, 1, one.logo.name, is_sure=True)
            elif looks is not None and one.logo.likeness is not None:
                alike = how_alike(looks, one.logo.likeness)
                if alike is not None:
                    yield Sighting(one, KnownBy.LOGO, 1, one.logo.name, is_sure=alike is Alike.SURE)

    def _as_text(self, source: str, ending: str, *, is_page: bool) -> Seen:
        if ending in _ESCAPED:
            source = unescaped(source)
        source = opened(source)
        page = pages.read(source)
        if ending in _DATA:
            page.visible = _values(page.visible, is_program=ending in _PROGRAMS)
        read_scripts(page)
        _read_file_names(page)
        visible = word_index.read(page.visible)
        asides = word_index.read(page.asides)
        search = Search(page, (visible, asides))
        candidates = self._candidates(page, visible, asides)
        hits = search.run(candidates)
        hits += edited_quotes(page, self._needles, hits)
        shortened_quotes(search, candidates, hits)
        lines = _Lines(source)
        sightings = [_sighting(hit, lines.of(hit.at), search) for hit in hits]
        if self._people is not None:
            sightings += people_named(self._people, page, (visible, asides), lines.of)
        shown = visible.whole if len(visible.forms) <= _LONGEST_WALL else ""
        return Seen(
            sightings=tuple(_once(sightings)),
            exhibits=tuple(_exhibits(page, hits, lines)) if is_page else (),
            words=len(visible.forms),
            forms=tuple(visible.forms),
            title=page.title,
            is_script_only=page.has_script and len(visible.forms) < _SHORTEST_PAGE,
            goes_on=page.has_frame and len(visible.forms) < _SHORTEST_FRAMED,
            refreshes=tuple(one._replace(url=_joined(page.base, one.url)) for one in page.refreshes),
            is_login=page.has_password,
            is_wall=_WALL.search(shown) is not None,
            images=_from_base(page.images, page.base),
            links=_from_base(page.links, page.base),
        )


def _from_base(addresses: Sequence[str], base: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_joined(base, one) for one in addresses))


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if base else address
    except ValueError:  # malformed: left as it stands
        return address


class _Lines:
    """The line numbers of a source; its lines are counted at the first question."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._breaks: list[int] | None = None

    def of(self, at: int) -> int:
        if self._breaks is None:
            self._breaks = [found.start() for found in re.finditer("\n", self._source)]
        # A text may begin with line breaks; its line is that of the first word.
        while at < len(self._source) and self._source[at].isspace():
            at += 1
        return bisect_right(self._breaks, at - 1) + 1


def _sighting(hit: Hit, line: int, search: Search) -> Sighting:
    # Asked after the search, when all quotes are known: a short quote is found by the name beside it.
    is_beside = search.is_beside_quote(hit)
    is_sure = hit.is_sure or (is_beside and not (hit.around.is_remark or hit.around.is_value))
    return Sighting(hit.needle.target, hit.by, line, hit.snippet, is_sure, is_beside, hit.is_alone)


def _once(found: Iterable[Sighting]) -> Iterator[Sighting]:
    """One sighting for each target, line and `KnownBy`; a sure one takes the place of a doubtful one."""
    best: dict[tuple[int, KnownBy, int], Sighting] = {}
    for one in found:
        key = (one.target.number, one.by, one.line)
        known = best.get(key)
        if known is None or _weight(one) > _weight(known):
            best[key] = one
    yield from best.values()


def _weight(one: Sighting) -> tuple[bool, bool, bool, bool]:
    return one.is_sure, one.is_beside_quote, one.is_alone, one.is_beside_words


def _exhibits(page: Page, hits: Sequence[Hit], lines: _Lines) -> Iterator[Exhibit]:
    theirs: dict[int | None, list[Hit]] = {}
    for hit in hits:
        theirs.setdefault(hit.around.exhibit, []).append(hit)
    for number, item in enumerate(page.items):
        if item.is_real:
            fitting = [hit for hit in theirs.get(number, ()) if _fits(item, hit) and _explains(hit)]
            named = [hit for hit in fitting if hit.by is KnownBy.NAME and hit.is_sure]
            yield Exhibit(
                item.kind,
                lines.of(item.at),
                item.text[:100],
                _targets(fitting),
                item.is_plain,
                _targets(named),
            )


def _targets(hits: Sequence[Hit]) -> tuple[Target, ...]:
    """What these are about, each once."""
    return tuple({hit.needle.target.number: hit.needle.target for hit in hits}.values())


def _explains(hit: Hit) -> bool:
    """Whether it tells whose words these are: two people may begin alike."""
    return hit.is_sure or not hit.is_part


def _fits(item: ExhibitedItem, hit: Hit) -> bool:
    return (item.kind is Kind.TESTIMONIAL) == (
        hit.needle.target.kind is Kind.TESTIMONIAL
    ) or hit.needle.target.kind is None


def _values(text: PageText, *, is_program: bool) -> PageText:
    """The text of a data file, split into its values."""
    apart = PageText()
    for piece, at, around, anchor in zip(text.pieces, text.places, text.around, text.anchors, strict=True):
        inside, passed = replace(around, is_value=not is_program, is_program=is_program), 0
        for value in _VALUE.split(piece):
            if value:
                apart.add(value, at + passed, inside, anchor + passed)
            passed += len(value)
    return apart


def _read_file_names(page: Page) -> None:
    """Add the words of file names to the asides, since they may name a person: /img/ann-lee.jpg."""
    for text, at, around, anchor in page.files:
        of_pictures = dict.fromkeys(map(stem_of, pictures(text)))
        is_shown = around.shows is not None and around.is_sure  # "box.svg" may be any box
        shown = replace(around, is_sure=is_shown, is_picture=bool(of_pictures), is_file=True)
        for stem in of_pictures or ([stem_of(text.partition("?")[0])] if _is_file(text) else []):
            words = _JOINED.sub(" ", stem)
            page.asides.add(f"{words.title() if words.islower() else words}\n", at, shown, anchor)


def _is_file(text: str) -> bool:
    return "." in text and len(text) <= _LONGEST_ADDRESS
