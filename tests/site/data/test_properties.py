"""Whatever the entries and whichever go: the rest of the file says what it said, and is written as it was.

The formats' own libraries write the files and read them again; none of ours is asked whether it is right.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Callable, Sequence
from itertools import count, takewhile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from privacyctl.model.site import DataSource, Holds
from privacyctl.site import data

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\"'#,;-:[]{}&*!|>%@`"), max_size=20
)
entries = st.lists(
    st.dictionaries(st.sampled_from(["name", "quote", "company", "x", "y z"]), texts, min_size=1), max_size=6
)
breaks = st.sampled_from(["\n", "\r\n"])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


def cut(root: Path, name: str, text: str, gone: set[int], under: tuple[str, ...] = ()) -> str:
    """The file without the entries at these places, from 0."""
    path = root / name
    path.write_bytes(text.encode())
    [file] = data.read(DataSource(path, root, Holds.TESTIMONIALS, under))
    new = data.without(file, [entry for at, entry in enumerate(file.entries) if at in gone])
    assert new is not None
    return new.decode()


def split(drawn: Any, listed: list[Any]) -> tuple[set[int], list[Any]]:
    """Some places of a list, and what is left without them."""
    gone = drawn.draw(st.sets(st.integers(0, len(listed) - 1))) if listed else set()
    return gone, [one for at, one in enumerate(listed) if at not in gone]


@given(entries, st.sampled_from([None, 0, 1, "\t"]), st.booleans(), st.data())
def test_json_is_as_if_it_had_been_written_without_them(
    root: Path, listed: list[dict[str, str]], indent: int | str | None, ascii_: bool, drawn: Any
) -> None:
    gone, kept = split(drawn, listed)

    def written(some: object) -> str:
        return json.dumps({"a": [1], "t": some, "z": "]"}, indent=indent, ensure_ascii=ascii_)

    assert cut(root, "t.json", written(listed), gone, ("t",)) == written(kept)


@given(entries, st.sampled_from([2, 4]), st.integers(4, 80), st.booleans(), st.data())
def test_yaml_is_as_if_it_had_been_written_without_them(
    root: Path, listed: list[dict[str, str]], indent: int, width: int, is_nested: bool, drawn: Any
) -> None:
    gone, kept = split(drawn, listed)

    def written(some: object) -> str:
        whole = {"a": [1], "t": some, "z": "]"} if is_nested else some
        return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, indent=indent, width=width)

    assert cut(root, "t.yaml", written(listed), gone, ("t",) if is_nested else ()) == written(kept)


@given(entries, st.integers(10, 80), st.data())
def test_yaml_between_brackets_says_the_rest(
    root: Path, listed: list[dict[str, str]], width: int, drawn: Any
) -> None:
    gone, kept = split(drawn, listed)
    text = yaml.safe_dump(listed, default_flow_style=True, allow_unicode=True, width=width)

    assert yaml.safe_load(cut(root, "t.yaml", text, gone)) == kept


@given(entries, breaks, st.booleans(), st.data())
def test_toml_is_as_if_it_had_been_written_without_them(
    root: Path, listed: list[dict[str, str]], line_break: str, has_others: bool, drawn: Any
) -> None:
    gone, kept = split(drawn, listed)

    def written(some: list[dict[str, str]]) -> str:
        tables = [
            [
                "[[t]]",
                *(
                    f"{json.dumps(key)} = {json.dumps(value, ensure_ascii=False)}"
                    for key, value in one.items()
                ),
            ]
            for one in some
        ]
        around = [["x = '''", "[[t]]", "'''"], *tables, ["[z]", 'y = "[[t]]"']] if has_others else tables
        return f"{line_break}{line_break}".join(line_break.join(lines) for lines in around)

    new = cut(root, "t.toml", written(listed), gone, ("t",))

    assert new == written(kept)
    assert tomllib.loads(new).get("t", []) == kept


@given(
    st.lists(st.lists(texts, min_size=3, max_size=3), max_size=6), breaks, st.sampled_from(",;\t"), st.data()
)
def test_csv_is_as_if_it_had_been_written_without_them(
    root: Path, rows: list[list[str]], line_break: str, delimiter: str, drawn: Any
) -> None:
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    gone, kept = split(drawn, rows)

    def written(some: list[list[str]]) -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator=line_break).writerows(
            [["name", "x", "quote"], *some]
        )
        return out.getvalue()

    assert cut(root, "t.csv", written(rows), gone) == written(kept)


@given(entries, texts, st.data())
def test_a_page_is_as_if_it_had_been_written_without_them(
    root: Path, listed: list[dict[str, str]], body: str, drawn: Any
) -> None:
    gone, kept = split(drawn, listed)

    def written(some: object) -> str:
        return f"---\n{yaml.safe_dump({'title': 'x', 't': some}, sort_keys=False)}---\n{body}"

    assert cut(root, "t.md", written(listed), gone, ("t",)) == written(kept)


values = st.sampled_from([
    "word é😀", "No # c", "", "'a: b'", "{a: 1, b: [x]}", "plain\n      goes on", '"two\n      lines # all"',
    "|\n      one\n\n      two", ">-\n      one\n\n      # two\n", "\n      - x\n      # in x\n      - y",
    "\n      k: |\n        v\n\n",
])  # fmt: skip
asides = st.lists(st.sampled_from(["", "  ", "# {}", "  # {}", "    # {}"]), max_size=4)
blocks = st.lists(st.tuples(asides, st.lists(values, min_size=1, max_size=3)), min_size=1, max_size=5)


def numbered(above: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines between the entries, each comment with a number of its own."""
    number = count()
    return [[line.format(next(number)) for line in lines] for lines in above]


