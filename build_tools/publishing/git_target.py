"""A branch of a git remote as target, for a host of pages: a release is a commit, readers see the branch.

Each release is a commit without a parent, held by a name of its own (``refs/gazette/<name>``): what is
removed there stays in no history, and a return gives the very commit of before.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from build_tools.publishing.git import GitFailed, git
from build_tools.publishing.target import TargetFailed

_HELD = "refs/gazette/"
_WHO = {"NAME": "gazette", "EMAIL": "gazette@localhost"}


class GitTarget:
    """Releases of a remote, which the project may know by a name. A branch that holds something else than a
    release is left alone."""

    def __init__(self, remote: str, branch: str) -> None:
        self.branch = f"refs/heads/{branch}"
        try:
            self.remote = git(Path(), "remote", "get-url", remote).decode().strip()
        except GitFailed:
            self.remote = remote if ":" in remote else str(Path(remote).resolve())

    def names(self) -> list[str]:
        """The releases, the oldest first."""
        return sorted(ref.removeprefix(_HELD) for ref in self._refs() if ref.startswith(_HELD))

    def current(self) -> str:
        """The release that the branch is; empty where there is no branch."""
        refs = self._refs()
        tip = refs.get(self.branch)
        if tip is None:
            return ""
        own = [
            ref.removeprefix(_HELD) for ref, commit in refs.items() if ref.startswith(_HELD) and commit == tip
        ]
        if not own:
            raise TargetFailed(f"{self.remote} 的分支 {self.branch} 上是别的提交，没有动它")
        return max(own)

    def put(self, name: str, site: Path) -> None:
        """Push the folder as a commit that no branch holds; a host of pages is told to serve all of it."""
        with TemporaryDirectory() as folder:
            at = Path(folder)
            _run(at, "init", "-q", "--bare", ".")
            _run(at, "--work-tree", str(site.resolve()), "add", "-A", "-f", ".")
            empty = _run(at, "hash-object", "-w", "--stdin")
            _run(at, "update-index", "--add", "--cacheinfo", f"100644,{empty},.nojekyll")
            commit = _run(at, "commit-tree", _run(at, "write-tree"), "-m", name)
            _run(at, "push", "-q", self.remote, f"{commit}:{_HELD}{name}")

    def switch(self, name: str) -> None:
        """Let the branch be that commit, if it still is what it was when this began."""
        tip = self._refs().get(self.branch, "") if self.current() else ""
        with TemporaryDirectory() as folder:
            at = Path(folder)
            _run(at, "init", "-q", "--bare", ".")
            _run(at, "fetch", "-q", "--depth=1", self.remote, f"{_HELD}{name}")
            lease = f"--force-with-lease={self.branch}:{tip}"
            _run(at, "push", "-q", lease, self.remote, f"FETCH_HEAD:{self.branch}")

    def prune(self, keep: int) -> None:
        """Remove the names of the oldest."""
        current = self.current()
        old = [name for name in self.names()[:-keep] if name != current]
        if old:
            _run(Path(), "push", "-q", self.remote, *(f":{_HELD}{name}" for name in old))

    def _refs(self) -> dict[str, str]:
        """Name → commit."""
        lines = _run(Path(), "ls-remote", self.remote, self.branch, f"{_HELD}*").splitlines()
        return {ref: commit for commit, ref in (line.split("\t") for line in lines)}


def _run(folder: Path, *arguments: str) -> str:
    """What git prints; files go in byte for byte, and it asks nobody for a password."""
    names = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _WHO.items()}
    environment = os.environ | names | {"GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(
            ["git", "-c", "core.autocrlf=false", *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise TargetFailed("没有安装 git") from error
    if done.returncode:
        raise TargetFailed(done.stderr.decode(errors="replace").strip())
    return done.stdout.decode().strip()
