"""The reader's report: a plain truth and a plain falsehood are told apart."""

from __future__ import annotations

from evals.fitting.claims import Claim
from evals.fitting.reader.report import areas

REPORT = ("Norrby hired 40 men in May.", "The port of Lund closed on Monday.")


def test_the_area_is_told_for_all_and_by_fault() -> None:
    claims = [
        Claim(text=text, cluster="x-1", report=REPORT, fault=fault, is_held=True)
        for text, fault in (
            ("Norrby hired 40 men.", ""),
            ("In May, 40 men were hired by Norrby.", ""),
            ("Norrby praised a purple zebra.", "extra"),
            ("Lund hired forty zebras in June.", "who"),
        )
    ]
    assert areas(claims) == [("all", 4, 1.0), ("extra", 3, 1.0), ("who", 3, 1.0)]
