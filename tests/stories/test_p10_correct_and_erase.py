"""Promise P10: whoever asks can have what is held on them put right, and can be forgotten, and it is proved."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from helpers.order_imports import Importer
from helpers.terminal import CommandLine

PAGE = "https://vendor.example/words.html"


def test_a_wrong_name_and_an_old_address(
    run: CommandLine, when: Callable[[str], None], tmp_path: Path
) -> None:
    # The reseller's file had it wrong, and has it wrong every month.
    load = Importer(run, tmp_path)
    load.ok("Order,Email,Product,Name,Date", "M-100,ann@old.example,Widget,Anne Leigh,2025-11-01")
    run.ok("optout ann@old.example --received 2025-11-02T09:00")

    # She writes from the address on file: her name is put right on the spot.
    when("2025-11-10 09:00")
    answer = run.ok("correct ann@old.example --name 'Ann Lee' --via mail")
    assert "name put right" in answer.out
    assert not run.in_bytes("Anne Leigh")

    # Somebody writes from elsewhere: "I am Ann, this is my new address". It may be anybody.
    answer = run.ok("correct ann@old.example --email ann@new.example --via mail")
    assert "Nothing was changed: it is not confirmed yet who asks." in answer.out
    assert run.ok("show 1 --json").json["contact"]["email"] == "ann@old.example"

    # She confirms it in her account. Her opt-out goes along, to whatever address she has.
    when("2025-11-11 09:00")
    run.ok("correct ann@old.example --email ann@new.example --confirmed account")
    given = "email\nann@old.example\nann@new.example\n"
    assert run.ok("gate - --purpose updates --keep-unknown", given=given).out == "email\n"
    assert not run.in_bytes("ann@old.example")

    # December's file still says the old name and the old address. Nothing old comes back.
    when("2025-12-01 09:00")
    load.ok("Order,Email,Product,Name,Date", "M-100,ann@old.example,Widget,Anne Leigh,2025-11-01")
    shown = run.ok("show 1 --json").json
    assert (shown["contact"]["name"], shown["contact"]["email"]) == ("Ann Lee", "ann@new.example")
    assert not run.in_bytes("Anne Leigh")
    assert not run.in_bytes("ann@old.example")


def test_somebody_is_forgotten(run: CommandLine, when: Callable[[str], None], tmp_path: Path) -> None:
    # A customer of two years, quoted on the site.
    load = Importer(run, tmp_path)
    load.ok(
        "Order,Email,Product,Name",
        "M-200,ann@acme.example,Widget,Ann Lee",
        "M-201,bo@acme.example,Widget,Bo Berg",
    )
    run.ok(
        f"add-testimonial ann@acme.example --quote 'It saved us weeks of work.' --attribution 'Ann L.' --at {PAGE}"
        " --permission 'Yes, print it.'"
    )
    copy = tmp_path / "last-week.db"
    shutil.copy(run.db, copy)

    # On Monday a mail asks to forget her. Anybody could have written it.
    when("2026-03-02 11:00")
    answer = run.ok("erase ann@acme.example --received '2026-03-02 09:30' --via mail")
    assert "answer by Thu 02 Apr 2026 23:59 CEST" in answer.out
    assert "Ann Lee" in run.ok("show 1").out

    # She is called back at the number in her account, and it is she.
    when("2026-03-02 15:00")
    answer = run.ok("erase ann@acme.example --confirmed voice")
    assert "Contact 1 is erased; case 1 is answered." in answer.out
    assert "Checked: none of " in answer.out
    for gone in ("ann@acme.example", "Ann Lee", "M-200", "Yes, print it."):
        assert not run.in_bytes(gone)

    # Her words are still on the site: a takedown, from the receipt of her mail.
    assert "due Tue 03 Mar 2026 09:30 CET" in run.ok("due").out
    assert run.in_bytes("It saved us weeks of work.")
    run.ok("verify 1 --attest 'Took it out and looked.'")
    assert not run.in_bytes("It saved us weeks of work.")
    assert not run.in_bytes("Ann L.")

    # The next file has her order again, as every month, and she is written to by nobody.
    when("2026-04-01 09:00")
    answer = load.ok("Order,Email,Product,Name", "M-200,ann@acme.example,Widget,Ann Lee", more="--json")
    assert answer.json["files"][0]["passed_over"] == {"erased order": 1}
    assert not run.in_bytes("Ann Lee")

    # In May she buys again: a new contact, who said long ago that she wants no mail.
    when("2026-05-04 09:00")
    load.ok("Order,Email,Product,Name", "M-333,ann@acme.example,Widget,Ann Lee")
    assert run.ok("show ann@acme.example --json").json["contact"]["id"] == 3
    assert run.ok("audience updates").out == "email,name\nbo@acme.example,Bo Berg\n"

    # In June the disk dies, and with it the journal. Last week's copy, which is half a year old, is put back by
    # hand, with the list of erasures that lay elsewhere.
    when("2026-06-08 09:00")
    shutil.copy(copy, run.db)
    run.db.with_name(f"{run.db.name}.journal").unlink()
    assert "Ann Lee" in run.ok("show ann@acme.example").out
    answer = run("doctor")
    assert answer.status == 3
    assert "contact 1 is listed as erased and is on record" in answer.out
    run.ok("erase 1")
    assert not run.in_bytes("Ann Lee")
    assert "failed" not in run("doctor").out


def test_the_books_are_kept_without_her(run: CommandLine, when: Callable[[str], None]) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    run.ok("add-purchase ann@acme.example --order INV-2025-7 --product Widget --amount 49 --currency EUR")

    # The tax office wants to see the sale until the end of 2035, and not who bought.
    run.ok("erase ann@acme.example --confirmed voice --keep-orders 2035-12-31 --because 'tax law'")

    shown = run.ok("show 1")
    assert "INV-2025-7" in shown.out
    assert "kept until Mon 31 Dec 2035 23:59 CET: tax law" in shown.out
    assert not run.in_bytes("Ann Lee")

    when("2036-01-01 04:17")
    assert "1 order line" in run.ok("purge --clock-is-right").out
    assert not run.in_bytes("INV-2025-7")
