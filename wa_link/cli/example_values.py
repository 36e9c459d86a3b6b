"""Examples of the values of options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_link.cli.option_names import shell_quote

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLES: dict[str, object] = {
    "accent": "#0f4c5c",
    "bleed": "3mm",
    "call-to-action": "Scan to chat with us",
    "caption": "Open Monday to Friday",
    "delimiter": ";",
    "design": "poster-a4",
    "encoding": "cp1252",
    "exclude": ["*.min.js", "vendor"],
    "font": "shop.ttf",
    "gap": "2mm",
    "grid": "4x6",
    "ignore": ["WA304"],
    "label": "45x40mm",
    "lang": "ar",
    "links-column": "wa_link",
    "logo": "logo.png",
    "number": "+44 7911 123456",
    "offset": "0.5,-1mm",
    "page": "a4",
    "phone-column": ["mobile", "phone"],
    "qr-dir": "codes",
    "qr-name": "{wa_row}-{wa_digits}",
    "region": "SA",
    "region-column": "country",
    "reject-notes": ["check_link", "text_encoded"],
    "select": ["WA1", "WA201"],
    "size": "40mm",
    "stock": "L7160",
    "text": "Hello!",
    "text-column": "message",
    "text-file": "text.txt",
    "title": "My shop",
    "username-column": "username",
}
"""Values for options without a default, by their keys, for messages and configuration files."""
# For messages only: options for a single run, and options that a file sets to their default.
_ON_THE_COMMAND_LINE: Mapping[str, str] = {
    "about": "Spices since 1950",
    "address": "1 Market Street, Leeds",
    "config": "shop.toml",
    "dark": "#075e54",
    "description": "We sell spices, whole and ground.",
    "email": "hello@shop.example",
    "key": "ref",
    "language": "en",
    "ledger": "sent.jsonl",
    "light": "#ffffff",
    "max": "200",
    "opt-in-column": "news",
    "parameter": "Ann",
    "phone-id": "106540352242922",
    "rejects": "rejects.csv",
    "rows": "5-9",
    "sheet": "Sheet1",
    "show-design": "poster",
    "state": "links.jsonl",
    "summary-file": "summary.json",
    "template": "order_ready",
    "token-file": "token.txt",
    "username": "maria.lopez",
    "waba-id": "102290129340398",
    "website": "https://shop.example",
}
_OUTPUTS = {
    "qr": "code.png",
    "labels": "labels.pdf",
    "batch": "links.csv",
    "business links sync": "links.csv",
    "business send-sheet": "sent.csv",
}


def spell_example(command: str, option: click.Option) -> str:
    """Return a value of an option as it is typed in a shell: `"#0f4c5c"` for `--accent`.

    Args:
        command: name of the command, such as `qr` or `business links sync`.
        option: an option that takes a value.
    """
    key = option.opts[-1].lstrip("-")
    value = _ON_THE_COMMAND_LINE.get(key) or EXAMPLES.get(key, option.default)
    if key == "output":
        value = _OUTPUTS.get(command, "output.txt")
    if isinstance(value, list):
        value = value[0]
    if isinstance(value, (str, int, float)):
        return shell_quote(str(value))
    least = option.type.min if isinstance(option.type, click.IntRange) else None
    return str(least or 1)
