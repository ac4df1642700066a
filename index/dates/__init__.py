"""Words that mean days: found, read, and counted from the day of a report."""
