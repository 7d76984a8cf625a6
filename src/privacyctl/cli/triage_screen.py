"""`triage` on a terminal: a letter after the other, one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from privacyctl.cli.session import record
from privacyctl.errors import Failure, NobodyAsks, Refused
from privacyctl.model.inbox import ReadAs
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.inbox.letters import Listed
    from privacyctl.store import Store

KEYS = {
    "t": ReadAs.TAKEDOWN, "o": ReadAs.OPTOUT, "a": ReadAs.ACCESS, "c": ReadAs.CORRECT, "e": ReadAs.ERASE,
    "b": ReadAs.OBJECT, "i": ReadAs.RESTRICT, "q": ReadAs.QUESTION, "d": ReadAs.ORDER, "r": ReadAs.REPLY,
    "n": ReadAs.NONE,
}  # fmt: skip
"""The key of each; Enter is no decision."""
MENU = (
    "[t]akedown [o]ptout [a]ccess [c]orrect [e]rase o[b]ject restr[i]ct [q]uestion or[d]er [r]eply [n]one",
    "[+] one more right in this letter  [w]ho?  [m]ore  [s]kip  [x]it",
)
_LINES = 20


def all_letters() -> None:
    """Show each letter that waits, and do what the key says; `x` leaves the rest as it is."""
    from privacyctl.duties.inbox import letters
    from privacyctl.mail import likely

    with record(warns=False) as store:
        found = letters.waiting(store, likely.guess)
        if not found:
            stream.say("No letter waits.")
        for place, one in enumerate(found, 1):
            stream.say("", f"[{place} of {len(found)}]")
            if not _one(store, one):
                return


def _one(store: Store, one: Listed) -> bool:
    """One letter, until a key ends it; False to leave the rest."""
    from privacyctl.output import triage as words

    words.say_one(one, store.now, _LINES)
    stream.say(*MENU)
    who: str | None = None
    more = False
    while True:
        key = typer.getchar()
        if key in ("x", "\x03", "\x04"):
            return False
        if key == "s":
            return True
        if key == "m":
            words.say_one(one, store.now)
        elif key == "w":
            who = typer.prompt("Who asks", default="", show_default=False, err=True).strip() or None
        elif key == "+":
            more = True
            stream.say("The letter stays for one more right.")
        elif key in KEYS and _is_done(store, one, who, KEYS[key]):
            if not more:
                return True
            more = False


def _is_done(store: Store, one: Listed, who: str | None, read_as: ReadAs) -> bool:
    """Do it; False where it could not be done, which is said, and the letter is still there."""
    from privacyctl.cli.letter_duties import decide

    if (
        read_as is ReadAs.NONE
        and one.likely
        and not typer.confirm("It looks like a request. None?", err=True)
    ):
        return False
    if read_as is ReadAs.REPLY:
        who = typer.prompt("Which case", default="", show_default=False, err=True).strip()
    try:
        decide(store, one.letter.id, who, read_as, as_json=False)
    except (NobodyAsks, Refused) as error:
        stream.complain("error", error.sentence, "say who asks: w")
        return False
    except Failure as error:
        stream.complain("error", error.sentence, error.hint)
        return False
    return True
