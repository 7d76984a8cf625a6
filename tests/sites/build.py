"""Build one of the sites, as its generator would: `build.py hugo` in the folder of its source."""

from __future__ import annotations

import csv
import html
import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

Entry = dict[str, Any]
PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Customers</title></head>
<body><header><h1>Who works with us, and what they say</h1></header>
<p>Our tools keep the servers of small firms in good health. Here are some of those who rely on them every day.</p>
<ul class="logo-wall">{customers}</ul>
<section class="testimonials">{testimonials}</section>
</body></html>
"""


def hugo() -> tuple[list[Entry], list[Entry]]:
    data = Path("data")
    said = yaml.safe_load((data / "testimonials.yaml").read_text("utf-8"))
    return said, tomllib.loads((data / "customers.toml").read_text("utf-8"))["customer"]


def jekyll() -> tuple[list[Entry], list[Entry]]:
    data = Path("_data")
    said = yaml.safe_load((data / "quotes.yml").read_text("utf-8"))["front_page"]
    with (data / "customers.csv").open(encoding="utf-8-sig", newline="") as file:
        return said, list(csv.DictReader(file, delimiter=";"))


def astro() -> tuple[list[Entry], list[Entry]]:
    said = list(map(front_matter, sorted(Path("src/content/testimonials").glob("*.md"))))
    return said, json.loads(Path("src/data/customers.json").read_text("utf-8"))


def front_matter(path: Path) -> Entry:
    _, matter, body = path.read_text("utf-8").split("---\n", 2)
    known: Entry = yaml.safe_load(matter)
    return {
        "quote": body.replace("*", ""),
        "name": known["author"]["name"],
        "company": known["author"]["company"],
    }


def customers(entries: list[Entry]) -> Iterator[str]:
    for one in entries:
        name = html.escape(one["company"])
        yield f'<li><img src="{one["logo"]}" alt="{name}"></li>'


def testimonials(entries: list[Entry]) -> Iterator[str]:
    for one in entries:
        words = html.escape(str(one["quote"]).strip()).replace("\n", "<br>\n")
        who = html.escape(f"{one['name']}, {one['company']}")
        yield f"<figure><blockquote><p>{words}</p></blockquote><figcaption>&mdash; {who}</figcaption></figure>\n"


def main() -> None:
    kinds: dict[str, Callable[[], tuple[list[Entry], list[Entry]]]] = {
        "hugo": hugo, "jekyll": jekyll, "astro": astro,
    }  # fmt: skip
    said, firms = kinds[sys.argv[1]]()
    public = Path("public")
    public.mkdir(exist_ok=True)
    page = PAGE.format(customers="".join(customers(firms)), testimonials="".join(testimonials(said)))
    (public / "customers.html").write_text(page, encoding="utf-8")
    (public / "index.html").write_text(
        "<h1>Home</h1><p>Tools for small firms and their servers.</p>", "utf-8"
    )


if __name__ == "__main__":
    main()
