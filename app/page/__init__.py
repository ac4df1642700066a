"""The chat page: where things stand, what they do, how they look."""
