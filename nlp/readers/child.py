"""The confined process: reads requests, parses or rewrites files, answers. Started by `nlp.readers.sandbox`."""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import PurePath
from types import TracebackType
from typing import IO, Any

from nlp.errors import DocumentError
from nlp.readers.limits import Limits
from nlp.readers.parsers import parse, preload

try:
    import resource
except ImportError:  # Windows: the parent's clock is the only limit
    _CAN_LIMIT = False
else:
    _CAN_LIMIT = True

_OPEN_FILES = 16
_Answer = tuple[dict[str, Any], bytes]
_Work = Callable[[bytes, Limits], _Answer]
ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def main() -> None:
    """Answer requests until standard input ends."""
    answers = _claim_standard_output()
    sys.excepthook = _report_crash_to(answers)
    while header := sys.stdin.buffer.readline():
        request = json.loads(header)
        if "prepare" in request:
            preload(request["prepare"])
            continue
        limits = Limits(**request["limits"])
        # Before the limits, which forbid to write the compiled modules.
        work = _work_of(request)
        confine(limits)
        data = sys.stdin.buffer.read(request["bytes"])
        answer, content = _answer(work, data, limits)
        _write(answers, answer, content)


def confine(limits: Limits) -> None:
    """Bound this process's memory, processor time, files and children, where the system can."""
    if not _CAN_LIMIT:
        return
    cpu_seconds = math.ceil(time.process_time() + limits.seconds) + 1
    bounds = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, soft in bounds.items():
        _, hard = resource.getrlimit(kind)
        # macOS refuses to bound the address space.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))


def _work_of(request: Mapping[str, Any]) -> _Work:
    """What to do with the bytes, with its modules imported: make a file of them (a job), or read their paragraphs."""
    if "job" in request:
        module, _, name = request["job"].partition(":")
        return partial(_run, getattr(import_module(module), name), request["arguments"])
    preload(request["suffix"])
    return partial(_parse, request["suffix"])


def _run(job: Callable[..., bytes], arguments: Mapping[str, Any], data: bytes, limits: Limits) -> _Answer:
    content = job(data, arguments, limits)
    return {"bytes": len(content)}, content


def _parse(suffix: str, data: bytes, limits: Limits) -> _Answer:
    return {"paragraphs": parse(data, suffix, limits)}, b""


def _answer(work: _Work, data: bytes, limits: Limits) -> _Answer:
    try:
        return work(data, limits)
    except DocumentError as error:
        return {"error": type(error).__name__, "message": str(error)}, b""
    except MemoryError:
        return {"crash": "MemoryError"}, b""


def _claim_standard_output() -> IO[bytes]:
    """Keep the pipe for answers, so that nothing a parser's library prints can pass for one."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _write(answers: IO[bytes], answer: dict[str, Any], content: bytes = b"") -> None:
    answers.write(json.dumps(answer).encode() + b"\n" + content)
    answers.flush()


def _report_crash_to(answers: IO[bytes]) -> ExceptHook:
    def report(kind: type[BaseException], _error: BaseException, traceback: TracebackType | None) -> None:
        # The error's own message may quote the document; its kind and place do not.
        while traceback and traceback.tb_next:
            traceback = traceback.tb_next
        place = f"{PurePath(traceback.tb_frame.f_code.co_filename).name}:{traceback.tb_lineno}" if traceback else "?"
        _write(answers, {"crash": f"{kind.__name__} at {place}"})

    return report
