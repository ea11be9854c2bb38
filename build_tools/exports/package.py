"""What takes the data over: a Frictionless Data Package for programs, a DCAT-AP catalogue for portals."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from build_tools.cache.hashes import hash_of
from build_tools.cache.spill import hash_in
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.exports.all_tables import FILE as ALL_TABLES
from build_tools.exports.contract.files import FILES
from build_tools.exports.data_files import YEARS
from build_tools.exports.text_records import SCHEMA
from build_tools.model.corpus import Corpus

_TABLES = "tables/"
PACKAGE, CATALOGUE = "datapackage.json", "catalog.jsonld"

Files = Mapping[str, str | bytes]

RIGHTS = "官方文件不受著作权法保护（《中华人民共和国著作权法》第五条）"
"""On what terms the texts are given."""

_LICENCE = {
    "path": "https://creativecommons.org/publicdomain/mark/1.0/",
    "title": f"公共领域标志 1.0：{RIGHTS}",
}
_GOVERNMENT = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
_TYPES = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "zip": "application/zip",
    "ics": "text/calendar",
}
_MADE = {
    "zip": "application/zip",
    "sqlite": "application/vnd.sqlite3",
    "parquet": "application/vnd.apache.parquet",
}
"""Types of files that are made after the site."""
_ABOUT = {
    ALL_TABLES: "全部表格：每表的 CSV 和 XLSX，另有目录（ZIP）",
    "calendar.ics": "施行、期满和废止的日子",
    "radar.ics": "需要清理、修订或者续期的日子",
}


def package_files(
    files: Files, corpus: Corpus, site_name: str, site_url: str, store: Store = NOTHING_KEPT
) -> dict[str, str]:
    """Both descriptions of the data ``files``, by their names. Same files, same bytes."""
    names = sorted(name for name in files if _kind(name) in _TYPES and _is_data(name))
    tables = [name for name in names if name.startswith(_TABLES)]
    told = hash_of(*(part for name in ("tables.json", *tables) for part in (name, hash_in(files, name))))
    shown = [_described(name, files, store) for name in names if not name.startswith(_TABLES)]
    shown += store.result("described-tables", told, partial(_tables, tables, files))
    about = f"政府公报的全文和数据，截至 {corpus.newest_day}。"
    package = {
        "profile": "data-package",
        "name": "gazette",
        "title": site_name,
        "description": about,
        **({"homepage": site_url} if site_url else {}),
        "version": corpus.newest_day,
        "licenses": [_LICENCE],
        "resources": shown,
    }
    return {
        PACKAGE: _written(package),
        CATALOGUE: _written(_catalogue(shown, corpus, site_name, site_url, about)),
    }


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _kind(name: str) -> str:
    return name.rpartition(".")[2]


def _is_data(name: str) -> bool:
    """Neither a schema, nor a second form of a table or of the deadlines."""
    if name.endswith(".schema.json") or name.startswith("calendars/"):
        return False
    return not name.startswith("tables/") or name.endswith(".csv")


def _described(name: str, files: Files, store: Store) -> dict[str, Any]:
    """What is said of a file; of one that is as it was, without reading it."""
    inputs = hash_of(name, hash_in(files, name))
    return store.result("described", inputs, lambda: _resource(name, files[name]))


def _resource(name: str, content: str | bytes) -> dict[str, Any]:
    data = content.encode() if isinstance(content, str) else content
    stem = name.rpartition(".")[0]
    kind = stem.rpartition("/")[2] if stem.startswith(f"{YEARS}/") else stem
    schema = SCHEMA if _kind(name) == "jsonl" else f"{kind}.schema.json" if kind in FILES else ""
    about = FILES[kind].about.partition("。")[0] if kind in FILES else _ABOUT.get(name, "")
    if kind != stem:
        about = f"{stem.split('/')[1]}年各期 {about}"
    if _kind(name) == "jsonl":
        about = f"{stem.rpartition('/')[2]}年各期文件的全文，每行一份"
    return {
        "name": stem.replace("/", "-").lower() if _kind(name) != "ics" else name,
        "path": name,
        "profile": "data-resource",
        **({"title": about} if about else {}),
        "format": _kind(name),
        "mediatype": _TYPES[_kind(name)],
        **({"encoding": "utf-8"} if _kind(name) != "zip" else {}),
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        **({"jsonSchema": schema} if schema else {}),
    }


def _tables(names: Sequence[str], files: Files) -> list[dict[str, Any]]:
    """The resources that are tables."""
    listed = {table["id"]: table for table in json.loads(files["tables.json"])}
    found = []
    for name in names:
        own = listed[name.removeprefix(_TABLES).removesuffix(".csv")]
        # The file holds what is printed, its first row names alone: the unit is told here.
        unit = {"unit": own["unit"]} if own["unit"] else {}
        told = {"title": own["title"], **unit, **_tabular(files[name])}
        found.append(_resource(name, files[name]) | told)
    return found


def _tabular(content: str | bytes) -> dict[str, Any]:
    """A table of one header row with a name for each column; of others the rows are told without a header."""
    text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    rows = list(csv.reader(io.StringIO(text, newline="")))
    first = rows[0] if rows else []
    headed = len(set(first)) == len(first) and all(first)
    names = first if headed else [f"column{i}" for i in range(1, len(first) + 1)]
    return {
        "profile": "tabular-data-resource",
        "encoding": "utf-8-sig",
        **({} if headed else {"dialect": {"header": False}}),
        "schema": {"fields": [{"name": name, "type": "string"} for name in names]},
    }


def _catalogue(
    shown: list[dict[str, Any]], corpus: Corpus, site_name: str, site_url: str, about: str
) -> dict[str, Any]:
    """DCAT-AP 3 in JSON-LD; without an address of the site the names lead on from this file."""
    at = f"{site_url}data/" if site_url else ""
    publisher = {"@type": "foaf:Agent", "foaf:name": _said(site_name)}
    spoken = _a("dct:LinguisticSystem", "http://publications.europa.eu/resource/authority/language/ZHO")
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{at}{CATALOGUE}",
        "@type": "dcat:Catalog",
        "dct:title": _said(site_name),
        "dct:description": _said(about),
        "dct:publisher": publisher,
        "dct:language": spoken,
        "dcat:dataset": {
            "@id": f"{at}{PACKAGE}",
            "@type": "dcat:Dataset",
            "dct:title": _said(f"{site_name}：全文和数据"),
            "dct:description": _said(about),
            "dct:publisher": publisher,
            "dct:language": spoken,
            "dct:modified": _day(corpus.newest_day),
            "dcat:landingPage": _a("foaf:Document", f"{site_url or '../'}lists/data.html"),
            "dcat:theme": {
                **_a("skos:Concept", _GOVERNMENT),
                "skos:prefLabel": {"@value": "Government and public sector", "@language": "en"},
            },
            "dcat:distribution": list(_distributions(shown, at)),
        },
    }


def _distributions(shown: list[dict[str, Any]], at: str) -> Iterator[dict[str, Any]]:
    for resource in shown:
        if not resource["path"].startswith("tables/"):
            sum_ = resource["hash"].removeprefix("sha256:")
            title = resource.get("title", resource["path"])
            kind = resource["mediatype"]
            yield _distribution(f"{at}{resource['path']}", title, kind, resource["bytes"], sum_)


def _distribution(address: str, title: str, kind: str, size: int, sum_: str) -> dict[str, Any]:
    way = {"@id": address}
    types = "http://www.iana.org/assignments/media-types/"
    return {
        "@type": "dcat:Distribution",
        "dct:title": _said(title),
        "dcat:accessURL": way,
        "dcat:downloadURL": way,
        "dcat:mediaType": _a("dct:MediaType", types + kind),
        "dcat:byteSize": {"@value": str(size), "@type": "xsd:nonNegativeInteger"},
        "dct:license": _a("dct:LicenseDocument", _LICENCE["path"]),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _a("spdx:ChecksumAlgorithm", "spdx:checksumAlgorithm_sha256"),
            "spdx:checksumValue": {"@value": sum_, "@type": "xsd:hexBinary"},
        },
    }


@dataclass(frozen=True)
class Made:
    """A file that is made after the site: its path below the site, what it is, size and SHA-256 sum."""

    path: str
    title: str
    size: int
    sum: str


def with_made(catalogue: str, made: Iterable[Made]) -> str:
    """The written catalogue with these files behind those of the data; what it told of such files before is
    taken out."""
    value = json.loads(catalogue)
    dataset = value["dcat:dataset"]
    at = value["@id"].removesuffix(f"data/{CATALOGUE}") if "/" in value["@id"] else "../"
    found = [d for d in dataset["dcat:distribution"] if not _is_made(d["dcat:downloadURL"]["@id"])]
    found += [
        _distribution(f"{at}{file.path}", file.title, _MADE[_kind(file.path)], file.size, file.sum)
        for file in made
    ]
    dataset["dcat:distribution"] = found
    return _written(value)


def _is_made(address: str) -> bool:
    return "/downloads/" in address


def _a(kind: str, name: str) -> dict[str, str]:
    """A thing by its name, with what it is: the shapes of DCAT-AP ask it of each, and load no vocabulary."""
    return {"@id": name, "@type": kind}


def _said(words: str) -> dict[str, str]:
    return {"@value": words, "@language": "zh"}


def _day(day: str) -> dict[str, str]:
    kind = {4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(day), "xsd:date")
    return {"@value": day, "@type": kind}
