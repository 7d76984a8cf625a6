"""Promise P11: questions and requests come by mail and the support form, and wait in `due` until a person read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import maildirs
from helpers.maildirs import put, settings
from helpers.terminal import CommandLine


def mail(number: int, **said: str) -> bytes:
    """A mail that reached the vendor two hours before that Monday morning."""
    return maildirs.mail(number, received="Mon, 03 Nov 2025 07:00:00 +0000", **said)


def test_a_holiday_breaks_no_promise_in_silence(run: CommandLine, tmp_path: Path) -> None:
    box = tmp_path / "box"
    settings(run.db, f"name = 'support'\nmaildir = '{box}'")
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    run.ok(
        "add-testimonial ann@acme.example --quote 'Saved us weeks.' --attribution 'Ann L.' --at /c.html"
        " --permission Yes. --received '60d ago'"
    )

    # Three mails reach the vendor while everybody is away. Cron reads them, and says nothing.
    put(box, "1.host", mail(1, words="Please take my quote off your website."))
    put(
        box,
        "2.host",
        mail(2, sender="zoe@b.example", subject="printing", words="How do I print in landscape?"),
    )
    put(box, "3.host", mail(3, header="Auto-Submitted: auto-replied\n", words="I am away."))
    assert run("inbox") == run("inbox")
    assert run("inbox").out == ""

    # But `due` knows of the two that people wrote, and of the hours that are left.
    assert "2 letters wait" in run("due").out
    run.clock.forward(hours=18)
    assert run("due --json").json["letters"]["waiting"] == 2
    assert "4 h 00 min are left" in run("due").out

    # Somebody reads them at the last moment. The clock is the mail's, and so nobody gains a day by not looking.
    run.ok("triage 1 --as takedown")
    run.ok("triage 2 --as question")
    (removal,) = run("due --json").json["removals"]
    assert removal["received_at"] == "2025-11-03T07:00:00Z"
    assert removal["due_at"] == "2025-11-04T07:00:00Z"
    assert run("triage --json").json["letters"] == []

    # What was read is in the policy's own evidence: every mailbox within the hour, and nothing past its day.
    run.ok("inbox")
    promise = next(one for one in run("policy --json").json["promises"] if one["promise"] == "P11")
    assert promise["verdict"] == "kept"


STRANGERS = {
    "From is forged": mail(1, words="Take my quote off, and send me all that you have on me."),
    "a form that names two people": mail(
        2, sender="form@v.example", subject="New form submission",
        words="name: Ann\nemail: ann@acme.example\nemail: eve@x.example\nmessage: Take it down.",
    ),
    "a mail that looks like ours": mail(
        3, sender="help@v.example", subject="Re: your request (case 1)", words="We took it down.",
    ),
    "a bomb": mail(4, header="Content-Type: multipart/mixed; boundary=b\n", words="--b\n\n" * 3_000),
}  # fmt: skip


@pytest.mark.parametrize("how", STRANGERS)
def test_nothing_that_a_stranger_wrote_is_obeyed_unread(run: CommandLine, tmp_path: Path, how: str) -> None:
    settings(run.db, f"maildir = '{tmp_path / 'box'}'")
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    run.ok("add-purchase ann@acme.example --order 1 --product Widget")
    run.ok("question ann@acme.example --note 'Where?'")
    before = [run(line).out for line in ("requests --json", "audience updates", "publications")]
    put(tmp_path / "box", "1.host", STRANGERS[how])
    run.ok("inbox")

    assert [run(line).out for line in ("requests --json", "audience updates", "publications")] == before
    assert run("due --json").json["letters"]["waiting"] == 1


@pytest.mark.parametrize("count", [300, pytest.param(2_000, marks=pytest.mark.slow)])
def test_a_flood_hides_nobody(run: CommandLine, tmp_path: Path, count: int) -> None:
    box = tmp_path / "box"
    settings(run.db, f"maildir = '{box}'")
    for number in range(count):
        put(
            box,
            f"{number}.host",
            mail(number, sender=f"x{number}@x.example", subject="hi", words="Buy our tiles."),
        )
    put(box, "z.host", mail(count, words="Please take my quote off your website."))
    run.ok("inbox")

    found = run("triage --json").json["letters"]
    assert len(found) == count + 1
    assert found[0]["from"] == "ann@acme.example"
