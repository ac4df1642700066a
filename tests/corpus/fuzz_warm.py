"""Imported once, in the process of which all fuzzed readers are copies.

It reads one valid file of every suffix, so that every library and the language model are loaded.
"""

import tempfile
from pathlib import Path

from corpus.formats.registry import SUFFIXES
from corpus.readers import read_path
from tests.corpus.fuzz_seeds import seeds_for

with tempfile.TemporaryDirectory() as folder:
    for suffix in SUFFIXES:
        path = Path(folder, f"whole{suffix}")
        path.write_bytes(seeds_for(suffix)[0])
        for _ in read_path(path, listed={}):
            pass
