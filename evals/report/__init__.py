"""What is told of a run: tables, charts, explanations, in every form."""
