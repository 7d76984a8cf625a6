"""Slips of the pen: wrong numbers, pasted rubbish, mistyped commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from years.hands import q

if TYPE_CHECKING:
    from years.machine import Machine

RUBBISH = (
    "\u202eann@acme.example", "ann@@acme.example", "'; DROP TABLE audit; --", "9" * 30, "-1",
    "\u00e9" * 300, "@/etc/none", "<ann@acme.example>", "ann@acme.example bo@acme.example",
    "[bold]x[/bold]", "%s%s", "4111 1111 1111 1111", "\x1b[2J", "",
)  # fmt: skip

SLIPS = (
    "optout {x}", "optin {x} --purpose updates --evidence yes",
    "optin ann.leebrook@acme.example --purpose {x} --evidence yes", "removed {n} --note gone",
    "removed {x} --note gone", "undo {n} --note x", "undo {x} --note x",
    "verify {n} --attest gone", "close {n} --because mistake --note x",
    "close {n} --because {x} --note x", "confirm {n} --how voice", "receipt {x}", "show {x}",
    "add-contact {x}", "add-contact x@x.example --name {x}", "add-purchase {x} --order 1 --product W",
    "takedown --received {x} --note x", "takedown --message {x}", "due --within {x}",
    "gate {x} --purpose updates", "import-orders {x}", "follow-up {n} --copy cdn --where /", "asked {n}",
    "access {x}", "correct {x} --name A", "erase {x} --yes",
    "disclose {x} --to mailer --purpose updates --fields email",
    "disclose 1 --to {x} --purpose order --fields email", "announce {x} --text notice.txt",
    "export-for {x} --purpose order", "audience {x}",
    "add-testimonial {x} --quote Q --attribution A --at / --permission P",
    "add-customer {x} --at / --contact {x}", "takedwon x",
)  # fmt: skip
REFUSED = {"undo", "removed", "verify", "close", "confirm", "asked"}
TAKEN = {"optout", "add-contact", "add-purchase", "access"}
"""What takes people whom nobody knows, and so what somebody mistyped: each is told what was put on record."""


def slip(m: Machine) -> None:
    """A wrong number, a pasted rubbish, a mistyped command: refused, and nothing is changed."""
    line = m.rnd.choice(SLIPS)
    if "{n}" in line:
        line = line.format(n=m.rnd.choice((0, 9999, 99999999999999999999)), x=q(m.rnd.choice(RUBBISH[2:])))
    else:
        line = line.format(x=q(m.rnd.choice(RUBBISH)))
    head, command = m.chain, line.split()[0]
    answer = m.do(line)
    if answer.status == 0 and (command in REFUSED or m.chain != head) and command not in TAKEN:
        m.found("slip-taken", command, f"{line}: {answer.out[:300]}")


def typed_wrong(m: Machine) -> None:
    """Somebody is opted out whom nobody meant; it is taken back, and said twice it is taken back once."""
    if m.do("optout typed.wrong@nowhere.example --purpose updates --json").status:
        return
    slip, _ = m.head()
    answer = m.do(f"undo {slip} --note 'typed by mistake' --json")
    if answer.status:
        m.found("slip-kept", "undo", f"{answer.status} {answer.err}")
