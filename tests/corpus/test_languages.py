"""A language is told where it is clear, and left unknown where it is not."""

from pathlib import Path

import pytest

from corpus.article import Draft, Origin
from corpus.languages import LEAST_CHARACTERS, language_of
from corpus.readers import read_path

SENTENCES = {
    "ar": "قرر الناخبون يوم الأحد الإبقاء على مدرسة القرية الأخيرة بأغلبية 412 صوتا مقابل 388.",
    "de": "Die Bürger stimmten am Sonntag mit 412 zu 388 Stimmen für ihre letzte Dorfschule.",
    "en": "Voters decided on Sunday to keep their last village school open, by 412 votes to 388.",
    "es": "Los vecinos decidieron el domingo mantener abierta su última escuela, por 412 votos.",
    "fr": "Les électeurs ont décidé dimanche de garder leur dernière école, par 412 voix.",
    "it": "Gli elettori hanno deciso domenica di tenere aperta la loro ultima scuola.",
    "nl": "De kiezers besloten zondag hun laatste dorpsschool open te houden, met 412 stemmen.",
    "pt": "Os eleitores decidiram no domingo manter aberta a sua última escola, por 412 votos.",
    "ru": "Жители решили в воскресенье сохранить последнюю сельскую школу: 412 голосов.",
    "sv": "Väljarna beslöt på söndagen att behålla sin sista byskola, med 412 röster mot 388.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize(
    "text",
    ["", " " * 100, "The old bridge", "12.5 33.1 44 55.2 99 100 3,000 " * 9, "x" * 200],
    ids=["nothing", "spaces", "too short", "digits", "noise"],
)
def test_what_is_not_clear_is_unknown(text: str) -> None:
    assert language_of(text) is None


def test_the_last_character_that_is_needed_tells() -> None:
    sentence = SENTENCES["en"][:LEAST_CHARACTERS]
    assert language_of(sentence) == "en"
    assert language_of(sentence[:-1]) is None


@pytest.mark.parametrize(
    ("front", "language", "origin"),
    [("", "en", Origin.TEXT), ("---\nlanguage: de\n---\n", "de", Origin.FILE)],
    ids=["read in the text", "stated by the file"],
)
def test_a_draft_knows_where_its_language_was_read(
    front: str, language: str, origin: Origin, tmp_path: Path
) -> None:
    path = tmp_path / "school.md"
    path.write_text(f"{front}{SENTENCES['en']}\n", encoding="utf-8")
    (draft,) = read_path(path)
    assert isinstance(draft, Draft)
    assert (draft.language, draft.origins["language"]) == (language, origin)
