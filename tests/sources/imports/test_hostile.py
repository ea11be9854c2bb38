"""Broken and hostile files of each format: a message, nothing written, nothing run, nothing fetched."""

from __future__ import annotations

import io
import socket
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from build_tools.cli import main
from build_tools.sources.imports import office
from build_tools.sources.imports import pdf as pdf_reader
from build_tools.sources.imports.office import office_ending
from build_tools.sources.imports.package import parse_xml
from build_tools.sources.imports.read import import_file
from build_tools.sources.imports.refusals import Refusal, Refused
from support.docx_files import docx, p, r, tbl, tc, tr, zipped
from support.pdf_files import HOLDS_PICTURE, pdf, stream, words

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GOOD = docx(p("早市按时开市。"))
ODT = {
    "mimetype": b"application/vnd.oasis.opendocument.text",
    "content.xml": b"<x/>",
    "META-INF/manifest.xml": b"<m/>",
}
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "早市早市早市早市">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><w:document xmlns:w="x"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>'
)
OUTSIDE = ENTITIES.replace('<!ENTITY a "早市早市早市早市">', '<!ENTITY a SYSTEM "file:///etc/hostname">')


def _locked() -> bytes:
    data = bytearray(docx(p("早市。")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        data[start + at] |= 1
    return bytes(data)


PDF = pdf([words("早市按时开市。", 90, 700)])
LOCKED = f"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'1' * 64}> /U <{'2' * 64}> >>"
SCRIPT = "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> >>"
ATTACHED = (
    "/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) /EF << /F 3 0 R >> >>] >> >>"
)


def _same_page(count: int) -> bytes:
    """One page so many times."""
    one = pdf([""])
    kids = b" ".join([b"4 0 R"] * count)
    return one.replace(b"/Count 1 /Kids [4 0 R]", b"/Count %d /Kids [%b]" % (count, kids))


def _blank(side: int, form: str = "PNG") -> bytes:
    """A picture of one colour: small as a file, large as a picture."""
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, form, compression="group4" if form == "TIFF" else None)
    return out.getvalue()


def _swelling(side: int) -> bytes:
    """A page with a picture of one colour that takes so many bytes on each side."""
    picture = stream(
        zlib.compress(bytes(side * side)),
        f"/Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceGray "
        "/BitsPerComponent 8 /Filter /FlateDecode",
    )
    page = words("早市按时开市。", 90, 700) + " q 500 0 0 500 0 0 cm /Im1 Do Q"
    return pdf([page], page=HOLDS_PICTURE, objects=[picture])


def _nested(depth: int) -> bytes:
    held = p("早市")
    for _ in range(depth):
        held = tbl(tr(tc(held + p("层")), "右"))
    return docx(held)


HOSTILE: tuple[tuple[str, Callable[[], bytes], Refusal], ...] = (
    ("empty.docx", lambda: b"", Refusal.FILE_EMPTY),
    ("blank.txt", lambda: b" \n\n", Refusal.FILE_EMPTY),
    ("blank.docx", lambda: docx(p("")), Refusal.FILE_EMPTY),
    ("no-zip.docx", lambda: b"PK\x03\x04 and no more", Refusal.FILE_BROKEN),
    ("cut.docx", lambda: GOOD[: len(GOOD) // 2], Refusal.FILE_BROKEN),
    ("turned.docx", lambda: GOOD[:120] + GOOD[120:140][::-1] + GOOD[140:], Refusal.FILE_BROKEN),
    ("other.docx", lambda: zipped({"a.txt": b"a"}), Refusal.FILE_UNKNOWN),
    ("no-main.docx", lambda: zipped({"[Content_Types].xml": b"<Types/>"}), Refusal.FILE_BROKEN),
    ("not-xml.docx", lambda: docx(p("早市").replace("</w:p>", "")), Refusal.FILE_BROKEN),
    ("entities.docx", lambda: docx("", more={"word/document.xml": ENTITIES.encode()}), Refusal.FILE_BROKEN),
    ("outside.docx", lambda: docx("", more={"word/document.xml": OUTSIDE.encode()}), Refusal.FILE_BROKEN),
    ("bomb.docx", lambda: docx(p("早市"), more={"word/b.xml": bytes(90_000_000)}), Refusal.FILE_TOO_BIG),
    (
        "many.docx",
        lambda: docx(p("早市"), more={f"word/{k}.xml": b"" for k in range(4001)}),
        Refusal.FILE_TOO_BIG,
    ),
    ("deep.docx", lambda: _nested(90), Refusal.FILE_TOO_DEEP),
    ("macros.docx", lambda: docx(p("早市"), more={"word/vbaProject.bin": b"x"}), Refusal.FILE_MACROS),
    ("macros.docm", lambda: docx(p("早市"), more={"word/vbaProject.bin": b"x"}), Refusal.FILE_MACROS),
    ("locked.docx", _locked, Refusal.FILE_ENCRYPTED),
    ("locked-by-word.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), Refusal.FILE_ENCRYPTED),
    ("locked.doc", lambda: OLE + b"\xec\xa5" + bytes(8) + b"\0\1" + bytes(600), Refusal.FILE_ENCRYPTED),
    ("macros.doc", lambda: OLE + "_VBA_PROJECT".encode("utf-16-le"), Refusal.FILE_MACROS),
    (
        "locked.odt",
        lambda: zipped(ODT | {"META-INF/manifest.xml": b"<encryption-data/>"}),
        Refusal.FILE_ENCRYPTED,
    ),
    ("macros.odt", lambda: zipped(ODT | {"Basic/Standard/a.xml": b"<x/>"}), Refusal.FILE_MACROS),
    ("bomb.odt", lambda: zipped(ODT | {"content.xml": bytes(90_000_000)}), Refusal.FILE_TOO_BIG),
    ("bytes.txt", lambda: b"\xff\xff\xff\xff\xff", Refusal.ENCODING_UNKNOWN),
    ("program.txt", lambda: b"MZ\0\0\0\0", Refusal.ENCODING_UNKNOWN),
    ("page.pdf", lambda: b"%PDF-1.7\n", Refusal.FILE_BROKEN),
    ("cut.pdf", lambda: PDF[:300], Refusal.FILE_BROKEN),
    ("blank.pdf", lambda: pdf([""]), Refusal.FILE_EMPTY),
    ("locked.pdf", lambda: pdf([words("早市", 90, 700)], trailer=LOCKED), Refusal.FILE_ENCRYPTED),
    ("huge.pdf", lambda: pdf([words("早市", 90, 700)], box="0 0 900000 900000"), Refusal.FILE_TOO_BIG),
    ("script.pdf", lambda: pdf([words("早市", 90, 700)], catalog=SCRIPT), Refusal.FILE_MACROS),
    ("attached.pdf", lambda: pdf([words("早市", 90, 700)], catalog=ATTACHED), Refusal.FILE_ATTACHED),
    ("many.pdf", lambda: _same_page(4000), Refusal.FILE_TOO_BIG),
    ("circle.pdf", lambda: PDF.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), Refusal.FILE_BROKEN),
    ("huge.png", lambda: _blank(20_000), Refusal.FILE_TOO_BIG),
    ("huge.tif", lambda: _blank(20_000, "TIFF"), Refusal.FILE_TOO_BIG),
    ("lines.pdf", lambda: pdf(["\n".join(f"0 {k} m 9 {k} l S" for k in range(90000))]), Refusal.FILE_TOO_BIG),
    ("deep.html", lambda: b"<html>" + b"<b>" * 900 + "早市".encode(), Refusal.FILE_TOO_DEEP),
    ("bytes.html", lambda: b"<html><p>\xff\xff\xff\xff\xff", Refusal.ENCODING_UNKNOWN),
)  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        PDF.replace(b"startxref\n", b"startxref\n9"),
        PDF.replace(b"00000 n", b"00001 n"),
        pdf([words("早市按时开市。", 90, 700)], catalog="/A " + "[" * 90000),
        pdf(
            [words("早市按时开市。", 90, 700)] * 2, catalog="/OpenAction << /S /JavaScript /JS (app.alert) >>"
        ),
        pdf(
            [words("早市按时开市。", 90, 700) + " /Im1 Do"],
            page=HOLDS_PICTURE,
            objects=[
                stream(
                    b"/Im1 Do",
                    f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << {HOLDS_PICTURE} >>",
                )
            ],
        ),
    ],
    ids=["broken cross-references", "wrong cross-references", "deep objects", "action", "form in itself"],
)
def test_a_pdf_that_can_be_mended_is_read(data: bytes) -> None:
    assert "早市按时开市。" in import_file("a.pdf", data).text.decode()


def test_a_pdf_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "_SECONDS", 0.01)
    with pytest.raises(Refused) as stopped:
        import_file("a.pdf", PDF)
    assert stopped.value.refusal is Refusal.FILE_TOO_BIG


