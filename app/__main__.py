"""`clippings`, and `python -m app`: the command line, which may be interrupted while it loads."""

from __future__ import annotations

import sys

INTERRUPTED = 70  # as `app.command.cli_errors` has it, which would have to be loaded first


def start() -> int:
    """Load the command line and run it; returns its exit code."""
    try:
        from app.command.cli import main
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return INTERRUPTED
    return main()


if __name__ == "__main__":
    sys.exit(start())
