"""Whose words a question asks for."""

from __future__ import annotations

import pytest

from app.answering.asked_speakers import speaker_asked


@pytest.mark.parametrize(
    ("question", "stems"),
    [
        ("What did Quill call the plan?", {"quill"}),
        ("What does Ada von Lind make of it?", {"ada", "lind"}),
        ("How did Lind respond to the fine?", {"lind"}),
        ("What's Lind's side of the story?", {"lind"}),
        ("What is the reaction of Lind to the fine?", {"lind"}),
        ("what does Lind answer to Quill?", {"lind"}),
        ("What do Quill and Lind say about it?", {"quill", "lind"}),
        ("What does the mayor of Lind say about it?", set()),
        ("What does the mayor say about Lind?", set()),
        ("What is known about Lind?", set()),
        ("What is Lind saying about the port?", {"lind"}),
        ("What is Lind accused of?", set()),
        ("What has Lind been accused of?", set()),
        ("What was Lind told by Quill?", set()),
        ("When did Lind make the film?", set()),
        ("Who said it?", set()),
        ("", set()),
    ],
)
def test_the_names_of_those_whose_words_are_asked_for(question: str, stems: set[str]) -> None:
    assert speaker_asked(question) == stems
