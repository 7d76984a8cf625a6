"""A data file that is a link, or has a second name: all that belongs to it lies beside the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import CommandLine


@pytest.fixture
def link(run: CommandLine, tmp_path: Path) -> Path:
    """A link in a folder of its own that leads to the data file."""
    folder = tmp_path / "linked"
    folder.mkdir(mode=0o700)
    link = folder / "p.db"
    link.symlink_to(run.db)
    return link


def checks(run: CommandLine, db: Path) -> dict[str, dict[str, str]]:
    """What `doctor` says of each check."""
    return {one["check"]: one for one in run("doctor --json", db=db).json["checks"]}


def test_the_settings_are_those_beside_the_file_itself(run: CommandLine, link: Path) -> None:
    run.db.with_name("privacyctl.toml").write_text('vendor = "Lighthouse"\n')
    link.with_name("privacyctl.toml").write_text('vendor = "Wrong"\nno_such = 1\n')

    assert run.ok("policy", db=link)
    assert checks(run, link)["settings"]["detail"] == str(run.db.with_name("privacyctl.toml"))


def test_a_link_that_leads_to_itself_is_no_data_file(run: CommandLine, tmp_path: Path) -> None:
    loop = tmp_path / "loop.db"
    loop.symlink_to(loop)

    answer = run("due", db=loop)

    assert (answer.status, answer.out) == (3, "")
    assert answer.err == (
        f"privacyctl: error: {loop} is a link that leads to itself\n"
        "privacyctl: hint: check --db and PRIVACYCTL_DB\n"
    )


def test_the_list_of_erasures_lies_beside_the_file_itself(run: CommandLine, link: Path) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee'", db=link)
    run.ok("erase ann@acme.example --confirmed voice", db=link)

    assert run.db.with_name(f"{run.db.name}.erasures").exists()
    assert list(link.parent.iterdir()) == [link]
    for db in (link, run.db):
        assert checks(run, db)["erasures"]["verdict"] == "ok"


def test_the_modes_are_those_of_the_folder_that_it_leads_to(run: CommandLine, link: Path) -> None:
    run.db.parent.chmod(0o755)

    found = checks(run, link)[f"privacy of the folder {run.db.parent.name}"]

    assert (found["verdict"], found["word"]) == ("warning", "open-folder")


def test_doctor_names_the_link_and_the_file(run: CommandLine, link: Path) -> None:
    found = checks(run, link)["name of the file"]

    assert found["verdict"] == "ok"
    assert found["detail"] == f"{link} is a link, and leads to {run.db}"
    assert "name of the file" not in checks(run, run.db)


def test_a_second_hard_name_fails_doctor(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "second.db").hardlink_to(run.db)

    found = checks(run, run.db)["name of the file"]

    assert (found["verdict"], found["word"]) == ("failed", "second-name")
    assert run("doctor").status == 3


def test_init_at_a_link_that_leads_nowhere_makes_the_file_where_it_leads(
    run: CommandLine, tmp_path: Path
) -> None:
    link = tmp_path / "new.db"
    link.symlink_to(tmp_path / "real" / "p.db")

    run.ok("init", db=link)

    assert link.is_symlink()
    assert sorted(one.name for one in (tmp_path / "real").iterdir()) == ["p.db", "privacyctl.toml"]


def test_a_link_is_followed_once_a_command(run: CommandLine, link: Path) -> None:
    from privacyctl.cli.session import Session

    session = Session(db=link)
    first = session.path
    link.unlink()
    link.symlink_to(link.with_name("else.db"))

    assert session.path == first == run.db
