"""Importing `index.offline` switches telemetry and downloads off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index import offline

_ROOT = Path(__file__).parents[2]
_PRINT = (
    "import os, index.offline as o; print(all(os.environ[k] == v for k, v in o._SWITCHES.items()))"
)


@pytest.mark.parametrize("name", ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "DO_NOT_TRACK"])
def test_a_switch_is_set_whatever_the_environment_said_before(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "0")
    offline.switch_off()
    assert os.environ[name] == "1"


def test_a_fresh_process_has_every_switch_set_by_the_import_alone() -> None:
    environment = {key: value for key, value in os.environ.items() if key not in offline._SWITCHES}
    told = subprocess.run(
        [sys.executable, "-c", _PRINT],
        cwd=_ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "True"


def test_telemetry_and_model_downloads_are_among_the_switches() -> None:
    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"
    assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
