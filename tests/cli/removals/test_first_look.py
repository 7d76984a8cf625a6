"""The first look: what is registered and what is asked for is looked for at once, and what is not seen is said."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from helpers import targets
from helpers.servers import WORDS, Origin, Wire
from helpers.terminal import CommandLine
from privacyctl.model.look import Assignment
from privacyctl.model.look_reason import LookReason
from privacyctl.model.site import SiteSettings
from privacyctl.site.first_look import FirstLook

ANN = "<figure><blockquote>Saved us weeks.</blockquote><figcaption>Ann L.</figcaption></figure>"
ADD = (
    "add-testimonial ann.lee@acme.example --quote 'Saved us weeks.' --attribution 'Ann L.' --permission Yes."
)
DRAWING = (
    "<svg viewBox='0 0 90 60'><path d='M5 50L25 8L45 50L65 8L85 50' fill='none' stroke='#036' stroke-width='7'/>"
    "<circle cx='45' cy='22' r='9' fill='#c30'/></svg>"
)
HINT = "Only what a look saw can be seen to be gone later"


@pytest.fixture
def origin(origin: Origin) -> Origin:
    origin.page("/customers/", f"{WORDS}{ANN}")
    return origin


@pytest.fixture
def site(run: CommandLine, origin: Origin) -> CommandLine:
    """Ann on record, and the site in the settings; its page shows her words."""
    run.db.with_name("privacyctl.toml").write_text(f"[site]\nurl = '{origin.url}'\n", "utf-8")
    run.ok("add-contact ann.lee@acme.example --name 'Ann Lee' --company 'Acme Inc.'")
    return run


def test_what_is_registered_is_looked_for_at_once(site: CommandLine) -> None:
    answer = site.ok(f"{ADD} --at /customers/ --json")

    assert [(look["found"], look["place"], look["publication"]) for look in answer.json["looks"]] == [
        ("still-there", "/customers/", 1)
    ]
    assert answer.err == ""
    assert site.acts()[-2:] == ["published", "looked"]


def test_a_mistyped_place_is_said_with_where_it_is_seen_instead(site: CommandLine, origin: Origin) -> None:
    origin.page("/", f"{WORDS}<a href='/customers/'>What they say</a>")

    answer = site.ok(f"{ADD} --at /custmers/")

    assert f"publication 1: not seen at /custmers/ (404); seen at {origin.url}customers/" in answer.err
    assert HINT in answer.err


def test_a_place_of_another_publication_is_where_it_may_be_meant(site: CommandLine, origin: Origin) -> None:
    site.ok("add-contact bo@acme.example --name 'Bo Berg'")
    site.ok(
        "add-testimonial bo@acme.example --quote Fine. --attribution B.B. --at /customers/ --permission Yes."
    )

    answer = site.ok(f"{ADD} --at /quotes")

    assert "publication 2: not seen at /quotes (404); seen at /customers/" in answer.err


def test_a_place_that_does_not_show_it_is_a_warning_and_no_refusal(site: CommandLine, origin: Origin) -> None:
    origin.page("/customers/", WORDS)

    answer = site.ok(f"{ADD} --at /customers/")

    assert "Publication 1: testimonial" in answer.out
    assert "publication 1: not seen at /customers/\n" in answer.err
    assert site.acts()[-1] == "published"


def test_said_twice_it_is_looked_for_once(site: CommandLine, origin: Origin) -> None:
    site.ok(f"{ADD} --at /customers/")
    origin.asked.clear()

    assert site.ok(f"{ADD} --at /customers/ --json").json["looks"] == []
    assert origin.asked == []


def test_a_new_place_alone_is_looked_at(site: CommandLine, origin: Origin) -> None:
    site.ok(f"{ADD} --at /customers/")
    origin.page("/press", f"{WORDS}{ANN}")

    looks = site.ok(f"{ADD} --at /press --json").json["looks"]

    assert [(look["place"], look["found"]) for look in looks] == [("/press", "still-there")]


def test_without_a_look_nothing_is_fetched(site: CommandLine, origin: Origin) -> None:
    assert site.ok(f"{ADD} --at /customers/ --no-look").err == ""
    assert origin.asked == []


def test_without_a_site_in_the_settings_nothing_is_fetched(site: CommandLine, origin: Origin) -> None:
    site.db.with_name("privacyctl.toml").unlink()

    assert site.ok(f"{ADD} --at {origin.url}customers/").err == ""
    assert origin.asked == []


def test_settings_that_cannot_be_read_are_a_warning(site: CommandLine) -> None:
    site.ok(f"{ADD} --at /customers/ --no-look")
    site.db.with_name("privacyctl.toml").write_text("[site\n", "utf-8")

    answer = site("takedown ann.lee@acme.example")

    assert answer.status == 0
    assert "the site was not looked at" in answer.err
    assert "task 1" in site.ok("due").out


def test_a_customers_name_is_looked_for_too(site: CommandLine, origin: Origin) -> None:
    origin.page("/customers/", f"{WORDS}<ul class=customers><li>Acme Inc.</li></ul>")

    looks = site.ok("add-customer 'Acme Inc.' --at /customers/ --json").json["looks"]

    assert [look["found"] for look in looks] == ["still-there"]


def test_the_request_is_on_record_before_anything_is_fetched(site: CommandLine, origin: Origin) -> None:
    site.ok(f"{ADD} --at /customers/ --no-look")
    known: list[str] = []

    def script(wire: Wire) -> None:
        known.append(site.ok("due").out)
        wire.answer(200, {"Content-Type": "text/html"}, f"{WORDS}{ANN}".encode())

    origin.script("/customers/", script)
    site.ok("takedown ann.lee@acme.example")

    assert known
    assert all("task 1" in said for said in known)


@pytest.mark.parametrize("status", [404, 500, 200])
def test_what_a_takedown_sees_never_changes_its_status(
    site: CommandLine, origin: Origin, status: int
) -> None:
    site.ok(f"{ADD} --at /customers/ --no-look")
    origin.page("/customers/", WORDS, status=status)

    answer = site("takedown ann.lee@acme.example")

    assert answer.status == 0
    assert "task 1: " in answer.err
    assert "24 h 00 min left" in answer.out


def test_what_was_gone_before_it_was_asked_for_is_said(site: CommandLine, origin: Origin) -> None:
    site.ok(f"{ADD} --at /customers/")
    origin.page("/customers/", WORDS)

    assert "task 1: not seen any more at /customers/" in site.ok("takedown ann.lee@acme.example").err
    assert "Task 1: gone, verified" in site.ok("verify").out


def test_a_takedown_that_stands_already_looks_no_more(site: CommandLine, origin: Origin) -> None:
    site.ok(f"{ADD} --at /customers/")
    site.ok("takedown ann.lee@acme.example")
    origin.asked.clear()
    acts = site.acts()

    site.ok("takedown ann.lee@acme.example")

    assert (origin.asked, site.acts()) == ([], acts)


def test_all_of_it_ends_in_time_however_many_places_are_slow(origin: Origin) -> None:
    def slow(wire: Wire) -> None:
        wire.pause(0.2)
        wire.answer(200, {"Content-Type": "text/html"}, WORDS.encode())

    origin.script("/slow", slow)
    places = tuple(f"/slow?{number}" for number in range(30))
    began = time.monotonic()

    (looks,) = FirstLook(SiteSettings(url=origin.url), b"key", seconds=0.5).look(
        [Assignment(target=targets.ANN, places=places)], []
    )

    assert time.monotonic() - began < 3
    assert [look.place for look in looks[:30]] == [*places]
    assert looks[29].reason is LookReason.TOO_SLOW


def test_somebody_in_no_register_is_looked_for_and_found(site: CommandLine, origin: Origin) -> None:
    site.ok(f"{ADD} --at /customers/ --no-look")
    origin.page("/customers/", f"{WORDS}<p>Write to maria@lopez.example.</p>")

    answer = site.ok("takedown maria@lopez.example --note 'Take me off.'")

    assert "task 1: seen at /customers/" in answer.err


def test_now_looks_before_it_cuts(site: CommandLine, origin: Origin, tmp_path: Path) -> None:
    """The page is up until the deploy, and only the look before that can have seen it."""
    public = tmp_path / "public"
    public.mkdir()
    (public / "c.html").write_text(f"{WORDS}{ANN}", "utf-8")
    (tmp_path / "said.yaml").write_text("- quote: Saved us weeks.\n  name: Ann L.\n", "utf-8")
    (tmp_path / "without").write_text(WORDS, "utf-8")
    site.db.with_name("privacyctl.toml").write_text(
        f"[site]\nsource = '{tmp_path}'\nbuilt = '{public}'\ndeploy = 'cp without public/c.html'\n"
        "[[site.data]]\nfile = 'said.yaml'\nholds = 'testimonials'\n",
        "utf-8",
    )
    site.ok(f"{ADD} --at /c.html --no-look")

    answer = site.ok("takedown ann.lee@acme.example --now --json")

    assert [look["found"] for look in answer.json["looks"]] == ["still-there"] * 2
    assert answer.json["done"]
    assert site.ok("receipt 1 --json").json["tasks"][0]["state"] == "verified"


def test_a_scan_of_the_public_site_is_a_look_as_well(site: CommandLine, origin: Origin) -> None:
    site.ok(f"{ADD} --at /customers/ --no-look")
    origin.page("/", f"{WORDS}<a href='/customers/'>What they say</a>")
    site.ok(f"scan {origin.url}")
    assert site.acts()[-1] == "looked"
    acts = site.acts()
    site.ok(f"scan {origin.url}")
    assert site.acts() == acts

    origin.page("/customers/", f"{WORDS}<p>{'Many other words stand on this page now. ' * 9}</p>{ANN}")
    site.ok(f"scan {origin.url}")
    assert site.acts() == acts, "the page grew, and is the same"
    origin.page(
        "/customers/", f"<p>{'Other words stand on this page now, and none of before. ' * 3}</p>{ANN}"
    )
    site.ok(f"scan {origin.url}")
    assert site.acts() == [*acts, "looked"]

    origin.remove("/customers/")
    site.ok("takedown ann.lee@acme.example")
    assert "gone, verified" in site.ok("verify").out


def test_what_a_scan_sees_at_no_place_of_its_own_is_no_sighting(site: CommandLine, origin: Origin) -> None:
    site.ok(f"{ADD} --at /press --no-look")
    origin.page("/", f"{WORDS}<a href='/customers/'>What they say</a>")

    site.ok(f"scan {origin.url}")

    assert site.acts()[-1] == "published"


def test_a_logo_without_its_name_is_registered_alone(
    site: CommandLine, origin: Origin, tmp_path: Path
) -> None:
    (tmp_path / "acme.svg").write_text(DRAWING)
    origin.page("/wall/", f"{WORDS}<p>{DRAWING}</p>")
    line = f"add-customer 'Acme Inc.' --logo {tmp_path}/acme.svg --at /wall/"

    both = site.ok(line)
    site.ok(f"undo {len(site.acts()) - 1} --note 'the logo stands alone'")
    alone = site.ok(f"{line} --logo-alone --json")

    assert "register it with --logo-alone" in both.err
    assert [one["kind"] for one in alone.json["publications"]] == ["logo"]
    assert alone.err == ""
    assert site("add-customer Initech --at /wall/ --logo-alone").status == 2
    # And so it can be seen to be gone.
    site.ok("takedown 'Acme Inc.'")
    origin.page("/wall/", WORDS)
    assert "gone, verified" in site.ok("verify").out
