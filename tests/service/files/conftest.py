"""Original files on disk and in a bucket (moto's server, over HTTP)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest
from moto.server import ThreadedMotoServer

from service.files import Originals, open_originals
from service.files.bucket import Bucket
from service.files.disk import Disk
from service.files.keeper import Keeper


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
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir("tallymark")
        yield "s3://tallymark"
    server.stop()


@pytest.fixture(params=["disk", "bucket"])
def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> Keeper:
    """Each place that files can be kept in."""
    if request.param == "disk":
        return Disk(tmp_path / "originals")
    return Bucket(f"{request.getfixturevalue('bucket')}/{uuid4().hex}")


@pytest.fixture
def originals(keeper: Keeper) -> Originals:
    return Originals(keeper)


@pytest.fixture
def on_disk(tmp_path: Path) -> Originals:
    return open_originals(str(tmp_path / "originals"))
