"""Number formats of cells (ECMA-376-1, 18.8.31), and the text that they show for a value.

For example, a cell with the value 501234567 and the format `"+966 "0` shows `+966 501234567`. This
is our own code because openpyxl gives only the number format of a cell, not the text that it shows.
"""

from __future__ import annotations

import re
from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class Section(NamedTuple):
        """A section of a number format, which applies to some values, such as negative numbers.

        Attributes:
            condition: an operator and a number, such as `<=` and 9999999; None if there is none.
            tokens: the kind and text of each token, such as `("literal", "+966 ")`, in order.
        """

        condition: tuple[str, float] | None
        tokens: list[tuple[str, str]]

else:
    Section = namedtuple("Section", "condition tokens")  # noqa: PYI024  (`typing` is slow to load)

_POINT, _ZERO = ("computed", "."), ("digit", "0")
# Spreadsheet programs keep 15 significant digits of a number (an IEEE 754 double).
_ROUNDED_FROM = 10**15
MAX_FORMAT = 255
"""Limit of characters in a number format, as in Excel."""

# A token of a number format, in this order: a quoted text; an escaped character; a space as wide as
# a character (`_)`); a character that fills the cell (`*-`); brackets; the word `General`; an
# exponent (`E+`); a part of a date (`yy`); a placeholder for a digit; and any other character.
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
_CURRENCY_SYMBOLS = frozenset("$\u00a3\u00a5\u20a9\u20aa\u20ab\u20ac\u20b9\u20ba\u20bd\u0e3f\ufdfc")
# A comma without a placeholder after it divides the number by a thousand.
_THOUSANDS_DIVISOR = re.compile(r",(?![0#?,])")
# Decimal point, percent, fraction, thousands separator: with these, digits can be computed.
_COMPUTES = frozenset(".%/,")


def keep_digits_and_plus(text: str) -> str:
    """Return only the digits and plus signs of a text: `+966501` for `+966 501`."""
    return _NEITHER_DIGIT_NOR_PLUS.sub("", text)


def can_ignore_format(code: str) -> bool:
    """Return whether a number format shows the value of a cell without other digits or words.

    For example, return True for `0`, `0.00` and `(###) ###-####`, and False for `"+966 "0`. Return
    True for a date format, too, because python-calamine reads the value of such a cell as a date.
    """
    return len(code) <= MAX_FORMAT and all(map(_can_ignore_section, split_sections(code)))


def _can_ignore_section(section: Section) -> bool:
    """Return whether a section of a number format shows only the value of the cell."""
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
        and not _has_words_or_currency(literals)
        and (whole.count(_ZERO) <= 1 or "exponent" in kinds)
        and (places in ("", "0") or is_counted)
        and ("digit 1-9" not in kinds or "/" in placed)
        and not _THOUSANDS_DIVISOR.search(placed)
    )


def split_sections(code: str) -> list[Section]:
    """Split a number format at its semicolons into sections, and each section into tokens."""
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
    """Return the kind and text of a token of a number format; None if the token shows nothing.

    Args:
        kind: name of the group in `_TOKENS` that matched, such as `quoted`.
        text: the text that matched, such as `"+966 "`.
    """
    match kind:
        case "quoted":
            token = "literal", text.strip('"')
        case "escaped":
            token = "literal", text[1:]
        case "space":
            token = "literal", " "
        case "fill" if not keep_digits_and_plus(text):
            return None
        case "bracket":  # such as `[$€-407]` (currency), `[h]` (elapsed time) or `[Red]`
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
    """Return whether a cell may show a text that differs from its value, and return this text.

    The value 501234567 and the number format `"+966 "0` give `(True, "+966 501234567")`.

    Args:
        code: number format of the cell, such as `"+966 "0`.
        value: value of the cell.

    Returns:
        `(True, text)` if the number format changes the digits, or adds a plus, words or a currency.
        `(True, "")` if it is not certain which text the cell shows. `(False, "")` if the cell shows
        the digits of its value, without such additions.
    """
    if len(code) > MAX_FORMAT:
        return True, ""
    section = _choose_section(split_sections(code), value)
    if section is None or _can_ignore_section(section):
        return False, ""
    if isinstance(value, str):
        bare, shown = value, _fill_text(section, value)
    elif value.is_integer() and 0 <= value < _ROUNDED_FROM:
        bare = str(int(value))
        shown = _fill_digits(section, bare)
    else:
        return True, ""
    is_same = keep_digits_and_plus(shown) == keep_digits_and_plus(bare)
    if is_same and not _has_words_or_currency(shown.replace(bare, "")):
        return False, ""
    return True, shown


def _has_words_or_currency(literals: str) -> bool:
    """Return whether the texts in a number format contain a letter or a currency symbol.

    Such texts can say that the number is not a phone number, as `"Fax "`, `"Order "` and `€` do.
    """
    return any(char.isalpha() or char in _CURRENCY_SYMBOLS for char in literals)


def _choose_section(found: list[Section], value: float | str) -> Section | None:
    """Return the section of a number format that applies to a value.

    Return None if no section applies; then the cell shows the value unchanged.
    """
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
    """Return whether a value meets a condition, such as `("<=", 9999999)`."""
    operator, bound = condition
    return {
        "<": value < bound,
        ">": value > bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[operator]


def _fill_text(section: Section, value: str) -> str:
    """Return the text that a cell shows if its value is a text, such as `1234`.

    For example, the section `"Tel. "@` shows `1234` as `Tel. 1234`. Return an empty text if it is
    not certain which text the cell shows.
    """
    if any(kind not in ("literal", "text") for kind, _ in section.tokens):
        return ""
    return "".join(value if kind == "text" else text for kind, text in section.tokens)


def _fill_digits(section: Section, digits: str) -> str:
    """Return the text that a cell shows for a whole number.

    The digits are put into the placeholders from right to left. The first placeholder takes all
    digits that remain: the section `(#) ##-##` shows 501234567 as `(50123) 45-67`. Return an empty
    text if it is not certain which text the cell shows.
    """
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
            return ""  # programs differ: for 5, the format `0##` shows 05 or 005
        shown[place] = (rest if is_first else rest[-1:]) or blank
        rest = "" if is_first else rest[:-1]
    return "" if rest else "".join(shown)
