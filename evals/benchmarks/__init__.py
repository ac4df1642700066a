"""Public benchmarks: each reads a folder of data that the user has, and nothing is downloaded."""
