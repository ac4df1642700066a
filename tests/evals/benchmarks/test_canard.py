from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.answering.conversation import self_contained
from evals.benchmarks.canard import (
    REWRITERS,
    UNANSWERED,
    Exchanged,
    FollowUp,
    added_words,
    content_word_f1,
    read_follow_ups,
    rewritten,
    rouge_1,
    run,
)
from evals.errors import BadRun
from tests.evals.benchmarks.files import silent
from tests.evals.benchmarks.invented import run_over, value

FIRST = {
    "History": ["Ada Quill", "Voyages"],
    "QuAC_dialog_id": "c",  # the dev half
    "Question": "Where did she sail?",
    "Rewrite": "Where did Ada Quill sail?",
}
SECOND = {
    "History": ["Ada Quill", "Voyages", "Where did she sail?", "To Oslo."],
    "QuAC_dialog_id": "c",
    "Question": "Was it cold?",
    "Rewrite": "Was Oslo cold?",
}
OTHER = {**FIRST, "QuAC_dialog_id": "b"}  # the final half


def write(folder: Path, *entries: object) -> Path:
    path = folder / "dev.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def follow_up(question: str, *before: str) -> FollowUp:
    return FollowUp(
        dialogue="c", question=question, rewriting="?", title="Ada Quill (sailor)",
        section="Voyages", before=tuple(Exchanged(question=q, answer=UNANSWERED) for q in before),
    )  # fmt: skip


def test_an_entry_is_read_with_what_was_said_before_it(tmp_path: Path) -> None:
    (_, second) = read_follow_ups(write(tmp_path, FIRST, SECOND))
    assert second.before == (Exchanged(question="Where did she sail?", answer="To Oslo."),)
    assert (second.title, second.section) == ("Ada Quill", "Voyages")
    assert second.rewriting == "Was Oslo cold?"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({**FIRST, "Rewrite": ""}, r"dev\.json:entry 2: 'Rewrite' is '', not a text\."),
        ({**FIRST, "History": ["Ada"]}, r"dev\.json:entry 2: 'History' is \['Ada'\], not a title,"),
        ({**FIRST, "History": None}, r"dev\.json:entry 2: 'History' is None, not a list of texts"),
    ],
    ids=["no rewriting", "no section", "no history"],
)
def test_a_broken_entry_is_named_by_its_number(
    tmp_path: Path, entry: dict[str, object], message: str
) -> None:
    with pytest.raises(BadRun, match=message):
        read_follow_ups(write(tmp_path, FIRST, entry))


@pytest.mark.parametrize("text", ["{}", "[]", "[1]"], ids=["object", "empty", "numbers"])
def test_a_file_that_is_no_list_of_questions_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "dev.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadRun, match=r"dev\.json holds no list of questions\. Fetch"):
        read_follow_ups(path)


def test_a_folder_without_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match=r"has no dev\.json or canard/dev\.json"):
        run(run_over(tmp_path), silent)


def test_added_words_are_a_bag() -> None:
    # "row" stands once in the question and three times in the rewriting.
    assert added_words("The row?", "Row, row, row!") == {"row": 2}


@pytest.mark.parametrize(
    ("ours", "gold", "expected"),
    [("", "", 0.0), ("a b", "a b", 1.0), ("A's", "a", 2 / 3), ("a", "b", 0.0)],
    ids=["both empty", "equal", "a possessive is two words", "nothing shared"],
)
def test_rouge_1_is_the_f1_of_plain_words(ours: str, gold: str, expected: float) -> None:
    assert rouge_1(ours, gold) == pytest.approx(expected)


def test_the_questions_before_are_rewritten_as_in_a_conversation() -> None:
    ours = rewritten(follow_up("Was it cold?", "Where did she sail?"), with_title=True)
    assert ours == "Was it cold? (Ada Quill)"  # the title, without "(sailor)"


def test_answers_are_leant_on_unless_there_was_none() -> None:
    said = FollowUp(
        dialogue="c", question="Was it cold?", rewriting="?", title="Ada Quill", section="Voyages",
        before=(Exchanged(question="Where did she sail?", answer="She sailed to Oslo."),),
    )  # fmt: skip
    assert rewritten(said, with_title=True) == "Was it cold? (Ada Quill Oslo)"


@pytest.mark.parametrize(
    ("ours", "gold", "expected"),
    [("Who was she?", "Why?", None), ("the row", "Who rows?", 1.0), ("Oslo", "", 0.0)],
    ids=["no telling word", "stems", "nothing shared"],
)
def test_content_words_are_compared_by_stem(ours: str, gold: str, expected: float | None) -> None:
    assert content_word_f1(ours, gold) == expected


def test_without_a_title_the_first_question_stays_as_it_is() -> None:
    assert rewritten(follow_up("Where did she sail?"), with_title=False) == "Where did she sail?"
    assert self_contained("Where did she sail?", ()) == "Where did she sail?"


def test_the_previous_question_stands_before_the_question_or_the_title_does() -> None:
    previous = REWRITERS["previous question"]
    assert previous(follow_up("Why?", "Who?", "Where?")) == "Where? Why?"
    assert previous(follow_up("Why?")) == "Ada Quill (sailor) Voyages Why?"


def test_the_whole_history_is_title_section_questions_answers_and_the_question() -> None:
    whole = REWRITERS["whole history"](follow_up("Why?", "Who?"))
    assert whole == f"Ada Quill (sailor) Voyages Who? {UNANSWERED} Why?"


def test_scores_are_those_of_the_half_that_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, FIRST, SECOND, OTHER)
    found = run(run_over(tmp_path), silent)
    assert {score.n for score in found.scores if score.metric == "token_f1"} == {2}
    # The people add "ada", "quill" to the first and "oslo" to the second; "previous question" adds
    # "ada quill voyages" (2 of 3), then "where did she sail" (0 of 4).
    assert value(found, "previous question", "added_word_precision") == pytest.approx((2 / 3) / 2)
    assert value(found, "previous question", "added_word_recall") == 0.5
    assert value(found, "previous question", "added_word_f1") == pytest.approx((4 / 5) / 2)
    assert value(found, "unchanged question", "added_word_recall") == 0
    assert value(found, "unchanged question", "added_word_precision") is None


def test_the_real_file_is_read_whole(shared_data: Path) -> None:
    follow_ups = read_follow_ups(shared_data / "canard" / "dev.json.gz")
    assert len(follow_ups) == 3_430
    assert len({each.dialogue for each in follow_ups}) == 490
