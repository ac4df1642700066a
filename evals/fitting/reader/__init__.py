"""Training of the network that says whether words are said, or a question answered, by others."""
