"""Every target does the same: a folder, a branch of a git remote, a folder of another machine over ssh."""

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
from build_tools.publishing.target import Target, TargetFailed
from support.publishing import EARLY, LATE, files, gazette, quick_site, write_sources

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


def _site(folder: Path, words: str) -> Path:
    (folder / "文件").mkdir(parents=True)
    (folder / "index.html").write_bytes(words.encode() + b"\r\n")
    (folder / "文件" / "a b.html").write_text("同", encoding="utf-8")
    return folder


def test_hold_switch_return_and_prune(place: tuple[Target, Seen, str], tmp_path: Path) -> None:
    target, seen, _ = place
    assert (target.names(), target.current()) == ([], "")
    first, second = _site(tmp_path / "1", "first"), _site(tmp_path / "2", "second")
    target.put("20240601-090000-aaaa", first)
    assert target.current() == ""
    target.switch("20240601-090000-aaaa")
    assert seen() == files(first)
    target.put("20240602-090000-bbbb", second)
    assert seen() == files(first)
    target.switch("20240602-090000-bbbb")
    assert (seen(), target.current()) == (files(second), "20240602-090000-bbbb")
    target.switch("20240601-090000-aaaa")
    assert (seen(), target.current()) == (files(first), "20240601-090000-aaaa")
    target.prune(1)
    assert target.names() == ["20240601-090000-aaaa", "20240602-090000-bbbb"]  # what readers see stays
    target.switch("20240602-090000-bbbb")
    target.prune(1)
    assert (target.names(), seen()) == (["20240602-090000-bbbb"], files(second))


def test_publish_and_return(
    place: tuple[Target, Seen, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, seen, settings = place
    project = tmp_path / "project"
    (project / "docs").mkdir(parents=True)
    monkeypatch.chdir(project)
    quick_site(monkeypatch)
    (project / "gazette.toml").write_text(f"[publish]\n{settings}\n", encoding="utf-8")
    write_sources(project, {"early": EARLY})
    assert gazette("publish", "--on", "2024-06-01").exit_code == 0
    before = seen()
    write_sources(project, {"early": EARLY, "late": LATE})
    assert gazette("publish", "--on", "2024-06-02").exit_code == 0
    assert seen() != before
    assert gazette("publish", "--on", "2024-06-03", "--back").exit_code == 0
    assert seen() == before


def test_a_branch_of_others_is_left_alone(tmp_path: Path) -> None:
    remote, clone = tmp_path / "remote", tmp_path / "clone"
    subprocess.run(["git", "init", "-q", "--bare", remote], check=True)
    subprocess.run(["git", "clone", "-q", remote, clone], check=True, capture_output=True)
    name = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *name, "commit", "-q", "--allow-empty", "-m", "own"], cwd=clone, check=True)
    subprocess.run(["git", "push", "-q", "origin", "HEAD:pages"], cwd=clone, check=True)
    target = GitTarget(str(remote), "pages")
    target.put("20240601-090000-aaaa", _site(tmp_path / "1", "first"))
    with pytest.raises(TargetFailed):
        target.switch("20240601-090000-aaaa")


@pytest.mark.parametrize("settings", ['git = "/nowhere/at/all"', 'rsync = "127.0.0.1:/x"\nssh = "ssh -p 1"'])
def test_a_target_that_is_not_there_is_said(
    settings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_sources(tmp_path, {"early": EARLY})
    (tmp_path / "gazette.toml").write_text(f"[publish]\n{settings}\n", encoding="utf-8")
    refused = gazette("publish", "--on", "2024-06-01")
    assert (refused.exit_code, refused.output.startswith("target-failed ")) == (1, True)
