"""Number formats (ECMA-376-1, 18.8.31), and the digits and plus that they show for a value.

This is our own code because openpyxl gives only the format code of a cell, not the text it shows.
"""

from __future__ import annotations

import re
from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class Section(NamedTuple):
        """A part of a format, for some of the values.

        Attributes:
            condition: such as `<=` and 9999999, or None.
            tokens: kinds and texts, in order.
        """

        condition: tuple[str, float] | None
        tokens: list[tuple[str, str]]

else:
    Section = namedtuple("Section", "condition tokens")  # noqa: PYI024  (`typing` is slow to load)

_POINT, _ZERO = ("computed", "."), ("digit", "0")
_ROUNDED_FROM = 10**15
MAX_FORMAT = 255
"""Limit of characters in a format of Excel."""

# In this order: a literal, a space as wide as a character, a fill, a bracket, General, an exponent,
# a date, a placeholder, and any other character.
_TOKENS = re.compile(
    r"""(?P<quoted>"[^"]*(?:"|\Z))|(?P<escaped>\\(?s:.)?)|(?P<space>_(?s:.)?)|(?P<fill>\*(?s:.)?)
    |(?P<bracket>\[[^\]]*(?:\]|\Z))|(?P<general>general)|(?P<exponent>e[+-])
    |(?P<date>am/pm|a/p|[ymdhsbg])|(?P<digit>[0\#?])|(?P<other>(?s:.))""",
    re.IGNORECASE | re.VERBOSE,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$(.*?)(?:-[^-]*)?\]")
_NEITHER_DIGIT_NOR_PLUS = re.compile(r"[^+\d]")
_MONEY = frozenset("$\u00a3\u00a5\u20a9\u20aa\u20ab\u20ac\u20b9\u20ba\u20bd\u0e3f\ufdfc")
# A comma that no placeholder follows divides by a thousand.
_SCALES = re.compile(r",(?![0#?,])")
# Characters that scale or divide a number, or show only a part of it.
_COMPUTES = frozenset(".%/,")


def keep_digits_and_plus(text: str) -> str:
    """Remove all characters but digits and plus signs."""
    return _NEITHER_DIGIT_NOR_PLUS.sub("", text)


def is_plain(code: str) -> bool:
    """Return whether a format never shows a digit, plus or word that its value lacks.

    A date format is plain, because the library gives its value as a date.
    """
    return len(code) <= MAX_FORMAT and all(map(_is_plain_section, split_sections(code)))


def _is_plain_section(section: Section) -> bool:
    tokens = section.tokens
    kinds = {kind for kind, _ in tokens}
    if "date" in kinds:
        return True
    literals = "".join(text for kind, text in tokens if kind in ("literal", "fill"))
    whole = tokens[: tokens.index(_POINT)] if _POINT in tokens else tokens
    placed = "".join(text for kind, text in tokens if kind in ("digit", "computed"))
    places = "".join(text for kind, text in whole if kind == "digit").lstrip("#?")
    is_counted = "exponent" in kinds or "/" in placed
    return (
        not keep_digits_and_plus(literals)
        and not _has_meaning(literals)
        and (whole.count(_ZERO) <= 1 or "exponent" in kinds)
        and (places in ("", "0") or is_counted)
        and ("digit 1-9" not in kinds or "/" in placed)
        and not _SCALES.search(placed)
    )


def split_sections(code: str) -> list[Section]:
    """Split a format at its semicolons."""
    found = [Section(None, [])]
    for match in _TOKENS.finditer(code):
        kind, text = str(match.lastgroup), match[0]
        if (kind, text) == ("other", ";"):
            found.append(Section(None, []))
        elif kind == "bracket" and (bound := _CONDITION.fullmatch(text)):
            found[-1] = Section((bound[1], float(bound[2])), found[-1].tokens)
        elif token := _make_token(kind, text):
            found[-1].tokens.append(token)
    return found


