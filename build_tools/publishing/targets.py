"""The target that the settings name."""

from __future__ import annotations

from pathlib import Path

from build_tools.publishing.folder_target import FolderTarget
from build_tools.publishing.git_target import GitTarget
from build_tools.publishing.rsync_target import RsyncTarget
from build_tools.publishing.target import Settings, Target


def target_of(settings: Settings) -> Target:
    """A folder, a folder of another machine, or a branch of a git remote."""
    if settings.folder:
        return FolderTarget(Path(settings.folder))
    if settings.rsync:
        return RsyncTarget(settings.rsync, settings.ssh)
    return GitTarget(settings.git, settings.branch)
