"""Promise P7: a company's name or logo leaves the customer list within 24 hours of a written request."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers.terminal import CommandLine

LIST = "https://vendor.example/customers.html"
HOME = "https://vendor.example/"


def test_a_company_leaves_the_list(run: CommandLine, when: Callable[[str], None], tmp_path: Path) -> None:
    # Acme is a customer, and the policy says that customers are listed until they decline.
    logo = tmp_path / "acme.svg"
    logo.write_text("<svg/>")
    run.ok("add-contact ann.lee@acme.example --name 'Ann Lee' --company 'Acme Inc.'")
    run.ok("add-contact bo.berg@acme.example --name 'Bo Berg' --company 'Acme Inc.'")
    run.ok("add-contact cy.dow@other.example --name 'Cy Dow'")
    run.ok(f"add-customer 'Acme Inc.' --contact ann.lee@acme.example --logo '{logo}' --at {LIST} --at {HOME}")
    run.ok(
        "add-testimonial cy.dow@other.example --quote 'Better than what we had.' --attribution 'C. D., Acme'"
        f" --at {HOME} --permission 'Fine with me.'"
    )

    # Bo, who works there, asks for the logo to go. He is not the one who was listed as the contact,
    # so a person must decide; the request itself runs from its receipt all the same.
    when("2026-02-02 09:00")
    answer = run.ok("takedown bo.berg@acme.example --what logo --via mail")
    assert "their company is on show too (publication 2), but they are not its listed contact" in answer.err
    assert "due Tue 03 Feb 2026 09:00 CET" in answer.out
    run.ok("close 1 --because withdrawn --note 'Asked Ann: it may stay for now.'")
    assert not any(one["barred"] for one in run.ok("publications --json").json["publications"])

    # In April a letter comes, from the company itself: name and logo, wherever they are.
    # A testimonial that names the company goes with them, whoever's words it is.
    when("2026-04-07 15:00")
    answer = run.ok(
        "takedown 'ACME inc.' --via letter --received '2026-04-07 08:30' --note 'Letter of 2 April.'"
    )
    for line in (
        f"task 2  name         Acme Inc.             {HOME}, {LIST}",
        f"task 3  logo         Acme Inc.             {HOME}, {LIST}",
        f"task 4  testimonial  cy.dow@other.example  {HOME}",
    ):
        assert line in answer.out
    assert answer.out.count("due Wed 08 Apr 2026 08:30 CEST, 17 h 30 min left") == 3

    # The same letter is entered by a colleague once more. There is still one case, and one clock.
    when("2026-04-07 16:00")
    again = run.ok("takedown 'Acme Inc.' --via letter --note 'Letter of 2 April.'")
    assert "Case 2 is open already" in again.out

    # Then somebody finds that it had come by fax the evening before. The clock moves earlier.
    earlier = run.ok("takedown 'Acme Inc.' --received '2026-04-06 19:00'")
    assert "Case 2 is open already; its clock now starts at Mon 06 Apr 2026 19:00 CEST." in earlier.out
    assert run.ok("due").out.count("due Tue 07 Apr 2026 19:00 CEST  3 h 00 min left") == 3

    # All three come off. The name is looked for at once; the logo only the next morning.
    when("2026-04-07 18:00")
    run.ok("removed 2 3 4 --note 'Edited both pages.'")
    assert "The promise: kept, in 23 h 00 min." in run.ok("verify 2 --attest 'Looked: gone.'").out
    assert "The promise: kept, in 23 h 00 min." in run.ok("verify 4 --attest 'Looked: gone.'").out
    when("2026-04-08 07:00")
    assert "overdue by 12 h 00 min; removed, not verified" in run.ok("due").out
    late = run.ok("verify 3 --attest 'Looked: gone.'").out
    assert "The promise: claimed in time, proved late, 12 h 00 min late." in late
    assert run.ok("due").out == ""

    # In autumn a new colleague would list Acme again. The policy is no permission any more.
    when("2026-10-01 09:00")
    refused = run(f"add-customer 'Acme Inc.' --at {LIST}")
    assert refused.status == 1
    assert (
        "declined or taken down on Mon 06 Apr 2026 19:00 CEST, and no newer permission is given"
        in refused.err
    )
    run.ok(f"add-customer 'Acme Inc.' --at {LIST} --permission 'You may list us again.' --received '1h ago'")
    run.ok("audit --verify")
