"""A project to publish: a folder with a few sources, in which the site is a page that stands for them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_tools import book_commands, output
from build_tools.cli import main
from build_tools.site.build import Fresh, Settings, Target
from build_tools.site.last import Built


def notice(about: str, number: str, text: str, day: str) -> str:
    """A notice of a city."""
    city = "青江市人民政府"
    return "\n\n".join((f"{city}关于加强{about}管理的通知", number, text, city, day)) + "\n"


EARLY = notice("早市", "青政发〔2024〕9号", "早市应当按时开市。", "2024年5月1日")
LATE = notice("夜市", "青政发〔2024〕10号", "夜市应当按时闭市。", "2024年5月28日")


def write_sources(folder: Path, texts: Mapping[str, str]) -> None:
    """Sources of these names, and no others."""
    raw = folder / "raw"
    raw.mkdir(exist_ok=True)
    for path in raw.glob("*.txt"):
        path.unlink()
    for name, text in texts.items():
        (raw / f"{name}.txt").write_text(text, encoding="utf-8")


def quick_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the site be its data and the Markdown that MkDocs would read: what is tried is not the pages."""

    def fill(_: Path, __: object, made: Fresh, target: Target, *___: object) -> dict[str, Built]:
        fresh = target.fresh
        output.write_files(fresh, {"index.html": "".join(sorted(made.pages))})
        output.write_files(fresh / "data", made.data)
        for name in ("bundle", "downloads"):
            output.write_files(fresh, {f"lists/{name}.html": made.pages[f"lists/{name}.md"]})
        return {}

    for module in (output, book_commands):
        monkeypatch.setattr(module, "settings", lambda _: Settings("文库", "", "", frozenset(), frozenset()))
    monkeypatch.setattr(output, "fill_site", fill)


def gazette(*arguments: str) -> Result:
    """Run the command line; an exception that is not an exit is a failure of the test."""
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
