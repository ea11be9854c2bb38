"""Projects built as an editor would build them, in folders of their own: the whole one, and a hostile one."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.conversion import made_up
from support.gzip_server import Server
from support.paths import ROOT
from support.rendering import hand_written

HOSTILE = """关于印发《<script>window.hacked=1</script>管理办法》的通知

云测发〔2024〕1号

各单位：

现将《管理办法》印发给你们。<img src=x onerror="window.hacked=2"> {{ config }} {% raw %} {: onclick=alert(1) }

[点这里](javascript:window.hacked=3) <a href="javascript:window.hacked=4">这里</a> 
<iframe src="//example.org"></iframe>

<svg onload=window.hacked=5> &lt;b&gt; \u202e反向\u202c 零\u200b宽 --8<-- "mkdocs.yml"

云测市人民政府

2024年1月2日

附件1

<style>body{display:none}</style>登记表

| <script>window.hacked=6</script> | b |
|---|---|
| `x` | **y** {: #id } |
"""


MASTHEAD = """云测<plaintext>市人民政府公报
2024年第5期

目　录

云测<plaintext>市人民政府关于加强{{ 早市 }}管理的通知……………（3）

云测<plaintext>市人民政府关于加强{{ 早市 }}管理的通知
云测政发〔2024〕9号

各县（区）<xmp>人民政府：

加强<!--管理，由市<textarea>水务局负责，2025年底前供水率达到95%。见《早</title>市条例》\ufffe。

任命张三为云测<script>市水务局局长。

云测<plaintext>市人民政府
2024年5月12日
"""

SIDECAR = """gazette = '云测<img src=x onerror="window.hacked=7">市<plaintext>公报'
origin = '<iframe src="//example.org"></iframe>网'
year = 2024
number = 6
"""
"""Names that an editor writes act no more than those that are printed."""


@dataclass(frozen=True)
class BuiltSite:
    """A built project: its folder, its site, and its bundle as unpacked."""

    project: Path

    @property
    def site(self) -> Path:
        """What a server holds."""
        return self.project / "site"

    @property
    def archive(self) -> Path:
        """The bundle."""
        return next((self.project / "dist").glob("*.zip"))

    @property
    def bundle(self) -> Path:
        """The bundle as unpacked, to be opened from files."""
        return self.project / "unpacked" / self.archive.stem


def build_whole_site(folder: Path) -> None:
    """The project's own site, as an editor builds it."""
    shutil.copytree(ROOT / "raw", folder / "raw")
    _bundled(folder)


def build_hostile_site(folder: Path) -> None:
    """A small site with hostile sources, and a sidecar of hostile names."""
    (folder / "raw").mkdir(parents=True)
    (folder / "raw" / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "raw" / "hostile.toml").write_text(SIDECAR, encoding="utf-8")
    (folder / "raw" / "masthead.txt").write_text(MASTHEAD, encoding="utf-8")
    shutil.copy(made_up("20-mini-gazette"), folder / "raw")
    _bundled(folder)


def _bundled(folder: Path) -> None:
    hand_written(folder)
    run_gazette(folder, "bundle")
    built = BuiltSite(folder)
    with zipfile.ZipFile(built.archive) as bundle:
        bundle.extractall(folder / "unpacked")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path, answers: type[Quiet] = Quiet) -> Iterator[str]:
    """The site on a loopback address, for as long as the block runs."""
    handler = functools.partial(answers, directory=str(site))
    with Server(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()


def run_gazette(folder: Path, *arguments: str) -> str:
    """Run the command line in a folder; its output. Fails with what it said."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "build_tools", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
