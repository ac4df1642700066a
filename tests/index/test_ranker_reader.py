"""The packaged ranker at work, a CrossEncoder beside it, and which of them the settings name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import CrossEncoder
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from index.errors import ModelError
from index.model_files import default_model_files
from index.ranker import reader
from index.ranker.inputs import RankerTokens, Reading
from index.ranker.reader import (
    NETWORK,
    SPREAD,
    UNREAD,
    JointRanker,
    PairRanker,
    ranker_for,
)
from index.settings import NO_RANKER, IndexSettings
from index.spans import Span

QUESTION = "What did the dam do?"


def _reading(*sentences: str, header: str = "Floods | Gazette") -> Reading:
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start=start, end=start + len(sentence)))
        start += len(sentence) + 1
    return Reading(header=header, text=" ".join(sentences), sentences=tuple(spans))


READINGS = (
    _reading("Rain fell for a week.", "The dam at Oru held firm.", "People slept in schools."),
    _reading("The ferry to Skarholm sails again from Monday."),
    _reading("The minister spoke of a dam.", "She said that it would cost €77 million. " * 6),
    _reading("No.", header=""),
    _reading("Trams were late.", "Nobody was hurt."),
    _reading("Officials praised the builders of the dam.", "It had stood for nine years."),
)


@pytest.fixture(scope="module")
def ranker() -> JointRanker:
    return JointRanker(NETWORK.checked, RankerTokens(default_model_files().tokenizer), threads=2)


@pytest.fixture(scope="module")
def pair_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CrossEncoder of one layer with weights by chance, and the default model's tokenizer."""
    folder = tmp_path_factory.mktemp("pairs")
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(default_model_files().tokenizer),
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
    )
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=256,
        initializer_range=0.5,  # with BERT's own 0.02 all scores are alike
    )
    config.num_labels = 1
    torch.manual_seed(1)
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_every_sentence_of_every_reading_is_judged_in_order(ranker: JointRanker) -> None:
    read = ranker.read(QUESTION, READINGS)
    counts = [len(each.sentences) for each in READINGS]
    assert [len(passage.sentences) for passage in read] == counts
    assert [len(passage.short_answers) for passage in read] == counts
    for reading, passage in zip(READINGS, read, strict=True):
        for sentence, short in zip(reading.sentences, passage.short_answers, strict=True):
            assert short is not None
            assert sentence.start <= short.span.start < short.span.end <= sentence.end


def test_what_else_is_read_does_not_matter(ranker: JointRanker) -> None:
    together = ranker.read(QUESTION, READINGS)
    assert tuple(ranker.read(QUESTION, [each])[0] for each in READINGS) == together


def test_a_passage_in_which_no_sentence_begins_is_passed_over(ranker: JointRanker) -> None:
    middle = Reading(header="Floods", text="of rain that fell and", sentences=())
    read = ranker.read(QUESTION, [middle, READINGS[0]])
    assert read[0].sentences == ()
    assert read[0].short_answers == ()
    assert len(read[1].sentences) == 3


def test_asking_twice_gives_the_same(ranker: JointRanker) -> None:
    assert ranker.read(QUESTION, READINGS) == ranker.read(QUESTION, READINGS)


def test_of_unlike_sentences_the_one_that_answers_is_judged_best(ranker: JointRanker) -> None:
    (first, *_) = ranker.read(QUESTION, READINGS)
    assert int(np.argmax(first.sentences)) == 1  # "The dam at Oru held firm."


def test_a_sentence_that_was_cut_off_is_unread(ranker: JointRanker) -> None:
    (passage,) = ranker.read(QUESTION, [_reading("word " * 400, "The dam held firm.")])
    assert passage.sentences[0] > UNREAD
    assert passage.sentences[1] == UNREAD
    assert passage.short_answers[1] is None


def test_nothing_to_read_gives_nothing(ranker: JointRanker) -> None:
    assert ranker.read(QUESTION, []) == ()


def test_the_packaged_network_is_the_one_this_version_was_measured_with() -> None:
    assert NETWORK.checked == NETWORK.path


def test_the_settings_name_the_packaged_ranker_unless_told_otherwise() -> None:
    assert isinstance(ranker_for(IndexSettings(threads=1)), JointRanker)


def test_the_settings_may_want_no_ranker() -> None:
    assert ranker_for(IndexSettings(ranker=NO_RANKER)) is None


def test_the_settings_may_name_the_folder_of_a_cross_encoder(pair_folder: Path) -> None:
    ranker = ranker_for(IndexSettings(ranker=str(pair_folder)))
    assert isinstance(ranker, PairRanker)
    assert not ranker.is_calibrated


# The network is blocked in tests: a look-up would be another error than this.
@pytest.mark.parametrize("name", ["no-one/no-such-model", "/no/such/folder", "empty"])
def test_a_ranker_that_is_not_on_this_computer_is_never_fetched(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    wrong = rf"The ranker '{name}' is not on this computer\. Download it first"
    with pytest.raises(ModelError, match=wrong):
        ranker_for(IndexSettings(ranker=name))


def test_a_cross_encoder_judges_each_sentence_with_its_headline(pair_folder: Path) -> None:
    read = PairRanker(str(pair_folder)).read(QUESTION, READINGS)
    pairs = [
        (QUESTION, f"{r.header}: {s.of(r.text)}" if r.header else s.of(r.text))
        for r in READINGS
        for s in r.sentences
    ]
    model = CrossEncoder(str(pair_folder), device="cpu", local_files_only=True)
    scores = model.predict(pairs, show_progress_bar=False)
    found = [odds for passage in read for odds in passage.sentences]
    assert [len(each.sentences) for each in read] == [len(each.sentences) for each in READINGS]
    assert np.argsort(found).tolist() == np.argsort(scores).tolist()
    assert np.mean(found) == pytest.approx(0, abs=1e-4)
    assert np.std(found) == pytest.approx(SPREAD, rel=1e-3)


def test_a_cross_encoder_gives_no_short_answers(pair_folder: Path) -> None:
    for passage in PairRanker(str(pair_folder)).read(QUESTION, READINGS):
        assert passage.short_answers == (None,) * len(passage.sentences)


@pytest.mark.parametrize(
    ("scores", "spread"),
    [
        # The mean of 1 and 3 is 2, their deviation 1.
        pytest.param([1.0, 3.0], [-SPREAD, SPREAD], id="two"),
        pytest.param([0.25, 0.25, 0.25], [0.0, 0.0, 0.0], id="alike"),
        pytest.param([0.1] * 7, [0.0] * 7, id="alike, rounded"),
        pytest.param([7.0], [0.0], id="one"),
    ],
)
def test_scores_are_brought_to_one_spread(scores: list[float], spread: list[float]) -> None:
    found = reader._spread(np.array(scores, dtype=np.float32))
    np.testing.assert_allclose(found, spread, rtol=1e-6)
