from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import BadRun
from evals.facts.files import load_facts
from evals.speed import bench
from evals.speed.bench import News, find_news, first_rows, home_lines, news_questions
from evals.speed.table import Bar, BenchRun, Gap, Line, as_json, as_text, line_of, percentile
from evals.speed.timing import HomeTimes, fill_home_up_to, in_own_process, time_home

AT_MOST = Bar(median=300.0, p95=700.0)
TIMES = HomeTimes(
    passages=612,
    searches=(0.01, 0.02, 0.03),
    asks=(0.1, 0.2, 0.9),
    first_citations=(),
    peak_memory_mb=512.4,
)


def line(median: float, p95: float | None = None, *, bar: Bar | None = AT_MOST) -> Line:
    return Line(what="ask", unit="ms", n=3, median=median, p95=p95, bar=bar)


def zipped(path: Path, *rows: object) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    return path


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        pytest.param(0.01, 1.0, id="the first of twenty covers 5 %"),
        pytest.param(0.5, 10.0, id="ten of twenty are half"),
        pytest.param(0.95, 19.0, id="nineteen of twenty are 95 %"),
        pytest.param(0.96, 20.0, id="for more, all twenty are needed"),
        pytest.param(1.0, 20.0, id="all"),
    ],
)
def test_a_percentile_is_the_sample_of_the_nearest_rank(share: float, expected: float) -> None:
    assert percentile([float(value) for value in range(20, 0, -1)], share) == expected


def test_a_share_that_floats_cannot_hold_does_not_move_the_rank() -> None:
    # 0.07 * 100 is 7.000000000000001; seven of a hundred samples are 7 %.
    assert percentile([float(value) for value in range(1, 101)], 0.07) == 7.0


@pytest.mark.parametrize(("samples", "share"), [([], 0.5), ([1.0], 0.0), ([1.0], 1.1)])
def test_a_percentile_of_nothing_is_refused(samples: list[float], share: float) -> None:
    with pytest.raises(ValueError, match=f"no percentile {share} of {len(samples)} samples"):
        percentile(samples, share)


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1),
    st.floats(min_value=0.01, max_value=1.0),
)
def test_at_least_its_share_of_the_samples_is_not_above_a_percentile(
    samples: list[float], share: float
) -> None:
    found = percentile(samples, share)
    assert found in samples
    assert sum(value <= found for value in samples) >= share * len(samples) - 1e-6


@pytest.mark.parametrize(
    ("measured", "held"),
    [
        pytest.param(line(300.0, 700.0), True, id="exactly at both bars"),
        pytest.param(line(301.0, 400.0), False, id="the median is over"),
        pytest.param(line(100.0, 701.0), False, id="the p95 is over"),
        pytest.param(line(9999.0, bar=None), None, id="no bar"),
        pytest.param(line(1.5, bar=Bar(median=1.5, at_least=True)), True, id="at least: at it"),
        pytest.param(line(1.4, bar=Bar(median=1.5, at_least=True)), False, id="at least: under"),
        pytest.param(line(10.0, 9999.0, bar=Bar(median=60.0)), True, id="a bar on the median only"),
    ],
)
def test_a_bar_is_held_by_the_median_and_where_it_says_so_by_the_p95(
    measured: Line, held: bool | None
) -> None:
    assert measured.held is held


def test_samples_in_seconds_are_shown_in_the_unit_of_the_bar() -> None:
    shown = line_of("ask", (0.1, 0.2, 0.9), unit="ms", bar=AT_MOST)
    assert isinstance(shown, Line)
    assert shown.n == 3
    assert shown.median == pytest.approx(200.0)
    assert shown.p95 == pytest.approx(900.0)


def test_a_home_in_which_nothing_was_answered_has_no_first_citation_and_says_so() -> None:
    gaps = [each for each in home_lines(TIMES) if isinstance(each, Gap)]
    assert gaps == [
        Gap(what="first citation known, 612 passages", reason="no question got that far")
    ]


