"""The model card that goes with a trained evidence ranker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from evals.fitting.ranker.examples import Example
from evals.fitting.ranker.training import TrainingPlan, TrainingState

LICENCES = {
    "squad2": "SQuAD 2.0, development set, half of it, the 12 articles not held out (CC BY-SA 4.0)",
    "clapnq": "CLAPNQ, a sample of its development set, three eighths (Apache-2.0)",
    "multihop-rag": "MultiHop-RAG, the dev half of the questions; its evidence facts (ODC-BY)",
    "wikinews": "Questions of our own over Wikinews' reports (CC BY 2.5), three quarters of them",
    "newsroom": "Fictional reports and questions, written for this project, three quarters of them",
    "trec-qa": "TREC-QA, training part (no licence stated; sentences of newswire)",
}


def card(examples: Sequence[Example], plan: TrainingPlan, state: TrainingState) -> str:
    """The card, in Markdown; metrics are added by hand from the report."""
    counted = Counter(example.question_id.split(" ")[0] for example in examples)
    rows = "\n".join(f"| {LICENCES[name]} | {count} |" for name, count in counted.items())
    start = " --compiled" * plan.compiled + " --start FILE" * (plan.start is not None)
    learnt = f"{state.steps} steps, {state.tokens:,} tokens, {state.seconds / 60:.0f} minutes"
    return (
        "# Evidence ranker\n\n"
        "Reads a question with a passage, its headline, outlet and day, and scores each sentence:"
        " log odds that it answers against that nothing does. Also a short answer's first and last"
        " token. Weights from all-MiniLM-L6-v2 (Apache-2.0); English only.\n\n"
        f"| learnt from | examples |\n|---|---|\n{rows}\n\n"
        "To repeat: `python -m evals.fitting.ranker.train FOLDER --out DIR"
        f" --minutes {plan.minutes:g} --seed {plan.seed} --threads {plan.threads}{start}`."
        f" This file: {learnt} of steps. How far a run gets in its time depends on the machine, so"
        " weights differ between machines.\n\n"
        "Metrics: `python -m evals.fitting.ranker.report FOLDER --network FILE` gives them; nothing"
        " it reports on was learnt from.\n\n"
        "Limits: it has read paragraphs of few Wikipedia articles and a few dozen news reports.\n"
    )
