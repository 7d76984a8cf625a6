"""A logo is known by its file, by what it looks like, and in SVG by what it says."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image, ImageDraw

from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Kind
from privacyctl.model.target import KnownBy, LogoMark, Target
from privacyctl.site.finding.finder import Finder
from privacyctl.site.logos.likeness import likeness


def picture(corner: tuple[int, int] = (10, 20), scale: float = 1, kind: str = "PNG") -> bytes:
    image = Image.new("RGB", (200, 100), "white")
    drawing = ImageDraw.Draw(image)
    drawing.ellipse((*corner, corner[0] + 60, corner[1] + 60), fill="navy")
    drawing.rectangle((100, 30, 190, 45), fill="black")
    drawing.rectangle((100, 60, 150, 70), fill="red")
    written = io.BytesIO()
    image.resize((round(200 * scale), round(100 * scale))).save(written, kind)
    return written.getvalue()


def logo(data: bytes) -> Target:
    mark = LogoMark("zed.png", hashlib.sha256(data).digest(), likeness(data))
    return Target(PublicationId(3), Kind.LOGO, is_barred=True, company="Zed Werk", logo=mark)


def sure(data: bytes, name: str, target: Target, content_type: str | None = None) -> list[KnownBy]:
    return [one.by for one in Finder([target]).look(data, name, content_type).sightings if one.is_sure]


@pytest.mark.parametrize(("name", "content_type"), [("a.png", None), ("a", "image/png"), ("a.PNG?v=1", None)])
def test_the_same_file_is_known_under_any_name(name: str, content_type: str | None) -> None:
    data = picture()

    assert sure(data, name, logo(data), content_type) == [KnownBy.LOGO]


def test_a_resized_and_recompressed_logo_is_known() -> None:
    found = Finder([logo(picture())]).look(picture(scale=0.6, kind="JPEG"), "other.jpg").sightings

    assert [one.by for one in found] == [KnownBy.LOGO]


def test_another_picture_is_not_the_logo() -> None:
    other = Image.linear_gradient("L").resize((200, 100))
    written = io.BytesIO()
    other.save(written, "PNG")

    assert sure(written.getvalue(), "other.png", logo(picture())) == []


def test_the_text_of_a_picture_is_not_read() -> None:
    data = picture() + b"<p>Zed Werk</p>"

    assert Finder([logo(b"x")]).look(data, "a.png").sightings == ()


def test_a_vector_logo_is_known_by_its_file_and_by_its_text() -> None:
    data = b'<svg xmlns="http://www.w3.org/2000/svg"><title>Zed Werk</title><path d="M0 0L9 9"/></svg>'

    assert set(sure(data, "a.svg", logo(data))) == {KnownBy.LOGO, KnownBy.COMPANY}
    assert sure(data, "a", logo(b"x"), "image/svg+xml") == [KnownBy.COMPANY]


def test_a_broken_picture_shows_nothing() -> None:
    assert sure(picture()[:60], "a.png", logo(picture())) == []
