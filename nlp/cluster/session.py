"""Ray, started here or met at an address, and kept quiet: no statistics to its makers, no dashboard, no log to read."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nlp.errors import ClusterUnavailable

if TYPE_CHECKING:
    from types import ModuleType

ADDRESS_VARIABLE = "RAY_ADDRESS"
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DATA_LOG_LEVEL": "ERROR",
    "RAY_DISABLE_FAILURE_SIGNAL_HANDLER": "1",
    # Without it every start warns of a change in a later Ray that concerns machines with GPUs.
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
# What passes between machines is counts; Ray would set aside 128 MB for each task's output.
_BYTES_A_BLOCK = 1_000_000
_SECONDS_TO_ANSWER = 10


def check_installed() -> None:
    """Raise ClusterUnavailable where the extra [cluster] is not installed."""
    _ray()


@contextmanager
def ray_session(address: str | None, processors: int | None) -> Iterator[ModuleType]:
    """Ray at ``address``, else at ``$RAY_ADDRESS``, else on this machine with ``processors`` of it (by default all).

    Raises ClusterUnavailable where the extra is not installed or nothing answers at the address.
    """
    ray = _ray()
    where = address or os.environ.get(ADDRESS_VARIABLE) or "local"
    unreachable = ClusterUnavailable(
        f"There is no cluster to use at '{where}'. Check the address that 'ray start --head' printed, that this "
        "machine reaches it and has its token (RAY_AUTH_MODE=token, ~/.ray/auth_token), and that all have the same "
        "versions of Python and Ray."
    )
    if not _answers(where):
        raise unreachable
    local = {"num_cpus": processors, "include_dashboard": False} if where == "local" else {}
    try:
        with _standard_error_shut():
            ray.init(address=where, log_to_driver=False, logging_level="error", **local)
    except (ConnectionError, ValueError, RuntimeError, TimeoutError):
        raise unreachable from None
    try:
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        context.target_max_block_size = _BYTES_A_BLOCK
        yield ray
    finally:
        ray.shutdown()


def quieten() -> None:
    """Set what Ray reads from the environment when it is imported and started; what is set already stays."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)


def _answers(where: str) -> bool:
    """Whether anything is there to be met: Ray itself would ask for minutes."""
    host, _, port = where.rpartition(":")
    if not host or not port.isdecimal() or "://" in where:
        return True
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS_TO_ANSWER).close()
    except (OSError, OverflowError):
        return False
    return True


@contextmanager
def _standard_error_shut() -> Iterator[None]:
    """Ray's own processes say on standard error how much they will say. Its errors come as exceptions."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _ray() -> ModuleType:
    quieten()
    try:
        import ray  # noqa: PLC0415 - of the extra [cluster]
        import ray.data  # noqa: PLC0415
    except ImportError:
        raise ClusterUnavailable(
            "Whole corpora need the extra [cluster]. Run: pip install 'tallymark[cluster]' (for buckets of S3: "
            "'tallymark[cluster,s3]')."
        ) from None
    return ray
