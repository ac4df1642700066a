"""Answers in a language model's words: optional, and every sentence checked before it is shown."""
