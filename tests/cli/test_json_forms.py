"""Every form of every command with `--json`, in one vendor's days: each prints what its own schema says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from helpers import copies
from helpers.other_program import edit
from helpers.printed import FORMS, PUBLISHED, validator
from helpers.servers import WORDS, Origin, reach_this_machine
from helpers.terminal import NOON, Answer, Clock, CommandLine
from privacyctl.anchors import ssh_signatures

SETTINGS = """\
vendor = "Lighthouse"
support = "help@lighthouse.example"

[purposes.order]
retention = "10y"

[purposes.surveys]
for = "to ask buyers what to build next"
basis = "legitimate-interests"
choice = "opt-out"

[recipients.bmt-micro]
ask_at = "privacy@bmtmicro.example"
purposes = ["order"]
fields = ["email", "name", "order", "product"]

[recipients.mailer]
purposes = ["updates", "surveys"]
fields = ["email", "name"]

[[inbox]]
maildir = '{mail}'
[[inbox]]
name = "gone"
mbox = '{mail}/gone'
[[remind]]
name = "phone"
command = "exit 1"
[site]
source = '{site}'
url = '{url}'
deploy = '''cat page said.yaml > public/c.html'''
[[site.data]]
file = 'said.yaml'
holds = 'testimonials'
"""
SAID = """\
- quote: Saved us weeks.
  name: Ann L.
- quote: Fine.
  name: B. B.
- quote: Nobody knows who said this.
  name: X. Y.
