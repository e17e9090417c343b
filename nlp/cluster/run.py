"""A run over a corpus in actors of Ray Data, one for each core.

The machine that starts it holds where slices of the corpus lie, and counts; never documents, results or keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from nlp import errors
from nlp.cluster.places import Place
from nlp.cluster.process import AnalysingProcess
from nlp.cluster.recipe import Recipe
from nlp.cluster.session import check_installed, ray_session
from nlp.cluster.slices import DOCUMENTS_A_SLICE, folders_and_tables, slices
from nlp.cluster.tables import PARTITIONS, Table
from nlp.cluster.working import COUNTS, DOCUMENTS_A_BLOCK, Target
from nlp.errors import PlaceUnusable, RunError

_PACKERS = 4

Tell = Callable[[Counter[str], int, int], None]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A run: where from, where to, how, and on what.

    ``address`` of a Ray cluster; without one `$RAY_ADDRESS`, or this machine. ``actors``: by default one for each core.
    ``retry_failed``: analyse again what could not be analysed by an earlier run. ``documents_a_block`` are committed
    together, ``documents_a_slice`` given to an actor at once.
    """

    corpus: Place
    target: Target
    recipe: Recipe
    address: str | None = None
    actors: int | None = None
    retry_failed: bool = False
    documents_a_block: int = DOCUMENTS_A_BLOCK
    documents_a_slice: int = DOCUMENTS_A_SLICE


def analyse_corpus(plan: Plan, tell: Tell) -> None:
    """Analyse what the target has no row for, and bring the target in order.

    ``tell``: called as slices are done with the counts so far (`nlp.cluster.working.COUNTS`), how many slices are done,
    and how many there are. Raises a RunError, or what making the analyser raises.
    """
    check_installed()
    _keep_apart(plan.corpus, plan.target.place)
    from nlp.cluster.actors import Analysing, Job, slice_row  # noqa: PLC0415 - of the extra [cluster]

    parts = folders_and_tables(plan.corpus)
    rows = [slice_row(some) for part in parts for some in slices(plan.corpus, part, plan.documents_a_slice)]
    if not rows:
        raise PlaceUnusable(f"There are no documents in '{plan.corpus.address}'.")
    with AnalysingProcess(plan.recipe) as process:
        identity = process.identity
    job = Job(plan.corpus, plan.target, plan.recipe, identity, plan.documents_a_block)
    with ray_session(plan.address, plan.actors) as ray, _told(ray):
        _settle(ray, plan.target)
        actors = min(len(rows), plan.actors or int(ray.cluster_resources().get("CPU", 1)))
        work = ray.data.from_items(rows, override_num_blocks=len(rows)).map(
            Analysing,
            fn_constructor_args=(job, _known(ray, plan)),
            compute=ray.data.ActorPoolStrategy(size=actors),
            num_cpus=1,
        )
        _count(work, len(rows), tell)
        _settle(ray, plan.target)


def _count(work: Any, slices: int, tell: Tell) -> None:  # noqa: ANN401 - Ray is not typed
    counts: Counter[str] = Counter()
    done = 0
    for batch in work.iter_batches(batch_size=None, prefetch_batches=0, batch_format="numpy"):
        for kind, message in zip(batch["error"], batch["message"], strict=True):
            if kind:
                raise getattr(errors, kind, RunError)(message)
        counts.update({name: int(batch[name].sum()) for name in COUNTS})
        done += len(batch["found"])
        tell(counts, done, slices)


def _known(ray: Any, plan: Plan) -> dict[str, Any]:  # noqa: ANN401
    """For each partition with rows a reference to its keys, which no machine but those that look them up ever holds."""
    from nlp.cluster.actors import pack_keys  # noqa: PLC0415

    table = plan.target.results
    digits = [digit for digit in PARTITIONS if table.files(digit)]
    known: dict[str, Any] = {}
    for some in (digits[start::_PACKERS] for start in range(min(_PACKERS, len(digits)))):
        # Without a claim to a processor: a machine that is lost takes keys along, which have to be packed again while
        # actors hold all processors there are.
        task = ray.remote(pack_keys).options(num_cpus=0, max_retries=-1, num_returns=len(some))
        packed = task.remote(table, some, results_only=plan.retry_failed)
        known.update(zip(some, packed if len(some) > 1 else [packed], strict=True))
    return known


def _settle(ray: Any, target: Target) -> None:  # noqa: ANN401
    """Bring all partitions in order, then remove the blocks whose rows they have now."""
    from nlp.cluster.actors import settle_partition  # noqa: PLC0415

    task = ray.remote(settle_partition).options(num_cpus=1, max_retries=-1, scheduling_strategy="SPREAD")
    tables: list[tuple[Table, list[str]]] = [(table, table.blocks()) for table in target.tables]
    open_tables = [(table, blocks) for table, blocks in tables if blocks]
    ray.get([task.remote(table, digit) for table, _ in open_tables for digit in PARTITIONS])
    for table, blocks in open_tables:
        table.place.remove(blocks)


def _keep_apart(corpus: Place, target: Place) -> None:
    inner, outer = f"{target.address}/", f"{corpus.address}/"
    if inner.startswith(outer) or outer.startswith(inner):
        raise PlaceUnusable(
            "The results cannot go into the corpus, nor lie around it. Choose another place for '--out'."
        )


@contextmanager
def _told(ray: Any) -> Iterator[None]:  # noqa: ANN401
    """The error of a worker in the place of what Ray wraps around it."""
    try:
        yield
    except ray.exceptions.RayError as error:
        cause = getattr(error, "cause", None)
        if isinstance(cause, RunError):
            raise cause from None
        raise RunError(
            f"The cluster gave up ({type(error).__name__}). What was committed is kept: run the same command again to "
            "go on."
        ) from None
