"""Numbers damaged by spreadsheets: restored if all digits are there, refused if digits are lost.

`9.66501234567E+11` is restored to `966501234567`; `9.66501E+11` is refused.
"""

from __future__ import annotations

import re

from wa_link._support.quoting import pluralize, quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone.figures import DASHES, figure_error, is_decimal

_SCIENTIFIC = re.compile(r"(\+?)([1-9]\d*|0)(?:[.,](\d+))?[eE]\+?(\d{1,3})")
# Not a phone number: `-9.87E+09` is negative, and `9.87E-09` is almost zero.
_OTHER_SCIENTIFIC = re.compile(rf"([{DASHES}]?)(?:0|[1-9]\d*)(?:[.,]\d+)?[eE][+{DASHES}]?\d{{1,3}}")
# In India, quantities are grouped like `9,87,65,43,119`.
_THOUSANDS = re.compile(
    r"\+?\d{1,3}(?:(?:,\d{3})+(?:\.0{1,2})?|(?:\.\d{3}){2,},0{1,2}|(?: \d{3}){2,}[.,]0{1,2})"
    r"|\d{1,2}(?:,\d\d)+,\d{3}(?:\.0{1,2})?"
)
# Negative quantities of accountants: `(9,876,543,119)`, `9876543119-`. With only spaces or dots
# between its groups, `(612 345 678)` may also be a phone number.
_GROUPED = r"[1-9]\d{0,2}(?:(?:,\d{2,3})+(?:\.\d*)?|(?:\.\d{3})+,\d+|(?: \d{3})+[.,]\d+)"
_DECIMAL = r"(?:0|[1-9]\d*)[.,]\d+"
_ACCOUNTING = rf"[(\[]\s?(?:{_GROUPED}|{_DECIMAL}|\.\d+)\s?[)\]]"
_MINUS_AFTER = rf"(?:{_GROUPED}|{_DECIMAL}|[1-9]\d*)\s?[{DASHES}]"
# A price without its cents: `16.065.337,-`, `9,876,543,219/-`, `500:-`.
_PRICE = rf"[(\[]?\s?[1-9](?:[., ]?\d)*\s?[.,/:]\s?[{DASHES}]{{1,3}}\s?[)\]]?"
# Errors of Excel and LibreOffice in any language: `#REF!`, `#BEZUG!`, `#DIV/0!`, `Err:502`.
_ERROR = (
    r"(?i:#[¡¿]?[^\W\d_][\w/. ]{0,24}[!?]|#[^\W\d_]{2,8}/0!?|#{3,}"
    r"|(?:Err|Fehler|Erreur|Errore):\d{3})"
)
# A fraction of zeros, as in `966501234567.0`. Three zeros or more after fewer than seven digits may
# be a group of thousands, or belong to the number.
_FRACTION = re.compile(r"(\+?\d+)[.,]0{1,2}|(\+?\d{7,})[.,]0+")
# `4930123456.75`, `1,234,567.8` and `5.01234567`. The point of `+1.4155552671` (RFC 5733) and of
# `30.1234567` may be between groups of digits of a phone number.
_QUANTITY = re.compile(
    r"\+?\d+[.,]\d{1,2}|\d[.,]\d+"
    r"|\+?\d{1,3}(?:(?:,\d{3})+\.|(?:\.\d{3})+,|(?: \d{3})+[.,])\d{1,2}"
)
# A quantity with other text around it. Only forms that can't be a phone number match.
_QUANTITY_WITHIN = re.compile(
    r"(?<![\d.,/-])(?:\d{7,}[.,]\s?\d{1,2}|\d{8,}\.\s?\d{3})(?!\d|[./-]\d)"
)
# A spreadsheet reads a number with one point as a decimal number, and drops the zeros at its end.
_ONE_POINT = re.compile(r"[1-9]\d*[.,]\d*[1-9]")
MOST_ZEROS = 3
"""Maximum number of zeros that a spreadsheet may have removed from the end of a number."""
# A spreadsheet keeps 15 significant digits (IEEE 754 doubles, as Excel shows them).
_KEPT_DIGITS = 15
_LONGEST_QUANTITY = 100


def refuse_error(text: str) -> None:
    """Refuse a spreadsheet error, such as `#REF!`, and a formula without its value, such as `=A1`.

    Raises:
        PhoneError: with the reason `not_a_number`.
    """
    if not text[:1].isdigit() and re.fullmatch(_ERROR, text):
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} is a spreadsheet error: fix the cell in the source and export again.",
        )
    if text.startswith("="):
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} is a formula without its value: open the sheet in a spreadsheet "
            "program, let it calculate, save it and export again.",
        )


