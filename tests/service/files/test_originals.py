"""What is given back is what was given, or an error; and no centre learns of another's files."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.errors import FilesUnavailable, OriginalAltered, OriginalMissing
from service.files import Originals, open_originals
from service.files.keeper import Keeper

CENTRE, OTHER = uuid4(), uuid4()
WORDS = b"I rang the customer back the same day."


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read(originals: Originals, address: str) -> bytes:
    with originals.open(CENTRE, address) as file:
        return file.read()


def overwrite(keeper: Keeper, path: Path, data: bytes) -> None:
    """Put other bytes where `WORDS` are kept."""
    file = (keeper.staging or path) / "forged"
    file.write_bytes(data)
    address = sha256(WORDS)
    keeper.place(file, f"{CENTRE.hex}/{address[:2]}/{address}")


def test_a_file_is_kept_under_the_hash_of_its_bytes_and_given_back_as_it_was(originals: Originals) -> None:
    kept = originals.keep(CENTRE, BytesIO(WORDS))
    assert (kept.sha256, kept.size) == (sha256(WORDS), len(WORDS))
    assert read(originals, kept.sha256) == WORDS


def test_a_large_file_passes_through_in_pieces(originals: Originals) -> None:
    data = bytes(range(256)) * 36_000
    kept = originals.keep(CENTRE, BytesIO(data))
    assert read(originals, kept.sha256) == data


def test_an_empty_file_is_a_file(originals: Originals) -> None:
    assert read(originals, originals.keep(CENTRE, BytesIO()).sha256) == b""


def test_the_same_bytes_twice_are_one_file(originals: Originals) -> None:
    first, second = (originals.keep(CENTRE, BytesIO(WORDS)) for _ in range(2))
    assert first == second
    assert len(list(originals.all())) == 1


def test_another_centre_has_nothing_of_it(originals: Originals) -> None:
    kept = originals.keep(CENTRE, BytesIO(WORDS))
    assert originals.holds(CENTRE, kept.sha256)
    assert not originals.holds(OTHER, kept.sha256)
    with pytest.raises(OriginalMissing):
        originals.open(OTHER, kept.sha256)
    originals.keep(OTHER, BytesIO(WORDS))
    originals.delete(OTHER, kept.sha256)
    assert read(originals, kept.sha256) == WORDS


def test_what_is_missing_is_an_error(originals: Originals) -> None:
    kept = originals.keep(CENTRE, BytesIO(WORDS))
    originals.delete(CENTRE, kept.sha256)
    originals.delete(CENTRE, kept.sha256)
    assert not originals.holds(CENTRE, kept.sha256)
    with pytest.raises(OriginalMissing):
        originals.open(CENTRE, kept.sha256)


@pytest.mark.parametrize("forged", [WORDS + b"!", WORDS[:-1], b"", b"Something else."])
def test_what_was_altered_is_an_error_and_keeping_it_again_mends_it(
    originals: Originals, keeper: Keeper, tmp_path: Path, forged: bytes
) -> None:
    kept = originals.keep(CENTRE, BytesIO(WORDS))
    overwrite(keeper, tmp_path, forged)
    with pytest.raises(OriginalAltered):
        originals.open(CENTRE, kept.sha256)
    originals.keep(CENTRE, BytesIO(WORDS))
    assert read(originals, kept.sha256) == WORDS


@pytest.mark.parametrize("address", ["", "../../etc/passwd", "A" * 64, "a" * 63, f"{'a' * 64}\n"])
def test_what_is_no_hash_is_never_a_path(originals: Originals, address: str) -> None:
    with pytest.raises(OriginalMissing):
        originals.open(CENTRE, address)
    with pytest.raises(OriginalMissing):
        originals.delete(CENTRE, address)


def test_all_files_are_listed_with_their_centre_and_time(originals: Originals) -> None:
    originals.keep(CENTRE, BytesIO(WORDS))
    originals.keep(OTHER, BytesIO(b"other"))
    listed = list(originals.all())
    assert {(one.centre_id, one.sha256) for one in listed} == {(CENTRE, sha256(WORDS)), (OTHER, sha256(b"other"))}
    for one in listed:
        assert abs(one.given - datetime.now(UTC)) < timedelta(minutes=5)


def test_what_cannot_be_read_whole_is_not_kept(originals: Originals, keeper: Keeper) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionError
            return super().read(min(size or 5, 5))

    with pytest.raises(ConnectionError):
        originals.keep(CENTRE, Broken(WORDS))
    assert not list(originals.all())
    assert keeper.staging is None or not list(keeper.staging.iterdir())


@given(contents=st.lists(st.binary(max_size=200), max_size=6))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_every_content_has_its_address(on_disk: Originals, contents: list[bytes]) -> None:
    centre = uuid4()
    kept = [on_disk.keep(centre, BytesIO(data)) for data in contents]
    for one, data in zip(kept, contents, strict=True):
        assert one.sha256 == sha256(data)
        with on_disk.open(centre, one.sha256) as file:
            assert file.read() == data
    assert {one.sha256 for one in on_disk.all() if one.centre_id == centre} == {sha256(data) for data in contents}


def test_a_bucket_that_is_not_there_is_said_not_to_be(bucket: str) -> None:
    absent = open_originals(f"{bucket}-elsewhere/originals")
    with pytest.raises(FilesUnavailable):
        absent.keep(CENTRE, BytesIO(WORDS))
