"""The keys of all data files and what each holds, from what records and schemas are made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from build_tools.exports.contract.files import FILES, schema
from build_tools.pages.front_matter import front_matter
from build_tools.pages.markdown import escape

PAGE = "lists/fields.md"
_SOURCE = "数据格式的定义（build_tools/exports/contract/）"
_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "是否",
    "null": "null",
    "object": "记录",
}
_MOST = 16
"""More words than so many are not listed: they stand in the schema."""

Schema = Mapping[str, Any]


def fields_page() -> str:
    """The page: a part for each file, a row for each key; those of a record in it stand below it."""
    parts = [front_matter({"title": "各数据文件的键"}, _SOURCE), "# 各数据文件的键"]
    parts.append(
        "每个数据文件是一个记录数组；没有标“可无”的键每条记录都写，没有内容的为 null、空文字或空数组。"
        "写法和取值以同名的 JSON Schema 为准，见[数据与订阅](data.md)。"
    )
    for name, file in FILES.items():
        whole = json.loads(schema(name))
        record = whole["$defs"][file.record.__name__]
        rows = ["| 键 | 类型 | 含义 |", "|---|---|---|", *_rows(record, whole["$defs"], "")]
        parts += [f"## {name}.json {{ #{name} }}", escape(file.about), "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def _rows(record: Schema, defs: Schema, above: str) -> Iterator[str]:
    """The keys of a record, those of records in it below the key that holds them."""
    for key, value in record["properties"].items():
        name = f"{above}{key}"
        must = "" if key in record.get("required", ()) else "（可无）"
        said = escape(value.get("description", ""))
        yield f"| `{name}` | {_type(value, defs)}{must} | {said} |"
        for held, many in _records(value, defs):
            yield from _rows(held, defs, f"{name}[]." if many else f"{name}.")


def _kinds(value: Schema) -> list[Schema]:
    """The kinds of value that a key may hold."""
    return value.get("anyOf") or [value]


def _type(value: Schema, defs: Schema) -> str:
    """``文字或 null``, ``记录的数组``."""
    return "或".join(dict.fromkeys(_one(kind, defs) for kind in _kinds(value))).replace("或null", "或 null")


def _one(kind: Schema, defs: Schema) -> str:
    if "enum" in kind and len(kind["enum"]) <= _MOST:
        return "、".join("null" if word is None else f"`{word}`" for word in kind["enum"])
    if "$ref" in kind:
        return _one(defs[_named(kind)], defs)
    if kind.get("type") == "array":
        return f"{_type(kind.get('items', {}), defs)}的数组" if kind.get("items") else "数组"
    return _TYPES[kind.get("type", "string")]


def _records(value: Schema, defs: Schema) -> Iterator[tuple[Schema, bool]]:
    """The records that a key holds, and whether it holds many."""
    for kind in _kinds(value):
        if "$ref" in kind and "properties" in defs[_named(kind)]:
            yield defs[_named(kind)], False
        elif kind.get("type") == "array" and kind.get("items"):
            yield from ((held, True) for held, _ in _records(kind["items"], defs))


def _named(kind: Schema) -> str:
    name: str = kind["$ref"].rpartition("/")[2]
    return name
