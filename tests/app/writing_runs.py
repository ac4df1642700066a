"""Questions over four tiny articles, answered in the words of a scripted model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.assistant import Assistant
from app.limits import Limits
from app.reply import Answer, Reply
from app.writing.model import Model
from app.writing.writer import Writer
from index import ingest
from index.home import Home
from tests.app.cli_runs import OSLO, PARIS, write_articles

COST = "How much did the new bridge in Torun cost?"
LLM = Limits(engine="llm")
GOOD = "The new bridge in Torun cost €77 million."
TORUN = """---
headline: Bridge opens in Torun
outlet: Torun Gazette
published_at: 2024-05-02
---
The new bridge in Torun cost €77 million, the council said on Thursday.

Ewa Lis, an engineer from Chelmza, designed a tower for the museum. She took nine years over it.
"""
SPEECH = """---
headline: General speaks in Lomza
outlet: Lomza Daily
published_at: 2024-06-01
---
“The war in the north is lost for this year,” General Adam Wrona told the paper in Lomza.
"""


@contextmanager
def home_of_four(folder: Path) -> Iterator[Home]:
    texts = {"paris": PARIS, "torun": TORUN, "oslo": OSLO, "speech": SPEECH}
    with Home.open(folder / "home") as home:
        ingest.add(home, [write_articles(folder / "articles", **texts)])
        yield home


def asked(home: Home, model: Model, question: str = COST) -> Reply:
    return Assistant(home, writer=Writer(model=model)).ask(question, limits=LLM)


def answered(home: Home, model: Model, question: str = COST) -> Answer:
    reply = asked(home, model, question)
    assert isinstance(reply, Answer)
    return reply
