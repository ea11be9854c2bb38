"""doc, wps, rtf and odt by way of LibreOffice: as a docx, and as its own text to compare numbers with.

It runs by itself in a folder of its own, without macros, links or a network, and not for long.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from build_tools.language.script import NUMERAL
from build_tools.model.original import (
    NodeChars,
    Original,
    OriginalDoubt,
    OriginalTable,
    Paragraph,
    Spot,
)
from build_tools.sources.imports.account import pieces_of
from build_tools.sources.imports.docx import FORM, NUMBER, read_docx
from build_tools.sources.imports.package import open_package
from build_tools.sources.imports.refusals import Refusal, Refused

_SECONDS = 120
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT = b"application/vnd.oasis.opendocument.text"
_OFF = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "0", "Field": "false", "Chart": "false"},
    "/org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
    },
}


def office_ending(name: str, data: bytes) -> str | None:
    """The format of a file that LibreOffice has to read, by its bytes; None for any other. Raises Refused
    where it is encrypted or holds macros."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data or _is_locked(data):
            raise Refused(Refusal.FILE_ENCRYPTED)
        if "_VBA_PROJECT".encode("utf-16-le") in data:
            raise Refused(Refusal.FILE_MACROS)
        ending = name.rpartition(".")[2].lower()
        return ending if ending in ("doc", "wps") else "doc"
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    package = open_package(data) if data.startswith(b"PK") else None
    if package is not None and "mimetype" in package.names and _ODT in package.read("mimetype"):
        if any(n.startswith(("Basic/", "Scripts/")) for n in package.names):
            raise Refused(Refusal.FILE_MACROS)
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Refused(Refusal.FILE_ENCRYPTED)
        return "odt"
    return None


def _is_locked(data: bytes) -> bool:
    """Whether the head of a Word document (17 bits in, FibBase.fEncrypted) says that it is encrypted."""
    head = data.find(b"\xec\xa5", 512, 1_000_000)
    return head % 512 == 0 and len(data) > head + 11 and bool(data[head + 11] & 1)


def read_office(ending: str, data: bytes) -> Original:
    """What the file prints. A number that LibreOffice's own text gives otherwise is a doubt. Raises Refused
    where LibreOffice is not installed or cannot read the file."""
    docx, text = _read_by_office(
        ending, data, {"docx": "docx:MS Word 2007 XML", "txt": "txt:Text (encoded):UTF8"}
    )
    original = read_docx(docx)
    own = text.decode("utf-8-sig", "replace")
    doubts = (*original.doubts, *_compared(original, own), *lost_words(original, own))
    return replace(original, reader="office", doubts=doubts)


def printed_by_office(ending: str, data: bytes) -> bytes:
    """The file as LibreOffice prints it, a PDF. Raises Refused as ``read_office`` does."""
    return _read_by_office(ending, data, {"pdf": "pdf"})[0]


def _read_by_office(ending: str, data: bytes, forms: Mapping[str, str]) -> list[bytes]:
    """The file in other formats, each named by its ending."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Refused(Refusal.OFFICE_MISSING)
    with TemporaryDirectory(prefix="gazette-") as folder:
        work = Path(folder)
        _write_settings(work / "profile")
        source = work / f"original.{'doc' if ending == 'wps' else ending}"  # else taken for MS Works
        source.write_bytes(data)
        return [_converted(program, work, source, other, form) for other, form in forms.items()]


def _write_settings(profile: Path) -> None:
    items = [
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _OFF.items()
        for name, value in values.items()
    ]
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        + "\n".join(items)
        + "\n</oor:items>\n",
        encoding="utf-8",
    )


def _converted(program: str, work: Path, source: Path, ending: str, form: str) -> bytes:
    """The file in another format."""
    command = [
        program, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--convert-to", form, "--outdir", str(work / "out"), str(source),
    ]  # fmt: skip
    nowhere = {f"{kind}_proxy": "http://127.0.0.1:9" for kind in ("http", "https", "ftp")}
    run = subprocess.Popen(
        command,
        env={**os.environ, **nowhere},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        run.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Refused(Refusal.OFFICE_FAILED, f"超过 {_SECONDS} 秒") from error
    finally:
        if run.poll() is None:
            _end(run)
            run.wait()
    out = work / "out" / f"{source.stem}.{ending}"
    if not out.is_file():
        raise Refused(Refusal.OFFICE_FAILED)
    return out.read_bytes()


def _end(run: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the programs that it has started, where the system knows groups of them."""
    if hasattr(os, "killpg"):
        os.killpg(run.pid, signal.SIGKILL)
    else:
        run.kill()


