from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.benchmarks.halves import half_of
from evals.benchmarks.qags_files import JudgedSentence, read_judged
from evals.fitting.support import DATA, fit
from index.support.features import WEIGHTS

ARTICLE = "The ferry to town {} sank in May. Nobody was hurt, the coast guard said."
BACKED = "The ferry sank in May."
INVENTED = "A purple zebra praised the trawler."


def judged(count: int) -> list[JudgedSentence]:
    return [
        JudgedSentence(
            article=ARTICLE.format(number), sentence=sentence, is_supported=sentence is BACKED
        )
        for number in range(count)
        for sentence in (BACKED, INVENTED)
    ]


def test_sentences_that_differ_plainly_are_told_apart_on_articles_not_seen() -> None:
    fitted = fit(judged(20))
    assert fitted.held_out_accuracy == 1.0
    assert fitted.weights["price"] < 0 < fitted.weights["pairs"]


def test_the_packaged_weights_are_those_of_the_fit(shared_data: Path) -> None:
    path = shared_data / "qags" / "cnndm-even.jsonl.gz"
    dev = [each for each in read_judged(path) if half_of(each.article) == "dev"]
    fitted = fit(dev)
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert kept["data"] == DATA
    assert kept["weights"] == pytest.approx(fitted.weights, abs=0.01)
    assert kept["decision"]["threshold"] == pytest.approx(fitted.threshold, abs=0.01)
