"""Promise P10: everyone can see what is held on them, and nobody else can."""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from helpers.terminal import CommandLine

MAIL = """\
Received: from mail.lee.example by mx.vendor.example with ESMTPS; {received}
From: {sender}
To: support@vendor.example
Subject: my data
Date: {received}
Message-ID: <{number}@lee.example>

Hello, please tell me everything that you hold about me.
"""


def test_a_customer_asks_what_is_held_on_her(
    run: CommandLine, when: Callable[[str], None], tmp_path: Path
) -> None:
    def mail(number: int, sender: str, received: str) -> str:
        path = tmp_path / f"{number}.eml"
        path.write_text(MAIL.format(number=number, sender=sender, received=received), "utf-8")
        return f"--message {shlex.quote(str(path))}"

    # Ann bought, was quoted, and opted out of the news. Bo is a colleague of hers.
    run.ok("add-contact ann@lee.example --name 'Ann Lee' --company 'Acme Inc.' --alias ann@home.example")
    run.ok("add-contact bo@acme.example --name 'Bo Berg' --company 'Acme Inc.'")
    run.ok("add-purchase ann@lee.example --order 7001 --product Widget --amount 49 --currency EUR")
    run.ok("add-purchase bo@acme.example --order 7002 --product Gadget --amount 99 --currency EUR")
    at = "--at https://vendor.example/said --permission 'Yes, gladly.'"
    run.ok(f"add-testimonial ann@lee.example --quote 'Saved us weeks.' --attribution 'Ann L.' {at}")
    run.ok("optout ann@home.example --via mail")

    # She writes from work, on the last day of January. February ends on a Saturday: the Monday after it is her day.
    when("2026-02-02 09:00")
    asked = run.ok(
        f"access ann@lee.example {mail(1, 'Ann <ann@lee.example>', 'Sat, 31 Jan 2026 18:00:00 +0100')} --json"
    ).json
    assert (asked["case"], asked["due_at"]) == (1, "2026-03-02T22:59:59Z")
    assert asked["confirmed"] is False

    # Somebody else tries the same, from an address of his own under her name. He gets the words that all get.
    spoof = '"ann@lee.example" <eve@evil.example>'
    tried = run.ok(f"access ann@lee.example {mail(2, spoof, 'Sun, 01 Feb 2026 18:00:00 +0100')} --json").json
    nobody = run.ok("access nobody@nowhere.example --json").json
    assert tried["sender_differs"] is True
    assert tried["reply"] == nobody["reply"] == asked["reply"]
    assert (tried["files"], nobody["files"]) == ([], [])

    # A code goes to the address on file. The vendor is busy; cron reminds him a week before the day.
    letter = run.ok("access ann@lee.example --code --json").json["letter"]
    assert run.ok("due --new").out == ""
    when("2026-02-24 08:00")
    reminded = run.ok("due --new").out
    assert reminded.startswith("case 1  access, not confirmed  due Mon 02 Mar 2026 23:59 CET")
    assert "lee" not in reminded

    # Her code came too late: it was good for seven days. The next one comes back the same day.
    (old,) = set(re.findall(r"\w{4}-\w{4}-\w{4}", letter))
    assert run(f"confirm 1 --how code --code {old}").status == 1
    letter = run.ok("access ann@lee.example --code --json").json["letter"]
    (code,) = set(re.findall(r"\w{4}-\w{4}-\w{4}", letter))
    when("2026-02-24 16:00")
    run.ok(f"confirm 1 --how code --code {code.lower()}")

    # Now she is handed everything, and the case is answered in time.
    said = run.ok(f"access ann@lee.example --out {tmp_path / 'answers'}").out
    assert "Send both to ann@lee.example, the address on file" in said
    page = (tmp_path / "answers" / "access-case-1.html").read_text("utf-8")
    held = json.loads((tmp_path / "answers" / "access-case-1.json").read_text("utf-8"))["held"]
    assert [one["address"] for one in held["person"]["addresses"]] == ["ann@lee.example", "ann@home.example"]
    assert [one["order"] for one in held["purchases"]] == ["7001"]
    assert {one["address"] for one in held["suppressions"]} == {"ann@lee.example", "ann@home.example"}
    assert held["publications"][0]["permissions"][0]["text"] == "Yes, gladly."
    for found in (page, json.dumps(held)):
        assert "Saved us weeks." in found
        assert [word for word in ("Bo", "Berg", "7002", "Gadget", "evil") if word in found] == []

    # Nothing is due any more but the case of nobody, which is closed; the log knows it all, and no name.
    run.ok("close 2 --because nothing-found --note 'Looked twice.'")
    when("2026-03-09 08:00")
    assert run.ok("due").out == ""
    log = run.ok("audit --json")
    acts = Counter(entry["act"] for entry in log.json["entries"])
    assert (acts["access-opened"], acts["code-made"], acts["code-refused"], acts["access-answered"]) == (
        2,
        2,
        1,
        1,
    )
    assert [word for word in ("ann", "lee", "Acme") if word in log.out] == []
    assert run.ok("audit --verify").out.startswith("The chain holds")
