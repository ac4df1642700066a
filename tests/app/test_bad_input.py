from __future__ import annotations

from pathlib import Path

import pytest

from app.command.cli import main
from app.settings import FILE_NAME
from tests.app.cli_runs import OSLO, PARIS, TORUN, Shell, cold, tiny_home, write_articles

QUESTION = "How much did the new bridge in Torun cost?"
UNKNOWN = "a000000000000"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLIPPINGS_TODAY", "CLIPPINGS_HOME", "CLIPPINGS_THRESHOLD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_home(tmp_path_factory.mktemp("cli"), paris=PARIS, torun=TORUN, oslo=OSLO)


@pytest.fixture
def reading(shared_home: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Commands on a home of three articles, which no test changes."""
    return Shell(shared_home, capsys)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Commands on a home that is not there yet."""
    return Shell(tmp_path / "home", capsys)


def id_of(shell: Shell, headline: str) -> str:
    listed = shell.json("list").fields["articles"]
    return next(str(a["article_id"]) for a in listed if a["headline"] == headline)


def bad_folder(folder: Path) -> Path:
    write_articles(
        folder, empty="", date="---\npublished_at: 2023-13-45\n---\nIt rained all day in Oslo.\n"
    )
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "latin.txt").write_bytes("Le café était fermé pour la journée.".encode("latin-1"))
    return folder


REASONS = {
    "empty.md": "is empty",
    "date.md": "'2023-13-45' is not an ISO 8601 date",
    "binary.txt": "is not text",
    "latin.txt": "is not UTF-8 text",
}


def test_bad_files_are_named_and_the_rest_goes_in(shell: Shell, tmp_path: Path) -> None:
    ran = shell.json("add", write_articles(bad_folder(tmp_path / "mixed"), torun=TORUN))
    assert ran.code == 3
    assert ran.fields["added"] == 1
    reasons = {Path(f["path"].split(":")[0]).name: f["reason"] for f in ran.fields["failed"]}
    assert reasons.keys() == REASONS.keys()
    assert all(words in reasons[name] for name, words in REASONS.items())


def test_when_every_file_is_bad_the_error_names_each(shell: Shell, tmp_path: Path) -> None:
    ran = shell.json("add", bad_folder(tmp_path / "bad"))
    assert ran.code == 1
    error = ran.fields["error"]
    assert error["code"] == "unreadable_file"
    assert all(name in error["message"] for name in REASONS)
    assert shell.json("list").fields == {"articles": []}


def test_a_folder_without_articles_is_an_error(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    ran = shell.json("add", tmp_path / "bare")
    assert ran.code == 1
    assert f"{tmp_path / 'bare'} holds no article" in ran.fields["error"]["message"]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("show", UNKNOWN), "unknown_article", f"No article '{UNKNOWN}'"),
        (("remove", UNKNOWN), "unknown_article", f"No article '{UNKNOWN}'"),
        (("set", UNKNOWN, "outlet=X"), "unknown_article", f"No article '{UNKNOWN}'"),
        (("ask", QUESTION, "--article", UNKNOWN), "unknown_article", f"No article '{UNKNOWN}'"),
        (("ask", QUESTION, "--from", "2025-02-30"), "bad_date", "'2025-02-30'"),
        (("search", QUESTION, "--until", "soon"), "bad_date", "'soon'"),
        (("ask", QUESTION, "--from", "2025", "--until", "2024"), "bad_date", "holds no day"),
        (("ask", QUESTION, "--today", "2025-99-01"), "bad_date", "'2025-99-01'"),
        (("ask", ""), "bad_question", "The question is empty"),
        (("search", " "), "bad_question", "The question is empty"),
        (("ask", "x" * 10_000), "bad_question", "has 10,000 characters"),
        (("ask", QUESTION, "--threshold", "7"), "bad_question", "is not a probability"),
        (("ask", QUESTION, "--engine", "llm"), "no_engine", "No language model is configured"),
        (("add", "http://127.0.0.1/a"), "bad_input", "is no address of the public internet"),
        (("add", "ftp://news.example/a"), "bad_input", "it is neither http nor https"),
        (("add", "/no/such/file.md"), "bad_input", "/no/such/file.md does not exist"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_wrong_input_is_one_json_error_on_standard_output(
    reading: Shell, words: tuple[str, ...], code: str, message: str
) -> None:
    ran = reading.json(*words)
    assert ran.code == 1
    assert ran.fields.keys() == {"error"}
    error = ran.fields["error"]
    assert error.keys() == {"code", "message", "remedy"}
    assert (error["code"], error["remedy"] != "") == (code, True)
    assert message in error["message"]


def test_without_json_an_error_goes_to_standard_error(reading: Shell) -> None:
    ran = reading.run("show", UNKNOWN)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"clippings: No article '{UNKNOWN}' in this library.")


