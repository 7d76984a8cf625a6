"""Searching one text for the needles: read as markup, as a script, as a style sheet or as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from privacyctl.model.page_part import PartKind, Subresource
from privacyctl.model.publication import Kind
from privacyctl.model.target import Exhibit, KnownBy, Seen, Sighting, Target
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site.finding import page as pages
from privacyctl.site.finding import word_index
from privacyctl.site.finding.edited_quotes import edited_quotes
from privacyctl.site.finding.file_names import pictures, stem_of
from privacyctl.site.finding.full_names import FullNames, people_named
from privacyctl.site.finding.items import ExhibitedItem
from privacyctl.site.finding.markup import opened, unescaped
from privacyctl.site.finding.matching import Hit, Search
from privacyctl.site.finding.needles import Needle
from privacyctl.site.finding.page import Page
from privacyctl.site.finding.page_text import Around, PageText, SourceLines, changed
from privacyctl.site.finding.prefilter import Prefilter
from privacyctl.site.finding.regrouping import by_lines, drawn_together, elements, lines_joined, values
from privacyctl.site.finding.run_together import run_together, turned_names
from privacyctl.site.finding.shortened_quotes import shortened_quotes
from privacyctl.site.finding.structured import read_scripts
from privacyctl.site.finding.word_index import WordIndex

DATA = frozenset((".json", ".yaml", ".yml", ".toml", ".csv", ".tsv", ".js", ".mjs", ".cjs", ".webmanifest"))
PROGRAMS = frozenset((".js", ".mjs", ".cjs"))
_ESCAPED = frozenset((".json", ".webmanifest")) | PROGRAMS
_STYLE = ".css"
_LINES = frozenset((".txt", ".text", ".vtt", ".srt", ".md", ".markdown"))
"""Endings of texts in which a line is what an element is in markup."""
_SHORTEST_FRAMED = 60
"""A page with a frame and fewer words than this shows what is framed."""
_SHORTEST_PAGE = 15
"""A page with scripts and fewer words than this shows nothing until its scripts have run."""
_LONGEST_WALL = 200
_WALL = re.compile(
    r"captcha|are you (?:a )?(?:human|robot)|not a robot|verify (?:that )?you are (?:a )?human|just a moment"
    r"|checking your browser|access denied|attention required|unusual traffic|enable (?:javascript and )?cookies",
    re.IGNORECASE,
)
_LOADING = re.compile(r"<(?:(?:svg|script|style)\b|[a-zA-Z][\w:-]{0,60}\s[^<>=]{0,500}+=)", re.IGNORECASE)
"""Markup that draws, runs or styles, or has an attribute: it may load something."""
_SAID = re.compile(r"""["'`]([^"'`\n]{0,2000}?[^\W\d_]{2}\s[^"'`\n]{0,2000})["'`]""")
"""A string of a script with several words in it, or what stands between two strings."""
_JOINED = re.compile(r"[-_+.~@]+")
_LONGEST_ADDRESS = 500


class TextSearch:
    """Searches texts for the same needles."""

    def __init__(
        self, needles: Sequence[Needle], prefilter: Prefilter, people: FullNames | None = None
    ) -> None:
        self._needles = needles
        self._people = people
        self._prefilter = prefilter
        self._turned = list(turned_names(needles))
        self._by_form: dict[str, list[int]] = {}
        self._always = [number for number, one in enumerate(needles) if one.is_looked_for_anyway]
        for number, one in enumerate(needles):
            for form in one.telling_forms():
                self._by_form.setdefault(form, []).append(number)

    def look(self, source: str, ending: str, *, is_page: bool, is_whole: bool = True) -> Seen:
        """Search a text that is written as files with this ending are. Exhibits are told of a page alone.

        A text that is not whole had its escapes taken out, and its markup may be broken by that.
        """
        source, page = self._read(source, ending)
        beside: list[PageText] = []
        if ending in DATA:
            beside.append(elements(page.visible))
            page.visible = values(page.visible, is_program=ending in PROGRAMS)
        elif ending in _LINES:
            page.visible = by_lines(page.visible)
        read_scripts(page)
        _read_file_names(page)
        visible = word_index.read(page.visible)
        beside.append(lines_joined(page.visible))
        beside += map(drawn_together, (page.visible, page.asides, page.within, *beside))
        texts = [
            visible,
            *(word_index.read(one) for one in (page.asides, page.within, *beside) if one.pieces),
        ]
        search = Search(page, texts)
        candidates = self._candidates(page, *texts)
        hits = search.run(candidates)
        hits += edited_quotes(page, self._needles, hits)
        shortened_quotes(search, candidates, hits)
        # Words in markup or a style sheet that is malformed are a quote all the same.
        raw = [word_index.read(_plain_text(source))] if ending == _STYLE or not is_whole else []
        hits += self._run_together(source, search, hits, [*texts, *raw])
        lines = SourceLines(source)
        sightings = [_sighting(hit, lines.of(hit.at), search) for hit in hits]
        if self._people is not None:
            sightings += people_named(self._people, page, texts, lines.of)
        words = len(visible.forms) - _spare(visible)
        shown = visible.whole if words <= _LONGEST_WALL else ""
        seen = _loads(page, source, ending, lines)
        return replace(
            seen,
            sightings=tuple(once(sightings)),
            exhibits=tuple(_exhibits(page, hits, lines)) if is_page else (),
            words=words,
            forms=tuple(visible.forms),
            title=page.title,
            is_script_only=page.has_script and words < _SHORTEST_PAGE,
            goes_on=words < _SHORTEST_FRAMED and any(one.kind is PartKind.FRAME for one in seen.loads),
            is_login=page.has_password,
            is_wall=_WALL.search(shown) is not None,
            links=_from_base(page.links, page.base),
        )

    def loads(self, source: str, ending: str) -> Seen:
        """What a text loads, without a search of it."""
        source, page = self._read(source, ending)
        return _loads(page, source, ending, SourceLines(source))

    def _read(self, source: str, ending: str) -> tuple[str, Page]:
        """The source, as it is read, and the page of it."""
        source = opened(unescaped(source) if ending in _ESCAPED else source)
        if ending == _STYLE:
            return source, pages.read_style(source)
        page = pages.read(source, self._wants)
        if ending in DATA:
            pages.read_addresses(page, source, is_data=ending not in PROGRAMS)
        return source, page

    def in_name(self, path: str) -> list[Sighting]:
        """The sightings in a file's name: a logo's file name, or a person's full name."""
        page = Page()
        page.files.append((path, 0, Around(), 0))
        _read_file_names(page)
        asides = word_index.read(page.asides)
        search = Search(page, (asides,))
        found = [_sighting(hit, 1, search) for hit in search.run(self._candidates(page, asides))]
        return [replace(one, is_alone=True) if one.by is KnownBy.NAME else one for one in found]

    def _wants(self, text: str) -> bool:
        """Whether a text within a page is to be read as markup."""
        return self._prefilter.may_stand(text) or _LOADING.search(text) is not None

    def _candidates(self, page: Page, *texts: WordIndex) -> list[Needle]:
        """The needles with a telling form in one of the texts: of a thousand, a few."""
        numbers = set(range(len(self._needles))) if page.marks else set(self._always)
        for text in texts:
            for form in self._by_form.keys() & text.index.keys():
                numbers.update(self._by_form[form])
        return [self._needles[number] for number in sorted(numbers)]

    def _run_together(
        self, source: str, search: Search, hits: Sequence[Hit], texts: Sequence[WordIndex]
    ) -> list[Hit]:
        """The quotes that are found by their letters alone, and the names that are turned."""
        known = {(hit.needle.target.number, hit.by) for hit in hits if hit.is_sure}
        standing = [self._needles[number] for number in sorted(self._prefilter.standing(source))]
        found = []
        for words in texts:
            found += [(one, KnownBy.QUOTE, words, at, at) for one, at in run_together(standing, words)]
            for name in self._turned:
                length = len(name.forms) - 1
                found += [(name.needle, name.by, words, at, at + length) for at in words.runs(name.forms)]
        return [
            search.hit(needle, by, words, first, last, is_sure=by is KnownBy.QUOTE)
            for needle, by, words, first, last in found
            if (needle.target.number, by) not in known
        ]


