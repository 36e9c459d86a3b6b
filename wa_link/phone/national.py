"""How a region writes its own numbers: the national format of phonenumbers."""

from __future__ import annotations

import re
from functools import lru_cache

from wa_link.phone.formats import format_national
from wa_link.phone.reading import Source, in_region

# Longer dashes are those of ranges.
_HYPHENS = str.maketrans("\u2010\u2011", "--")


@lru_cache(maxsize=4096)
def is_national_format(text: str, region: str | None) -> bool:
    """Return whether a text is a number of the region, written just as the region writes it.

    Dots or dashes may be written for the spaces of the format (`70.12.34.56` in BF), spaces for its
    dots or dashes (`24 12 80` in NC), and a dot for its only dash (`6895.8171` in PA).
    """
    digits = re.sub(r"\D", "", text)
    if region is None or not digits:
        return False
    own = in_region(digits, region)
    if own.line is None or own.source is not Source.REGION:
        return False
    written = format_national(own.calling_code, own.national_number)
    forms = {written, *(written.replace(" ", sign) for sign in ".-")}
    forms.update(written.replace(sign, " ") for sign in ".-")
    if re.fullmatch(r"\d+-\d+", written):
        forms.add(written.replace("-", "."))
    return text.translate(_HYPHENS) in forms