def test_a_pdf_that_takes_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "_MEMORY", 1_000_000_000)
    assert "早市" in import_file("a.pdf", _swelling(30_000)).text.decode()  # 900 MB, which it does not take
    monkeypatch.setattr(pdf_reader, "_MEMORY", 100_000_000)
    with pytest.raises(Refused) as stopped:
        import_file("a.pdf", PDF)
    assert stopped.value.refusal is Refusal.FILE_BROKEN


@pytest.mark.parametrize(("name", "make", "refusal"), HOSTILE, ids=[name for name, *_ in HOSTILE])
def test_refused(
    name: str, make: Callable[[], bytes], refusal: Refusal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket.socket, "connect", _no_network)
    (tmp_path / name).write_bytes(make())
    result = CliRunner().invoke(main, ["add", name, "--on", "2024-06-01"], catch_exceptions=False)
    assert result.exit_code == 1
    assert f"{name}: {refusal.id} " in result.output
    assert not (tmp_path / "raw").exists()


def _no_network(*_: object) -> None:
    raise AssertionError("nothing is fetched")


def test_every_refusal_is_in_the_handbook() -> None:
    handbook = (Path(__file__).parents[3] / "docs" / "editors.md").read_text(encoding="utf-8")
    assert [refusal.id for refusal in Refusal if f"`{refusal.id}`" not in handbook] == []


