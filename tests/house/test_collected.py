"""Every test module is collected: pytest passes over folders of certain names, ``build`` among them."""

from __future__ import annotations

import subprocess
import sys

from support.paths import ROOT, TESTS


def test_every_test_module_is_collected() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    collected = {line.rpartition(":")[0] for line in done.stdout.splitlines()}
    written = {path.relative_to(ROOT).as_posix() for path in TESTS.rglob("test_*.py")}
    assert written - collected == set()


def test_no_test_stands_outside_of_a_test_module() -> None:
    """Only ``test_*.py`` is collected: a test in another file would never run."""
    others = [path for path in TESTS.rglob("*.py") if not path.name.startswith("test_")]
    assert others
    assert [path.name for path in others if "\ndef test_" in path.read_text(encoding="utf-8")] == []
