from __future__ import annotations

import json
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.command.owner import (
    ADDRESS_NAME,
    TOKEN_HEADER,
    Owner,
    announced,
    find_owner,
    new_token,
    owning,
)
from app.command.session_on_home import SessionOnHome
from app.settings import resolve
from app.web.serving import serve_session
from corpus.errors import HomeBusy
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

FORBIDDEN, NOT_FOUND, REFUSED = 403, 404, 422


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A running server over two tiny articles."""
    home = tiny_home(tmp_path_factory.mktemp("owner"), paris=PARIS, torun=TORUN)
    with serving(home) as running:
        yield running


@pytest.fixture
def beside(served: Serving, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Commands on the home that is being served."""
    return Shell(served.home, capsys)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_serve_says_ready_once_questions_can_be_asked(served: Serving) -> None:
    assert served.said.startswith("ready http://127.0.0.1:")
    assert httpx.get(f"{served.url}/healthz").status_code == httpx.codes.OK


def test_the_page_reads_what_was_uploaded_and_no_other_file(served: Serving) -> None:
    path = served.home.parent / "elsewhere.md"
    path.write_text("The password of the desk is Zorblax.\n", encoding="utf-8")
    with httpx.Client(base_url=served.url, timeout=60) as page:
        events = page.get("/config").json()["dependencies"]
        upload = next(each for each in events if each["targets"][0][1] == "upload")
        named = {"path": str(path), "meta": {"_type": "gradio.FileData"}}
        asked = {"data": [[named], None], "fn_index": upload["id"], "session_hash": "x"}
        assert page.post("/gradio_api/queue/join", json=asked).is_success
        said = page.get("/gradio_api/queue/data", params={"session_hash": "x"}).text
    assert '"success":false' in said
    assert "Zorblax" not in said


def test_only_the_user_may_read_the_owners_address(served: Serving) -> None:
    mode = (served.home / ADDRESS_NAME).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_commands_beside_a_server_are_done_by_it(beside: Shell, tmp_path: Path) -> None:
    assert len(beside.json("list").fields["articles"]) == 2
    question = "Who won the chess title in Oslo?"
    assert beside.json("ask", question).fields["kind"] == "abstention"
    added = beside.json("add", write_articles(tmp_path / "more", oslo=OSLO))
    assert (added.code, added.fields["added"]) == (0, 1)
    answer = beside.json("ask", question).fields
    assert answer["citations"][0]["quote"].startswith("Ingrid Halvorsen won")
    assert beside.json("search", question).fields["hits"][0]["outlet"] == "Fjord Post"
    counts = beside.json("info").fields
    assert [counts[n] for n in ("articles", "passages", "vectors", "fts_rows")] == [3, 3, 3, 3]
    article = added.fields["articles"][0]["article_id"]
    assert beside.json("remove", article).fields["removed"] == 1


def test_an_error_of_the_owner_reads_like_ones_own(beside: Shell) -> None:
    ran = beside.json("ask", "")
    assert (ran.code, ran.fields["error"]["code"]) == (1, "bad_question")
    assert ran.fields["error"]["message"] == "The question is empty."


@pytest.mark.parametrize("verb", ["serve", "rebuild"])
def test_a_second_owner_is_refused(served: Serving, beside: Shell, verb: str) -> None:
    ran = beside.json(verb)
    assert (ran.code, ran.fields["error"]["code"]) == (1, "home_busy")
    assert f"{served.home} is being served at {served.url}" in ran.fields["error"]["message"]


def test_a_taken_port_is_named(
    served: Serving, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = served.url.rsplit(":", 1)[1]
    ran = Shell(tmp_path / "other", capsys).json("serve", "--port", port)
    assert (ran.code, ran.fields["error"]["code"]) == (1, "port_taken")
    assert f"Cannot listen on port {port} of 127.0.0.1" in ran.fields["error"]["message"]
    assert "--port" in ran.fields["error"]["remedy"]


@pytest.mark.parametrize(
    "headers",
    [{}, {TOKEN_HEADER: b"0" * 32}, {TOKEN_HEADER: b"\xff"}],
    ids=["none", "wrong", "not ASCII"],
)
def test_the_owner_does_nothing_without_its_token(
    served: Serving, headers: dict[str, bytes]
) -> None:
    answer = httpx.post(f"{served.url}/owner/info", json={}, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == FORBIDDEN


def test_the_owner_answers_bad_requests_in_json(served: Serving) -> None:
    owner = find_owner(served.home)
    assert owner is not None
    headers = {TOKEN_HEADER: owner.token}
    unknown = httpx.post(f"{served.url}/owner/explode", json={}, headers=headers)
    assert unknown.status_code == NOT_FOUND
    lacking = httpx.post(f"{served.url}/owner/ask", json={}, headers=headers)
    assert lacking.status_code == REFUSED
    assert lacking.json()["error"]["code"] == "bad_request"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_stopped_server_leaves_no_address_behind(tmp_path: Path, number: signal.Signals) -> None:
    home = tiny_home(tmp_path, paris=PARIS)
    with serving(home, "--port", str(free_port())) as running:
        assert (home / ADDRESS_NAME).exists()
        assert running.stop(number) == ""  # one line in all: the one that said ready
        assert running.process.returncode == 0
    assert not (home / ADDRESS_NAME).exists()
    with owning(home, wait_seconds=0.1):
        pass  # the lock is free again


def test_the_address_of_a_dead_server_is_ignored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tiny_home(tmp_path, paris=PARIS)
    stale = {"address": f"http://127.0.0.1:{free_port()}", "token": new_token()}
    (home / ADDRESS_NAME).write_text(json.dumps(stale), encoding="utf-8")
    assert find_owner(home) is None
    assert Shell(home, capsys).json("ask", "Who met in Paris?").code == 0


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"address": 1, "token": 2}'])
def test_an_unreadable_address_is_ignored(tmp_path: Path, written: str) -> None:
    (tmp_path / ADDRESS_NAME).write_text(written, encoding="utf-8")
    assert find_owner(tmp_path) is None


def test_an_announced_owner_is_forgotten_afterwards(tmp_path: Path) -> None:
    with announced(tmp_path, Owner(address="http://127.0.0.1:1", token=new_token())):
        assert (tmp_path / ADDRESS_NAME).exists()
    assert not (tmp_path / ADDRESS_NAME).exists()


def test_a_home_has_one_owner_at_a_time(tmp_path: Path) -> None:
    with (
        owning(tmp_path),
        pytest.raises(HomeBusy, match="Another Clippings is using"),
        owning(tmp_path, wait_seconds=0.1),
    ):
        pass


def test_serving_a_served_home_is_refused_before_anything_loads(served: Serving) -> None:
    with (
        SessionOnHome(resolve(served.home, {})) as session,
        pytest.raises(HomeBusy, match="is being served"),
    ):
        serve_session(session, open_browser=False)
