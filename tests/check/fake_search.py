"""A small search in place of `check_text`: it knows `+` before digits, a leading 0, and nines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wa_link.check.check_options import CheckOptions
from wa_link.check.finding import Finding
from wa_link.check.list_links import LinkPlace
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINK = re.compile(r"https?://wa\.me/(\+?)(\d+)(?:\?text=([^\s\"'<>]*))?")


def fake_search(text: str, region: str | None = None) -> Iterator[Finding]:
    for link in _LINK.finditer(text):
        plus, number, said = link.groups()
        fix = None if number.startswith("0") and not region else link[0].replace("/+", "/")
        fix = fix and re.sub(r"/0(?=\d)", "/44", fix).replace("http:", "https:")
        fix = fix and "".join(c if c.isascii() else "%C3%A9" for c in fix)
        rules = {
            Rule.PLUS_SIGN: plus,
            Rule.NATIONAL_NUMBER: number.startswith("0"),
            Rule.UNESCAPED_TEXT: said and not said.isascii(),
            Rule.HTTP: link[0].startswith("http:"),
        }
        for rule, is_broken in rules.items():
            if is_broken:
                yield Finding(rule, *link.span(), link[0], f"It is wrong: {number}.", fix)
        if set(number[4:]) == {"9"}:
            message = "The number looks like a placeholder."
            yield Finding(Rule.SUSPICIOUS_NUMBER, *link.span(), link[0], message)


def fake_list(text: str) -> Iterator[LinkPlace]:
    return (LinkPlace(link.start(), is_whole=True) for link in _LINK.finditer(text))


def options(**given: Any) -> CheckOptions:
    return CheckOptions(fake_search, fake_list, **given)
