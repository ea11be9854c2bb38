"""The command line: what is typed, and what misuse of it answers. What a command does stands in ``commands``.

That module brings in the program, which takes far longer than to show a help text: it is imported where a
command runs, and so is ``adding_commands``, with the readers of originals.
"""

from __future__ import annotations

import re
import sys
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from build_tools import __version__


class _Chinese(click.Group):
    """A group whose misuse is reported in Chinese with a stable code, exit code 2."""

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().main(*args, **{**extra, "standalone_mode": False})
        except click.NoSuchOption as error:
            _misuse(f"没有选项 {error.option_name}")
        except click.BadParameter as error:
            _misuse(f"参数 {error.param.name if error.param else ''} 不对：{error.format_message()}")
        except click.UsageError as error:
            said = error.format_message()
            missing = re.search(r"No such command '(.+?)'", said)
            _misuse(f"没有命令 {missing[1]}" if missing else said)
        except click.exceptions.Abort:
            sys.exit(1)


def _bringing_in() -> AbstractContextManager[None]:
    """While a command is imported: what comes with it stays, Python need not look for garbage there."""
    from build_tools.cache.store import many_values

    return many_values()


def _misuse(said: str) -> NoReturn:
    click.echo(f"misuse {said}。用法见 gazette --help", err=True)
    sys.exit(2)


@click.group(cls=_Chinese, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gazette")
def main() -> None:
    """政府公报：由来源文本生成网页与数据。"""


_AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="时效状态截至哪一天；不写则为全部文件中最新的日期。",
)
_RAW_ARGUMENT = click.argument("raw", nargs=-1, type=click.Path(path_type=Path))


_SKIP_FAILED = click.option(
    "--skip-failed",
    "skip",
    is_flag=True,
    help="有来源出错时，其余照常发布；出错来源的网页保留原样，并注明未能重新生成。",
)


@main.command()
@_RAW_ARGUMENT
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="写入该文件夹的 pages/ 与 data/。"
)
@_AS_OF
@_SKIP_FAILED
def convert(raw: tuple[Path, ...], out: Path | None, as_of: datetime | None, skip: bool) -> None:
    """把来源文本转换为 Markdown 页面和数据。

    不给文件时转换 raw/ 下的全部来源，写入 docs/ 的生成文件夹和 build/data。
    """
    with _bringing_in():
        from build_tools import commands

    commands.convert(raw, out, as_of, skip=skip)


@main.command()
@_RAW_ARGUMENT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
@click.option("--strict", is_flag=True, help="有未处理的存疑也算失败。")
@click.option("--new", is_flag=True, help="只列上次发布以后新出现的。")
@click.option("--issue", metavar="ID", default="", help="只列一期：目录、编号、日期、表内数字、附件、图片。")
def check(raw: tuple[Path, ...], form: str, strict: bool, new: bool, issue: str) -> None:
    """核对：字符核算、网页文字、存疑之处、过期页面，以及 raw/ 下不是来源的文件。"""
    if issue:
        with _bringing_in():
            from build_tools import publishing_commands

        publishing_commands.report_issue(issue)
        return
    with _bringing_in():
        from build_tools import commands

    commands.check(raw, form, strict=strict, new=new)


@main.command()
@_AS_OF
@_SKIP_FAILED
@click.option("--scheduler", metavar="ADDRESS", default="", help="由 Dask 的这个调度器分派转换。")
def build(as_of: datetime | None, skip: bool, scheduler: str) -> None:
    """转换全部来源并生成网站 site/。"""
    from build_tools.project import last_report

    said = last_report(as_of, skip=skip)
    if said is not None:
        click.echo("\n".join(said))
        return

    with _bringing_in():
        from build_tools import commands

    commands.build(as_of, skip=skip, scheduler=scheduler)


@main.command()
@_AS_OF
@_SKIP_FAILED
def bundle(as_of: datetime | None, skip: bool) -> None:
    """生成网站并打成离线包 dist/gazette-日期.zip，解开后双击 index.html 即可阅读。"""
    with _bringing_in():
        from build_tools import commands

    commands.bundle(as_of, skip=skip)


