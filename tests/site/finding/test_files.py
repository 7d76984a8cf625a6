"""Files that are known by their names: logos as builders rename them, and pictures of people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.targets import ANN, LOGO, finder, seen
from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Kind
from privacyctl.model.target import LogoMark, Target
from privacyctl.site.finding.file_names import pictures, stems


def of_file(page: str, *targets: Target) -> list[str]:
    return [one for one in seen(page, "p.html", *targets or (LOGO,)) if "file name" in one]


@pytest.mark.parametrize(
    "file",
    [
        "acme.svg", "/img/logos/acme.svg", "https://cdn.example/a/ACME.SVG?v=2", "../acme.png", "acme.8f3a2c1d.svg",
        "acme-8f3a2c1d9e0b4f5a6c7d8e9f0a1b2c3d.svg", "/_astro/acme.CZ8fQ1xy.svg", "acme-BX_1cQ-d.svg",
        "acme-300x200.png", "acme-300x200@2x.webp", "acme@2x.png", "acme_640w.avif", "acme-300x.jpg",
        "acme-scaled.jpg", "acme.min.svg", "acme_hu1f2e3d_0_200x0_resize_q75_box_3.png",
        "acme_hu_1f2e3d4c.png", "acme.svg#icon",
    ],
)  # fmt: skip
def test_a_logo_is_known_by_its_file_name_whatever_a_builder_put_behind_it(file: str) -> None:
    assert of_file(f'<a><img src="{file}"></a>') == ["3 file name sure"]


@pytest.mark.parametrize(
    "file",
    ["acme-products.svg", "my-acme.svg", "acmes.svg", "acme-office.jpg", "acme.svg.html", "acme", "acme.css"],
)
def test_another_file_is_not_the_logo(file: str) -> None:
    assert of_file(f'<img src="{file}">') == []


@pytest.mark.parametrize(
    "page",
    [
        '<img srcset="/x.png 1x, /img/acme.png 2x">',
        '<source srcset="/img/acme-300w.webp 300w">',
        '<img data-src="/img/acme.svg">',
        '<div style="background:url(/img/acme.svg) no-repeat"></div>',
        "<style>.a { background: url('/img/acme.svg') }</style>",
        '<link rel="preload" as="image" href="/img/acme.svg">',
        '<meta property="og:image" content="https://x.example/img/acme.png">',
        '<svg><image xlink:href="acme.png"/></svg>',
        '<object data="acme.svg"></object>',
        '<video poster="acme.jpg"></video>',
    ],
)
def test_a_logo_is_known_wherever_a_page_refers_to_it(page: str) -> None:
    assert of_file(page) == ["3 file name sure"]


@pytest.mark.parametrize(
    "name", ["logo.svg", "image.png", "1.png", "logo-2.svg", "icon.ico", "customer_logo.png"]
)
def test_a_name_that_says_nothing_is_doubtful(name: str) -> None:
    target = Target(
        PublicationId(3), Kind.LOGO, is_barred=True, company="Zed", logo=LogoMark(name, b"\1" * 32, None)
    )

    assert of_file(f'<img src="/a/{name}">', target) == ["3 file name perhaps"]


def test_a_name_with_a_space_or_a_percent_sign_is_known() -> None:
    target = Target(
        PublicationId(3),
        Kind.LOGO,
        is_barred=True,
        company="Zed",
        logo=LogoMark("Zed Werk.svg", b"\1" * 32, None),
    )

    assert of_file('<img src="/a/Zed%20Werk.svg">', target) == ["3 file name sure"]
    assert of_file('<img src="/a/zed werk.svg">', target) == ["3 file name sure"]


def test_a_picture_in_the_address_of_an_image_service_is_seen() -> None:
    assert "/img/acme.svg" in pictures("/_next/image?url=%2Fimg%2Facme.svg&w=64")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("public/img/acme.8f3a2c1d.svg", [("file name", True)]),
        ("public/img/ann-lee.jpg", [("full name", True)]),
        ("content/authors/ann-lee.md", [("full name", False)]),
        ("public/img/other.jpg", []),
    ],
)
def test_the_name_of_a_file_itself_is_looked_at(path: str, said: list[tuple[str, bool]]) -> None:
    found = finder(ANN, LOGO).named(path)

    assert [(one.by.value, one.is_sure) for one in found if one.by != "company"] == said


@given(st.text(alphabet="acme-_.@~x019Zf", min_size=1, max_size=60))
def test_the_whole_name_is_always_one_of_the_stems(name: str) -> None:
    assert name.lower() in stems(f"/img/{name}.svg")
