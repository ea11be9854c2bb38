"""Data files held against their JSON Schemas."""

from __future__ import annotations

import json
from functools import cache

from jsonschema import Draft202012Validator, FormatChecker

from build_tools.exports.contract.files import FILES, schema
from build_tools.exports.data_files import data_files
from build_tools.model.corpus import Corpus


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of a data file; a schema that is none is an error."""
    found = json.loads(schema(name))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found, format_checker=FormatChecker())


def invalid(corpus: Corpus) -> list[str]:
    """What the schemas find wrong with the data of a corpus: file, place, why."""
    files = data_files(corpus)
    return [
        f"{name}.json {error.json_path}: {error.message}"
        for name in FILES
        for error in validator(name).iter_errors(json.loads(files[f"{name}.json"]))
    ]
