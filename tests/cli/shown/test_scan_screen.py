"""What `scan` says to people: on a terminal in groups, in a pipe a line a finding that names nobody."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from helpers.servers import WORDS
from helpers.terminal import CommandLine

QUOTE = "Great tool, saved us weeks of tedious work every month."
LONG = "customers-of-ours-and-what-they-say-of-us-in-their-own-words-since-the-year-2009/index.html"
WIDTHS = (40, 60, 80, 120)


def figure(quote: str, name: str) -> str:
    return (
        f"<figure class=testimonial><blockquote>{quote}</blockquote><figcaption>{name}</figcaption></figure>"
    )


@pytest.fixture
def site(run: CommandLine, tmp_path: Path) -> Path:
    """A site in whose pages and data stand: what is asked for, what came back, a full name, an orphan, a doubt."""
    built, data = tmp_path / "site" / "public", tmp_path / "site" / "data"
    data.mkdir(parents=True)
    pages = {f"{n}.html": f"<p>{WORDS}</p>{figure(QUOTE, 'Ann L., Acme GmbH')}" for n in range(10)}
    pages |= {
        LONG: f"<p>{WORDS}</p>{figure(QUOTE, 'Ann L., Acme GmbH')}",
        "bo.html": figure("It just works for all of us.", "Bo Berg"),
        "cy.html": figure("Not a day without it, and that is that.", "C. D."),
        "zoe.html": figure("Best thing since sliced bread.", "Zoe K."),
        "log.html": f"<p>{WORDS} Thanks to Acme GmbH for the report. {WORDS}</p>",
    }
    for name, text in pages.items():
        (built / name).parent.mkdir(parents=True, exist_ok=True)
        (built / name).write_text(text, "utf-8")
    (data / "t.yml").write_text(f"- quote: {QUOTE}\n  name: Ann L.\n", "utf-8")
    run.db.with_name("privacyctl.toml").write_text(
        f'[site]\nsource = "{tmp_path}/site"\nbuilt = "{built}"\n'
        '[[site.data]]\nfile = "data/t.yml"\nholds = "testimonials"\n',
        "utf-8",
    )
    for who, name, quote, shown in (
        ("ann@acme.example", "Ann Lee", QUOTE, "Ann L., Acme GmbH"),
        ("bo@berg.example", "Bo Berg", "It just works for all of us.", "B. B."),
        ("cy@dow.example", "Cy Dow", "Not a day without it, and that is that.", "C. D."),
    ):
        run.ok(f"add-contact {who} --name '{name}' --company 'Acme GmbH'")
        run.ok(
            f"add-testimonial {who} --quote '{quote}' --attribution '{shown}' --at /0.html --permission Yes."
        )
    run.once(
        "add-customer 'Acme GmbH' --at /0.html",
        "takedown cy@dow.example --what testimonial",
        "verify 1 --attest gone",
        "takedown ann@acme.example --what testimonial --received '1h ago'",
    )
    return tmp_path / "site"


@pytest.fixture
def screen(run: CommandLine, site: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The same, seen on a terminal of 80 columns."""
    assert site
    monkeypatch.setenv("COLUMNS", "80")
    return run


STILL_IN = "asked to be removed, still in: testimonial (publication 1, task 2)"
NOBODYS = (
    "if it is what somebody asked to have removed: take it out by hand and deploy, then"
    " privacyctl verify TASK --attest 'what you saw'; else find out whose it is"
)
SAID = """\
Full name on show (1)
  testimonial of bo@berg.example (publication 2)
    on 1 public page: /bo.html
    "It just works for all of us." - B. B.
  next: put the first name with an initial, and the company, in its place: 'Ann
    L., Acme GmbH', and deploy; then: privacyctl scan

Taken down, and back (1)
  testimonial of cy@dow.example (publication 3)
    on 1 public page: /cy.html
    "Not a day without it, and that is that." - C. D.
  next: privacyctl publish, then privacyctl scan

Asked to be removed, still in (1)
  testimonial of ann@acme.example (publication 1, task 2)
    due Mon 23 Nov 2026 11:00 UTC, 23 h 00 min left
    on 11 public pages: /0.html  /1.html  /2.html  /3.html  /4.html  /5.html
      /6.html  /7.html  and 3 more: --all
    in the site's source: data/t.yml:1
    "Great tool, saved us weeks of tedious work every month." - Ann L., Acme
      GmbH
  next: privacyctl publish, then privacyctl verify 2

No permission on record (1)
  testimonial
    on 1 public page: /zoe.html
    seen: "Best thing since sliced bread. Zoe K."
  next: if it is what somebody asked to have removed: take it out by hand and
    deploy, then privacyctl verify TASK --attest 'what you saw'; else find out
    whose it is
"""


def test_on_a_terminal_the_findings_stand_in_groups_that_end_in_what_to_do(screen: CommandLine) -> None:
    answer = screen("scan", terminal=True)

    assert answer.status == 1
    assert answer.out == SAID
    assert answer.err.endswith("16 files read: 4 findings\n")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("line", ["scan", "scan --all", "verify", "publish --dry-run"])
