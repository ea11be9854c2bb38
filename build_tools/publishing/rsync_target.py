"""A folder of another machine as target, over ssh: laid out as the folder of ``folder_target`` is."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from build_tools.publishing.target import TargetFailed

_NAMES = "ls -1 releases 2>/dev/null || true"
_CURRENT = "readlink current 2>/dev/null || true"


class RsyncTarget:
    """Releases in a folder of a host, ``user@host:/path``. Files that the release before holds too are not
    sent again; the link is replaced in one step of that machine."""

    def __init__(self, place: str, ssh: str) -> None:
        self.host, _, self.folder = place.partition(":")
        self.ssh = ssh

    def names(self) -> list[str]:
        """The releases that are whole, the oldest first."""
        return sorted(self._there(_NAMES).split())

    def current(self) -> str:
        """What the link leads to."""
        return Path(self._there(_CURRENT).strip()).name

    def put(self, name: str, site: Path) -> None:
        """Send the folder beside its place, then give it its name."""
        self._there("mkdir -p releases && rm -rf releases/.part-*")
        known = self.current()
        alike = [f"--link-dest=../{known}"] if known else []
        to = f"{self.host}:{self.folder}/releases/.part-{name}/"
        # Sizes and sums tell what is the same: a build gives its files no times of their own.
        options = ("-r", "--checksum", "--no-times", "--chmod=D755,F644", "-s", "-e", self.ssh)
        _run(["rsync", *options, *alike, f"{site}/", to])
        self._there(f"mv -T releases/.part-{name} releases/{name}")

    def switch(self, name: str) -> None:
        """A new link beside the old one takes its place."""
        self._there(f"ln -sfn releases/{name} .current-new && mv -T .current-new current")

    def prune(self, keep: int) -> None:
        """Remove the oldest."""
        current = self.current()
        old = [f"releases/{name}" for name in self.names()[:-keep] if name != current]
        if old:
            self._there(f"rm -rf {' '.join(old)}")

    def _there(self, command: str) -> str:
        """What a command prints in the folder of that machine."""
        folder = shlex.quote(self.folder)
        return _run(
            [*shlex.split(self.ssh), self.host, f"mkdir -p {folder} && cd {folder} && {{ {command}; }}"]
        )


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise TargetFailed(f"没有安装 {command[0]}") from error
    if done.returncode:
        raise TargetFailed(done.stderr.decode(errors="replace").strip())
    return done.stdout.decode()
