"""What we answer, and how people meet it: the assistant, the command line and the chat page."""
