"""What the commands on originals do: into raw/ and out of it again, and their pages as pictures.

They stand apart from ``commands``, which need not bring in the readers of all formats.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from build_tools.adding import Wanted, compare, files_below, place, plan, told
from build_tools.adding import remove as remove_source
from build_tools.cache.store import Store
from build_tools.command_line import bars, stop, stopping
from build_tools.picturing import draw_pages
from build_tools.project import RAW, WORK
from build_tools.site.writing import locked
from build_tools.sources.imports.refusals import Refused
from build_tools.sources.imports.scan import Scanning


@stopping()
def add(
    files: tuple[Path, ...], id_: str, on: datetime | None, witness: Path | None, *, replace: bool
) -> None:
    """Sources of these files in raw/, all of them or none; or a source that is there beside a witness."""
    given = (*files, *([witness] if witness else []))
    if missing := [str(path) for path in given if not path.exists()]:
        raise click.UsageError(f"找不到文件：{'、'.join(missing)}（请检查路径）")
    if witness is not None and not files:
        _compare(id_, witness)
        return
    found = files_below(files)
    if not found or (id_ and len(found) > 1):
        raise click.UsageError("没有可收录的文件" if not found else "--id 只能用于一个文件")
    if witness is not None and len(found) > 1:
        raise click.UsageError("--witness 只能用于一个文件")
    day = on.date() if on else date.today()
    with locked(WORK, "gazette add"):
        with bars(len(found), "收录") as shown:
            scanning = Scanning(Store(WORK / "ocr"), shown.page)
            wanted = Wanted(found, day.isoformat(), id_, replace, witness, scanning)
            planned = plan(wanted, RAW, shown.done)
        if planned.refused:
            stop("\n".join(planned.refused))
        place(planned.added, RAW)
    for line in (line for added in planned.added for line in told(added)):
        click.echo(line)


def _compare(id_: str, witness: Path) -> None:
    """Keep what a witness of a source that is there reads otherwise."""
    if not id_:
        raise click.UsageError("没有来稿；与已有的来源比对，写 --id")
    with locked(WORK, "gazette add"):
        try:
            with bars(1, "比对") as shown:
                path, said = compare(id_, witness, RAW, Scanning(Store(WORK / "ocr"), shown.page))
        except Refused as error:
            stop(error.said(witness.name))
    for line in said:
        click.echo(line)
    click.echo(f"已写入 {path}")


@stopping()
def remove(id_: str) -> None:
    """A source taken out of raw/, with all that belongs to it."""
    with locked(WORK, "gazette remove"):
        try:
            gone = remove_source(id_, RAW)
        except Refused as error:
            stop(error.said(id_), "没有删去任何文件。")
    for path in gone:
        click.echo(f"已删去 {path}")
    click.echo("运行 gazette convert 或 make site，网页随之撤下。")


@stopping()
def pages(id_: str) -> None:
    """The pages of a source's original as pictures."""
    target = WORK / "pages" / id_
    with locked(WORK, "gazette pages"):
        try:
            count = draw_pages(id_, RAW, target)
        except Refused as error:
            stop(error.said(id_), "没有写入任何文件。")
    click.echo(f"已写入 {target}：{count} 页")
