"""What a page states of its article is taken as stated; what it does not state stays unknown."""

from datetime import UTC, date, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Draft, Origin
from corpus.dates import Moment
from corpus.formats.html import html_record
from corpus.formats.html_dates import FIRST_YEAR, moment_stated
from corpus.formats.html_names import author_of, headline_of
from corpus.metadata import Metadata
from corpus.readers import read_path

PAGES = Path(__file__).parent / "pages"
TWO_EAST, EASTERN = timezone(timedelta(hours=2)), timezone(timedelta(hours=-5))
STATED = {
    "json-ld-news-article.html": Metadata(
        headline="Harbour bridge at Ostrow closed after crack is found",
        outlet="The Ostrow Courier",
        author="Mirela Danut, Olaf Tressel",
        published_at=date(2024, 5, 3),
        published_time=time(6, 41, 12, tzinfo=TWO_EAST),
        modified_at=date(2024, 5, 3),
        modified_time=time(17, 5, tzinfo=TWO_EAST),
        url="https://www.ostrow-courier.example/2024/05/03/harbour-bridge-closed",
        language="en",
    ),
    "open-graph.html": Metadata(
        headline="Vallen votes to keep its last village school",
        outlet="Vallen Daily",
        author="Tomas Ek",
        published_at=date(2023, 11, 19),
        published_time=time(21, 15, tzinfo=EASTERN),
        url="https://vallendaily.example/news/village-school-vote",
        language="en",
    ),
    "wordpress.html": Metadata(
        headline="Brewery strike at Kolm enters its third week",
        outlet="Kolm Reporter",
        published_at=date(2022, 9, 14),
        published_time=time(9, 30, 44, tzinfo=UTC),
        modified_at=date(2022, 9, 15),
        modified_time=time(11, 2, 10, tzinfo=UTC),
        url="https://kolmreporter.example/2022/09/brewery-strike/",
        language="en",
    ),
    "microdata.html": Metadata(
        headline="Café owners of Sérannes win noise case",
        outlet="Sérannes Post",
        author="Éloïse Marchand",
        published_at=date(2021, 7, 8),
        modified_at=date(2021, 7, 9),
        modified_time=time(8, tzinfo=UTC),
        url="https://serannes-post.example/noise-case",
        language="en",
    ),
    "bare.html": Metadata(headline="Flood warning lifted in Ternau"),
    "line-breaks.html": Metadata(headline="Archive: Mine at Gorrick to close"),
    "live-blog.html": Metadata(
        headline="Storm Petra live: trains stop, 40,000 homes without power",
        outlet="Northshore News",
        published_at=date(2025, 2, 11),
        published_time=time(5, 58, tzinfo=UTC),
        modified_at=date(2025, 2, 11),
        modified_time=time(14, 20, tzinfo=UTC),
        url="https://northshore.example/live/storm-petra",
        language="en",
    ),
    "noisy.html": Metadata(
        headline="Ferry company fined over safety drills",
        outlet="Eastport Examiner",
        author="Grace O’Hanlon, Bram Vos",
        published_at=date(2024, 10, 2),
        published_time=time(12, tzinfo=timezone(timedelta(hours=-4))),
        url="https://eastport-examiner.example/ferry-fine-drills",
        language="en",
    ),
    "right-to-left.html": Metadata(
        headline="افتتاح محطة قطار جديدة في مدينة النخيل",
        outlet="صحيفة الضفة",
        author="سلمى الحداد",
        published_at=date(2023, 3, 21),
        published_time=time(10, tzinfo=timezone(timedelta(hours=3))),
        url="https://aldifa.example/local/station",
        language="ar",
    ),
    "german.html": Metadata(
        headline="Weinbauern in Hügelstadt fürchten um die Ernte",
        outlet="Hügelstädter Anzeiger",
        author="Jörg Überbach",
        published_at=date(2020, 8, 30),
        published_time=time(18, 30, tzinfo=TWO_EAST),
        url="https://www.huegelstaedter.example/weinbau/ernte",
        language="de",
    ),
    "saved-by-a-browser.html": Metadata(
        headline="Fire destroys paper mill in Pine Hollow",
        outlet="Pine Hollow Record",
        author="Ruth Adeyemi",
        published_at=date(2019, 6, 22),
        url="https://pinebluff-record.example/news/2019/06/mill-fire.html",
        language="en",
    ),
}
BODY = (
    "<p>The council of Tarn decided on Monday, after a debate of four hours, to keep the old"
    " bridge of 5 March 1998 open for another year.</p><p>It will cost two million euros.</p>"
)


