"""Pages with front matter: as one entry each, and with a list of entries in it."""

from __future__ import annotations

from typing import Any

import pytest

from privacyctl.errors import BadInput
from privacyctl.model.site import Holds
from privacyctl.site import data

LIST = """---
title: Customers
t:
  - name: A   # a

  - name: B
---
- name: A
"""


@pytest.mark.parametrize("name", ["t.md", "t.markdown", "t.mdx", "t.html", "T.HTM"])
def test_the_text_of_a_page_is_the_quote(site: Any, name: str) -> None:
    content = "---\nauthor: Ann\nweight: 1\n---\n\nGreat tool,\n*saved* us weeks.\n"

    assert site.fields(name, content) == [{"name": "Ann", "quote": "Great tool,\n*saved* us weeks."}]


@pytest.mark.parametrize(
    "content",
    [
        "+++\nauthor = 'Ann'\nquote = '''\n---\n'''\n+++\nText.\n",
        "+++ \r\nauthor = 'Ann'\r\nquote = '---'\r\n+++\r\nText.\r\n",
        "\ufeff---\nauthor: Ann\nquote: '---'\n---\nText.",
        "---\nauthor: Ann\nquote: '---'\n...\nText.",
        "---\rauthor: Ann\rquote: '---'\r---",
    ],
)
def test_a_quote_of_its_own_comes_before_the_text(site: Any, content: str) -> None:
    [fields] = site.fields("t.md", content)

    assert fields == {"name": "Ann", "quote": "---"}


def test_the_text_of_a_customers_page_is_no_quote(site: Any) -> None:
    assert site.fields("t.md", "---\ntitle: Acme\n---\nOur oldest.\n", holds=Holds.CUSTOMERS) == [
        {"company": "Acme"}
    ]


def test_a_page_that_is_the_entry_goes_as_a_whole(site: Any) -> None:
    file = site.read("t.md", "---\nname: Ann\n---\nText.\n")

    assert file.entries[0].label == "t.md"
    assert data.without(file, file.entries) is None
    assert data.without(file, []) == file.data


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        (LIST, "1", LIST.replace("  - name: A   # a\n\n", "")),
        (LIST, "2", LIST.replace("\n  - name: B\n", "")),
        (LIST, "1 2", "---\ntitle: Customers\nt: []\n---\n- name: A\n"),
        (LIST.replace("\n", "\r\n"), "1", LIST.replace("  - name: A   # a\n\n", "").replace("\n", "\r\n")),
        ("+++\n[[t]]\nname = 'A'\n[[t]]\nname = 'B'\n+++\n[[t]]", "2", "+++\n[[t]]\nname = 'A'\n+++\n[[t]]"),
        ("+++\n[[t]]\nname = 'A'\n+++\n[[t]]\nname = 'A'", "1", "+++\n+++\n[[t]]\nname = 'A'"),
        ("+++\n# A\n[[t]]\nname = 'A'\n+++\n# A", "1", "+++\n+++\n# A"),
        ("+++ \r\n# A\r\n[[t]]\r\nname = 'A'\r\n+++\r\n", "1", "+++ \r\n+++\r\n"),
        ("---\n# A\nt:\n# A\n- name: A\n---\n# A", "1", "---\n# A\nt: []\n---\n# A"),
        ("---\nt:\n- |\n  A\n- B\n---\n", "2", "---\nt:\n- |\n  A\n---\n"),
    ],
)
def test_an_entry_of_the_front_matter_is_cut_from_there_alone(
    site: Any, before: str, gone: str, after: str
) -> None:
    assert site.cut("t.md", before, gone, under="t") == after


def test_a_list_of_tables_that_is_gone_has_no_entries_the_next_time(site: Any) -> None:
    assert site.fields("t.md", "+++\n+++\n", under="t") == []


def test_an_entry_knows_its_line_in_the_page(site: Any) -> None:
    assert [entry.line for entry in site.read("t.md", LIST, under="t").entries] == [4, 6]


@pytest.mark.parametrize(
    "content", ["", "# Hi\n", "---\nname: Ann\n", "+++\na = 1\n---\n", "--- x\n---\n", "a\n---\nb: 1\n---\n"]
)
def test_a_page_without_front_matter_is_no_data(site: Any, content: str) -> None:
    with pytest.raises(BadInput, match="is a page without front matter"):
        site.read("t.md", content)
