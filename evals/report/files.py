"""The files of a report: the same run as JSON, Markdown, plain text, HTML and JUnit XML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from evals.report.html import as_html
from evals.report.junit import as_junit
from evals.report.run import EvalRun, as_json, as_markdown, as_text
from evals.writing import write_atomically

WRITERS: Mapping[str, Callable[[EvalRun], str]] = {
    "report.json": as_json,
    "report.md": as_markdown,
    "report.txt": as_text,
    "report.html": as_html,
    "junit.xml": as_junit,
}


def write_report(folder: Path, run: EvalRun) -> tuple[Path, ...]:
    """Write the report in each of its forms, each file whole or not at all; returns their paths.

    Raises:
        BadRun: the folder cannot be written to.
    """
    texts = {folder / name: writer(run) for name, writer in WRITERS.items()}
    for path, text in texts.items():
        write_atomically(path, text)
    return tuple(texts)
