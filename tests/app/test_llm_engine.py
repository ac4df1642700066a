"""The engine llm as people meet it: configured, told of beforehand, asked, and left to fail."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("openai", reason="needs clippings[llm]")

from app.beforehand import Beforehand, tell_before_serving
from app.command.cli_errors import MissingExtra
from app.command.reading_tables import BadSetting
from app.command.requests import NoEngine
from app.command.session_on_home import SessionOnHome
from app.page.actions import Actions
from app.page.session import Pending, Session
from app.reply import Answer
from app.settings import resolve
from app.writing import configured
from app.writing.configured import writer_in
from tests.app.cli_runs import PARIS, Shell, tiny_home
from tests.app.model_server import ModelServer, failing, model_server, saying
from tests.app.writing_runs import COST, GOOD, TORUN

KEY = "sk-very-secret-1234"
FAR = "https://models.example/v1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_home(tmp_path, torun=TORUN, paris=PARIS)


@pytest.fixture
def shell(folder: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(folder, capsys)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A server that behaves, named by the environment."""
    with model_server(saying(f"{GOOD} [1]")) as running:
        configure(monkeypatch, url=running.url)
        yield running


def configure(monkeypatch: pytest.MonkeyPatch, *, url: str) -> None:
    monkeypatch.setenv("CLIPPINGS_LLM_URL", url)
    monkeypatch.setenv("CLIPPINGS_LLM_MODEL", "some-model")
    monkeypatch.setenv("CLIPPINGS_LLM_KEY", KEY)


def test_a_model_writes_the_answer_and_its_quotes_are_printed(
    shell: Shell, server: ModelServer
) -> None:
    ran = shell.run("ask", COST, "--engine", "llm")
    assert ran.code == 0
    assert f"Written from Torun Gazette, 2 May 2024:\n  {GOOD} [1]" in ran.out
    assert "“The new bridge in Torun cost €77 million, the council said on Thursday.”" in ran.out
    assert ran.err == ""  # the model is on this computer
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


