"""A corpus, and what a target holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pyarrow.dataset as ds
import pytest
from moto.server import ThreadedMotoServer

from nlp.cluster.places import Place
from nlp.cluster.process import AnalysingProcess
from nlp.cluster.working import Target
from tests.nlp.cluster.stand_ins import instant

Read = Callable[[Target, str], list[dict[str, Any]]]


def account(number: int) -> str:
    return f"I rang customer {number} back the same day. She told me that the waiting had worried her."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of documents: four, of which two have the same content, one with no words, and one hidden."""
    folder = tmp_path / "corpus"
    (folder / "group b").mkdir(parents=True)
    for name, text in {
        "amira.txt": account(1),
        "ben.txt": account(2),
        "group b/amira again.txt": account(1),
        "empty.txt": "",
        ".hidden.txt": account(3),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Target:
    return Target(Place.of(str(tmp_path / "target")))


@pytest.fixture(scope="session")
def process() -> Iterator[AnalysingProcess]:
    """One for all tests that leave it as it was."""
    with AnalysingProcess(instant()) as process:
        yield process


@pytest.fixture
def read() -> Read:
    """The settled rows of a table, as any program that knows Parquet reads them."""

    def read(target: Target, table: str) -> list[dict[str, Any]]:
        found = ds.dataset(f"{target.place.address}/{table}", partitioning="hive", exclude_invalid_files=False)
        return found.to_table().to_pylist()  # type: ignore[no-any-return]

    return read


@pytest.fixture(scope="session")
def bucket() -> Iterator[str]:
    """The address of a bucket at a server that speaks S3, which the environment names."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_S3", f"http://{host}:{port}")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "testing")
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir("corpora")
        yield "s3://corpora"
    server.stop()
