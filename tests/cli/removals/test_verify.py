"""`verify` against real servers: what it sees, what it says, and what follows."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.packed_files import locked, pdf, zipped
from helpers.servers import WORDS, Edge, Origin
from helpers.terminal import Clock, CommandLine

SHOWN = f"{WORDS}<figure><blockquote>Saved us weeks.</blockquote><figcaption>Ann L.</figcaption></figure>"


@pytest.fixture
def origin(origin: Origin) -> Origin:
    """The page of customers shows Ann's words."""
    origin.page("/customers.html", SHOWN)
    return origin


@pytest.fixture
def edge(origin: Origin) -> Iterator[Edge]:
    with Edge(origin) as server:
        yield server


@pytest.fixture
def register(run: CommandLine) -> CommandLine:
    run.ok("add-contact ann.lee@acme.example --name 'Ann Lee' --company 'Acme Inc.'")
    return run


def asked(run: CommandLine, *places: str) -> CommandLine:
    """Ann's testimonial stands at these places, and she asks for its removal: task 1."""
    at = " ".join(f"--at '{place}'" for place in places)
    run.ok(
        "add-testimonial ann.lee@acme.example --quote 'Saved us weeks.' --attribution 'Ann L.'"
        f" {at} --permission Yes."
    )
    run.ok("takedown ann.lee@acme.example")
    return run


def settings(run: CommandLine, text: str) -> None:
    run.db.with_name("privacyctl.toml").write_text(f"[site]\n{text}\n", "utf-8")


def test_what_is_still_there_is_said_with_the_words_around_it(register: CommandLine, origin: Origin) -> None:
    run = asked(register, f"{origin.url}customers.html")

    answer = run("verify 1 --who")

    assert answer.status == 1
    assert "Task 1: still there (testimonial)." in answer.out
    assert "Saved us weeks. Ann L." in answer.out
    assert "take it out and deploy, then: privacyctl verify 1" in answer.err
    assert run.ok("due").out


def test_what_is_gone_stops_the_clock_without_any_settings(
    register: CommandLine, origin: Origin, clock: Clock
) -> None:
    run = asked(register, f"{origin.url}customers.html")
    origin.page("/customers.html", WORDS)
    clock.forward(hours=2)

    answer = run.ok("verify")

    assert "Task 1: gone, verified Sun 22 Nov 2026 14:00 UTC. The promise: kept, in 2 h 00 min." in answer.out
    assert run.ok("due").out == ""


def test_the_page_is_fetched_twice_and_the_second_time_past_caches(
    register: CommandLine, origin: Origin
) -> None:
    run = asked(register, f"{origin.url}customers.html")
    origin.asked.clear()
    run("verify")

    plain, fresh = [one for one in origin.asked if one.page == "/customers.html"]

    assert plain.path == "/customers.html"
    assert fresh.path.startswith("/customers.html?privacyctl=")
    assert fresh.headers["Cache-Control"] == "no-cache"
    assert "privacyctl/" in plain.headers["User-Agent"]


def test_a_cache_that_still_serves_it_is_told_from_the_site(
    register: CommandLine, origin: Origin, edge: Edge
) -> None:
    run = asked(register, f"{edge.url}customers.html")
    run("verify")
    origin.page("/customers.html", WORDS)

    answer = run("verify --json")
    looks = {one["through"]: one["found"] for one in answer.json["tasks"][0]["looks"]}
    assert (answer.status, looks) == (1, {"page": "still-there", "fresh-page": "gone"})
    assert "a cache on the way does: have your CDN forget the page" in answer.err
    assert answer.json["tasks"][0]["mend"].endswith("forget the page, then: privacyctl verify 1")

    edge.purge()
    run.ok("verify")


def test_a_page_that_was_taken_away_is_gone(register: CommandLine, origin: Origin) -> None:
    run = asked(register, f"{origin.url}customers.html")
    origin.remove("/customers.html")

    assert "the page is not there any more" in run.ok("verify").out


def test_a_site_that_is_down_proves_nothing(register: CommandLine, origin: Origin) -> None:
    run = asked(register, f"{origin.url}customers.html")
    origin.remove("/customers.html")
    origin.remove("/")

    answer = run("verify")

    assert answer.status == 1
    assert "Task 1: inconclusive" in answer.out
    assert "look again later: privacyctl verify 1 --wait" in answer.err


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_an_error_proves_nothing(register: CommandLine, origin: Origin, status: int) -> None:
    run = asked(register, f"{origin.url}customers.html")
    origin.page("/customers.html", WORDS, status=status)

    answer = run("verify")

    assert answer.status == 1
    assert f"{status}: an error of the server" in answer.out
    assert "task 1" in run.ok("due").out


