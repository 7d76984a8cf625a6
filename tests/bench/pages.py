"""A web site to look through, worked out from numbers; the same every time.

Every page has a navigation, headings, paragraphs with links, letters beyond ASCII and
character references. A hundred show somebody who is sought: half of these in plain text, the
others as sites do it too: split over tags, with references for letters, over a line break.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

PEOPLE = 500
"""So many people, each with a name and a quote: a thousand things to look for."""
BUYERS = 10_000
"""So many more are on record, of whom no page says a word; a scan looks for their names."""
FOLDERS = 100
_PLANTED = 100
_SIZE = 20_000
_GIVEN = """Ann Björn Chen Dolores Emil Fatima Grace Hedy Ivan Jürgen Kofi Lena Marie Noor Olga Paul Quinn Rosa
    Sven Tara Uwe Vera Will Xenia Yusuf Zoë Anton Berta Carl Dora""".split()  # noqa: SIM905
_BEGIN = "Ander Berg Carls Dubo Eriks Ferna Gold Hamm Ingr Jans Kowal Lund Mori Nakam Okaf Petro Rossi Schnei".split()  # noqa: SIM905
_END = "sen mann son ova ndez stein ström ski uri ards dero lli wicz berg ura ovic ham ette".split()  # noqa: SIM905
_PRAISED = ("invoices", "backups", "calendars", "drawings", "exports", "fonts", "ledgers", "photos", "plans")
_WORDS = """about account add all also an and any are as at be before box build button by can change check choose
    click close code column common copy customer customers data date day default do document download each edit
    error every example export feature field file files find first folder for format from general great guide has
    have help here how if import in install into is it its just key language last letter license line link list
    look make manual menu more name new next no not note notes now number of on one only open option or order
    other our out page print problem program quote read references release review reviews run save screen search
    see select send set settings should show site size so software start support table test than that the their
    then this time to tool try two type under update use user version was we web well what when where which will
    window with work works year you your café naïve Größe résumé""".split()  # noqa: SIM905
_PIECES = (
    "<b>{}</b>",
    '<a href="/guide/{}.html" class="link">{}</a>',
    "<code>{}</code>",
    "<em>{}</em>",
    "<span>{}</span>",
    '<a href="#{}">{}</a>',
    "{}&nbsp;&ndash;",
    "&quot;{}&quot;",
)


class Person(NamedTuple):
    """Somebody whose testimonial was taken down."""

    name: str
    quote: str
    attribution: str


def people() -> list[Person]:
    found = []
    for n in range(PEOPLE):
        given, family = _GIVEN[n % len(_GIVEN)], _BEGIN[n % len(_BEGIN)] + _END[n // len(_BEGIN) % len(_END)]
        praised = _PRAISED[n % len(_PRAISED)]
        quote = f"It took {family}'s team {n + 2} days to move {praised}. After {n * 7 + 3} weeks nobody would go back."
        found.append(Person(f"{given} {family}", quote, f"{given} {family[0]}."))
    return found


def buyer(number: int) -> str:
    given, begin = _GIVEN[number % len(_GIVEN)], _BEGIN[number // len(_GIVEN) % len(_BEGIN)]
    return f"{given} {begin}{_END[number // 7 % len(_END)]}{_END[number % len(_END)]}"


def write(folder: Path, pages: int) -> None:
    """Write the pages, and beside them `needles.txt`: every name and quote on a line of its own."""
    luck = random.Random(7)  # noqa: S311  (the same every time)
    target = people()
    lines = [line for one in target for line in (one.name, one.quote)]
    (folder / "needles.txt").write_text("\n".join(lines) + "\n", "utf-8")
    paragraphs = [_paragraph(luck) for _ in range(400)]
    every = max(pages // _PLANTED, 1)
    for n in range(pages):
        planted = _planted(target[n // every % PEOPLE], n // every) if n % every == n // every % every else ""
        path = folder / "site" / f"{n % FOLDERS:02}" / f"page-{n}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(luck, n, paragraphs, planted), "utf-8")


def _page(luck: random.Random, number: int, paragraphs: list[str], planted: str) -> str:
    links = "".join(
        f'<li class="item"><a href="/guide/{n}.html" title="Part {n}">Part {n}</a></li>\n' for n in range(40)
    )
    head = f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Page {number}</title>'
    body = [f'{head}</head>\n<body><nav><ul class="menu">{links}</ul></nav>\n<main><h1>Page {number}</h1>\n']
    size = len(body[0])
    while size < _SIZE:
        body.append(luck.choice(paragraphs))
        size += len(body[-1])
    body.insert(len(body) // 2, planted)
    return "".join(
        [*body, "</main><footer><p>&copy; 2026 &middot; All rights reserved.</p></footer></body></html>\n"]
    )


def _paragraph(luck: random.Random) -> str:
    words = []
    for word in luck.choices(_WORDS, k=luck.randrange(20, 80)):
        piece = luck.choice(_PIECES).replace("{}", word) if luck.random() < 0.12 else word
        words.append(f"{piece}\n" if luck.random() < 0.08 else piece)
    return f'<p class="text">{" ".join(words).capitalize()}.</p>\n'


def _planted(person: Person, number: int) -> str:
    """What a page shows of somebody: plainly, every second time; else as grep would miss it."""
    said, by = person.quote, person.name
    if number % 2 == 0:
        return f"<p>{said}</p>\n<p>{by}</p>\n" if number % 4 else f"<p>Thanks to {by}.</p>\n"
    given, family = by.split(" ")
    match number // 2 % 3:
        case 0:
            return f"<p>{said.replace('team', '<b>team</b>').replace('wanted to', 'wanted<br>to')}</p>\n"
        case 1:
            return f"<p>Thanks to &#{ord(given[0])};{given[1:]}&nbsp;{family}.</p>\n"
        case _:
            return f"<p>Thanks to {given}\n        {family}.</p>\n"
