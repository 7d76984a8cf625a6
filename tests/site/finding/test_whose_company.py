"""Whether a company is surely meant: how its name stands in its element, whatever inline tags are around it.

A row is a page with X for the name, and what is expected of a name of one word, of one of two words,
and of a word of English. To add a form, add a row.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.targets import seen
from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Kind
from privacyctl.model.target import Target

SURE, PERHAPS, NO = "sure", "perhaps", ""


def company(name: str, number: int = 1) -> Target:
    return Target(PublicationId(number), Kind.NAME, is_barred=True, company=name)


def said(page: str, name: str, written: str | None = None, file: str = "p.html") -> str:
    """How sure it is that the page shows the company; the best of its sightings."""
    found = seen(page.replace("X", written or name), file, company(name))
    return SURE if "1 company sure" in found else PERHAPS if found else NO


FORMS = [
    # alone in its element
    ("<h1>X</h1>", SURE, SURE, SURE),
    ("<td>X</td>", SURE, SURE, SURE),
    ("<td> X </td><td>Bern</td>", SURE, SURE, SURE),
    ("<li><a>X</a></li>", SURE, SURE, SURE),
    ("<dl><dt>X</dt><dd>since 2010</dd></dl>", SURE, SURE, SURE),
    ("<dl><dt>Customer</dt><dd>X</dd></dl>", SURE, SURE, SURE),
    ("<table><caption>X</caption></table>", SURE, SURE, SURE),
    ("<figure><img src=1.png><figcaption>X</figcaption></figure>", SURE, SURE, SURE),
    ("<details><summary>X</summary><p>They wrote to us.</p></details>", SURE, SURE, SURE),
    ("<button>X</button>", SURE, SURE, SURE),
    ("<form><label>X</label></form>", SURE, SURE, SURE),
    ("<select><option>X</option></select>", SURE, SURE, SURE),
    ("<footer><p>X</p></footer>", SURE, SURE, SURE),
    ("<p><b>X</b> <i>GmbH</i></p>", SURE, SURE, SURE),
    ("<li>X\u2122</li>", SURE, SURE, SURE),
    ("<li>X&reg; AG</li>", SURE, SURE, SURE),
    ("<li>X (case study)</li>", SURE, SURE, SURE),
    ("<li><b>X</b> <a href=/x>Read the case study</a></li>", SURE, SURE, SURE),
    ("<p>X<br>Street 5<br>3000 Bern</p>", SURE, SURE, SURE),
    ("<div><span>X</span><span>Zed</span></div>", SURE, SURE, SURE),
    ("<svg><title>X</title><path/></svg>", SURE, SURE, SURE),
    ("<svg><text>X</text><text>Zed</text></svg>", SURE, SURE, SURE),
    ('<img alt="X">', SURE, SURE, SURE),
    ('<a aria-label="X" href="/x">\u2026</a>', SURE, SURE, PERHAPS),
    ("<x-card>X</x-card>", SURE, SURE, SURE),
    # menus and heads of tables: there each word has a capital
    ("<nav><a>X</a></nav>", SURE, SURE, PERHAPS),
    ("<ol class=breadcrumb><li>Home</li><li>X</li></ol>", SURE, SURE, PERHAPS),
    ("<table><thead><tr><th>X</th></tr></thead></table>", SURE, SURE, PERHAPS),
    # in a sentence, however it is marked up
    ("<p>met at <b>X</b> in Bern</p>", PERHAPS, PERHAPS, PERHAPS),
    ("<p>met at <a href=/>X</a> in Bern</p>", PERHAPS, PERHAPS, PERHAPS),
    ("<p>met at <mark><em>X</em></mark>, in Bern</p>", PERHAPS, PERHAPS, PERHAPS),
    ("<td>met at <a href=/>X</a></td>", PERHAPS, PERHAPS, PERHAPS),
    ("<p>met at X in Bern</p>", PERHAPS, PERHAPS, PERHAPS),
    ("<cite>Ann, X</cite>", PERHAPS, PERHAPS, PERHAPS),
    ("<cite><b>Ann</b>, <i>X</i></cite>", PERHAPS, PERHAPS, PERHAPS),
    ("<p>X: they are great to work with.</p>", PERHAPS, PERHAPS, PERHAPS),
    ("<p>Zed \u00b7 X \u00b7 Bo</p>", PERHAPS, PERHAPS, PERHAPS),
    ("<li>X's team liked it</li>", PERHAPS, PERHAPS, PERHAPS),
    ("<!-- X -->", PERHAPS, PERHAPS, PERHAPS),
    # headings
    ("<h2>Case study: X</h2>", SURE, SURE, SURE),
    ("<h2>How we helped <em>X</em></h2>", SURE, SURE, PERHAPS),
    ("<div role=heading>Five years with X!</div>", SURE, SURE, PERHAPS),
    ("<title>X | Customers</title>", SURE, SURE, PERHAPS),
    ("<title>Case study: X \u2013 Widget Pro</title>", SURE, SURE, PERHAPS),
    ("<h2>How X saves time</h2>", PERHAPS, PERHAPS, PERHAPS),
    ("<h2>X's team</h2>", PERHAPS, PERHAPS, PERHAPS),
    ("<h2>Think outside the X</h2>", PERHAPS, PERHAPS, PERHAPS),
    # lists that say whose names they hold
    ("<p>Trusted by X, Nord and Bo</p>", SURE, SURE, SURE),
    ("<p>Trusted by teams at Zed, X and Bo.</p>", SURE, SURE, SURE),
    ("<p>Trusted by <a>Zed</a>, <a>Bo</a> &amp; <a>X</a></p>", SURE, SURE, SURE),
    ("<footer><small>Our customers: Zed | X | Bo</small></footer>", SURE, SURE, SURE),
    ("<h2>Trusted by</h2><p>Zed \u00b7 X \u00b7 Bo</p>", SURE, SURE, SURE),
    ("<h2>Unsere Kunden</h2><p>Zed, X und Bo</p>", SURE, SURE, SURE),
    ("<p>Trusted by nobody. We met Zed, X and Bo.</p>", PERHAPS, PERHAPS, PERHAPS),
    ("<p>We met Zed, X and Bo.</p>", PERHAPS, PERHAPS, PERHAPS),
    # other names
    ("<li>X Foods</li>", PERHAPS, PERHAPS, PERHAPS),
    ("<h2>X Foods</h2>", PERHAPS, PERHAPS, PERHAPS),
    ("<ul class=customers><li>X Foods</li></ul>", PERHAPS, PERHAPS, PERHAPS),
    ("<ul class=customers><li>X, Bern</li></ul>", SURE, SURE, SURE),
    ("<b>X</b> <i>Foods</i>", PERHAPS, PERHAPS, PERHAPS),
    ("<h2>Acme X</h2>", PERHAPS, PERHAPS, PERHAPS),
    ("<li>MyX</li>", NO, NO, NO),
    # values
    ("<script>x={alt:'X'}</script>", SURE, SURE, SURE),
    ('<script>t={"l":"X"}</script>', SURE, SURE, PERHAPS),
    ("<script>class X extends Y {}</script>", PERHAPS, PERHAPS, PERHAPS),
    ('<script type="application/json">{"names":["Zed","X"]}</script>', SURE, SURE, PERHAPS),
]  # fmt: skip


@pytest.mark.parametrize(("page", "one_word", "two_words", "english"), FORMS)
def test_a_company_is_surely_meant_where_its_name_stands_for_itself(
    page: str, one_word: str, two_words: str, english: str
) -> None:
    assert said(page, "Gurray") == one_word
    assert said(page, "Nord Werke") == two_words
    assert said(page, "Box") == english
    if "X " not in page.replace("X <i>GmbH", "").replace("X&reg; AG", ""):
        assert said(page, "Gurray GmbH") == two_words


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("a.json", '{"name":"X"}', SURE),
        ("a.json", '{"text":"met Ann, X, and Bo"}', PERHAPS),
        ("a.yaml", "- name: X\n", SURE),
        ("a.yaml", "- X GmbH\n", SURE),
        ("a.yaml", "text: we met Ann, X, and Bo\n", PERHAPS),
        ("a.yaml", "names: [Zed, X, Bo]\n", SURE),
        ("a.csv", "1,X,Bern\n", SURE),
        ("a.csv", '1,"we met Ann, X, and Bo"\n', PERHAPS),
        ("a.toml", 'name = "X"\n', SURE),
        ("a.js", "const all = ['Zed', `X`]", SURE),
        ("a.js", "import {X} from './x'", PERHAPS),
        ("a.js", "say('met at X in Bern')", PERHAPS),
        ("a.txt", "X\n", SURE),
    ],
)
@pytest.mark.parametrize("name", ["Gurray", "Nord Werke"])
def test_a_value_is_surely_the_company_that_it_names_alone(
    file: str, text: str, expected: str, name: str
) -> None:
    assert said(text, name, file=file) == expected


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        ("Gurray", "GURRAY", SURE), ("Gurray", "gurray", NO), ("gurray", "gurray", SURE), ("box", "box", PERHAPS),
        ("box", "Box", SURE), ("Gurray", "Gur&shy;ray", SURE), ("Nord Werke", "Nord<br>Werke", SURE),
        ("Nord Werke", "Nord-Werke", SURE), ("Nord Werke", "Nord&nbsp;Werke", SURE), ("Nord Werke", "NordWerke", SURE),
        ("Gurray S.A.", "Gurray S. A.", SURE), ("Gurray Sp. z o.o.", "Gurray", SURE), ("Gurray", "the Gurray", SURE),
        ("Gurray", "Gurray's", PERHAPS), ("Müller & Söhne", "M&uuml;ller und S&ouml;hne", SURE),
        ("株式会社任天堂", "任天堂", SURE), ("株式会社任天堂", "任天堂のチーム", PERHAPS), ("Gurray", "Gurrays", NO),
    ],
)  # fmt: skip
def test_a_name_alone_in_a_cell_is_known_in_its_spellings(name: str, written: str, expected: str) -> None:
    assert said("<table><tr><td>X</td><td>Bern</td></tr></table>", name, written) == expected


def test_a_name_within_another_one_on_the_register_is_not_that_one() -> None:
    both = (company("Gurray"), company("Gurray Foods", 2))

    assert seen("<ul class=customers><li>Gurray Foods</li></ul>", "p.html", *both) == ["2 company sure"]
    assert seen("<p>We met Gurray Foods in Bern</p>", "p.html", *both) == ["2 company perhaps"]
    assert seen("<li>Gurray</li>", "p.html", company("Gurray AG"), company("Gurray", 2)) == [
        "1 company sure",
        "2 company sure",
    ]


INLINE = st.sampled_from(
    "a abbr b bdi bdo cite code del em font i ins kbd label mark q s small span strong sub sup u var".split()  # noqa: SIM905
)


@given(
    st.sampled_from(["Gurray", "Nord Werke"]),
    st.sampled_from(
        ["met at X in Bern", "X", "X GmbH", "Ann, X", "X Foods", "Trusted by Zed, X and Bo", "X \u00b7 Zed"]
    ),
    st.sampled_from(["p", "td", "li", "h2", "div", "figcaption"]),
    st.lists(st.tuples(INLINE, st.integers(0, 8), st.integers(1, 3)), max_size=4),
)
def test_inline_tags_change_nothing(
    name: str, text: str, block: str, wrapped: list[tuple[str, int, int]]
) -> None:
    words = text.replace("X", name).split(" ")
    marked = list(words)
    for tag, first, length in wrapped:
        at = first % len(words)
        last = min(at + length, len(words)) - 1
        marked[at], marked[last] = f"<{tag}>{marked[at]}", marked[last]
        marked[last] = f"{marked[last]}</{tag}>"
    plain, tagged = f"<{block}>{' '.join(words)}</{block}>", f"<{block}>{' '.join(marked)}</{block}>"

    assert seen(tagged, "p.html", company(name)) == seen(plain, "p.html", company(name))
