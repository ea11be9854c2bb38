"""The made-up issue as LibreOffice writes it, once in a run."""

from __future__ import annotations

import pickle
import shutil
import subprocess
from pathlib import Path

from build_tools.sources.imports.read import Imported, import_file
from support.made_up_issue import word
from support.once import once

FORMATS = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97", "odt": "odt", "pdf": "pdf"}
_NAMES = {"doc": ["word.docx", "together.docx"], "pdf": ["word.docx", "final.docx"]}


def _write(folder: Path) -> None:
    (folder / "word.docx").write_bytes(word(apart=True))
    (folder / "final.docx").write_bytes(word(apart=True, final=True))
    (folder / "together.docx").write_bytes(word())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for ending, form in FORMATS.items():
        names = _NAMES.get(ending, ["word.docx"])
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            f"out-{ending}",
            *names,
        ]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    shutil.rmtree(folder / "profile")


def written(ending: str, *, together: bool = False) -> bytes:
    """The issue in a format of LibreOffice; ``together`` counts articles and chapters in one list."""
    folder = once("office", _write)
    return (folder / f"out-{ending}" / f"{'together' if together else 'word'}.{ending}").read_bytes()


def printed(name: str = "final") -> bytes:
    """The issue as a PDF: as it goes to the printer, or with its tracked change (``word``)."""
    return (once("office", _write) / "out-pdf" / f"{name}.pdf").read_bytes()


def imported(ending: str, *, together: bool = False) -> Imported:
    """What is read of it, once in a run."""
    data = written(ending, together=together)

    def read(folder: Path) -> None:
        (folder / "imported").write_bytes(pickle.dumps(import_file(f"a.{ending}", data)))

    folder = once(f"office-{ending}{'-together' * together}", read)
    found: Imported = pickle.loads((folder / "imported").read_bytes())
    return found
