"""A zip of XML, opened as a hostile file: bounded in size and depth, nothing resolved or fetched."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from build_tools.sources.imports.refusals import Refusal, Refused

_MOST_FILES = 4000
_MOST_PART = 80_000_000  # bytes of one part, unpacked
_MOST_ALL = 400_000_000
_MOST_RATIO = 300  # of a part of some size: XML packs to a tenth or a thirtieth
_SOME_SIZE = 5_000_000

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace (writers differ in it); empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The value of an attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of a name, or a descendant along a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of a name."""
    if element is not None:
        yield from (e for e in element if local(e) == name)


@dataclass(frozen=True)
class Package:
    """The parts of a zip of XML."""

    archive: zipfile.ZipFile

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the archive."""
        return tuple(dict.fromkeys(self.archive.namelist()))

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        try:
            return self.archive.read(name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            KeyError,
        ) as error:
            raise Refused(Refusal.FILE_BROKEN, name) from error

    def xml(self, name: str) -> etree._Element:
        """The root of a part."""
        return parse_xml(self.read(name), name)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part points to inside of the package: id → kind (its last word) and name of the part."""
        folder, base = posixpath.split(name)
        rels = f"{folder}/_rels/{base}.rels".lstrip("/")
        if rels not in self.names:
            return {}
        found = {}
        for relation in self.xml(rels):
            if local(relation) != "Relationship" or relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML file. No entity is resolved; one that declares any is refused."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        deep = "depth" in str(error).lower()
        raise Refused(Refusal.FILE_TOO_DEEP if deep else Refusal.FILE_BROKEN, name) from error
    if root.getroottree().docinfo.doctype:
        raise Refused(Refusal.FILE_BROKEN, f"{name} 含有 DTD")
    return root


def open_package(data: bytes) -> Package:
    """Open a zip. Raises Refused where it is broken, encrypted, or a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (*_BROKEN, ValueError, OSError) as error:
        raise Refused(Refusal.FILE_BROKEN) from error
    if any(info.flag_bits & 1 for info in infos):
        raise Refused(Refusal.FILE_ENCRYPTED)
    packed = sum(info.file_size for info in infos)
    if len(infos) > _MOST_FILES or packed > _MOST_ALL:
        raise Refused(Refusal.FILE_TOO_BIG)
    for info in infos:
        swollen = info.file_size > _SOME_SIZE and info.file_size > _MOST_RATIO * max(info.compress_size, 1)
        if info.file_size > _MOST_PART or swollen:
            raise Refused(Refusal.FILE_TOO_BIG, info.filename)
    return Package(archive)
