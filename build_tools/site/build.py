"""Writing: pages and data into place, and MkDocs over them. Outputs are replaced only when whole."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from calendar import timegm
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from build_tools.documents.names import GENERATED
from build_tools.exports.every import all_data
from build_tools.exports.feeds import feed_files
from build_tools.exports.proof import prove_files
from build_tools.exports.table_files import storable
from build_tools.model.corpus import Corpus
from build_tools.report import one_line
from build_tools.site.previews import previews
from build_tools.site.proof import prove_html
from build_tools.site.search.index import search_files


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A new folder beside ``target`` that takes its place when the block ends without an error.

    An interrupted run leaves the old folder as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield fresh
        fresh.chmod(0o755)
        old = fresh.with_name(fresh.name + "-old")
        if target.exists():
            target.rename(old)
        fresh.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_files(folder: Path, files: Mapping[str, str] | Mapping[str, str | bytes]) -> None:
    """Write files below a folder; text with LF line ends."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def swap_in(folder: Path, files: Mapping[str, str] | Mapping[str, str | bytes]) -> None:
    """Write files as a folder of their own and swap it in whole."""
    with staged(folder) as fresh:
        write_files(fresh, files)


def place(files: Mapping[str, str], folder: Path, parts: tuple[str, ...]) -> None:
    """Write the files of each part (a folder below ``folder``) and swap it in whole."""
    for part in parts:
        own = {k.removeprefix(f"{part}/"): v for k, v in files.items() if k.startswith(f"{part}/")}
        swap_in(folder / part, own)


def foreign_files(folder: Path, files: Collection[str]) -> Path | None:
    """A file below ``folder`` that this program did not write; None if there is none.

    Pages say in their head that they are generated; data files have known names.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or name in files:
            continue
        if path.suffix == ".md" and GENERATED in path.read_text(encoding="utf-8", errors="replace")[:60_000]:
            continue
        return path
    return None


def differences(files: Mapping[str, str], folder: Path, parts: tuple[str, ...]) -> list[str]:
    """Generated pages that are missing, changed or left over below a folder."""
    found = []
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            found.append(name)
    for part in parts:
        for path in (folder / part).rglob("*"):
            if path.is_file() and path.relative_to(folder).as_posix() not in files:
                found.append(path.relative_to(folder).as_posix())
    return sorted(found)


def epoch(corpus: Corpus) -> int:
    """The newest date in seconds: the clock of a build that must not read one."""
    return timegm(storable(date.fromisoformat((corpus.newest_day + "-01")[:10])).timetuple())


@dataclass(frozen=True)
class Settings:
    """What of mkdocs.yml the files beside the pages need; ``url`` ends with a slash, or is empty."""

    name: str
    url: str


def settings(config_file: Path) -> Settings:
    """The site's name and address as mkdocs.yml has them."""
    from mkdocs.config import load_config

    config = load_config(config_file=str(config_file))
    url = str(config.site_url or "")
    return Settings(str(config.site_name), url if not url or url.endswith("/") else f"{url}/")


class BuildFailed(Exception):
    """MkDocs reported warnings or errors; the message holds them, one a line."""


def render(config_file: Path, corpus: Corpus, target: Path) -> None:
    """Run MkDocs strictly into ``target``. Raises BuildFailed with what MkDocs said."""
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch(corpus))
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    said: list[str] = []

    class _Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    handler = _Collect(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        config = load_config(config_file=str(config_file), site_dir=str(target), strict=True)
        build(config)
    except MkDocsException as error:
        raise BuildFailed("\n".join(said) or str(error)) from error
    except SystemExit as error:
        raise BuildFailed("\n".join(said) or str(error)) from error
    finally:
        logger.removeHandler(handler)
    if said:
        raise BuildFailed("\n".join(said))


def build_site(config_file: Path, corpus: Corpus, target: Path) -> None:
    """The pages below docs/ as a site with data, previews, feeds and search: proven, then swapped in whole.

    Raises BuildFailed with what MkDocs said, or with each place on a page and each file of a table
    that is not as in the model; the old site is left as it was.
    """
    own = settings(config_file)
    with staged(target) as fresh:
        render(config_file, corpus, fresh)
        data = all_data(corpus, own.url)
        write_files(fresh / "data", data)
        write_files(fresh, previews(corpus))
        write_files(fresh, feed_files(corpus, own.name, own.url))
        write_files(fresh, search_files(corpus))
        wrong = [*prove_files(corpus, data), *prove_html(corpus, fresh)]
        if wrong:
            said = [one_line(corpus.sources[index].source, note) for index, note in wrong]
            raise BuildFailed("\n".join([*said, f"网页和数据有 {len(wrong)} 处与模型不一致"]))
