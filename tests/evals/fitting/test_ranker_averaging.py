"""Weights of several runs as one network's."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from evals.errors import BadRun
from evals.fitting.ranker.averaging import mean_of


def _kept(path: Path, **weights: torch.Tensor) -> Path:
    torch.save({"network": weights, "state": {"steps": 3}}, path)
    return path


def test_each_weight_is_the_mean_of_the_runs(tmp_path: Path) -> None:
    one = _kept(tmp_path / "one.pt", wide=torch.tensor([1.0, 2.0]), at=torch.tensor(4))
    other = _kept(tmp_path / "other.pt", wide=torch.tensor([3.0, 6.0]), at=torch.tensor(4))
    mean = mean_of([one, other])
    assert mean["wide"].tolist() == [2.0, 4.0]
    assert mean["wide"].dtype == torch.float32
    assert mean["at"].item() == 4
    assert mean["at"].dtype == torch.int64


def test_different_networks_have_no_mean(tmp_path: Path) -> None:
    one = _kept(tmp_path / "one.pt", wide=torch.tensor(1.0))
    other = _kept(tmp_path / "other.pt", narrow=torch.tensor(1.0))
    with pytest.raises(BadRun, match="different networks"):
        mean_of([one, other])
