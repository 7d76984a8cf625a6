"""Whatever is written, copied, erased, lost and restored: every no that was acknowledged is still a no."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import copies
from helpers.examples import examples
from helpers.terminal import Clock, CommandLine

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = [f"p{number}@x.example" for number in range(4)]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(PEOPLE)),
        st.tuples(st.just("no"), st.sampled_from(PEOPLE)),
        st.tuples(st.just("yes"), st.sampled_from(PEOPLE)),
        st.tuples(st.just("erase"), st.sampled_from(PEOPLE)),
        st.tuples(st.sampled_from(["copy", "backup", "put back", "lose", "drill"]), st.just("")),
    ),
    min_size=4,
    max_size=14,
)


@pytest.mark.slow
@examples(12)
@given(steps=STEPS)
def test_every_no_that_was_acknowledged_is_still_a_no(
    steps: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("no")
    run = CommandLine(folder / "record" / "p.db", Clock(), checks_json=False)
    (folder / "usb").mkdir()
    key = copies.key_file(folder)
    run.ok("init")
    run.db.with_name("privacyctl.toml").write_text(copies.settings(folder / "usb"))
    noes: set[str] = set()
    for step, who in steps:
        run.clock.forward(minutes=1)
        if step == "add":
            run.ok(f"add-contact {who}")
        elif step == "no":
            run.ok(f"optout {who} --purpose updates")
            noes.add(who)
        elif step == "yes":
            if run(f"optin {who} --purpose updates --evidence 'Yes, again.'").status == 0:
                noes.discard(who)
        elif step == "erase":
            if run(f"erase {who} --confirmed voice").status == 0:
                noes.add(who)
        else:
            move(run, folder, key, step)
        listed = run.db.with_name("list.txt")
        listed.write_text("".join(f"{one}\n" for one in PEOPLE))
        passed = set(run.ok(f"gate {listed} --purpose updates").out.split())
        assert passed.isdisjoint(noes), (step, who)
        assert run.ok("audit --verify").status == 0


def move(run: CommandLine, folder: Path, key: Path, step: str) -> None:
    found = sorted((folder / "usb").glob("*.age"))
    if step == "copy":
        shutil.copy(run.db, folder / "old.db")
    elif step == "backup":
        run.ok("backup")
    elif step == "put back" and (folder / "old.db").exists():
        shutil.copy(folder / "old.db", run.db)
        if run("contacts").status == 3:
            run.ok("restore --repair")
    elif step == "lose" and found:
        run.db.unlink()
        run.ok(f"restore {found[0]} --identity {key}")
    elif step == "drill" and found:
        run.ok(f"restore {found[-1]} --identity {key} --dry-run")
