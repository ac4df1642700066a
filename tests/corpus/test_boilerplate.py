"""Noise is left out and reporting is kept, counted over labelled lines.

`noise.jsonl` holds lines and blocks, each a row: `label` (noise, correction or reporting), `kind`,
`place` (top, middle or end of an article), `split` and `text`. They were written for this project.
The phrases were chosen with all splits but `aside` in view. `held`, `unseen` and `fresh` were each
written before the phrases of their time were tried on them, and looked at afterwards: of `unseen`
19 of 30 lines of noise were left out at that first try, of the three parts of `fresh` 59 of 82, 48
of 70 and 55 of 69, before what they taught was added. `aside` was written after that and tried
once; no phrase was added for it, so it alone tells how other sites fare.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.boilerplate import STRAY_TITLES, sort_out
from corpus.cleaning import clean
from corpus.paragraphs import paragraphs

BEFORE = (
    "The bridge over the Orra was closed on Monday after divers found cracks in two piers.\n\n"
    "The council of Ellery said that ferries would carry pupils and nurses from Tuesday."
)
AFTER = (
    "Engineers expect the repairs to last until the autumn, and who pays has not been settled.\n\n"
    "Nobody was hurt, the coast guard said."
)
PAGES = {
    "top": f"{{}}\n\n{BEFORE}\n\n{AFTER}",
    "middle": f"{BEFORE}\n\n{{}}\n\n{AFTER}",
    "end": f"{BEFORE}\n\n{AFTER}\n\n{{}}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    label: str
    kind: str
    place: str
    split: str
    text: str

    @property
    def page(self) -> str:
        return PAGES[self.place].format(self.text)

    @property
    def is_left_out(self) -> bool:
        return self._cleaned == f"{BEFORE}\n\n{AFTER}".split()

    @property
    def is_kept(self) -> bool:
        marked = paragraphs(self.page)
        return self._cleaned == [word for p in marked for word in p.text.split()]

    @property
    def _cleaned(self) -> list[str]:
        return clean(self.page, headline="Ellery bridge closed").text.split()


ROWS = Path(__file__).with_name("noise.jsonl").read_text(encoding="utf-8").splitlines()
LINES = [Line(**json.loads(row)) for row in ROWS]


def lines(label: str, split: str) -> list[Line]:
    return [line for line in LINES if (line.label, line.split) == (label, split)]


LEAST_PRECISION = 0.99  # of what is left out: the share that is noise


@pytest.mark.parametrize(
    ("split", "least_recall"),
    [
        # 179 of 182 left out; what is left reads like reporting.
        pytest.param("develop", 0.98, id="develop"),
        # 132 of 133; lost is a couplet of a poem without a full stop, which reads like a title.
        pytest.param("held", 0.99, id="held"),
        pytest.param("unseen", 1.0, id="unseen"),
        # 215 of 221; left are lines of biography, and related headlines that ask a question.
        pytest.param("fresh", 0.97, id="fresh"),
        # 57 of 69: an unknown phrase is let through rather than guessed at.
        pytest.param("aside", 0.82, id="aside"),
    ],
)
def test_noise_is_left_out_and_reporting_is_kept(split: str, least_recall: float) -> None:
    noise = [*lines("noise", split), *lines("correction", split)]
    reporting = lines("reporting", split)
    left_out = sum(line.is_left_out for line in noise)
    lost = sum(not line.is_kept for line in reporting)
    precision, recall = left_out / (left_out + lost), left_out / len(noise)
    print(  # noqa: T201 - shown by `pytest -rP`
        f"{split}: {left_out} of {len(noise)} lines of noise left out, {lost} of {len(reporting)}"
        f" lines of reporting lost; precision {precision:.3f}, recall {recall:.3f}"
    )
    assert precision >= LEAST_PRECISION
    assert recall >= least_recall


@pytest.mark.parametrize("split", ["develop", "held", "fresh"])
def test_corrections_leave_the_text_and_are_kept_as_metadata(split: str) -> None:
    for line in lines("correction", split):
        assert line.is_left_out, line.text
        assert clean(line.page).correction == paragraphs(line.text)[0].text


@pytest.mark.parametrize("line", lines("reporting", "develop"), ids=lambda line: line.text[:30])
def test_reporting_that_begins_like_noise_is_kept(line: Line) -> None:
    assert line.is_kept


def test_a_line_of_noise_inside_a_list_of_facts_takes_no_fact_with_it() -> None:
    page = f"{BEFORE}\n\nForty cars\n\nAdvertisement\n\nTwo buses\n\nOne tractor\n\n{AFTER}"
    assert "Forty cars\n\nTwo buses\n\nOne tractor" in clean(page).text


def test_lines_beside_an_address_are_a_list_however_few() -> None:
    listed = "1 Quay Lane, Ellery\n\n40 Harbour Rd. Torvik\n\n9 Market Street, Senn"
    assert clean(f"{BEFORE}\n\n{listed}\n\n{AFTER}").text.count("\n\n") == 3 + 3


@pytest.mark.parametrize("fact", ["Dead: 41", "Screens: 8,043 in 634 places", "Cost: €500"])
def test_a_label_with_a_figure_is_a_fact(fact: str) -> None:
    assert fact in clean(f"{BEFORE}\n\n{fact}\n\n{AFTER}").text


@pytest.mark.parametrize("line", ["Rivers: 5 things to know", "Ferries: 7 surprising facts"])
def test_a_label_with_counted_advice_is_a_headline(line: str) -> None:
    assert line not in clean(f"{BEFORE}\n\n{line}\n\n{AFTER}").text


def test_a_link_to_the_comments_below_the_first_paragraph_cuts_nothing() -> None:
    standfirst, rest = BEFORE.split("\n\n")
    page = f"{standfirst}\n\nComments (12)\n\n{rest}\n\n{AFTER}"
    assert clean(page).text.split() == f"{BEFORE} {AFTER}".split()


def test_furniture_above_the_headline_is_not_the_headline() -> None:
    page = f"Listen to this article 4 min\n\nEllery bridge is closed\n\n{BEFORE}\n\n{AFTER}"
    assert clean(page).told.headline == "Ellery bridge is closed"


def test_three_unmarked_lines_are_a_list_and_two_are_titles() -> None:
    titles = ["One town", "Two towns", "Three towns"]
    for count in (STRAY_TITLES, STRAY_TITLES + 1):
        page = "\n\n".join([BEFORE, *titles[:count], AFTER])
        kept = [p.text for p in sort_out(paragraphs(page)).reporting]
        assert [title for title in titles if title in kept] == titles[: 3 * (count > STRAY_TITLES)]
