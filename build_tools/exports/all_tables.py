"""All tables in one file: each as CSV and XLSX, with a list of what they are. Same tables, same bytes."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from build_tools.cache.hashes import hash_of
from build_tools.cache.spill import hash_in

FILE = "all-tables.zip"
_LIST = "目录.csv"
_HEAD = ("文件名", "标题", "单位", "行数", "所属文件")


def all_tables(files: Mapping[str, str | bytes]) -> bytes:
    """The file; ``files`` are those of the data folder."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        _add(archive, _LIST, _listed(files))
        for name in filter(_is_packed, files):
            _add(archive, name.removeprefix("tables/"), files[name])
    return packed.getvalue()


def packed_of(files: Mapping[str, str | bytes]) -> str:
    """The hash of all that is in the file."""
    tables = (part for name in files if _is_packed(name) for part in (name, hash_in(files, name)))
    return hash_of(_listed(files), *tables)


def _is_packed(name: str) -> bool:
    return name.startswith("tables/") and name.endswith((".csv", ".xlsx"))


def _listed(files: Mapping[str, str | bytes]) -> bytes:
    titles = {document["id"]: document["title"] for document in json.loads(files["documents.json"])}
    rows = [
        (t["id"], t["title"], t["unit"] or "", len(t["rows"]), titles[t["document"]])
        for t in json.loads(files["tables.json"])
    ]
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_HEAD, *rows])
    return out.getvalue().encode("utf-8-sig")


def _add(archive: ZipFile, name: str, content: str | bytes) -> None:
    entry = ZipInfo(name)  # of 1980: nothing here knows a clock
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    entry.compress_type = ZIP_STORED if name.endswith(".xlsx") else ZIP_DEFLATED
    archive.writestr(entry, content)
