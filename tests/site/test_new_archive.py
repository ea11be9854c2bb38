"""A new archive with the installed package alone: a wheel, in a folder outside of the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.paths import ROOT


def _run(*command: str | Path, cwd: Path, path: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment |= {"PYTHONPATH": str(path), "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package as a wheel brings it, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")
    _run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT, cwd=ROOT, path=folder)
    (wheel,) = folder.glob("*.whl")
    _run(
        *pip, "install", "--no-deps", "--no-index", "--target", folder / "lib", wheel, cwd=folder, path=folder
    )
    return folder / "lib"


def test_init_and_build(installed: Path, tmp_path: Path) -> None:
    """In a path with blanks and Chinese, without make, with a source that has line ends of Windows."""
    archive = tmp_path / "新的 公报 文库"
    archive.mkdir()
    run = (sys.executable, "-m", "build_tools")
    assert "已写入 mkdocs.yml" in _run(*run, "init", cwd=archive, path=installed)
    example = (archive / "raw" / "example.txt").read_text(encoding="utf-8")
    (archive / "raw" / "二月 号.txt").write_bytes(
        example.replace("1号", "2号").replace("\n", "\r\n").encode()
    )
    where = _run(
        sys.executable, "-c", "import build_tools; print(build_tools.__file__)", cwd=archive, path=installed
    )
    assert where.startswith(str(installed))
    assert "网站已生成" in _run(*run, "build", cwd=archive, path=installed)
    for number in (1, 2):
        assert (archive / "site" / "documents" / f"qing-zheng-fa-2024-{number}.html").is_file()
    assert "过期" not in _run(*run, "check", cwd=archive, path=installed)
    assert "已发布 2024-02-01" in _run(*run, "publish", "--on", "2024-02-01", cwd=archive, path=installed)
    assert (archive / "www" / "current" / "documents" / "qing-zheng-fa-2024-2.html").is_file()
    assert not _run("git", "init", cwd=archive, path=installed).startswith("fatal")
    said = _run(*run, "init", cwd=archive, path=installed)
    assert "已写入" not in said
    assert "已设好 git" in said
