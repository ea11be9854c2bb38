"""Where releases go: what every target can do, and the settings in ``gazette.toml`` that name one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

SETTINGS = Path("gazette.toml")
_KEEP = 5


class TargetFailed(Exception):
    """What a target said when it could not do what it was asked."""


class Target(Protocol):
    """A place that holds releases by name, one of which readers see. Names sort by the time of publishing."""

    def names(self) -> list[str]:
        """The releases that it holds, the oldest first."""

    def current(self) -> str:
        """The release that readers see; empty where there is none."""

    def put(self, name: str, site: Path) -> None:
        """Hold the files of a folder as a release. Readers see nothing of it."""

    def switch(self, name: str) -> None:
        """Let readers see a release that it holds, in one step."""

    def prune(self, keep: int) -> None:
        """Hold no more than the newest ones and the one that readers see."""


@dataclass(frozen=True)
class Settings:
    """What ``gazette.toml`` says of publishing: how many releases are kept, and where. The place is one of a
    folder, a folder of another machine (reached by ``ssh``), a branch of a git remote."""

    keep: int = _KEEP
    folder: str = ""
    rsync: str = ""
    ssh: str = "ssh"
    git: str = ""
    branch: str = "pages"


_PLACES = ("folder", "rsync", "git")


class SettingsWrong(Exception):
    """What is wrong with ``gazette.toml``."""


def read_settings(path: Path = SETTINGS) -> Settings:
    """The table ``[publish]``. Raises SettingsWrong where it is missing, or does not name one place."""
    if not path.is_file():
        raise SettingsWrong(f"{path} 不存在：写明发布到哪里")
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("publish", {})
        settings = Settings(**own)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise SettingsWrong(f"{path} 不能读取：{error}") from error
    wrong = [k for k, v in own.items() if not isinstance(v, int if k == "keep" else str)]
    if wrong or settings.keep < 1 or sum(bool(getattr(settings, place)) for place in _PLACES) != 1:
        said = "、".join(wrong) or "[publish] 应写 folder、rsync、git 之一"
        raise SettingsWrong(f"{path}：{said}")
    return settings