def test_no_word_is_broken_at_any_width(
    screen: CommandLine, monkeypatch: pytest.MonkeyPatch, width: int, line: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    answer = screen(line, terminal=True)
    said = [re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", one) for one in (answer.out + answer.err).splitlines()]
    copied = [one for one in said if one[:1] in "-+@ " and line.startswith("publish")]  # a diff is not folded
    copied += [one for one in said if one.startswith("  */10 * * * * ")]  # nor is cron's line

    assert [one for one in said if len(one) > width and " " in one.strip() and one not in copied] == []


def test_an_address_longer_than_the_line_stands_alone(
    screen: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")

    assert f"/{LONG.removesuffix('index.html')}" in [
        one.strip() for one in screen("scan --all", terminal=True).out.splitlines()
    ]


def test_in_a_pipe_a_finding_is_a_line_with_its_first_place_and_nobody_is_named(
    run: CommandLine, site: Path
) -> None:
    answer = run("scan")

    assert answer.out.splitlines() == [
        f"{site}/public/bo.html:1: full name on show: testimonial (publication 2), by its full name",
        f"{site}/public/cy.html:1: taken down, and back: testimonial (publication 3), by its quote, attribution",
        f"{site}/data/t.yml:1: {STILL_IN}, by its quote, attribution; and 11 more places",
        f"{site}/public/zoe.html:1: no permission on record: testimonial",
    ]
    assert answer.err.splitlines()[-4:-1] == [
        "privacyctl: hint: taken down, and back: privacyctl publish, then privacyctl scan",
        "privacyctl: hint: asked to be removed, still in: privacyctl publish, then privacyctl verify 2",
        f"privacyctl: hint: no permission on record: {NOBODYS}",
    ]


@pytest.mark.parametrize("line", ["scan", "scan --all", "verify", "verify --all"])
def test_cron_is_told_nobody_by_name_nor_by_their_words_unless_it_is_asked_for(
    run: CommandLine, site: Path, line: str
) -> None:
    assert site
    answer, asked = run(line), run(f"{line} --who")

    for personal in ("ann@acme.example", "tedious", "Zoe", "bo@berg", "Bo Berg"):
        assert personal not in answer.out + answer.err
    assert "tedious" in asked.out


def test_all_names_every_place_in_a_pipe_by_a_line_each(run: CommandLine, site: Path) -> None:
    everything = run("scan --all").out.splitlines()

    of_ann = [one for one in everything if "(publication 1, task 2)" in one]
    assert len(of_ann) == 12
    assert all(one.endswith("by its quote, attribution") for one in of_ann)
    assert len({one.partition(":1:")[0] for one in of_ann} | {str(site)}) == 13


def test_json_has_an_item_a_place_with_its_group_and_its_finding(run: CommandLine, site: Path) -> None:
    assert site
    found = run("scan --json").json["findings"]

    of_ann = [one for one in found if one["publication"] == 1]
    assert len(of_ann) == 23  # the data file names the company nowhere
    assert {(one["group"], one["finding"]) for one in of_ann} == {("still-in", 3)}
    assert {one["group"] for one in found} == {"full-name", "came-back", "still-in", "orphan"}
    assert {one["finding"] for one in found} == {1, 2, 3, 4}


def test_who_is_in_no_register_can_be_named_where_their_entry_stands(
    run: CommandLine, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with (site / "data" / "t.yml").open("a", encoding="utf-8") as data:
        data.write("- quote: I like it, and so does everybody here.\n  name: Initech Ltd\n")
    run.ok("takedown 'Initech Ltd' --unknown --note off")

    answer = run("scan", terminal=True)

    assert "  what Initech Ltd asked for (task 3)\n" in answer.out
    assert "takedown --entry data/t.yml:4 --case 3" in " ".join(answer.out.split())


def test_a_site_without_data_files_is_mended_by_hand(run: CommandLine, site: Path) -> None:
    run.db.with_name("privacyctl.toml").write_text(f'[site]\nbuilt = "{site}/public"\n', "utf-8")

    answer = run(f"scan {shlex.quote(str(site / 'public'))}")

    assert (
        "hint: asked to be removed, still in: take it out by hand and deploy, then privacyctl verify 2\n"
        in answer.err
    )


def test_what_json_says_to_type_of_what_nobody_permitted_can_be_typed(run: CommandLine, site: Path) -> None:
    """An entry can be named where it stands in a data file; what stands on a page alone cannot."""
    page = site / "public" / "zoe.html"
    with (site / "data" / "t.yml").open("a", encoding="utf-8") as data:
        data.write("- quote: It is the best that we ever had.\n  name: Vera Q.\n")

    found = [
        one
        for one in run(f"scan {shlex.quote(str(site))} --json").json["findings"]
        if one["what"] == "orphan"
    ]

    mends = {Path(one["where"]).name: one["mend"] for one in found}
    assert "verify TASK --attest" in mends[page.name]
    [(entry, case)] = re.findall(r"--entry (\S+) --case (\w+)", " ".join(mends.values()))
    answer = run(f"takedown --entry {entry} --case {case.replace('CASE', '2')} --json")
    assert answer.status == 0, answer
