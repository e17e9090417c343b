"""A worker commits a row for each document that has none, on disk and in a bucket."""

from __future__ import annotations

from pathlib import Path

from nlp.cluster.known import Known, pack
from nlp.cluster.places import Place
from nlp.cluster.process import AnalysingProcess
from nlp.cluster.settling import keys, settle
from nlp.cluster.slices import Slice
from nlp.cluster.tables import PARTITIONS
from nlp.cluster.working import Target, Worker
from tests.nlp.cluster.conftest import Read

WHOLE = Slice("", ("amira.txt", "ben.txt", "group b/amira again.txt", "empty.txt", "nowhere.txt"))


def work(process: AnalysingProcess, corpus: Path, target: Target, block: int = 2) -> dict[str, int]:
    """One run: settled keys are known, a slice is worked on, and everything is settled."""
    known = Known(lambda digit: pack(keys(target.results, digit)))
    counts = Worker(process, Place.of(str(corpus)), target, known, block).work(WHOLE)
    for table in target.tables:
        for digit in PARTITIONS:
            settle(table, digit)
        table.place.remove(table.blocks())
    return dict(counts)


def test_each_distinct_document_has_one_row_and_each_source_too(
    process: AnalysingProcess, corpus: Path, target: Target, read: Read
) -> None:
    counts = work(process, corpus, target, block=5)

    assert counts == {"found": 5, "analysed": 2, "failed": 1, "kept": 1, "unreadable": 1}
    results = read(target, "results")
    assert sorted(row["source"] for row in results) == ["amira.txt", "ben.txt", "empty.txt"]
    assert all(row["content_sha256"].startswith(str(row["hash"])) for row in results)
    sources = {row["source"]: row for row in read(target, "sources")}
    assert sources["amira.txt"]["content_sha256"] == sources["group b/amira again.txt"]["content_sha256"]
    assert sources["nowhere.txt"]["content_sha256"] is None
    assert sources["nowhere.txt"]["problem_title"] == "The file cannot be opened"


def test_a_second_run_analyses_what_is_new(process: AnalysingProcess, corpus: Path, target: Target, read: Read) -> None:
    work(process, corpus, target)
    (corpus / "ben.txt").write_text("Another account altogether.", encoding="utf-8")
    counts = work(process, corpus, target)

    assert counts["analysed"] == 1
    assert counts["kept"] == 3
    assert len(read(target, "results")) == 4


def test_a_block_that_was_committed_is_not_analysed_again(
    process: AnalysingProcess, corpus: Path, target: Target
) -> None:
    worker = Worker(process, Place.of(str(corpus)), target, Known(lambda _: pack([])), block=5)
    worker.work(WHOLE)

    counts = worker.work(WHOLE)
    assert counts["analysed"] == counts["failed"] == 0


def test_keys_are_found_among_many() -> None:
    some = [bytes([number]) * 32 for number in range(0, 200, 2)]
    known = Known(lambda digit: pack(some if digit == "a" else []))

    assert all(known.holds("a", key.hex()) for key in some)
    assert not known.holds("a", (b"\x01" * 32).hex())
    assert not known.holds("b", some[0].hex())
    assert not known.holds("a", (b"\xff" * 32).hex())


def test_a_bucket_holds_the_same_as_a_folder(
    process: AnalysingProcess, corpus: Path, target: Target, bucket: str
) -> None:
    in_bucket = Target(Place.of(f"{bucket}/target"))
    work(process, corpus, target)
    work(process, corpus, in_bucket)

    for mine, other in zip(target.tables, in_bucket.tables, strict=True):
        assert not other.blocks()
        for digit in PARTITIONS:
            assert keys(mine, digit) == keys(other, digit)
            assert mine.files(digit) == other.files(digit)
