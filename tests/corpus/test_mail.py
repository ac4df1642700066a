"""Newsletters, and articles that people send each other."""

from __future__ import annotations

import tempfile
from datetime import date, time, timedelta, timezone
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Draft, Origin
from corpus.formats import mail
from corpus.formats.mail_text import forwarded_in, unflowed, without_signature
from corpus.readers import read_path
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Failure

AGROUND = "The ferry ran aground on Monday evening, the mayor of the town said."
NOBODY = "Nobody was hurt, and the passengers were all brought ashore by boat before midnight."
PAGE = (
    f"<html><head><style>p {{color: red}}</style></head><body><p>{AGROUND}</p><p>{NOBODY}</p>"
    "</body></html>"
)


def read(path: Path, raw: bytes, *, settings: ReadingSettings = USUAL) -> Draft | Failure:
    path.write_bytes(raw)
    (found,) = read_path(path, settings=settings)
    return found


def draft_of(folder: Path, message: EmailMessage, *, settings: ReadingSettings = USUAL) -> Draft:
    draft = read(folder / "a.eml", bytes(message), settings=settings)
    assert isinstance(draft, Draft), draft
    return draft


def letter(**headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {
        "Subject": "Ferry aground",
        "From": '"Harbour Post" <news@mail.hp.example>',
        "Date": "Tue, 18 Feb 2025 23:30:00 +0100",
    }
    for name, value in (given | headers).items():
        message[name.replace("_", "-")] = value
    message.set_content(f"{AGROUND}\n\n{NOBODY}\n")
    return message


def test_subject_date_and_zone_are_the_article_s(tmp_path: Path) -> None:
    message = letter(Subject="Fähre «Anna» läuft auf")
    draft = draft_of(tmp_path, message)
    assert (draft.headline, draft.text) == ("Fähre «Anna» läuft auf", f"{AGROUND}\n\n{NOBODY}")
    assert draft.published_at == date(2025, 2, 18)
    assert draft.published_time == time(23, 30, tzinfo=timezone(timedelta(hours=1)))
    assert draft.original == bytes(message)


def test_the_sender_of_mail_to_subscribers_is_the_outlet(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, letter(List_Unsubscribe="<https://hp.example/off>"))
    assert (draft.outlet, draft.origins["outlet"]) == ("Harbour Post", Origin.FILE)


def test_the_sender_of_other_mail_is_neither_outlet_nor_author(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, letter(From="Jane Doe <jane@home.example>"))
    assert (draft.outlet, draft.author) == (None, None)


def test_the_sender_s_domain_is_looked_up_in_the_user_s_table(tmp_path: Path) -> None:
    mapped = ReadingSettings(outlets={"hp.example": "The Harbour Post"})
    draft = draft_of(tmp_path, letter(List_Id="<d.hp.example>"), settings=mapped)
    assert (draft.outlet, draft.origins["outlet"]) == ("The Harbour Post", Origin.SETTINGS)


def test_the_address_in_the_archive_is_the_url(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, letter(Archived_At="<https://hp.example/a>"))
    assert draft.url == draft.source_key == "https://hp.example/a"


def test_html_goes_before_plain_text_and_attachments_are_let_be(tmp_path: Path) -> None:
    message = letter()
    message.set_content("View this in a browser.")
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment("Not the article.", filename="notes.txt")
    assert draft_of(tmp_path, message).text == f"{AGROUND}\n\n{NOBODY}"


def test_plain_text_stands_in_for_html_without_an_article(tmp_path: Path) -> None:
    message = letter()
    message.add_alternative("<html><body><img src='a.png'></body></html>", subtype="html")
    assert draft_of(tmp_path, message).text == f"{AGROUND}\n\n{NOBODY}"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "quoted-printable"), ("iso-8859-1", "quoted-printable"), ("utf-8", "base64")],
)
def test_charsets_and_encodings_of_mail_are_read(
    tmp_path: Path, charset: str, encoding: str
) -> None:
    message = letter()
    message.set_content("Le café était fermé pour la journée.", charset=charset, cte=encoding)
    assert draft_of(tmp_path, message).text == "Le café était fermé pour la journée."


def test_a_letter_that_is_attached_whole_is_the_article(tmp_path: Path) -> None:
    outer = EmailMessage()
    outer["Subject"] = "Fwd: look"
    outer["From"] = "Jane Doe <jane@home.example>"
    outer.add_attachment(letter())
    assert draft_of(tmp_path, outer).headline == "Ferry aground"


FORWARDS = {
    "Gmail": "---------- Forwarded message ---------\nFrom: Harbour Post <news@hp.example>\n"
    "Date: Tue, 18 Feb 2025 at 10:32\nSubject: Ferry aground\n near the town\nTo: Jane\n",
    "Apple": "Begin forwarded message:\n\n> From: Harbour Post <news@hp.example>\n"
    "> Subject: Ferry aground near the town\n> Date: 18 February 2025 at 10:32:00 GMT\n",
    "Outlook": "-----Original Message-----\nFrom: Harbour Post <news@hp.example>\n"
    "Sent: Tuesday, February 18, 2025 10:32 AM\nTo: Jane\nSubject: Ferry aground near the town\n",
    "Outlook with a line": f"{'_' * 32}\nFrom: Harbour Post <news@hp.example>\n"
    "Sent: Tuesday, February 18, 2025 10:32 AM\nTo: Jane\nSubject: Ferry aground near the town\n",
}


