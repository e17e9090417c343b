"""The afternoon build served the plain way: one route of a FastAPI app, for `latency.py` to start.

    python -m benchmarks.afternoon_service PORT

Needs the extras [train] and [benchmarks].
"""

from __future__ import annotations

import argparse

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from benchmarks.throughput import afternoon_build
from criteria_bank.loader import default_unit_id, load_unit
from nlp.documents import Document

PATH = "/matches"


class Sent(BaseModel):
    """What is posted."""

    text: str


def create_app() -> FastAPI:
    """The app, its models loaded."""
    matches = afternoon_build(load_unit(default_unit_id()).unit)
    app = FastAPI()

    @app.post(PATH)
    def match(sent: Sent) -> object:
        """The sentences of a text, each with the elements that it is near to."""
        return matches([Document(sent.text, ())])

    @app.get("/health/ready")
    def ready() -> None:
        """Answers once the models are loaded."""

    return app


def main() -> None:
    """Serve on this machine's loopback until told to stop."""
    parser = argparse.ArgumentParser(description="The afternoon build behind one route.")
    parser.add_argument("port", type=int)
    uvicorn.run(create_app(), port=parser.parse_args().port, log_level="warning")


if __name__ == "__main__":
    main()
