"""Metrics of retrieval, answers and refusals, and a reply judged by them."""