def stated(head: str = "", body: str = BODY, *, url: str | None = None) -> Metadata:
    raw = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    return html_record(raw, where="page", url=url).stated


def ld(properties: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {properties}}}</script>'


@pytest.mark.parametrize("name", STATED)
def test_a_page_states_who_published_it_when(name: str) -> None:
    record = html_record((PAGES / name).read_bytes(), where=name)
    assert record.stated == STATED[name]


def test_a_date_that_stands_in_the_page_alone_is_read_in_the_text() -> None:
    (draft,) = read_path(PAGES / "bare.html")
    assert isinstance(draft, Draft)
    assert draft.published_at == date(2011, 1, 17)
    assert draft.origins["published_at"] is Origin.TEXT


def test_a_day_in_the_reporting_is_not_the_day_of_the_article() -> None:
    assert stated("<title>Old bridge stays open</title>").published_at is None


def test_nothing_is_made_up_for_a_page_that_states_nothing() -> None:
    assert stated(url="https://tarn-post.example/2024/05/bridge") == Metadata(
        url="https://tarn-post.example/2024/05/bridge"
    )


def test_json_ld_counts_before_meta_tags() -> None:
    head = (
        '<meta property="og:title" content="Short"><meta property="og:site_name" content="TP">'
        '<meta property="article:published_time" content="2020-01-01">'
        + ld(
            '"headline": "Old bridge stays open", "datePublished": "2024-05-03T10:00:00Z",'
            '"publisher": {"name": "Tarn Post"}'
        )
    )
    read = stated(head)
    assert (read.headline, read.outlet) == ("Old bridge stays open", "Tarn Post")
    assert (read.published_at, read.published_time) == (date(2024, 5, 3), time(10, tzinfo=UTC))


def test_a_broken_date_in_json_ld_gives_way_to_the_next_statement() -> None:
    head = ld('"datePublished": "soon"') + '<meta name="date" content="2024-05-03">'
    assert stated(head).published_at == date(2024, 5, 3)


def test_a_time_of_an_update_is_not_that_of_publication() -> None:
    body = (
        "<h1>Old bridge stays open</h1><div>Updated <time datetime='2024-05-09'>9 May</time>,"
        " published <time datetime='2024-05-03'>3 May</time></div>" + BODY
    )
    assert stated(body=body).published_at == date(2024, 5, 3)


def test_a_time_further_down_is_another_article_s() -> None:
    body = f"<h1>Old bridge</h1>{BODY}<div><time datetime='2001-01-01'>1 January</time></div>"
    assert stated("<title>Old bridge</title>", body).published_at is None


@pytest.mark.parametrize("place", ["<article>{}</article>", "<main>{}</main>", "<div>{}</div>"])
def test_a_time_above_the_headline_counts_where_none_is_below(place: str) -> None:
    head = "<time datetime='2024-05-03'>3 May</time><h1>Old bridge stays open</h1>"
    assert stated(body=place.format(head) + BODY).published_at == date(2024, 5, 3)
    below = head + "<p><time datetime='2024-05-02'>2 May</time></p>"
    assert stated(body=place.format(below) + BODY).published_at == date(2024, 5, 2)


@pytest.mark.parametrize(
    "masthead", ["Friday, 3 May 2024", "<time datetime='2024-05-03'>3 May 2024</time>"]
)
def test_the_day_in_the_masthead_is_that_of_the_visit(masthead: str) -> None:
    article = f"<main><h1>Old bridge stays open</h1>{BODY}</main>"
    body = f"<div><p class='date'>{masthead}</p></div>{article}"
    assert stated(body=body).published_at is None


def test_a_relative_canonical_address_is_completed() -> None:
    head = '<link rel="canonical" href="/news/bridge">'
    assert (
        stated(head, url="https://tarn.example/x?utm=1").url == "https://tarn.example/news/bridge"
    )
    assert stated(head).url is None


