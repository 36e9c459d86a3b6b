"""How a region writes its own numbers: the national format of phonenumbers."""

from __future__ import annotations

import re
from functools import lru_cache

from wa_link.phone.formats import format_national
from wa_link.phone.reading import Source, parse_in_region

_BRACKETED = re.compile(r"\(\d+(?:[ .-]\d+){2,}\)")
_FEWEST_GROUPS = 3  # of fewer, `2012/1974` may be years
# Longer dashes are those of ranges.
_HYPHENS = str.maketrans("\u2010\u2011", "--")


@lru_cache(maxsize=4096)
def is_national_format(text: str, region: str | None) -> bool:
    """Return whether a text is a number of the region, written just as the region writes it.

    Dots or dashes may be written for the spaces of the format (`70.12.34.56` in BF), spaces for its
    dots or dashes (`24 12 80` in NC), and a dot for its only dash (`6895.8171` in PA). Its first
    group may be in brackets or have a slash (`(65) 01-20-37` in ML), or lack the brackets of the
    format (`601.2348918` in CO); and all of it may be in brackets.
    """
    if _BRACKETED.fullmatch(text):
        text = text[1:-1]
    elif text.count(" - ") > 1:  # one is that of a range
        text = text.replace(" - ", "-")
    digits = re.sub(r"\D", "", text)
    if region is None or not digits:
        return False
    own = parse_in_region(digits, region)
    if own.line is None or own.source is not Source.REGION:
        return False
    written = format_national(own.calling_code, own.national_number)
    forms = {written, *(written.replace(" ", sign) for sign in ".-")}
    forms.update(written.replace(sign, " ") for sign in ".-")
    if re.fullmatch(r"\d+-\d+", written):
        forms.add(written.replace("-", "."))
    groups = re.findall(r"\d+", written)
    if "(" in written:
        forms.update(sign.join(groups) for sign in " .-")
    elif len(groups) >= _FEWEST_GROUPS:
        first, rest = groups[0], groups[1:]
        starts = [f"({first}) ", f"({first})"]
        if len(rest) >= _FEWEST_GROUPS:  # `25/12 2023` in HT may be a date
            starts += [f"{first}/", f"{first} / "]
        forms.update(f"{start}{sign.join(rest)}" for start in starts for sign in " .-")
    return text.translate(_HYPHENS) in forms
