"""JSON: the entries of a file, and the file without some of them, byte for byte."""

from __future__ import annotations

from typing import Any

import pytest

from privacyctl.errors import BadInput

PRETTY = """\
[
  {
    "name": "Ann",
    "tags": ["a", "b"]
  },
  {
    "name": "Bo"
  },
  {
    "name": "Cy, \\"]}"
  }
]
"""


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        (PRETTY, "1", PRETTY.replace('  {\n    "name": "Ann",\n    "tags": ["a", "b"]\n  },\n', "")),
        (PRETTY, "2", PRETTY.replace('  {\n    "name": "Bo"\n  },\n', "")),
        (PRETTY, "3", PRETTY.replace(',\n  {\n    "name": "Cy, \\"]}"\n  }', "")),
        (PRETTY, "2 3", '[\n  {\n    "name": "Ann",\n    "tags": ["a", "b"]\n  }\n]\n'),
        (PRETTY, "1 2 3", "[]\n"),
        ('[{"name": "A"}, {\n"name": "B"}, {"name": "C"}]', "2", '[{"name": "A"}, {"name": "C"}]'),
        ('[{"name":"A"},{"name":"B"}]', "1", '[{"name":"B"}]'),
        ('[{"name":"A"},{"name":"B"}]', "2", '[{"name":"A"}]'),
        ("[ 1 , 2 , 3 ]", "2", "[ 1 , 3 ]"),
        ("[ 1 , 2 , 3 ]", "3", "[ 1 , 2 ]"),
        ("[ 1\n, 2\n, 3\n]", "1 3", "[ 2\n]"),
        ("[\r\n\t1,\r\n\t2\n]\r\n\r\n", "2", "[\r\n\t1\n]\r\n\r\n"),
        ("\ufeff[1, 2]", "1 2", "\ufeff[]"),
        ('["é", "😀", "\\u00e9"]', "1", '["😀", "\\u00e9"]'),
        ('{"a": {"name": "A"}, "b": {"name": "B"}}', "a", '{"b": {"name": "B"}}'),
        ('{"a": {"name": "A"}, "b": {"name": "B"}}', "a b", "{}"),
        ('{"t": [{"name": "A"}], "n": [1e2, 1.0]}', "1", '{"t": [], "n": [1e2, 1.0]}'),
    ],
)
def test_an_entry_is_cut_as_if_it_had_never_been_there(site: Any, before: str, gone: str, after: str) -> None:
    assert site.cut("t.json", before, gone) == after


def test_entries_under_a_path_of_keys_are_cut_there_alone(site: Any) -> None:
    before = '{"data": {"customers": ["Acme", "Box"], "others": ["Acme"]}, "customers": ["Acme"]}'
    after = '{"data": {"customers": ["Box"], "others": ["Acme"]}, "customers": ["Acme"]}'

    assert site.cut("t.json", before, "1", under="data.customers") == after


def test_entries_in_each_item_of_a_list_are_numbered_on(site: Any) -> None:
    before = '{"blocks": [{"items": ["A", "B"]}, {"type": "x"}, {"items": ["C"]}]}'
    after = '{"blocks": [{"items": ["A"]}, {"type": "x"}, {"items": []}]}'

    assert site.cut("t.json", before, "2 3", under="blocks.items") == after


def test_an_entry_knows_its_line(site: Any) -> None:
    file = site.read("t.json", "\r\n" + PRETTY.replace("\n", "\r\n"))

    assert [entry.line for entry in file.entries] == [3, 7, 10]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('[{"name": 1,\n"name": 2}]', r"^line 2 of .* has a key for the second time$"),
        ("[NaN]", "is not valid JSON: see line 1"),
        ("[1,\n-Infinity]", "is not valid JSON: see line 2"),
        ("[1]\n]", "is not valid JSON: see line 2"),
        ("[1, 2,]", "is not valid JSON"),
        ("[,1]", "is not valid JSON"),
        ("[1 2]", "is not valid JSON"),
        ("[01]", "is not valid JSON"),
        ("[1", "is not valid JSON"),
        ('{"a" 1}', "is not valid JSON"),
        ("{a: 1}", "is not valid JSON"),
        ('{"a": 1,}', "is not valid JSON"),
        ("['a']", "is not valid JSON"),
        ('["a\nb"]', "is not valid JSON"),
        ('["\\x"]', "is not valid JSON"),
        ("[1] // mine", "is not valid JSON"),
        ("", "is not valid JSON"),
        ('"a"', "has one value where its entries are looked for"),
    ],
)
def test_what_is_not_json_is_refused(site: Any, content: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        site.read("t.json", content)


def test_half_a_character_is_no_text_to_be_written_anywhere(site: Any) -> None:
    assert site.fields("t.json", '["A\\ud800", "\\ud83d\\ude00"]') == [{"quote": "A?"}, {"quote": "😀"}]
