"""The difference that a cut makes, as it is shown before it is made."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyctl.model.site import DataSource, Holds
from privacyctl.site import data

LIST = "# ours\n" + "".join(f"- name: {name}\n  quote: {name}s\n" for name in "ABCDEFGH")


def shown(site: Any, content: str, gone: str, name: str = "data/t.yaml") -> list[str]:
    file = site.read(name, content)
    return list(
        data.diff(file, data.without(file, [entry for entry in file.entries if entry.label in gone.split()]))
    )


def test_the_lines_that_go_are_shown_with_those_around(site: Any) -> None:
    assert shown(site, LIST, "1 8") == [
        "--- data/t.yaml",
        "+++ data/t.yaml",
        "@@ -1,6 +1,3 @@",
        "-# ours",
        "-- name: A",
        "-  quote: As",
        " - name: B",
        "   quote: Bs",
        " - name: C",
        "@@ -13,5 +10,3 @@",
        "   quote: Fs",
        " - name: G",
        "   quote: Gs",
        "-- name: H",
        "-  quote: Hs",
    ]


def test_a_line_that_changes_is_shown_before_and_after(site: Any) -> None:
    assert shown(site, "x: 1\nt:\n- name: A\n", "1", "t.yaml")[2:] == [
        "@@ -1,3 +1,2 @@",
        " x: 1",
        "-t:",
        "-- name: A",
        "+t: []",
    ]


def test_a_file_that_goes_is_shown_whole(site: Any) -> None:
    file = site.read("t.md", "\ufeff---\r\nname: A\r\n---\r\n")

    assert list(data.diff(file, None)) == [
        "--- t.md", "+++ /dev/null", "@@ -1,3 +0,0 @@", "----", "-name: A", "----",
    ]  # fmt: skip


def test_where_nothing_changes_there_is_nothing_to_show(site: Any) -> None:
    assert shown(site, LIST, "") == []


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch")
@given(st.lists(st.sampled_from("abc"), max_size=25), st.data())
def test_patch_makes_the_one_of_the_other(tmp_path_factory: Any, lines: list[str], drawn: Any) -> None:
    kept = [line for line in lines if drawn.draw(st.booleans())]
    changed = [drawn.draw(st.sampled_from([line, line, "new"])) for line in kept]
    root: Path = tmp_path_factory.mktemp("site")
    path = root / "t.yaml"
    path.write_text("".join(f"{line}\n" for line in lines))
    file = data.DataFile(DataSource(path, root, Holds.TESTIMONIALS), path, path.read_bytes(), ())
    new = "".join(f"{line}\n" for line in changed)
    difference = "".join(f"{line}\n" for line in data.diff(file, new.encode()))

    if difference:
        subprocess.run(["patch", "-s", path.name], cwd=root, input=difference, text=True, check=True)

    assert (path.read_text() if path.exists() else "") == new