@pytest.mark.parametrize("header", FORWARDS.values(), ids=FORWARDS.keys())
def test_a_plainly_forwarded_letter_counts_in_place_of_the_one_around_it(
    tmp_path: Path, header: str
) -> None:
    message = letter(Subject="Fwd: Ferry", From="Jane <jane@home.example>", List_Id="<l.example>")
    message.replace_header("Date", "Wed, 19 Feb 2025 08:00:00 +0000")
    message.set_content(f"Look at this!\n-- \nJane\n\n{header}\n{AGROUND}\n\n{NOBODY}\n")
    mapped = ReadingSettings(outlets={"hp.example": "The Harbour Post"})
    draft = draft_of(tmp_path, message, settings=mapped)
    assert draft.text == f"{AGROUND}\n\n{NOBODY}"
    assert (draft.headline, draft.outlet) == ("Ferry aground near the town", "The Harbour Post")
    assert draft.published_at == date(2025, 2, 18)


@pytest.mark.parametrize(
    "below",
    ["", "From: the mayor\n", "\nFrom: a\nSent: b\n", "Sent: a\nFrom: b\n", "From: a\nTo: b\n"],
)
def test_a_line_that_is_drawn_elsewhere_parts_no_letters(below: str) -> None:
    assert forwarded_in(f"{AGROUND}\n{'_' * 32}\n{below}\n{NOBODY}") is None


def test_the_day_of_passing_on_is_not_the_day_of_publishing(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, letter(Subject="Fwd: RE: Ferry aground", List_Id="<l.example>"))
    assert (draft.headline, draft.published_at, draft.outlet) == ("Ferry aground", None, None)


@pytest.mark.parametrize(
    "day", ["Sun, 31 Feb 2025 10:00:00 +0000", f"1 Feb {'9' * 30} 10:00:00 +0000", "soon", ""]
)
def test_a_date_that_cannot_be_read_stays_unknown(tmp_path: Path, day: str) -> None:
    raw = f"Subject: Ferry\nDate: {day}\n\n{AGROUND}\n".encode()
    draft = read(tmp_path / "a.eml", raw)
    assert isinstance(draft, Draft)
    assert draft.published_at is None


def test_flowed_lines_are_one_paragraph() -> None:
    assert unflowed("The ferry \nran aground.\n Nobody \n>> quoted \n>> twice") == (
        "The ferry ran aground.\nNobody \n>> quoted twice"
    )
    assert unflowed("Hafen \nrundfahrt", without_space=True) == "Hafenrundfahrt"
    assert unflowed("End \n-- \nJane") == "End \n-- \nJane"


def test_a_signature_goes_unless_it_is_all() -> None:
    assert without_signature("Text.\n-- \nJane") == "Text."
    assert without_signature("-- \nJane") == "-- \nJane"


@pytest.mark.parametrize(
    "text",
    [
        "---- Forwarded message ----",
        "---- Forwarded message ----\n\nHello: you\n",
        "From: A\nTo: B",
    ],
)
def test_what_is_not_plainly_forwarded_is_not(text: str) -> None:
    assert forwarded_in(text) is None


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "a.eml is empty."),
        (b"just some words\n", "is no mail: it has neither sender nor subject nor date."),
        (b"Subject: A\n\n", "has no text: what it holds are attachments."),
        (b"Subject: A\n" + b"X: y\n" * 50_001, "has more parts than a mail has."),
        (b"Subject: A\nContent-Type: multipart/mixed\n" * 60, "has more parts than a mail has."),
    ],
    ids=["empty", "no mail", "no text", "headers", "parts"],
)
def test_what_is_no_mail_with_a_text_says_why(tmp_path: Path, raw: bytes, message: str) -> None:
    failure = read(tmp_path / "a.eml", raw)
    assert isinstance(failure, Failure)
    assert message in failure.reason


def test_an_endless_header_is_read_in_bounded_time(tmp_path: Path) -> None:
    raw = b"Subject: " + b"=?utf-8?q?a?= " * 500_000 + b"\n\n" + AGROUND.encode()
    draft = read(tmp_path / "a.eml", raw)
    assert isinstance(draft, Draft)
    assert draft.text == AGROUND
    assert mail.LONGEST_HEADER < 10_000


HEADERS = st.sampled_from(
    [
        b"Subject: =?utf-8?q?=F0?=",
        b"From: <@,:;>",
        b'From: "a" <b',
        b"Date: Tue, 99 Feb 2025",
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Type: multipart/alternative; boundary*0*=b",
        b"Content-Type: text/html; charset=x-no",
        b"Content-Type: text/plain; charset=idna; format=flowed",
        b"Content-Type: message/rfc822",
        b"Content-Transfer-Encoding: base64",
        b"Content-Disposition: attachment; filename*=''%",
        b"--b",
        b"--b--",
        b"",
        b"<p>The ferry ran aground.</p>",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(HEADERS | st.binary(max_size=30), max_size=14))
def test_any_mail_is_an_article_or_our_own_failure(lines: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = read(Path(folder) / "a.eml", b"Subject: A\n" + b"\n".join(lines))
    assert isinstance(found, Draft | Failure)
