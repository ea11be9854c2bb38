"""How every command speaks: what stops it, in Chinese with a code; progress in a terminal."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from build_tools.cache.cluster import NoScheduler
from build_tools.model.corpus import Failed
from build_tools.model.guard import StageFailed
from build_tools.output import Foreign, record_failures
from build_tools.pipeline import Progress as Callback
from build_tools.project import WORK
from build_tools.publishing.publish import NoWayBack
from build_tools.publishing.target import SettingsWrong, TargetFailed
from build_tools.report import io_error, one_line
from build_tools.site.build import BuildFailed
from build_tools.site.writing import Busy
from build_tools.sources.folder import Changed
from build_tools.sources.published import RecordBroken

if TYPE_CHECKING:  # bars are shown in a terminal alone, and brought in there
    from rich.progress import Progress, TaskID


@contextmanager
def stopping() -> Iterator[None]:
    """What stops a run in the middle is said with a stable code: exit code 1, or 2 where it is misuse. A run
    that is told to end cleans up, as one does that is interrupted from the keyboard."""
    try:
        with _interruptible():
            yield
    except Foreign as error:
        said = f"{error} 不是本程序生成的文件；请另选一个 --out 文件夹，或先移走它"
        raise click.UsageError(said) from error
    except StageFailed as error:
        click.echo(one_line(error.failed.source, error.failed.notes[0]), err=True)
        keep_failures((error.failed,), None)
        stop("全部来源都没有处理。")
    except NoScheduler as error:
        stop(f"no-scheduler {error}")
    except BuildFailed as error:
        stop(str(error))
    except Changed as error:
        stop(changed(error))
    except RecordBroken as error:
        stop(f"record-broken {error} 不能读取：恢复 published/ 的这一行，或合并时的两方都留下")
    except (SettingsWrong, NoWayBack, TargetFailed) as error:
        stop(f"{_WAYS[type(error)]} {error}", "没有发布。")
    except Busy as error:
        stop(f"busy 另一次运行正在写入同一位置：{error}；等它结束后再运行")
    except OSError as error:
        click.echo(io_error(error), err=True)
        sys.exit(1)


_WAYS = {SettingsWrong: "settings-wrong", NoWayBack: "no-way-back", TargetFailed: "target-failed"}


def changed(error: Changed) -> str:
    return f"source-changed 来源在处理过程中改变：{error}；请重新运行"


@contextmanager
def _interruptible() -> Iterator[None]:
    """A run that is told to end cleans up, as one does that is interrupted from the keyboard."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def stop(said: str, written: str = "没有写入任何文件。") -> NoReturn:
    click.echo(f"{said}\n{written}", err=True)
    sys.exit(1)


class Bars:
    """A progress bar of what a command works through, and below it one of the pages that are recognised of
    it; nothing where ``shown`` is None."""

    def __init__(self, shown: Progress | None, total: int) -> None:
        self._shown = shown
        self._all = shown.add_task("", total=total) if shown is not None else None
        self._pages: TaskID | None = None

    def done(self, name: str) -> None:
        """One more is done."""
        if self._shown is not None and self._all is not None:
            if self._pages is not None:
                self._shown.remove_task(self._pages)
                self._pages = None
            self._shown.update(self._all, advance=1, description=name)

    def page(self, done: int, total: int) -> None:
        """So many pages of so many are recognised."""
        if self._shown is not None:
            if self._pages is None:
                self._pages = self._shown.add_task("页", total=total)
            self._shown.update(self._pages, completed=done, total=total)


@contextmanager
def bars(total: int, what: str) -> Iterator[Bars]:
    """Progress bars with the time so far in a terminal, of one large source too; nothing when the output is
    piped."""
    if not sys.stderr.isatty() or not total:
        yield Bars(None, total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
    from rich.progress import TimeElapsedColumn as Elapsed

    console = Console(stderr=True)
    shape = (SpinnerColumn(), BarColumn(), MofNCompleteColumn(), Elapsed(), TextColumn("{task.description}"))
    with Progress(TextColumn(what), *shape, console=console, transient=True) as shown:
        yield Bars(shown, total)


@contextmanager
def progress(total: int, what: str) -> Iterator[Callback]:
    """The bar of what a command works through, as a function that is told of each."""
    with bars(total, what) as own:
        yield own.done


def keep_failures(failed: Sequence[Failed], out: Path | None) -> None:
    """Put what Python said of failures into files, and say where."""
    for path in record_failures(failed, (out or WORK) / "failures"):
        click.echo(f"出错记录：{path}", err=True)