def is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def right_above(lines: list[str]) -> list[str]:
    """The comments that end a run of lines, with no blank line below them."""
    return [*takewhile(is_comment, reversed(lines))]


def inside(lines: list[str]) -> list[str]:
    """The comments below an entry of YAML that are indented as what is in it, until one is not."""
    return [*takewhile(lambda line: line.startswith("    "), filter(is_comment, lines))]


def right_below(lines: list[str]) -> list[str]:
    """The comments right below an entry of TOML, where a blank line parts them from what follows."""
    found = [*takewhile(is_comment, lines)]
    return found if len(found) < len(lines) else []


def left(
    above: list[list[str]],
    written: list[list[str]],
    gone: set[int],
    of_entry: Callable[[list[str]], list[str]],
) -> list[str]:
    """What must be left of the lines that are not blank: of the entries, and between them and at their end."""
    lines: list[str] = []
    for at, between in enumerate(above):
        lost = {*(right_above(between) if at in gone else ()), *(of_entry(between) if at - 1 in gone else ())}
        lines += [line for line in between if line not in lost]
        lines += written[at] if at < len(written) and at not in gone else []
    return [line for line in lines if line.strip()]


@given(blocks, asides, breaks, st.booleans(), st.data())
def test_yaml_by_hand_loses_the_entries_with_the_comments_right_above(
    root: Path, listed: Any, last: list[str], line_break: str, has_break: bool, drawn: Any
) -> None:
    above = numbered([*(lines for lines, _ in listed), last])
    written = [
        ("  - " + "\n    ".join(f"k{at}: {value}" for at, value in enumerate(said))).split("\n")
        for _, said in listed
    ]
    lines = [line for one, entry in zip(above, [*written, []], strict=True) for line in (*one, *entry)]
    text = line_break.join(["a: 1", "t:", *lines, "z: 2"]) + line_break * has_break
    gone, kept = split(drawn, listed)

    new = cut(root, "t.yaml", text, gone, ("t",))

    whole = yaml.safe_load(text)
    whole["t"] = [one for at, one in enumerate(whole["t"]) if at not in gone]
    assert yaml.safe_load(new) == whole
    head = "t:" if kept else "t: []"
    assert [line for line in new.split(line_break) if line.strip()] == [
        "a: 1", head, *left(above, written, gone, inside), "z: 2",
    ]  # fmt: skip
    rest = iter(text.split(line_break))
    assert all(line in rest for line in new.replace("t: []", "t:").split(line_break))


@given(
    st.lists(
        st.tuples(asides, st.sampled_from(['"x"', "1 # one", '"""\n# {}\n[[t]]"""'])), min_size=1, max_size=5
    ),
    asides,
    breaks,
    st.data(),
)
def test_toml_by_hand_loses_the_entries_with_the_comments_right_above(
    root: Path, listed: Any, last: list[str], line_break: str, drawn: Any
) -> None:
    above = numbered([*(lines for lines, _ in listed), last])
    written = [["[[t]]", *f"k = {value}".split("\n")] for _, value in listed]
    lines = [line for one, entry in zip(above, [*written, []], strict=True) for line in (*one, *entry)]
    text = line_break.join(["a = 1", *lines, "[z]"]) + line_break
    gone, _ = split(drawn, listed)

    new = cut(root, "t.toml", text, gone, ("t",))

    whole = tomllib.loads(text)
    assert tomllib.loads(new).get("t", []) == [one for at, one in enumerate(whole["t"]) if at not in gone]
    assert [line for line in new.split(line_break) if line.strip()] == [
        "a = 1", *left(above, written, gone, right_below), "[z]",
    ]  # fmt: skip
    rest = iter(text.split(line_break))
    assert all(line in rest for line in new.split(line_break))
