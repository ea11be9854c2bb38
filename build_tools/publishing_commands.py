"""What the commands of publishing do: what changed, the release, the way back; printed like ``commands``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from build_tools.book_commands import books_on
from build_tools.command_line import progress, stop, stopping
from build_tools.commands import edition_of, found_below, past_of, read_sources, tell_missing
from build_tools.edition import Terms
from build_tools.exports.text_lines import text_lines
from build_tools.model.published import Release
from build_tools.pipeline import convert_corpus
from build_tools.project import DIST, DOCS, PUBLISHED, RAW, WORK, kept_results
from build_tools.publishing.changes_page import changes_page
from build_tools.publishing.compare import compare
from build_tools.publishing.earlier import NoRelease, earlier
from build_tools.publishing.gate import Gate
from build_tools.publishing.issue_report import issue_report
from build_tools.publishing.new_archive import NotEmpty, merge_here, set_up
from build_tools.publishing.publish import Asked, draft_of, go_back, go_out, last_release, taken_up
from build_tools.publishing.release import Built
from build_tools.publishing.target import SETTINGS, TargetFailed, read_settings
from build_tools.publishing.targets import target_of
from build_tools.publishing.told import as_json, as_message, as_text
from build_tools.publishing.told import summary as summary_of
from build_tools.report import summary
from build_tools.site.writing import Files, locked, write_files


@stopping()
def changes(old: str, form: str, *, message: bool) -> None:
    """What differs from the release ``old``, or from the last one."""
    sources = found_below((RAW,)).sources
    past = past_of((), sources)
    try:
        base = (
            earlier(old, RAW) if old else last_release(past, read_settings() if SETTINGS.is_file() else None)
        )
    except NoRelease as error:
        raise click.UsageError(str(error)) from error
    if base.again:
        click.echo(f"{base.name} 的来源文本由现在的程序重新转换。", err=True)
    if base.name and not base.lines:
        raise click.UsageError(
            f"上次发布 {base.name} 的内容取不到：目标不在本机，记录中也没有提交。请写明与什么相比："
            f"gazette changes {DIST}/离线包.zip"
        )
    if not base.name:
        click.echo("此前没有发布过：全部都是新增。", err=True)
    with progress(len(sources), "转换") as callback:
        found = compare(base.lines, text_lines(convert_corpus(sources, callback, kept_results(), past)))
    if form == "page":
        write_files(WORK, {"changes.html": changes_page(base.name, found)})
        click.echo(f"{summary_of(found)}：{WORK / 'changes.html'}")
    elif form == "json":
        click.echo(as_json(base.name, found))
    else:
        click.echo("\n".join(as_message(found) if message else as_text(found)))


@stopping()
def report_issue(id_: str) -> None:
    """What an editor holds against the print of one source."""
    found = found_below((RAW,))
    with progress(len(found.sources), "转换") as callback:
        past = past_of((), found.sources)
        corpus = convert_corpus(found.sources, callback, kept_results(), past)
    index = next((i for i, c in enumerate(corpus.sources) if c.source.id == id_), None)
    if index is None:
        raise click.UsageError(f"没有来源 {id_}（例：{corpus.sources[0].source.id}）")
    for part in issue_report(index, corpus, RAW):
        click.echo(f"{part.name}（{part.count}）" + ("" if part.found else "：没有要看的"))
        for line in part.found:
            click.echo(f"  {line}")


@stopping()
def publish(allow: tuple[str, ...], why: str, on: datetime | None, *, back: bool, skip: bool) -> None:
    """A release of all sources for readers to see, or with ``back`` the one before."""
    if unknown := [code for code in allow if code not in (gate.id for gate in Gate)]:
        raise click.UsageError(f"没有代码 {unknown[0]}；可用 {'、'.join(gate.id for gate in Gate)}")
    settings = read_settings()
    target = target_of(settings)
    now = datetime.now()
    day = (on or now).date().isoformat()
    asked = Asked(day, day.replace("-", "") + now.strftime("-%H%M%S"), [(code, why) for code in allow])
    with locked(WORK, "gazette publish"):
        past = taken_up(past_of((), ()), target)
        if back:
            release = go_back(past, day, target)
            click.echo(
                f"已退回 {release.day} 的发布（{release.id}）。\n"
                f"请运行 gazette convert，再提交 {DOCS}/ 和 {PUBLISHED}/。"
            )
            return
        read = read_sources(())
        draft = draft_of(asked, past, last_release(past, settings), target)
        edition = edition_of(read, Terms(past=past, draw=draft.drawn, store=read.store), None, skip=skip)
        if stopped := draft.stopped(edition.corpus):
            for each in stopped:
                click.echo(f"{each.gate.id} {each.gate.value}：{each.said}", err=True)
            stop(f"有 {len(stopped)} 处不能发布；确认无误的，加 --allow 代码 --why 理由。", "没有发布。")
        click.echo(f"{summary(edition.corpus)}；正在生成网页……")

        def after(site: Path, bundle: str) -> Files:
            return books_on(site, edition, read.store, (bundle,))

        built = go_out(edition, asked, target, read.unchanged, read.store, after)
        _told(edition.corpus.past.releases[-1], built)
        tell_missing(edition)
        try:
            target.prune(settings.keep)
        except TargetFailed as error:
            stop(f"target-failed {error}", "已经发布；以前的发布没有全部删去。")


def _told(release: Release, built: Built) -> None:
    """What was published, and what is to be committed."""
    said = "，".join(f"{name} {len(pages)} 页" for name, pages in release.happened.by_name() if pages)
    click.echo(f"已发布 {release.id}（{built.name}，gazette {release.tool}）：{said or '没有变化'}")
    click.echo(f"离线包：{built.bundle}")
    if not release.commit:
        click.echo(f"{RAW}/ 与最近一次提交不同，或没有使用 git：记录中未写提交。")
    click.echo(f"请提交 {RAW}/、{DOCS}/ 和 {PUBLISHED}/。")


@stopping()
def init() -> None:
    """An archive in this folder, if it is empty; git's way to merge, if it is a clone."""
    try:
        written = set_up(Path())
    except NotEmpty as error:
        stop(f"folder-not-empty 文件夹不空，也不是文库：{error}")
    for name in written:
        click.echo(f"已写入 {name}")
    if merge_here(Path()):
        click.echo("已设好 git 合并 published/ 和生成页面的办法（只在这个副本里）。")
    else:
        click.echo("没有使用 git；以后用 git init 建库，再运行一次 gazette init。")
    if written:
        click.echo("运行 gazette build，打开 site/index.html。")
