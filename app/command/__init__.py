"""The command line: its verbs, what they are asked, what they print."""
