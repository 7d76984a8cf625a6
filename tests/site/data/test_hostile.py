"""Files that are made to hurt: each is refused, or read, within seconds."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import pytest

from privacyctl.errors import Failure
from privacyctl.site import data

pytestmark = pytest.mark.slow

MEGA = 1_000_000
HOSTILE = {
    "deep.json": "[" * MEGA,
    "deep-maps.json": '{"a":' * 200_000,
    "many.json": "[" + "[]," * MEGA,
    "unclosed.json": '["' + "a" * MEGA,
    "backslashes.json": '["' + "\\" * MEGA,
    "digits.json": "[" + "1" * MEGA,
    "spaces.json": " " * 5 * MEGA,
    "deep.yaml": "[" * MEGA,
    "deep-maps.yaml": "{a: " * 200_000,
    "dashes.yaml": "- " * MEGA,
    "questions.yaml": "? " * MEGA,
    "stairs.yaml": "".join(" " * depth + "a:\n" for depth in range(1_000)),
    "hashes.yaml": "#" * 5 * MEGA,
    "blank.yaml": "\n" * MEGA,
    "returns.yaml": "- a\r" * 10_000,
    "bomb.yaml": "- &a [lol]\n"
    + "".join(f"- &{chr(97 + n)} [{f'*{chr(96 + n)},' * 9}]\n" for n in range(1, 26)),
    "merged-bomb.yaml": "- &a {name: lol}\n"
    + "".join(f"- &{chr(97 + n)} {{<<: [{f'*{chr(96 + n)},' * 9}]}}\n" for n in range(1, 26)),
    "merged-chain.yaml": "- &a0 {name: x}\n"
    + "".join(f"- &a{n} {{<<: *a{n - 1}}}\n" for n in range(1, 20_000)),
    "merged-often.yaml": f"- &x {{{','.join(f'k{n}: 1' for n in range(30_000))}}}\n"
    + "- {<<: *x}\n" * 20_000,
    "merged-list.yaml": f"- &x [{'&y {}, ' + '*y,' * 90_000}]\n" + "- {<<: *x}\n" * 30_000,
    "version.yaml": f"%YAML {'1' * 5_000}.1\n---\n- a\n",
    "deep.toml": "x=" + "[" * MEGA,
    "deep-tables.toml": "x=" + "{a=" * MEGA,
    "dots.toml": "a." * MEGA + "a=1",
    "dotted-header.toml": f"[{'a.' * MEGA}a]",
    "unclosed.toml": 'x="""' + '""a' * MEGA,
    "backslashes.toml": 'x="' + "\\" * MEGA,
    "digits.toml": "x=" + "1" * 100_000,
    "tables.toml": "[[a]]\n" * 10_000,
    "hashes.toml": "#" * MEGA,
    "quote.csv": 'a,b\n"' + "x\n" * MEGA,
    "commas.csv": "a,b\n" + "," * MEGA,
    "quotes.csv": '"' * 5 * MEGA,
    "blank.csv": "\n" * MEGA,
    "unclosed.md": "---\n" + "a\n" * MEGA,
    "spaces.md": "---" + " " * 5 * MEGA,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_in_time(site: Any, name: str) -> None:
    began = time.process_time()
    with suppress(Failure):
        file = site.read(name, HOSTILE[name])
        data.without(file, file.entries[::2])
    # Ten times what any of them takes. What is not linear takes minutes.
    assert time.process_time() - began < 50


def test_an_alias_bomb_is_cut_like_any_other_list(site: Any) -> None:
    content = HOSTILE["bomb.yaml"]

    assert site.cut("t.yaml", content, "26") == content[: content.index("- &z ")]


def test_keys_lead_to_each_list_once_however_many_aliases_do(site: Any) -> None:
    levels = [f"l{n}: &a{n} {{k: [{f'*a{n - 1},' * 9}]}}\n" for n in range(1, 26)]
    content = "l0: &a0 {k: [A, B]}\n" + "".join(levels)

    assert len(site.fields("t.yaml", content, under="l25" + ".k" * 26)) == 2


def test_a_file_may_hold_so_many_values_and_no_more(site: Any) -> None:
    with pytest.raises(Failure, match=r"holds more than 200,000 values$"):
        site.read("t.json", "[" + "1," * 200_000 + "1]")


def test_an_error_repeats_nothing_of_the_file(site: Any) -> None:
    broken = {
        "t.yaml": ["- Ann: [Lee\n", "- *Lee\n", "- Lee: 1\n  Lee: 2\n", "- !Lee!Ann x\n", '- "\\qLee"\n'],
        "t.json": ['{"Lee": 1, "Lee": 2}', '["Lee]', "[Lee]"],
        "t.toml": ["Lee = 1\nLee = 2\n", "[Lee]\n[Lee]\n", "Lee = Ann Lee\n", 'x = "\\Lee"\n'],
        "t.csv": ["Lee,Lee\n", "a,b\nLee\n", 'a\n"Lee\n'],
    }  # fmt: skip
    for name, contents in broken.items():
        for content in contents:
            with pytest.raises(Failure) as caught:
                site.read(name, content)
            assert "Lee" not in f"{caught.value.sentence} {caught.value.hint}"
