"""What git knows of the project: its commits and the files in them. Without git there are none."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path


class GitFailed(Exception):
    """What git said when it could not do what it was asked."""


def git(folder: Path, *arguments: str) -> bytes:
    """What git prints, run in a folder. Raises GitFailed, also where git is not installed."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise GitFailed("没有安装 git") from error
    if done.returncode:
        raise GitFailed(done.stderr.decode(errors="replace").strip())
    return done.stdout


def commit_of(folder: Path, name: str) -> str:
    """The full name of a commit; empty where there is none of that name, or no git."""
    try:
        return git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
    except GitFailed:
        return ""


def take_out(folder: Path, commit: str, names: Sequence[str], target: Path) -> None:
    """The files of a commit below these names of a folder, as they were, below ``target``."""
    held = git(folder, "ls-tree", "--name-only", "-z", commit, "--", *names).decode().split("\0")
    if there := [name for name in held if name]:
        packed = git(folder, "archive", "--format=zip", commit, "--", *there)
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(target)  # of a zip nothing is written outside of the target


def is_clean(folder: Path, name: str) -> bool:
    """Whether what lies below a name of the folder is as the last commit holds it."""
    try:
        return not git(folder, "status", "--porcelain", "--", name).strip()
    except GitFailed:
        return False
