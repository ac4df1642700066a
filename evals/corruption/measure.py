"""How many corrupted sentences the support check catches, and how many true ones it refuses.

    python -m evals.corruption.measure [FOLDER ...] [--shortened] [--final] [--show]

Over the sample's articles and those of the folders. Each sentence is checked against itself with
its neighbours, as an answer would quote it; corrupted are sentences as they are, and two fused into
one. "Not listed" are turns of direction by words that the check does not have as opposites. A word
put for one like it is not among "all" true sentences: the check knows no words that are alike, and
cannot tell such a word from a wrong one. Nor are two names or numbers exchanged among "all" false
ones. With `--shortened` the check is the one that a language model's sentences get. The half of the
articles by sha256 that `--final` asks for was not looked at when the check was written; `--show`
prints what went wrong.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.answering.support import support
from corpus.readers import Failure, find_files, read_path
from evals.benchmarks.halves import half_of
from evals.corruption.exchanging import exchanged
from evals.corruption.making import Change, Corruption, corruptions_of
from evals.corruption.rewording import Rewording, quotes_around, rewordings_of
from evals.homes import SAMPLE
from evals.metrics.intervals import bootstrap_mean
from index.sentences import sentence_spans
from index.support.opposites import is_opposite_in_place
from index.words import stem, words

SEED = "clippings"
EXCHANGED = "two exchanged"
APART = {Rewording.LIKE, EXCHANGED}  # not among "all"
LEAST_WORDS, MOST_WORDS = 8, 45  # of a sentence: shorter ones are headings, longer ones lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A sentence made of a true one, by what was done to it, and whether the check refused it."""

    done: str
    is_corrupted: bool
    sentence: str
    told: str  # what was put for what, or nothing
    is_refused: bool


def main() -> None:
    """Print a row for each kind of corruption and of rewording."""
    parser = argparse.ArgumentParser(description="Measure the support check on corruptions.")
    parser.add_argument("folder", type=Path, nargs="*")
    parser.add_argument("--shortened", action="store_true")
    parser.add_argument("--final", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    asked = "final" if options.final else "dev"
    texts = [text for text in articles([SAMPLE, *options.folder]) if half_of(text) == asked]
    checked = [each for text in texts for each in checks_of(text, may_shorten=options.shortened)]
    print(f"{len(texts)} articles, {asked} half")
    for is_corrupted in (True, False):
        _print_rows([each for each in checked if each.is_corrupted is is_corrupted])
    if options.show:
        for each in checked:
            if each.is_corrupted is not each.is_refused:
                print(f"{each.done}: {each.sentence} [{each.told}]")


def articles(folders: Sequence[Path]) -> tuple[str, ...]:
    """The texts of the articles in folders, each once, in order."""
    read = (each for file in find_files(folders).files for each in read_path(file))
    return tuple(dict.fromkeys(each.text for each in read if not isinstance(each, Failure)))


def checks_of(text: str, *, may_shorten: bool = False) -> Iterator[Checked]:
    """Every corruption and rewording of an article's sentences, checked as `support` has it."""
    for made in _made_of(text):
        yield _checked(made, may_shorten=may_shorten)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What `Checked` has, before it is checked."""

    done: str
    sentence: str
    quotes: Sequence[str]
    told: str = ""


def _made_of(text: str) -> Iterator[_Made]:
    sentences = [span.of(text) for span in sentence_spans(text)]
    for at, sentence in enumerate(sentences):
        if not LEAST_WORDS <= len(sentence.split()) <= MOST_WORDS:
            continue
        quotes = quotes_around(sentences, at)
        for made in corruptions_of(sentence, text, seed=SEED):
            yield _corrupted(made, quotes, done=_kind(made))
        for other in exchanged(sentence):
            yield _Made(done=EXCHANGED, sentence=other, quotes=quotes, told=f"for {sentence}")
        following = sentences[at + 1] if at + 1 < len(sentences) else ""
        for true in rewordings_of(sentence, following):
            yield _Made(done=true.rewording, sentence=true.sentence, quotes=quotes)
            if true.rewording is Rewording.FUSED:
                for made in corruptions_of(true.sentence, text, seed=SEED):
                    yield _corrupted(made, quotes, done="any, in two sentences fused")


def _kind(made: Corruption) -> str:
    if made.change is not Change.DIRECTION:
        return made.change
    put, instead = (list(map(stem, words(told))) for told in (made.put, made.instead_of))
    is_listed = any(is_opposite_in_place(one, other) for one in put for other in instead)
    return "direction" if is_listed else "direction, not listed"


def _corrupted(made: Corruption, quotes: Sequence[str], *, done: str) -> _Made:
    told = f"{made.put or 'nothing'} for {made.instead_of}"
    return _Made(done=done, sentence=made.sentence, quotes=quotes, told=told)


def _checked(made: _Made, *, may_shorten: bool) -> Checked:
    found = support(made.sentence, made.quotes, may_shorten=may_shorten)
    reasons = "; ".join(reason.message for reason in found.reasons)
    return Checked(
        done=made.done,
        is_corrupted=bool(made.told),
        sentence=made.sentence,
        told=made.told or reasons or f"{found.probability:.2f}",
        is_refused=not found.is_supported,
    )


def _print_rows(checked: Sequence[Checked]) -> None:
    rows: dict[str, list[float]] = defaultdict(list)
    for each in checked:
        rows[each.done].append(float(each.is_refused))
        if each.done not in APART:
            rows["all"].append(float(each.is_refused))
    for name, refused in rows.items():
        limits = bootstrap_mean(refused)
        between = f" ({limits.low:.3f} to {limits.high:.3f})" if limits else ""
        print(f"{name:28} {len(refused):5} refused {sum(refused) / len(refused):.3f}{between}")


if __name__ == "__main__":
    main()