def test_unless_it_is_asked_for_or_usual_no_model_is_asked(
    shell: Shell, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.json("ask", COST).fields["engine"] == "extractive"
    assert server.bodies == []
    monkeypatch.setenv("CLIPPINGS_ENGINE", "llm")
    assert shell.json("ask", COST).fields["engine"] == "llm"
    assert shell.json("ask", COST, "--engine", "extractive").fields["engine"] == "extractive"
    assert len(server.bodies) == 1


def test_a_line_of_its_own_can_ask_for_it(
    shell: Shell, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = f"{COST}\n{json.dumps({'question': COST, 'engine': 'llm'})}\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    ran = shell.json("ask", "-")
    assert [line["engine"] for line in ran.lines] == ["extractive", "llm"]
    assert len(server.bodies) == 1


def test_the_key_is_nowhere_but_in_the_request(shell: Shell, server: ModelServer) -> None:
    runs = [shell.json("ask", COST, "--engine", "llm"), shell.json("info"), shell.run("info")]
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert all(KEY not in ran.out + ran.err for ran in runs)
    assert runs[1].fields["settings"]["llm_key"]["value"] == "set"
    files = [path for path in shell.home.rglob("*") if path.is_file()]
    assert files
    assert all(KEY.encode() not in path.read_bytes() for path in files)


@pytest.mark.parametrize("status", [401, 429, 500])
def test_where_the_server_refuses_the_quoted_answer_stands(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    with model_server(failing(status)) as running:
        configure(monkeypatch, url=running.url)
        ran = shell.json("ask", COST, "--engine", "llm")
    assert (ran.code, ran.fields["engine"], ran.fields["withdrawn"]) == (0, "extractive", 0)
    assert f"HTTP status {status}" in ran.fields["notes"][-1]
    assert KEY not in ran.out + ran.err


def test_without_a_model_the_engine_is_refused(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = shell.json("ask", COST, "--engine", "llm")
    assert (ran.code, ran.fields["error"]["code"]) == (1, "no_engine")
    monkeypatch.setenv("CLIPPINGS_ENGINE", "llm")
    with pytest.raises(NoEngine, match="No language model is configured"):
        writer_in(resolve(shell.home, {}))


@pytest.mark.parametrize(
    ("found", "extra"),
    [(("xllamacpp",), "llm"), ((), "gguf"), (("llama_index.llms.openai_like",), "gguf")],
)
def test_packages_that_are_not_installed_are_named_with_their_extra(
    folder: Path, monkeypatch: pytest.MonkeyPatch, found: tuple[str, ...], extra: str
) -> None:
    if extra == "llm":
        configure(monkeypatch, url=FAR)
    else:
        (folder / "model.gguf").write_bytes(b"GGUF")
        monkeypatch.setenv("CLIPPINGS_LLM_GGUF", str(folder / "model.gguf"))
    monkeypatch.setattr(configured, "find_spec", lambda name: name if name in found else None)
    with pytest.raises(MissingExtra, match=rf"clippings\[{extra}\]"):
        writer_in(resolve(folder, {}))


def test_who_receives_what_is_said_once_before_the_first_question(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(monkeypatch, url=FAR)
    with SessionOnHome(resolve(folder, {})) as session:
        beforehand = Beforehand(session)
        beforehand.tell("extractive")
        assert capsys.readouterr().err == ""
        beforehand.tell("llm")
        told = capsys.readouterr()
        assert "models.example" in told.err
        assert "up to eight sentences quoted from your articles" in told.err
        assert told.out == ""
        beforehand.tell("llm")
        assert capsys.readouterr().err == ""


def test_a_server_says_it_before_it_serves_and_the_page_before_the_first_question(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(monkeypatch, url=FAR)
    assert "models.example" not in start_of_page(folder)
    tell_before_serving(resolve(folder, {}))
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("CLIPPINGS_ENGINE", "llm")
    assert "models.example, which is not this computer" in start_of_page(folder)
    tell_before_serving(resolve(folder, {}))
    assert "models.example" in capsys.readouterr().err


def start_of_page(folder: Path) -> str:
    """The conversation before the first question."""
    with SessionOnHome(resolve(folder, {})) as session:
        actions = Actions(home=session.home, assistant=session.desk.assistant)
        return actions.conversation(Session())


def test_the_page_shows_the_quoted_answer_while_the_model_writes(
    folder: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPPINGS_ENGINE", "llm")
    with SessionOnHome(resolve(folder, {})) as session:
        actions = Actions(home=session.home, assistant=session.desk.assistant)
        steps = list(actions.ask(COST, Session()))
    waiting = [(now, html) for now, html in steps if now.pending and now.pending.shown]
    assert 'class="quoted">The new bridge in Torun cost' in waiting[0][1]
    assert 'aria-busy="true"' in waiting[0][1]
    assert waiting[0][0].cited("0-1") is not None  # its citations can be opened meanwhile
    last, html = steps[-1]
    assert f'<span class="written">{GOOD}</span>' in html
    assert 'aria-busy="false"' in html
    assert isinstance(last.turns[-1], Answer)
    assert isinstance(waiting[0][0].turns[-1], Pending)
    assert len(server.bodies) == 1


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"URL": "ftp://x/v1", "MODEL": "m"}, "'ftp://x/v1' is not the address of a server"),
        ({"URL": "models", "MODEL": "m"}, "'models' is not the address of a server"),
        ({"URL": "http://[::1", "MODEL": "m"}, "is not the address of a server"),
        ({"URL": "http://x:99999/", "MODEL": "m"}, "is not the address of a server"),
        ({"URL": f"https://me:{KEY}@x/v1", "MODEL": "m"}, "more than a host and a path"),
        ({"URL": f"https://x/v1?key={KEY}", "MODEL": "m"}, "more than a host and a path"),
        ({"URL": FAR}, "nothing says which of its models"),
        ({"URL": FAR, "MODEL": "m", "GGUF": "x.gguf"}, "Both llm_url and llm_gguf"),
        ({"URL": FAR, "MODEL": "m", "SECONDS": "0"}, "'0' is not a number of seconds"),
        ({"URL": FAR, "MODEL": "m", "SECONDS": "soon"}, "'soon' is not a number"),
        ({"URL": FAR, "MODEL": "m", "SECONDS": "inf"}, "'inf' is not a number of seconds"),
        ({"GGUF": "/no/such.gguf"}, "'/no/such.gguf' cannot be read"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_setting_that_cannot_be_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], message: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"CLIPPINGS_LLM_{name}", value)
    with pytest.raises(BadSetting) as raised:
        writer_in(resolve(tmp_path, {}))
    assert message in str(raised.value)
    assert KEY not in str(raised.value)


def test_a_key_in_the_file_that_backups_hold_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clippings.toml").write_text(f'llm_key = "{KEY}"\n', encoding="utf-8")
    with pytest.raises(BadSetting, match="holds llm_key, and backups hold that file") as raised:
        resolve(tmp_path, {})
    assert KEY not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:11434/v1", False),
        ("http://localhost:11434/v1", False),
        ("http://[::1]:8080/v1", False),
        ("http://192.168.1.7:8080/v1", True),
        ("https://models.example/v1", True),
        ("http://localhost.example/v1", True),
        ("http://127.0.0.1.example/v1", True),
    ],
)
def test_only_this_computer_s_own_address_goes_without_saying(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, told: bool
) -> None:
    configure(monkeypatch, url=url)
    writer = writer_in(resolve(tmp_path, {}))
    assert writer is not None
    assert bool(writer.notice) is told
    assert ("unencrypted" in writer.notice) is (told and url.startswith("http:"))


@pytest.mark.parametrize("content", [b"", b"GGU", b"just some text", b"PK\x03\x04" * 100])
def test_a_file_that_is_no_gguf_is_named(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    file = shell.home / "model.gguf"
    file.write_bytes(content)
    monkeypatch.setenv("CLIPPINGS_LLM_GGUF", str(file))
    ran = shell.json("ask", COST, "--engine", "llm")
    assert (ran.code, ran.fields["error"]["code"]) == (1, "bad_setting")
    assert "is not a GGUF file" in ran.fields["error"]["message"]


def test_a_gguf_that_is_cut_short_leaves_the_quoted_answer(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("xllamacpp", reason="needs clippings[gguf]")
    file = shell.home / "model.gguf"
    file.write_bytes(b"GGUF\x03\x00\x00\x00" + bytes(100))
    monkeypatch.setenv("CLIPPINGS_LLM_GGUF", str(file))
    ran = shell.json("ask", COST, "--engine", "llm")
    assert (ran.code, ran.fields["engine"]) == (0, "extractive")
    assert "model.gguf cannot be loaded as a language model" in ran.fields["notes"][-1]
