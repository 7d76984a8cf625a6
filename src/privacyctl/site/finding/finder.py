"""Finding targets in a page, a file or a picture: the precise search that `scan` and `verify` share."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import IO

from privacyctl.model.page_part import PartKind
from privacyctl.model.target import KnownBy, NamedContact, Seen, Sighting, Target
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site.body_kinds import BodyKind, kind_of
from privacyctl.site.finding.charsets import readings
from privacyctl.site.finding.ciphers import exchanged, is_enciphered, patterns
from privacyctl.site.finding.full_names import FullNames
from privacyctl.site.finding.inline_drawings import inline_drawings
from privacyctl.site.finding.inside import Inside
from privacyctl.site.finding.needles import needles
from privacyctl.site.finding.opened_texts import OpenedText, OpenedTexts
from privacyctl.site.finding.prefilter import Prefilter
from privacyctl.site.finding.searching import DATA, TextSearch, once
from privacyctl.site.logos.likeness import Alike, Likenesses, how_alike, is_of_drawing, likenesses
from privacyctl.site.logos.pictures import UnreadablePicture
from privacyctl.site.unpacking import Unpacked, unpack

PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".bmp", ".svg", ".svgz"))
# A file with any other ending that holds markup is a template or a program, which shows nothing by itself.
_PAGES = frozenset(("", ".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp"))
_TYPES = {"text/css": ".css", "application/json": ".json", "text/html": ".html"}
_MOST_REMEMBERED = 20_000


class _Asked(Enum):
    """What is asked of a text in which nothing that is sought may stand."""

    NOTHING = auto()
    """As of a file of a folder."""
    LOADS = auto()
    """What it loads, as of a part of a page."""
    ALL = auto()
    """Its words as well, by which a page is known again."""


class Finder:
    """Searches many pages for the same targets. To make a finder takes longer than to search one page."""

    def __init__(self, targets: Sequence[Target], people: Sequence[NamedContact] = ()) -> None:
        self.targets = tuple(targets)
        found = FullNames(people) if people else None
        self._needles = needles(targets)
        self._patterns = patterns(self._needles)
        self._prefilter = Prefilter(self._needles, found)
        self._search = TextSearch(self._needles, self._prefilter, found)
        self._opened = OpenedTexts(self._prefilter)
        self._logos = [one for one in targets if one.logo is not None]
        self._is_drawing_sought = any(one.logo and is_of_drawing(one.logo.likeness) for one in self._logos)
        self._compared: dict[bytes, tuple[tuple[Sighting, ...], bool]] = {}
        """What is seen in a picture, by its hash: the same icons stand on every page of a site."""

    @property
    def seeks_logo(self) -> bool:
        """Whether a logo is among the targets: pictures of pixels are compared for these alone."""
        return bool(self._logos)

    def may_show(self, data: bytes) -> bool:
        """The fast first pass: False only where `look` would find nothing."""
        return self._prefilter.may_show(data)

    def look(
        self,
        data: bytes,
        name: str,
        content_type: str | None = None,
        charset: str | None = None,
        taken_for: PartKind | None = None,
    ) -> Seen:
        """Search one page, file or picture for the targets. `name` is a path or an address. Never raises.

        The parts of a compressed file, an archive or a PDF are searched; those that could not be read are in `unread`.
        `taken_for` is what the page that names it takes it for.
        """
        name = name.partition("?")[0]
        is_page = "html" in (content_type or "")
        form = _form(name, content_type, taken_for)
        found = unpack(io.BytesIO(data), name, with_pictures=self.seeks_logo)
        asked = _Asked.ALL if taken_for is None else _Asked.LOADS
        return self._look(found, name, charset, asked, form=form, is_page=is_page)

    def look_at_file(self, file: IO[bytes], path: str) -> Seen:
        """Search one file of a folder, its name included. Raises OSError.

        The precise search runs only after the first pass.
        """
        found = unpack(file, path, with_pictures=self.seeks_logo)
        seen = self._look(found, path, None, _Asked.NOTHING)
        named = self._named(path)
        return replace(seen, sightings=(*named, *seen.sightings)) if named else seen

    def _look(
        self,
        found: Iterator[Unpacked | Unread],
        name: str,
        charset: str | None,
        asked: _Asked,
        *,
        form: str | None = None,
        is_page: bool = False,
    ) -> Seen:
        whole, sightings, unread = Seen(), list[Sighting](), list[Unread]()
        for part in found:
            if isinstance(part, Unread):
                unread.append(part)
                continue
            seen = self._look_at(part, charset, form, asked, is_page=is_page)
            unread += seen.unread
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

    def _look_at(
        self, part: Unpacked, charset: str | None, form: str | None, asked: _Asked, *, is_page: bool
    ) -> Seen:
        pictured: tuple[Sighting, ...] = ()
        unread: tuple[Unread, ...] = ()
        if part.kind.is_picture:
            pictured, is_read = self._as_logo(part.data)
            unread = () if is_read else (Unread(part.name, WhyUnread.PICTURE, is_picture=True),)
        if not part.data or part.kind is BodyKind.PICTURE:
            return Seen(pictured, unread=unread)
        suffix = PurePosixPath(part.name.lower()).suffix
        ending = ".html" if part.kind is BodyKind.PDF else form or suffix
        is_page = (is_page or suffix in _PAGES) and part.kind is not BodyKind.PDF and not part.is_member
        source, *others = readings(part.data, charset)
        seen = self._in_source(source, ending, asked, is_page=is_page)
        for other in others:
            meant = self._in_source(other, ending, _Asked.NOTHING, is_page=False)
            seen = replace(seen, sightings=tuple(once([*seen.sightings, *meant.sightings])))
        if pictured or unread:
            seen = replace(seen, sightings=(*pictured, *seen.sightings), unread=(*unread, *seen.unread))
        return seen

    def _in_source(self, source: str, ending: str, asked: _Asked, *, is_page: bool) -> Seen:
        """Search a text and all that stands in it: texts with their escapes taken out, pictures, documents."""
        opened = self._opened.of(source)
        inside, texts, standing = opened.inside, opened.texts, opened.standing
        seen = Seen()
        if any(standing) or asked is _Asked.ALL:
            seen = self._searched(opened, 0, ending, is_page=is_page)
        elif asked is _Asked.LOADS:
            seen = self._loads(opened, 0, ending)
        sightings, loads, unread = list(seen.sightings), list(seen.loads), [*seen.unread, *inside.unread]
        for number, (text, may_stand) in list(enumerate(zip(texts, standing, strict=True)))[1:]:
            form = ".html" if text.is_body else ending
            if may_stand:
                inner = self._searched(opened, number, form, is_page=False)
            elif text.is_body and asked is not _Asked.NOTHING:
                inner = self._loads(opened, number, form)
            else:
                continue
            sightings += inner.sightings
            loads += inner.loads if text.is_body else ()
            unread += inner.unread
        deciphered = opened.read(("deciphered",), lambda: self._deciphered(texts[0].text))
        sightings += deciphered.sightings
        unread += deciphered.unread
        for document in inside.documents:
            inner = self.look(document, "a PDF in it")
            sightings += inner.sightings
            unread += inner.unread
        if self._logos:
            sightings += self._pictured([text.text for text in texts], inside, unread)
        return replace(
            seen,
            sightings=tuple(once(sightings)),
            loads=tuple(dict.fromkeys(loads)),
            unread=tuple(dict.fromkeys(unread)),
        )

    def _searched(self, opened: OpenedText, number: int, form: str, *, is_page: bool) -> Seen:
        text = opened.texts[number]
        is_whole = text.is_body or number == 0
        return opened.read(
            (number, form, is_page),
            lambda: self._search.look(text.text, form, is_page=is_page, is_whole=is_whole),
        )

    def _loads(self, opened: OpenedText, number: int, form: str) -> Seen:
        return opened.read(
            (number, form, "loads"), lambda: self._search.loads(opened.texts[number].text, form)
        )

    def _deciphered(self, source: str) -> Seen:
        """The quotes that a script shows with other letters; a text that it deciphers is named."""
        unread = (Unread("what is enciphered in it", WhyUnread.ENCIPHERED),) if is_enciphered(source) else ()
        return Seen(tuple(self._exchanged(source)), unread=unread)

    def _exchanged(self, source: str) -> Iterator[Sighting]:
        for needle, at in exchanged(source, self._patterns):
            line = source.count("\n", 0, at) + 1
            how = "with other letters"
            yield Sighting(needle.target, KnownBy.QUOTE, line, how, is_sure=False, part=PartKind.SCRIPT)

    def _pictured(self, texts: Sequence[str], inside: Inside, unread: list[Unread]) -> Iterator[Sighting]:
        """The logos in the pictures and drawings that stand in texts."""
        for body in inside.pictures:
            part = PartKind.DRAWING if kind_of(body.data) is BodyKind.DRAWING else PartKind.PICTURE
            found, is_read = self._as_logo(body.data)
            if not is_read and (
                body.is_stated or part is PartKind.PICTURE
            ):  # of one that a script puts together the beginning is read
                unread.append(Unread("a picture in a data: address", WhyUnread.PICTURE, is_picture=True))
            yield from (replace(one, part=part) for one in found)
        for text in texts if self._is_drawing_sought else ():
            for drawing in inline_drawings(text):
                if isinstance(drawing, Unread):
                    unread.append(drawing)
                    continue
                for one in self._as_logo(drawing.data)[0]:
                    yield replace(one, part=PartKind.DRAWING, is_sure=one.is_sure and drawing.is_shown)

    def _named(self, path: str) -> list[Sighting]:
        return self.named(path) if self.may_show(path.encode("utf-8", "replace")) else []

    def named(self, path: str) -> list[Sighting]:
        """The sightings in a file's name: a logo's file name, or a person's full name."""
        return self._search.in_name(path)

    def _as_logo(self, data: bytes) -> tuple[tuple[Sighting, ...], bool]:
        """The logos that a picture or a drawing shows, and whether all of it could be compared."""
        digest = hashlib.sha256(data).digest()
        if self._logos and digest not in self._compared:
            if len(self._compared) >= _MOST_REMEMBERED:
                self._compared.clear()
            try:
                looks, is_read = likenesses(data), True
            except UnreadablePicture:
                looks, is_read = Likenesses([], []), False
            self._compared[digest] = tuple(self._alike(digest, looks)), is_read
        return self._compared.get(digest, ((), True))

    def _alike(self, digest: bytes, looks: Likenesses) -> Iterator[Sighting]:
        for one in self._logos:
            if one.logo is None:
                continue
            sought = one.logo.likeness
            alike = {how_alike(look, sought) for look in looks.whole} if sought else set()
            part = {how_alike(look, sought) for look in looks.parts} if sought else set()
            is_sure = one.logo.sha256 == digest or Alike.SURE in alike | part
            if is_sure or Alike.PERHAPS in alike:
                yield Sighting(one, KnownBy.LOGO, 1, one.logo.name, is_sure, part=PartKind.PICTURE)


def _form(name: str, content_type: str | None, taken_for: PartKind | None) -> str | None:
    """The ending of files that are written as this one; None where its own says it."""
    ending = PurePosixPath(name.lower()).suffix
    if taken_for is PartKind.SCRIPT:
        return ".js"
    if taken_for is PartKind.STYLE:
        return ".css"
    if ending in DATA or ending == ".css":
        return ending
    if "javascript" in (content_type or ""):
        return ".js"
    return ".json" if (content_type or "").endswith("+json") else _TYPES.get(content_type or "")
