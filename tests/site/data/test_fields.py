"""What an entry says in our words: by the usual names, by the configured ones, and in every shape."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privacyctl.errors import BadInput
from privacyctl.model.site import Holds

C = Holds.CUSTOMERS


def read(site: Any, entries: object, **options: Any) -> Any:
    return site.fields("t.json", json.dumps(entries), **options)


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        ({"name": "A", "title": "CTO"}, {"name": "A"}),
        ({"title": "A"}, {"name": "A"}),
        ({"author": "A"}, {"name": "A"}),
        ({"author": {"name": "A"}}, {"name": "A"}),
        ({"author": {"title": "A"}, "title": "x"}, {"name": "A"}),
        ({"Full Name": "A"}, {"name": "A"}),
        ({"NAME": "A"}, {"name": "A"}),
        ({"company_name": "A"}, {"company": "A"}),
        ({"companyName": "A"}, {"company": "A"}),
        ({"client": "A", "org": "B"}, {"company": "A"}),
        ({"company": {"name": "A", "logo": "a.svg"}}, {"company": "A", "logo": "a.svg"}),
        ({"text": "A", "message": "B"}, {"quote": "A"}),
        ({"testimonial": {"content": "A"}}, {"quote": "A"}),
        ({"quote": "", "body": " A\n"}, {"quote": "A"}),
        ({"quote": None, "name": 7, "company": True}, {"name": "7", "company": "true"}),
        ({"quote": ["a"], "url": "x"}, {}),
        ({"logo-url": "a.svg", "image": "me.jpg"}, {"logo": "a.svg"}),
    ],
)
def test_the_usual_names_of_a_testimonial(site: Any, entry: object, fields: dict[str, str]) -> None:
    assert read(site, [entry]) == [fields]


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        ({"name": "A", "image": "a.svg"}, {"company": "A", "logo": "a.svg"}),
        ({"title": "A", "logo": "a.svg", "image": "b.jpg"}, {"company": "A", "logo": "a.svg"}),
        ({"company": "A", "name": "B"}, {"company": "A"}),
        ({"name": "A", "author": "B", "quote": "q"}, {"company": "A", "name": "B", "quote": "q"}),
        ("A", {"company": "A"}),
    ],
)
def test_the_usual_names_of_a_customer(site: Any, entry: object, fields: dict[str, str]) -> None:
    assert read(site, [entry], holds=C) == [fields]


def test_a_string_among_testimonials_is_the_quote(site: Any) -> None:
    assert read(site, ["Great.", None, 7]) == [{"quote": "Great."}, {}, {"quote": "7"}]


def test_a_configured_key_takes_the_place_of_the_usual_ones(site: Any) -> None:
    entry = {"name": "nickname", "who": {"Full": "Ann"}, "quote": "q"}

    assert read(site, [entry, {"name": "Bo"}], keys={"name": "who.full"}) == [
        {"name": "Ann", "quote": "q"},
        {},
    ]


def test_a_configured_key_that_no_entry_has_is_an_error(site: Any) -> None:
    with pytest.raises(BadInput, match=r"^no entry of .*t\.json has the key who\.full$") as caught:
        read(site, [{"who": "Ann"}, {"full": "Ann"}], keys={"name": "who.full"})
    assert "keys = { name =" in str(caught.value.hint)


def test_a_configured_key_is_not_missed_where_there_are_no_entries(site: Any) -> None:
    assert read(site, [], keys={"name": "who"}) == []


@pytest.mark.parametrize(
    ("content", "labels"),
    [
        ({"a": {"name": "A"}, "b": {"name": "B"}}, ["a", "b"]),
        ({"a": "A", "b": "B"}, ["a", "b"]),
        ({"title": "Ours", "a": {"name": "A"}, "order": ["a"]}, ["a"]),
        ({"title": "Ours", "list": [{"name": "A"}, "B"]}, ["1", "2"]),
        ({"meta": {"x": 1}, "tags": ["x"], "list": [{"name": "A"}]}, ["1"]),
        ({"list": ["A", "B"]}, ["1", "2"]),
        ({"list": []}, []),
        ({}, []),
    ],
)
def test_where_the_entries_are_is_seen_where_it_is_plain(
    site: Any, content: object, labels: list[str]
) -> None:
    assert [entry.label for entry in site.read("t.json", json.dumps(content)).entries] == labels


@pytest.mark.parametrize(
    ("content", "under", "sentence"),
    [
        ({"a": ["A"], "b": ["B"]}, "", "has several lists"),
        ({"a": [{"n": 1}], "b": [{"n": 1}]}, "", "has several lists"),
        ({"sets": {"a": ["A"]}}, "sets", "has lists where its entries are looked for"),
        ({"a": ["A"]}, "b", r"has no b$"),
        ({"a": {"b": ["A"]}}, "a.c", r"has no a\.c$"),
        ({"a": "A"}, "a", "has one value where its entries are looked for"),
    ],
)
def test_where_it_is_not_plain_the_keys_are_asked_for(
    site: Any, content: object, under: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence) as caught:
        read(site, content, under=under)
    assert 'under = "KEY.KEY"' in str(caught.value.hint)


def test_the_key_of_a_customer_is_its_name_where_there_is_none(site: Any) -> None:
    content = {"Acme GmbH": {"logo": "a.svg"}, "box": {"name": "Box, Inc."}}

    assert read(site, content, holds=C) == [
        {"company": "Acme GmbH", "logo": "a.svg"},
        {"company": "Box, Inc."},
    ]
    assert read(site, content) == [{"logo": "a.svg"}, {"name": "Box, Inc."}]


def test_a_named_set_is_a_list_under_its_name(site: Any) -> None:
    content = {"front": [{"name": "A"}], "back": [{"name": "B"}]}

    assert read(site, content, under="back") == [{"name": "B"}]
