"""Commands beside a real server, with its page open in a real browser."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.command.owner import find_owner, have_done
from index.watching import IngestProgress, Watch
from tests.app.cli_runs import (
    OSLO,
    PARIS,
    TORUN,
    Serving,
    Shell,
    serving,
    tiny_home,
    write_articles,
)
from tests.app.conftest import visiting
from tests.app.visits import Visit

QUESTION = "Who won the chess title in Oslo?"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A running server over two tiny articles."""
    home = tiny_home(tmp_path_factory.mktemp("beside"), paris=PARIS, torun=TORUN)
    with serving(home) as running:
        yield running


@pytest.fixture
def open_page(served: Serving, browser: Browser) -> Iterator[Visit]:
    yield from visiting(browser, served.url, width=1440)


@pytest.fixture
def shell(served: Serving, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(served.home, capsys)


def test_an_article_added_beside_the_open_page_is_cited_in_it_and_leaves_it_again(
    open_page: Visit, shell: Shell, tmp_path: Path
) -> None:
    open_page.ask(QUESTION)
    expect(open_page.page.locator("#answer a.citation")).to_have_count(0)

    added = shell.json("add", write_articles(tmp_path / "more", oslo=OSLO))
    assert (added.code, added.fields["added"]) == (0, 1)
    open_page.ask(QUESTION)
    open_page.page.click("#answer a.citation >> nth=0")
    expect(open_page.page.locator("#source mark.cited")).to_have_text(
        "Ingrid Halvorsen won the chess title in Oslo on Monday."
    )
    assert shell.json("doctor").fields["sound"]

    article = added.fields["articles"][0]["article_id"]
    assert shell.json("remove", article).fields["removed"] == 1
    open_page.ask(QUESTION)
    expect(open_page.page.locator("#answer a.citation")).to_have_count(0)
    assert shell.json("doctor").fields["sound"]
    assert open_page.complaints == []


def test_every_other_verb_works_beside_the_open_page(
    open_page: Visit, shell: Shell, tmp_path: Path
) -> None:
    listed = shell.json("list").fields["articles"]
    assert len(listed) == 2
    assert shell.json("show", listed[0]["article_id"]).fields["text"]
    assert shell.json("search", "bridge in Torun").fields["hits"]
    assert shell.json("ask", "How much did the bridge cost?").fields["kind"] == "answer"
    assert shell.json("set", listed[0]["article_id"], "author=A. Scribe").code == 0
    assert shell.json("info").fields["vectors"] == 2
    assert shell.json("remove", "--outlet", "RFI", "--dry-run").fields["articles"]
    assert shell.json("export", tmp_path / "out").fields["exported"] == 2
    kept = shell.json("backup", tmp_path / "kept.zip")
    assert kept.fields["vectors"] == 2
    with zipfile.ZipFile(tmp_path / "kept.zip") as packed:
        packed.extractall(tmp_path / "restored")
    assert shell.json("doctor").fields["sound"]
    for refused in ("rebuild", "serve"):
        assert shell.json(refused).fields["error"]["code"] == "home_busy"
    open_page.ask("How much did the bridge in Torun cost?")
    expect(open_page.page.locator("#answer")).to_contain_text("€77 million")


def test_progress_of_a_long_verb_comes_through_the_owner(served: Serving, tmp_path: Path) -> None:
    owner = find_owner(served.home)
    assert owner is not None
    seen: list[IngestProgress] = []
    request = {"paths": [str(write_articles(tmp_path / "more", oslo=OSLO))]}
    told = have_done(owner, "add", request, watch=Watch(progress=seen.append))
    assert (told["added"], seen[-1].done, seen[-1].passages) == (1, 1, 1)
    have_done(owner, "remove", {"outlets": ["Fjord Post"]})