@main.command()
def books() -> None:
    """把各期和各文件制成 EPUB、Word、Akoma Ntoso，写入 dist/books/，逐件与字符核算比对。"""
    from build_tools import book_commands

    book_commands.books()


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--id", "id_", metavar="ID", default="", help="来源的名称；不写则取文件名，或据刊名和期号。")
@click.option("--replace", "replace_", is_flag=True, help="已有这个来源的，用新文件替换，校勘移到新的行。")
@click.option(
    "--witness",
    type=click.Path(path_type=Path, dir_okay=False),
    help="同一份的另一种来稿：逐字比对，不同之处列为存疑；不给来稿而给 --id 的，与已有的来源比对。",
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="收录的日期；不写则为今天。"
)
def add(files: tuple[Path, ...], id_: str, replace_: bool, witness: Path | None, on: datetime | None) -> None:
    """把来稿（docx、doc、wps、rtf、odt、pdf、ofd、html、txt、md、扫描件）收录为来源。

    写成 raw/ID.txt、附属文件草稿 raw/ID.toml 和收录记录 raw/ID.import.json，原件存入 raw/originals/。
    """
    with _bringing_in():
        from build_tools import adding_commands

    adding_commands.add(files, id_, on, witness, replace=replace_)


@main.command()
@click.argument("id_", metavar="ID")
def remove(id_: str) -> None:
    """撤下一个来源：删去它的来源文本、附属文件、收录记录和原件。"""
    with _bringing_in():
        from build_tools import adding_commands

    adding_commands.remove(id_)


@main.command()
@click.argument("id_", metavar="ID")
def pages(id_: str) -> None:
    """把来源原件的各页画成图片，放入 build/pages/ID/，并写明各行的位置。"""
    with _bringing_in():
        from build_tools import adding_commands

    adding_commands.pages(id_)


@main.command()
@click.argument("old", default="")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "page"]), default="text", help="输出格式。"
)
@click.option("--message", is_flag=True, help="写成提交说明的草稿。")
def changes(old: str, form: str, message: bool) -> None:
    """与上一次发布相比有哪些变化：文件、文字、格子、引用、时效、责任、存疑。

    OLD 是一次发布的文件夹或离线包，或 git 的提交；不写则为上一次发布。
    """
    with _bringing_in():
        from build_tools import publishing_commands as commands

    commands.changes(old, form, message=message)


@main.command()
@click.option("--allow", multiple=True, metavar="CODE", help="允许的拦下代码，可写几个；要写 --why。")
@click.option("--why", default="", help="允许的理由，记入发布记录。")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="发布的日期；不写则为今天。"
)
@click.option("--back", is_flag=True, help="退回上一次发布。")
@_SKIP_FAILED
def publish(allow: tuple[str, ...], why: str, on: datetime | None, back: bool, skip: bool) -> None:
    """生成网站，通过关口，发布到 gazette.toml 所写的地方。

    拦下的逐条列出；退回上一次发布用 --back。发布以后按提示提交。
    """
    with _bringing_in():
        from build_tools import publishing_commands as commands

    if bool(allow) != bool(why.strip()):
        raise click.UsageError("--allow 和 --why 要一起写")
    commands.publish(allow, why, on, back=back, skip=skip)


@main.command()
def init() -> None:
    """新建文库：在空文件夹里写入设置、人工页面和一份示例；在 git 的副本里设好合并的办法。"""
    with _bringing_in():
        from build_tools import publishing_commands as commands

    commands.init()


@main.command()
@click.argument("files", nargs=4, type=click.Path(path_type=Path), metavar="BASE OURS THEIRS PATH")
def merge(files: tuple[Path, Path, Path, Path]) -> None:
    """由 git 调用：合并 published/ 和生成的页面，见 gazette init。"""
    from build_tools import merge_command

    merge_command.merge(*files)


@main.command()
@click.option("--port", default=8765, show_default=True, help="端口；0 为任意空闲的端口。")
def serve(port: int) -> None:
    """打开校勘台和网站：一边是印刷页，一边是网页，存疑逐条处理，改动随时可见。只有本机能打开。"""
    from build_tools.desk import serve as desk

    desk.serve(port)


@main.command()
@click.argument("place_", metavar="PAGE#ANCHOR")
@click.option("--steps", is_flag=True, help="表格：列出整理的每一步（# 表头，^ 合并，~ 推定，? 存疑）。")
def explain(place_: str, steps: bool) -> None:
    """说明页面某处的文字来自哪几行，做过哪些整理。

    例：gazette explain documents/zang-zheng-fa-2024-11.html#sec-1-2
    """
    with _bringing_in():
        from build_tools import commands

    commands.explain(place_, steps=steps)


if __name__ == "__main__":
    main()