def test_a_server_that_does_not_answer_proves_nothing(register: CommandLine, loopback: None) -> None:
    with Origin() as gone:
        url = gone.url
    run = asked(register, f"{url}customers.html")

    answer = run("verify")

    assert answer.status == 1
    assert "no answer, or one that broke off" in answer.out


def test_every_place_must_be_gone(register: CommandLine, origin: Origin) -> None:
    run = asked(register, f"{origin.url}customers.html", f"{origin.url}press.html")
    origin.page("/customers.html", WORDS)
    origin.page("/press.html", SHOWN)

    assert "Task 1: still there" in run("verify").out
    origin.page("/press.html", WORDS)
    run.ok("verify")


def test_a_place_that_is_no_page_waits_for_a_person(register: CommandLine, origin: Origin) -> None:
    run = asked(register, f"{origin.url}customers.html", "the printed brochure of 2024")
    origin.page("/customers.html", WORDS)

    answer = run("verify")
    assert answer.status == 1
    assert "no program can fetch this place" in answer.out
    assert "else look yourself, then: privacyctl verify 1 --attest" in answer.err

    run.ok("removed 1 --note 'Pulped what was left.'")
    assert "removed, not verified" in run.ok("due").out
    run.ok("verify 1 --attest 'Looked at the page and at the shelves: gone.'")
    assert run.ok("due").out == ""


def test_a_path_is_fetched_from_the_site_in_the_settings(register: CommandLine, origin: Origin) -> None:
    settings(register, f'url = "{origin.url}"\npages = ["/press.html"]')
    run = asked(register, "/customers.html")
    origin.page("/customers.html", WORDS)
    origin.page("/press.html", SHOWN)

    answer = run("verify")

    assert f"{origin.url}press.html" in answer.out
    assert "Task 1: still there" in answer.out


def test_the_built_folder_is_looked_through_where_that_is_all_there_is(
    register: CommandLine, tmp_path: Path
) -> None:
    built = tmp_path / "public"
    (built / "customers").mkdir(parents=True)
    settings(register, f'built = "{built}"')
    run = asked(register, "/customers/")
    (built / "customers" / "index.html").write_text(WORDS, "utf-8")
    (built / "feed.xml").write_text(f"<rss>{SHOWN}</rss>", "utf-8")

    assert "Saved us weeks." in run("verify --who").out
    (built / "feed.xml").unlink()
    assert "Task 1: gone" in run.ok("verify").out


@pytest.mark.parametrize("is_there", [True, False])
def test_an_empty_or_missing_built_folder_proves_nothing(
    register: CommandLine, tmp_path: Path, is_there: bool
) -> None:
    built = tmp_path / "public"
    if is_there:
        built.mkdir()
    settings(register, f'built = "{built}"')
    run = asked(register, "/customers/")

    answer = run("verify")

    assert answer.status == 1
    assert "Task 1: inconclusive" in answer.out


def test_a_page_too_large_to_read_proves_nothing_and_a_video_does_not_matter(
    register: CommandLine, tmp_path: Path
) -> None:
    built = tmp_path / "public"
    built.mkdir()
    settings(register, f'built = "{built}"')
    (built / "index.html").write_text(SHOWN, "utf-8")
    run = asked(register, "/customers/")
    (built / "index.html").write_text(WORDS, "utf-8")
    (built / "search.json").write_bytes(b" " * 5_000_001)

    assert "too large to read" in run("verify").out
    (built / "search.json").unlink()
    (built / "film.mp4").write_bytes(b"\0\0\0\x20ftypisom" + bytes(5_000_001))
    run.ok("verify")


def test_what_of_the_built_folder_cannot_be_read_is_named(register: CommandLine, tmp_path: Path) -> None:
    built = tmp_path / "public"
    built.mkdir()
    settings(register, f'built = "{built}"')
    (built / "index.html").write_text(SHOWN, "utf-8")
    run = asked(register, "/customers/")
    (built / "index.html").write_text(WORDS, "utf-8")
    (built / "index.html.gz").write_bytes(gzip.compress(WORDS.encode()))
    (built / "font.woff2").write_bytes(b"wOF2\0\1\0\0")
    (built / "again").symlink_to(built)
    run.ok("verify")
    (built / "press.pdf").write_bytes(locked(pdf("Saved us weeks."), "secret"))
    (built / "away").symlink_to(tmp_path)

    answer = run("verify 1")

    assert answer.status == 1
    assert "away is a link that leads out of the folder, and 1 part more" in answer.out
    (built / "away").unlink()
    assert "press.pdf is encrypted, or may not be read\n" in run("verify 1").out
    scanned = run(f"scan {built} --json").json
    assert scanned["left_out"] == {f"{built}/press.pdf": "is encrypted, or may not be read"}


