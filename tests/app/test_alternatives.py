"""Questions which of two it is: what is said of each leads."""

from __future__ import annotations

import pytest

from app.answering.alternatives import alternatives_in
from app.assistant import Assistant
from app.reply import Answer
from tests.app.cli_runs import sample_home


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who got more votes, Ada Quill or Bo Lind?", ("Ada Quill", "Bo Lind")),
        ("Which is larger: Norway or the United Kingdom?", ("Norway", "United Kingdom")),
        ("Is the mayor from Lund, Norrby or Oru?", ("Norrby", "Oru")),
        ("Who wants more, Kubilius or von der Leyen?", ("Kubilius", "von der Leyen")),
        ("Who won, he or she?", ()),
        ("Did Norway or Sweden win?", ()),
        ("Who won?", ()),
    ],
)
def test_the_names_at_the_end_are_the_alternatives(question: str, names: tuple[str, ...]) -> None:
    assert alternatives_in(question) == names


def test_what_is_said_of_each_is_shown_and_no_short_answer_chooses() -> None:
    reply = Assistant(sample_home()).ask(
        "Who got more votes on Hong Kong Island, Regina Ip or Nathan Law?"
    )
    assert isinstance(reply, Answer)
    leading = " ".join(sentence.text for sentence in reply.sentences[:2])
    assert "60,760" in leading
    assert "50,818" in leading
    assert reply.short is None
