"""What runs on the machines of a cluster. Nothing here prints, and no error that leaves it quotes a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from traceback import extract_tb
from typing import Any

import ray

from criteria_bank.errors import CriteriaBankError
from nlp.cluster.known import Keys, Known, pack
from nlp.cluster.places import Place
from nlp.cluster.process import AnalysingProcess
from nlp.cluster.recipe import Identity, Recipe
from nlp.cluster.settling import keys, settle
from nlp.cluster.slices import Slice
from nlp.cluster.tables import Table
from nlp.cluster.working import COUNTS, Target, Worker
from nlp.errors import NlpError, NodesDiffer, PlaceUnusable, RunError


@dataclass(frozen=True)
class Job:
    """What every actor of a run is told. ``identity``: what its results have to be made by."""

    corpus: Place
    target: Target
    recipe: Recipe
    identity: Identity
    documents_a_block: int


class Analysing:
    """An actor of Ray Data: analyses a slice, and answers with counts.

    ``known``: for each partition with rows a reference to its packed keys, in memory that the actors of a
    machine share.
    """

    def __init__(self, job: Job, known: Mapping[str, ray.ObjectRef[Any]]) -> None:
        self._job = job
        self._known = known

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """Commit the rows that the slice lacks, and count.

        What makes that impossible is told as ``error``, the name of its class, and ``message``: what is raised here
        Ray Data prints, and gives to the one who started the run without its class.
        """
        counts: Counter[str] = Counter()
        failure = {"error": "", "message": ""}
        try:
            with _wordless():
                counts = self._worker.work(Slice.of_json(row["slice"]))
        except (NlpError, CriteriaBankError) as error:
            failure = {"error": type(error).__name__, "message": str(error)}
        return {**{name: counts[name] for name in COUNTS}, **failure}

    @cached_property
    def _worker(self) -> Worker:
        job = self._job
        process = AnalysingProcess(job.recipe)
        if process.identity != job.identity:
            process.close()
            raise NodesDiffer(
                "A machine of the cluster has another unit, model or version of tallymark than the one that started "
                "the run. Install the same on all of them."
            )
        return Worker(process, job.corpus, job.target, Known(self._load), job.documents_a_block)

    def _load(self, partition: str) -> Keys:
        if partition not in self._known:
            return pack([])
        packed: Keys = ray.get(self._known[partition])
        return packed


def settle_partition(table: Table, partition: str) -> int:
    """A task: see `nlp.cluster.settling.settle`."""
    with _wordless():
        return settle(table, partition)


def pack_keys(table: Table, partitions: Sequence[str], *, results_only: bool) -> tuple[Keys, ...] | Keys:
    """A task: the packed keys of each partition; of one alone, as Ray has it, without a tuple."""
    with _wordless():
        packed = tuple(pack(keys(table, digit, results_only=results_only)) for digit in partitions)
        return packed if len(packed) > 1 else packed[0]


def slice_row(slice_: Slice) -> dict[str, str]:
    """A slice as a row of a dataset."""
    return {"slice": slice_.to_json()}


@contextmanager
def _wordless() -> Iterator[None]:
    """Errors of ours pass; of others only kind and place do, as their messages may quote a document."""
    try:
        yield
    except (NlpError, CriteriaBankError):
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PlaceUnusable(
            f"The corpus or the target cannot be reached from every machine ({reason}). What was committed is kept: "
            "run the same command again to go on."
        ) from None
    except Exception as error:  # noqa: BLE001 - see above
        frame = extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        raise RunError(
            f"A worker failed ({type(error).__name__} at {place}). Please report it with that place and the output of "
            "'tallymark --version'. What was committed is kept."
        ) from None
