"""True sentences made false by code, and told in other words: tests of the support check."""
