"""Speed and memory beside their bars."""
