"""Promise P1: card data is the reseller's. It is never stored here, and never seen."""

from __future__ import annotations

from collections.abc import Callable

from helpers.terminal import CommandLine

CARDS = ("4012888888881881", "4012 8888 8888 1881", "5555555555554444", "5555-5555-5555-4444")


def test_no_card_number_gets_in_whichever_way_it_comes(
    run: CommandLine, letter: Callable[[str], str]
) -> None:
    said: list[str] = []

    # A report of the reseller's has a column of card numbers. No field is meant for one, so the
    # column stays behind and is named; what a buyer wrote among the remarks is redacted.
    columns = (
        "--map Order=order --map E-mail=email --map Name=name --map Product=product --map Remark=comment"
    )
    answer = run.ok(f"import-orders {letter('sales-report.csv')} {columns}")
    said += [answer.out, answer.err]
    assert "Orders: 2 created" in answer.out
    assert "Card Number, Expires" in answer.out

    remark = run.ok("requests --json").json["requests"][0]["text"]
    said.append(remark)
    assert remark == "Please charge [card number ending 4444] next time too"

    # Somebody types one, into whatever field there is: refused, and nothing of it is kept.
    for line in (
        "add-contact eve@elm.example --name '4012888888881881'",
        "add-contact eve@elm.example --company 'Card 4012 8888 8888 1881'",
        "add-purchase bo@smith.example --order '4012 8888 8888 1881' --product Widget",
        "add-purchase bo@smith.example --order 2003 --product '5555555555554444'",
        "add-testimonial bo@smith.example --quote '5555-5555-5555-4444' --attribution B.S. --at / --permission 'Yes.'",
        "optin bo@smith.example --purpose updates --evidence 'Yes! My card is 4012888888881881'",
        "takedown bo@smith.example --note 'He paid with 4012888888881881'",
    ):
        answer = run(line)
        said += [answer.out, answer.err]
        assert answer.status == 1
        assert "holds what looks like a card number, and no card number is ever stored" in answer.err

    # One comes in a mail that must be acted on. The request counts; the number does not get in.
    answer = run.ok(f"takedown --message {letter('card-in-a-mail.eml')}")
    said += [answer.out, answer.err]
    assert "card numbers in the mail, taken out of what is kept: 1" in answer.err
    kept = run.ok("requests --json").json["requests"][0]["text"]
    assert "my card is\n[card number ending 1881]" in kept

    # The whole file is searched again, text by text: there is none in it.
    answer = run.ok("doctor")
    said.append(answer.out)
    assert "card numbers" in answer.out

    # And none was ever repeated on the screen, where logs and mail would have kept it.
    said += [run.ok(line).out for line in ("contacts", "show bo@smith.example", "requests", "audit")]
    assert [card for card in CARDS if card in "".join(said)] == []
