"""What a look at the built folder says of pages that are not the place's own and may name whom it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.targets import ACME, ANN, QUOTE
from privacyctl.model.look import Assignment, EarlierSighting, Look, Through
from privacyctl.model.moment import Moment
from privacyctl.model.site import SiteSettings
from privacyctl.model.target import Target
from privacyctl.site.checker import SiteChecker

WORDS = "<p>Words of a page that names nobody at all, and goes on for a while.</p>"


def looks(tmp_path: Path, target: Target, pages: dict[str, str]) -> dict[str, Look]:
    """The looks at a place of the register and at the folder itself, by their places."""
    built = tmp_path / "public"
    built.mkdir()
    for name, text in {"customers.html": "", **pages}.items():
        (built / name).write_text(WORDS + text, "utf-8")
    seen = EarlierSighting(
        1, 1, Moment(0), "/customers.html", Through.BUILT, None, None, None, str(built / "customers.html")
    )
    one = Assignment(target=target, places=("/customers.html",), before=(seen,))
    (found,) = SiteChecker(SiteSettings(built=built), bytes(16)).look([one], [])
    return {look.place: look for look in found}


@pytest.mark.parametrize(
    ("target", "text", "found", "named_on"),
    [
        (ACME, "<p>We met Acme in Bern.</p>", "gone", 3),
        (ACME, "<p>We met Acme GmbH in Bern, and <b>Acme</b> again.</p>", "gone", 3),
        (ACME, "<!-- Acme -->", "gone", 3),
        (ACME, "<nav><b>Acme Foods</b></nav>", "gone", 3),
        (ACME, "<td>Acme</td>", "still-there", 0),
        (ANN, "<p>Thanks to Ann Lee for the report.</p>", "gone", 3),
        (ANN, "<p>Great tool, saved us weeks ago.</p>", "inconclusive", 0),
        (ANN, f"<p>{QUOTE}</p>", "still-there", 0),
        (ACME, "", "gone", 0),
    ],
)  # fmt: skip
def test_not_shown_is_not_said_of_a_folder_that_may_name_it(
    tmp_path: Path, target: Target, text: str, found: str, named_on: int
) -> None:
    said = looks(tmp_path, target, {f"{n}.html": text for n in range(3)})

    assert (said["public"].found, said["public"].named_on) == (found, named_on)
    assert (said["/customers.html"].found, said["/customers.html"].named_on) == (found, named_on)


def test_a_name_in_passing_on_the_places_own_page_is_in_doubt(tmp_path: Path) -> None:
    said = looks(tmp_path, ACME, {"customers.html": "<p>We met Acme in Bern.</p>"})

    assert said["/customers.html"].found == "inconclusive"
    assert (said["public"].found, said["public"].named_on) == ("gone", 1)


SEVEN = b"7z\xbc\xaf\x27\x1c" + bytes(range(256)) * 4
"""An archive that is not opened."""


def look_again(tmp_path: Path, was: dict[str, bytes], now: dict[str, bytes]) -> Look:
    """The look at the folder after what it showed was taken out, held against the one that saw it."""
    built = tmp_path / "public"
    checker = SiteChecker(SiteSettings(built=built), bytes(16))
    folder: Look | None = None
    for files, text in ((was, f"<p>{QUOTE}</p>"), (now, "")):
        for name, data in {"customers.html": f"{WORDS}{text}".encode(), **files}.items():
            (built / name).parent.mkdir(parents=True, exist_ok=True)
            (built / name).write_bytes(data)
        before = () if folder is None else (
            EarlierSighting(
                1, 1, Moment(0), "/customers.html", Through.BUILT, None, None, None, folder.file, folder.sketch
            ),
        )  # fmt: skip
        (found,) = checker.look([Assignment(target=ANN, places=("/customers.html",), before=before)], [])
        folder = found[-1]
    assert folder is not None
    return folder


@pytest.mark.parametrize("name", ["setup.7z", "download/product-2.1.zip", "image.iso"])
def test_a_download_that_is_as_it_was_at_the_sighting_holds_nothing_up(tmp_path: Path, name: str) -> None:
    assert look_again(tmp_path, {name: SEVEN}, {}).found == "gone"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ({}, {"a.7z": SEVEN}),
        ({"a.7z": SEVEN}, {"a.7z": SEVEN + b"1"}),
        ({"a.7z": SEVEN}, {"b.7z": SEVEN}),
        # What visitors read, and do not only save, is to be read.
        ({"a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + SEVEN}, {}),
        ({"a.html": b"\0\1\2\3\4\5\6\7" * 200}, {}),
        ({"a.pdf": b"%PDF-1.7\n" + SEVEN}, {}),
        ({"a.html.gz": b"\x1f\x8b\x08\0" + SEVEN}, {}),
        ({"a": SEVEN}, {}),
    ],
)  # fmt: skip
def test_any_other_part_that_cannot_be_read_is_named(
    tmp_path: Path, was: dict[str, bytes], now: dict[str, bytes]
) -> None:
    said = look_again(tmp_path, was, now)

    assert (said.found, said.reason) == ("inconclusive", "unread")
    assert [one.what for one in said.unread] == [*(now or was)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("product.dmg", b"\x78\xda" + bytes(range(256)) * 40),
        ("product.dmg", b"BZh91AY&SY" + bytes(range(256)) * 40),
        ("product.msi", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(400)),
        ("product.exe", b"MZ\x90\0" + bytes(300)),
    ],
)
def test_a_programs_package_shows_nothing(tmp_path: Path, name: str, data: bytes) -> None:
    assert look_again(tmp_path, {}, {name: data}).found == "gone"
