"""Labelled sentences, each half of them for developing and half for measuring."""
