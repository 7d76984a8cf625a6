"""A record of some months in which everything happens once, by the commands alone: nothing in it is forged."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from helpers.maildirs import mail, put
from helpers.terminal import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import CommandLine

SETTINGS = """
support = "help@v.example"

[site]
built = "{site}"

[purposes.order]
retention = "1y"

[recipients.bmt-micro]
name = "BMT Micro, Inc."
purposes = ["order"]
fields = ["email", "name", "company", "order", "product", "quantity", "amount", "currency", "ordered_at"]

[recipients.newsletter]
purposes = ["updates", "surveys"]
fields = ["email", "name"]

[purposes.surveys]
for = "to ask buyers what to build next"
basis = "legitimate-interests"
choice = "opt-out"
fields = ["email", "name"]

[[inbox]]
name = "support"
maildir = "{mail}"
since = 2026-11-01

[[inbox]]
name = "box"
mbox = "{mail}.mbox"
since = 2026-11-01
"""
ORDERS = """\
Order,E-mail,Name,Product,When,News,Comment
71,imp.one@acme.example,Imp One,Pro,2025-10-01,yes,
72,imp.two@acme.example,Imp Two,Pro,2026-10-02,no,Please call me.
73,imp.three@far.example,Imp Three,Lite,2026-10-03,,
"""
COLUMNS = (
    "--map Order=order --map E-mail=email --map Name=name --map Product=product"
    " --map When=ordered_at --map News=opt_in --map Comment=comment"
)
PAGE = (
    "<html><body><main><p>Lighthouse is a fine program for harbours and for ships.</p>{}</main></body></html>"
)
SHOWN = (
    "<figure><blockquote>Saved us weeks.</blockquote><figcaption>Ann L.</figcaption></figure>"
    "<ul class=customers><li>Acme</li></ul>"
)

LINES_THAT_FIND = {"verify": (0, 1)}
"""Commands that end with 1 where something is still there."""
TAKEN_OUT_BEFORE = "verify 2 3"
"""From here on the site shows nobody any more."""

STORY: tuple[tuple[float, str], ...] = (
    (0, "add-contact ann@acme.example --name 'Ann Lee' --company Acme --alias ann@home.example"),
    (1, "add-contact bo@acme.example --name 'Bo Berg' --company Acme"),
    (1, "add-contact cy@far.example --name 'Cy Dow' --company Far"),
    (1, "add-contact dee@old.example --name 'Dee Old' --company Gone"),
    (1, "add-contact eve@gone.example --name 'Eve Gone'"),
    (1, "add-contact bo@acme.example --alias bo@home.example"),
    (1, "add-purchase ann@acme.example --order 1 --product Pro"),
    (1, "add-purchase eve@gone.example --order 2 --product Pro"),
    (1, "add-purchase fay@new.example --order 3 --product Lite"),
    (1, f"import-orders orders.csv {COLUMNS} --from bmt-micro"),
    (1, f"import-orders orders.csv {COLUMNS} --from bmt-micro"),
    (1, "close 1 --because seen-to --note 'Called.'"),
    (1, ("add-testimonial ann@acme.example --quote 'Saved us weeks.' --attribution 'Ann L.' --at customers.html"
        " --permission 'Yes, quote me.'")),
    (1, "add-testimonial cy@far.example --quote 'Good.' --attribution 'C. D.' --at other.html --permission Yes."),
    (1, "add-testimonial eve@gone.example --quote 'Nice.' --attribution 'E. G.' --at other.html --permission Yes."),
    (1, "add-customer Acme --contact ann@acme.example --at customers.html"),
    (1, "add-customer Far --at other.html --permission 'The firm says yes.'"),
    (1, "optout bo@acme.example"),
    (1, "optout stranger@nowhere.example"),
    (1, "optout stranger@nowhere.example --received '1m ago'"),
    (1, "optout fay@new.example --all"),
    (1, "optin bo@acme.example --purpose updates --evidence 'Yes, again.'"),
    (1, "optout bo@acme.example"),
    (1, "optout bo@acme.example --received '1m ago'"),
    (1, "optout Far --purpose customer-list"),
    (2, "add-customer Far --at other.html --permission 'They want it back.' --received '1m ago'"),
    (1, "policy --adopt"),
    (1, "announce surveys --text ask.txt --days 30 --to newsletter"),
    (800, "disclose ann@acme.example --to bmt-micro --purpose order --order 1 --fields email,order,product"),
    (1, "audience updates --to newsletter"),
    (1, "gate list.txt --purpose updates --to newsletter"),
    (1, "export-for bmt-micro --purpose order --out for-bmt.csv"),
    (1, "takedown ann@acme.example --note 'Off, please.' --received '2h ago'"),
    (1, "takedown ann@acme.example --note 'Off, please.' --received '5h ago'"),
    (1, "due --new"),
    (1, "verify"),
    (1, "verify 2 3"),
    (1, "removed 1 --note 'Out.'"),
    (1, "verify 1 --attest 'Looked: gone.'"),
    (1, "takedown nobody@nowhere.example --note x"),
    (1, "close 4 --because nothing-found --note 'Nothing.'"),
    (1, "follow-up 2 --copy web-archive --where https://archive.example/x"),
    (1, "asked 1 --note 'Wrote.'"),
    (1, "access cy@far.example"),
    (1, "confirm 5 --how account"),
    (1, "access cy@far.example --out answer"),
    (1, "correct dee@old.example --name 'Dee New' --by vendor"),
    (1, "correct cy@far.example --email cy@new.example --confirmed account"),
    (1, "correct dee@old.example --company Acme"),
    (1, "erase eve@gone.example --confirmed voice"),
    (1, "add-purchase eve@gone.example --order 9 --product Pro"),
    (1, "receipt 3"),
    (1, "erase dee@old.example --confirmed account --keep-orders 2035-12-31 --because 'tax law'"),
    (1, "takedown Acme"),
    (1, "close 12 --because withdrawn --note 'They thought better of it.'"),
    (1, "object cy@new.example --note 'Not that.'"),
    (1, "question cy@new.example --note 'Why?'"),
    (1, "restrict ann@acme.example --note 'It is wrong.'"),
    (1, "restrict ann@acme.example --lift --note 'Told them.'"),
    (1, "restrict cy@new.example --note 'It is wrong.'"),
    (1, "takedown cy@new.example --what testimonial"),
    (1, "access imp.two@acme.example"),
    (1, "inbox"),
    (1, "triage 1 --as question"),
)  # fmt: skip
AFTERWARDS: tuple[tuple[float, str], ...] = ((9000, "doctor --clock-is-right"), (1, "purge"), (1, "due"))
"""What takes most of it off the record again."""
LAST = NOON + int(sum(hours for hours, _ in STORY) * 3600)
"""When the last of the story is done, with a clock that begins at noon."""


def lay_out(folder: Path) -> None:
    """The files that the story reads: settings, orders, a list, a notice and the built site."""
    site = folder / "site"
    site.mkdir(parents=True)
    (folder / "orders.csv").write_text(ORDERS, "utf-8")
    (folder / "list.txt").write_text("imp.one@acme.example\nbo@acme.example\n", "utf-8")
    put(folder / "mail", "1.host", mail(sender="Cy <cy@new.example>", words="What do you keep of me?"))
    (folder / "mail.mbox").write_bytes(b"From cy@new.example Sun Nov 22 10:00:00 2026\n" + mail(2) + b"\n")
    (folder / "ask.txt").write_text("We want to ask you what to build next.\n", "utf-8")
    show(folder, SHOWN)


def show(folder: Path, shown: str = "") -> None:
    """Have the site show this and nothing else of anybody's."""
    for page in ("customers.html", "other.html"):
        (folder / "site" / page).write_text(PAGE.format(shown), "utf-8")


def tell(run: CommandLine, folder: Path) -> None:
    """Make the record. The commands are typed in `folder`, where the working directory must be."""
    lay_out(folder)
    settings = run.db.with_name("privacyctl.toml")
    settings.touch(mode=0o600)
    settings.write_text(SETTINGS.format(site=folder / "site", mail=folder / "mail"), "utf-8")
    go_on(run, folder, STORY)


def go_on(run: CommandLine, folder: Path, story: tuple[tuple[float, str], ...]) -> None:
    """Type these commands, each so many hours after the one before it."""
    for hours, line in story:
        run.clock.forward(hours=hours)
        if line == TAKEN_OUT_BEFORE:
            show(folder)
        answer = run(line)
        assert answer.status in LINES_THAT_FIND.get(shlex.split(line)[0], (0,)), (line, answer)
