import pytest

from privacyctl.mail import parse_message
from privacyctl.model.message import Message
from privacyctl.model.moment import iso


def parsed(*headers: str, server: str | None = None) -> Message:
    raw = "\r\n".join([*headers, "X-Last: 1", "", "text"]).encode("utf-8", "surrogateescape")
    return parse_message(raw, server=server)


def keys(*values: str) -> list[str]:
    message = parsed(*(f"From: {value}" for value in values), "Date: Mon, 03 Nov 2025 09:12:00 +0000")
    return [sender.key for sender in message.senders]


@pytest.mark.parametrize(
    "value",
    [
        "ann@acme.example",
        "ANN@Acme.Example",
        "<ann@acme.example>",
        "Ann Lee <ann@acme.example>",
        "Dr. Ann Lee at Acme Inc. <ann@acme.example>",
        '"Lee, Ann (Legal)" <ann@acme.example>',
        '"boss@acme.example" <ann@acme.example>',
        '"=?utf-8?q?Ann_Lee?=" <ann@acme.example>',
        "=?utf-8?q?boss=40acme=2Eexample=2C?= <ann@acme.example>",
        "=?x-unknown?q?Ann?= =?utf-8?b?!!!?=<ann@acme.example>",
        "Änne <ann@acme.example>",
        "ann@acme.example (Ann Lee)",
        "Ann\r\n Lee\r\n\t<ann@acme.example>",
        "ann@acme.example, Ann <Ann@acme.example>",
    ],
)
def test_the_sender_is_the_mailbox_and_not_the_name(value: str) -> None:
    assert keys(value) == ["ann@acme.example"]


def test_a_sender_in_another_script_is_kept_as_given() -> None:
    assert keys("用户 <用户@例え.jp>") == ["用户@xn--r8jz45g.jp"]


def test_every_address_of_every_from_line_is_a_sender() -> None:
    assert keys("a@ok.example, B <b@ok.example>", "c@ok.example") == [
        "a@ok.example",
        "b@ok.example",
        "c@ok.example",
    ]


@pytest.mark.parametrize(
    "value",
    [
        "a@ok.org]<b@evil.org>",
        "ann@acme.example <b@evil.org>",
        "<a@ok.org> <b@evil.org>",
        '"unclosed <a@ok.org>',
        "a@ok.org <",
        "<>",
        "",
        "Ann Lee",
        "=?utf-8?q?a=40ok=2Eorg?=",
        "a@ok.org\0",
    ],
)
def test_a_malformed_from_names_nobody(value: str) -> None:
    assert keys(value) == []


def test_one_malformed_from_line_makes_the_others_doubtful() -> None:
    assert keys("ann@acme.example", "a@ok.org]<b@evil.org>") == []


def test_a_mailbox_without_a_full_domain_is_left_out() -> None:
    assert keys("root@localhost") == []


def test_reply_to_and_sender_are_never_used() -> None:
    message = parsed(
        "From: Ann <>", "Reply-To: evil@x.example", "Sender: evil@x.example", "Return-Path: <evil@x.example>"
    )

    assert message.senders == ()


HOP = "Received: from {helo} ([192.0.2.44]) by {by} with ESMTPS id 1; {date}"
OURS = HOP.format(helo="mx.acme.example", by="mx.vendor.example", date="Mon, 03 Nov 2025 18:05:00 +0100")
THEIRS = HOP.format(helo="pc", by="mx.acme.example", date="Mon, 03 Nov 2025 17:04:50 +0000")
OLDER = HOP.format(helo="x", by="mx.vendor.example", date="Sat, 01 Nov 2025 00:00:00 +0000")


def received(*lines: str, server: str | None = None) -> str | None:
    moment = parsed("From: a@b.example", *lines, "Date: Sat, 01 Nov 2025 00:00:00 +0000", server=server)
    return iso(moment.received_at) if moment.received_at is not None else None


def test_the_topmost_received_line_is_the_receipt() -> None:
    assert received(OURS, THEIRS, OLDER) == "2025-11-03T17:05:00Z"


def test_date_never_stands_in_for_the_receipt() -> None:
    assert received() is None


@pytest.mark.parametrize("server", ["mx.vendor.example", "MX.Vendor.Example.", "vendor.example"])
def test_with_a_server_the_topmost_line_by_it_counts(server: str) -> None:
    assert received(THEIRS, OURS, OLDER, server=server) == "2025-11-03T17:05:00Z"


@pytest.mark.parametrize("server", ["other.example", "dor.example", "x.mx.vendor.example", ""])
def test_with_a_server_that_is_in_no_line_there_is_no_receipt(server: str) -> None:
    assert received(THEIRS, OURS, server=server) is None


def test_an_empty_server_is_in_no_line_either() -> None:
    assert received("Received: (qmail 1 invoked by uid 89); 3 Nov 2025 17:05:00 -0000", server="") is None


@pytest.mark.parametrize(
    "line",
    [
        "Received: from by mx.vendor.example; Mon, 03 Nov 2025 18:05:00 +0100",
        "Received: from x (by mx.vendor.example) by evil.example; Mon, 03 Nov 2025 18:05:00 +0100",
        "Received: (qmail 1 invoked by uid 89); 3 Nov 2025 17:05:00 -0000",
        (
            "Received: from mx.vendor.example by evil.example for mx.vendor.example; "
            "Mon, 03 Nov 2025 18:05:00 +0100"
        ),
    ],
)
def test_what_the_other_side_called_itself_is_not_our_server(line: str) -> None:
    assert received(line, server="mx.vendor.example") is None


@pytest.mark.parametrize(
    "date",
    [
        "Mon, 03 Nov 2025 18:05:00 +0100 (CET; winter)",
        "3 Nov 2025 17:05:00 -0000",
        "Mon, 03 Nov 2025 17:05:00 GMT",
        "Mon,\r\n\t03 Nov 2025 12:05:00 EST",
    ],
)
def test_dates_of_real_servers_are_read(date: str) -> None:
    line = HOP.format(helo="x", by="mx.vendor.example", date=date)

    assert received(line) == received(line, server="vendor.example") == "2025-11-03T17:05:00Z"


@pytest.mark.parametrize(
    "date",
    [
        "",
        "yesterday",
        "Mon, 03 Nov 2025 18:05:00",
        "Mon, 03 Nov 2025 18:05:00 CET",
        "Mon, 33 Nov 2025 18:05:00 +0100",
        "Mon, 03 Nov 2025 18:05:00 +9999999",
        "9" * 60_000,
    ],
)
def test_a_receipt_that_cannot_be_read_is_none_and_not_the_next_line(date: str) -> None:
    assert received(HOP.format(helo="x", by="mx.vendor.example", date=date), OLDER) is None


def message_id(value: str) -> str | None:
    return parsed("From: a@b.example", f"Message-ID:{value}").message_id


def test_a_mail_without_a_message_id_has_none() -> None:
    assert parsed("From: a@b.example").message_id is None
    assert message_id("  ") is None


def test_a_message_id_is_one_short_line_without_traps() -> None:
    assert message_id(" <a\x1b[2J\x07\u202eb@c.example>\r\n ") == "<a[2Jb@c.example>"
    assert len(message_id(" <" + "a" * 60_000) or "") == 300


def test_a_card_number_in_a_message_id_is_redacted() -> None:
    assert message_id(" <4242424242424242@c.example>") == "<[card number ending 4242]@c.example>"
