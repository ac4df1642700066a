"""Robustness sets made by code: the same facts, asked otherwise or of a changed library.

Everything is seeded by words (sha256), never by a clock or a global generator: the same facts and
articles give the same sets on every machine.
"""