def lost_words(original: Original, text: str) -> Iterator[OriginalDoubt]:
    """A doubt where LibreOffice's own text holds words that did not come with the docx."""
    there = Counter(c for node in original.nodes for c in node.chars)
    there += Counter(c for p in pieces_of(original.blocks) if p.node is None for c in p.chars)
    notes = (b.note for b in original.blocks if isinstance(b, Paragraph) and b.note)
    there += Counter(c for n in notes for c in str(n) * 2)  # its sign, and the one before its text
    missing = Counter(c for c in text if c.isalnum()) - there
    if missing:
        words = "".join(sorted(missing.elements()))[:40]
        first = next((n.place for n in original.nodes), Spot("", 1))
        yield OriginalDoubt(FORM, first, detail=f"LibreOffice 转读时少了这些字：{words}")


# Numbers, read twice

_FAR = 16  # characters that a number may have
_ARTICLE = re.compile(rf"^第[{NUMERAL}\d]+条$")


def _compared(original: Original, text: str) -> Iterator[OriginalDoubt]:
    """A doubt for each number that is another one in LibreOffice's own text, and for an article that begins
    anew below a chapter: LibreOffice does not know lists that count on there."""
    lines = [solid for line in text.splitlines() if (solid := _solid(line))]
    changed = {(d.place.part, d.place.at) for d in original.doubts}
    at = articles = 0
    for paragraph in _numbered(original):
        number, words = _solid(_number(paragraph)), _solid(_words(paragraph))
        articles += bool(_ARTICLE.match(number))
        if number in ("第一条", "第1条") and articles > 1:
            yield OriginalDoubt(NUMBER, paragraph.place, number, detail="条号在此重新起编，原件或是连续的")
        found = next((k for k in range(at, len(lines)) if words and 0 <= lines[k].find(words) < _FAR), None)
        if found is not None:
            at = found + 1
            other = lines[found][: lines[found].find(words)]
            if other != number:
                yield OriginalDoubt(NUMBER, paragraph.place, number, other, "LibreOffice 所编的号")
        elif words and (paragraph.place.part, paragraph.place.at) not in changed:
            yield OriginalDoubt(NUMBER, paragraph.place, number, detail="LibreOffice 的文字里没有对上")


def _number(paragraph: Paragraph) -> str:
    first = paragraph.parts[0]
    return first.chars if isinstance(first, NodeChars) else ""


def _numbered(original: Original) -> Iterator[Paragraph]:
    """The paragraphs that begin with a number that was made, those of tables too."""
    for block in original.blocks:
        found = [block] if isinstance(block, Paragraph) else []
        if isinstance(block, OriginalTable):
            found = [p for row in block.rows for cell in row for p in cell.paragraphs]
        for paragraph in found:
            first = paragraph.parts[0] if paragraph.parts else None
            if isinstance(first, NodeChars) and first.node is None and first.chars.strip():
                yield paragraph


def _words(paragraph: Paragraph) -> str:
    """The words of a paragraph behind its number, up to the first sign of a footnote."""
    words = ""
    for part in paragraph.parts[1:]:
        if not isinstance(part, NodeChars):
            break
        words += part.chars
    return words


def _solid(chars: str) -> str:
    return "".join(chars.split())
