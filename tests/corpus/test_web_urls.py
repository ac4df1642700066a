"""Two ways of writing one address are one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.web_urls import is_url, normalised_url, page_url


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("HTTPS://News.Example/A", "https://news.example/A"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/a#comments", "https://news.example/a"),
        ("https://news.example/a?utm_source=rss&utm_Medium=x", "https://news.example/a"),
        ("https://news.example/a?id=7&fbclid=x&page=2", "https://news.example/a?id=7&page=2"),
        ("https://news.example/a?b=%20c&gclid", "https://news.example/a?b=%20c"),
        ("https://news.example/?", "https://news.example/"),
        ("http://[2606:4700::1]:80/a", "http://[2606:4700::1]/a"),
        ("not an address", "not an address"),
        ("http://[::1", "http://[::1"),
    ],
)
def test_an_address_is_known_in_one_form(written: str, known: str) -> None:
    assert normalised_url(written) == known


@given(st.text(alphabet="ab:/?#&=%[]@.utm_1", max_size=40))
def test_a_known_form_stays_as_it_is(rest: str) -> None:
    known = normalised_url("http://a.example/" + rest)
    assert normalised_url(known) == known


@pytest.mark.parametrize(
    ("fetched", "stated", "known"),
    [
        ("https://news.example/a?x=1", "https://news.example/a", "https://news.example/a"),
        ("https://m.news.example/a", "https://www.news.example/a", "https://www.news.example/a"),
        ("https://news.example/a", "https://wire.example/a", "https://news.example/a"),
        ("https://news.example/a", "https://news.example/", "https://news.example/a"),
        ("https://news.example/a#b", None, "https://news.example/a"),
    ],
    ids=["its own", "of its mobile site", "of another outlet", "of the front page", "none"],
)
def test_a_page_speaks_for_its_own_site(fetched: str, stated: str | None, known: str) -> None:
    assert page_url(fetched, stated=stated) == known


@pytest.mark.parametrize("word", ["https://a.example/b", "HTTP://a.example", "ftp://a.example/b"])
def test_a_word_with_a_scheme_is_an_address(word: str) -> None:
    assert is_url(word)


@pytest.mark.parametrize(
    "word", ["articles/a.md", "C:/articles", "/tmp/https://x", "a.html", "x:y"]
)
def test_a_path_is_no_address(word: str) -> None:
    assert not is_url(word)
