"""The shape of an answer, and what is chosen for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.answering.composer import UPDATED, Composed, compose
from app.answering.deeds import is_aim_for_deed
from app.answering.enumerations import row_that_answers, rows_of_names
from app.answering.picking import picked
from app.answering.shapes import Shape, Wanted, shape_of, wanted_of
from app.answering.told_beside import AIM, NO_VERDICT, POSITIONS, UNSURE
from evals.cases.reports import statement_of
from index.evidence import Evidence
from index.features import Features
from index.kinds import Kind
from index.query import NOTHING_READ, Query, Reading
from index.question import AskedFor
from index.sentences import sentence_spans
from index.spans import Span

EVEN = Features(**dict.fromkeys(Features.__slots__, 0.5))
ASKED = AskedFor(
    kind=Kind.ANYTHING, weights={}, order=(), names=(), own_names=(), rare_names=(), unknown=()
)


def told(text: str, day: str = "2025-03-12", outlet: str = "Harbour Post") -> list[Evidence]:
    """Every sentence of a report as evidence, all of one score."""
    article = statement_of({"text": text, "published_at": day, "outlet": outlet}).article
    return [
        Evidence(
            article=article,
            span=span,
            features=EVEN,
            score=0.0,
            probability=0.5,
            holds_kind=True,
            missing=(),
            passage_rank=1,
        )
        for span in sentence_spans(text)
    ]


def wanted(question: str, reading: Reading = NOTHING_READ) -> Wanted:
    return Wanted(question=question, shape=shape_of(question, reading), reading=reading)


def answer(question: str, *evidence: Evidence, reading: Reading = NOTHING_READ) -> Composed:
    return compose(ASKED, evidence, wanted(question, reading))


@pytest.mark.parametrize(
    ("question", "shape"),
    [
        ("Does ozone do more damage to wheat or to maize?", Shape.PLAIN),
        ("Were the Greens stronger or weaker than before?", Shape.PLAIN),
        ("What happens to a ship that never docks?", Shape.PLAIN),
        ("Was anyone killed or injured?", Shape.POLAR),
        ("Did more people come than before?", Shape.POLAR),
        ("Is it more expensive now or not?", Shape.POLAR),
        ("Was Norrby convicted of war crimes?", Shape.POLAR),
        ("Were people charged in the harbour scandal?", Shape.POLAR),
        ("Is it a disaster?", Shape.POSITIONS),
        ("What is the court case about?", Shape.PLAIN),
        ("What is the case for a new port?", Shape.POSITIONS),
        ("How does climate change affect the port?", Shape.PLAIN),
        ("How did the Development Bank answer?", Shape.PLAIN),
        ("How has the port changed?", Shape.COURSE),
        ("Which Texas port was flooded?", Shape.PLAIN),
        ("Which bus crashed?", Shape.PLAIN),
        ("What drives the prices?", Shape.PLAIN),
        ("Who came second?", Shape.PLAIN),
        ("Who came to the fair?", Shape.LIST),
    ],
)
def test_which_of_two_is_no_question_for_yes_or_no(question: str, shape: Shape) -> None:
    assert shape_of(question) is shape


def test_what_was_carried_over_does_not_decide_the_shape() -> None:
    query = Query(
        text="What did it cost? (which towns were flooded)", carried=" (which towns were flooded)"
    )
    assert wanted_of(query).shape is Shape.PLAIN


def test_two_outlets_make_a_comparison_and_one_does_not() -> None:
    question = "How do RFI and WSWS differ on troops?"
    assert shape_of(question, Reading(outlets=("RFI", "WSWS"))) is Shape.COMPARISON
    assert shape_of(question, Reading(outlets=("RFI",))) is Shape.PLAIN


def test_who_attends_may_be_a_country() -> None:
    person = replace(ASKED, kind=Kind.PERSON)
    assert wanted("Who attended the talks?").of_kind(person).kind is Kind.NAME
    assert wanted("Who opened the talks?").of_kind(person).kind is Kind.PERSON
    assert wanted("Who opposes the talks?").of_kind(person).kind is Kind.ANYTHING


def test_a_course_of_events_stands_in_the_order_of_its_days() -> None:
    (later,) = told("The pier was closed.", "2025-03-14")
    (first,) = told("The pier broke in the night.", "2025-03-10", "Isle Gazette")
    # The day before the report of 13 March is 12 March.
    (between,) = told("Divers had looked at it the day before.", "2025-03-13", "Teland Radio")
    shown = answer("What happened after the storm?", later, between, first)
    quotes = [each.quote.text for each in shown.citations]
    assert quotes == [e.text for e in (first, between, later)]
    assert shown.short is None


def test_a_change_is_told_by_two_days_reports_at_least() -> None:
    now = [replace(each, score=9.0) for each in told("The quota is 40 tonnes.", "2025-03-14")]
    # Kept at 0.02 of the odds are scores down to 9 - 3.9; at 0.001 down to 9 - 6.9.
    then = [replace(e, score=3.0) for e in told("The quota was 90 tonnes.", "2020-03-14", "Isle")]
    assert len(answer("How has the quota changed?", *now, *then).sentences) == 2
    assert len(answer("What happened to the quota?", *now, *then).sentences) == 1


def test_a_comparison_stands_outlet_by_outlet_as_named() -> None:
    post = told("The pier is old. The pier is long. The pier is red.")
    isle = told("Nobody wants the pier.", outlet="Isle Gazette")
    reading = Reading(outlets=("Isle Gazette", "Harbour Post", "Marl Times"))
    shown = answer("Compare what they say about the pier", *post, *isle, reading=reading)
    outlets = [each.quote.article.outlet for each in shown.citations]
    assert outlets == ["Isle Gazette", "Harbour Post", "Harbour Post"]
    assert shown.notes == ("I found nothing of Marl Times on this.",)


def test_a_list_begins_with_the_names_in_a_row() -> None:
    text = "Eight states came to Marl. They were Teland, Vastmar, Norrby and Ostvik."
    shown = answer("Who came to Marl?", *told(text))
    assert shown.sentences[0].text == text
    assert shown.short is not None
    assert shown.short.text == "Teland, Vastmar, Norrby and Ostvik"


def test_the_row_of_names_is_the_short_answer() -> None:
    (sentence,) = told("France, Italy and the Netherlands sent ministers.")
    shown = answer("Which countries sent ministers?", sentence)
    assert shown.short is not None
    assert shown.short.text == "France, Italy and the Netherlands"


@pytest.mark.parametrize(
    ("question", "text", "row"),
    [
        ("Who came?", "Holm, Varga and Askel came.", "Holm, Varga and Askel"),
        ("Who came?", "Holm, Varga and Askel were not invited.", None),
        ("Who stayed away?", "Holm, Varga and Askel stayed away.", "Holm, Varga and Askel"),
        ("Which crops were studied?", "Holm, Varga and Askel studied wheat.", None),
        ("Which countries came?", "Holm, Varga and Askel came.", None),
        ("Who came?", "Holm and Varga came.", None),
        ("Who came?", "Holm, Varga and Askel met Penn, Sund and Brandt.", None),
    ],
)
def test_a_row_answers_where_it_is_of_what_is_asked_for(
    question: str, text: str, row: str | None
) -> None:
    found = row_that_answers(question, text)
    assert (found and found.of(text)) == row


def test_names_of_several_words_stand_in_a_row() -> None:
    text = "the Bank of Teland, Keir Starmer, Ursula von der Leyen and Wales agreed"
    assert [span.of(text) for span in rows_of_names(text)] == [text.removesuffix(" agreed")]


FERRY = "At least 14 people died when a ferry sank off Ostvik on Sunday, the coastguard said."
RISEN = "The death toll from Sunday's ferry sinking off Ostvik has risen to 31, officials said."


def test_a_newer_report_leads_and_the_older_is_marked() -> None:
    (old,) = told(FERRY, "2025-03-03")
    (new,) = told(RISEN, "2025-03-05", "Teland Radio")
    shown = answer("How many died?", old, replace(new, score=-9.0))
    assert [each.quote.text for each in shown.citations] == [RISEN, FERRY]
    assert [UPDATED in each.lead_in for each in shown.sentences] == [False, True]


def test_who_said_so_is_who_used_the_very_words() -> None:
    text = "Holm called it too early for talks. Varga said it was much too early for talks."
    holm, varga = told(text)
    shown = answer("Who said it was much too early?", replace(holm, score=1.0), varga)
    assert [each.quote.text for each in shown.citations] == [varga.text, holm.text]
    assert shown.short is None  # several said something of the kind


def test_an_aim_is_told_as_one() -> None:
    (sentence,) = told("Teland is urging its yards to build 9 ships.")
    asked = replace(ASKED, kind=Kind.COUNT, order=("ship", "deliv"))
    shown = compose(asked, [sentence], wanted("How many ships has Teland delivered?"))
    assert (shown.short, shown.notes) == (None, (AIM,))


def test_a_rise_told_by_its_ends_has_no_short_answer() -> None:
    rise = "By how much did spending rise?"
    asked = replace(ASKED, kind=Kind.NUMBER, order=("spend", "rise"))
    (ends,) = told("Spending went from 200 in May to 320 in June.")
    assert compose(asked, [ends], wanted(rise)).short is None
    (itself,) = told("Spending rose by 120.")
    short = compose(asked, [itself], wanted(rise)).short
    assert short is not None
    assert short.text == "120"


def test_of_certain_days_nothing_newer_is_shown() -> None:
    (old,) = told(FERRY, "2025-03-03")
    (new,) = told(RISEN, "2025-03-05", "Teland Radio")
    days = replace(NOTHING_READ.published, first=date(2025, 3, 1), last=date(2025, 3, 4))
    said = picked(
        [old, replace(new, score=-9.0)], wanted("How many died?", Reading(published=days))
    )
    assert [each.evidence.text for each in said] == [FERRY]


def test_a_question_about_now_is_told_the_newest_day() -> None:
    reading = Reading(now_spans=(Span(start=0, end=3),))
    shown = answer("Who leads it now?", *told("Holm leads it."), reading=reading)
    assert shown.notes == ("As of 12 March 2025: I found nothing newer on this in the library.",)


def test_a_day_that_no_sentence_gives_is_the_reports() -> None:
    (sentence,) = told("Penn announced a halt.")
    dayless = replace(sentence, holds_kind=False)
    shown = compose(replace(ASKED, kind=Kind.DATE), [dayless], wanted("When was it halted?"))
    assert shown.notes == ("No day is given; the report is of 12 March 2025.",)


def test_yes_stands_where_a_sentence_says_so() -> None:
    shown = answer("Did Norrby hire 30 men?", *told("Norrby hired 30 men in May."))
    assert shown.verdict == "Yes"
    assert NO_VERDICT not in shown.notes
    assert answer("Did Norrby hire 40 men?", *told("Norrby hired 30 men.")).notes == (NO_VERDICT,)


def test_positions_are_said_to_be_others() -> None:
    shown = answer(
        "Should the pier be closed?", *told("The pier must be closed, Tove Brandt said.")
    )
    assert shown.notes == (POSITIONS,)
    assert shown.sentences[0].lead_in.startswith("Tove Brandt, reported by Harbour Post")


@pytest.mark.parametrize(
    ("question", "order", "sentence", "is_aim"),
    [
        ("How many shells has it delivered?", ("shell", "deliv"), "It urges 9 shells.", True),
        ("How many shells has it delivered?", ("shell", "deliv"), "It plans to deliver 9.", False),
        ("How many shells has it delivered?", ("shell", "deliv"), "It sent 9 shells.", False),
        ("How many shells will it deliver?", ("shell", "deliv"), "It urges 9 shells.", False),
        ("How many shells has it delivered?", ("shell", "deliv"), "It sent 9 on 12 May.", False),
    ],
    ids=["aim", "the very deed", "no aim", "no deed asked", "the month"],
)
def test_an_aim_is_no_answer_to_what_was_done(
    question: str, order: tuple[str, ...], sentence: str, is_aim: bool
) -> None:
    asked = replace(ASKED, kind=Kind.COUNT, order=order)
    assert is_aim_for_deed(asked, question, sentence) is is_aim


def test_opinions_are_neither_sure_nor_unsure() -> None:
    (piece,) = told("Norrby said the port should be closed.")
    unlikely = replace(piece, probability=0.4)
    assert UNSURE in answer("Why did Norrby close the port?", unlikely).notes
    assert answer("Should the port be closed?", unlikely).notes == (POSITIONS,)


def test_an_unsure_answer_gives_no_verdict() -> None:
    (piece,) = told("Norrby closed the port.")
    assert answer("Did Norrby close the port?", piece).verdict == "Yes"
    unsure = answer("Did Norrby close the port?", replace(piece, probability=0.4))
    assert unsure.verdict is None
    assert unsure.notes == (UNSURE,)


def test_of_how_things_stand_now_newer_reports_that_may_answer_lead_or_are_not_denied() -> None:
    (old,) = told("The truce holds.", "2025-03-11")
    (new,) = told("The truce was broken.", "2025-03-12", "Lund Times")
    now = Reading(now_spans=(Span(start=0, end=3),))
    far = replace(old, score=9.0, probability=0.95)
    assert answer("How is the truce now?", far, reading=now).notes == (
        "As of 11 March 2025: I found nothing newer on this in the library.",
    )
    assert answer("How is the truce now?", far, new, reading=now).notes == (
        "As of 11 March 2025; reports up to 12 March 2025 may tell more.",
    )
    leading = answer("How is the truce now?", replace(far, probability=0.9), new, reading=now)
    assert [each.text for each in leading.sentences] == [new.text, old.text]
    assert "As of 12 March 2025: I found nothing newer" in leading.notes[0]
    latest = answer("What's the latest on the truce?", far, new, reading=now)
    assert [each.text for each in latest.sentences] == [old.text]  # the newer is not near enough
    near = replace(old, score=0.1, probability=0.95)
    latest = answer("What's the latest on the truce?", near, new, reading=now)
    assert [each.text for each in latest.sentences] == [new.text, old.text]
    past = answer("How was the truce?", replace(far, probability=0.9), new)
    assert [each.text for each in past.sentences] == [old.text]
    unlikely = replace(new, probability=0.1)
    assert "nothing newer" in answer("How is the truce now?", far, unlikely, reading=now).notes[0]


@pytest.mark.parametrize(
    ("question", "has_short_answer"),
    [
        ("Who opened the port?", True),
        ("Who saved them, the navy or local fishermen?", False),
        ("Which is older: the port or the mill?", False),
        ("Who got more votes, Ada O'Lind-Quill or Bo Lind?", False),
        ("What is the firm's side of it?", False),
    ],
)
def test_a_choice_or_a_state_of_things_has_no_short_answer(
    question: str, *, has_short_answer: bool
) -> None:
    wanted = Wanted(question=question, shape=shape_of(question), reading=NOTHING_READ)
    assert wanted.has_short_answer is has_short_answer
