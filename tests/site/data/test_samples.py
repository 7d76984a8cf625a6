"""Data files as sites of each kind hold them: `samples/before` without one entry is `samples/after`, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from privacyctl.model.site import DataSource, Holds
from privacyctl.site import data

HERE = Path(__file__).parent / "samples"
T, C = Holds.TESTIMONIALS, Holds.CUSTOMERS


@pytest.mark.parametrize(
    ("name", "holds", "under", "label", "fields"),
    [
        ("hugo/testimonials.yaml", T, "", "1", "Ann Lee|Acme GmbH|Great tool,\nsaved us weeks."),
        ("hugo/testimonials.toml", T, "", "1", "Ann Lee|Acme GmbH|Great tool,\nsaved us weeks."),
        ("hugo/page.md", T, "blocks.items", "1", "Ann L.|Great tool, saved us weeks."),
        ("jekyll/testimonials.yml", T, "front", "1", "Ann L.|Acme GmbH|Great tool, saved us weeks."),
        ("jekyll/customers.csv", C, "", "1", "Acme; GmbH|/img/acme.svg"),
        ("astro/testimonials.json", T, "", "3", "Cy|Fine."),
        ("plain/customers.json", C, "", "1", "Acme GmbH|/img/logos/acme.svg"),
        ("plain/customers.toml", C, "customers", "acme", "Acme GmbH|/img/acme.svg"),
    ],
)
def test_a_sites_own_file_differs_by_the_removed_entry_alone(
    name: str, holds: Holds, under: str, label: str, fields: str
) -> None:
    source = DataSource(HERE / "before" / name, HERE, holds, tuple(under.split(".")) if under else ())
    [file] = data.read(source)
    [entry] = [entry for entry in file.entries if entry.label == label]

    assert "|".join(entry.fields.values()) == fields
    assert data.without(file, [entry]) == (HERE / "after" / name).read_bytes()
