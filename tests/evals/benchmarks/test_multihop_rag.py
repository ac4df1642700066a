from __future__ import annotations

from pathlib import Path

import pytest

from evals.benchmarks.multihop_answers import (
    Said,
    constant,
    frequent_answers,
    in_quotes,
    official_score,
    said,
    short_match,
    strictly_right,
)
from evals.benchmarks.multihop_files import HopQuestion, read_facts, read_questions
from evals.benchmarks.multihop_rag import RANKERS, run
from evals.errors import BadRun
from tests.evals.benchmarks.files import lines, silent
from tests.evals.benchmarks.invented import run_over, value
from tests.evals.scripted import abstention, answer


def fact(
    words: str, *, url: str = "https://news.example/1", **changes: object
) -> dict[str, object]:
    fields = {
        "author": "",
        "fact": words,
        "published_at": "2024-03-01T23:30:00+00:00",
        "source": "The Fjord",
        "title": "Ferries",
        "url": url,
    }
    return fields | changes


SUNK = fact("A ferry of Quill Lines sank near Oslo.")
SUED = fact("Passengers sued Quill Lines in June.", url="https://news.example/2", source="Daily")
BREAD = fact("Bread is cheap in Rome.", url="https://news.example/3")
FACTS = [SUNK, SUED, BREAD]


def row(name: str, answer: str, *evidence: object, kind: str = "") -> dict[str, object]:
    return {
        "id": name,
        "question": "Which company lost a ferry near Oslo and was sued by passengers?",
        "question_type": kind or ("inference_query" if evidence else "null_query"),
        "answer": answer,
        "evidence_list": list(evidence),
    }


WHO = row("c", "Quill Lines", SUNK, SUED)  # "c" to "e" are the dev half
NOTHING = row("d", "Insufficient information.")


def question(answer: str, *, kind: str = "inference_query", text: str = "Which?") -> HopQuestion:
    return HopQuestion(
        question_id="1", text=text, kind=kind, answer=answer, evidence=frozenset({"a"})
    )


def write(folder: Path, *questions: object, facts: object = FACTS) -> Path:
    assert isinstance(facts, list)
    lines(folder / "facts.jsonl", facts)
    return lines(folder / "questions.jsonl", [q for q in questions if isinstance(q, dict)])


def test_a_fact_is_an_article_with_title_outlet_and_day(tmp_path: Path) -> None:
    write(tmp_path, facts=[SUNK, SUNK, SUED])
    (sunk, sued) = read_facts(tmp_path / "facts.jsonl")
    assert (sunk.headline, sunk.outlet, sunk.author) == ("Ferries", "The Fjord", None)
    assert str(sunk.published_at) == "2024-03-01"
    assert (sued.text, sued.url) == ("Passengers sued Quill Lines in June.", SUED["url"])


def test_facts_of_one_report_are_told_apart(tmp_path: Path) -> None:
    write(tmp_path, facts=[SUNK, fact("It was built in 1950.")])
    first, second = read_facts(tmp_path / "facts.jsonl")
    assert first.url == second.url
    assert first.source_key != second.source_key


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"published_at": "March"}, r"facts\.jsonl:1: 'published_at' is 'March', not an ISO 8601"),
        ({"title": " "}, r"facts\.jsonl:1: 'title' is ' ', not a text\."),
    ],
    ids=["date", "title"],
)
def test_a_broken_fact_is_named(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    write(tmp_path, facts=[SUNK | changes])
    with pytest.raises(BadRun, match=message):
        read_facts(tmp_path / "facts.jsonl")


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (row("c", "x", SUNK, kind="riddle"), r":2: 'question_type' is 'riddle', not one of infer"),
        (
            row("c", "x", kind="inference_query"),
            r":2: 'evidence_list' is \[\], not empty for a nul",
        ),
        (row("c", "x", SUNK, kind="null_query"), r":2: 'evidence_list' is .* and only for that"),
        (row("c", "x", fact("It snowed.")), r":2: no fact '.*It snowed\.' is in the file of facts"),
        ({**WHO, "evidence_list": "none"}, r":2: 'evidence_list' is 'none', not a list of objects"),
    ],
    ids=["type", "no evidence", "null with evidence", "unknown fact", "no list"],
)
def test_a_broken_question_is_named(
    tmp_path: Path, broken: dict[str, object], message: str
) -> None:
    path = write(tmp_path, WHO, broken)
    facts = frozenset(draft.source_key for draft in read_facts(tmp_path / "facts.jsonl"))
    with pytest.raises(BadRun, match=message):
        read_questions(path, facts=facts)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match=r"questions\.jsonl holds no question\. Fetch"):
        read_questions(write(tmp_path), facts=frozenset())