@pytest.mark.parametrize(
    "words",
    [["unheard-of"], ["ask"], ["search", "x", "-k", "0"], ["ask", "x", "--engine", "magic"], []],
    ids=["verb", "no question", "no count", "no engine", "nothing"],
)
def test_wrong_usage_exits_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert "usage: clippings" in capsys.readouterr().err


def test_an_empty_library_is_an_error_for_questions_only(shell: Shell) -> None:
    asked, searched, listed = (
        shell.json("ask", "Who met?"), shell.json("search", "Who?"), shell.json("list"),
    )  # fmt: skip
    assert (asked.code, searched.code, listed.code) == (1, 1, 0)
    assert asked.fields["error"]["code"] == searched.fields["error"]["code"] == "empty_library"
    assert "clippings add FOLDER" in asked.fields["error"]["remedy"]


@pytest.mark.parametrize("pair", ["text=Lies", "headline=", "published_at=2025-02-30", "nonsense"])
def test_set_refuses_what_it_cannot_be(reading: Shell, pair: str) -> None:
    article = id_of(reading, "Bridge opens in Torun")
    assert reading.json("set", article, pair).code == 1


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("colour = 1\n", "'colour' is not a setting"),
        ("port = 'many'\n", "'many' is not a whole number"),
        ("port =\n", "is not TOML"),
        ("threshold = 50\n", "50 is not a number from 0 to 1"),
        ("threshold = nan\n", "nan is not a number from 0 to 1"),
        ("llm_seconds = inf\n", "inf is not a number of seconds"),
        ("passage_tokens = 10\n", "don't fit together"),
    ],
    ids=["unknown key", "wrong type", "no TOML", "percent", "nan", "no end", "contradiction"],
)
def test_a_bad_settings_file_is_named(shell: Shell, written: str, message: str) -> None:
    shell.home.mkdir()
    (shell.home / FILE_NAME).write_text(written, encoding="utf-8")
    ran = shell.json("list")
    assert (ran.code, ran.fields["error"]["code"]) == (1, "bad_setting")
    assert message in ran.fields["error"]["message"]


def test_a_folder_in_the_place_of_the_settings_file_is_named(shell: Shell) -> None:
    (shell.home / FILE_NAME).mkdir(parents=True)
    ran = shell.json("list")
    assert (ran.code, ran.fields["error"]["code"]) == (1, "bad_setting")
    assert "cannot be read: Is a directory" in ran.fields["error"]["message"]


def test_a_home_that_is_a_file_is_named(shell: Shell) -> None:
    shell.home.write_text("A file.", encoding="utf-8")
    ran = shell.run("ask", QUESTION)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"clippings: {shell.home} cannot be used: ")


def test_a_ranker_that_is_not_here_is_named_with_the_remedy(
    reading: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPPINGS_RANKER", "no-one/no-such-model")
    ran = reading.json("ask", QUESTION)
    assert (ran.code, ran.fields["error"]["code"]) == (1, "model")
    assert "'no-one/no-such-model' is not on this computer" in ran.fields["error"]["message"]
    assert ran.fields["error"]["remedy"].startswith("Download it first and give its folder")


def test_a_home_made_otherwise_is_refused_until_rebuilt(shell: Shell, tmp_path: Path) -> None:
    shell.json("add", write_articles(tmp_path / "news", paris=PARIS, torun=TORUN))
    (shell.home / FILE_NAME).write_text("passage_tokens = 90\n", encoding="utf-8")
    refused = shell.json("ask", QUESTION)
    assert refused.code == 1
    assert "passage_tokens 160, not 90" in refused.fields["error"]["message"]
    assert f"clippings rebuild --home {shell.home}" in refused.fields["error"]["remedy"]
    rebuilt = shell.json("rebuild")
    assert (rebuilt.code, rebuilt.fields["articles"], rebuilt.fields["passages"]) == (0, 2, 2)
    assert shell.json("ask", QUESTION).fields["kind"] == "answer"


def test_a_cold_process_reports_errors_the_same_way(shared_home: Path) -> None:
    ran = cold("show", "--json", UNKNOWN, environment={"CLIPPINGS_HOME": str(shared_home)})
    assert (ran.code, ran.err) == (1, "")
    assert ran.fields["error"]["code"] == "unknown_article"
