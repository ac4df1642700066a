"""The evidence ranker's network: one reading of question and passage scores every sentence in it.

Read together, a sentence is understood with its neighbours, the headline and the date, and ten
passages cost what ten passages are long, however many sentences they hold.
"""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cosine_similarity
from transformers import AutoModel

from evals.fitting.ranker.batches import Batch
from index.ranker.reader import INPUTS, OUTPUTS

_HIDDEN = 128  # of the small network over pooled outputs; 64 and 256 were not tried
_COSINE = 4.0  # first weight of the cosine in a score: that of `index.evidence` is 3.3
_NULL = 2.0  # what "nothing answers" is worth at first: as much as a cosine of 0.5
_NOWHERE = -30.0  # a logit that no softmax notices and that float16 still holds
_OPSET = 17
SPAN_WEIGHT, HOLDS_WEIGHT = 0.5, 0.25  # beside the sentences' loss; not tuned


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the network says of a batch.

    `sentences` (readings, sentences): log odds that the sentence answers against that nothing
    does. `starts` and `ends` (readings, tokens): logits of a short answer's first and last token;
    those of token 0 stand for none. `holds` (readings,): logit that the passage holds an answer.
    """

    sentences: torch.Tensor
    starts: torch.Tensor
    ends: torch.Tensor
    holds: torch.Tensor


class RankerNetwork(torch.nn.Module):
    """MiniLM, and three small heads: sentences, short answers, and whether there is one."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # Dropout costs a fifth of all tokens a second, with other work on the machine half; the
        # few passes over the examples that two cores can make are too short to need it.
        self.encoder = AutoModel.from_pretrained(
            folder,
            local_files_only=True,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        width = self.encoder.config.hidden_size
        self.judge = torch.nn.Sequential(
            torch.nn.Linear(3 * width, _HIDDEN), torch.nn.GELU(), torch.nn.Linear(_HIDDEN, 1)
        )
        self.edges = torch.nn.Linear(width, 2)
        self.holds = torch.nn.Linear(width, 1)
        self.mix = torch.nn.Parameter(torch.tensor([_COSINE, 0.2, -_NULL]))
        # Half of all weights, most of them of words that the little data never shows.
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    def make_faster(self, *, compiled: bool) -> None:
        """For training on two cores: a fifth by plain attention, half again if compiled."""
        self.encoder.set_attn_implementation("eager")
        if compiled:
            self.encoder.compile(dynamic=True)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, segments: torch.Tensor, members: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """The tensors of `Scores` in its order; the arguments are those of `Inputs`."""
        # In training half again as fast as float32 where the processor has it; the heads keep it.
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            read = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=segments)
        states = read.last_hidden_state.float()
        pooled = members @ states
        sentences, asked = pooled[:, 1:], pooled[:, :1]
        whole = states[:, :1].expand_as(sentences)
        starts, ends = (self.edges(states) + _outside(mask, segments)).unbind(-1)
        told = self.judge(torch.cat([sentences, asked * sentences, whole], dim=-1)).squeeze(-1)
        peak = _peaks(starts, members[:, 1:])
        cosine = cosine_similarity(sentences, asked.expand_as(sentences), dim=-1)
        scores = told + self.mix[0] * cosine + self.mix[1] * peak + self.mix[2]
        return scores, starts, ends, self.holds(states[:, 0]).squeeze(-1)


def _outside(mask: torch.Tensor, segments: torch.Tensor) -> torch.Tensor:
    """What keeps short answers in the passage, token 0 excepted: (readings, tokens, 1)."""
    inside = (mask * segments).float()
    first = torch.zeros_like(inside)
    first[:, 0] = 1.0
    return ((1.0 - torch.maximum(inside, first)) * _NOWHERE).unsqueeze(-1)


def _peaks(starts: torch.Tensor, members: torch.Tensor) -> torch.Tensor:
    """The highest start of a short answer in each sentence, relative to none: its token 0's."""
    elsewhere = (members <= 0).float() * _NOWHERE
    highest = (starts.unsqueeze(1) + elsewhere).amax(dim=-1)
    return (highest - starts[:, :1]).clamp(min=-10.0, max=10.0)