def test_words_in_a_pdf_of_the_built_folder_are_still_there(register: CommandLine, tmp_path: Path) -> None:
    built = tmp_path / "public"
    built.mkdir()
    settings(register, f'built = "{built}"')
    run = asked(register, "/customers/")
    (built / "index.html").write_text(WORDS, "utf-8")
    (built / "press.zip").write_bytes(zipped({"press.pdf": pdf("Hello", "Saved us weeks. Ann L.")}))

    assert "press.zip:2: press.pdf: Hello Saved us weeks." in run("verify 1 --who").out


def test_wait_looks_again_until_it_is_gone(
    register: CommandLine, origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = asked(register, f"{origin.url}customers.html")
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            origin.page("/customers.html", WORDS)

    monkeypatch.setattr(time, "sleep", wait)

    assert "Task 1: gone" in run.ok("verify --wait").out
    assert waited == [0, 5, 10]


def test_wait_ends_after_a_quarter_of_an_hour(
    register: CommandLine, origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = asked(register, f"{origin.url}customers.html")
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)

    assert run("verify --wait").status == 1
    assert sum(waited) == 15 * 60


def test_what_came_back_is_due_at_once(register: CommandLine, origin: Origin, clock: Clock) -> None:
    run = asked(register, f"{origin.url}customers.html")
    origin.page("/customers.html", WORDS)
    run.ok("verify")
    clock.forward(hours=24 * 7)
    assert "Task 1: still gone." in run.ok("verify --all").out
    origin.page("/customers.html", SHOWN)

    answer = run("verify --all")

    assert answer.status == 1
    assert "Task 2: it was gone, and is on show again. A new task of case 1, due at once." in answer.out
    assert "task 2" in run.ok("due").out
    assert "case 1" in run.ok("requests").out
    assert run.ok("due --json").json["removals"][0]["seconds_left"] == 0


def test_who_is_in_no_register_is_never_proved_gone(run: CommandLine, loopback: None) -> None:
    run.ok("takedown stranger@nowhere.example")

    answer = run("verify")

    assert answer.status == 1
    assert "Task 1: nowhere to look." in answer.out
    assert "privacyctl verify 1 --attest" in answer.err


def test_nothing_to_look_at_is_nothing_wrong(run: CommandLine) -> None:
    assert run.ok("verify").out == ""
    assert run.ok("verify --all", terminal=True).out == "Nothing waits for evidence.\n"


@pytest.mark.parametrize(
    "line",
    ["verify --attest gone", "verify 1 --wait --attest gone", "verify --all --attest x", "verify 1 --all"],
)
def test_words_that_exclude_one_another_are_a_usage_error(run: CommandLine, line: str) -> None:
    assert run(line).status == 2


def test_there_is_no_such_task(run: CommandLine) -> None:
    answer = run("verify 7")

    assert (answer.status, "there is no task 7" in answer.err) == (1, True)


def test_a_hostile_page_does_not_reach_the_terminal_raw(register: CommandLine, origin: Origin) -> None:
    run = asked(register, f"{origin.url}customers.html")
    origin.page("/customers.html", SHOWN.replace("Ann L.", "Ann L.\x1b[2J\x1b]0;pwned\x07\u202e[bold]"))

    answer = run("verify", terminal=True)

    assert "\x1b]0" not in answer.out
    assert "\x07" not in answer.out
    assert "\u202e" not in answer.out
    assert "[bold]" in answer.out


def test_the_record_keeps_no_words_of_the_page(register: CommandLine, origin: Origin) -> None:
    run = asked(register, f"{origin.url}customers.html")
    origin.page("/customers.html", f"{SHOWN}<p>Rumpelstilzchen</p>", ETag='"7"')
    run("verify")

    data = run.db.read_bytes()

    assert b"Rumpelstilzchen" not in data
    assert b'"7"' in data


def test_a_place_of_a_site_below_a_path_is_looked_at_below_it(register: CommandLine, origin: Origin) -> None:
    origin.page("/project/", WORDS)
    origin.page("/project/customers.html", SHOWN)
    settings(register, f'url = "{origin.url}project/"')
    run = asked(register, "/customers.html", "/project/customers.html")

    answer = run("verify 1")

    assert answer.status == 1
    assert origin.paths[0] == "/project/customers.html"
    assert answer.out.count("still there") >= 3
