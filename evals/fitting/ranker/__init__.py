"""The evidence ranker: what it learns from, its training, and how well it does."""
