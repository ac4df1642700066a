from __future__ import annotations

import ipaddress
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.app.cli_runs import PARIS, ROOT, TORUN, cold, serving, write_articles

# Python runs this in every process, before anything of ours: it writes down whoever is reached for.
WITNESS = """
import json, os, sys
def _witness(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "import" and arguments[0] in ("chromadb", "gradio"):
        host = [arguments[0], os.environ.get("ANONYMIZED_TELEMETRY"),
                os.environ.get("GRADIO_ANALYTICS_ENABLED"), os.environ.get("HF_HUB_OFFLINE")]
    else:
        return
    with open(os.environ["WITNESS_FILE"], "a") as log:
        print(json.dumps([event, host if not isinstance(host, bytes) else host.decode()]), file=log)
sys.addaudithook(_witness)
"""
QUESTION = "How much did the new bridge in Torun cost?"


@pytest.fixture
def witness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which every process of a test writes down whom it reaches for."""
    folder = tmp_path / "witness"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WITNESS, encoding="utf-8")
    log = tmp_path / "reached.jsonl"
    log.touch()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("WITNESS_FILE", str(log))
    for name in ("ANONYMIZED_TELEMETRY", "GRADIO_ANALYTICS_ENABLED", "HF_HUB_OFFLINE"):
        monkeypatch.setenv(name, "what the user's shell said")
    return log


def events(log: Path) -> list[tuple[str, object]]:
    return [tuple(json.loads(line)) for line in log.read_text(encoding="utf-8").splitlines()]


def beyond_this_machine(log: Path) -> list[object]:
    """The hosts in the log that are not loopback."""
    hosts = [host for event, host in events(log) if event.startswith("socket.")]
    return [host for host in hosts if not is_loopback(host)]


def is_loopback(host: object) -> bool:
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def test_the_witness_sees_what_it_has_to(witness: Path) -> None:
    reach = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    subprocess.run([sys.executable, "-W", "ignore", "-c", reach], check=False, capture_output=True)
    assert beyond_this_machine(witness) == ["192.0.2.1"]


def test_no_verb_reaches_beyond_this_machine(witness: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    folder = write_articles(tmp_path / "news", paris=PARIS, torun=TORUN)
    assert cold("add", "--home", home, folder).code == 0
    assert cold("ask", "--home", home, QUESTION).code == 0
    with serving(home) as running:
        assert httpx.get(running.url).status_code == httpx.codes.OK
        assert cold("ask", "--home", home, QUESTION).code == 0
        running.stop(signal.SIGINT)
    fact = {
        "id": "t-1", "question": QUESTION, "answers": ["77 million"], "points": [],
        "evidence": [[{"article": "torun.md", "quote": "It cost €77 million"}]],
        "kind": "money", "tags": [],
    }  # fmt: skip
    (tmp_path / "facts.jsonl").write_text(json.dumps(fact) + "\n", encoding="utf-8")
    measured = cold("eval", "--json", "--facts", tmp_path / "facts.jsonl", "--articles", folder)
    assert (measured.code, len(measured.fields["facts"])) == (0, 1), measured.err
    assert beyond_this_machine(witness) == []
    imported = [told for event, told in events(witness) if event == "import"]
    expected = [["chromadb", "False", "False", "1"], ["gradio", "False", "False", "1"]]
    assert all(told in expected for told in imported)
    assert all(told in imported for told in expected)


@pytest.mark.parametrize(
    "module", ["app.command.cli", "app.web.server", "index.vectors", "index.embedding"]
)
def test_the_switches_are_off_whatever_is_imported_first(module: str) -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import {module}, os; print(os.environ['ANONYMIZED_TELEMETRY'])",
        ],
        cwd=ROOT,
        env={**os.environ, "ANONYMIZED_TELEMETRY": "True"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"