def scores_of(network: RankerNetwork, batch: Batch) -> Scores:
    """The network's scores of a batch."""
    inputs = batch.inputs
    sentences, starts, ends, holds = network(
        torch.from_numpy(inputs.ids),
        torch.from_numpy(inputs.mask),
        torch.from_numpy(inputs.segments),
        torch.from_numpy(inputs.members),
    )
    return Scores(sentences=sentences, starts=starts, ends=ends, holds=holds)


def loss_of(scores: Scores, batch: Batch) -> torch.Tensor:
    """The mean loss of a batch's questions: sentences, short answers, passages.

    A question's sentences compete with each other, whatever passage they stand in, and with
    "nothing answers", whose score is 0; several right ones share the probability (the marginal
    likelihood of Clark & Gardner 2018, who let passages share one softmax for short answers, as
    is done here too).
    """
    groups = sorted(set(batch.groups))
    rows = [[r for r, group in enumerate(batch.groups) if group == each] for each in groups]
    sentences = torch.stack([_sentence_loss(scores, batch, each) for each in rows]).mean()
    spans = [_span_loss(scores, batch, each) for each in rows]
    told = [loss for loss in spans if loss is not None]
    spanned = torch.stack(told).sum() / len(rows) if told else torch.zeros(())
    return sentences + SPAN_WEIGHT * spanned + HOLDS_WEIGHT * holds_loss_of(scores, batch)


def holds_loss_of(scores: Scores, batch: Batch) -> torch.Tensor:
    """The mean loss of a batch's passages: whether each holds an answer."""
    holds = torch.tensor([float(lesson.is_right) for lesson in batch.lessons])
    return binary_cross_entropy_with_logits(scores.holds, holds)


def _sentence_loss(scores: Scores, batch: Batch, rows: list[int]) -> torch.Tensor:
    none = torch.zeros(1)
    known, right = [none], []
    for row in rows:
        lesson = batch.lessons[row]
        for at in lesson.encoded.read_sentences():
            if lesson.right[at] is not None:
                known.append(scores.sentences[row, at : at + 1])
            if lesson.right[at]:
                right.append(scores.sentences[row, at : at + 1])
    return torch.logsumexp(torch.cat(known), 0) - torch.logsumexp(torch.cat(right or [none]), 0)


def _span_loss(scores: Scores, batch: Batch, rows: list[int]) -> torch.Tensor | None:
    """None where the question has a right sentence and no short answer is known."""
    has_span = any(batch.lessons[row].short_answers for row in rows)
    if not has_span and any(batch.lessons[row].is_right for row in rows):
        return None
    losses = []
    for logits, edge in ((scores.starts, "first"), (scores.ends, "last")):
        wanted = [
            logits[row, getattr(span, edge)]
            for row in rows
            for span in batch.lessons[row].short_answers
        ] or [logits[row, 0] for row in rows]
        losses.append(torch.logsumexp(logits[rows].flatten(), 0) - torch.logsumexp(
            torch.stack(wanted), 0))  # fmt: skip
    return torch.stack(losses).mean()


def export_ranker(network: RankerNetwork, target: Path) -> None:
    """Write the network to an ONNX file of float32 weights.

    Its INPUTS are the arrays of `Inputs`, its OUTPUTS the fields of `Scores`; readings, tokens and
    rows may be any number. Atomic: a killed export leaves no `target` behind.
    """
    ids = torch.ones(2, 8, dtype=torch.int64)
    members = torch.full((2, 3, 8), 1 / 8)
    shapes = {name: {0: "readings", 1: "tokens"} for name in (*INPUTS[:3], "starts", "ends")}
    shapes |= {
        "members": {0: "readings", 1: "rows", 2: "tokens"},
        "sentences": {0: "readings", 1: "sentences"},
        "holds": {0: "readings"},
    }
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of this exporter's age, and of shapes that are none here
        torch.onnx.export(
            network.eval(),
            (ids, ids, ids, members),
            str(unfinished),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=shapes,
            opset_version=_OPSET,
            dynamo=False,
        )
    unfinished.replace(target)
