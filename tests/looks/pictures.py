"""Draw the pictures that the cases share: `python tests/looks/pictures.py`. They are nobody's logos."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
SHARED = HERE / "shared" / "img"


def sought() -> Image.Image:
    """The logo that is on record: six shapes, 320 x 160."""
    image = Image.new("RGB", (320, 160), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((16, 24, 84, 136), "#102a43")
    pen.polygon(((96, 136), (140, 24), (160, 136)), "#c0392b")
    pen.ellipse((172, 24, 236, 88), "#27754a")
    pen.rectangle((172, 100, 300, 112), "#102a43")
    pen.rectangle((172, 122, 262, 134), "#8e44ad")
    pen.line((248, 30, 304, 86), "#d35400", 10)
    return image


def others(number: int) -> Image.Image:
    """Logos of other companies, of about the same size."""
    image = Image.new("RGB", (240, 120), "white")
    pen = ImageDraw.Draw(image)
    if number == 1:
        pen.arc((20, 20, 100, 100), 30, 300, "#1f6feb", 14)
        pen.polygon(((120, 100), (160, 20), (220, 60)), "#0b3d0b")
        pen.rectangle((130, 20, 150, 40), "#aa0000")
    else:
        pen.polygon(((20, 60), (60, 20), (100, 60), (60, 100)), "#444444")
        pen.ellipse((130, 30, 190, 90), outline="#d35400", width=12)
        pen.line((200, 20, 220, 100), "#1f6feb", 8)
    return image


def sprite(*logos: Image.Image) -> Image.Image:
    """Logos side by side in one picture, 260 pixels apart."""
    image = Image.new("RGB", (260 * len(logos), 120), "white")
    for number, logo in enumerate(logos):
        image.paste(logo, (260 * number, 0))
    return image


def main() -> None:
    SHARED.mkdir(parents=True, exist_ok=True)
    ours = sought()
    ours.save(HERE / "sought" / "logo-7.png", optimize=True)
    shown = ours.resize((240, 120), Image.Resampling.LANCZOS)
    shown.quantize(64).save(SHARED / "acme-x1.png", optimize=True)
    for number in (1, 2):
        others(number).quantize(16).save(SHARED / f"other-{number}.png", optimize=True)
    sprite(others(1), shown, others(2)).quantize(64).save(SHARED / "sprite.png", optimize=True)
    sprite(others(1), others(2)).quantize(32).save(SHARED / "sprite-2.png", optimize=True)


if __name__ == "__main__":
    main()
