from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from evals.baseline import GateResult
from evals.facts.fact import Evidence
from evals.metrics.measures import Measure, tabulate
from evals.report.html import as_html
from evals.report.run import EvalRun
from tests.evals.report.reported import id_in, misquoted, refused, right, run_of

DEV, FROZEN = id_in("dev"), id_in("frozen")
FAILED = GateResult(passed=False, reasons=("right 1 → 0.3",), newly_broken=(DEV, FROZEN))
HOSTILE = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)>\"' {{ 7 * 7 }}"


@dataclass
class Seen(HTMLParser):
    """The tags of a page with their attributes, and its words, style and script left out."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.text += " "

    def handle_data(self, data: str) -> None:
        if self.tags and self.cdata_elem is None:
            self.text += data

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    def count(self, tag: str) -> int:
        return sum(each == tag for each, _ in self.tags)

    def all(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


def seen(run: EvalRun) -> Seen:
    page = Seen()
    page.feed(as_html(run))
    page.close()
    return page


def run() -> EvalRun:
    """One right fact, and one of each half that broke; beside it a system that is always wrong."""
    records = (right(), refused(DEV), misquoted(FROZEN, turns=("What stays hidden?",)))
    beside = {"bm25-sentence": tabulate([misquoted(DEV), misquoted(FROZEN)])}
    return run_of(*records, gate=FAILED, systems=beside)


def test_the_verdict_is_the_first_sentence() -> None:
    assert (
        seen(run())
        .words.partition("Clippings eval report ")[2]
        .startswith(f"FAIL: right 1 → 0.3; 1 of 3 facts right; newly broken: {DEV}, {FROZEN}.")
    )


def test_newly_broken_facts_link_to_their_entries() -> None:
    page = seen(run())
    assert {f"#fact-{DEV}", f"#fact-{FROZEN}"} <= set(page.all("href"))


def test_a_failed_fact_of_the_dev_half_is_told_whole() -> None:
    asked = refused(DEV, turns=("And before?", "How many chiefs met?"), must_not_say=("forty",))
    told = seen(run_of(asked)).words
    assert "How many chiefs met?" in told
    assert "Asked before And before?" in told
    assert "Expected 30 and not: forty" in told
    assert "Reply No. Abstention: no_hits." in told
    assert "Lost Wrongly refused: no answer, though the evidence was found" in told
    assert "Gold evidence Thirty chiefs paris.md" in told
    assert "Chiefs meet 0–17, dense 1, lexical – holds gold Chiefs meet 72–81, dense 2" in told


def test_an_answer_is_shown_with_its_quote_outlet_and_confidence() -> None:
    told = seen(run_of(misquoted(DEV))).words
    assert "Reply 12 Twelve stayed [1] outlet unknown, 2025-03-11: Chiefs meet Confidence" in told
    assert "Passages found none" in told


def test_a_frozen_fact_that_failed_shows_its_id_and_stage_only() -> None:
    record = misquoted(
        FROZEN,
        turns=("What stays hidden?",),
        answers=("secretum",),
        evidence=((Evidence(article="paris.md", quote="Thirty chiefs"),),),
    )
    told = seen(run_of(record)).words
    assert f"not retrieved {FROZEN}" in told
    assert "nothing is to be tuned on the frozen half" in told
    assert not [word for word in ("hidden", "secretum", "Thirty", "Twelve") if word in told]


def test_the_simple_systems_stand_beside_the_headline_numbers() -> None:
    # Right is one fact of three: none of one in dev, one of two in frozen. The system beside has
    # neither of its two right.
    words = seen(run()).words
    assert "Clippings bm25-sentence all facts dev frozen gap all facts frozen" in words
    assert (
        "replies that are right, refusals and notices included 0.333 0.000 to 1.000"
        " 0.000 0.000 to 0.000 0.500 0.000 to 1.000 −0.500"
        " 0.000 0.000 to 0.000 0.000 0.000 to 0.000"
    ) in words


def test_hostile_words_stay_words() -> None:
    record = refused(DEV, turns=(HOSTILE, HOSTILE), must_not_say=(HOSTILE,))
    hostile = replace(record, reply={**record.reply, "message": HOSTILE, "reason": HOSTILE})
    page = seen(run_of(hostile, about={HOSTILE: HOSTILE}, gate=FAILED))
    calm = seen(run_of(record, about={"a": "b"}, gate=FAILED))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in calm.tags]
    assert page.text.count(HOSTILE) == 7
    assert "onerror" not in {name for _, attributes in page.tags for name in attributes}


def test_hostile_articles_stay_words() -> None:
    record = misquoted(DEV)
    sentence, cited = record.reply["sentences"][0], record.reply["citations"][0]
    reply = dict(record.reply) | {
        "short_answer": HOSTILE,
        "sentences": [sentence | {"lead_in": HOSTILE, "text": HOSTILE}],
        "citations": [cited | dict.fromkeys(("headline", "outlet", "published_at"), HOSTILE)],
    }
    found = tuple(replace(each, headline=HOSTILE) for each in refused(DEV).found)
    page = seen(run_of(replace(record, reply=reply, found=found)))
    assert page.text.count(HOSTILE) == 8  # six in the reply, two passages
    assert not [name for name in ("img", "link", "iframe") if page.count(name)]
    assert page.count("script") == 1


def test_a_fact_id_of_any_letters_can_be_linked() -> None:
    odd = id_in("dev", 'a b"<é')
    gate = GateResult(passed=False, reasons=("r",), newly_broken=(odd,))
    page = seen(run_of(refused(odd), gate=gate))
    link = next(href for href in page.all("href") if href.startswith("#fact-a"))
    assert link.removeprefix("#") in page.all("id")
    assert " " not in link


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = seen(run())
    assert not page.all("src")
    assert all(href.startswith("#") for href in page.all("href"))
    assert not [name for name in ("link", "img", "iframe", "object") if page.count(name)]
    policy = next(each for each in page.all("content") if "default-src" in each)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_ids_are_given_once_and_labels_name_ids() -> None:
    page = seen(run())
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    labels = {name for value in page.all("aria-labelledby") for name in value.split()}
    assert labels <= set(ids)


def test_tables_have_captions_and_heads_a_scope() -> None:
    page = seen(run())
    assert page.count("table") == page.count("caption") > 0
    assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")


def test_headings_skip_no_level() -> None:
    levels = [int(tag[1]) for tag, _ in seen(run()).tags if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_the_page_is_the_same_for_the_same_run() -> None:
    assert as_html(run()) == as_html(run())


@pytest.mark.parametrize("record", [right(), refused(DEV)], ids=["all right", "none answered"])
def test_a_run_with_little_to_show_still_has_its_tables(record: object) -> None:
    page = seen(run_of(record))  # type: ignore[arg-type]
    assert page.count("table") >= 4
    assert page.words.endswith("versions.python 3.11")


def test_a_kind_without_a_value_has_a_dash_and_no_drawing() -> None:
    table = replace(tabulate([right()]), kinds={"number": {"right": Measure(value=None, n=0)}})
    page = seen(run_of(right(), table=table))
    assert "number 0 – – – – –" in page.words
    assert "interval" not in page.all("class")


def test_signs_that_no_page_may_hold_are_replaced() -> None:
    page = as_html(run_of(refused(DEV, turns=("a\0b\ud800c",))))
    assert "a\ufffdb\ufffdc" in page
    assert page.encode()
