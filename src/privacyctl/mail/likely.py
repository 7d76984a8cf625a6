"""Whether a mail looks like a request, and of which kind: by rules for the kind, and by nearness for whether at all.

Neither is good enough alone. Rules name the right kind where they fire, and fire as far as their stems go; nearness
to sentences that people write sees nearly all, names no kind, and takes talk of a product for a request. So a letter
is likely by either, and every letter is shown. The words are data: one file a language in `phrases/`.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.guess import Clue, ClueKind, Guess

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja")
NOT_ASKED = ("question", "none")
"""Of the sentences those that ask for no right: support, and what only looks like a request."""
_LONGEST = 4_000
"""In characters: what a letter asks for stands at its beginning."""
_MOST_SENTENCES = 60
_MOST_COMPARED = 20
_LONGEST_WORDS = 80
_NEAR = 0.15
"""From which cosine on a sentence is near."""

# Which stems together make which kind; the first that fits. So "delete the testimonial" is told from "delete my data".
_SLOTS = (
    ("optout", "news", "stop"),
    ("erase", "forget", None),
    ("access", "right", None),
    ("object", "object", None),
    ("access", "know", "data"),
    ("correct", "wrong", None),
    ("takedown", "shown", "gone"),
    ("erase", "data", "gone"),
)
_ARTICLES = {
    "7": "object", "15": "access", "16": "correct", "17": "erase", "18": "restrict", "20": "access", "21": "object",
}  # fmt: skip
_CITED = re.compile(
    r"(?:\b(?:art|arts|article|articles|artikel|artikels|artikeln|artículo|artículos|articolo|articoli|artigo|artigos"
    r"|artykuł|artykułu|arts?)\b\.?\s{0,3}|第)(\d{1,2})(?!\d)"
)
_LAW = re.compile(
    r"\b(?:uk )?gdpr\b|\bds-?gvo\b|\brgpd\b|\bavg\b|\brodo\b|\blgpd\b|\bccpa\b|\bcpra\b"
    r"|個人情報保護法|個人情報の保護に関する法律"
)
_BREAK = re.compile(r"(?<=[.!?;…])\s+|[。！？\n]+")
_EDGES = re.compile(r"^\W+|\W+$")
_OF_EAST_ASIA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


class Phrase(NamedTuple):
    """One sentence of the data."""

    language: str
    number: int
    kind: str
    words: str


def guess(text: str, subject: str = "") -> Guess:
    """What the words of a mail look like; `text` is the sender's own, without what they quote."""
    whole = folded(f"{subject}\n{text}"[:_LONGEST])
    sentences = [s for piece in _BREAK.split(whole) if (s := _EDGES.sub("", piece))][:_MOST_SENTENCES]
    clues = list(_cites(whole))
    for sentence in sentences:
        found = next(_by_rule(sentence), None)
        if found is not None:
            clues.append(found)
    if not clues:
        near = [one for sentence in sentences[:_MOST_COMPARED] if (one := _near(sentence))]
        clues += sorted(near, key=lambda one: -one.tenths)[:1]
    return Guess(tuple(clues))


def folded(text: str) -> str:
    """The form in which texts are compared. Not NFKD: that parts the marks of Japanese from their letters."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _cites(text: str) -> Iterator[Clue]:
    """Articles of the law, where the law is named with them; the law alone names no kind."""
    law = _LAW.search(text)
    if law is None:
        return
    cited = [one for one in _CITED.finditer(text) if one[1] in _ARTICLES]
    for one in cited:
        yield Clue(ClueKind.CITE, _ARTICLES[one[1]], f"{one[0]} {law[0]}")
    if not cited:
        yield Clue(ClueKind.CITE, None, law[0])


def _by_rule(sentence: str) -> Iterator[Clue]:
    known = _sentences().get(sentence)
    if known is not None:
        if known.kind not in NOT_ASKED:
            yield Clue(ClueKind.SENTENCE, known.kind, sentence[:_LONGEST_WORDS], known.language, known.number)
        return
    for language in LANGUAGES:
        stems = _stems()[language]
        for kind, first, second in _SLOTS:
            found = stems[first].search(sentence)
            other = stems[second].search(sentence) if second and found else None
            if found and (other or second is None):
                words = " … ".join(dict.fromkeys(one[0] for one in (found, other) if one))
                yield Clue(ClueKind.STEMS, kind, words[:_LONGEST_WORDS], language)
                break


def _near(sentence: str) -> Clue | None:
    """The nearest of the sentences that ask for something, where it is near enough."""
    weights = _weighed(sentence)
    scores: defaultdict[int, float] = defaultdict(float)
    for gram, weight in weights.items():
        for place, other in _index().get(gram, ()):
            scores[place] += weight * other
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None or scores[best] < _NEAR:
        return None
    phrase = _asking()[best]
    words = sentence[:_LONGEST_WORDS]
    return Clue(ClueKind.NEAR, None, words, phrase.language, phrase.number, min(int(scores[best] * 10), 10))


def _grams(sentence: str) -> Counter[str]:
    low, high = (1, 3) if _OF_EAST_ASIA.search(sentence) else (3, 5)
    padded = f" {' '.join(sentence.split())} "[:400]
    return Counter(padded[i : i + n] for n in range(low, high + 1) for i in range(len(padded) - n + 1))


def _weighed(sentence: str) -> dict[str, float]:
    """The runs of letters of a sentence by how much they say, of length one together."""
    rare = _rareness()
    most = math.log(len(_asking()) + 1)
    raw = {gram: (1 + math.log(count)) * rare.get(gram, most) for gram, count in _grams(sentence).items()}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {gram: weight / length for gram, weight in raw.items()}


@cache
def _data(language: str) -> dict[str, dict[str, str | list[str]]]:
    text = files("privacyctl.mail").joinpath("phrases", f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def phrases() -> tuple[Phrase, ...]:
    """All sentences of the data, each numbered within its language."""
    found = []
    for language in LANGUAGES:
        kinds = _data(language)["sentences"]
        said = [(kind, words) for kind, several in kinds.items() for words in several]
        found += [Phrase(language, number, kind, words) for number, (kind, words) in enumerate(said, 1)]
    return tuple(found)


@cache
def _sentences() -> dict[str, Phrase]:
    return {folded(one.words): one for one in reversed(phrases())}


@cache
def _stems() -> dict[str, dict[str, re.Pattern[str]]]:
    return {
        language: {name: re.compile(folded(str(stem))) for name, stem in _data(language)["stems"].items()}
        for language in LANGUAGES
    }


@cache
def _asking() -> tuple[Phrase, ...]:
    return tuple(one for one in phrases() if one.kind not in NOT_ASKED)


@cache
def _rareness() -> dict[str, float]:
    counts = Counter(gram for one in _asking() for gram in _grams(folded(one.words)))
    return {gram: math.log((len(_asking()) + 1) / count) for gram, count in counts.items()}


@cache
def _index() -> dict[str, list[tuple[int, float]]]:
    found: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, one in enumerate(_asking()):
        for gram, weight in _weighed(folded(one.words)).items():
            found[gram].append((place, weight))
    return dict(found)
