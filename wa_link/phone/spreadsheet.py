"""What spreadsheets do to a number: undone where it is certain, refused where digits are lost."""

from __future__ import annotations

import re

from wa_link._support.quoting import pluralize, quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone.figures import DASHES, is_decimal, not_a_number

_SCIENTIFIC = re.compile(r"(\+?)([1-9]\d*|0)(?:[.,](\d+))?[eE]\+?(\d{1,3})")
# `-9.87E+09` is negative, and `9.87E-09` is next to nothing.
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
# Three zeros and more behind few digits may be a thousands group or the number's own end.
_FRACTION = re.compile(r"(\+?\d+)[.,]0{1,2}|(\+?\d{7,})[.,]0+")
# `4930123456.75`, `1,234,567.8` and `5.01234567`; the one point of `+1.4155552671` (RFC 5733) and
# of `30.1234567` stands between groups of digits.
_QUANTITY = re.compile(
    r"\+?\d+[.,]\d{1,2}|\d[.,]\d+"
    r"|\+?\d{1,3}(?:(?:,\d{3})+\.|(?:\.\d{3})+,|(?: \d{3})+[.,])\d{1,2}"
)
# The same with something beside it, where it can be told for certain.
_QUANTITY_WITHIN = re.compile(
    r"(?<![\d.,/-])(?:\d{7,}[.,]\s?\d{1,2}|\d{8,}\.\s?\d{3})(?!\d|[./-]\d)"
)
# A number with one point that a spreadsheet would take for a quantity, and save without the zeros
# at its end.
_ONE_POINT = re.compile(r"[1-9]\d*[.,]\d*[1-9]")
MOST_ZEROS = 3
"""That a number may end with, and a quantity has lost."""
# A spreadsheet keeps 15 significant digits (IEEE 754 doubles, as Excel shows them).
_KEPT_DIGITS = 15
_LONGEST_QUANTITY = 100


def refuse_error(text: str) -> None:
    """Fail on a spreadsheet error, and on a formula that has no value.

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
    """`text` as it was before a spreadsheet took it for a quantity, and notes of what was undone.

    Raises:
        PhoneError: `lossy_scientific`, when the number was rounded: its last digits are gone; or
            `not_a_number`, when it is a quantity with decimals.
    """
    if scientific := _SCIENTIFIC.fullmatch(text):
        return _restore(text, scientific), (
            Note(
                NoteCode.SCIENTIFIC_RESTORED,
                f"{quote(text)} was written by a spreadsheet; all its digits are there.",
            ),
        )
    if scientific := _NO_SCIENTIFIC.fullmatch(text):
        raise negative(text, "begins") if scientific[1] else _quantity(text)
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
        raise _quantity(text)
    refuse_quantity(plain)
    return plain, ()


def refuse_quantity(text: str) -> None:
    """Fail on a quantity with decimals, and on one that is negative.

    Raises:
        PhoneError: `not_a_number`.
    """
    if len(text) > _LONGEST_QUANTITY:
        return
    if text.endswith(tuple(DASHES)) and re.fullmatch(_MINUS_AFTER, text):
        raise negative(text, "ends")
    if text.rstrip(" )]").endswith(tuple(DASHES)) and re.fullmatch(_PRICE, text):
        raise not_a_number(text, "an amount")
    if text.startswith(("(", "[")) and re.fullmatch(_ACCOUNTING, text):
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} is a negative amount, as accountants write it. Format the column as "
            "text in the source and export again.",
        )
    if _QUANTITY.fullmatch(text) and not (_FRACTION.fullmatch(text) or _THOUSANDS.fullmatch(text)):
        raise _quantity(text)


def negative(text: str, verb: str) -> PhoneError:
    """Return the error for digits that begin or end with a minus."""
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(text)} {verb} with a minus: a spreadsheet may have calculated it. "
        "Format the column as text in the source and export again.",
    )


def _quantity(text: str) -> PhoneError:
    return PhoneError(Reason.NOT_A_NUMBER, f"{quote(text)} is a quantity with decimals.")


def is_fraction(text: str) -> bool:
    """Return whether a text is a decimal that is not a whole number: `117.811393`."""
    return is_decimal(text) and _FRACTION.fullmatch(text) is None


def may_have_lost_zeros(text: str) -> bool:
    """Whether a spreadsheet may have taken zeros from the end: `30.1234` may be `30.123400`."""
    return _ONE_POINT.fullmatch(text) is not None


def _restore(text: str, scientific: re.Match[str]) -> str:
    plus, whole, fraction, exponent = scientific.groups(default="")
    point = int(exponent)
    lost = point - len(fraction)
    digits = (whole + fraction[:point]).lstrip("0")  # 0.44E+12 is 44E+10: its 0 is no trunk zero
    if lost > 0 or len(digits) > _KEPT_DIGITS:
        lost = max(lost, len(digits) - _KEPT_DIGITS)
        raise PhoneError(
            Reason.LOSSY_SCIENTIFIC,
            f"{quote(text)} is a rounded number: a spreadsheet lost its last "
            f"{pluralize(lost, 'digit')}. Format the column as text in the source and export "
            "again.",
        )
    if fraction[point:].strip("0"):
        raise _quantity(text)
    return plus + digits