"""
ORDERS = "Order,Email,Product,Price,Currency,Date,Comment,Telephone\n" + "".join(
    f"{number},{who}@buyers.example,Widget,9.00,EUR,2026-09-15,{comment},\n"
    for number, (who, comment) in enumerate(zip("abcdefg", ["Please call me.", *[""] * 6], strict=True), 100)
)
A_COMMENT = "Order,Email,Product,Comment\n300,z@buyers.example,Widget,Write to me no more.\n"
BAD_ORDERS = "Order,Email,Product\n200,nobody,Widget\n"
MAP = (
    "--map Order=order --map Email=email --map Product=product --map Price=amount --map Currency=currency"
    " --map Date=ordered_at --map Comment=comment --from bmt-micro"
)
FEW = "--map Order=order --map Email=email --map Product=product"
SHOWN = "--at /c.html --permission 'Yes, quote me.' --received '60d ago'"
LETTER = "From: bo@acme.example\nReceived: by mx.example; 22 Nov 2026 12:01:00 +0000\n\nPlease take my quote down.\n"
LIST = "email\nann@acme.example\nnobody@else.example\n"

DAYS = (
    ("init", "init --vendor Lighthouse --support help@lighthouse.example"),
    ("add-contact", "add-contact ann@acme.example --name 'Ann Lee' --company Acme --alias ann@home.example"),
    ("add-contact", "add-contact ann@acme.example"),
    ("add-contact", "add-contact bo@acme.example --name 'Bo Berg' --company Acme"),
    ("add-purchase", "add-purchase ann@acme.example --order 7 --product Widget --amount 49 --currency EUR"),
    ("add-purchase", "add-purchase bo@acme.example --order 8 --product Widget --on 2026-10-01"),
    ("import-orders", f"import-orders {{folder}}/orders.csv {MAP} --dry-run"),
    ("import-orders", f"import-orders {{folder}}/orders.csv {MAP}"),
    ("import-orders", f"import-orders {{folder}}/orders.csv {MAP}"),
    ("import-orders", f"import-orders {{folder}}/bad.csv {FEW}"),  # refused, and says which rows
    ("import-orders", f"import-orders {{folder}}/bad.csv {FEW} --skip-bad"),
    ("contacts", "contacts Ann"),
    ("optin", "optin bo@acme.example --purpose updates --evidence 'Yes, write to me.'"),
    ("audience", "audience updates"),
    ("audience --to", "audience updates --to mailer"),
    ("gate", "gate - --purpose updates --manifest {folder}/manifest.json"),
    ("gate --check", "gate --check {folder}/manifest.json"),
    ("gate --to", "gate - --purpose updates --to mailer"),
    ("correct", "correct ann@acme.example --email ann@new.example"),  # it is not confirmed who asks
    ("correct", "correct ann@acme.example --email ann@new.example --confirmed voice"),
    ("optout", "optout ann@new.example --via mail"),
    ("optout", "optout ann@new.example --via mail"),
    ("optout", "optout -"),
    ("gate --check", "gate --check {folder}/manifest.json"),
    ("optout", "optout --company 'Acme Labs'"),
    ("add-testimonial", f"add-testimonial ann@new.example --quote 'Saved us weeks.' --attribution 'Ann L.' {SHOWN}"),
    ("add-testimonial", f"add-testimonial bo@acme.example --quote Fine. --attribution 'B. B.' {SHOWN}"),
    ("add-testimonial", f"add-testimonial bo@acme.example --quote Fine. --attribution 'B. B.' {SHOWN}"),
    ("add-customer", "add-customer Acme --contact ann@new.example --at /customers.html"),
    ("publications", "publications"),
    ("inbox", "inbox"),  # one of the two mailboxes is not there
    ("triage", "triage"),
    ("due", "due"),
    ("triage --as", "triage 1 --as none"),
    ("triage --stats", "triage --stats"),
    ("publish --emit", "publish --emit {folder}/shown.json"),
    ("publish --emit", "publish --emit {folder}/shown.json"),
    ("scan", "scan"),
    ("takedown --now", "takedown ann@new.example --what testimonial --now"),
    ("takedown", "takedown bo@acme.example --note 'Take it down.'"),
    ("takedown", "takedown bo@acme.example --note 'Take it down.'"),
    ("takedown", "takedown stranger@else.example --note 'Take it down.'"),
    ("due", "due"),
    ("due", "due --format json"),
    ("publish", "publish --dry-run"),
    ("publish", "publish"),
    ("removed", "removed 2 --note 'took it out'"),
    ("verify", "verify"),
    ("verify --attest", "verify 3 --attest 'looked: nothing is there'"),
    ("receipt", "receipt 3"),
    ("follow-up --add", "follow-up 3 --add --copy social --where https://social.example/1 --ask-at https://social.example/help"),
    ("follow-up --asked", "follow-up 1 --asked"),
    ("follow-up", "follow-up"),
    ("asked", "asked 1 --note 'wrote to them'"),
    ("follow-ups", "follow-ups"),
    ("access", "access bo@acme.example --code"),
    ("confirm", "confirm 6 --how code"),
    ("confirm", "confirm 6 --how voice"),
    ("confirm", "confirm 6 --how voice"),
    ("access", "access bo@acme.example --out {folder}/access"),
    ("access", "access stranger@else.example --received '29d ago'"),
    ("due", "due"),
    ("close", "close 7 --because nothing-found --note 'nobody of that name'"),
    ("requests", "requests"),
    ("object", "object ann@new.example --note 'Not for your figures.'"),
    ("object --purpose", "object bo@acme.example --purpose surveys --note 'No surveys.'"),
    ("question", "question bo@acme.example --note 'Where is my data?'"),
    ("restrict", "restrict stranger@else.example --note 'Leave it alone.'"),
    ("restrict --lift", "restrict stranger@else.example --lift --note 'Told them.'"),
    ("close", "close 1 --because seen-to --note 'called her' --was question"),
    ("import-orders", f"import-orders {{folder}}/comment.csv {FEW} --map Comment=comment"),
    ("due", "due"),
    ("disclose", "disclose bo@acme.example --to bmt-micro --purpose order --fields email,product"),
    ("export-for", "export-for bmt-micro --purpose order"),
    ("export-for --out", "export-for bmt-micro --purpose order --out {folder}/orders-for-bmt.csv"),
    ("undo", "undo 46 --note 'typed by mistake'"),
    ("purposes", "purposes"),
    ("announce", "announce surveys --text {folder}/notice.txt --out {folder}/told"),
    ("announce --to", "announce surveys --text {folder}/notice.txt --out {folder}/handed --to mailer"),
    ("purposes", "purposes"),
    ("show", "show bo@acme.example"),
    ("show", "show ann@new.example"),
    ("show", "show Acme"),
    ("erase --dry-run", "erase bo@acme.example --dry-run"),
    ("erase, before it is confirmed who asks", "erase bo@acme.example"),
    ("erase, of somebody who is not on record", "erase zoe@nowhere.example"),
    ("correct, of somebody who is not on record", "correct zoe@nowhere.example --name Zoe"),
    ("due", "due --within 48h"),
    ("takedown", "takedown stranger@else.example --note 'bo@acme.example told me.'"),
    ("erase", "erase bo@acme.example --confirmed voice --keep-orders 2036-12-31 --because 'tax law'"),
    ("erase, of somebody who was erased before", "erase 2"),
    ("erase --case", "erase 2 --case 7"),
    ("show", "show 2"),
    ("due", "due"),
    ("backup", "backup"),
    ("restore", "restore {folder}/usb/{copy} --identity {folder}/key.txt --dry-run"),
    ("restore --repair, where nothing is missing", "restore --repair"),
    ("journal", "journal --since 40"),
    ("journal --copy", "journal --copy"),
    ("journal --anew", "journal --anew"),  # it was damaged before
    ("due", "due"),  # it was cut short before, and a copy is past its day
    ("purge", "purge --dry-run"),
    ("purge", "purge"),
    ("policy --adopt", "policy --adopt"),
    ("policy --adopt", "policy --adopt"),
    ("policy", "policy"),
    ("status", "status"),
    ("remind", "remind"),
    ("schedule", "schedule systemd"),
    ("help", "help"),
    ("help TOPIC", "help site"),
    ("stats", "stats"),
    ("stats", "stats --by product --format json"),
    ("audit", "audit"),
    ("audit --sign", "audit --sign --key {folder}/id"),
    ("audit --verify", "audit --verify --head 0:00000000"),
    ("doctor", "doctor"),
    ("audit --verify", "audit --verify"),
    ("due", "due --within 30h"),  # the clock is behind by then
    ("demo", "demo --in {folder}/demo"),
)  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[str, str, Answer]]]:
    """Each line with its form, and what it answered with `--json`."""
    folder = tmp_path_factory.mktemp("days")
    site = folder / "site"
    (site / "public").mkdir(parents=True)
    (site / "page").write_text(WORDS)
    (site / "said.yaml").write_text(SAID)
    (site / "public" / "c.html").write_text(WORDS + SAID)
    (folder / "usb").mkdir()
    copies.key_file(folder)
    (folder / "orders.csv").write_text(ORDERS)
    (folder / "bad.csv").write_text(BAD_ORDERS)
    (folder / "comment.csv").write_text(A_COMMENT)
    for part in ("new", "cur"):
        (folder / "mail" / part).mkdir(parents=True)
    (folder / "mail" / "new" / "1.host").write_text(LETTER)
    (folder / "notice.txt").write_text("We would like to ask you what to build next.\n")
    run = CommandLine(folder / "record" / "privacyctl.db", Clock(NOON), checks_json=False)
    answers = []
    with pytest.MonkeyPatch.context() as patch, Origin(site / "public") as origin:
        reach_this_machine(patch)
        patch.setattr(ssh_signatures, "signed", lambda note, _: f"{note}\n-----BEGIN SSH SIGNATURE-----\n")
        origin.page("/", WORDS)
        origin.page("/customers.html", WORDS)
        for form, line in DAYS:
            if form == "journal --copy":
                settings_text = run.db.with_name("privacyctl.toml").read_text()
                with run.db.with_name("privacyctl.toml").open("a") as settings:
                    settings.write(f'journal_to = ["{folder / "usb"}"]\n')
            if form == "journal --anew":
                journal = run.db.with_name(f"{run.db.name}.journal")
                journal.write_bytes(journal.read_bytes().replace(b"opted-out", b"opted-outs"))
            typed = line.format(
                folder=folder, copy=next((p.name for p in (folder / "usb").glob("*.age")), "")
            )
            answer = run(f"{typed} {'' if 'format' in line else '--json'}", given=LIST)
            answers.append((form, line, answer))
            run.clock.forward(minutes=1)
            if form == "journal --anew":
                journal.with_name(f"{journal.name}.copies").write_text(f"9\t{NOON}\t/mnt/usb\n")
                run.db.with_name("privacyctl.toml").write_text(settings_text)
                journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
            if form == "audit --verify":
                run.clock.forward(hours=-2)
            if form == "doctor":
                edit(run.db, "UPDATE takedown SET state = 'open' WHERE id = 1")
                edit(run.db, "UPDATE delivery SET entry = 900")
            if form == "init":
                run.db.with_name("privacyctl.toml").write_text(
                    SETTINGS.replace("{site}", str(site))
                    .replace("{mail}", str(folder / "mail"))
                    .replace("{url}", origin.url)
                    + copies.settings(folder / "usb", 'keep = "1m"\n')
                )
        yield answers


@pytest.mark.parametrize("at", range(len(DAYS)), ids=[line for _, line in DAYS])
def test_it_prints_what_its_form_is_to_print(printed: list[tuple[str, str, Answer]], at: int) -> None:
    form, _, answer = printed[at]
    command = form.partition(",")[0].partition(" ")[0]
    name = FORMS[command][form].rpartition(".")[2].removesuffix("Document")

    assert answer.out, answer
    validator(name).validate(answer.json)


def test_these_days_know_every_form_of_every_command() -> None:
    assert {form for form, _ in DAYS} == {form for forms in FORMS.values() for form in forms}


def test_every_part_of_a_document_is_printed_at_least_once(printed: list[tuple[str, str, Answer]]) -> None:
    """Else nothing would have been compared with its schema."""
    parts = json.loads(PUBLISHED.read_text("utf-8"))["$defs"]
    seen: set[str] = set()
    for form, _, answer in printed:
        command = form.partition(",")[0].partition(" ")[0]
        name = FORMS[command][form].rpartition(".")[2].removesuffix("Document")
        look_into(answer.json, {"$ref": f"#/$defs/{name}"}, parts, seen)

    assert {name for name, part in parts.items() if part.get("type") == "object"} - seen == set()


def look_into(value: Any, schema: dict[str, Any], parts: dict[str, Any], seen: set[str]) -> None:
    """Note which parts of the schema a document has in it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        seen.add(name)
        schema = parts[name]
    for form in schema.get("anyOf", []):
        if value is not None:
            look_into(value, form, parts, seen)
    if isinstance(value, list) and "items" in schema:
        for one in value:
            look_into(one, schema["items"], parts, seen)
    if isinstance(value, dict):
        for key, inner in schema.get("properties", {}).items():
            if key in value:
                look_into(value[key], inner, parts, seen)
