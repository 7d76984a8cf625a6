"""Where a scan found something, as people call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from privacyctl.model.site import DataSource, Holds, SiteSettings
from privacyctl.output.site_places import SitePlace, Sort, is_data, place_of, said


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SiteSettings:
    source = tmp_path / "site"
    (source / "public" / "customers").mkdir(parents=True)
    (source / "data").mkdir()
    (tmp_path / "link").symlink_to(source)
    monkeypatch.chdir(tmp_path)
    return SiteSettings(
        source=source,
        built=source / "public",
        url="https://v.example/project/",
        data=(DataSource(source / "data" / "t.yml", source, Holds.TESTIMONIALS),),
    )


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("https://v.example/project/", SitePlace(Sort.PUBLIC, "/")),
        ("https://v.example/project", SitePlace(Sort.PUBLIC, "/")),
        ("https://v.example/project/a.html?x=1", SitePlace(Sort.PUBLIC, "/a.html?x=1")),
        ("https://v.example/projects/a.html", SitePlace(Sort.PUBLIC, "https://v.example/projects/a.html")),
        ("site/public/index.html", SitePlace(Sort.PUBLIC, "/")),
        ("site/public/customers/index.html", SitePlace(Sort.PUBLIC, "/customers/")),
        ("site/public/customers.html", SitePlace(Sort.PUBLIC, "/customers.html")),
        ("site/public/../public/x.html", SitePlace(Sort.PUBLIC, "/x.html")),
        ("link/public/x.html", SitePlace(Sort.PUBLIC, "/x.html")),
        ("site/data/t.yml", SitePlace(Sort.SOURCE, "data/t.yml:4")),
        ("link/layouts/index.html", SitePlace(Sort.SOURCE, "layouts/index.html:4")),
        ("elsewhere/index.html", SitePlace(Sort.FILE, "elsewhere/index.html:4")),
    ],
)
def test_a_place_is_called_as_people_call_it(site: SiteSettings, where: str, place: SitePlace) -> None:
    assert place_of(where, 4, site) == place


def test_a_folder_that_is_deployed_as_it_stands_is_public_but_for_its_data(site: SiteSettings) -> None:
    plain = SiteSettings(source=site.source, built=site.source, data=site.data)

    assert place_of("site/about.html", 1, plain) == SitePlace(Sort.PUBLIC, "/about.html")
    assert place_of("site/data/t.yml", 1, plain) == SitePlace(Sort.SOURCE, "data/t.yml:1")
    assert [is_data(one, plain) for one in ("site/data/t.yml", "link/data/t.yml", "site/about.html")] == [
        True, True, False,
    ]  # fmt: skip


def test_pages_files_and_sources_are_told_apart_and_more_than_eight_are_counted() -> None:
    pages = [SitePlace(Sort.PUBLIC, f"/{n}.html") for n in range(20)]
    rest = [SitePlace(Sort.SOURCE, "t.yml:4"), SitePlace(Sort.FILE, "x:1"), SitePlace(Sort.SOURCE, "t.yml:4")]

    assert said([*rest, *pages]) == [
        "on 20 public pages: " + "  ".join([*(one.text for one in pages[:8]), "and 12 more: --all"]),
        "in 1 file: x:1",
        "in the site's source: t.yml:4",
    ]
    assert said(pages, everything=True)[0].endswith("  /19.html")
    assert said([SitePlace(Sort.PUBLIC, "/"), SitePlace(Sort.PUBLIC, "/a.png")]) == [
        "at 2 public addresses: /  /a.png"
    ]
