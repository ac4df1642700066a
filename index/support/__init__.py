"""Whether a sentence follows from its quotes: alignment, features, guards, fitted weights."""
