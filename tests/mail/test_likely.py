"""What a letter looks like: rules name the kind, nearness says that it is a request at all, and neither hides one."""

from __future__ import annotations

import pytest

from privacyctl.mail import likely
from privacyctl.mail.likely import guess, phrases
from privacyctl.model.guess import KINDS, ClueKind

ASKING = [one for one in phrases() if one.kind not in likely.NOT_ASKED]
OTHERS = [one for one in phrases() if one.kind in likely.NOT_ASKED]
UNSEEN = {
    "Could you please get our company's name off the homepage?": "takedown",
    "Hello, our logo must not be displayed on your site any more. Thanks, Ann": "takedown",
    "I'd like you to stop e-mailing me about promotions": "optout",
    "Kindly provide me with all personal data you process": "access",
    "My surname is misspelt under the quote": "correct",
    "I want my right to be forgotten honoured": "erase",
    "Please do not share my address with third parties": "object",
    "Bitte nehmt unser Firmenzeichen herunter": "takedown",
    "Ich möchte wissen, was Sie über mich gespeichert haben": "access",
    "Hiermit verlange ich die Löschung meiner Daten": "erase",
    "Je souhaite que mon nom disparaisse de votre site": "takedown",
    "Arrêtez de m'envoyer vos promotions": "optout",
    "Dejen de mandarme correos": "optout",
    "Vorrei sapere quali informazioni avete su di me": "access",
    "Deixem de usar o meu depoimento no vosso site": "takedown",
    "Ik wil geen reclame meer ontvangen": "optout",
    "Nie chcę już dostawać waszych maili": "optout",
    "弊社名の掲載を取りやめてください": "takedown",
    "私のデータを消してほしいです": "erase",
}
"""Sentences that stand in no file of ours."""
TALK = [
    "thanks, works great now", "The export button crashes on macOS", "Rechnung fehlt noch",
    "Wie installiere ich Version 3?",
    "¿Cómo instalo la licencia?", "I lost my licence key", "hoe kan ik de app installeren",
]  # fmt: skip


def test_each_language_has_its_stems_and_sentences() -> None:
    for language in likely.LANGUAGES:
        data = likely._data(language)
        assert set(data["stems"]) == {name for slot in likely._SLOTS for name in slot[1:] if name}
        assert {*data["sentences"]} == {*KINDS, "none"} - {"restrict"}


def test_every_sentence_of_the_data_is_of_its_kind() -> None:
    missed = [one for one in ASKING if one.kind not in guess(f"Hello,\n\n{one.words}.\n\nAnn").kinds]

    assert missed == []


def test_nearly_all_sentences_are_of_their_kind_without_being_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likely, "_sentences", dict)

    missed = [one.words for one in ASKING if one.kind not in guess(one.words).kinds]

    assert len(missed) <= 40, missed


def test_a_sentence_that_asks_for_nothing_names_no_kind() -> None:
    assert [one for one in OTHERS if guess(one.words).kinds] == []


@pytest.mark.parametrize("words", UNSEEN)
def test_what_stands_in_no_file_is_seen(words: str) -> None:
    found = guess(words)

    assert UNSEEN[words] in found.kinds


@pytest.mark.parametrize("words", TALK)
def test_talk_of_a_product_names_no_kind(words: str) -> None:
    assert guess(words).kinds == ()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("I write under Art. 15 GDPR.", ("access",)),
        ("Gemäß Artikel 17 DSGVO", ("erase",)),
        ("artículo 16 del RGPD, y el artículo 18", ("correct", "restrict")),
        ("個人情報保護法に基づく", ()),
        ("article 15 of our contract", ()),
        ("Art. 99 GDPR", ()),
    ],
)
def test_an_article_counts_where_the_law_is_named(words: str, kinds: tuple[str, ...]) -> None:
    found = guess(words)

    assert found.kinds[: len(kinds)] == kinds
    assert any(clue.by is ClueKind.CITE for clue in found.clues) is ("contract" not in words)


def test_two_sentences_make_no_pair() -> None:
    assert guess("I like the newsletter. Stop by when you are in town.").kinds == ()


def test_a_letter_may_ask_for_several_things_and_its_subject_counts() -> None:
    found = guess("Please take our logo off your website.\nAnd no more newsletters.", "Delete my data")

    assert found.kinds == ("erase", "takedown", "optout")
    assert all(clue.words for clue in found.clues)


def test_what_is_only_near_names_no_kind() -> None:
    found = guess("kindly hold back any testimonials bearing our names")

    assert (found.kinds, found.is_request) == ((), True)
    assert [clue.by for clue in found.clues] == [ClueKind.NEAR]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "...", "\0", "take " * 5000, "a" * 100_000, "ﾒﾙﾏｶﾞ 停止", "\ud800"]
)
def test_any_text_is_taken(text: str) -> None:
    guess(text, text[:50])
