"""The page that a person is handed: it loads nothing, runs nothing, and anybody can read it."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.browser import Page, browse, contrast
from helpers.random_people import ALL, People
from privacyctl.duties.rights import access_document as gathering
from privacyctl.model.access_document import Controller
from privacyctl.model.ids import CaseId, ContactId
from privacyctl.output import access_document as words
from privacyctl.output import pages
from privacyctl.store import Store, requests

FULL = dict.fromkeys(
    ("address", "former", "purchase", "consent", "notice", "suppression", "publication", "request", "earlier",
     "access", "takedown", "correction", "erasure", "disclosure", "by_another"), 2,
)  # fmt: skip
EMPTY = dict.fromkeys(FULL, 0) | {"request": 1}
INKS = {"ink", "quiet", "mark", "good", "alarm"}
NASTY = (
    """"><img src=https://evil.example/x onerror=alert(1)><script>fetch('//evil.example')</script>"""
    "{{ 'zq'*3 }}&amp;"
)


def document(db: Path, store: Store, counts: dict[str, int]) -> dict[str, Any]:
    People(db, dict.fromkeys(ALL, counts)).fill()
    case = requests.get(store, CaseId(1))
    assert case is not None
    controller = Controller("Lighthouse & Söhne", "help@lighthouse.example")
    return words.document(gathering.document(store, case, ContactId(1), controller))


@pytest.fixture
def full(db: Path, store: Store) -> dict[str, Any]:
    """The document of a person with two of everything."""
    return document(db, store, FULL)


@pytest.fixture
def empty(db: Path, store: Store) -> dict[str, Any]:
    return document(db, store, EMPTY)


@pytest.fixture(params=["full", "empty"])
def page(request: pytest.FixtureRequest) -> Page:
    return Page(words.page(request.getfixturevalue(request.param)))


def spoiled(value: Any, text: str) -> Any:
    """The document with a text in every place where a text from outside may stand."""
    ours = {
        "act", "at", "because", "choice", "closed_because", "copy", "decision", "field", "found", "ground", "kind",
        "reason", "receipts", "rule", "sha256", "state", "through", "via", "what", "word", "how", "rights", "amount",
    }  # fmt: skip
    if isinstance(value, dict):
        return {
            key: one if key in ours or key.endswith(("_at", "as_of", "_until")) else spoiled(one, text)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [spoiled(one, text) for one in value]
    return text if isinstance(value, str) else value


def test_it_names_nothing_that_a_browser_would_fetch_or_run(page: Page) -> None:
    assert page.outside() == []


def test_a_browser_is_told_to_fetch_and_run_nothing(page: Page) -> None:
    policies = [
        one["content"] for one in page.of("meta") if one.get("http-equiv") == "Content-Security-Policy"
    ]

    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_every_link_leads_to_a_part_of_the_page(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]

    assert len(ids) == len(set(ids))
    assert {link["href"].removeprefix("#") for link in page.of("a")} == set(ids)


def test_it_says_its_language_and_has_a_title(page: Page) -> None:
    assert page.of("html") == [{"lang": "en"}]
    assert re.search("<title>What is held about you, case 1</title>", page.text)


def test_headings_are_in_order_and_none_is_empty(page: Page) -> None:
    levels = [level for level, _ in page.headings]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert [text for _, text in page.headings if not text.strip()] == []


def test_every_table_has_a_caption_and_every_head_its_scope(page: Page) -> None:
    assert len(page.of("table")) == len(page.of("caption"))
    assert {head.get("scope") for head in page.of("th")} <= {"col", "row"}
    assert all(region.get("aria-label") for region in page.of("div") if region.get("role") == "region")


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize("ground", ["paper", "shade"])
def test_every_colour_of_text_is_read_easily_on_every_ground(
    full: dict[str, Any], scheme: str, ground: str
) -> None:
    colours = Page(words.page(full)).colours(scheme)

    inks = {name: contrast(colour, colours[ground]) for name, colour in colours.items() if name in INKS}
    assert set(inks) == INKS
    assert {name: ratio for name, ratio in inks.items() if ratio < 4.5} == {}


def test_no_other_colour_is_used(page: Page) -> None:
    rules = re.sub(r"--\w+: #[0-9a-f]{6};", "", page.css)
    painted = re.findall(r"(?:^|[\s;{])(?:color|background|border[\w-]*color): *([^;]+);", rules)

    assert set(painted) <= {f"var(--{name})" for name in INKS | {"paper", "shade", "line"}}
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb|hsl", rules) == []


def test_it_is_made_for_paper_too(page: Page) -> None:
    assert "size: A4" in page.css
    assert re.search(r"@media print \{.*tr, \.card, dt, dd \{ break-inside: avoid; \}", page.css, re.DOTALL)


def test_the_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_every_part_says_so_where_nothing_is_on_record(empty: dict[str, Any]) -> None:
    text = words.page(empty)

    assert text.count("Nothing is on record.") == 7
    assert "Nobody was given data about you." in text


def test_whatever_stands_in_the_record_is_text_and_nothing_else(full: dict[str, Any]) -> None:
    plain = Page(words.page(full))

    page = Page(words.page(spoiled(full, NASTY)))

    assert page.outside() == []
    assert [tag for tag, _ in page.tags if tag not in {name for name, _ in plain.tags}] == []
    assert "zqzqzq" not in "".join(page.words)
    assert "".join(page.words).count(NASTY) > 20


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_in_any_language_stands_in_its_own_direction(text: str) -> None:
    made = str(pages._own(text))

    page = Page(f"<p>{made}</p>")

    assert page.of("bdi") == [{"dir": "auto"}]
    shown = "".join(page.words)
    assert len(shown.replace("\r\n", "\n")) <= len(text)
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown) is None


def test_every_text_from_outside_is_set_apart(full: dict[str, Any]) -> None:
    """A name that is written from right to left must not turn the words around it."""
    arabic = "آن لي"
    text = words.page(spoiled(full, arabic))

    assert text.count(arabic) > 20
    assert arabic not in re.sub(r'<bdi dir="auto">[^<]*</bdi>', "", text)


@pytest.mark.parametrize("text", ["", NASTY], ids=["as it is", "with what a stranger wrote"])
def test_a_browser_fetches_nothing_for_it(
    full: dict[str, Any], tmp_path: Path, listener: tuple[str, list[str]], text: str
) -> None:
    proxy, asked = listener
    file = tmp_path / "page.html"
    file.write_text(words.page(spoiled(full, text) if text else full), "utf-8")

    dom = browse(file, proxy)

    assert "What we hold about you" in dom
    assert "<script" not in dom
    assert asked == []


def test_the_listener_hears_a_page_that_does_fetch(tmp_path: Path, listener: tuple[str, list[str]]) -> None:
    """Without this the test above could not fail."""
    proxy, asked = listener
    file = tmp_path / "page.html"
    file.write_text("<img src=http://evil.example/x.png><p>What we hold about you", "utf-8")

    browse(file, proxy)

    assert any("evil.example" in path for path in asked)
