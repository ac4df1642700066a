"""remove, export, doctor and backup as commands, on a home of their own."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest

from app.command.cli import main
from index.home import DATABASE_NAME
from tests.app.cli_runs import OSLO, PARIS, TORUN, Shell, tiny_home, write_articles

UNDATED = """---
headline: Fountain
outlet: RFI
---
The fountain in Nice was cleaned. It shines.
"""
UNKNOWN = "a000000000000"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verbs")
    return tiny_home(folder, paris=PARIS, torun=TORUN, oslo=OSLO, undated=UNDATED)


@pytest.fixture
def shell(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Commands on a copy of a home of four articles."""
    return Shell(shutil.copytree(made, tmp_path / "home"), capsys)


def headlines(shell: Shell) -> set[str]:
    return {article["headline"] for article in shell.json("list").fields["articles"]}


def id_of(shell: Shell, headline: str) -> str:
    listed = shell.json("list").fields["articles"]
    return next(str(a["article_id"]) for a in listed if a["headline"] == headline)


def test_a_dry_run_says_what_would_go_and_takes_nothing(shell: Shell) -> None:
    ran = shell.json("remove", "--outlet", "rfi", "--dry-run")
    assert (ran.code, ran.fields["removed"], ran.fields["dry_run"]) == (0, 0, True)
    assert {a["headline"] for a in ran.fields["articles"]} == {"Chiefs meet in Paris", "Fountain"}
    assert len(headlines(shell)) == 4
    said = shell.run("remove", "--outlet", "RFI", "--dry-run").out
    assert said.startswith("would remove a")


def test_an_outlet_goes_whole(shell: Shell) -> None:
    ran = shell.json("remove", "--outlet", "RFI")
    assert (ran.code, ran.fields["removed"], ran.fields["undated"]) == (0, 2, 0)
    assert headlines(shell) == {"Bridge opens in Torun", "Chess title decided in Oslo"}
    assert shell.json("doctor").fields["sound"]


def test_limits_have_to_hold_together_and_undated_articles_are_counted(shell: Shell) -> None:
    ran = shell.json("remove", "--outlet", "RFI", "--from", "2025", "--until", "2025-03")
    assert (ran.fields["removed"], ran.fields["undated"]) == (1, 1)
    assert ran.fields["articles"][0]["headline"] == "Chiefs meet in Paris"
    assert "Fountain" in headlines(shell)
    oslo = id_of(shell, "Chess title decided in Oslo")
    kept = shell.json("remove", oslo, "--outlet", "RFI")
    assert (kept.code, kept.fields["error"]["code"]) == (1, "nothing_fits")


def test_nothing_that_fits_is_an_error(shell: Shell) -> None:
    ran = shell.json("remove", "--outlet", "RFI", "--from", "2026")
    assert ran.code == 1
    assert ran.fields["error"]["message"] == (
        "No article fits. 1 article has no date and is left out."
    )


def test_an_unknown_id_among_others_removes_none(shell: Shell) -> None:
    ran = shell.json("remove", id_of(shell, "Fountain"), UNKNOWN)
    assert (ran.code, ran.fields["error"]["code"]) == (1, "unknown_article")
    assert len(headlines(shell)) == 4


