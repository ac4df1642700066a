"""Dates with their times, and what `add`, `set` and `show` say of an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.cli_runs import PARIS, TORUN, Shell, write_articles


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Commands on an empty home."""
    return Shell(tmp_path / "home", capsys)


def test_a_day_that_is_set_takes_the_time_of_the_other_day_away(
    shell: Shell, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "in", torun=TORUN)
    torun = shell.json("add", folder).fields["articles"][0]["article_id"]
    timed = shell.json("set", torun, "published_at=2024-05-03T09:30:00+02:00").fields
    assert (timed["published_at"], timed["published_time"]) == ("2024-05-03", "09:30:00+02:00")
    day = shell.json("set", torun, "published_at=2024-05-04").fields
    assert (day["published_at"], day["published_time"]) == ("2024-05-04", None)
    unknown = shell.json("set", torun, "published_at=").fields
    assert (unknown["published_at"], unknown["published_time"]) == (None, None)


def test_adding_the_file_again_brings_no_time_beside_the_day_that_was_set(
    shell: Shell, tmp_path: Path
) -> None:
    timed = TORUN.replace("2024-05-02", "2024-05-02T14:30:00+02:00").replace("Torun,", "Thorn,")
    folder = write_articles(tmp_path / "in", timed=timed)
    added = shell.json("add", folder).fields["articles"][0]["article_id"]
    shell.json("set", added, "published_at=2024-05-04")
    shell.json("add", folder, "--author", "Zofia Kruk")
    shown = shell.json("show", added).fields
    assert (shown["published_at"], shown["published_time"]) == ("2024-05-04", None)
    assert shown["author"] == "Zofia Kruk"


def test_a_time_can_be_given_with_the_articles(shell: Shell, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "in", plain="The mill in Ardle burned down. It was empty.")
    ran = shell.json("add", folder, "--published-at", "2023-02-10T18:00")
    shown = shell.json("show", ran.fields["articles"][0]["article_id"]).fields
    assert (shown["published_at"], shown["published_time"]) == ("2023-02-10", "18:00:00")


def test_show_says_what_is_known_and_where_it_was_read(shell: Shell, tmp_path: Path) -> None:
    text = "---\nmodified_at: 2023-02-11T07:00\nlanguage: en\n---\nThe mill burned. It was empty."
    folder = write_articles(tmp_path / "in", mill=text)
    ran = shell.json("add", folder, "--outlet", "Ardle Post")
    article_id = ran.fields["articles"][0]["article_id"]
    about = f"""The mill burned. (the first sentence, for want of one)
outlet:       Ardle Post (as you said)
published_at: unknown
modified_at:  2023-02-11 07:00:00
language:     en
path:         {folder / "mill.md"}
article_id:   {article_id}
"""
    assert shell.run("show", article_id).out == f"{about}\nThe mill burned. It was empty.\n"
    said = shell.run("set", article_id, "outlet=Ardle Herald").out
    assert said == about.replace("Ardle Post", "Ardle Herald")


def test_add_says_what_skipped_files_are(shell: Shell, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "in", paris=PARIS)
    write_articles(folder, copy=PARIS)
    (folder / "photo.jpg").write_bytes(b"x")
    said = shell.run("add", folder).out
    assert said.startswith(
        "1 added, 1 duplicate, 1 skipped (of types that are not read); 1 passage in "
    )
