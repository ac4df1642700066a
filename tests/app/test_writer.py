"""An answer in a model's words: what is shown, and what is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.limits import Limits
from app.reply import Answer, Progress, Quote
from app.wire import reply_fields
from app.writing.checking import Fault, checked, leans
from app.writing.drafting import Drafted
from app.writing.prompt import NOTHING
from app.writing.writer import MOST_READ, MOST_WRITTEN, Writer, evidence_of
from index.home import Home
from tests.app.models import Scripted, marked
from tests.app.shown_replies import FIRST, article, citation
from tests.app.writing_runs import COST, GOOD, LLM, answered, home_of_four


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with home_of_four(tmp_path_factory.mktemp("writer")) as home:
        yield home


def test_a_supported_sentence_is_shown_with_its_quote(home: Home) -> None:
    model = Scripted(marked(f"{GOOD} [?]", "new bridge in Torun"))
    answer = answered(home, model)
    [sentence] = answer.sentences
    assert sentence.text == GOOD
    assert sentence.lead_in == "Written from Torun Gazette, 2 May 2024:"
    assert 0 < sentence.support <= 1
    quote = answer.citations[0].quote
    assert quote.text.startswith("The new bridge in Torun cost €77 million, the council said")
    assert quote.text == quote.article.text[quote.start : quote.end]
    assert (answer.engine, answer.withdrawn, answer.short_answer) == ("llm", 0, "€77 million")
    fields = reply_fields(answer)
    assert (fields["engine"], fields["withdrawn"]) == ("llm", 0)


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ("The new bridge in Torun cost €78 million. [?]", Fault.UNSUPPORTED),
        ("The new bridge in Torun did not cost €77 million. [?]", Fault.UNSUPPORTED),
        ("Berlin paid for it all. [?]", Fault.UNSUPPORTED),
        ("The new bridge in Torun cost €77 million. [77]", Fault.UNKNOWN_MARK),
        ("The new bridge in Torun cost €77 million. [0]", Fault.UNKNOWN_MARK),
        ("The new bridge in Torun cost €77 million.", Fault.NO_MARK),
        ("Yes. [?]", Fault.NOT_PROSE),
        ("It cost €77 million, see www.example.org. [?]", Fault.NOT_PROSE),
        ("It **cost** €77 million. [?]", Fault.NOT_PROSE),
        ("It cost <b>€77 million</b>. [?]", Fault.NOT_PROSE),
        ("It cost\u200b €77 million. [?]", Fault.NOT_PROSE),
        (f"It cost €77 million {'A' * 60}. [?]", Fault.NOT_PROSE),
    ],
)
def test_a_sentence_that_does_not_hold_is_withdrawn_and_counted(
    home: Home, bad: str, fault: Fault
) -> None:
    both = Scripted(marked(f"{bad}\n{GOOD} [?]", "new bridge in Torun"))
    answer = answered(home, both)
    assert [sentence.text for sentence in answer.sentences] == [GOOD]
    assert (answer.engine, answer.withdrawn) == ("llm", 1)
    assert answer.notes[-1] == f"1 sentence of the language model left out: {fault}."
    alone = answered(home, Scripted(marked(bad, "new bridge in Torun")))
    assert (alone.engine, alone.withdrawn) == ("extractive", 1)
    assert f"could be shown ({fault})" in alone.notes[-1]


def test_a_copy_under_a_wrong_mark_is_shown_under_the_right_one(home: Home) -> None:
    question = "What does Ewa Lis, who designed a tower, say of the new bridge in Torun?"
    composed = Assistant(home, threshold=0.0).ask(question)
    assert isinstance(composed, Answer)
    numbered = evidence_of(composed)
    assert len(numbered) > 1
    first, other = numbered[0], numbered[-1]
    model = Scripted(f"{first.quote.text} [{other.mark}]")
    writer = Writer(model=model)
    answer = Assistant(home, threshold=0.0, writer=writer).ask(question, limits=LLM)
    assert isinstance(answer, Answer)
    assert (answer.engine, answer.withdrawn) == ("llm", 0)
    [sentence] = answer.sentences
    assert [answer.citations[mark - 1].quote for mark in sentence.citations] == [first.quote]


def test_what_no_quote_bears_out_is_withdrawn_whatever_mark_it_has(home: Home) -> None:
    for mark in range(1, MOST_READ + 1):
        answer = answered(home, Scripted(f"The new bridge in Torun cost €78 million. [{mark}]"))
        assert (answer.engine, answer.withdrawn) == ("extractive", 1)


def test_he_and_it_stand_only_behind_what_names_them(home: Home) -> None:
    question = "Who is Ewa Lis, who designed a tower?"
    named = "Ewa Lis, an engineer from Chelmza, designed a tower for the museum. [?]"
    leaning = "She took nine years over it. [?]"
    says = marked(f"{GOOD} [?]", "new bridge in Torun")

    def told(asked: str, *, first: str) -> str:
        return f"{first}\n{marked(leaning, 'nine years')(asked)}"

    behind = answered(
        home, Scripted(lambda q: told(q, first=marked(named, "engineer")(q))), question
    )
    assert [each.text for each in behind.sentences] == [named[:-4], leaning[:-4]]
    stray = answered(home, Scripted(lambda q: told(q, first=says(q))), question)
    assert stray.withdrawn == 1
    alone = answered(home, Scripted(marked(leaning, "nine years")), question)
    assert (alone.engine, alone.withdrawn) == ("extractive", 1)
    assert str(Fault.UNNAMED) in alone.notes[-1]


def test_what_somebody_says_is_not_said_in_our_voice(home: Home) -> None:
    question = "What did General Wrona say in Lomza about the war?"
    bare = Scripted(marked("The war in the north is lost for this year. [?]", "The war"))
    answer = answered(home, bare, question)
    assert (answer.engine, answer.withdrawn) == ("extractive", 1)
    assert str(Fault.UNSAID) in answer.notes[-1]
    said = "The war in the north is lost for this year, General Wrona told the paper in Lomza. [?]"
    assert answered(home, Scripted(marked(said, "The war")), question).engine == "llm"


def test_half_of_what_somebody_says_is_not_said_in_our_voice_either() -> None:
    quote = Quote(article=article(text="“The war in the north is lost."), start=0, end=30)
    bare = Drafted(text="The war in the north is lost.", marks=(1,))
    assert checked(bare, {1: citation(1, quote)}).fault is Fault.UNSAID


@pytest.mark.parametrize(
    ("text", "is_leaning"),
    [
        ("On Monday he said so.", True),
        ("But it was late.", True),
        ("This was rejected.", True),
        ("On Monday Quill said so.", False),
        ("This bridge was sold.", False),
    ],
)
def test_a_pronoun_behind_a_day_or_a_but_leans_as_well(text: str, is_leaning: bool) -> None:
    assert leans(Drafted(text=text, marks=(1,)), {1: citation(1, FIRST)}, after=()) is is_leaning


def test_the_extractive_answer_shows_first_and_nothing_unchecked_is_ever_shown(home: Home) -> None:
    text = f"It cost €99 million. [?]\n{GOOD} [?]\nIt sank in May. [?]"
    writer = Writer(model=Scripted(marked(text, "new bridge in Torun")))
    steps = list(Assistant(home, writer=writer).stream(COST, limits=LLM))
    shown = [step.shown for step in steps if isinstance(step, Progress) and step.shown]
    assert shown[0].engine == "extractive"
    written = [sentence.text for each in shown[1:] for sentence in each.sentences]
    assert written == [GOOD]


def test_the_model_sees_the_question_and_at_most_eight_sentences_and_nothing_else(
    home: Home,
) -> None:
    model = Scripted(NOTHING)
    answered(home, model)
    lines = model.prompts[0].question.splitlines()
    fenced = lines[1 : lines.index("</evidence>")]
    assert (lines[0], lines[-1]) == ("<evidence>", f"Question: {COST}")
    assert 1 <= len(fenced) <= MOST_READ
    texts = [article.text for article in home.library.articles()]
    assert all(any(line.rpartition(" [")[0] in text for text in texts) for line in fenced)


def test_of_a_long_answer_no_more_is_read_than_is_shown(home: Home) -> None:
    parts = ["The new bridge in Torun cost €77 million", "the council said", "on Thursday"]
    several = [GOOD, f"{parts[0]}, {parts[1]}.", f"{parts[1].capitalize()} so {parts[2]}."]
    model = Scripted(marked("".join(f"{each} [?]\n" for each in several * 500), "bridge in Torun"))
    answer = answered(home, model)
    assert 1 <= len(answer.sentences) <= MOST_WRITTEN
    assert len({sentence.text for sentence in answer.sentences}) == len(answer.sentences)
    assert model.is_closed


def test_the_usual_engine_writes_where_none_is_asked_for(home: Home) -> None:
    says = marked(f"{GOOD} [?]", "new bridge in Torun")
    usual = Assistant(home, writer=Writer(model=Scripted(says), is_usual=True))
    spare = Assistant(home, writer=Writer(model=Scripted(says)))
    engines = [
        usual.ask(COST),
        usual.ask(COST, limits=Limits(engine="extractive")),
        spare.ask(COST),
    ]
    assert [e.engine for e in engines if isinstance(e, Answer)] == [
        "llm",
        "extractive",
        "extractive",
    ]


def test_what_follows_on_a_written_answer_knows_who_wrote_it(home: Home) -> None:
    says = marked(f"{GOOD} [?]", "new bridge in Torun")
    assistant = Assistant(home, writer=Writer(model=Scripted(says), is_usual=True))
    first = assistant.ask(COST)
    support = assistant.ask("How do you know that?", first.conversation)
    assert isinstance(support, Answer)
    assert support.notes[0].startswith("A language model wrote the sentences; each was checked")
    shorter = assistant.ask("Shorter, please.", first.conversation)
    assert isinstance(shorter, Answer)
    assert (shorter.engine, shorter.sentences[0].support) == ("extractive", 1.0)
    assert shorter.sentences[0].text == shorter.citations[0].quote.text


def test_what_stands_in_the_sentence_before_the_one_named_counts_and_is_cited(home: Home) -> None:
    question = "How many years did Ewa Lis take over the tower for the museum?"
    says = "Ewa Lis, an engineer from Chelmza, designed a tower for the museum. [?]"
    answer = answered(home, Scripted(marked(says, "She took")), question)
    assert answer.engine == "llm"
    quotes = [answer.citations[mark - 1].quote.text for mark in answer.sentences[0].citations]
    assert [quote[:8] for quote in quotes] == ["Ewa Lis,"]


def test_a_mark_of_a_quote_that_says_nothing_of_it_is_left_out(home: Home) -> None:
    def says(asked: str) -> str:
        marks = "".join(f"[{at}]" for at in range(1, asked.count(" [") + 1))
        return f"{GOOD} {marks}"

    answer = answered(home, Scripted(says), "What did the new bridge and the tower cost in Torun?")
    assert answer.engine == "llm"
    assert [c.quote.text[:23] for c in answer.citations] == ["The new bridge in Torun"]
