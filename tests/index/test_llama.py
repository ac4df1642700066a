"""Our retriever inside LlamaIndex's own query engine."""

from __future__ import annotations

from pathlib import Path

from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import TextNode

from index import ingest
from index.home import Home
from index.llama import as_retriever

_ARTICLE = (
    "---\nheadline: Ferry returns\noutlet: Harbour Post\npublished_at: 2024-05-01\n---\n"
    "The ferry to Skarholm sails again from Monday. It had been laid up for nine weeks.\n"
)


def test_a_stock_query_engine_answers_from_our_passages(tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(_ARTICLE, encoding="utf-8")
    with Home.open(tmp_path / "home") as home:
        ingest.add(home, [tmp_path / "ferry.md"])
        engine = RetrieverQueryEngine.from_args(as_retriever(home), llm=MockLLM())
        response = engine.query("When does the ferry to Skarholm sail again?")
        node = response.source_nodes[0].node
        assert isinstance(node, TextNode)
        article = home.library.get(node.metadata["article_id"])
        assert article.text[node.start_char_idx : node.end_char_idx] == node.text
        assert node.metadata["outlet"] == "Harbour Post"
