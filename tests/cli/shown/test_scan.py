"""`scan`: both ways through folders and the public site, with a status that suits the site's own checks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.servers import WORDS, Origin
from helpers.terminal import CommandLine


def figure(quote: str, name: str) -> str:
    return f"<figure><blockquote>{quote}</blockquote><figcaption>{name}</figcaption></figure>"


@pytest.fixture
def public(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    folder.mkdir()
    return folder


@pytest.fixture
def shown(run: CommandLine, on_show: dict[str, int], public: Path) -> CommandLine:
    """The register of `on_show`, and a page that shows Ann's and Bo's words."""
    assert on_show
    page = (
        f"<html><body>\n{WORDS}\n{figure('Saved us weeks.', 'Ann L.')}\n{figure('It just works.', 'B. B.')}\n"
    )
    (public / "customers.html").write_text(page, "utf-8")
    return run


def findings(run: CommandLine, line: str) -> list[tuple[str, int, bool]]:
    return [(one["what"], one["line"], one["sure"]) for one in run(f"{line} --json").json["findings"]]


def test_what_may_be_shown_is_no_finding(shown: CommandLine, public: Path) -> None:
    answer = shown.ok(f"scan {public}")

    assert answer.out == ""
    assert answer.err == "privacyctl: note: 1 file read: 0 findings\n"


def test_what_was_taken_down_and_is_there_is_found_with_its_line(shown: CommandLine, public: Path) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")

    answer = shown(f"scan {public}")

    assert answer.status == 1
    assert answer.out == (
        f"{public}/customers.html:3: asked to be removed, still in: testimonial (publication 1, task 1),"
        " by its quote, attribution\n"
    )


def test_what_nobody_permitted_is_an_orphan(shown: CommandLine, public: Path) -> None:
    with (public / "customers.html").open("a", encoding="utf-8") as page:
        page.write(f"{figure('Best thing since sliced bread.', 'Zoe K.')}\n")

    answer = shown(f"scan {public}")

    assert answer.status == 1
    assert answer.out == f"{public}/customers.html:5: no permission on record: testimonial\n"
    assert ": no permission on record: testimonial: 'Best thing since" in shown(f"scan {public} --who").out


def test_the_full_name_beside_the_quote_is_found(shown: CommandLine, public: Path) -> None:
    (public / "customers.html").write_text(figure("Saved us weeks.", "Ann Lee"), "utf-8")

    assert findings(shown, f"scan {public}") == [("full-name", 1, True)]


def test_what_may_be_meant_is_told_last_and_stops_nothing(shown: CommandLine, public: Path) -> None:
    shown.ok("takedown 'Acme Inc.' --what name")
    (public / "changelog.html").write_text("<p>Thanks to Acme Inc. for the report.</p>", "utf-8")

    answer = shown.ok(f"scan {public}")

    assert (
        "changelog.html:1: perhaps asked to be removed, still in: company name (publication 4, task 1)"
        in answer.out
    )
    assert answer.err == "privacyctl: note: 2 files read: 0 findings, and 1 that may be one\n"


def test_who_asked_and_is_in_no_register_is_looked_for(shown: CommandLine, public: Path) -> None:
    shown.ok("takedown 'Initech Ltd'")
    (public / "a.html").write_text(
        '<ul class="clients"><li><img src="x.png" alt="Initech"></li></ul>', "utf-8"
    )

    answer = shown(f"scan {public}")

    assert (
        "a.html:1: asked to be removed, still in: what somebody asked for (task 1), by its company\n"
        in answer.out
    )


def test_a_data_file_of_the_settings_is_held_against_the_register(shown: CommandLine, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "said.yaml").write_text(
        "- quote: It just works.\n  name: B. B.\n- quote: Whose?\n  name: Zoe\n", "utf-8"
    )
    shown.db.with_name("privacyctl.toml").write_text(
        f'[site]\nsource = "{source}"\n[[site.data]]\nfile = "said.yaml"\nholds = "testimonials"\n', "utf-8"
    )

    assert findings(shown, "scan") == [("orphan", 3, True)]


def test_a_broken_data_file_hides_nothing_of_the_others(shown: CommandLine, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "said.yaml").write_text("- quote: [", "utf-8")
    (source / "page.html").write_text(figure("Best thing since sliced bread.", "Zoe K."), "utf-8")
    shown.db.with_name("privacyctl.toml").write_text(
        f'[site]\nsource = "{source}"\n[[site.data]]\nfile = "said.yaml"\nholds = "testimonials"\n', "utf-8"
    )

    answer = shown("scan")

    assert answer.status == 2
    assert "no permission on record: testimonial" in answer.out
    assert "said.yaml" in answer.err


def test_a_folder_that_is_named_in_another_way_still_has_its_data_files(
    shown: CommandLine, tmp_path: Path
) -> None:
    source, link = tmp_path / "source", tmp_path / "link"
    source.mkdir()
    link.symlink_to(source)
    (source / "said.yaml").write_text("- quote: Whose words are these?\n  name: Zoe\n", "utf-8")
    shown.db.with_name("privacyctl.toml").write_text(
        f'[site]\nsource = "{source}"\n[[site.data]]\nfile = "said.yaml"\nholds = "testimonials"\n', "utf-8"
    )

    assert findings(shown, f"scan {link}") == [("orphan", 1, True)]
    assert findings(shown, f"scan {source}/../source") == [("orphan", 1, True)]


def test_one_file_can_be_scanned_by_its_name(shown: CommandLine, public: Path) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")

    assert shown(f"scan {public}/customers.html").status == 1


def test_an_unchanged_folder_is_scanned_to_the_same_end(shown: CommandLine, public: Path) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")
    first = shown(f"scan {public} --json").json
    again = shown(f"scan {public} --json").json

    assert again == first


def test_what_is_asked_for_later_is_found_in_what_was_read_before(shown: CommandLine, public: Path) -> None:
    shown.ok(f"scan {public}")
    shown.ok("takedown ann.lee@acme.example --what testimonial")

    assert shown(f"scan {public}").status == 1


def test_a_scan_leaves_no_entry_and_no_words_in_the_record(shown: CommandLine, public: Path) -> None:
    (public / "x.html").write_text("<p>Rumpelstilzchen</p>", "utf-8")
    before = shown.ok("audit --verify --json").json
    shown.ok(f"scan {public}")

    assert shown.ok("audit --verify --json").json == before
    assert b"Rumpelstilzchen" not in shown.db.read_bytes()
    assert b"x.html" not in shown.db.read_bytes()


def test_a_link_out_of_the_folder_is_not_followed(shown: CommandLine, public: Path, tmp_path: Path) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")
    (public / "customers.html").rename(tmp_path / "outside.html")
    (public / "link.html").symlink_to(tmp_path / "outside.html")
    (public / "up").symlink_to(tmp_path)

    shown.ok(f"scan {public}")


def test_hostile_file_names_do_not_reach_the_terminal_raw(shown: CommandLine, public: Path) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")
    (public / "customers.html").rename(public / "a\x1b[2J\u202eb.html")

    answer = shown(f"scan {public}", terminal=True)

    assert "\x1b[2J" not in answer.out
    assert "\u202e" not in answer.out
    assert "a\\x1b[2J\\u202eb.html:3" in answer.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("scan", "it is not said where to look"),
        ("scan /no/such/folder", "there is no folder or file"),
    ],
)
def test_where_there_is_nothing_to_scan_it_says_what_to_type(run: CommandLine, line: str, said: str) -> None:
    answer = run(line)

    assert answer.status == 2
    assert said in answer.err


@pytest.fixture
def origin(loopback: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Origin]:
    """A public site of three pages: one in its sitemap, one behind a link, one that robots must not read."""
    monkeypatch.setattr("privacyctl.site.web.crawling.time.sleep", lambda _: None)
    with Origin() as server:
        server.page("/", f'{WORDS}<a href="/b.html">b</a><a href="https://elsewhere.example/">x</a>')
        server.page("/robots.txt", "User-agent: *\nDisallow: /private/\n", kind="text/plain")
        server.page(
            "/sitemap.xml", f"<urlset><url><loc>{server.url}a.html</loc></url></urlset>", kind="text/xml"
        )
        server.page("/a.html", WORDS)
        server.page("/b.html", f'{figure("Saved us weeks.", "Ann L.")}<a href="/private/">p</a>')
        server.page("/private/", figure("Saved us weeks.", "Ann L."))
        yield server


def test_the_public_site_is_gone_through_by_its_sitemap_and_its_links(
    shown: CommandLine, origin: Origin
) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")

    answer = shown(f"scan {origin.url} --json")

    assert answer.status == 1
    assert {one["where"] for one in answer.json["findings"]} == {f"{origin.url}b.html"}
    assert answer.json["left_out"] == {f"{origin.url}private/": "robots.txt"}
    assert {"/a.html", "/b.html"} <= set(origin.paths)


def test_without_folders_the_settings_address_is_scanned(shown: CommandLine, origin: Origin) -> None:
    shown.db.with_name("privacyctl.toml").write_text(f'[site]\nurl = "{origin.url}"\n', "utf-8")

    shown.ok("scan")
    assert "/b.html" in origin.paths


def test_a_site_that_does_not_answer_is_no_clean_site(shown: CommandLine, loopback: None) -> None:
    with Origin() as gone:
        url = gone.url

    answer = shown(f"scan {url}")

    assert answer.status == 1
    assert "the site does not answer as it should: no-answer" in answer.err


def test_a_finding_says_what_mends_it(shown: CommandLine, public: Path) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")

    found = shown(f"scan {public} --json").json["findings"]

    assert found
    assert all("privacyctl publish" in one["mend"] for one in found if one["what"] == "still-shown")
