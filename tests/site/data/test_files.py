"""Which files are read: a file, a folder with one file an entry, and what is left out of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from privacyctl.errors import BadInput, Refused
from privacyctl.model.site import Holds
from privacyctl.site import data
from privacyctl.site.data import files

ANN = "---\nname: Ann\n---\nGreat.\n"


def labels(site: Any, **options: Any) -> list[str]:
    return [entry.label for file in data.read(site.source("t", **options)) for entry in file.entries]


@pytest.fixture
def folder(site: Any) -> Path:
    """A folder as Hugo and Astro have it: one page an entry, and what else lies about."""
    site.source("t/b.md", ANN)
    site.source("t/a/index.md", ANN)
    site.source("t/c.yaml", "name: Cy\nquote: Fine.\n")
    site.source("t/d.json", '{"name": "Di"}')
    site.source("t/e.toml", 'name = "Ed"\n')
    site.source("t/_index.md", "---\ntitle: Testimonials\n---\nWhat they say.\n")
    site.source("t/.hidden/x.md", ANN)
    site.source("t/.x.md", ANN)
    site.source("t/a/ann.jpg", b"\xff\xd8")
    site.source("t/README.md", "Put one file an entry here.\n")
    site.source("t/settings.yaml", "layout: wide\n")
    site.source("t/empty.yaml", "")
    return Path(site.root, "t")


@pytest.mark.usefixtures("folder")
def test_each_file_of_a_folder_is_one_entry(site: Any) -> None:
    read = data.read(site.source("t"))

    assert [file.path.relative_to(site.root / "t").as_posix() for file in read] == [
        "a/index.md", "b.md", "c.yaml", "d.json", "e.toml",
    ]  # fmt: skip
    assert labels(site) == ["a/index.md", "b.md", "c.yaml", "d.json", "e.toml"]
    assert all(file.is_one_entry and data.without(file, file.entries) is None for file in read)


def test_the_entry_of_a_file_may_lie_under_a_key(site: Any) -> None:
    site.source("t/a.md", "---\ntitle: x\nparams:\n  author: Ann\n---\n")
    site.source("t/b.md", "---\ntitle: x\n---\n")

    [file] = data.read(site.source("t", under="params"))

    assert [entry.fields for entry in file.entries] == [{"name": "Ann"}]


def test_a_configured_key_may_be_missing_in_one_file_but_not_in_all(site: Any) -> None:
    site.source("t/a.yaml", "who: Ann\n")
    site.source("t/b.yaml", "name: nick\nquote: q\n")

    assert labels(site, keys={"name": "who"}) == ["a.yaml", "b.yaml"]
    with pytest.raises(BadInput, match=r"no entry of .* has the key whom$"):
        labels(site, keys={"name": "whom"})


def test_a_list_in_a_folder_is_not_guessed_at(site: Any) -> None:
    site.source("t/a.yaml", "- name: Ann\n")

    with pytest.raises(BadInput, match="each file of its folder is read as one entry"):
        labels(site)


@pytest.mark.usefixtures("folder")
def test_a_link_out_of_the_site_is_not_followed(site: Any, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.md").write_text(ANN)
    (site.root / "t" / "x.md").symlink_to(outside / "x.md")
    (site.root / "t" / "more").symlink_to(outside)
    (site.root / "t" / "y.md").symlink_to("y.md")
    (site.root / "t" / "z.md").symlink_to("b.md")

    assert labels(site) == ["a/index.md", "b.md", "c.yaml", "d.json", "e.toml", "z.md"]


@pytest.mark.parametrize("name", ["x.yaml", "folder/x.yaml", "folder", "../outside/x.yaml"])
def test_a_path_out_of_the_site_is_refused(site: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.yaml").write_text("- Great.\n")
    (site.root / "x.yaml").symlink_to(tmp_path / "outside" / "x.yaml")
    (site.root / "folder").symlink_to(tmp_path / "outside")

    with pytest.raises(Refused, match="lies outside the site's source folder"):
        data.read(site.source(name))


def test_a_file_of_an_unknown_kind_is_told_what_is_known(site: Any) -> None:
    with pytest.raises(BadInput, match=r"t\.js is of no kind that can be read") as caught:
        site.read("t.js", "export default []")
    assert ".yaml" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("t.yaml", "there is no file "),
        ("nowhere/t.yaml", "there is no file "),
        ("nowhere", "there is no file "),
        ("loop.yaml", "cannot be read: "),
    ],
)
def test_what_is_not_there_is_said(site: Any, name: str, words: str) -> None:
    (site.root / "loop.yaml").symlink_to("loop.yaml")

    with pytest.raises(BadInput, match=words) as caught:
        data.read(site.source(name))
    assert caught.value.hint == "check `file` in [[site.data]]"


def test_a_pipe_is_no_file_and_nobody_waits_for_it(site: Any) -> None:
    os.mkfifo(site.root / "t.yaml")
    (site.root / "t").mkdir()
    os.mkfifo(site.root / "t" / "x.yaml")

    with pytest.raises(BadInput, match=r"is no file$"):
        data.read(site.source("t.yaml"))
    assert labels(site) == []


@pytest.mark.parametrize(
    "content", ["- é\n".encode("utf-16"), "- é\n".encode("utf-16-le"), "- é\n".encode("latin-1"), b"- a\0\n"]
)
def test_a_text_that_is_not_utf_8_is_refused_with_a_hint(site: Any, content: bytes) -> None:
    with pytest.raises(BadInput, match="is not a text in UTF-8") as caught:
        site.read("t.yaml", content)
    assert caught.value.hint == "save it as UTF-8"


def test_a_file_or_a_folder_that_is_too_large_is_refused(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="is larger than 20 MB"):
        site.read("t.yaml", b"#" * 20_000_001)
    site.source("t/a.yaml", "name: Ann\n")
    site.source("t/b.yaml", "name: Bob\n")
    monkeypatch.setattr(files, "_LARGEST_FOLDER", 19)
    with pytest.raises(BadInput, match="holds more than 19 bytes"):
        labels(site)
    monkeypatch.setattr(files, "_MOST_FILES", 1)
    with pytest.raises(BadInput, match="holds more than 1 files"):
        labels(site)


def test_an_entry_says_where_it_stands_and_what_it_is_of(site: Any) -> None:
    file = site.read("t.yaml", "- a\n\n- b\n", holds=Holds.CUSTOMERS)

    assert [(entry.file, entry.line, entry.label, entry.holds) for entry in file.entries] == [
        (site.root / "t.yaml", 1, "1", Holds.CUSTOMERS),
        (site.root / "t.yaml", 3, "2", Holds.CUSTOMERS),
    ]


def test_an_entry_of_another_file_is_a_mistake_of_ours(site: Any) -> None:
    one, other = site.read("t.yaml", "- a\n- b\n"), site.read("u.yaml", "- a\n")

    with pytest.raises(ValueError, match="an entry of another file"):
        data.without(other, one.entries)
