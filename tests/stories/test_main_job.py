"""The main job: an order comes in, its buyer is put on show, asks to be taken off, and is, in time.

The order is a notification of BMT Micro's, as XML; the permission and the request are mails.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers.terminal import CommandLine

WORDS = "https://vendor.example/testimonials.html"
LIST = "https://vendor.example/customers.html"


def test_a_customer_asks_to_be_taken_off_and_is_in_time(
    run: CommandLine, when: Callable[[str], None], letter: Callable[[str], str], tmp_path: Path
) -> None:
    # Monday. The reseller reports an order. The buyer's name, company and address are kept,
    # with what was bought; her street, her phone number and her keys stay behind.
    answer = run.ok(f"import-orders {letter('bmt-order-notification.xml')}")
    assert "Orders: 1 created, 0 unchanged, 0 changed, 0 refused" in answer.out
    assert "billing.phone" in answer.out

    screen = run.ok("show aenne.mueller@example.com").out
    assert "2 x Widget Pro for 98.00 EUR" in screen
    assert "Hauptstraße" not in screen

    # She left a remark with her order. Nobody acts on it unread, and nobody overlooks it.
    assert "to be read by Tue 04 Nov 2025 10:00 CET  Please do NOT put us on" in run.ok("requests").out

    # Tuesday. The vendor asked her, and she has changed her mind: her mail is the permission.
    when("2025-11-04 11:00")
    permission = f"--permission @{letter('aenne-permits.eml')}"
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg/>")
    run.ok("close 1 --because seen-to --note 'Asked her: it was meant for another field.'")
    run.ok(
        "add-testimonial aenne.mueller@example.com --quote 'Saved us weeks.'"
        f" --attribution 'Änne M., Müller & Söhne GmbH' --at {WORDS} {permission}"
    )
    run.ok(
        "add-customer 'Müller & Söhne GmbH' --contact aenne.mueller@example.com"
        f" --logo '{logo}' --at {LIST} {permission}"
    )
    assert run.ok("due").out == ""

    # A year later, on a Friday afternoon, she writes again. Our server took her mail in at
    # 17:42; it is read at six. Of the three Received and Date lines only our server's counts.
    when("2026-11-20 18:00")
    answer = run.ok(f"takedown --message {letter('aenne-asks.eml')}")
    assert answer.out.startswith(
        "Case 2, received Fri 20 Nov 2026 17:42 CET, asked by Aenne.Mueller@Example.COM.\n"
    )
    for line in (
        f"task 1  testimonial  Aenne.Mueller@Example.COM  {WORDS}",
        f"task 2  name         Müller & Söhne GmbH        {LIST}",
        f"task 3  logo         Müller & Söhne GmbH        {LIST}",
    ):
        assert line in answer.out
    assert answer.out.count("due Sat 21 Nov 2026 17:42 CET, 23 h 42 min left") == 3

    # What she wrote is kept with the case, without what she quoted and without her card.
    kept = run.ok("requests --json").json["requests"][0]["text"]
    assert "\n\nBitte nehmen Sie meine Aussage („Saved us weeks“) von Ihrer Seite" in kept
    assert kept.endswith("Ä. Müller")
    assert "[card number ending 4242]" in kept

    # Cron asks every ten minutes. It tells at intake, and then holds its peace until it matters.
    assert run.ok("due --new").out.splitlines() == [
        f"task 1  testimonial  {WORDS}  due Sat 21 Nov 2026 17:42 CET  23 h 42 min left",
        f"task 2  name         {LIST}     due Sat 21 Nov 2026 17:42 CET  23 h 42 min left",
        f"task 3  logo         {LIST}     due Sat 21 Nov 2026 17:42 CET  23 h 42 min left",
    ]
    for night in ("2026-11-20 18:10", "2026-11-21 03:00", "2026-11-21 05:40"):
        when(night)
        assert run.ok("due --new").out == ""
    when("2026-11-21 05:50")
    assert run.ok("due --new").out.count("11 h 52 min left") == 3

    # Saturday. The vendor takes her words out of the page and says so. The clock runs on.
    when("2026-11-21 11:12")
    run.ok("removed 1 --note 'Took the quote out of testimonials.html and uploaded it.'")
    assert run.ok("due").out.splitlines() == [
        f"task 1  testimonial  {WORDS}  due Sat 21 Nov 2026 17:42 CET  6 h 30 min left; removed, not verified",
        f"task 2  name         {LIST}     due Sat 21 Nov 2026 17:42 CET  6 h 30 min left",
        f"task 3  logo         {LIST}     due Sat 21 Nov 2026 17:42 CET  6 h 30 min left",
    ]

    # Then the vendor looks: the words are gone, and so is the task.
    answer = run.ok("verify 1 --attest 'Opened testimonials.html in a fresh browser: no trace of it.'")
    assert answer.out == "Task 1 attested Sat 21 Nov 2026 11:12 CET. The promise: kept, in 17 h 29 min.\n"
    assert "task 1" not in run.ok("due").out

    # The list of customers is forgotten. Cron tells with 4 hours left, with 1, and each hour after;
    # that somebody takes the name out in time silences nothing, since nobody has looked.
    for wall, left in (
        ("2026-11-21 13:50", "3 h 52 min left"),
        ("2026-11-21 16:50", "52 min left"),
        ("2026-11-21 17:50", "overdue by 7 min"),
        ("2026-11-21 18:50", "overdue by 1 h 07 min"),
    ):
        when(wall)
        assert run.ok("due --new").out.count(left) == 2
        assert run.ok("due --new").out == ""
        if left == "52 min left":
            run.ok("removed 2 --note 'Took the line out.'")

    # At last somebody looks. Only the logo is still there, and comes off.
    run.ok("removed 3 --note 'Deleted the file.'")
    late = run.ok("verify 2 --attest 'Looked: gone.'").out
    broken = run.ok("verify 3 --attest 'Looked: gone.'").out
    assert "The promise: claimed in time, proved late, 1 h 07 min late." in late
    assert "The promise: broken, 1 h 07 min late." in broken

    # Nothing is due any more, none of it may be shown again, and all of it is on the record.
    assert run.ok("due").out == ""
    refused = run(f"add-customer 'Müller & Söhne GmbH' --at {LIST}")
    assert refused.status == 1
    assert "it was declined or taken down on Fri 20 Nov 2026" in refused.err
    assert run.ok("audit --verify").out.startswith("The chain holds: ")
