"""A secure address is believed for what its certificate says, and for nothing else."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.web_connection import _ssl_context
from tests.corpus.web_site import Clock, refusal, served, web_of


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for news.example, with its key, that nobody vouches for."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    path = tmp_path / "site.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x"]
    named = ["-addext", "subjectAltName=DNS:news.example"]
    files = ["-keyout", str(path), "-out", f"{path}.cert"]
    subprocess.run([openssl, *made, *named, *files], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.cert").read_bytes())
    return path


@pytest.fixture
def trusting(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    _ssl_context.cache_clear()
    yield
    _ssl_context.cache_clear()


def test_a_certificate_that_nobody_vouches_for_is_refused(clock: Clock, certificate: Path) -> None:
    with served(certificate=certificate) as site:
        url = site.url("/a", host="news.example").replace("http:", "https:")
        assert "cannot prove that it is what it says: self" in refusal(url, clock)
        assert site.asked == []


@pytest.mark.usefixtures("trusting")
def test_the_certificate_must_name_the_host_and_not_its_address(
    clock: Clock, certificate: Path
) -> None:
    with served(certificate=certificate) as site:
        site.has("/a", "x")
        url = site.url("/a", host="news.example").replace("http:", "https:")
        assert web_of(clock).page(url).body == b"x"
        said = refusal(url.replace("news.example", "other.example"), clock)
    assert "cannot prove that it is what it says: Hostname mismatch" in said


@pytest.mark.usefixtures("trusting")
def test_a_redirect_that_leaves_the_secure_web_is_refused(clock: Clock, certificate: Path) -> None:
    with served(certificate=certificate) as site:
        site.redirects("/a", "http://news.example/b")
        url = site.url("/a", host="news.example").replace("http:", "https:")
        said = refusal(url, clock)
    assert (
        f"{url} redirects to http://news.example/b, which anyone on the way could change." in said
    )
