"""Codes in the JSON Schemas of `wa_link/schemas`, which are made from the enums of the package.

python -m tests.schema_codes    # write them into the schemas
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import wa_link
from wa_link import LineType, NoteCode, Reason
from wa_link.check.walk_folders import Skip
from wa_link.links.rules import Rule, Severity

FOLDER = Path(wa_link.__file__).parent / "schemas"
_REPAIRS = "|".join(each for each in NoteCode if each.is_repair)
_ADVICE = "|".join(each for each in NoteCode if not each.is_repair)
_ANY = f"{_REPAIRS}|{_ADVICE}"
_DEFINITIONS: dict[str, dict[str, Any]] = {
    "line_type": {"enum": [*map(str, LineType), None]},
    "note": {"enum": [*map(str, NoteCode)]},
    "reason": {"enum": [*map(str, Reason)]},
    "rule": {"enum": [*map(str, Rule)]},
    "rule_name": {"enum": [each.label for each in Rule]},
    "severity": {"enum": [*map(str, Severity)]},
    "skip": {"enum": [each.name.lower() for each in Skip]},
    "notes_of_accepted": {"pattern": f"^(?:(?:{_ADVICE})(?: (?:{_ADVICE}))*)?$"},
    "notes_of_repaired": {
        "pattern": f"^(?:(?:{_ANY}) )*(?:{_REPAIRS})(?: (?:{_ANY}))*$",
    },
}


def read_schema(name: str) -> dict[str, Any]:
    """Return the schema of an output, such as `summary`."""
    schema: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    return schema


def fill_in(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema whose definitions have the codes of the package."""
    definitions = schema.get("$defs", {})
    filled = {name: each | _DEFINITIONS.get(name, {}) for name, each in definitions.items()}
    return schema | {"$defs": filled}


def render(schema: dict[str, Any]) -> str:
    """Return a schema as its file contains it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for path in FOLDER.glob("*.json"):
        path.write_text(render(fill_in(json.loads(path.read_text("utf-8")))), "utf-8")
