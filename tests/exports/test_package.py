"""What describes the data is true: each file with its size, sum and schema, and nothing left out."""

from __future__ import annotations

import csv
import hashlib
import json
from functools import cache
from io import StringIO
from typing import Any

from build_tools.exports.contract.files import FILES
from build_tools.exports.every import all_data, data_of_site
from build_tools.exports.package import CATALOGUE, PACKAGE
from support.conversion import SOURCES, converted

URL = "https://example.org/"


@cache
def _data(url: str = URL) -> dict[str, bytes]:
    corpus = converted(*SOURCES)
    made = data_of_site(all_data(corpus), corpus, "青江公报文库", url)
    return {name: v.encode() if isinstance(v, str) else v for name, v in made.items()}


def _resources() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_data()[PACKAGE])["resources"]
    return found


def test_size_and_sum_of_each_file() -> None:
    found = {r["path"]: (r["bytes"], r["hash"]) for r in _resources()}
    assert found == {
        name: (len(_data()[name]), f"sha256:{hashlib.sha256(_data()[name]).hexdigest()}") for name in found
    }


def test_no_data_is_left_out() -> None:
    described = {r["path"] for r in _resources()}
    own = {n for n in _data() if not n.startswith(("tables/", "calendars/")) or n.endswith(".csv")}
    others = {PACKAGE, CATALOGUE, "text.schema.json"}
    assert own - described == others | {f"{n}.schema.json" for n in FILES}


def test_names_are_names_and_no_two_are_one() -> None:
    names = [r["name"] for r in _resources()]
    assert len(set(names)) == len(names)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-._") for name in names)


def test_schemas_are_there() -> None:
    schemas = {r["jsonSchema"] for r in _resources() if "jsonSchema" in r}
    assert len(schemas) == len(FILES) + 1
    assert schemas <= _data().keys()


def test_fields_of_a_table_are_its_columns() -> None:
    tables = [r for r in _resources() if r["path"].startswith("tables/")]
    assert tables
    for resource in tables:
        rows = list(csv.reader(StringIO(_data()[resource["path"]].decode("utf-8-sig"), newline="")))
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert {len(row) for row in rows} == {len(names)}
        if "dialect" not in resource:
            assert rows[0] == names


def test_the_unit_of_a_table_is_told_beside_its_file() -> None:
    units = {t["id"]: t["unit"] for t in json.loads(_data()["tables.json"])}
    told = {r["path"][7:-4]: r.get("unit") for r in _resources() if r["path"].startswith("tables/")}
    assert told == units
    assert any(units.values())


def test_the_catalogue_leads_to_each_file() -> None:
    dataset = json.loads(_data()[CATALOGUE])["dcat:dataset"]
    ways = [d["dcat:downloadURL"]["@id"] for d in dataset["dcat:distribution"]]
    assert ways == [f"{URL}data/{r['path']}" for r in _resources() if not r["path"].startswith("tables/")]
    without = json.loads(_data("")[CATALOGUE])["dcat:dataset"]["dcat:distribution"]
    assert without[0]["dcat:downloadURL"]["@id"] == ways[0].removeprefix(f"{URL}data/")


def test_the_catalogue_says_what_the_shapes_of_dcat_ap_ask_of_its_values() -> None:
    dataset = json.loads(_data()[CATALOGUE])["dcat:dataset"]
    named = [dataset["dct:language"], dataset["dcat:theme"], dataset["dcat:landingPage"]]
    for found in dataset["dcat:distribution"]:
        sum_ = found["spdx:checksum"]
        named += [found["dct:license"], found["dcat:mediaType"], sum_["spdx:algorithm"]]
        assert sum_["spdx:checksumValue"]["@type"] == "xsd:hexBinary"
    assert len(named) > 20
    assert [value for value in named if not {"@id", "@type"} <= set(value)] == []
    assert dataset["dcat:landingPage"]["@id"] == f"{URL}lists/data.html"


def test_same_bytes_twice() -> None:
    corpus = converted(*SOURCES)
    assert data_of_site(all_data(corpus), corpus, "青江公报文库", URL).keys() == _data().keys()
    again = data_of_site(all_data(corpus), corpus, "青江公报文库", URL)
    assert all(again[name] in (data, data.decode("utf-8", "replace")) for name, data in _data().items())
