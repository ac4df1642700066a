"""The page "Evals": the last report in words and plots, and failed facts asked again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from app.assistant import Assistant
from app.eval_report import (
    REPORT,
    Better,
    CurvePoint,
    EvalReport,
    FailedFact,
    Interval,
    Measured,
    RightShare,
    Unit,
    as_text,
    state_of,
)
from app.page import evals_html
from app.page.actions import Actions
from app.page.evals_actions import EvalsActions
from app.page.session import Trouble
from app.reply import Answer
from index.home import Home
from tests.app.cli_runs import TORUN, Serving, serving, tiny_home
from tests.app.conftest import visiting
from tests.app.test_login import AUTH, NAME, PASSWORD
from tests.app.test_page_accessibility import faults
from tests.app.visits import Visit

BRIDGE, COST = "Who opened the new bridge in Torun?", "How much did it cost?"
FOLLOW_UP = FailedFact(
    fact_id="t-1", kind="follow-up", turns=(BRIDGE, COST), wrong="It was refused."
)
NASTY = FailedFact(
    fact_id='"><b>', kind="<i>", turns=("Is 1 < 2 & <script>?",), wrong="<u>wrong</u>"
)
REPORTED = EvalReport(
    made_at=datetime(2025, 3, 11, 9, 5, tzinfo=UTC),
    library="",
    engine="extractive",
    today=date(2025, 3, 11),
    is_partial=False,
    measures=(
        Measured(
            words="Right replies",
            unit=Unit.SHARE,
            better=Better.HIGHER,
            value=0.6,
            n=5,
            interval=Interval(low=0.2, high=1.0),
        ),
        Measured(words="Reply complete", unit=Unit.SECONDS, better=Better.LOWER, value=0.704, n=5),
        Measured(words="Sources", unit=Unit.NUMBER, better=Better.NEITHER, value=1.31, n=4),
        Measured(words="Memory", unit=Unit.MEGABYTES, better=Better.LOWER, value=1544.2, n=1),
    ),
    kinds=(
        RightShare(name="date", right=1.0, facts=3, interval=Interval(low=1.0, high=1.0)),
        RightShare(name="follow-up", right=0.0, facts=2),
    ),
    halves=(
        RightShare(name="one half", right=2 / 3, facts=3),
        RightShare(name="the other", right=0.5, facts=2),
    ),
    curve=(
        CurvePoint(answered=0.25, wrong=0.0),
        CurvePoint(answered=0.5, wrong=0.5),
        CurvePoint(answered=0.75, wrong=1 / 3),
        CurvePoint(answered=1.0, wrong=0.25),
    ),
    failed=(FOLLOW_UP, NASTY),
    frozen_failed=1,
)


def leave(home: Path, report: EvalReport) -> None:
    (home / REPORT).parent.mkdir(exist_ok=True)
    (home / REPORT).write_text(as_text(report), encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with Home.open(tiny_home(tmp_path, torun=TORUN)) as home:
        leave(home.path, replace(REPORTED, library=state_of(home.library)))
        yield home


@pytest.fixture
def evals(home: Home) -> EvalsActions:
    return EvalsActions(actions=Actions(home=home, assistant=Assistant(home), is_own=True))


def test_the_lead_counts_the_right_replies(evals: EvalsActions) -> None:
    # Two of three and one of two.
    assert "3 of 5 replies were right</strong> (67% on one half; 50% on the other)." in (
        evals.shown().summary
    )
    assert "Measured on 11 March 2025, 09:05 UTC" in evals.shown().summary


def test_measures_are_shown_in_their_units(evals: EvalsActions) -> None:
    told = evals.shown().measures
    for cells in (
        ("60%", "20–100%", "higher", "5"),
        ("0.70 s", "–", "lower", "5"),
        ("1.3", "–", "–", "4"),
        ("1,544 MB", "–", "lower", "1"),
    ):
        assert "".join(f"<td>{cell}</td>" for cell in cells) in told


def test_systems_beside_have_a_column_each() -> None:
    first, second = REPORTED.measures[:2]
    measures = (replace(first, beside={"bm25": 0.25}), replace(second, beside={"bm25": None}))
    told = evals_html.measures(replace(REPORTED, measures=measures))
    assert '<th scope="col">bm25</th>' in told
    assert "<td>5</td><td>25%</td></tr>" in told
    assert "<td>5</td><td>–</td></tr>" in told


def test_the_curve_is_put_in_a_sentence() -> None:
    # The more confident half of four answers are two.
    assert "more confident half 50% are wrong, of all 25%." in evals_html.curve(REPORTED)
    assert evals_html.curve(replace(REPORTED, curve=())) == ""


def test_nothing_is_said_of_change_while_the_library_is_the_one_measured(
    evals: EvalsActions, home: Home
) -> None:
    assert "other articles now" not in evals.shown().summary
    home.library.set_metadata(home.library.articles()[0].article_id, {"outlet": "Other"})
    assert "other articles now" in evals.shown().summary


def test_a_part_is_called_a_part() -> None:
    told = evals_html.summary(replace(REPORTED, is_partial=True), is_stale=False, command="")
    assert "Only some of the facts were put." in told


def test_all_that_a_report_says_is_escaped() -> None:
    told = evals_html.failed(REPORTED)
    assert "Is 1 &lt; 2 &amp; &lt;script&gt;?" in told
    assert not [tag for tag in ("<script>", "<b>", "<i>", "<u>") if tag in told]


def test_frozen_facts_are_counted_in_words() -> None:
    told = evals_html.failed(REPORTED)
    assert "2 are listed here. 1 more are of the half kept aside, and not shown" in told
    assert "The eval took 11 March 2025 for today" in told
    assert evals_html.failed(replace(REPORTED, failed=(), frozen_failed=0)) == (
        '<h3>Wrong replies</h3><p class="said">0 are listed here.</p>'
    )


def test_without_a_report_the_page_says_how_to_make_one(evals: EvalsActions, home: Home) -> None:
    (home.path / REPORT).unlink()
    shown = evals.shown()
    assert f"clippings eval --page {home.path}" in shown.summary
    assert shown.report is None


@pytest.mark.parametrize(
    ("written", "said"), [("{", "is damaged"), ('{"format": 0}', "another version")]
)
def test_a_report_that_cannot_be_read_is_told_calmly(
    evals: EvalsActions, home: Home, written: str, said: str
) -> None:
    (home.path / REPORT).write_text(written, encoding="utf-8")
    assert said in evals.shown().summary
    (session, _), *others = evals.ask_again("t-1")
    assert isinstance(session.turns[-1], Trouble)
    assert others == []


def test_a_follow_up_is_asked_again_after_its_first_question(evals: EvalsActions) -> None:
    *_, (session, _) = evals.ask_again("t-1")
    assert [turn.question for turn in session.turns] == [BRIDGE, COST]
    assert [type(turn) for turn in session.turns] == [Answer, Answer]
    assert session.conversation


def test_a_question_without_a_reply_ends_it(evals: EvalsActions, home: Home) -> None:
    long = replace(FOLLOW_UP, turns=("so long " * 10_000, COST))
    leave(home.path, replace(REPORTED, failed=(long,)))
    *_, (session, _) = evals.ask_again("t-1")
    assert [type(turn) for turn in session.turns] == [Trouble]


@given(reference=st.none() | st.text() | st.integers() | st.lists(st.text()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it is only read
def test_what_the_report_does_not_name_is_not_asked(evals: EvalsActions, reference: object) -> None:
    assume(reference not in ("t-1", NASTY.fact_id))
    ((session, _),) = evals.ask_again(reference)
    assert isinstance(session.turns[-1], Trouble)


def test_visitors_of_a_served_page_have_no_such_view(tmp_path: Path) -> None:
    folder = tiny_home(tmp_path, torun=TORUN)
    leave(folder, REPORTED)
    with serving(folder, environment=AUTH) as server:
        page = httpx.get(f"{server.url}/config", auth=(NAME, PASSWORD)).text
    assert "settings_opened" in page
    assert "evals_opened" not in page
    assert '"view-evals"' not in page


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tiny_home(tmp_path_factory.mktemp("evals"), torun=TORUN)
    leave(folder, REPORTED)
    with serving(folder) as server:
        yield server


@pytest.fixture(params=[(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")], ids=str)
def visit(request: pytest.FixtureRequest, server: Serving, browser: Browser) -> Iterator[Visit]:
    width, theme = request.param
    url = f"{server.url}?__theme={theme}"
    with contextmanager(visiting)(browser, url, width=width) as opened:
        opened.page.emulate_media(reduced_motion="reduce")  # colours halfway in are no colours
        yield opened
        hosts = {urlsplit(url).netloc for url in opened.requests if not url.startswith("data:")}
        assert hosts == {urlsplit(server.url).netloc}
        assert opened.complaints == []


def test_the_report_is_seen_and_a_failed_fact_is_one_click_from_its_reply(visit: Visit) -> None:
    page = visit.page
    page.click("#navigation [data-view=evals]")
    expect(page.locator("#evals-summary .lead")).to_contain_text("3 of 5 replies were right")
    expect(page.locator("#evals-plots svg")).to_have_count(2)
    page.click("#evals-kinds summary")
    expect(page.locator("#evals-kinds tbody tr")).to_have_count(2)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.click(f"#evals-failed button[data-fact='{FOLLOW_UP.fact_id}']")
    expect(page.locator("#view-ask")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(2)
    page.locator('#answer[aria-busy="false"]').wait_for()
    expect(page.locator("#answer")).to_contain_text("77 million")
    page.click("#navigation [data-view=evals]")
    page.click(f"#evals-failed button[data-fact='{FOLLOW_UP.fact_id}']")
    expect(page.locator(".turn")).to_have_count(2)  # a conversation of its own each time
