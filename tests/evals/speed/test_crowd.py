from __future__ import annotations

from evals.speed.crowd import Plan, Wave, crowd_lines, measure
from evals.speed.table import Gap, Line
from evals.speed.visitor import Waited


def waited(first_citation: float | None, whole: float = 1.0) -> Waited:
    return Waited(first_citation=first_citation, whole=whole, follow_ups=0.5)


def lines_of(*waves: Wave, before_mb: float | None = 500.0) -> dict[str, Line | Gap]:
    return {line.what: line for line in crowd_lines(waves, before_mb=before_mb)}


def test_replies_without_a_citation_are_left_out_of_its_seconds() -> None:
    wave = Wave(waited=(waited(0.4), waited(None), waited(0.8)), errors=(), resident_mb=510.0)
    cited = lines_of(wave)["first citation, wave 1"]
    # 0.4 and 0.8: median 0.6; the nearest rank of 0.95 × 2 = 1.9 is the second.
    assert isinstance(cited, Line)
    assert (cited.n, round(cited.median, 9), cited.p95, cited.held) == (2, 0.6, 0.8, True)


def test_a_slow_end_or_an_error_does_not_hold_the_bar() -> None:
    wave = Wave(waited=(waited(0.4), waited(2.5)), errors=("It fell silent.",), resident_mb=510.0)
    lines = lines_of(wave)
    cited, errors = lines["first citation, wave 1"], lines["errors, wave 1"]
    assert isinstance(cited, Line)
    assert isinstance(errors, Line)
    assert (cited.held, errors.held, errors.median, errors.n) == (False, False, 1, 3)


def test_memory_stands_before_and_after_each_wave_or_says_why_not() -> None:
    wave = Wave(waited=(waited(0.4),), errors=(), resident_mb=510.0)
    lines = lines_of(wave, wave, before_mb=None)
    assert isinstance(lines["the server's memory, before"], Gap)
    after = [lines[f"the server's memory, after wave {n}"] for n in (1, 2)]
    assert [line.median for line in after if isinstance(line, Line)] == [510.0, 510.0]


def test_processor_time_is_shared_out_among_the_questions() -> None:
    wave = Wave(waited=(waited(0.4),) * 3, errors=("x",), resident_mb=510.0, busy_seconds=6.0)
    busy = lines_of(wave)["processor time a question, wave 1"]
    assert isinstance(busy, Line)
    assert busy.median == 1.5  # 6 s over three replies and an error


def test_visitors_of_a_real_server_get_cited_replies_without_an_error() -> None:
    run = measure(Plan(visitors=2, questions=2, waves=1, pauses=(0.0, 0.1)))
    lines = {line.what: line for line in run.lines if isinstance(line, Line)}
    assert lines["errors, wave 1"].median == 0
    assert lines["first citation, wave 1"].n >= 1
    assert lines["whole reply, wave 1"].n == 4
