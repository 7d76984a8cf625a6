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
