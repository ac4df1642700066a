from __future__ import annotations

from pathlib import Path

import pytest

from evals.benchmarks.qags import nearest_sentences, run, trigram_overlap, word_overlap
from evals.benchmarks.qags_files import article_sentences, read_judged
from evals.errors import BadRun
from tests.evals.benchmarks.files import lines, silent
from tests.evals.benchmarks.invented import run_over, value

BACKED = "The ferry sank near Oslo in May."
INVENTED = "The captain of a trawler praised a purple zebra."


def row(article: str, **votes: str) -> dict[str, object]:
    """An article whose summary is BACKED, judged by `backed`, and INVENTED, by `invented`."""
    judged = ((BACKED, votes.get("backed", "yyn")), (INVENTED, votes.get("invented", "nny")))
    return {
        "article": article,
        "summary_sentences": [
            {
                "sentence": sentence,
                "responses": [{"response": {"y": "yes", "n": "no"}.get(v, v)} for v in voted],
            }
            for sentence, voted in judged
        ],
    }


DEV = f"{BACKED} Nobody was hurt."  # by sha256 the even half
FINAL = f"{BACKED} Two were hurt."  # the odd one


def test_most_judges_decide(tmp_path: Path) -> None:
    path = lines(tmp_path / "cnndm.jsonl.gz", [row(DEV)])
    assert [each.is_supported for each in read_judged(path)] == [True, False]


@pytest.mark.parametrize(
    ("votes", "message"),
    [
        ("yn", r"cnndm\.jsonl:1: 'responses' is .*, not an odd number of judgments"),
        ("ym?", r"cnndm\.jsonl:1: a judgment is 'm', not 'yes' or 'no'\. Correct the line"),
        ("", r"cnndm\.jsonl:1: 'responses' is \[\], not an odd number"),
    ],
    ids=["undecided", "no judgment", "nobody"],
)
def test_a_sentence_without_a_majority_is_refused(tmp_path: Path, votes: str, message: str) -> None:
    path = lines(tmp_path / "cnndm.jsonl", [row(DEV, backed=votes)])
    with pytest.raises(BadRun, match=message):
        read_judged(path)


def test_a_line_without_summary_is_refused(tmp_path: Path) -> None:
    path = lines(tmp_path / "cnndm.jsonl", [{"article": DEV}])
    with pytest.raises(BadRun, match=r"cnndm\.jsonl:1: 'summary_sentences' is None, not a list"):
        read_judged(path)


def test_word_overlap_is_a_share_of_content_words() -> None:
    # Of "ferry", "sank", "may" the article lacks "may"; "the" and "in" don't count.
    assert word_overlap("The ferry sank in May", "A ferry sank.") == pytest.approx(2 / 3)
    assert word_overlap("It was so.", "It was so.") == 0


def test_the_nearest_sentences_hold_most_words_between_them() -> None:
    # Of ferry, sank and hurt the second has two, the first the third; the last adds none.
    article = f"Nobody was hurt. {BACKED} A ferry is a ship."
    assert nearest_sentences("A ferry sank, hurt.", article) == ("Nobody was hurt.", BACKED)


def test_a_sentence_without_a_word_in_common_has_a_nearest_one_still() -> None:
    assert nearest_sentences("Zebras!", DEV) == (BACKED,)


def test_trigram_overlap_is_a_share_of_runs_of_three() -> None:
    # the-ferry-sank stands there, ferry-sank-in and sank-in-may don't.
    assert trigram_overlap("The ferry sank in May", "The ferry sank.") == pytest.approx(1 / 3)
    assert trigram_overlap("It sank", "It sank.") == 0


@pytest.mark.parametrize(
    ("parted", "whole"),
    [
        ("It cost $ 3, 000.", "It cost $3,000."),
        ("In 2010, 200 men came.", "In 2010, 200 men came."),
        ("A rise of 7. 8 percent.", "A rise of 7.8 percent."),
        ("It is a u. S. - led force.", "It is a U.S.-led force."),
        ("A well - known man.", "A well-known man."),
    ],
    ids=["thousands", "a year and a number", "decimals", "letters with stops", "hyphens"],
)
def test_what_the_tokenizer_parted_is_put_together(parted: str, whole: str) -> None:
    assert article_sentences(parted) == (whole,)


def test_a_backed_sentence_is_told_from_an_invented_one(tmp_path: Path) -> None:
    lines(tmp_path / "cnndm.jsonl", [row(DEV), row(FINAL)])
    found = run(run_over(tmp_path, split="final"), silent)
    for metric in ("balanced_accuracy", "unsupported_precision", "unsupported_recall", "roc_auc"):
        assert value(found, "support check, whole article", metric) == 1
        assert value(found, "support check, nearest sentences", metric) == 1
    assert value(found, "constant: supported", "balanced_accuracy") == 0.5
    assert value(found, "constant: unsupported", "unsupported_recall") == 1
    assert {score.n for score in found.scores if score.metric == "roc_auc"} == {2}


def test_nothing_is_fitted_on_one_class(tmp_path: Path) -> None:
    lines(tmp_path / "cnndm.jsonl", [row(DEV, backed="yyy", invented="yyy")])
    with pytest.raises(
        BadRun, match=r"cnndm\.jsonl: the dev half has no supported sentence, or no"
    ):
        run(run_over(tmp_path), silent)


def test_a_threshold_is_fitted_on_the_dev_half_alone(tmp_path: Path) -> None:
    # In the dev half the judges call the backed sentence wrong and the invented one right: the best
    # threshold there is the lowest score, so in the final half everything is called supported.
    turned = row(DEV, backed="nnn", invented="yyy")
    lines(tmp_path / "cnndm.jsonl", [turned, row(FINAL)])
    found = run(run_over(tmp_path, split="final"), silent)
    for score in found.scores:
        if score.system.endswith("fitted") and score.metric == "unsupported_recall":
            assert score.value == 0


def test_the_real_file_is_read_whole(shared_data: Path) -> None:
    judged = read_judged(shared_data / "qags" / "cnndm-even.jsonl.gz")
    assert len({each.article for each in judged}) == 118
    assert sum(each.is_supported for each in judged) == 271  # of 360