def test_a_canonical_address_that_is_the_front_page_is_passed_over() -> None:
    head = '<link rel="canonical" href="https://tarn.example/">'
    fetched = "https://tarn.example/news/bridge"
    assert stated(head, url=fetched).url == fetched


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Jane Doe, Staff", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("Jane Doe and John Roe", "Jane Doe, John Roe"),
        ("Jane Doe, John Roe & Ann Poe", "Jane Doe, John Roe, Ann Poe"),
        ("Jane Doe | Political Editor", "Jane Doe"),
        ("Jane Doe in Berlin", "Jane Doe"),
        ("Jane Doe (AP)", "Jane Doe"),
        ("Jane Doe, Associated Press", "Jane Doe"),
        ("Associated Press", "Associated Press"),
        ("Von Anna Schmidt", "Anna Schmidt"),
        ("Von Trier", "Von Trier"),
        ("Ursula von der Leyen", "Ursula von der Leyen"),
        ("José Ortega y Gasset", "José Ortega y Gasset"),
        ("Jane Doe, John Roe, and Ann Poe", "Jane Doe, John Roe, Ann Poe"),
        ("Jane Doe and agencies", "Jane Doe"),
        ("Jane Doe with Reuters", "Jane Doe"),
        ("Seán O&#8217;Brien", "Seán O’Brien"),
        ("admin", None),
        ("Editorial Staff", None),
        ("jdoe42", None),
        ("@janedoe", None),
        ("https://www.facebook.example/jane.doe", None),
        ("The Tarn Post", None),
        ("tarnpost.example", None),
        ("Tarn Post Staff", None),
        ("", None),
    ],
)
def test_a_byline_is_cleaned_to_the_names(byline: str, author: str | None) -> None:
    assert author_of([byline], outlet="Tarn Post") == author


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Old bridge stays open - Tarn Post", "Old bridge stays open"),
        ("Old bridge stays open | The Tarn Post", "Old bridge stays open"),
        ("Old bridge stays open | News | Tarn Post", "Old bridge stays open | News"),
        ("Old bridge – a story of two towns", "Old bridge – a story of two towns"),
        ("Twenty-one held at well-known bar", "Twenty-one held at well-known bar"),
        ("Tarn Post", "Tarn Post"),
        ("Council &#8211; at last &amp; late &#8211; votes", "Council – at last & late – votes"),
    ],
)
def test_a_headline_loses_its_outlet(title: str, headline: str) -> None:
    assert headline_of(title, outlet="Tarn Post", headings=()) == headline


def test_the_heading_of_the_page_tells_what_of_a_title_is_the_headline() -> None:
    headings = ("Old bridge stays open",)
    assert (
        headline_of("Tarn » Old bridge stays open", outlet=None, headings=headings) == headings[0]
    )
    assert headline_of("Old bridge stays…", outlet=None, headings=headings) == headings[0]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-03", Moment(day=date(2024, 5, 3))),
        (
            "2024-05-03T06:00:00+0200",
            Moment(day=date(2024, 5, 3), time=time(6, tzinfo=TWO_EAST)),
        ),
        (
            "2024-05-03T06:00:00.000Z",
            Moment(day=date(2024, 5, 3), time=time(6, tzinfo=UTC)),
        ),
        (
            "2024-05-03T06:00+02:00[Europe/Berlin]",
            Moment(day=date(2024, 5, 3), time=time(6, tzinfo=TWO_EAST)),
        ),
        ("20240503T060000Z", Moment(day=date(2024, 5, 3), time=time(6, tzinfo=UTC))),
        (
            "Fri, 03 May 2024 06:00:00 GMT",
            Moment(day=date(2024, 5, 3), time=time(6, tzinfo=UTC)),
        ),
        ("Fri, 03 May 2024 06:00:00 PM", Moment(day=date(2024, 5, 3))),
        ("May 3, 2024", Moment(day=date(2024, 5, 3))),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00", None),
        ("2024-13-01", None),
        ("3 hours ago", None),
    ],
)
def test_a_moment_keeps_the_zone_that_it_is_given_in(text: str, moment: Moment | None) -> None:
    assert moment_stated(text) == moment


@given(st.text(alphabet="0123456789-:TZ+ []May,"))
def test_no_text_is_a_moment_before_there_were_newspapers(text: str) -> None:
    moment = moment_stated(text)
    assert moment is None or moment.day.year >= FIRST_YEAR
