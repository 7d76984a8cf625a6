"""Promise P4: data is used for orders and for product news, and everyone can opt out of the news."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers.terminal import CommandLine

COLUMNS = "--map Order=order --map E-mail=email --map Name=name --map Product=product --map News=opt_in"


def test_an_opt_out_holds_for_good(run: CommandLine, when: Callable[[str], None], tmp_path: Path) -> None:
    def report(*rows: str) -> str:
        path = tmp_path / "report.csv"
        path.write_text("\n".join(["Order,E-mail,Name,Product,News", *rows, ""]))
        return f"'{path}' {COLUMNS}"

    def readers() -> list[str]:
        return [line.partition(",")[0] for line in run.ok("audience updates").out.splitlines()[1:]]

    # Three people buy. Bo ticked "no news" at the reseller's; the policy lets the others be told.
    orders = report(
        "1,ann@lee.example,Ann Lee,Widget,",
        "2,bo@smith.example,Bo,Widget,no",
        "3,cy@dow.example,Cy,Widget,yes",
    )
    run.ok(f"import-orders {orders}")
    assert readers() == ["ann@lee.example", "cy@dow.example"]

    # Ann writes that she wants no more of it. From that moment she gets none.
    when("2025-11-04 09:00")
    run.ok("optout ann@lee.example --via mail")
    assert readers() == ["cy@dow.example"]

    # It makes no difference to her orders: mail about those goes on.
    assert "ann@lee.example" in run.ok("audience order").out
    refused = run("optout ann@lee.example --purpose order")
    assert refused.status == 1

    # Weeks later she buys again, and the reseller's form ticks "yes" by itself. The opt-out stands.
    when("2025-12-01 09:00")
    run.ok(f"import-orders {report('4,Ann@LEE.example,Ann Lee,Widget 2,yes')}")
    assert readers() == ["cy@dow.example"]

    # She has a second address, which comes to light later. It is hers, so it is closed too.
    run.ok("add-contact ann@lee.example --alias ann@home.example")
    run.ok("add-purchase ann@home.example --order 5 --product 'Widget 3'")
    assert readers() == ["cy@dow.example"]

    # Somebody whom nobody knows opts out: that works as well, before they ever buy.
    run.ok("optout dee@birch.example")
    run.ok("add-purchase dee@birch.example --order 6 --product Widget")
    assert readers() == ["cy@dow.example"]

    # A colleague keeps an old list in a spreadsheet. Only who may be written to passes the gate.
    (tmp_path / "old.csv").write_text(
        "name,email\nAnn,ANN@lee.example\nAnn,ann@home.example\nCy,cy@dow.example\nDee,dee@birch.example\nWho,who@knows.example\n"
    )
    answer = run.ok(f"gate '{tmp_path}/old.csv' --purpose updates")
    assert answer.out.splitlines() == ["name,email", "Cy,cy@dow.example"]
    assert "opted out" in answer.err

    # Saying it twice does no harm, and restarts nothing.
    since = run.ok("show ann@lee.example --json").json["suppressions"][0]["at"]
    when("2026-01-15 09:00")
    assert "stands opted out of updates" in run.ok("optout ann@lee.example").out
    assert run.ok("show ann@lee.example --json").json["suppressions"][0]["at"] == since

    # Only her own word opens it again: not nothing, not an older word, but a newer one.
    assert run("optin ann@lee.example --purpose updates").status == 2
    older = run("optin ann@lee.example --purpose updates --evidence 'Yes please.' --received 2025-10-01")
    assert (older.status, readers()) == (1, ["cy@dow.example"])
    run.ok("optin ann@lee.example --purpose updates --evidence 'I would like the news again.'")
    assert "ann@lee.example" in readers()

    # Whoever wants none of anything says it once. Only mail about an order is left.
    run.ok("optout cy@dow.example --all")
    assert readers() == ["ann@lee.example"]
    closed = [one["purpose"] for one in run.ok("show cy@dow.example --json").json["suppressions"]]
    assert closed == ["customer-list", "testimonial", "updates"]
    assert "cy@dow.example" in run.ok("audience order").out

    # All of it can be shown, and the chain of entries holds.
    said = [event["decision"] for event in run.ok("show ann@lee.example --json").json["consent"]]
    assert said[-1] == "given"
    assert "objected" in said
    run.ok("audit --verify")
