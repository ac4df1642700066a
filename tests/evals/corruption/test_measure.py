from __future__ import annotations

import sys
from pathlib import Path

import pytest

from evals.corruption.measure import articles, checks_of, main
from evals.corruption.rewording import Rewording
from evals.homes import SAMPLE

TEXT = (
    "The mayor of Norrby said on Friday that 30 ships will sail in May. The ministry said that its"
    " exports rose by 12 percent last year."
)


def test_every_sentence_is_corrupted_and_told_otherwise() -> None:
    checked = list(checks_of(TEXT))
    kinds = {each.done for each in checked if each.is_corrupted}
    assert kinds >= {"number", "date", "negation", "direction", "any, in two sentences fused"}
    assert all(each.is_refused for each in checked if each.is_corrupted)
    true = [each for each in checked if not each.is_corrupted and each.done != Rewording.LIKE]
    assert not any(each.is_refused for each in true)


def test_short_sentences_are_left_out() -> None:
    assert list(checks_of("He said so.")) == []


def test_an_article_that_two_files_hold_counts_once(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert articles([tmp_path]) == (TEXT,)


def test_at_most_one_in_fifty_corruptions_of_the_sample_is_missed() -> None:
    # One article in four, so that it takes seconds: that nothing breaks unseen.
    checked = [each for text in articles([SAMPLE])[::4] for each in checks_of(text)]
    corrupted = [each.is_refused for each in checked if each.is_corrupted]
    true = [
        each.is_refused for each in checked if not each.is_corrupted and each.done != Rewording.LIKE
    ]
    assert sum(corrupted) >= 0.98 * len(corrupted) > 200
    assert sum(true) <= 0.02 * len(true)


def test_the_command_prints_a_row_for_each_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("evals.corruption.measure.SAMPLE", tmp_path)
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")  # by sha256 of one of the halves
    printed = []
    for flags in ([], ["--final", "--show"]):
        monkeypatch.setattr(sys, "argv", ["measure", *flags])
        main()
        printed.append(capsys.readouterr().out)
    assert any("negation" in each and "refused 1.000" in each for each in printed)
    assert any("0 articles" in each for each in printed)