def test_the_table_has_each_number_beside_its_bar_and_each_gap_with_its_reason() -> None:
    run = BenchRun(
        lines=(*home_lines(TIMES), Gap(what="the larger home", reason="There is no news")),
        notes=("Each question is asked once.",),
        about={"cores": 2},
    )
    lines = as_text(run).splitlines()
    assert lines[0] == "cores: 2"
    assert re.split(r"\s{2,}", lines[2]) == ["measured", "n", "median", "p95", "bar", "held"]
    search, ask, memory = (re.split(r"\s{2,}", row) for row in lines[3:6])
    assert search == ["search, warm, 612 passages", "3", "20.00 ms", "30.00", "≤ 60 ms", "yes"]
    assert ask == ["ask, warm, 612 passages", "3", "200 ms", "900", "≤ 300 / 700 ms", "NO"]
    assert memory == ["peak memory, 612 passages", "1", "512 MB", "≤ 900 MB", "yes"]
    assert "the larger home: not measured. There is no news." in lines
    assert lines[-1] == "Each question is asked once."


def test_the_json_holds_what_was_measured_and_what_was_not() -> None:
    run = BenchRun(lines=(line(100.0, 200.0), Gap(what="more", reason="none")), about={"cores": 2})
    fields = json.loads(as_json(run))
    assert fields["about"] == {"cores": 2}
    assert fields["not_measured"] == [{"what": "more", "reason": "none"}]
    (measured,) = fields["measured"]
    assert (measured["median"], measured["bar"]["p95"], measured["held"]) == (100.0, 700.0, True)


def test_without_shared_material_the_larger_home_is_skipped_saying_why() -> None:
    found = find_news(None)
    assert isinstance(found, Gap)
    assert "CLIPPINGS_SHARED is not set" in found.reason


def test_shared_material_without_the_news_is_named_with_the_file_it_lacks(tmp_path: Path) -> None:
    found = find_news(str(tmp_path))
    assert isinstance(found, Gap)
    assert found.reason == (
        f"CLIPPINGS_SHARED={tmp_path} has no data/realtimeqa/articles-2022-2023.jsonl.gz"
    )


def test_news_is_found_where_both_files_are(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "realtimeqa"
    folder.mkdir(parents=True)
    articles = zipped(folder / "articles-2022-2023.jsonl.gz")
    questions = zipped(folder / "questions-2022-2023.jsonl.gz")
    assert find_news(str(tmp_path)) == News(articles=articles, questions=questions)


def test_the_first_rows_of_the_news_are_written_out(tmp_path: Path) -> None:
    news = zipped(tmp_path / "news.gz", {"n": 1}, {"n": 2}, {"n": 3})
    written = first_rows(news, tmp_path / "news.jsonl", count=2)
    assert written.read_text() == '{"n": 1}\n{"n": 2}\n'


def test_a_question_that_stands_twice_in_the_file_is_asked_once(tmp_path: Path) -> None:
    rows = [{"question": text} for text in ("Who won?", "Who lost?", "Who won?")]
    assert news_questions(zipped(tmp_path / "q.gz", *rows)) == ("Who won?", "Who lost?")


def test_the_samples_questions_are_many_and_none_is_asked_twice() -> None:
    asked = bench.sample_questions()
    assert len(asked) == len(set(asked)) > 100


@pytest.mark.parametrize("count", ["0", "-5", "many", "1.5"])
def test_a_size_that_is_no_count_is_a_usage_error(
    count: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        bench.main(["--passages", count])
    assert f"'{count}' is not a whole number from 1" in capsys.readouterr().err


def test_a_refusal_in_another_process_arrives_with_its_message_and_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match=r"none\.jsonl: cannot be read .*\. Name a UTF-8"):
        in_own_process(load_facts, [tmp_path / "none.jsonl"])


def test_another_process_gives_back_what_the_work_gave() -> None:
    assert in_own_process(divmod, 7, 2) == (3, 1)


def test_a_real_home_is_filled_once_and_gives_a_time_for_each_question(tmp_path: Path) -> None:
    rows = [
        {"url": f"https://example.org/{n}", "title": f"Storm {n} reaches Brest",
         "publish_date": "2022/06/12", "source": "example.org",
         "text": f"Storm {n} reached Brest on Sunday. {n} boats sank in the harbour."}
        for n in range(1, 31)
    ]  # fmt: skip
    articles = zipped(tmp_path / "articles.jsonl.gz", *rows)
    # An article is a passage and twenty are added at a time: five are had after the first twenty.
    assert fill_home_up_to(tmp_path / "home", 5, articles=articles) == 20
    assert fill_home_up_to(tmp_path / "home", 5, articles=articles) == 20
    times = time_home(tmp_path / "home", ["How many boats sank in the harbour?", "Hello"])
    # A greeting is searched for here, but the assistant answers it without a search.
    assert (times.passages, len(times.searches), len(times.asks)) == (20, 2, 1)
    assert times.peak_memory_mb > 0
