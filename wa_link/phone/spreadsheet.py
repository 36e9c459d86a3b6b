"""Numbers damaged by spreadsheets: restored if that is certain, refused if digits are lost."""

from __future__ import annotations

import re

from wa_link._support.quoting import pluralize, quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone.figures import DASHES, figure_error, is_decimal

_SCIENTIFIC = re.compile(r"(\+?)([1-9]\d*|0)(?:[.,](\d+))?[eE]\+?(\d{1,3})")
# `-9.87E+09` is negative, and `9.87E-09` is almost zero.
_NO_SCIENTIFIC = re.compile(rf"([{DASHES}]?)(?:0|[1-9]\d*)(?:[.,]\d+)?[eE][+{DASHES}]?\d{{1,3}}")
# `9,87,65,43,119` is how India groups a quantity.
_THOUSANDS = re.compile(
    r"\+?\d{1,3}(?:(?:,\d{3})+(?:\.0{1,2})?|(?:\.\d{3}){2,},0{1,2}|(?: \d{3}){2,}[.,]0{1,2})"
    r"|\d{1,2}(?:,\d\d)+,\d{3}(?:\.0{1,2})?"
)
# A whole quantity as accountants write a negative one: `(9,876,543,119)`, `9876543119-`. Spaces or
# dots alone, as in `(612 345 678)`, may as well group a number.
_GROUPED = r"[1-9]\d{0,2}(?:(?:,\d{2,3})+(?:\.\d*)?|(?:\.\d{3})+,\d+|(?: \d{3})+[.,]\d+)"
_DECIMAL = r"(?:0|[1-9]\d*)[.,]\d+"
_ACCOUNTING = rf"[(\[]\s?(?:{_GROUPED}|{_DECIMAL}|\.\d+)\s?[)\]]"
_MINUS_AFTER = rf"(?:{_GROUPED}|{_DECIMAL}|[1-9]\d*)\s?[{DASHES}]"
# A price without its cents: `16.065.337,-`, `9,876,543,219/-`, `500:-`.
_PRICE = rf"[(\[]?\s?[1-9](?:[., ]?\d)*\s?[.,/:]\s?[{DASHES}]{{1,3}}\s?[)\]]?"
# Excel and LibreOffice, in any language: `#REF!`, `#BEZUG!`, `#¿NOMBRE?`, `#DIV/0!`, `Err:502`.
_ERROR = (
    r"(?i:#[¡¿]?[^\W\d_][\w/. ]{0,24}[!?]|#[^\W\d_]{2,8}/0!?|#{3,}"
    r"|(?:Err|Fehler|Erreur|Errore):\d{3})"
)
# Three zeros or more after few digits may be a thousands group, or belong to the number.
_FRACTION = re.compile(r"(\+?\d+)[.,]0{1,2}|(\+?\d{7,})[.,]0+")
# `4930123456.75`, `1,234,567.8` and `5.01234567`; the one point of `+1.4155552671` (RFC 5733) and
# of `30.1234567` is between groups of digits.
_QUANTITY = re.compile(
    r"\+?\d+[.,]\d{1,2}|\d[.,]\d+"
    r"|\+?\d{1,3}(?:(?:,\d{3})+\.|(?:\.\d{3})+,|(?: \d{3})+[.,])\d{1,2}"
)
# The same with other text around it, if it is certain.
_QUANTITY_WITHIN = re.compile(
    r"(?<![\d.,/-])(?:\d{7,}[.,]\s?\d{1,2}|\d{8,}\.\s?\d{3})(?!\d|[./-]\d)"
)
# A spreadsheet reads a number with one point as a quantity, and saves it without the zeros at its
# end.
_ONE_POINT = re.compile(r"[1-9]\d*[.,]\d*[1-9]")
MOST_ZEROS = 3
"""Most zeros at the end of a number that a spreadsheet is assumed to have removed."""
# A spreadsheet keeps 15 significant digits (IEEE 754 doubles, as Excel shows them).
_KEPT_DIGITS = 15
_LONGEST_QUANTITY = 100


def refuse_error(text: str) -> None:
    """Refuse a spreadsheet error, and a formula without its value.

    Raises:
        PhoneError: `not_a_number`.
    """
    if not text[:1].isdigit() and re.fullmatch(_ERROR, text):
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} is a spreadsheet error: fix the cell in the source and export again.",
        )
    if text.startswith("="):
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} is a formula without its value: open the sheet, let it calculate, "
            "save it and export again.",
        )


def undo_spreadsheet(text: str) -> tuple[str, tuple[Note, ...]]:
    """Return a text as it was before a spreadsheet read it as a quantity, and notes on the change.

    Raises:
        PhoneError: `lossy_scientific` if the number was rounded and its last digits are lost;
            `not_a_number` if it is a quantity with decimals.
    """
    if scientific := _SCIENTIFIC.fullmatch(text):
        return _restore_digits(text, scientific), (
            Note(
                NoteCode.SCIENTIFIC_RESTORED,
                f"{quote(text)} was written by a spreadsheet; it has all digits.",
            ),
        )
    if scientific := _NO_SCIENTIFIC.fullmatch(text):
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
    """Refuse a quantity with decimals, and a negative one.

    Raises:
        PhoneError: `not_a_number`.
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
            f"{quote(text)} is a negative amount, as accountants write it. Format the column as "
            "text in the source and export again.",
        )
    if _QUANTITY.fullmatch(text) and not (_FRACTION.fullmatch(text) or _THOUSANDS.fullmatch(text)):
        raise _quantity_error(text)


def negative_error(text: str, verb: str) -> PhoneError:
    """Return the error for digits that begin or end with a minus."""
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(text)} {verb} with a minus: a spreadsheet may have calculated it. "
        "Format the column as text in the source and export again.",
    )


def _quantity_error(text: str) -> PhoneError:
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(text)} is a quantity with decimals: write a phone number with its +.",
    )


def is_fraction(text: str) -> bool:
    """Return whether a text is a decimal that is not a whole number: `117.811393`."""
    return is_decimal(text) and _FRACTION.fullmatch(text) is None


def has_one_point(text: str) -> bool:
    """Return whether a text has one point, so that a spreadsheet may have removed zeros at its end.

    `30.1234` may be `30.123400`.
    """
    return _ONE_POINT.fullmatch(text) is not None


def _restore_digits(text: str, scientific: re.Match[str]) -> str:
    plus, whole, fraction, exponent = scientific.groups(default="")
    point = int(exponent)
    lost = point - len(fraction)
    digits = (whole + fraction[:point]).lstrip("0")  # 0.44E+12 is 44E+10: its 0 is not a trunk zero
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