def test_a_file_that_is_named_otherwise_is_read_by_its_bytes(tmp_path: Path) -> None:
    assert office_ending("a.docx", OLE) == "doc"
    assert office_ending("a.wps", OLE) == "wps"
    assert office_ending("a.doc", b"{\\rtf1 a}") == "rtf"
    assert office_ending("a.doc", GOOD) is None


def test_without_libreoffice_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused) as stopped:
        office.read_office("doc", OLE)
    assert stopped.value.refusal is Refusal.OFFICE_MISSING
    assert "libreoffice-writer" in stopped.value.said("a.doc")


def test_libreoffice_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 600 &\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(office, "_SECONDS", 0.2)
    with pytest.raises(Refused) as stopped:
        office.read_office("doc", OLE)
    assert stopped.value.refusal is Refusal.OFFICE_FAILED
    left = subprocess.run(["pgrep", "-f", str(program)], capture_output=True, text=True, check=False)
    assert left.stdout == ""


def test_links_and_pictures_of_elsewhere_are_not_followed() -> None:
    body = p(r("早市") + '<w:r><w:drawing><a:blip r:link="rId9"/></w:drawing></w:r>')
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="rId9" TargetMode="External" Type="x/image" Target="http://127.0.0.1:9/a.png"/></Relationships>'
    )
    found = import_file("a.docx", docx(body, more={"word/_rels/document.xml.rels": relation.encode()}))
    assert found.text.decode().splitlines()[1] == "早市"


def test_no_entity_is_resolved() -> None:
    with pytest.raises(Refused):
        parse_xml(OUTSIDE.encode(), "a.xml")