@pytest.mark.parametrize(
    ("asked", "answered", "right"),
    [
        (question("Yes"), Said(short="yes."), True),
        (question("No"), Said(short="", quotes="No ferry sank."), False),
        (question("Quill Lines"), Said(short="", quotes="Quill Lines was sued."), True),
        (question("Oslo", text="Oslo or Rome?"), Said(short="", quotes="Oslo won."), False),
        (question("Oslo", text="Oslo or Rome?"), Said(short="Oslo"), True),
        (question("Oslo"), Said(short="Oslo", is_refused=True), False),
        (question("?", kind="null_query"), Said(short="", is_refused=True), True),
        (question("?", kind="null_query"), Said(short="?"), False),
    ],
    ids=[
        "a judgment as the short answer",
        "a judgment's word in a quote",
        "a name in a quote",
        "a name that the question gives, in a quote",
        "a name that the question gives, as the short answer",
        "refused",
        "null, refused",
        "null, answered",
    ],
)
def test_strict_accuracy_takes_quotes_only_where_they_prove_something(
    asked: HopQuestion, answered: Said, right: bool
) -> None:
    assert strictly_right(asked, answered) == float(right)


def test_parts_are_undefined_where_they_cannot_be_asked() -> None:
    null = question("Insufficient information.", kind="null_query")
    assert short_match(null, Said(short="x")) is None
    assert in_quotes(null, Said(short="x")) is None
    assert in_quotes(question("Yes"), Said(short="", quotes="Yes.")) is None


def test_the_official_rule_takes_any_shared_word_for_the_answer() -> None:
    assert official_score("no", "There was no ferry in Oslo.") == 1
    assert official_score("Yes", "Quill Lines") == 0


def test_a_reply_says_its_short_answer_and_first_quotes() -> None:
    told = said(answer("Twelve stayed.", short="Twelve"))
    assert told == Said(short="Twelve", quotes="Twelve stayed.")
    assert told.prediction == "Twelve"
    assert said(answer("Twelve stayed.")).prediction == "Twelve stayed."


def test_a_refusal_is_insufficient_information() -> None:
    assert said(abstention()).is_refused
    assert said(abstention()).prediction == "Insufficient information."
    assert constant("insufficient information").is_refused


def test_the_most_frequent_answers_are_counted_whatever_their_case() -> None:
    answers = ["Oslo", "yes", "Rome", "Yes.", "no", "Bonn", "Rome"]
    # Rome and yes stand twice; of those that stand once, Bonn and no come first by alphabet.
    assert frequent_answers([question(each) for each in answers]) == ("Rome", "yes", "Bonn", "no")


def test_evidence_is_found_and_null_questions_are_left_out_of_retrieval(tmp_path: Path) -> None:
    write(tmp_path, WHO, NOTHING)
    found = run(run_over(tmp_path), silent)
    for system in RANKERS:
        assert value(found, system, "hit_at_4") == 1
        assert value(found, system, "all_evidence_recall_at_10") == 1
        assert value(found, system, "mrr_at_10") == 1
    assert {each.n for each in found.scores if each.metric == "hit_at_4"} == {1}


def test_outlets_are_read_from_the_question(tmp_path: Path) -> None:
    both = WHO | {"question": "Which company do The Fjord and the Daily both report on?"}
    one = WHO | {"id": "e", "question": "Which company does The Fjord report on?"}
    null = NOTHING | {"question": "What did The Fjord say of Rome?"}
    write(tmp_path, both, one, null)
    found = run(run_over(tmp_path), silent)
    # Both outlets of the evidence are named in one of two questions, one outlet in the null one.
    assert value(found, "clippings", "outlets_read_exactly") == 0.5
    assert value(found, "clippings", "outlets_read", among="null_query") == 1


def test_constants_are_scored_beside_the_systems(tmp_path: Path) -> None:
    write(tmp_path, WHO, NOTHING)
    found = run(run_over(tmp_path), silent)
    # One of two questions is null: a constant refusal is right there alone.
    refusal = "constant: Insufficient information."
    assert value(found, refusal, "strict_accuracy") == 0.5
    everything = "constant: Insufficient information. Quill Lines"
    assert value(found, everything, "official scorer, flawed") == 1
    assert value(found, everything, "strict_accuracy") == 0


def test_answers_are_scored_by_type_of_question(tmp_path: Path) -> None:
    write(tmp_path, WHO, NOTHING)
    found = run(run_over(tmp_path), silent)
    cosine = "cosine-sentence"
    assert value(found, cosine, "strict_accuracy", among="inference_query") == 1
    assert value(found, cosine, "strict_accuracy", among="null_query") == 0
    assert value(found, cosine, "strict_accuracy") == 0.5
    assert value(found, cosine, "false_refusal_rate") == 0


def test_the_real_files_fit_together(shared_data: Path) -> None:
    folder = shared_data / "multihop-rag"
    facts = frozenset(draft.source_key for draft in read_facts(folder / "facts.jsonl.gz"))
    questions = read_questions(folder / "questions-even.jsonl.gz", facts=facts)
    assert (len(facts), len(questions)) == (438, 250)
    assert sum(not each.is_answerable for each in questions) == 31
