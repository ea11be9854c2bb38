"""How every command speaks: what stops it, in Chinese with a code; progress in a terminal."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

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


@contextmanager
def progress(total: int, what: str) -> Iterator[Callback]:
    """A progress bar with the time so far in a terminal, of one large source too; nothing when the output is
    piped."""
    console = Console(stderr=True)
    if not console.is_terminal or not total:
        yield lambda _: None
        return
    counted: tuple[ProgressColumn, ...] = (
        (BarColumn(), MofNCompleteColumn()) if total > 1 else (SpinnerColumn(),)
    )
    columns = (TextColumn(what), *counted, TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda name: bar.update(task, advance=1, description=name)


def keep_failures(failed: Sequence[Failed], out: Path | None) -> None:
    """Put what Python said of failures into files, and say where."""
    for path in record_failures(failed, (out or WORK) / "failures"):
        click.echo(f"出错记录：{path}", err=True)
