"""The command that git runs for each file of the record and each page that two hands changed.

It stands apart from the other commands of publishing: a merge of some hundred files need not bring in the
program for each of them.
"""

from __future__ import annotations

from pathlib import Path

import click

from build_tools.publishing.merging import merged
from build_tools.sources.published import RecordBroken


def merge(base: Path, ours: Path, theirs: Path, path: Path) -> None:
    """Two sides of a file as one, written where git wants it. Says what is to be run."""
    try:
        sides = (side.read_text(encoding="utf-8") for side in (base, ours, theirs))
        done = merged(path.as_posix(), *sides)
        ours.write_bytes(done.content.encode())
    except (OSError, ValueError, KeyError) as error:
        from build_tools.command_line import stopping

        with stopping():
            raise error if isinstance(error, OSError) else RecordBroken(f"{path}:1") from error
    if done.said:
        click.echo(done.said, err=True)
