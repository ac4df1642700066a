"""Yes and no: only where a sentence says so in the question's words."""

from __future__ import annotations

import pytest

from app.answering.verdicts import Verdict, verdict_of


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("Did Norrby hire 30 men?", "Norrby hired 30 men in May.", Verdict.YES),
        ("Did Norrby hire 40 men?", "Norrby hired 30 men in May.", None),
        ("Did Norrby hire 30 men?", "Norrby wants to hire 30 men.", None),
        ("Did Norrby hire 30 men?", "Norrby said it hired 30 men.", None),
        ("Did Norrby hire 30 men?", "Rivals of Norrby hired 30 men.", None),
        ("Did Norrby hire 30 men?", "If Norrby hired 30 men, nobody saw it.", None),
        ("Did Norrby hire 30 men?", "Norrby, which lost, hired 30 men.", None),
        ("Did Norrby hire only men?", "Norrby hired men.", None),
        ("Did Norrby hire men or women?", "Norrby hired men or women.", None),
        ("Did Marl beat Ostvik?", "Marl beat Ostvik 3–0.", Verdict.YES),
        ("Did Ostvik beat Marl?", "Marl beat Ostvik 3–0.", None),
        ("Has the mayor signed the treaty?", "The mayor has not signed the treaty.", Verdict.NO),
        ("Has the mayor not signed it?", "The mayor has not signed the treaty.", None),
        ("Is Teland in the union?", "Teland is in the union.", Verdict.YES),
        ("Is Teland in the union?", "Teland left the union.", None),
        ("Is Teland in the union?", "Teland, with the union's largest fleet, waits.", None),
        ("Does Teland pay the fee?", "Teland paid the fee.", None),
        ("Will Teland pay the fee?", "Teland will pay the fee.", None),
        ("Did the South say it will pay?", "The South says it will pay.", Verdict.YES),
        ("Has the United States stopped aid?", "The US has stopped its aid.", Verdict.YES),
        ("Did it rain?", "It rained.", None),
        ("Has the mayor signed the treaty?", "The mayor has yet to sign the treaty.", None),
        ("Did Marl attack Ostvik?", "Marl was attacked by Ostvik.", None),
        ("Did Marl attack Ostvik?", "Marl attacked Ostvik-backed rebels.", None),
        ("Did Marl attack Ostvik?", "Marl attacked Ostvik's neighbour.", None),
        ("Did the mayor sign the treaty?", "The mayor's son signed the treaty.", None),
        ("Did Norrby visit Marl?", "Norrby cancelled a visit to Marl.", None),
        ("Did Norrby ban salt?", "Norrby lifted the ban of salt.", None),
        ("Did Quill rob the bank?", "Quill caught a thief who robbed the bank.", None),
        ("Did Norrby close the port?", "Norrby is closing the port.", None),
        ("Did Norrby close the port?", "Norrby seldom closed the port.", None),
        ("Does Teland need the fleet?", "Teland does need the fleet.", Verdict.YES),
    ],
)
def test_a_verdict_is_the_sentences_own(
    question: str, sentence: str, verdict: Verdict | None
) -> None:
    assert verdict_of(question, [sentence]) is verdict


def test_sentences_that_differ_give_no_verdict() -> None:
    told = ["The mayor signed the treaty.", "The mayor has not signed the treaty."]
    assert verdict_of("Has the mayor signed the treaty?", told) is None


def test_what_says_nothing_of_it_does_not_take_a_verdict_away() -> None:
    told = ["The mayor signed the treaty.", "It rained in Marl."]
    assert verdict_of("Has the mayor signed the treaty?", told) is Verdict.YES
