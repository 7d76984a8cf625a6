"""Promise P6: a testimonial never shows the full name; one can decline; gone within 24 hours of a request."""

from __future__ import annotations

from collections.abc import Callable

from helpers.terminal import CommandLine

PAGE = "https://vendor.example/testimonials.html"


def test_a_testimonial_from_the_first_word_to_the_last_look(
    run: CommandLine, when: Callable[[str], None]
) -> None:
    def quoted(quote: str, attribution: str, more: str = "--permission 'Yes, quote me.'") -> str:
        return (
            f'add-testimonial ann.lee@acme.example --quote "{quote}" --attribution "{attribution}"'
            f" --at {PAGE} {more}"
        )

    # Ann praised the product. Before her name is on record nobody can tell what would show it.
    run.ok("add-contact ann.lee@acme.example --company 'Acme Inc.'")
    refused = run(quoted("Saved us weeks.", "Ann L."))
    assert refused.status == 1
    assert "has no name on record, so it cannot be checked that none is shown" in refused.err
    run.ok("add-contact ann.lee@acme.example --name 'Lee, Ann'")

    # Her full name is refused however it is written, in the line below the quote and in the quote;
    # and so are her address and her phone number.
    for quote, attribution in (
        ("Saved us weeks.", "Ann Lee"),
        ("Saved us weeks.", "LEE, Ann (Acme Inc.)"),
        ("Saved us weeks, says Ann Lee.", "A. L."),
        ("Saved us weeks. Ask me: ann.lee@acme.example", "A. L."),
        ("Saved us weeks. Ask me: +44 20 7946 0000", "A. L."),
    ):
        refused = run(quoted(quote, attribution))
        assert refused.status == 1
        assert "the policy promises that it never does" in refused.err
    assert run.ok("publications").out == ""

    # Nor does it go up without her permission.
    assert run(quoted("Saved us weeks.", "Ann L., Acme Inc.", "")).status == 2
    run.ok(quoted("Saved us weeks.", "Ann L., Acme Inc."))
    assert "Ann L., Acme Inc." in run.ok("publications").out

    # In March she fills in the support form, at eight in the evening, on the eve of summer time.
    # It is read on Sunday. The hour that the clocks skip is hers, not ours: 24 hours are 24 hours.
    when("2026-03-29 11:00")
    answer = run.ok(
        "takedown ann.lee@acme.example --via form --received '2026-03-28 20:00' --note 'Please take my words down.'"
    )
    assert "due Sun 29 Mar 2026 21:00 CEST, 10 h 00 min left" in answer.out

    # From now on it must not be shown again, and cron's list has it until somebody has looked.
    again = run(
        quoted("Saved us weeks.", "Ann L., Acme Inc.", "--permission 'Yes, quote me.' --received '90d ago'")
    )
    assert again.status == 1
    assert (
        "declined or taken down on Sat 28 Mar 2026 20:00 CET, and no newer permission is given" in again.err
    )
    when("2026-03-29 20:30")
    run.ok("removed 1 --note 'Took it out.'")
    assert "30 min left; removed, not verified" in run.ok("due").out
    answer = run.ok("verify 1 --attest 'Looked at the page and at its copy in English: gone.'")
    assert answer.out == "Task 1 attested Sun 29 Mar 2026 20:30 CEST. The promise: kept, in 23 h 30 min.\n"
    assert run.ok("due").out == ""

    # In May she gives leave anew, and her words may go up again.
    when("2026-05-04 09:00")
    run.ok(
        quoted(
            "Saved us weeks.", "Ann L., Acme Inc.", "--permission 'Put it back, please.' --received '1h ago'"
        )
    )

    # In June she declines testimonials altogether. That is a request too, with a clock of its own,
    # and nothing of hers goes up after it on an older word.
    when("2026-06-01 09:00")
    answer = run.ok("optout ann.lee@acme.example --purpose testimonial --via mail")
    assert "case 2 asks for its removal" in answer.out
    assert "due Tue 02 Jun 2026 09:00 CEST  24 h 00 min left" in run.ok("due").out
    refused = run(quoted("Even better now.", "Ann L.", "--permission 'Yes.' --received '10d ago'"))
    assert refused.status == 1
    run.ok("audit --verify")
