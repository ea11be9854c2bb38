"""Targets of all three kinds: a folder, a branch of a git remote, a folder of another machine over ssh."""

from __future__ import annotations

import getpass
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from build_tools.publishing.folder_target import FolderTarget
from build_tools.publishing.git_target import GitTarget
from build_tools.publishing.rsync_target import RsyncTarget
from build_tools.publishing.target import Target
from support.publishing import files

Seen = Callable[[], dict[str, bytes]]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The command that reaches this machine by an sshd of the test's own, with keys of its own."""
    for program in ("sshd", "rsync", "ssh-keygen"):
        if shutil.which(program, path="/usr/sbin:/usr/bin:/bin:/usr/local/bin") is None:
            pytest.fail(f"no {program}; install it: apt-get install openssh-server rsync")
    folder = tmp_path_factory.mktemp("ssh")
    folder.chmod(0o700)
    for name in ("host", "own"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    shutil.copy(folder / "own.pub", folder / "authorized")
    (folder / "authorized").chmod(0o600)
    Path("/run/sshd").mkdir(exist_ok=True)
    port = _free_port()
    options = {
        "Port": str(port),
        "ListenAddress": "127.0.0.1",
        "HostKey": str(folder / "host"),
        "AuthorizedKeysFile": str(folder / "authorized"),
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "PermitRootLogin": "prohibit-password",
    }
    settings = folder / "sshd_config"
    settings.write_text("".join(f"{key} {value}\n" for key, value in options.items()), encoding="utf-8")
    server = subprocess.Popen(["/usr/sbin/sshd", "-D", "-f", settings], stderr=subprocess.DEVNULL)
    own = f"ssh -p {port} -i {folder / 'own'} -o BatchMode=yes -o LogLevel=ERROR"
    own += f" -o StrictHostKeyChecking=no -o UserKnownHostsFile={folder / 'known'}"
    for _ in range(100):
        if (
            subprocess.run([*own.split(), "127.0.0.1", "true"], check=False, capture_output=True).returncode
            == 0
        ):
            break
        time.sleep(0.1)
    yield own
    server.terminate()
    server.wait()


@pytest.fixture(params=["folder", "git", "rsync"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Target, Seen, str]:
    """A target, what readers see there, and its settings."""
    at = tmp_path / "目标 文件夹"
    if request.param == "folder":
        return FolderTarget(at), lambda: files((at / "current").resolve()), f'folder = "{at}"'
    if request.param == "git":
        subprocess.run(["git", "init", "-q", "--bare", at], check=True)
        return GitTarget(str(at), "pages"), lambda: _tree(at, tmp_path / "seen"), f'git = "{at}"'
    ssh = request.getfixturevalue("ssh")
    name = f"{getpass.getuser()}@127.0.0.1:{at}"
    seen = lambda: files((at / "current").resolve())  # noqa: E731
    return RsyncTarget(name, ssh), seen, f'rsync = "{name}"\nssh = "{ssh}"'


def _tree(remote: Path, folder: Path) -> dict[str, bytes]:
    """The files at the tip of the branch."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["git", "clone", "-q", "-b", "pages", remote, folder], check=True)
    return {k: v for k, v in files(folder).items() if not k.startswith(".git/") and k != ".nojekyll"}
