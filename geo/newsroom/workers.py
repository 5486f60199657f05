"""Processes that do tasks side by side: forked where the platform does it safely, so that what is loaded is shared.

A process that ends in the middle of a task loses that task only; another takes its place.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

Method = Literal["fork", "spawn"]
#: Makes, in a worker, what does a task there. A forked worker is given it as it is; a spawned one unpickles it.
Prepare = Callable[[], Callable[[Any], Any]]
#: Seconds that a worker has to end once it is asked to.
_PATIENCE_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Lost:
    """A task whose worker ended in the middle of it, and why."""

    why: str


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection[Any, Any]
    task: int | None = None


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C, and a polite end from outside, wait for the end of the block, where the platform can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def usual_method() -> Method:
    """Return how workers start: by fork where that is safe and no other thread runs, which could hold a lock over it.

    On macOS the system's own libraries do not survive a fork.
    """
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return "fork" if forks and threading.active_count() == 1 else "spawn"


def answers(
    tasks: Sequence[Any], prepare: Prepare, count: int, method: Method | None = None
) -> Generator[tuple[int, Any]]:
    """Give each task to one of `count` workers and yield its number and answer as they come, or `Lost`.

    What is left of the work when the generator is closed, or an exception such as Ctrl-C passes through it, is ended.
    """
    context = multiprocessing.get_context(method or usual_method())
    waiting = list(enumerate(tasks))[::-1]
    crew: dict[object, _Worker] = {}
    gc.freeze()  # a collection in a worker would copy every page of what is shared
    try:
        while waiting or any(worker.task is not None for worker in crew.values()):
            while waiting and len(crew) < count:
                worker = _started(context, prepare, [one.connection for one in crew.values()])
                crew[worker.connection] = worker
            for worker in crew.values():
                if waiting and worker.task is None:
                    _give(worker, waiting.pop())
            for connection in wait([one.connection for one in crew.values() if one.task is not None]):
                worker = crew[connection]
                number, answer = _taken(worker)
                if isinstance(answer, Lost):
                    del crew[worker.connection]
                elif waiting:
                    _give(worker, waiting.pop())
                yield number, answer
    finally:
        gc.unfreeze()
        _end(list(crew.values()))


def _started(context: Any, prepare: Prepare, others: list[Connection[Any, Any]]) -> _Worker:
    near, far = context.Pipe()
    inherited = [near, *others] if context.get_start_method() == "fork" else []
    process = context.Process(target=_serve, args=(far, inherited, prepare), daemon=True)
    with warnings.catch_warnings():
        # Threads of a numeric library, which holds no lock between two calls.
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        process.start()
    far.close()
    return _Worker(process, near)


def _give(worker: _Worker, task: tuple[int, Any]) -> None:
    worker.task = task[0]
    with suppress(OSError):  # a worker that has ended is found so when its answer is taken
        worker.connection.send(task[1])


def _taken(worker: _Worker) -> tuple[int, Any]:
    number, worker.task = worker.task, None
    try:
        told, answer = worker.connection.recv()
    except (EOFError, OSError):
        worker.process.join(_PATIENCE_S)
        code = worker.process.exitcode
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        answer = Lost(f"the process that drew it ended ({how}), perhaps for want of memory. Try again with --jobs 1.")
        told = False
    if not told:
        worker.connection.close()
        worker.process.join(_PATIENCE_S)
    return int(number or 0), answer


def _end(crew: list[_Worker]) -> None:
    for worker in crew:
        if worker.task is not None:
            worker.process.terminate()
        worker.connection.close()  # an idle one ends by itself
    for worker in crew:
        worker.process.join(_PATIENCE_S)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _serve(connection: Connection[Any, Any], inherited: list[Connection[Any, Any]], prepare: Prepare) -> None:
    """Answer tasks until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this one ends it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    for one in inherited:  # or the end of who started this one would not be heard
        one.close()
    do = None
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        try:
            do = do or prepare()
            answer = (True, do(task))
        except Exception as error:
            _say(connection, (False, Lost(f"{type(error).__name__}: {error}")))
            raise
        _say(connection, answer)


def _say(connection: Connection[Any, Any], answer: tuple[bool, Any]) -> None:
    with suppress(OSError):  # who asked has ended
        connection.send(answer)
