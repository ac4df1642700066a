"""The user's table of web domains names the outlet of what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.article import Draft, Origin
from corpus.metadata import Metadata
from corpus.readers import read_path
from corpus.reading_settings import ReadingSettings
from corpus.web_domains import domain_of, outlet_at

OUTLETS = {"rfi.fr": "RFI", "blogs.rfi.fr": "RFI blogs", "müller.example": "Müller"}


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("rfi.fr", "rfi.fr"),
        (" WWW.RFI.fr. ", "rfi.fr"),
        ("müller.example", "müller.example"),
        ("https://rfi.fr", None),
        ("rfi.fr/en", None),
        ("rfi", None),
        ("rfi fr", None),
        ("127.0.0.1", None),
        ("", None),
    ],
)
def test_a_domain_is_bare(text: str, domain: str | None) -> None:
    assert domain_of(text) == domain


@pytest.mark.parametrize(
    ("address", "outlet"),
    [
        ("https://www.rfi.fr/en/a", "RFI"),
        ("http://user@RFI.fr:8080/", "RFI"),
        ("mail.rfi.fr", "RFI"),
        ("https://sport.blogs.rfi.fr/a", "RFI blogs"),
        ("https://xn--mller-kva.example/a", "Müller"),
        ("https://notrfi.fr/", None),
        ("https://rfi.fr.example/", None),
        ("/a/b", None),
        ("https://[::1/", None),
        ("https://xn--\x80.fr/", None),
    ],
)
def test_an_address_belongs_to_the_longest_domain_above_it(
    address: str, outlet: str | None
) -> None:
    assert outlet_at(address, OUTLETS) == outlet


def draft_of(path: Path, front: str, *, given: Metadata | None = None) -> Draft:
    path.write_text(f"---\n{front}---\nThe harbour was closed on Monday.\n", encoding="utf-8")
    (draft,) = read_path(path, given=given, settings=ReadingSettings(outlets=OUTLETS))
    assert isinstance(draft, Draft)
    return draft


def test_the_users_name_for_a_domain_goes_before_the_one_that_the_page_states(
    tmp_path: Path,
) -> None:
    draft = draft_of(tmp_path / "a.md", "url: https://www.rfi.fr/en/a\nsource: Radio France Int.\n")
    assert (draft.outlet, draft.origins["outlet"]) == ("RFI", Origin.SETTINGS)


def test_what_the_user_says_of_the_article_goes_before_its_domain(tmp_path: Path) -> None:
    given = Metadata(outlet="AFP")
    assert draft_of(tmp_path / "a.md", "url: https://rfi.fr/a\n", given=given).outlet == "AFP"


def test_another_domain_leaves_the_outlet_as_stated(tmp_path: Path) -> None:
    draft = draft_of(tmp_path / "a.md", "url: https://hp.example/a\nsource: Harbour Post\n")
    assert (draft.outlet, draft.origins["outlet"]) == ("Harbour Post", Origin.FILE)
    assert draft_of(tmp_path / "b.md", "url: https://hp.example/a\n").outlet is None
