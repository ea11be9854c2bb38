"""Chromium 109, the last one for Windows 7 and 8: the program that an npm package holds, packed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from support.once import once
from support.paths import ROOT

PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-zygote", "--disable-background-networking"]
_UNPACK = """
const { createBrotliDecompress } = require("zlib");
const { createReadStream, createWriteStream } = require("fs");
const [from, to] = JSON.parse(process.argv[1]);
createReadStream(from).pipe(createBrotliDecompress()).pipe(createWriteStream(to, { mode: 0o755 }));
"""


def _unpack(folder: Path) -> None:
    paths = json.dumps([str(PACKAGE / "bin" / "chromium.br"), str(folder / "chromium")])
    subprocess.run(["node", "-e", _UNPACK, paths], check=True)


def old_chromium() -> Path:
    """The program, unpacked once in a run. A missing package fails the run."""
    if not (PACKAGE / "bin" / "chromium.br").is_file():
        pytest.fail("no Chromium 109 in node_modules; install it: npm ci --ignore-scripts")
    return once("chromium-109", _unpack) / "chromium"
