"""What `policy` says after a sequence of commands, by what each promise says and not by what the code does.

Each row is a story in a few lines: what was typed, what went by, what another program did. Beside it
stands how each promise stands then, where that is not as on an empty record. `REACHED` has for
each concern a story in which it is found: a concern without one may be a word that nothing says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from helpers.story import Story
from privacyctl.duties.promises.registry import PROMISES
from privacyctl.model.promise import Evidence, Verdict, worst

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import CommandLine

EMPTY = {f"P{number}": "nothing yet" for number in range(1, 12)} | {
    "P2": "at risk",  # nobody has said how long orders are kept
    "P9": "at risk",  # no copy was made
    "P11": "unknown",  # what came in and nobody recorded cannot be seen
}

PERSON = "add-contact ann@acme.example --name 'Ann Lee' --company Acme"
BUYER = "add-purchase ann@acme.example --order 1 --product Pro"
WORDS = (
    "add-testimonial ann@acme.example --quote 'Saved us weeks.' --attribution 'Ann L.' --at /words --permission Yes."
    " --received '200h ago'"
)
LISTED = "add-customer Acme --contact ann@acme.example --at /customers"
OFF = "takedown ann@acme.example --what testimonial"
PAGE = "page words.html <figure><blockquote>{}</blockquote><figcaption>{}</figcaption></figure>"
NAMED = PAGE.format("Saved us weeks.", "Ann Lee")
INITIALS = PAGE.format("Saved us weeks.", "Ann L.")
OTHERS = PAGE.format("A fine thing indeed.", "Ann Lee")
NOT_REGISTERED = "page old.html <blockquote>A fine thing.<cite>Ann Lee, Acme</cite></blockquote>"
NOBODYS = PAGE.format("Best thing ever made.", "Zoe Q.")
MAILER = 'settings [recipients.mailer]\npurposes = ["updates", "order"]\nfields = ["email"]\n'
RIGHT = "doctor --clock-is-right"
KEPT_LONG = 'settings [purposes.order]\nretention = "10y"\n'

STORIES: dict[str, tuple[list[str], dict[str, str]]] = {
    "an empty record proves nothing": ([], {}),
    "a person is on record": ([PERSON], {"P1": "kept"}),
    "a person is on record, and it is said for how long": ([KEPT_LONG, PERSON], {"P1": "kept", "P2": "kept"}),
    "something is on show": ([PERSON, WORDS], {"P1": "kept", "P6": "kept"}),
    "a firm is listed": ([PERSON, LISTED], {"P1": "kept"}),
    "a firm's name whose removal waits": ([PERSON, LISTED, "takedown Acme --what name"], {"P1": "kept"}),
    "a firm's name, and its case is closed as a mistake": (
        [PERSON, LISTED, "takedown Acme --what name", "close 1 --because mistake --note x"],
        {"P1": "kept"},
    ),
    "a firm's name, and the request is taken back": (
        [PERSON, LISTED, "takedown Acme --what name", "close 1 --because withdrawn --note x"],
        {"P1": "kept"},
    ),
    "a firm that nothing is found of": (
        [PERSON, "takedown Acme --what name --note x", "close 1 --because nothing-found --note x"],
        {"P1": "kept"},
    ),
    "a firm's name that is seen gone": (
        [PERSON, LISTED, "takedown Acme --what name", "verify 1 --attest Gone."],
        {"P1": "kept", "P7": "kept"},
    ),
    "a firm's name that was seen gone, and another's waits": (
        [
            PERSON,
            LISTED,
            "takedown Acme --what name",
            "verify 1 --attest Gone.",
            "add-contact bo@b.example --company Beta",
            "add-customer Beta --contact bo@b.example --at /others",
            "takedown Beta --what name",
        ],
        {"P1": "kept", "P7": "kept"},
    ),
    "the only testimonial, whose removal waits": ([PERSON, WORDS, OFF], {"P1": "kept"}),
    "an access that waits": ([PERSON, "access ann@acme.example"], {"P1": "kept"}),
    "a removal in time": (
        [PERSON, WORDS, OFF, "later 19h", "verify 1 --attest Gone."],
        {"P1": "kept", "P6": "kept"},
    ),
    "a removal that is overdue": (
        [PERSON, WORDS, f"{OFF} --received '60h ago'"],
        {"P1": "kept", "P6": "broken"},
    ),
    "a removal that was overdue, and its case is closed as a mistake": (
        [PERSON, WORDS, f"{OFF} --received '60h ago'", "close 1 --because mistake --note x"],
        {"P1": "kept", "P6": "at risk"},
    ),
    "a removal that was overdue, and is said to be taken back": (
        [PERSON, LISTED, "takedown Acme --what name", "later 30h", "close 1 --because withdrawn --note x"],
        {"P1": "kept", "P7": "at risk"},
    ),
    "a case that was closed within its hours asks for nothing any more": (
        [PERSON, WORDS, OFF, "later 2h", "close 1 --because mistake --note x"],
        {"P1": "kept", "P6": "kept"},
    ),
    "a late removal that was asked for long ago is of this year": (
        [PERSON, WORDS, OFF, "later 9000h", "verify 1 --attest Gone."],
        {"P1": "kept", "P6": "broken"},
    ),
    "a full name beside words from before the tool": (
        [PERSON, NOT_REGISTERED, "found scan {site}"],
        {"P1": "kept", "P6": "at risk"},
    ),
    "a full name in running text": (
        [PERSON, "page news.html <p>Thanks to Ann Lee for the report.</p>", "scan {site}"],
        {"P1": "kept"},
    ),
    "an erasure that nobody confirmed is not answered by a word": (
        [PERSON, "erase ann@acme.example", "refused close 1 --because answered --note 'did it'"],
        {"P1": "kept"},
    ),
    "an access that was confirmed is not answered by a word either": (
        [PERSON, "access ann@acme.example --confirmed voice", "refused close 1 --because answered --note x"],
        {"P1": "kept"},
    ),
    "an access that an earlier version closed as answered": (
        [PERSON, "access ann@acme.example", "close 1 --because mistake --note x", "answered 1"],
        {"P1": "kept", "P9": "broken", "P10": "at risk"},  # "answered" alters the row past the record
    ),
    "an access of somebody on record that is closed as nothing found": (
        [PERSON, "access ann@acme.example", "close 1 --because nothing-found --note x"],
        {"P1": "kept", "P10": "at risk"},
    ),
    "an access that is closed as a mistake after its day": (
        [PERSON, "access ann@acme.example", "later 900h", "close 1 --because mistake --note x"],
        {"P1": "kept", "P10": "at risk"},
    ),
    "an access that was answered": (
        [PERSON, "access ann@acme.example --confirmed voice --out {folder}/out"],
        {"P1": "kept", "P10": "kept"},
    ),
    "a list that went out within the hour after the no": (
        [
            MAILER,
            BUYER,
            "audience updates --to mailer",
            "later 1h",
            "optout ann@acme.example --received '2h ago'",
        ],
        {"P1": "kept", "P3": "at risk", "P4": "at risk", "P8": "kept"},
    ),
    "a list that went out within the hour after the no of a firm": (
        [
            MAILER,
            PERSON,
            BUYER,
            "audience updates --to mailer",
            "later 1h",
            "optout Acme --received '2h ago'",
        ],
        {"P1": "kept", "P3": "at risk", "P4": "at risk", "P8": "kept"},
    ),
    "a list that went out while the no had lain for days": (
        [
            MAILER,
            BUYER,
            "later 72h",
            "audience updates --to mailer",
            "later 1h",
            "optout ann@acme.example --received '60h ago'",
        ],
        {"P1": "kept", "P3": "at risk", "P4": "broken", "P8": "kept"},
    ),
    "a list that went out before the no": (
        [
            MAILER,
            BUYER,
            "audience updates --to mailer",
            "later 2h",
            "optout ann@acme.example --received '1h ago'",
        ],
        {"P1": "kept", "P3": "at risk", "P4": "kept", "P8": "kept"},
    ),
    "a no that was typed on its day": (
        [PERSON, "optout ann@acme.example --received '20h ago'"],
        {"P1": "kept", "P4": "kept"},
    ),
    "a no that lay for days": (
        [PERSON, "optout ann@acme.example --received '3d ago'"],
        {"P1": "kept", "P4": "at risk"},
    ),
    "a no of somebody who is not on record, that lay for days": (
        ["optout zoe@x.example --received '3d ago'"],
        {"P4": "at risk"},
    ),
    "a no of a firm that is not on record, that lay for days": (
        ["optout --company 'Far GmbH' --received '3d ago'"],
        {"P4": "at risk"},
    ),
    "a no of somebody who is not on record, on its day": (
        ["optout zoe@x.example --received '20h ago'"],
        {"P4": "kept"},
    ),
    "a no that lay, and was typed by mistake": (
        ["optout zoe@x.example --received '3d ago'", "undo 1 --note x"],
        {},
    ),
    "a no to being shown is none to the news": (
        [PERSON, "optout ann@acme.example --purpose testimonial"],
        {"P1": "kept"},
    ),
    "an access that is closed as a mistake within its time": (
        [PERSON, "access ann@acme.example", "close 1 --because mistake --note x"],
        {"P1": "kept"},
    ),
    "an access that was taken back within its time": (
        [PERSON, "access ann@acme.example", "close 1 --because withdrawn --note x"],
        {"P1": "kept"},
    ),
    "an access whose day was over, and is said to be taken back": (
        [PERSON, "access ann@acme.example", "later 900h", "close 1 --because withdrawn --note x"],
        {"P1": "kept", "P10": "at risk"},
    ),
    "a correction that nobody asked for": (
        [PERSON, "correct ann@acme.example --name 'Ann Moore' --by vendor"],
        {"P1": "kept"},
    ),
    "a correction that was asked for": (
        [PERSON, "correct ann@acme.example --name 'Ann Moore' --confirmed voice"],
        {"P1": "kept", "P10": "kept"},
    ),
    "somebody was erased since nothing needed them any more": (
        [KEPT_LONG, PERSON, BUYER, "later 88000h", "purge --clock-is-right"],
        {"P2": "kept"},
    ),
    "an answer of long ago": (
        [PERSON, "access ann@acme.example --confirmed voice --out {folder}/out", "later 9000h"],
        {"P1": "kept"},
    ),
    "a hand-off that an order needs": (
        [BUYER, "disclose ann@acme.example --to bmt-micro --purpose order --fields email"],
        {"P1": "kept", "P3": "kept", "P8": "kept"},
    ),
    "a hand-off for an order of somebody without one": (
        [PERSON, "refused disclose ann@acme.example --to bmt-micro --purpose order --fields email"],
        {"P1": "kept"},
    ),
    "news by a mailing service completes no order": (
        [MAILER, BUYER, "audience updates --to mailer"],
        {"P1": "kept", "P3": "at risk", "P4": "kept", "P8": "kept"},
    ),
    "a full name on the site, beside words of the register": (
        [PERSON, WORDS, NAMED, "found scan {site}"],
        {"P1": "kept", "P6": "broken"},
    ),
    "a full name on the site that the next scan does not see": (
        [PERSON, WORDS, NAMED, "found scan {site}", INITIALS, "scan {site}"],
        {"P1": "kept", "P6": "kept"},
    ),
    "a full name on the site, whose page is gone at the next scan": (
        [
            PERSON,
            WORDS,
            NAMED,
            "page other.html <p>Nothing here.</p>",
            "found scan {site}",
            "no-page words.html",
            "scan {site}",
        ],
        {"P1": "kept", "P6": "kept"},
    ),
    "a full name on the site, and then another page is scanned": (
        [
            PERSON,
            WORDS,
            NAMED,
            "page other.html <p>Nothing here.</p>",
            "found scan {site}",
            "scan {site}/other.html",
        ],
        {"P1": "kept", "P6": "broken"},
    ),
    "a full name in a file that is scanned alone, and then with its folder": (
        [PERSON, WORDS, NAMED, "found scan {site}/words.html", INITIALS, "scan {site}"],
        {"P1": "kept", "P6": "kept"},
    ),
    "a full name on the site that cannot be read any more": (
        [PERSON, WORDS, NAMED, "found scan {site}", "page words.html \0\0\0\0", "scan {site}"],
        {"P1": "kept", "P6": "broken"},
    ),
    "a full name on the site, whose words are taken down and seen gone": (
        [PERSON, WORDS, NAMED, "found scan {site}", OFF, "verify 1 --attest Gone."],
        {"P1": "kept", "P6": "kept"},
    ),
    "a full name on the site beside other words": (
        [PERSON, WORDS, OTHERS, "scan {site}"],
        {"P1": "kept", "P6": "at risk"},
    ),
    "words of nobody on the site": (
        [PERSON, WORDS, NOBODYS, "found scan {site}"],
        {"P1": "kept", "P6": "at risk"},
    ),
    "what was seen to be gone is seen on show by a scan": (
        [PERSON, WORDS, OFF, "verify 1 --attest Gone.", INITIALS, "found scan {site}"],
        {"P1": "kept", "P6": "broken"},
    ),
    "a folder that others may write": ([PERSON, "mode {record} 777"], {"P1": "kept", "P9": "broken"}),
    "a folder that others may look into": ([PERSON, "mode {record} 755"], {"P1": "kept"}),
    "a folder around it that anybody may write": (
        [PERSON, "mode {around} 777"],
        {"P1": "kept", "P9": "broken"},
    ),
    "a shared folder around it, as /tmp is": ([PERSON, "mode {around} 1777"], {"P1": "kept"}),
    "settings that others may write": (
        [PERSON, "settings audience = 'buyers'", "mode {settings} 622"],
        {"P1": "kept", "P9": "broken"},
    ),
    "settings that others may read": (
        [PERSON, "settings audience = 'buyers'", "mode {settings} 644"],
        {"P1": "kept"},
    ),
    "a data file that others may read": ([PERSON, "mode {db} 640"], {"P1": "kept", "P9": "broken"}),
}

REACHED: dict[str, list[str]] = {
    "cards": [PERSON, "sql UPDATE contact SET name = '4111 1111 1111 1111'"],
    "past-retention": [KEPT_LONG, BUYER, "later 90000h"],
    "to-purge": [KEPT_LONG, BUYER, "later 87700h"],
    "no-retention": [],
    "outside-contract": [BUYER, "disclose 1 --to bmt-micro --purpose order --fields email", "settings [recipients]"],
    "not-told": [
        BUYER, "disclose 1 --to bmt-micro --purpose order --fields email", "erase 1 --confirmed voice", "later 200h",
    ],
    "not-for-an-order": [MAILER, BUYER, "audience updates --to mailer"],
    "without-an-order": [PERSON, "slip order typed"],
    "written-to": [BUYER, "optout ann@acme.example", "later 1h", "slip updates audience"],
    "crossed-a-no": STORIES["a list that went out within the hour after the no"][0],
    "no-lay-unread": STORIES["a no that lay for days"][0],
    "small-figures": [
        *(f"add-purchase {one}@b.example --order {one} --product Pro" for one in "abcdef"), "later 1500h", "limit 100",
    ],
    "full-names": [
        PERSON, "add-testimonial 1 --quote Hi. --attribution 'Beth Moss' --at /m --permission Yes.",
        "add-contact ann@acme.example --name 'Beth Moss' --replace",
    ],
    "full-name-seen": [PERSON, WORDS, NAMED, "found scan {site}"],
    "full-name-in-doubt": [PERSON, WORDS, OTHERS, "scan {site}"],
    "words-of-nobody": [PERSON, WORDS, NOBODYS, "found scan {site}"],
    "shown-again": [PERSON, WORDS, OFF, "verify 1 --attest Gone.", INITIALS, "found scan {site}"],
    "perhaps-shown-again": [
        PERSON, LISTED, "takedown Acme --what name", "verify 1 --attest Gone.",
        "page log.html <p>Thanks to Acme for the report.</p>", "scan {site}",
    ],
    "in-doubt": [PERSON, WORDS, "later 100h", OFF, "later -100h", RIGHT, "verify 1 --attest Gone."],
    "answer-in-doubt": [
        PERSON, "later 100h", "restrict 1 --note x", "later -100h", RIGHT, "close 1 --because answered --note x",
    ],
    "asked-in-doubt": [
        PERSON, "later 100h", "question 1 --note x", "later -100h", RIGHT, "close 1 --because answered --note x",
    ],
    "late": [PERSON, WORDS, OFF, "later 25h", "verify 1 --attest Gone."],
    "overdue": [PERSON, WORDS, OFF, "later 25h"],
    "closed-late": [PERSON, WORDS, OFF, "later 25h", "close 1 --because mistake --note x"],
    "proved-late": [PERSON, WORDS, OFF, "removed 1 --note x", "later 25h", "verify 1 --attest Gone."],
    "unverified": [PERSON, WORDS, OFF, "removed 1 --note x"],
    "open": [PERSON, WORDS, OFF],
    "cron-silent": [PERSON, WORDS, OFF],
    "unannounced": [BUYER, "slip surveys audience"],
    "no-recent-copy": [PERSON],
    "not-drilled": [PERSON],
    "journal-behind": [PERSON, BUYER, "cut-journal"],
    "chain-broken": [
        PERSON, "sql DROP TRIGGER audit_no_update", "sql UPDATE audit SET body = replace(body, 'contact', 'contract')",
    ],
    "altered": [
        PERSON, WORDS, OFF, "sql DROP TRIGGER takedown_state_by_event",
        "sql UPDATE takedown SET state = 'verified', verified_at = received_at + 3600",
    ],
    "not-private": [PERSON, "mode {record} 777"],
    "answered-late": [PERSON, "access 1", "later 900h", "access 1 --confirmed voice --out {folder}/out"],
    "answer-overdue": [PERSON, "access 1", "later 900h"],
    "answered-by-hand": STORIES["an access that an earlier version closed as answered"][0],
    "asker-unknown": [PERSON, "correct 1 --name 'Ann Moore'"],
    "question-asker-unknown": ["question zoe@x.example --note x", "close 1 --because answered --note x"],
    "held-all-the-same": [PERSON, "access 1", "close 1 --because nothing-found --note x"],
    "ended-late": [PERSON, "access 1", "later 900h", "close 1 --because mistake --note x"],
    "answer-open": [PERSON, "access 1"],
    "unproved": [PERSON, "erase 1 --confirmed voice", "sql UPDATE erasure SET proved_at = NULL"],
    "comment-open": ["comment Please take my words off your site."],
    "comment-overdue": ["comment Please take my words off your site.", "later 25h"],
    "comment-older": ["old-comment Please take my words off your site."],
    "comment-read-late": ["comment Thanks.", "later 25h", "close 1 --because seen-to --note x"],
    "question-overdue": [PERSON, "question 1 --note x", "later 200h"],
    "asked-ended-late": [PERSON, "question 1 --note x", "later 200h", "close 1 --because mistake --note x"],
    "letter-waits": ["letter Please take my words off your site."],
    "letter-overdue": ["letter Please take my words off your site.", "later 25h"],
    "inbox-unread": ["lost-mailbox", "later 13h"],
    "question-answered-late": [
        PERSON, "question 1 --note x", "later 200h", "close 1 --because answered --note x",
    ],
}  # fmt: skip


@pytest.fixture
def story(run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    return Story(run, tmp_path, monkeypatch)


@pytest.mark.parametrize("name", STORIES)
def test_each_promise_stands_as_its_sentence_says(story: Story, name: str) -> None:
    lines, differing = STORIES[name]
    story.tell(lines)
    if "takedown" in " ".join(lines):
        story.run.ok("due")

    assert {one["promise"]: one["verdict"] for one in story.promises()} == EMPTY | differing


@pytest.mark.parametrize("word", REACHED)
def test_a_story_reaches_each_concern_and_says_what_mends_it(story: Story, word: str) -> None:
    story.tell(REACHED[word])

    found = [one for promise in story.promises() for one in promise["findings"] if one["word"] == word]
    assert found
    assert re.search(r"privacyctl [a-z-]+|privacyctl\.toml", found[0]["mend"])


def test_every_concern_has_a_story() -> None:
    assert {concern.word for promise in PROMISES for concern in promise.concerns} == set(REACHED)


@pytest.mark.parametrize("name", STORIES)
def test_what_is_not_kept_ends_with_what_mends_it_and_is_all_that_check_prints(
    story: Story, name: str
) -> None:
    story.tell(STORIES[name][0])
    promises = story.promises()
    checked = story.run("policy --check")
    wrong = [one for one in promises if one["verdict"] != "kept"]

    lines = checked.out.splitlines()
    assert checked.status == int(any(one["verdict"] == "broken" for one in promises))
    assert [line.split(":")[0] for line in lines] == [f"{one['promise']} {one['verdict']}" for one in wrong]
    assert [line for line, one in zip(lines, wrong, strict=True) if not line.endswith(one["mend"])] == []
    assert [one["mend"] for one in promises if one["verdict"] == "kept"] == [None] * (
        len(promises) - len(wrong)
    )
    unwrapped = story.run.ok("policy").out.splitlines()
    assert [one["mend"] for one in wrong if not any(line.endswith(one["mend"]) for line in unwrapped)] == []


def test_the_page_is_all_that_html_writes(story: Story) -> None:
    answer = story.run.ok(f"policy --html '{story.folder}/page.html'")

    assert answer.out == ""
    assert "nothing yet" in (story.folder / "page.html").read_text("utf-8")


def test_the_worst_is_the_first_of_one_order() -> None:
    assert [one.value for one in Verdict] == ["broken", "at risk", "unknown", "nothing yet", "kept"]
    for at, verdict in enumerate(Verdict):
        assert worst(list(Verdict)[at:]) is verdict
    assert worst(()) is Verdict.NOTHING_YET
    assert Evidence({}).verdict is Verdict.NOTHING_YET
    assert Evidence({}, rests_on=1).verdict is Verdict.KEPT
    assert Evidence({}, rests_on=1, unseen="why").verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.name)
def test_each_promise_says_with_what_its_evidence_begins(promise: Any) -> None:
    assert re.match(r"privacyctl [a-z-]+", promise.begins)
