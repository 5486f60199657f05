"""From a YAML file of maps to a folder of files: drawn side by side, and only where something changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import GeoError, InputError
from ..settings import Settings
from ..views.files import write_whole
from ..views.static_ready import load_for
from .drawing import Drawn, drawn, frames_of
from .jobs import Job, check_targets, jobs_of
from .keys import ground_key, house_files, key_of
from .manifest import Entry, Manifest, Written, wrong_in
from .orders import Orders, Refused
from .report import Report, Result
from .workers import Lost, Method, answers, cores, uninterrupted, usual_method

if TYPE_CHECKING:
    from ..pipeline import Front, Progress

_STAGE: Final = "drawing maps"
#: Seconds after which what was made until then is remembered.
_KEPT_EVERY_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Task:
    """A job for a worker, with what its files were made of the last time; `forced` draws in any case."""

    job: Job
    former: Entry | None
    folder: Path
    forced: bool = False
    only_look: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker says of a task: its key, why it is due, and what it drew; or the error that it ended with."""

    key: str = ""
    due: str = ""
    made: Drawn | None = None
    seconds: float = 0.0
    error: str = ""


@dataclass
class Desk:
    """What draws, in this process or, made anew from the same files, in another one."""

    settings: Settings
    event_files: tuple[Path, ...]
    report_files: tuple[Path, ...]
    ground: str
    front: Front | None = field(default=None, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the record behind: a spawned process loads its own."""
        return {**self.__dict__, "front": None}

    def __call__(self) -> Callable[[Task], Answer]:
        """Return what does a task, the record loaded."""
        from ..pipeline import load_front

        front = self.front or load_front(self.settings, event_files=self.event_files, report_files=self.report_files)
        return lambda task: _done(task, front, self.ground)


def _done(task: Task, front: Front, ground: str) -> Answer:
    """Draw a task's job if it is due."""
    started = time.perf_counter()
    try:
        frames = frames_of(task.job, front)
        key = key_of(task.job, frames, ground)
        due = "forced" if task.forced else _due(task, key)
        if not due or task.only_look:
            return Answer(key, due)
        made = drawn(task.job, frames, front)
    except (GeoError, OSError) as error:
        return Answer(error=str(error))
    return Answer(key, due, made, time.perf_counter() - started)


def _due(task: Task, key: str) -> str:
    """Why a job must be drawn; empty where its files are as they would become."""
    if task.former is None:
        return "new"
    if task.former.key != key:
        return "changed"
    return wrong_in(task.folder, task.former)


@dataclass
class Production:
    """One call: orders, a folder, and how to go about it.

    Attributes
    ----------
    orders : Orders
    folder : Path
        Where the files go; made if its own folder is there.
    jobs : int or None
        Processes side by side; None: one a processor.
    only : tuple of str
        Names of the maps to make; none: all.
    forced, only_look, strict : bool
        Draw what is current too; draw nothing and say what is due; stop at the first map that fails.
    method : {"fork", "spawn"} or None
        How processes start; None: fork where it is safe.
    """

    orders: Orders
    folder: Path
    jobs: int | None = None
    only: tuple[str, ...] = ()
    forced: bool = False
    only_look: bool = False
    strict: bool = False
    method: Method | None = None

    def run(
        self, front: Front, settings: Settings, event_files: Sequence[Path] = (), report_files: Sequence[Path] = (),
        *, progress: Progress | None = None,
    ) -> Report:  # fmt: skip
        """Make what is due and return what became of each map.

        Ctrl-C ends it: the files written until then are whole and remembered, and the report says that it was
        interrupted.

        Raises
        ------
        InputError
            If the defaults are not right, a map would be written over a file that is read, or, if strict, one map of
            the file is not right.
        """
        jobs, wrong = jobs_of(self.orders, front.timeline, self.only)
        refused = (*(one for one in self.orders.refused if not self.only or one.name in self.only), *wrong)
        if self.strict and refused:
            raise InputError(
                " ".join(one.why for one in sorted(refused, key=lambda one: self.orders.names.index(one.name)))
            )
        read = [self.orders.path, *event_files, *report_files, *_houses(self.orders)]
        check_targets(jobs, self.folder, [*read, *(path for job in jobs for path in house_files(job.edition))])
        desk = Desk(settings, tuple(event_files), tuple(report_files), ground_key(settings), front)
        return self._made(jobs, refused, desk, progress)

    def _made(self, jobs: tuple[Job, ...], refused: Sequence[Refused], desk: Desk, progress: Progress | None) -> Report:
        manifest = Manifest.read(self.folder)
        results = {one.name: Result(one.name, "failed", error=one.why) for one in refused}
        results |= {job.name: Result(job.name, "skipped") for job in jobs}
        interrupted, lost = False, ""
        if not self.only_look:
            _make_folder(self.folder)
            manifest.write(self.folder)  # says before the work that nothing can be written there
        kept_at = time.monotonic()
        try:
            with closing(self._answered(jobs, manifest, desk, results)) as given:
                for done, result in enumerate(given, start=1):
                    if progress is not None:
                        progress(_STAGE, done, len(jobs))
                    if self.strict and result.status == "failed":
                        break
                    if time.monotonic() - kept_at > _KEPT_EVERY_S and not self.only_look:
                        manifest.keep(self.folder)  # a call that is killed loses no more than that
                        kept_at = time.monotonic()
        except KeyboardInterrupt:
            interrupted = True
        finally:
            ordered = {order.name: order for _, order in self.orders.orders}
            left = manifest.left_in(self.folder, ordered | {one.name: one for one in self.orders.refused})
            if not self.only_look:
                with uninterrupted():
                    lost = manifest.keep(self.folder)
        told = tuple(results[name] for name in self.orders.names if name in results)
        return Report(told, left, interrupted, " ".join(filter(None, (manifest.trouble, lost))))

    def _answered(
        self, jobs: tuple[Job, ...], manifest: Manifest, desk: Desk, results: dict[str, Result]
    ) -> Generator[Result]:
        """Each job's result as it comes, its files written and all of it remembered."""
        tasks = [Task(job, manifest.maps.get(job.name), self.folder, self.forced, self.only_look) for job in jobs]
        count = min(self.jobs or cores(), len(tasks))
        method = self.method or usual_method()
        if method == "fork" and not self.only_look and any(task.forced or task.former is None for task in tasks):
            load_for(form for job in jobs for form in job.formats)
        with closing(answers(tasks, desk, count, method)) as given:
            for number, answer in given:
                with uninterrupted():  # a map's files belong together, and to what is told of it
                    result = results[tasks[number].job.name] = self._result(tasks[number], answer, manifest)
                yield result

    def _result(self, task: Task, answer: Answer | Lost, manifest: Manifest) -> Result:
        name, former = task.job.name, task.former
        if isinstance(answer, Lost) or answer.error:
            return Result(
                name, "failed", error=f"{task.job.where}: {answer.why if isinstance(answer, Lost) else answer.error}"
            )
        if answer.made is None:
            if answer.due or former is None:
                return Result(name, "due", answer.due)
            return Result(name, "current", files=former.files, warnings=former.warnings)
        told = (*task.job.warnings, *answer.made.warnings)
        try:
            entry = Entry(key=answer.key, files=_written(self.folder, answer.made.files), warnings=told)
        except (GeoError, OSError) as error:
            return Result(name, "failed", answer.due, error=f"{task.job.where}: {error}")
        manifest.put(name, entry)
        return Result(name, "made", answer.due, entry.files, answer.seconds, told)


def _written(folder: Path, files: dict[str, bytes]) -> dict[str, Written]:
    for name, content in files.items():
        target = folder / name
        if target.parent != folder:
            _make_folder(target.parent)
        write_whole(target, content)
    return {name: Written.of(content) for name, content in files.items()}


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError as error:
        raise InputError(
            f"{folder}: folder {folder.parent} is not there. Make it first, or name another one."
        ) from error
    except FileExistsError as error:
        raise InputError(f"{folder}: is a file; expected a folder. Name another one, or move the file.") from error


def _houses(orders: Orders) -> list[Path]:
    """The house style files that the orders name."""
    told = [orders.defaults.edition, *(order.edition for _, order in orders.orders)]
    return [orders.path.parent / one["house"] for one in told if isinstance(one.get("house"), str)]
