"""The target that the settings name."""

from __future__ import annotations

from pathlib import Path

from build_tools.publishing.folder_target import FolderTarget
from build_tools.publishing.target import Settings, Target


def target_of(settings: Settings) -> Target:
    """Where releases go."""
    return FolderTarget(Path(settings.folder))
