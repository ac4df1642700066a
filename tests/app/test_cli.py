from __future__ import annotations

import io
from pathlib import Path

import pytest

from app.command.session_on_home import SessionOnHome
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
        "question", "query", "text", "short_answer", "short_answer_at", "sentences", "citations",
        "disagreements", "as_of", "engine", "confidence", "conversation", "withdrawn", "notes",
        "seconds",
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


def test_a_short_answer_is_the_slice_that_its_place_names(reading: Shell) -> None:
    fields = reading.json("ask", "How many players did Ingrid Halvorsen beat?").fields
    at = fields["short_answer_at"]
    text = reading.json("show", at["article_id"]).fields["text"]
    assert text[at["start"] : at["end"]] == fields["short_answer"] == "41"


def test_a_sum_is_the_short_answer_of_a_sentence_that_leans_on_another(reading: Shell) -> None:
    fields = reading.json("ask", "How much did the bridge in Torun cost?").fields
    assert fields["short_answer"] == "€77 million"


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


@pytest.mark.parametrize(
    ("flags", "read"),
    [
        ((), ["Torun Gazette", "2024-05-01"]),
        (("--no-outlets",), ["2024-05-01"]),
        (("--no-dates",), ["Torun Gazette"]),
        (("--no-outlets", "--no-dates"), []),
    ],
)
def test_outlets_and_dates_of_the_question_can_be_left_unread(
    reading: Shell, flags: tuple[str, ...], read: list[str]
) -> None:
    question = "What did the Torun Gazette say about the bridge in May 2024?"
    query = reading.json("ask", question, *flags).fields["query"]
    assert [*query["read_outlets"], *filter(None, [query["read_from"]])] == read


def test_ask_dash_with_good_lines_only_exits_0(
    reading: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{QUESTION}\nhello\n"))
    ran = reading.run("ask", "-")
    assert ran.code == 0
    assert [line["kind"] for line in ran.lines] == ["answer", "notice"]
    assert "id" not in ran.lines[0]


def test_a_line_in_another_encoding_is_bad_and_not_the_end(
    reading: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = b"\xef\xbb\xbfhello\n" + "{café\n".encode("latin-1") + b"hello\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines), encoding="utf-8"))
    ran = reading.run("ask", "-")
    assert ran.code == 3
    assert [line["kind"] for line in ran.lines] == ["notice", "error", "notice"]
    assert "is not JSON" in ran.lines[1]["message"]


def test_a_fault_of_ours_is_not_told_as_bad_json(
    reading: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("ours")

    monkeypatch.setattr("sys.stdin", io.StringIO("hello\n"))
    monkeypatch.setattr(SessionOnHome, "do", fail)
    ran = reading.run("ask", "-")
    assert "is not JSON" not in ran.out
    assert ran.code != 0


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
