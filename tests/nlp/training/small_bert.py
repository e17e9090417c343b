"""A transformer of two narrow layers with the real tokenizer: it trains in seconds."""

from __future__ import annotations

import shutil
from pathlib import Path

import torch
from transformers import BertConfig, BertModel

WIDTH = 32
TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt")


def write_small_bert(folder: Path, real: Path) -> Path:
    """Random weights beside the tokenizer of the ``real`` model."""
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=30522, hidden_size=WIDTH, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64
    )
    BertModel(config).save_pretrained(folder)
    for name in TOKENIZER_FILES:
        shutil.copyfile(real / name, folder / name)
    return folder
