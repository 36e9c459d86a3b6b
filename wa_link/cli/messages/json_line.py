"""Convert results, such as a link, to lines of JSON for scripts."""

from __future__ import annotations


def json_line(record: dict[str, object]) -> str:
    r"""Return an object as one line of JSON; unprintable characters are escaped: `\u001b`."""
    import json  # noqa: PLC0415  (only needed with --json)

    text = json.dumps(record, ensure_ascii=False)
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)
