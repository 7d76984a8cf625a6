"""`publish`: real data files, a real deploy command, and what is said of them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.terminal import CommandLine

TESTIMONIALS = """\
[
  { "quote": "Saved us weeks.", "name": "Ann L.", "rating": 5 },
  { "quote": "It just works.", "name": "B. B.", "rating": 5 },
  { "quote": "Nobody knows whose words these are.", "name": "Zoe" }
]
"""
WITHOUT_ANN = """\
[
  { "quote": "It just works.", "name": "B. B.", "rating": 5 },
  { "quote": "Nobody knows whose words these are.", "name": "Zoe" }
]
"""


def has_ended(process: int) -> bool:
    """Whether a process that was killed is gone; the system may take a moment to see to it."""
    status = Path(f"/proc/{process}/status")
    for _ in range(100):
        if not status.exists() or "State:\tZ" in status.read_text():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site's source, with testimonials and customers."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "testimonials.json").write_text(TESTIMONIALS, "utf-8")
    (folder / "customers.yaml").write_text("- name: Acme\n  logo: /acme.svg\n- name: Other\n", "utf-8")
    return folder


@pytest.fixture
def settings(run: CommandLine, site: Path) -> Callable[..., None]:
    """Write the settings, with a deploy command or none."""

    def write(deploy: str | None = None, more: str = "") -> None:
        command = f"deploy = {json.dumps(deploy)}\n" if deploy else ""
        run.db.with_name("privacyctl.toml").write_text(
            f'[site]\nsource = "{site}"\n{command}{more}\n'
            '[[site.data]]\nfile = "testimonials.json"\nholds = "testimonials"\n'
            '[[site.data]]\nfile = "customers.yaml"\nholds = "customers"\n',
            "utf-8",
        )

    write()
    return write


@pytest.fixture
def asked(run: CommandLine, on_show: dict[str, int], settings: Callable[..., None]) -> CommandLine:
    """Ann asked for her testimonial to go: task 1."""
    assert on_show
    run.ok("takedown ann.lee@acme.example --what testimonial")
    return run


def test_the_file_loses_the_entry_and_nothing_else(asked: CommandLine, site: Path) -> None:
    answer = asked.ok("publish")

    assert (site / "testimonials.json").read_text("utf-8") == WITHOUT_ANN
    assert "Saved us weeks." not in answer.out + answer.err  # cron mails it
    assert "1 line changed: the words are shown on a terminal, and by --json." in answer.out
    assert "testimonials.json:2: taken out, publication 1" in answer.out
    assert sorted(path.name for path in site.iterdir()) == ["customers.yaml", "testimonials.json"]


def test_a_terminal_and_json_show_the_difference(asked: CommandLine, site: Path) -> None:
    copy = (site / "testimonials.json").read_text("utf-8")

    on_screen = asked.ok("publish", terminal=True).out
    (site / "testimonials.json").write_text(copy, "utf-8")
    document = asked.ok("publish --json").json

    assert '-  { "quote": "Saved us weeks."' in on_screen
    assert any("Saved us weeks." in line for line in document["diff"])


def test_a_dry_run_shows_the_difference_and_writes_nothing(asked: CommandLine, site: Path) -> None:
    answer = asked.ok("publish --dry-run")

    assert '-  { "quote": "Saved us weeks."' in answer.out
    assert "Nothing was written." in answer.out
    assert (site / "testimonials.json").read_text("utf-8") == TESTIMONIALS


def test_twice_takes_nothing_more_out(asked: CommandLine, site: Path) -> None:
    asked.ok("publish")
    answer = asked.ok("publish --json")

    assert (answer.json["removed"], answer.json["changed"]) == ([], False)
    assert (site / "testimonials.json").read_text("utf-8") == WITHOUT_ANN


def test_what_nobody_can_explain_is_reported_and_not_touched(asked: CommandLine) -> None:
    answer = asked.ok("publish")

    assert "testimonials.json: 1 entry is nobody's on record (line 3)\n" in answer.err
    assert "Zoe" not in answer.err  # cron mails it


def test_without_a_deploy_command_it_is_said_that_the_public_still_sees_it(asked: CommandLine) -> None:
    answer = asked.ok("publish")

    assert "no deploy command is configured, so the public still sees the old page" in answer.err
    assert "removed, not verified" not in asked.ok("due").out


def test_the_deploy_command_runs_in_the_source_with_the_users_own_mask(
    asked: CommandLine, site: Path, settings: Callable[..., None]
) -> None:
    settings("pwd > built.txt && mkdir public")

    answer = asked.ok("publish")

    assert "Deployed." in answer.out
    assert "Removed, not verified yet: task 1." in answer.out
    assert (site / "built.txt").read_text().strip() == str(site)
    assert (site / "built.txt").stat().st_mode & 0o777 == 0o644
    assert "removed, not verified" in asked.ok("due").out


def test_a_deploy_that_fails_is_loud_and_leaves_the_task_open(
    asked: CommandLine, site: Path, settings: Callable[..., None]
) -> None:
    settings("echo one; echo 'no such target' >&2; exit 7")

    answer = asked("publish")

    assert answer.status == 1
    assert "the deploy command failed with status 7; nothing is taken for removed" in answer.err
    assert "privacyctl: said: no such target" in answer.err
    assert (site / "testimonials.json").read_text("utf-8") == WITHOUT_ANN
    assert "removed, not verified" not in asked.ok("due").out


def test_a_deploy_that_failed_still_shows_what_was_taken_out(
    asked: CommandLine, settings: Callable[..., None]
) -> None:
    settings("exit 7")

    answer = asked("publish")

    assert "testimonials.json:2: taken out, publication 1" in answer.out
    assert "no deploy command is configured" not in answer.err


def test_what_a_failed_deploy_left_running_is_ended(
    asked: CommandLine, site: Path, settings: Callable[..., None]
) -> None:
    settings("sleep 60 & echo $! > child; exit 7")
    asked("publish")

    assert has_ended(int((site / "child").read_text()))


def test_after_a_deploy_that_failed_the_next_one_is_run(
    asked: CommandLine, site: Path, settings: Callable[..., None]
) -> None:
    settings("exit 1")
    asked("publish")
    settings("touch deployed")

    assert "Deployed." in asked.ok("publish").out
    assert (site / "deployed").exists()


def test_a_deploy_that_hangs_is_ended_with_all_that_it_started(
    asked: CommandLine, site: Path, settings: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from privacyctl.site.deploying import deploy

    hasty = lambda *how, umask, **_: deploy(*how, seconds=1, umask=umask)  # noqa: E731
    monkeypatch.setattr("privacyctl.site.site_files.deploy", hasty)
    settings("(sleep 60; touch late) & echo $! > child; wait")

    answer = asked("publish")

    assert answer.status == 1
    assert "took longer than" in answer.err
    assert has_ended(int((site / "child").read_text()))


def test_nothing_of_a_deploy_stands_in_the_json(asked: CommandLine, settings: Callable[..., None]) -> None:
    settings("echo some output; echo more >&2")

    assert asked.ok("publish --json").json["deployed"] is True


def test_a_company_goes_from_a_file_of_another_kind(asked: CommandLine, site: Path) -> None:
    asked.ok("takedown 'Acme Inc.'")
    asked.ok("publish")

    assert (site / "customers.yaml").read_text("utf-8") == "- name: Other\n"


def test_what_may_be_shown_and_went_along_is_named(asked: CommandLine) -> None:
    asked.ok("takedown 'Acme Inc.' --what logo")

    answer = asked.ok("publish")

    assert "customers.yaml:1: publication 4, which may be shown, stood in the same entry" in answer.err


def test_a_file_that_was_saved_in_between_is_not_overwritten(
    asked: CommandLine, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from privacyctl.site.site_files import SiteFiles

    write = SiteFiles.write

    def late(site_source: SiteFiles) -> None:
        (site / "testimonials.json").write_text(TESTIMONIALS + "\n", "utf-8")
        write(site_source)

    monkeypatch.setattr(SiteFiles, "write", late)

    answer = asked("publish")

    assert answer.status == 1
    assert "somebody changed it since" in answer.err
    assert (site / "testimonials.json").read_text("utf-8") == TESTIMONIALS + "\n"


def test_no_site_is_a_usage_error_that_says_what_to_write(run: CommandLine) -> None:
    answer = run("publish")

    assert answer.status == 2
    assert "no data file of the site is configured" in answer.err
    assert "[[site.data]]" in answer.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[site]\nsauce = 'x'", "site.sauce"),
        ("[site]\ndeploy = 'make'", "need site.source"),
        ("[site]\nurl = 'www.example.com'", "site.url"),
        ("[site]\nurl = 'https://user:word@example.com/'", "site.url"),
        ("[site]\nsource = 'x'\n[[site.data]]\nfile = 'a'\nholds = 'friends'", "site.data.0.holds"),
        ("[site]\nsource = 'x'\n[[site.data]]\nfile = 'a'\nholds = 'customers'\nkeys = {nick = 'a'}", "keys"),
        ("[site]\nsource = ''", "site.source"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_by_name(run: CommandLine, text: str, said: str) -> None:
    run.db.with_name("privacyctl.toml").write_text(text, "utf-8")

    answer = run("publish")

    assert answer.status == 2
    assert said in answer.err


def test_doctor_says_whether_the_settings_fit_the_site(
    asked: CommandLine, site: Path, settings: Callable[..., None]
) -> None:
    settings("no-such-program --now", f'built = "{site}/public"')
    asked.db.with_name("privacyctl.toml").chmod(0o600)
    (site / "customers.yaml").write_text("- name: [", "utf-8")

    checks = {one["check"]: one for one in asked.ok("doctor --json").json["checks"]}

    assert checks["site.source"]["verdict"] == "ok"
    assert checks["site.built"]["verdict"] == "warning"
    assert checks["site.data testimonials.json"]["detail"] == "3 testimonials in 1 file(s)"
    assert checks["site.data customers.yaml"]["verdict"] == "warning"
    assert checks["site.deploy"]["verdict"] == "warning"


def emitted(path: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(path.read_text("utf-8"))
    return found


def test_emit_writes_what_may_be_shown_and_no_more(asked: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "shown.json"

    asked.ok(f"publish --emit {path}")

    assert [one["attribution"] for one in emitted(path)["testimonials"]] == ["B. B.", "C. D., once at Acme"]
    assert emitted(path)["customers"] == [{"company": "Acme Inc.", "logo": "acme.svg"}]
    assert "Bo Berg" not in path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o644


def test_emit_in_yaml_says_the_same(asked: CommandLine, tmp_path: Path) -> None:
    import yaml

    asked.ok(f"publish --emit {tmp_path / 'shown.yaml'}")
    asked.ok(f"publish --emit {tmp_path / 'shown.json'}")

    assert yaml.safe_load((tmp_path / "shown.yaml").read_text("utf-8")) == emitted(tmp_path / "shown.json")


def test_emit_again_changes_nothing_until_something_is_asked_for(asked: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "shown.json"
    asked.ok(f"publish --emit {path}")

    assert not asked.ok(f"publish --emit {path} --json").json["changed"]
    asked.ok("takedown 'Acme Inc.' --what logo")
    assert asked.ok(f"publish --emit {path} --json").json["changed"]
    assert emitted(path)["customers"] == [{"company": "Acme Inc."}]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--emit shown.txt", "is neither .json nor .yaml"),
        ("--emit /no/such/folder/shown.json", "cannot be written"),
        ("--emit shown.json --dry-run", "--emit writes a file, and --dry-run writes none"),
    ],
)
def test_emit_refuses_what_it_cannot_write(run: CommandLine, line: str, said: str) -> None:
    answer = run(f"publish {line}")

    assert answer.status == 2
    assert said in answer.err
