"""`POST /api/add` over a real server."""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from app.command.owner import ADDRESS_NAME, TOKEN_HEADER
from app.web.guarding import UPLOAD_BYTES
from tests.app.cli_runs import OSLO, PARIS, TORUN, Serving, Shell, serving, tiny_home

GULLS = """---
headline: Gulls return to Port Vell
---
About 4,000 gulls returned to Port Vell on Saturday. Warden Elsa Tomlin counted them.
"""
Sent = tuple[str, tuple[str, bytes]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A running server over one article, with others added by these tests."""
    home = tiny_home(tmp_path_factory.mktemp("add"), paris=PARIS)
    with serving(home) as running:
        yield running


@pytest.fixture
def api(served: Serving) -> Iterator[httpx.Client]:
    """A program that knows the token."""
    told = json.loads((served.home / ADDRESS_NAME).read_text(encoding="utf-8"))
    headers = {TOKEN_HEADER: told["api_token"]}
    with httpx.Client(base_url=served.url, headers=headers, timeout=120) as client:
        yield client


def file(name: str, text: str | bytes) -> Sent:
    return "files", (name, text if isinstance(text, bytes) else text.encode())


def error_of(answer: httpx.Response) -> Mapping[str, Any]:
    assert answer.json().keys() == {"error"}
    error: Mapping[str, Any] = answer.json()["error"]
    assert error.keys() == {"code", "message", "remedy"}
    return error


def count(api: httpx.Client) -> int:
    return int(api.get("/api/health").json()["articles"])


def test_an_uploaded_article_answers_questions(api: httpx.Client) -> None:
    known = {"outlet": "Vell Post", "published_at": "2024-03-02"}
    told = api.post("/api/add", files=[file("gulls.md", GULLS)], data=known).json()
    assert (told["added"], told["failed"]) == (1, [])
    assert told["articles"][0]["path"] == "gulls.md"
    asked = {"question": "How many gulls returned to Port Vell?"}
    reply = api.post("/api/ask", json=asked).json()
    assert reply["short_answer"] == "4,000"
    assert (reply["citations"][0]["outlet"], reply["citations"][0]["published_at"]) == (
        "Vell Post", "2024-03-02",
    )  # fmt: skip


def test_a_changed_file_of_the_same_name_is_a_new_version(api: httpx.Client) -> None:
    first = api.post("/api/add", files=[file("torun.md", TORUN)]).json()
    same = api.post("/api/add", files=[file("torun.md", TORUN)]).json()
    assert (first["added"], same["added"], same["unchanged"]) == (1, 0, 1)
    changed = TORUN.replace("77 million", "78 million")
    second = api.post("/api/add", files=[file("torun.md", changed)]).json()
    assert second["updated"] == 1
    old = api.get(f"/api/article/{first['articles'][0]['article_id']}").json()
    assert old["superseded_by"] == second["articles"][0]["article_id"]


def test_one_bad_file_never_stops_the_others(api: httpx.Client, served: Serving) -> None:
    sent = [
        file("oslo.md", OSLO),
        file("evil.exe", b"MZ\x90\x00"),
        file("program.txt", bytes(range(256)) * 20),
        file("metadata.csv", "file,outlet\noslo.md,Lies"),
        file("empty.md", ""),
    ]
    told = api.post("/api/add", files=sent).json()
    assert told["added"] == 1
    failed = {each["path"]: each["reason"] for each in told["failed"]}
    assert failed.keys() == {"evil.exe", "program.txt", "metadata.csv", "empty.md"}
    assert "is of a type that is not read" in failed["evil.exe"]
    assert str(served.home) not in json.dumps(told)
    kept = os.listdir(served.home / "uploads")  # noqa: PTH208 - hidden files count here as well
    assert "oslo.md" in kept
    assert not failed.keys() & set(kept)
    assert not [name for name in kept if name.startswith(".")]


@pytest.mark.parametrize(
    "name", ["../../escaped.md", "/tmp/escaped.md", r"..\..\escaped.md", "a/../../escaped.md"]
)
def test_a_name_cannot_lead_out_of_the_folder(
    api: httpx.Client, served: Serving, name: str
) -> None:
    told = api.post("/api/add", files=[file(name, GULLS.replace("4,000", "4,001"))]).json()
    assert [each["path"] for each in told["articles"]] == ["escaped.md"]
    assert (served.home / "uploads" / "escaped.md").exists()
    assert not list(served.home.glob("*.md"))


def test_an_archive_cannot_lead_out_of_the_folder_either(
    api: httpx.Client, served: Serving
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../slipped.md", GULLS.replace("4,000", "4,002"))
    api.post("/api/add", files=[file("slip.zip", packed.getvalue())])
    assert not list(served.home.parent.rglob("slipped.md"))


def test_two_files_of_one_name_are_not_mixed_up(api: httpx.Client) -> None:
    twice = [file("one.md", GULLS.replace("4,000", "5,000")), file("x/one.md", "Other words here.")]
    told = api.post("/api/add", files=twice).json()
    assert told["added"] == 1
    assert told["failed"] == [
        {
            "path": "x/one.md",
            "reason": "'one.md' is sent twice. Rename one, or send it in a request of its own.",
        }
    ]


@pytest.mark.parametrize("token", [None, "", "0" * 64, b"\xff"], ids=repr)
def test_nothing_is_added_without_the_token(
    served: Serving, api: httpx.Client, token: str | bytes | None
) -> None:
    before = count(api)
    headers = {} if token is None else {TOKEN_HEADER: token}
    answer = httpx.post(
        f"{served.url}/api/add",
        files=[file("new.md", "Something new.")],
        headers=headers,  # type: ignore[arg-type]
    )
    assert (answer.status_code, error_of(answer)["code"]) == (403, "token_wanted")
    assert "`api_token` in owner.json" in error_of(answer)["remedy"]
    assert count(api) == before


def test_the_token_does_not_help_another_sites_page(api: httpx.Client) -> None:
    sent = [file("new.md", "Something new.")]
    answer = api.post("/api/add", files=sent, headers={"Origin": "http://127.0.0.1:1"})
    assert (answer.status_code, error_of(answer)["code"]) == (403, "foreign_origin")


@pytest.mark.parametrize(
    ("body", "refusal", "message"),
    [
        ({"urls": ["/etc/passwd"]}, (422, "bad_request"), "'/etc/passwd' is not a web address"),
        ({"urls": ["file:///etc/passwd"]}, (422, "bad_request"), "is not a web address"),
        ({"urls": ["../articles"]}, (422, "bad_request"), "is not a web address"),
        ({"paths": ["/etc"]}, (422, "bad_request"), "'paths' is not a field"),
        ({"urls": [5]}, (422, "bad_request"), "urls holds 5"),
        ({"urls": ["https://x.example"] * 51}, (422, "bad_request"), "51 addresses are too many"),
        ({"urls": ["http://127.0.0.1:9/"], "outlet": 5}, (422, "bad_request"), "outlet holds 5"),
        (
            {"urls": ["http://127.0.0.1:9/"]},
            (422, "bad_input"),
            "no address of the public internet",
        ),
        ({"urls": []}, (422, "bad_request"), "Nothing is sent to add"),
        ({}, (422, "bad_request"), "Nothing is sent to add"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_addresses_are_of_the_web_and_never_of_the_server(
    api: httpx.Client, body: object, refusal: tuple[int, str], message: str
) -> None:
    answer = api.post("/api/add", json=body)
    error = error_of(answer)
    assert (answer.status_code, error["code"]) == refusal
    assert message in error["message"]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ([file("evil.exe", b"MZ")], "'evil.exe' is of a type that is not read"),
        ([file("empty.md", "")], "is empty"),
        ([("file", ("gulls.md", b"Words."))], "'file' is not a field"),
        ([("urls", ("gulls.md", b"Words."))], "urls holds"),
    ],
    ids=["type", "empty", "other field", "file as address"],
)
def test_when_nothing_goes_in_it_is_an_error(
    api: httpx.Client, served: Serving, sent: list[Sent], message: str
) -> None:
    answer = api.post("/api/add", files=sent)
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert message in error_of(answer)["message"]
    assert str(served.home) not in answer.text


def test_files_as_text_are_no_files(api: httpx.Client) -> None:
    answer = api.post("/api/add", data={"files": "gulls.md"}, files=[file("a.md", "Words here.")])
    assert error_of(answer)["message"].startswith("'files' is not a field of this request")


@pytest.mark.parametrize(
    "body", [b"", b"--x\r\n", b"--y\r\nContent-Disposition: form-data\r\n\r\nx\r\n--y--\r\n"]
)
def test_a_broken_form_is_told_so(api: httpx.Client, body: bytes) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = api.post("/api/add", content=body, headers=kind)
    assert answer.status_code in {httpx.codes.BAD_REQUEST, httpx.codes.UNPROCESSABLE_ENTITY}
    assert error_of(answer)["code"] in {"not_understood", "bad_request"}


def test_too_many_files_are_told_so(api: httpx.Client) -> None:
    answer = api.post("/api/add", files=[file(f"{n}.md", "Words.") for n in range(101)])
    assert (answer.status_code, error_of(answer)["code"]) == (400, "not_understood")


def test_a_file_of_over_fifty_megabytes_is_named(api: httpx.Client) -> None:
    answer = api.post("/api/add", files=[file("big.txt", b"a" * (UPLOAD_BYTES + 1))])
    assert (answer.status_code, error_of(answer)["code"]) == (413, "too_large")
    assert error_of(answer)["message"] == "'big.txt' is over 50 MB."


def test_adders_at_once_are_all_served_or_told_to_come_back(api: httpx.Client) -> None:
    def add(number: int) -> httpx.Response:
        text = f"Clerk {number} of the town of Grauhafen reported {number + 30} storks on Sunday."
        return api.post("/api/add", files=[file(f"stork{number}.md", text)])

    before = count(api)
    with ThreadPoolExecutor(12) as crowd:
        answers = list(crowd.map(add, range(12)))
    kinds = [answer.status_code for answer in answers]
    assert set(kinds) <= {httpx.codes.OK, httpx.codes.SERVICE_UNAVAILABLE}
    went_in = kinds.count(httpx.codes.OK)
    assert went_in > 0
    assert count(api) == before + went_in


def test_a_sender_who_goes_away_stops_what_is_added_and_not_the_server(
    served: Serving, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads((served.home / ADDRESS_NAME).read_text(encoding="utf-8"))
    # Seconds of embedding each hundred: far from done when the sender goes.
    town = "The council of Town {0} met on day {0} about {0} ferries and {0} harbour bells."
    lines = (json.dumps({"headline": f"Town {n}", "text": town.format(n)}) for n in range(3_000))
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            f"{served.url}/api/add",
            files=[file("towns.jsonl", "\n".join(lines))],
            headers={TOKEN_HEADER: told["api_token"]},
            timeout=httpx.Timeout(60, read=3),
        )
    asked = {"question": "Who met in Paris?"}
    answer = httpx.post(f"{served.url}/api/ask", json=asked, timeout=60)
    assert answer.status_code == httpx.codes.OK
    assert _settled(Shell(served.home, capsys)) < 3_000


def _settled(shell: Shell) -> int:
    """How many passages there are, once they get no more."""
    now, before = int(shell.json("info").fields["passages"]), -1
    while now != before:
        time.sleep(3)
        now, before = int(shell.json("info").fields["passages"]), now
    return now
