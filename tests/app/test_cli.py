from __future__ import annotations

import io
from pathlib import Path

import pytest

from app.cli import main
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


def test_add_counts_and_names_what_went_in(shell: Shell, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "news", paris=PARIS, torun=TORUN)
    ran = shell.json("add", folder)
    assert ran.code == 0
    fields = ran.fields
    assert {name: fields[name] for name in ("added", "updated", "unchanged", "duplicates")} == {
        "added": 2, "updated": 0, "unchanged": 0, "duplicates": 0,
    }  # fmt: skip
    assert fields["failed"] == []
    assert fields["passages"] == 2
    assert isinstance(fields["seconds"], float)
    assert {a["state"] for a in fields["articles"]} == {"added"}
    assert {Path(a["path"]).name for a in fields["articles"]} == {"paris.md", "torun.md"}


def test_a_second_add_changes_nothing_and_a_changed_file_is_a_version(
    shell: Shell, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "news", paris=PARIS, torun=TORUN)
    shell.json("add", folder)
    again = shell.json("add", folder).fields
    assert (again["unchanged"], again["added"], again["passages"]) == (2, 0, 0)
    write_articles(folder, torun=TORUN.replace("€77", "€79"))
    changed = shell.json("add", folder).fields
    assert (changed["updated"], changed["unchanged"]) == (1, 1)
    cost = shell.json("ask", QUESTION).fields["citations"][0]["quote"]
    assert cost == "It cost €79 million."


