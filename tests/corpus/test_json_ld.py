"""Whatever JSON a page holds, it states something or nothing, and never fails."""

import json

from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.json_ld import statements_of

NAMES = "@type @id @graph mainEntity author name liveBlogUpdate articleBody url".split()
VALUES = st.recursive(
    st.none() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(NAMES), inner),
)


@given(VALUES)
def test_any_json_is_read(value: object) -> None:
    facts = statements_of([json.dumps({"@type": "NewsArticle", "author": value, "url": value})])
    assert all(facts.names("author"))
    assert facts.address() is None or isinstance(facts.address(), str)
    assert isinstance(facts.bodies(), tuple)


def test_a_node_that_another_names_by_its_id_is_found() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "Old bridge", "publisher": {"@id": "#p"}},
        {"@type": "Organization", "@id": "#p", "name": "Tarn Post"},
    ]
    assert statements_of([json.dumps({"@graph": graph})]).names("publisher") == ("Tarn Post",)


def test_of_several_articles_the_one_told_most_of_is_the_page_s() -> None:
    listed = {"@type": "NewsArticle", "headline": "Another"}
    own = {"@type": "Article", "headline": "Old bridge", "datePublished": "2024-05-03"}
    assert statements_of([json.dumps([listed, own])]).text("headline") == "Old bridge"


def test_json_that_nests_without_end_states_nothing() -> None:
    assert not statements_of(["[" * 200_000]).article