def undo_spreadsheet(text: str) -> tuple[str, tuple[Note, ...]]:
    """Return a number as it was before a spreadsheet changed it, and notes on the change.

    `9.66501234567E+11` and `966501234567.0` give `966501234567` and a note. `966,501,234,567` gives
    `966501234567` without a note. Any other text is returned unchanged, without a note.

    Raises:
        PhoneError: with the reason `lossy_scientific` if the number was rounded and its last digits
            are lost; `not_a_number` if it is negative or has decimals.
    """
    if scientific := _SCIENTIFIC.fullmatch(text):
        return _restore_digits(text, scientific), (
            Note(
                NoteCode.SCIENTIFIC_RESTORED,
                f"A spreadsheet changed the number to {quote(text)}; no digits were lost.",
            ),
        )
    if scientific := _OTHER_SCIENTIFIC.fullmatch(text):
        raise negative_error(text, "begins") if scientific[1] else _quantity_error(text)
    plain = text
    if _THOUSANDS.fullmatch(plain):
        fraction = re.search(r"[.,]0{1,2}\Z", plain)
        whole = plain[: fraction.start()] if fraction else plain
        plain = re.sub("[., ]", "", whole) + (fraction[0] if fraction else "")
    if fraction := _FRACTION.fullmatch(plain):
        return fraction[1] or fraction[2], (
            Note(NoteCode.DECIMAL_DROPPED, f"The decimals of {quote(text)} were dropped."),
        )
    if _QUANTITY_WITHIN.search(plain):
        raise _quantity_error(text)
    refuse_quantity(plain)
    return plain, ()


def refuse_quantity(text: str) -> None:
    """Refuse a quantity with decimals, such as `1,234,567.8`, or a negative quantity.

    Raises:
        PhoneError: with the reason `not_a_number`.
    """
    if len(text) > _LONGEST_QUANTITY:
        return
    if text.endswith(tuple(DASHES)) and re.fullmatch(_MINUS_AFTER, text):
        raise negative_error(text, "ends")
    if text.rstrip(" )]").endswith(tuple(DASHES)) and re.fullmatch(_PRICE, text):
        raise figure_error(text, "an amount")
    if text.startswith(("(", "[")) and re.fullmatch(_ACCOUNTING, text):
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} is written like a negative amount. Format the column as text in the "
            "source and export again.",
        )
    if _QUANTITY.fullmatch(text) and not (_FRACTION.fullmatch(text) or _THOUSANDS.fullmatch(text)):
        raise _quantity_error(text)


def negative_error(text: str, verb: str) -> PhoneError:
    """Return the error for a text that begins or ends with a minus.

    `verb` is `begins` or `ends`, for the message.
    """
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(text)} {verb} with a minus: a spreadsheet may have calculated this value. "
        "Format the column as text in the source and export again.",
    )


def _quantity_error(text: str) -> PhoneError:
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(text)} is a number with decimals: write a phone number with its +.",
    )


def is_fraction(text: str) -> bool:
    """Return whether a text has decimals that are not all 0: `117.811393`, but not `117.0`."""
    return is_decimal(text) and _FRACTION.fullmatch(text) is None


def has_one_point(text: str) -> bool:
    """Return whether a text consists of digits around one point or comma, such as `30.1234`.

    A spreadsheet may have removed zeros from the end of such a text: `30.1234` may have been
    `30.123400`. Return False if the text begins or ends with 0.
    """
    return _ONE_POINT.fullmatch(text) is not None


def _restore_digits(text: str, scientific: re.Match[str]) -> str:
    plus, whole, fraction, exponent = scientific.groups(default="")
    point = int(exponent)
    lost = point - len(fraction)
    digits = (whole + fraction[:point]).lstrip("0")  # the 0 of 0.44E+12 is not a trunk prefix
    if lost > 0 or len(digits) > _KEPT_DIGITS:
        lost = max(lost, len(digits) - _KEPT_DIGITS)
        raise PhoneError(
            Reason.LOSSY_SCIENTIFIC,
            f"{quote(text)} is a rounded number: a spreadsheet lost its last "
            f"{pluralize(lost, 'digit')}. Format the column as text in the source and export "
            "again.",
        )
    if fraction[point:].strip("0"):
        raise _quantity_error(text)
    return plus + digits
