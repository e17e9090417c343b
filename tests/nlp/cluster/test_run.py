"""The real thing: two machines of a cluster (two nodes of Ray), of which one is killed in the middle of a run."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nlp.cluster.piece import Piece, distinct
from nlp.cluster.places import Place
from nlp.cluster.process import AnalysingProcess
from nlp.cluster.run import Plan, analyse_corpus
from nlp.cluster.session import quieten
from nlp.cluster.slices import pieces, slices
from nlp.cluster.working import Target
from tests.nlp.cluster.conftest import Read, account
from tests.nlp.cluster.stand_ins import BY_PATH, DEADLY, fragile

# Ray leaves sockets and files of its log open when a process ends.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray.*"),
]

DOCUMENTS = 160
SLICES = DOCUMENTS // 8
ROOT = Path(__file__).parents[3]
MEMORY = 300_000_000


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A head and a second node, each with one processor."""
    quieten()
    # Beside other tests, workers that give way to everybody would wait for ever.
    monkeypatch.setenv("RAY_worker_niceness", "0")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), BY_PATH]))
    from ray.cluster_utils import Cluster  # noqa: PLC0415 - after it has been told to be quiet

    # A dead node refuses to be asked; how long it is given is what the test would wait.
    soon = {"health_check_period_ms": 500}
    head = {"num_cpus": 1, "object_store_memory": MEMORY, "include_dashboard": False, "_system_config": soon}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    yield cluster
    cluster.shutdown()  # type: ignore[no-untyped-call]


@pytest.fixture
def accounts(tmp_path: Path) -> Place:
    """A table of accounts: every tenth stands in it twice, one ends its process, one has no words."""
    texts = [account(number - number % 10 // 9) for number in range(DOCUMENTS)]
    texts[77], texts[78] = DEADLY, ""
    rows = pa.table({"id": [str(number) for number in range(DOCUMENTS)], "text": texts})
    pq.write_table(rows, tmp_path / "accounts.parquet")
    return Place.of(str(tmp_path / "accounts.parquet"))


def kill(node: Any) -> None:
    """End a node and everything that runs on it, without a word."""
    raylet = psutil.Process(node.all_processes["raylet"][0].process.pid)
    for process in [raylet, *raylet.children(recursive=True)]:
        os.kill(process.pid, signal.SIGKILL)


def by_key(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What analysis makes of documents, whichever source a document was met in first."""
    return {row["key"]: (row["outcome"], row.get("result"), row.get("problem_type")) for row in rows}


def test_a_machine_that_is_killed_costs_no_row_and_doubles_none(
    cluster: Any, accounts: Place, target: Target, read: Read
) -> None:
    nodes = [cluster.add_node(num_cpus=1, object_store_memory=MEMORY)]
    plan = Plan(
        corpus=accounts,
        target=target,
        recipe=fragile(),
        address=cluster.address,
        documents_a_slice=8,
        documents_a_block=4,
    )
    killed: list[int] = []
    counted: Counter[str] = Counter()

    def tell(counts: Counter[str], done: int, slices: int) -> None:
        counted.update({name: counts[name] - counted[name] for name in counts})
        if done >= SLICES // 4 and not killed:
            assert 0 < done < slices == SLICES
            kill(nodes[0])
            killed.append(done)
            nodes.append(cluster.add_node(num_cpus=1, object_store_memory=MEMORY))

    analyse_corpus(plan, tell)
    assert killed
    assert counted["found"] == DOCUMENTS

    with AnalysingProcess(fragile()) as alone:
        documents = [
            piece
            for some in slices(accounts, "", DOCUMENTS)
            for piece in pieces(accounts, some)
            if isinstance(piece, Piece)
        ]
        expected = alone.rows(list(distinct(documents, alone.identity).values()))
    results = read(target, "results")
    assert by_key(results) == by_key(expected)
    assert len(results) == len(expected)
    assert sorted(int(row["source"]) for row in read(target, "sources")) == list(range(DOCUMENTS))
    assert not any(table.blocks() for table in target.tables)
