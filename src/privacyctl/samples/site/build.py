"""Build the demo's site: one page of customers and what they said, from the two files in data/."""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Customers of Lighthouse Software</title>
<h1>Who works with Lighthouse</h1>
<p>Lighthouse keeps an eye on your servers, so that you need not. These are some who rely on it.</p>
<ul class="customers">
{customers}
</ul>
<section class="testimonials">
{testimonials}
</section>
</html>
"""


def load(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((HERE / "data" / name).read_text(encoding="utf-8"))
    return found


def customer(one: dict[str, Any]) -> str:
    name = html.escape(one["company"])
    logo = f'<img src="{one["logo"]}" alt="{name}">' if "logo" in one else ""
    return f'<li><a href="{one["url"]}">{logo}{name}</a></li>'


def testimonial(one: dict[str, Any]) -> str:
    quote, name = html.escape(one["quote"]), html.escape(one["name"])
    return f"<figure><blockquote>{quote}</blockquote><figcaption>{name}</figcaption></figure>"


def build() -> None:
    public = HERE / "public"
    shutil.rmtree(public, ignore_errors=True)  # else the logo of yesterday stays reachable
    public.mkdir()
    page = PAGE.format(
        customers="\n".join(map(customer, load("customers.json"))),
        testimonials="\n".join(map(testimonial, load("testimonials.json"))),
    )
    (public / "customers.html").write_text(page, encoding="utf-8")
    (public / "index.html").write_text(page, encoding="utf-8")
    for one in load("customers.json"):
        if "logo" in one:
            shutil.copy(HERE / one["logo"].lstrip("/"), public)


if __name__ == "__main__":
    build()
