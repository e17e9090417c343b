"""Where the model lies and what the program calls itself."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

import nlp

MODEL_DIR_VARIABLE = "TALLYMARK_MODEL_DIR"


def model_dir() -> Path:
    """Folder of the serving model: ``$TALLYMARK_MODEL_DIR``, else ``models/serving`` as installed."""
    configured = os.environ.get(MODEL_DIR_VARIABLE)
    return Path(configured) if configured else Path(nlp.__file__).parent.parent / "models" / "serving"


def program_version() -> str:
    """Version of the installed program."""
    return version("tallymark")