def test_add_takes_what_the_files_do_not_say_from_the_flags(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("The mayor spoke to the town. Nobody listened to him.", encoding="utf-8")
    flags = ("--outlet", "AFP", "--published-at", "2025-03-11", "--author", "A. Scribe")
    added = shell.json("add", *flags, path).fields["articles"][0]
    article = shell.json("show", added["article_id"]).fields
    assert [article[n] for n in ("outlet", "published_at", "author")] == [
        "AFP", "2025-03-11", "A. Scribe",
    ]  # fmt: skip


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


def test_list_and_show_tell_what_is_stored(reading: Shell) -> None:
    listed = reading.json("list").fields["articles"]
    assert [a["headline"] for a in listed] == [  # newest first
        "Chiefs meet in Paris", "Bridge opens in Torun", "Chess title decided in Oslo",
    ]  # fmt: skip
    assert {"article_id", "headline", "outlet", "published_at", "passages"} <= listed[0].keys()
    shown = reading.json("show", listed[1]["article_id"]).fields
    assert shown["text"].endswith("It cost €77 million.")
    assert (shown["outlet"], shown["published_at"]) == ("Torun Gazette", "2024-05-02")
    assert len(shown["sha256"]) == 64


def test_search_gives_ranked_passages_at_their_offsets(reading: Shell) -> None:
    fields = reading.json("search", QUESTION, "-k", "2").fields
    assert [hit["rank"] for hit in fields["hits"]] == [1, 2]
    best = fields["hits"][0]
    assert best["headline"] == "Bridge opens in Torun"
    text = reading.json("show", best["article_id"]).fields["text"]
    assert text[best["start"] : best["end"]] == best["text"]
    assert fields["query"]["text"] == QUESTION
    assert {"outlet", "published_at", "url", "score"} <= best.keys()


def test_an_answer_has_the_fields_of_the_contract(reading: Shell) -> None:
    ran = reading.json("ask", QUESTION)
    assert ran.code == 0
    fields = ran.fields
    assert fields["kind"] == "answer"
    assert fields.keys() >= {
        "question", "query", "text", "short_answer", "sentences", "citations", "disagreements",
        "as_of", "engine", "confidence", "conversation", "withdrawn", "notes", "seconds",
    }  # fmt: skip
    cited = fields["citations"][0]
    assert cited.keys() >= {
        "mark", "article_id", "start", "end", "quote", "outlet", "headline", "author",
        "published_at", "url", "based_on", "relevance", "also_in",
    }  # fmt: skip
    assert fields["sentences"][0].keys() >= {"lead_in", "text", "citations", "support"}
    text = reading.json("show", cited["article_id"]).fields["text"]
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert fields["sentences"][0]["citations"][0] == 1
    assert fields["engine"] == "extractive"


def test_an_abstention_and_a_notice_are_no_errors(reading: Shell) -> None:
    refused = reading.json("ask", "Who is Quentin Vorpal?")
    assert (refused.code, refused.fields["kind"]) == (0, "abstention")
    assert refused.fields.keys() >= {"reason", "message", "nearest", "query", "conversation"}
    told = reading.json("ask", "Which articles do you have?")
    assert (told.code, told.fields["kind"], told.fields["topic"]) == (0, "notice", "library")
    assert len(told.fields["articles"]) == 3
    assert told.fields["suggestions"] == []


def test_filters_of_a_question_stand_in_its_query(reading: Shell) -> None:
    flags = ("--outlet", "torun gazette", "--from", "2024", "--until", "2024-05")
    fields = reading.json("ask", QUESTION, *flags).fields
    assert fields["kind"] == "answer"
    query = fields["query"]
    assert (query["published_from"], query["published_until"]) == ("2024-01-01", "2024-05-31")
    assert query["outlets"] == ["torun gazette"]
    assert reading.json("ask", QUESTION, "--outlet", "RFI").fields["kind"] == "abstention"


def test_a_conversation_goes_on_over_commands(reading: Shell) -> None:
    first = reading.json("ask", "Who opened a bridge in Torun?").fields
    second = reading.json("ask", "How much did it cost?", "--conversation", first["conversation"])
    assert second.fields["citations"][0]["quote"] == "It cost €77 million."
    assert second.fields["conversation"] == first["conversation"]


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
        (("add", "https://news.example/a"), "not_yet", "https://news.example/a is a web address"),
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


def test_ask_dash_answers_line_by_line_in_order(
    reading: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [
        QUESTION,
        '{"question": "Who won the chess title in Oslo?", "id": "chess"}',
        '{"question": "What happened?", "id": 7, "from": "2025-02-30"}',
        "{not json",
        "",
        '{"id": 8}',
        '{"question": "hello", "id": 9, "colour": "red"}',
        '{"question": "hello", "id": 10}',
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(asked) + "\n"))
    ran = reading.json("ask", "-")
    assert ran.code == 3
    assert [(line["kind"], line.get("id")) for line in ran.lines] == [
        ("answer", None),
        ("answer", "chess"),
        ("error", 7),
        ("error", None),
        ("error", 8),
        ("error", 9),
        ("notice", 10),
    ]
    messages = [line["message"] for line in ran.lines if line["kind"] == "error"]
    wanted = ["'2025-02-30'", "is not JSON", "has no 'question'", "'colour' is not a field"]
    assert all(words in told for words, told in zip(wanted, messages, strict=True))


def test_ask_dash_with_good_lines_only_exits_0(
    reading: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{QUESTION}\nhello\n"))
    ran = reading.run("ask", "-")
    assert ran.code == 0
    assert [line["kind"] for line in ran.lines] == ["answer", "notice"]
    assert "id" not in ran.lines[0]


def test_set_corrects_metadata_and_search_finds_the_new_headline(
    shell: Shell, tmp_path: Path
) -> None:
    shell.json("add", write_articles(tmp_path / "news", paris=PARIS, torun=TORUN))
    article = id_of(shell, "Bridge opens in Torun")
    ran = shell.json("set", article, "headline=Viaduct inaugurated", "outlet=", "author=B. Quill")
    assert ran.code == 0
    stored = shell.json("show", article).fields
    assert (stored["headline"], stored["outlet"], stored["author"]) == (
        "Viaduct inaugurated", None, "B. Quill",
    )  # fmt: skip
    assert stored["origins"]["author"] == "user"
    assert shell.json("search", "viaduct").fields["hits"][0]["article_id"] == article


@pytest.mark.parametrize("pair", ["text=Lies", "headline=", "published_at=2025-02-30", "nonsense"])
def test_set_refuses_what_it_cannot_be(reading: Shell, pair: str) -> None:
    article = id_of(reading, "Bridge opens in Torun")
    assert reading.json("set", article, pair).code == 1


def test_remove_leaves_nothing_behind_and_takes_all_or_none(shell: Shell, tmp_path: Path) -> None:
    shell.json("add", write_articles(tmp_path / "news", paris=PARIS, torun=TORUN))
    article = id_of(shell, "Bridge opens in Torun")
    assert shell.json("remove", article, UNKNOWN).code == 1
    assert len(shell.json("list").fields["articles"]) == 2
    removed = shell.json("remove", article).fields
    assert (removed["removed"], removed["articles"][0]["article_id"]) == (1, article)
    counts = shell.json("info").fields
    assert [counts[n] for n in ("articles", "passages", "vectors", "fts_rows")] == [1, 1, 1, 1]
    assert shell.json("show", article).code == 1


def test_info_tells_each_setting_with_where_it_came_from(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.home.mkdir()
    (shell.home / FILE_NAME).write_text("port = 7999\nthreshold = 0.4\n", encoding="utf-8")
    monkeypatch.setenv("CLIPPINGS_THRESHOLD", "0.3")
    shell.json("add", write_articles(tmp_path / "news", paris=PARIS))
    fields = shell.json("info").fields
    settings = fields["settings"]
    assert settings["port"] == {"value": 7999, "from": str(shell.home / FILE_NAME)}
    assert settings["threshold"] == {"value": 0.3, "from": "CLIPPINGS_THRESHOLD"}
    assert settings["host"] == {"value": "127.0.0.1", "from": "default"}
    assert [fields[n] for n in ("articles", "passages", "vectors", "fts_rows")] == [1, 1, 1, 1]
    assert fields["model"] == settings["model"]["value"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("colour = 1\n", "'colour' is not a setting"),
        ("port = 'many'\n", "'many' is not a whole number"),
        ("port =\n", "is not TOML"),
        ("passage_tokens = 10\n", "don't fit together"),
    ],
    ids=["unknown key", "wrong type", "no TOML", "contradiction"],
)
def test_a_bad_settings_file_is_named(shell: Shell, written: str, message: str) -> None:
    shell.home.mkdir()
    (shell.home / FILE_NAME).write_text(written, encoding="utf-8")
    ran = shell.json("list")
    assert (ran.code, ran.fields["error"]["code"]) == (1, "bad_setting")
    assert message in ran.fields["error"]["message"]


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


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (("list",), "Torun Gazette, 2024-05-02: Bridge opens in Torun"),
        (("ask", QUESTION), "It cost €77 million."),
        (("ask", "Who is Quentin Vorpal?"), "Nearest articles"),
        (("ask", "hello"), "Hello."),
        (("search", QUESTION), " 1. Torun Gazette"),
        (("info",), "passages       3"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_people_read_plain_text(reading: Shell, words: tuple[str, ...], printed: str) -> None:
    ran = reading.run(*words)
    assert ran.code == 0
    assert printed in ran.out


def test_a_cold_process_prints_one_document_and_nothing_else(shared_home: Path) -> None:
    ran = cold("ask", "--json", "--home", shared_home, QUESTION)
    assert ran.code == 0
    assert ran.fields["citations"][0]["quote"] == "It cost €77 million."


def test_a_cold_process_reports_errors_the_same_way(shared_home: Path) -> None:
    ran = cold("show", "--json", UNKNOWN, environment={"CLIPPINGS_HOME": str(shared_home)})
    assert (ran.code, ran.err) == (1, "")
    assert ran.fields["error"]["code"] == "unknown_article"
