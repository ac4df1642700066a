"""Conversations as people meet them again: listed, read anew, exported, judged."""
