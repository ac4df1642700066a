"""From a question to what may be said of it: understood, chosen, composed, refused."""