def _make_token(kind: str, text: str) -> tuple[str, str] | None:
    """Return the kind and text of a piece of a format; None if it shows no character."""
    match kind:
        case "quoted":
            token = "literal", text.strip('"')
        case "escaped":
            token = "literal", text[1:]
        case "space":
            token = "literal", " "
        case "fill" if not keep_digits_and_plus(text):
            return None
        case "bracket":  # a currency, elapsed time; or a colour, a language, numerals
            found = _CURRENCY.fullmatch(text)
            token = "literal", found[1] if found else ""
            if _ELAPSED.fullmatch(text):
                token = "date", text
        case "other" if text == "@":
            token = "text", text
        case "other" if text in _COMPUTES:
            token = "computed", text
        case "other":
            token = "digit 1-9" if text.isdecimal() else "literal", text
        case _:
            token = kind, text
    return token


def compare_format(code: str, value: float | str) -> tuple[bool, str]:
    """Compare the text that a cell shows with its value.

    Args:
        code: number format of the cell.
        value: value of the cell.

    Returns:
        Whether the cell shows other digits, a plus, or words; and the text that it shows, blank if
        that is the same or not certain.
    """
    if len(code) > MAX_FORMAT:
        return True, ""
    section = _choose_section(split_sections(code), value)
    if section is None or _is_plain_section(section):
        return False, ""
    if isinstance(value, str):
        plain, shown = value, _fill_text(section, value)
    elif value.is_integer() and 0 <= value < _ROUNDED_FROM:
        plain = str(int(value))
        shown = _fill_digits(section, plain)
    else:
        return True, ""
    is_same = keep_digits_and_plus(shown) == keep_digits_and_plus(plain)
    if is_same and not _has_meaning(shown.replace(plain, "")):
        return False, ""
    return True, shown


def _has_meaning(literals: str) -> bool:
    """Return whether literals may say that a number is a fax, an order, an amount of money."""
    return any(sign.isalpha() or sign in _MONEY for sign in literals)


def _choose_section(found: list[Section], value: float | str) -> Section | None:
    """Return the section for a value; None if the value is shown as it is."""
    has_text = any(kind == "text" for kind, _ in found[-1].tokens)
    if isinstance(value, str):
        return found[-1] if has_text or len(found) > 3 else None
    numeric = found[:-1] if has_text or len(found) > 3 else found
    if not numeric:
        return None
    if any(section.condition for section in numeric[:2]):
        for section in numeric:
            if not section.condition or _meets(section.condition, value):
                return section
        return numeric[-1]
    index = 1 if value < 0 else 2 if value == 0 else 0
    return numeric[index] if index < len(numeric) else numeric[0]


def _meets(condition: tuple[str, float], value: float) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        ">": value > bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def _fill_text(section: Section, value: str) -> str:
    if any(kind not in ("literal", "text") for kind, _ in section.tokens):
        return ""
    return "".join(value if kind == "text" else text for kind, text in section.tokens)


def _fill_digits(section: Section, digits: str) -> str:
    """Put digits into the placeholders of a section, last to first; blank if not certain."""
    tokens = section.tokens
    if any(kind == "general" for kind, _ in tokens):
        if any(kind not in ("general", "literal") for kind, _ in tokens):
            return ""
        return "".join(digits if kind == "general" else text for kind, text in tokens)
    places = [i for i, (kind, _) in enumerate(tokens) if kind == "digit"]
    grouping = {i for i, token in enumerate(tokens) if token == ("computed", ",")}
    if any(
        kind not in ("digit", "literal") and i not in grouping for i, (kind, _) in enumerate(tokens)
    ):
        return ""
    if grouping and not (places and places[0] < min(grouping) and max(grouping) < places[-1]):
        return ""
    shown = [text if kind == "literal" else "" for kind, text in tokens]
    rest = digits.lstrip("0")
    for place in reversed(places):
        blank = {"0": "0", "?": " "}.get(tokens[place][1], "")
        is_first = place == places[0]
        if not rest and blank != "0" and any(tokens[i] == _ZERO for i in places if i < place):
            return ""  # programs differ: `0##` of 5 is 05 or 005
        shown[place] = (rest if is_first else rest[-1:]) or blank
        rest = "" if is_first else rest[:-1]
    return "" if rest else "".join(shown)
