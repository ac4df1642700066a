"""Where it is said: passages, their vectors and words, and the retrieval that fuses the two."""
