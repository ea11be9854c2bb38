"""The pages of an OFD that show more than their own objects: annotations, and the seals of signatures."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from build_tools.sources.imports.package import Package, child, children


def part_at(folder: str, where: str) -> str:
    """The name of a part that another one in ``folder`` points to."""
    return posixpath.normpath(posixpath.join("/", folder, where.strip())).lstrip("/")


def pages_with_more(package: Package, body: etree._Element, document: str, root: etree._Element) -> set[str]:
    """The ids of pages on which something is annotated or sealed. ``body`` is the document's entry in
    OFD.xml, ``root`` the document itself, the part ``document``."""
    folder = posixpath.dirname(document)
    annotated = (page.get("PageID", "") for _, page in _listed(package, root, "Annotations", folder, "Page"))
    sealed = (
        stamp.get("PageRef", "")
        for name, signature in _listed(package, body, "Signatures", "", "Signature")
        for stamp in _stamps(package, part_at(posixpath.dirname(name), signature.get("BaseLoc", "")))
    )
    return {*annotated, *sealed}


def _listed(
    package: Package, holder: etree._Element, name: str, folder: str, tag: str
) -> Iterator[tuple[str, etree._Element]]:
    """The entries of a list that an element names, each with the part that holds the list."""
    where = child(holder, name)
    part = part_at(folder, (where.text or "") if where is not None else "")
    if part in package.names:
        yield from ((part, entry) for entry in children(package.xml(part), tag))


def _stamps(package: Package, part: str) -> Iterator[etree._Element]:
    if part in package.names:
        yield from children(child(package.xml(part), "SignedInfo"), "StampAnnot")
