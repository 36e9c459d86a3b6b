"""Write values as JSON for scripts."""

from __future__ import annotations

import json


def to_json(value: object) -> str:
    r"""Return a value as JSON on one line; unprintable characters are escaped: `\u001b`."""
    text = json.dumps(value, ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)
