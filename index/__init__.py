"""Where it is said: passages, embeddings, the vector store and the lexical index,
and the fusion of the two."""