def _loads(page: Page, source: str, ending: str, lines: SourceLines) -> Seen:
    """What a page loads, and what is known of its scripts."""
    loads = [
        Subresource(joined(page.base, one.address), one.kind, lines.of(at), one.is_stated, one.is_link)
        for one, at in page.loads
    ]
    told = [source] if ending in PROGRAMS else [text for text, _ in page.scripts]
    return Seen(
        said=tuple(said for text in told for said in _SAID.findall(text)),
        refreshes=tuple(one._replace(url=joined(page.base, one.url)) for one in page.refreshes),
        loads=tuple(dict.fromkeys(loads)),
        folders=tuple(sorted(page.folders)),
        computes=page.computes,
        unread=(Unread("markup within markup", WhyUnread.TOO_MANY),) if page.is_deeper else (),
    )


def _plain_text(source: str) -> PageText:
    text = PageText()
    text.add(source, 0, Around(is_program=True, part=PartKind.STYLE))
    return text


def _spare(visible: WordIndex) -> int:
    """How many words of the visible text are shown without scripts only, or by a script."""
    text = visible.text
    return sum(
        len(visible.forms_in(*text.bounds(number))) for number, one in enumerate(text.around) if one.is_spare
    )


def _from_base(addresses: Sequence[str], base: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(joined(base, one) for one in addresses))


def joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if base else address
    except ValueError:  # malformed: left as it stands
        return address


def _sighting(hit: Hit, line: int, search: Search) -> Sighting:
    # Asked after the search, when all quotes are known: a short quote is found by the name beside it.
    is_beside = search.is_beside_quote(hit)
    is_sure = hit.is_sure or (is_beside and not (hit.around.is_remark or hit.around.is_value))
    return Sighting(
        hit.needle.target, hit.by, line, hit.snippet, is_sure, is_beside, hit.is_alone,
        part=hit.around.part,
    )  # fmt: skip


def once(found: Iterable[Sighting]) -> Iterator[Sighting]:
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


def _exhibits(page: Page, hits: Sequence[Hit], lines: SourceLines) -> Iterator[Exhibit]:
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


def _read_file_names(page: Page) -> None:
    """Add the words of file names to the asides, since they may name a person: /img/ann-lee.jpg."""
    for text, at, around, anchor in page.files:
        of_pictures = dict.fromkeys(map(stem_of, pictures(text)))
        is_shown = around.shows is not None and around.is_sure  # "box.svg" may be any box
        shown = changed(around, is_sure=is_shown, is_picture=bool(of_pictures), is_file=True)
        for stem in of_pictures or ([stem_of(text.partition("?")[0])] if _is_file(text) else []):
            words = _JOINED.sub(" ", stem)
            page.asides.add(f"{words.title() if words.islower() else words}\n", at, shown, anchor)


def _is_file(text: str) -> bool:
    return "." in text and len(text) <= _LONGEST_ADDRESS