@pytest.mark.parametrize("flags", [(), ("--dry-run",)], ids=["bare", "dry run"])
def test_removing_everything_by_accident_is_a_usage_error(
    shell: Shell, flags: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        shell.run("remove", *flags)
    assert ended.value.code == 2
    assert "name the articles: by ARTICLE, --outlet, --from or --until" in capsys.readouterr().err


TOLD = (
    "headline", "outlet", "author", "published_at", "published_time", "modified_at",
    "modified_time", "language", "correction", "url", "based_on", "text",
)  # fmt: skip


def told(shell: Shell) -> list[list[object]]:
    ids = [a["article_id"] for a in shell.json("list").fields["articles"]]
    shown = [shell.json("show", article_id).fields for article_id in ids]
    return sorted(([article[name] for name in TOLD] for article in shown), key=str)


@pytest.mark.parametrize("target", ["out", "out.jsonl"])
def test_an_export_added_to_a_fresh_home_gives_the_same_articles(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    ran = shell.json("export", tmp_path / target)
    assert (ran.code, ran.fields["exported"], ran.fields["failed"]) == (0, 4, [])
    other = Shell(tmp_path / "other", capsys)
    assert other.json("add", tmp_path / target).fields["added"] == 4
    assert told(other) == told(shell)


@pytest.mark.parametrize("target", ["out", "out.jsonl"])
def test_an_export_keeps_times_language_and_the_id_that_an_address_gives(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    front = "url: https://ardle.example/mill\npublished_at: 2023-02-10T18:00:00+01:00\n"
    front += "modified_at: 2023-02-11T07:00\nlanguage: fr\nbased_on: AFP, 2023-02-09\n"
    words = "Le moulin d'Ardle a brûlé vendredi soir. Personne n'a été blessé."
    folder = write_articles(tmp_path / "in", mill=f"---\n{front}---\n{words}\n")
    added = shell.json("add", folder).fields["articles"][0]["article_id"]
    shell.json("set", added, "author=Zofia Kruk")
    assert shell.json("export", tmp_path / target).code == 0
    other = Shell(tmp_path / "other", capsys)
    assert other.json("add", tmp_path / target).code == 0
    before, after = (one.json("show", added).fields for one in (shell, other))
    assert [after[name] for name in TOLD] == [before[name] for name in TOLD]
    assert (after["published_time"], after["language"]) == ("18:00:00+01:00", "fr")


def test_an_export_can_be_limited(shell: Shell, tmp_path: Path) -> None:
    limits = ("--outlet", "Torun Gazette", "--from", "2024", "--until", "2024")
    assert shell.json("export", tmp_path / "out", *limits).fields["exported"] == 1
    names = [path.name for path in (tmp_path / "out").iterdir()]
    assert names == ["2024-05-02-torun-gazette-bridge-opens-in-torun.md"]


def test_an_export_writes_over_nothing_unasked(shell: Shell, tmp_path: Path) -> None:
    out = write_articles(tmp_path / "out", notes="My own notes.")
    ran = shell.json("export", out)
    assert (ran.code, ran.fields["error"]["code"]) == (1, "unwritable_file")
    assert [path.name for path in out.iterdir()] == ["notes.md"]
    assert shell.json("export", out, "--force").fields["exported"] == 4
    assert len(list(out.iterdir())) == 5
    assert (out / "notes.md").read_text() == "My own notes."
    again = shell.json("export", tmp_path / "out.jsonl")
    assert again.code == 0
    assert shell.json("export", tmp_path / "out.jsonl").code == 1


def test_an_export_of_nothing_is_an_error_and_writes_nothing(shell: Shell, tmp_path: Path) -> None:
    ran = shell.json("export", tmp_path / "out", "--outlet", "Nobody's Herald")
    assert (ran.code, ran.fields["error"]["code"]) == (1, "nothing_fits")
    assert not (tmp_path / "out").exists()


def test_an_export_by_date_counts_the_undated(shell: Shell, tmp_path: Path) -> None:
    ran = shell.json("export", tmp_path / "out", "--from", "2024")
    assert (ran.fields["exported"], ran.fields["undated"]) == (2, 1)
    said = shell.run("export", tmp_path / "out.jsonl", "--from", "2024").out
    assert said == (
        f"2 articles in {tmp_path / 'out.jsonl'}.\n1 article has no date and is left out.\n"
    )


@pytest.mark.parametrize("words", [("export", "out"), ("backup", "kept.zip")])
def test_what_an_empty_library_holds_is_not_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str]
) -> None:
    ran = Shell(tmp_path / "home", capsys).json(words[0], tmp_path / words[1])
    assert (ran.code, ran.fields["error"]["code"]) == (1, "empty_library")
    assert not (tmp_path / words[1]).exists()


def test_a_backup_unpacked_is_a_home_that_answers(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shell.home / "clippings.toml").write_text("threshold = 0.2\n", encoding="utf-8")
    file = tmp_path / "kept.zip"
    kept = shell.json("backup", file)
    assert kept.code == 0
    assert [kept.fields[name] for name in ("articles", "passages", "vectors")] == [4, 4, 4]
    assert kept.fields["bytes"] == file.stat().st_size
    with zipfile.ZipFile(file) as packed:
        assert {"library.sqlite", "clippings.toml"} <= set(packed.namelist())
        packed.extractall(tmp_path / "restored")
    restored = Shell(tmp_path / "restored", capsys)
    assert restored.json("doctor").fields["sound"]
    assert told(restored) == told(shell)
    question = "How much did the new bridge in Torun cost?"
    cited = [s.json("ask", question).fields["citations"][0]["quote"] for s in (shell, restored)]
    assert cited == ["It cost €77 million."] * 2
    assert restored.json("info").fields["settings"]["threshold"]["value"] == 0.2
    assert not list(tmp_path.glob(".clippings-*"))


def test_a_backup_replaces_nothing_unasked_and_is_a_zip_file(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "kept.zip"
    file.write_bytes(b"another")
    assert shell.json("backup", file).fields["error"]["code"] == "unwritable_file"
    assert file.read_bytes() == b"another"
    assert shell.json("backup", file, "--force").code == 0
    named = shell.json("backup", tmp_path / "kept.tar").fields["error"]
    assert named["remedy"] == "Name it kept.zip."
    nowhere = shell.json("backup", tmp_path / "nowhere" / "kept.zip").fields["error"]
    assert "No such file or directory" in nowhere["message"]


def test_a_backup_can_be_made_when_chroma_is_broken(shell: Shell, tmp_path: Path) -> None:
    (shell.home / "chroma" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)
    ran = shell.run("backup", tmp_path / "kept.zip")
    assert ran.code == 0
    assert "The vectors cannot be read: run `clippings rebuild` on what you unpack." in ran.out
    shutil.rmtree(shell.home / "chroma")
    lost = shell.run("backup", tmp_path / "lost.zip")
    assert "4 passages had no vector: run `clippings rebuild` on what you unpack." in lost.out


def test_doctor_names_each_fault_with_its_remedy_and_exits_1(shell: Shell) -> None:
    sound = shell.json("doctor")
    assert (sound.code, sound.fields["sound"]) == (0, True)
    assert all(check["remedy"] is None for check in sound.fields["checks"])
    shutil.rmtree(shell.home / "chroma")
    ran = shell.json("doctor")
    assert (ran.code, ran.fields["sound"]) == (1, False)
    faults = {check["name"]: check for check in ran.fields["checks"] if not check["ok"]}
    assert list(faults) == ["vectors"]
    assert "FAULT vectors" in shell.run("doctor").out
    named = re.search(r"Run `clippings (.+?)`", faults["vectors"]["remedy"])
    assert named is not None
    assert main(shlex.split(named[1])) == 0
    assert shell.json("doctor").code == 0


def test_doctor_tells_of_a_library_that_cannot_be_opened(shell: Shell) -> None:
    for path in shell.home.glob(f"{DATABASE_NAME}*"):
        path.unlink()
    (shell.home / DATABASE_NAME).write_bytes(b"garbage" * 1000)
    ran = shell.json("doctor")
    assert ran.code == 1
    assert [check["name"] for check in ran.fields["checks"]] == ["database"]
    assert json.loads(shell.json("list").out)["error"]["code"] == "home_damaged"
