"""The evidence ranker: a small network that reads question and passage together."""
