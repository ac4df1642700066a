"""Reading order: columns one after the other, with what stands across them in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.pdf_columns import columns, rows
from corpus.formats.pdf_paragraphs import blocks_of, lines_of
from corpus.formats.pdf_runs import Run, Sheet


def run(text: str, *, left: float, top: float, width: float = 200, size: float = 10) -> Run:
    return Run(text=text, left=left, right=left + width, bottom=top - size, top=top, size=size)


def column(name: str, *, left: float, top: float, lines: int = 4) -> list[Run]:
    return [run(f"{name} line number {n}", left=left, top=top - 12 * n) for n in range(lines)]


def in_order(runs: list[Run]) -> list[str]:
    return [run.text.partition(" line")[0] for block in columns(runs) for run in block]


def test_three_columns_are_read_from_left_to_right() -> None:
    runs = [
        *column("c", left=450, top=700),
        *column("a", left=10, top=700),
        *column("b", left=230, top=700),
    ]
    assert in_order(runs) == ["a"] * 4 + ["b"] * 4 + ["c"] * 4


def test_a_headline_across_two_columns_comes_before_both_and_one_within_parts_them() -> None:
    runs = [
        run("first headline", left=10, top=730, width=420),
        *column("a", left=10, top=700),
        *column("b", left=230, top=700),
        run("second headline", left=10, top=640, width=420),
        *column("c", left=10, top=620),
        *column("d", left=230, top=620),
    ]
    expected = ["first headline", *"aaaa", *"bbbb", "second headline", *"cccc", *"dddd"]
    assert in_order(runs) == expected


def test_a_table_of_figures_is_read_by_rows() -> None:
    runs = [
        run(text, left=left, top=700 - 12 * row, width=50)
        for row in range(4)
        for left, text in ((10, f"town{row}"), (230, f"{row}0"))
    ]
    assert in_order(runs) == ["town0", "00", "town1", "10", "town2", "20", "town3", "30"]


def test_wide_gaps_in_single_lines_are_no_gutter() -> None:
    # The same gap in every second line: nowhere three lines stand side by side on end.
    runs = []
    for n in range(0, 12, 2):
        runs += [
            run("left of gap", left=10, top=700 - 12 * n, width=100),
            run("right of gap", left=130, top=700 - 12 * n, width=100),
            run("a row without any", left=10, top=688 - 12 * n, width=300),
        ]
    assert in_order(runs)[:3] == ["left of gap", "right of gap", "a row without any"]


def test_a_dropped_capital_joins_the_line_it_begins() -> None:
    runs = [
        run("T", left=10, top=700, width=20, size=30),
        run("he ferry ran", left=31, top=699),
        run("aground on", left=31, top=687),
        run("Monday.", left=10, top=665),
    ]
    assert in_order(runs) == ["The ferry ran", "aground on", "Monday."]


def test_runs_on_one_line_are_a_row_from_left_to_right() -> None:
    right, left = run("b", left=300, top=699), run("a", left=10, top=700)
    assert rows([right, left]) == ((left, right),)


places = st.builds(
    run,
    st.sampled_from(["one", "two of them", "three words and more"]),
    left=st.floats(0, 500),
    top=st.floats(0, 800),
    width=st.floats(1, 400),
    size=st.floats(1, 40),
)


@given(st.lists(places, max_size=40))
def test_every_run_is_read_once(runs: list[Run]) -> None:
    read = [run for block in columns(runs) for run in block]
    assert sorted(map(repr, read)) == sorted(map(repr, runs))


@pytest.mark.parametrize("end", ["۔", "።", "։", "។"])
def test_a_short_line_with_the_full_stop_of_another_script_ends_a_paragraph(end: str) -> None:
    words = "کشتی پیر کی شام جزیرے کے قریب ڈوب گئی"
    runs = (
        run(words, left=10, top=700),
        run(f"{words}{end}", left=10, top=688, width=90),
        run(words, left=10, top=676),
        run(f"{words}{end}", left=10, top=664),
    )
    found = [block.paragraph.text for block in blocks_of(lines_of((Sheet(runs=runs),)))]
    assert found == [f"{words} {words}{end}"] * 2
