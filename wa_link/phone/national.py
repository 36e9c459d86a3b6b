"""How a region writes its own numbers: the national format of phonenumbers."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from wa_link.phone.plans import plan_behind

# Longer dashes are those of ranges.
_HYPHENS = str.maketrans("\u2010\u2011", "--")


@lru_cache(maxsize=4096)
def is_national_format(text: str, region: str | None) -> bool:
    """Return whether a text is a number of the region, written just as the region writes it.

    Dots or dashes may be written for the spaces of the format (`70.12.34.56` in BF), and a dot for
    its only dash (`6895.8171` in PA).
    """
    if region is None:
        return False
    try:
        number = phonenumbers.parse(re.sub(r"\D", "", text), region)
    except NumberParseException:
        return False
    plan = plan_behind(number.country_code or 0)
    national = phonenumbers.national_significant_number(number)
    if plan is None or plan.line(national) is None:
        return False
    written = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    forms = {written, written.replace(" ", "."), written.replace(" ", "-")}
    if re.fullmatch(r"\d+-\d+", written):
        forms.add(written.replace("-", "."))
    return text.translate(_HYPHENS) in forms
