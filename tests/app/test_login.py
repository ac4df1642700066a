from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from app.command.owner import find_owner
from app.command.reading_tables import BadSetting
from app.settings import FILE_NAME
from app.web.login import Login, check_reach, is_loopback, is_same_secret, read_login
from tests.app.cli_runs import PARIS, Serving, Shell, serving, tiny_home

NAME, PASSWORD = "desk", "five grey herons"
AUTH = {"CLIPPINGS_AUTH": f"{NAME}:{PASSWORD}"}
ANYWHERE = "0.0.0.0"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A running server that others could reach, with a login."""
    home = tiny_home(tmp_path_factory.mktemp("locked"), paris=PARIS)
    with serving(home, "--host", ANYWHERE, "--port", "0", environment=AUTH) as running:
        yield running


def url_of(locked: Serving) -> str:
    return locked.url.replace(ANYWHERE, "127.0.0.1")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "LOCALHOST"])
def test_only_this_computer_reaches_a_loopback_address(host: str) -> None:
    assert is_loopback(host)
    check_reach(host, None)


@pytest.mark.parametrize("host", [ANYWHERE, "::", "192.0.2.1", "news.lan", ""])
def test_a_server_for_others_needs_a_login(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    ran = Shell(tmp_path / "home", capsys).json("serve", "--host", host, "--port", "0")
    assert (ran.code, ran.fields["error"]["code"]) == (1, "login_needed")
    assert f"At the address {host!r} others can reach" in ran.fields["error"]["message"]
    assert "CLIPPINGS_AUTH=user:password" in ran.fields["error"]["remedy"]


@pytest.mark.parametrize("written", ["desk", "desk:", ":secret", ":"])
def test_half_a_login_is_refused_and_never_repeated(written: str) -> None:
    with pytest.raises(BadSetting, match=r"CLIPPINGS_AUTH is not a name and a password") as told:
        read_login(written)
    assert "secret" not in str(told.value)


def test_a_login_is_not_kept_in_a_file_that_backups_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / FILE_NAME).write_text("auth = 'desk:secret'\n", encoding="utf-8")
    ran = Shell(tmp_path, capsys).json("list")
    assert (ran.code, ran.fields["error"]["code"]) == (1, "bad_setting")
    assert "CLIPPINGS_AUTH" in ran.fields["error"]["remedy"]
    assert "secret" not in ran.out


def test_a_password_may_hold_colons() -> None:
    assert read_login("desk:a:b") == Login(name="desk", password="a:b")
    assert read_login("") is None


def test_a_login_does_not_show_its_password() -> None:
    assert PASSWORD not in repr(Login(name=NAME, password=PASSWORD))


def test_secrets_of_any_characters_can_be_compared() -> None:
    assert is_same_secret("ÿ", "ÿ")
    assert not is_same_secret("ÿ", "y")
    assert not is_same_secret("", "y")


@pytest.mark.parametrize("path", ["/", "/config", "/api/health", "/api/docs", "/gradio_api/info"])
def test_every_route_asks_for_the_login(locked: Serving, path: str) -> None:
    url = url_of(locked) + path
    assert httpx.get(url).status_code == httpx.codes.UNAUTHORIZED
    assert httpx.get(url, auth=(NAME, "wrong")).status_code == httpx.codes.UNAUTHORIZED
    assert httpx.get(url, auth=(NAME, PASSWORD)).status_code == httpx.codes.OK


def test_the_owners_own_commands_need_no_login(
    locked: Serving, capsys: pytest.CaptureFixture[str]
) -> None:
    assert find_owner(locked.home) is not None
    told = Shell(locked.home, capsys).json("info")
    assert told.fields["settings"]["auth"] == {"value": "set", "from": "CLIPPINGS_AUTH"}
    assert PASSWORD not in told.out


def test_a_person_logs_in_and_asks(locked: Serving, browser: Browser) -> None:
    complaints: list[str] = []
    visit = browser.new_context(http_credentials={"username": NAME, "password": PASSWORD})
    page = visit.new_page()
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.goto(url_of(locked))
    page.fill("#question textarea", "Who met in Paris?")
    page.press("#question textarea", "Enter")
    page.locator("a.citation").first.wait_for()
    assert complaints == []
    visit.close()
