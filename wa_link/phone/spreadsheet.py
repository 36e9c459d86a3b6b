"""What spreadsheets do to a number: undone where it is certain, refused where digits are lost."""

from __future__ import annotations

import re

from wa_link.errors import Note, NoteCode, PhoneError, Reason, shown

_SCIENTIFIC = re.compile(r"(\+?)([1-9]\d*|0)(?:[.,](\d+))?[eE]\+?(\d{1,3})")
_THOUSANDS = re.compile(
    r"\+?\d{1,3}(?:(?:,\d{3})+(?:\.0{1,2})?|(?:\.\d{3}){2,},0{1,2}|(?: \d{3}){2,}[.,]0{1,2})"
)
# Three zeros and more behind few digits may be a thousands group or the number's own end.
_FRACTION = re.compile(r"(\+?\d+)[.,]0{1,2}|(\+?\d{7,})[.,]0+")
# A spreadsheet keeps 15 significant digits (IEEE 754 doubles, as Excel shows them).
_KEPT_DIGITS = 15


def undo_spreadsheet(text: str) -> tuple[str, tuple[Note, ...]]:
    """`text` as it was before a spreadsheet took it for a quantity, and notes of what was undone.

    Raises:
        PhoneError: `lossy_scientific`, when the number was rounded: its last digits are gone.
    """
    if scientific := _SCIENTIFIC.fullmatch(text):
        return _restore(text, scientific), (
            Note(
                NoteCode.SCIENTIFIC_RESTORED,
                f"{shown(text)} was written by a spreadsheet; all its digits are there.",
            ),
        )
    plain = text
    if _THOUSANDS.fullmatch(plain):
        fraction = re.search(r"[.,]0{1,2}\Z", plain)
        whole = plain[: fraction.start()] if fraction else plain
        plain = re.sub("[., ]", "", whole) + (fraction[0] if fraction else "")
    if fraction := _FRACTION.fullmatch(plain):
        return fraction[1] or fraction[2], (
            Note(NoteCode.DECIMAL_DROPPED, f"The decimals of {shown(text)} were dropped."),
        )
    return plain, ()


def _restore(text: str, scientific: re.Match[str]) -> str:
    plus, whole, fraction, exponent = scientific.groups(default="")
    point = int(exponent)
    lost = point - len(fraction)
    digits = (whole + fraction[:point]).lstrip("0")  # 0.44E+12 is 44E+10: its 0 is no trunk zero
    if lost > 0 or len(digits) > _KEPT_DIGITS:
        lost = max(lost, len(digits) - _KEPT_DIGITS)
        raise PhoneError(
            Reason.LOSSY_SCIENTIFIC,
            f"{shown(text)} is a rounded number: a spreadsheet lost its last {lost} "
            f"digit{'s' * (lost > 1)}. Format the column as text in the source and export again.",
        )
    if fraction[point:].strip("0"):
        raise PhoneError(Reason.NOT_A_NUMBER, f"{shown(text)} is a quantity with decimals.")
    return plus + digits
