"""Packaged networks are the ones that were measured, or refused."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from index.errors import ModelError
from index.networks import NetworkFile


def test_a_missing_network_is_named_with_its_remedy(tmp_path: Path) -> None:
    gone = NetworkFile(path=tmp_path / "gone.onnx", sha256="0" * 64, remedy="Name another.")
    wrong = rf"{re.escape(str(gone.path))} can't be read: No such file or directory\. Reinstall"
    with pytest.raises(ModelError, match=wrong):
        _ = gone.checked


def test_another_network_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "ranker.onnx"
    other.write_bytes(b"other weights")
    found, wanted = (
        digest[:12] for digest in (hashlib.sha256(b"other weights").hexdigest(), "0" * 64)
    )
    with pytest.raises(ModelError, match=rf"has sha256 {found}…, not {wanted}…\. Name another"):
        _ = NetworkFile(path=other, sha256="0" * 64, remedy="Name another.").checked


def test_the_network_that_was_measured_is_its_path(tmp_path: Path) -> None:
    right = tmp_path / "ranker.onnx"
    right.write_bytes(b"weights")
    sha256 = hashlib.sha256(b"weights").hexdigest()
    assert NetworkFile(path=right, sha256=sha256, remedy="").checked == right
