"""Figures that are not phone numbers: dates, times, ranges, IP addresses, decimal numbers, scores.

A person may name the wrong column, and the digits of a date or an IP address can be a valid phone
number in some country. A cell with only such figures is refused, unless the region writes its phone
numbers in this form: `24.12.80` looks like a date, but is a phone number in New Caledonia.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

IsOwnFormat: TypeAlias = "Callable[[str], bool]"
"""Function that returns whether the region writes one of its numbers exactly like a text."""

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\uff0d"
_TO_ASCII = str.maketrans({**dict.fromkeys(f"{DASHES}\uff5e", "-"), "\uff0f": "/", "\uff0e": "."})
_FULL_WIDTH = str.maketrans({"\uff0f": "/", "\uff0e": ".", "\uff5e": "~"})
_LONGEST = 120  # characters; longer cells are texts, or have many figures

_YEAR = r"(?:1[5-9]|20|21)\d\d"
# Years in a full date, also of the Jalali, Hijri, Buddhist and Jewish calendars.
_YEAR_OF_DATE = re.compile(r"(?:1[3-9]|2[0145]|57)\d\d")
_RECENT = r"(?:1[89]|20)\d\d"
_MONTH_DAY = r"(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])"
_SIGN, _DATE_END = r"\s?[./-]\s?| {1,3}", r"(?!\d|(?P=second)\d)"
_TIME_OF_DAY = r"(?:[01]?\d|2[0-4])(?P<colon>[:.])[0-5]\d(?:(?P=colon)[0-5]\d(?:[.,]\d{1,9})?)?"
_ZONE = r"(?:\s?[ap]\.?m\b\.?|Z|\s?[+-]\d\d:?\d\d)?"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?[1-9]\d|1?0\d?|1\d\d|\d)"
# Tried in this order at each position. `(?![.,]?\d)` prevents a match inside a longer figure.
_TOKENS: Final = (
    # File names and identifiers contain `2002-03-16-01-48` and `20100506-3774`.
    ("stamp", rf"{_RECENT}-{_MONTH_DAY}-(?:[01]\d|2[0-3])-[0-5]\d(?:-[0-5]\d)?(?![.,/-]?\d)"),
    ("stamp", rf"{_RECENT}{_MONTH_DAY}[ ./-]\d{{2,6}}(?![ .,/-]?\d)"),
    ("date", rf"(\d{{1,4}})(?P<sign>{_SIGN})(\d\d?)(?P<second>{_SIGN})(\d{{1,4}}){_DATE_END}"),
    ("quad", rf"{_OCTET}(?:\.{_OCTET}){{3}}(?![.,]?\d)"),
    ("amount", r"\d{1,3}(?:,\d{2,3})*,\d{3}\.(?!0{1,2}(?!\d))\d+(?![.,]?\d)"),
    ("amount", r"\d{1,3}(?:\.\d{3})+,(?!0{1,2}(?!\d))\d+(?![.,]?\d)"),
    # CNPJ, the number of a Brazilian company. Any other slash can separate two phone numbers.
    ("register", r"\d\d\.\d{3}\.\d{3}/\d{4}-\d\d(?!\d)"),
    ("years", rf"{_YEAR}\s?[-/]\s?(?:{_YEAR}|\d\d?)(?![.,/-]?\d)"),
    ("years", rf"(?:0?[1-9]|1[0-2])[/.-]{_YEAR}(?![.,/]?\d)"),
    ("years", rf"(?:[1-4]\d|5[0-3])/{_RECENT}(?![.,/]?\d)"),  # week 12/2019
    ("time", rf"T?{_TIME_OF_DAY}{_ZONE}(?![.,:]?\d)"),
    ("version", r"\d{1,3}(?:\.\d{1,3}){2,}(?![.,]?\d)"),
    ("decimal", r"(?:0|[1-9]\d*)(?:\.\d+(?!\.?\d)|,\d+(?![.,]?\d))"),
    ("score", r"(?:0|[1-9]\d{0,2})\s?[-:]\s?(?:0|[1-9]\d{0,2})(?![.,]?\d|\s?[-:]\s?\d)"),
    ("integer", r"\d{1,4}(?!\d)"),
)
_DECIMAL = re.compile(r"(?:0|[1-9]\d*)[.,]\d+|\.\d+|,[1-9]\d*")
_KEPT_DIGITS = 15  # in a spreadsheet; more digits with a comma are two numbers
_MONEY_SIGN = frozenset("$€£¥₹₽₺₩฿₫₴₪%‰°")
# Most cells do not match this pattern, so they have no figure and need no further check.
_CANDIDATE = re.compile(
    r"\d\s?[.,:]\s?\d|(?<!\d)\d{1,3}\s?-\s?\d{1,3}(?!\d)|(?<!\d)(?:1[3-9]|2[0145]|57)\d\d(?!\d)"
    r"|\d\s?/\s?\d\d?\s?/\s?\d|\d {1,3}\d\d? {1,3}\d|(?<!\d)(?:1[89]|20)\d{6}[ ./-]\d"
    r"|[$€£¥₹₽₺₩฿₫₴₪%‰°]"
)
# `4472/2019`: number of a file in a court or an office.
_NUMBER_OF_YEAR = re.compile(rf"[1-9]\d{{0,6}}\s?/\s?{_RECENT}|{_RECENT}\s?/\s?\d{{3,7}}")
_STRAY = " ,./~;"
# `(1,2,3,4)`: list of numbers.
_LIST = re.compile(r"[(\[{]?\s?[1-9]?\d(?:\s?[,;]\s?[1-9]?\d){3,}\s?[)\]}]?")
_JOINERS = frozenset(" \n\t.,;:/()[]|&-") | _MONEY_SIGN
_MOST_DIGITS_OF_VERSION = 6
_ALONE = {"register": "an ID or card number", "quad": "an internet address"}
# SSN; CPF and RUT; CAS, ISBN and CUIT, which end with a check digit; customs codes; payment cards.
_IDENTIFIER = re.compile(
    r"[1-9]\d\d-\d\d-\d{4}|\d{1,3}(?:\.\d{3})+-[\dk]{1,2}|[1-9]\d*(?:-\d+)*-\d"
    r"|[1-9]\d{3}(?:\.\d\d){2,3}|[1-9]\d{3}(?:([ -])\d{4})(?:\1\d{4}){2}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def refuse_figures(text: str, is_own: IsOwnFormat) -> None:
    """Refuse a cell that has only dates, times, IP addresses, decimal numbers or scores.

    A single decimal number is not refused here, because a spreadsheet may have made it from a phone
    number. The caller must check it.

    Raises:
        PhoneError: with the reason `not_a_number`.
    """
    if not 2 < len(text) <= _LONGEST or "+" in text.lstrip(" ([")[:1]:
        return
    plain = _to_ascii(text)
    if _LIST.fullmatch(plain):
        raise figure_error(text, "a list of numbers")
    if _CANDIDATE.search(plain) is None:
        return
    tokens = _tokens(plain, text)
    figures = [token for token in tokens if token.kind != "integer"]
    if _are_years(tokens) and not is_own(text):
        raise figure_error(text, "a list of years")
    if _NUMBER_OF_YEAR.fullmatch(plain) and not is_own(re.sub(r"\s?/\s?", " ", plain)):
        raise figure_error(text, "a case or document number with a year")
    if not figures or is_own(text):
        return
    has_bounds = "(" in text or "[" in text  # `80.585 [79.964, 81.191]`
    if not has_bounds and all(is_own(token.text) for token in figures):
        return
    if kind := _find_kind(text, tokens, figures):
        raise figure_error(text, kind)


def strip_punctuation(text: str) -> str:
    """Return a text without punctuation before and after it: ` /0501234567;` gives `0501234567`.

    Full-width points and slashes become ASCII. If the text is a decimal number that begins with its
    point, that point is kept: `.975067376`.
    """
    text = text.translate(_FULL_WIDTH).rstrip(_STRAY).lstrip(" ~;")
    return text if _DECIMAL.fullmatch(text) else text.lstrip(_STRAY)


def is_decimal(text: str) -> bool:
    """Return whether a text is one decimal number, such as `117.811393` or `0.5`.

    `+1.4155552671` (with a plus) and `030.1234567` (with a leading zero) are not decimal numbers.
    """
    if _DECIMAL.fullmatch(text) is None:
        return False
    return "." in text or len(text) <= _KEPT_DIGITS + 1


def is_identifier(text: str) -> bool:
    """Return whether a text is grouped like an ID or card number, such as an SSN: `123-45-6789`."""
    return len(text) <= _LONGEST and _IDENTIFIER.fullmatch(_to_ascii(text)) is not None


def figure_error(
    text: str, kind: str, way_out: str = "write a phone number with its +"
) -> PhoneError:
    """Return the error for a figure, such as a date, that is not a phone number.

    `kind` names the figure, such as `a date`; `way_out` says what the user should do.
    """
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(text)} looks like {kind}, not like a phone number: {way_out}.",
    )


def _to_ascii(text: str) -> str:
    return text if text.isascii() else text.translate(_TO_ASCII)


def _tokens(text: str, written: str) -> list[_Token]:
    """Split a text into integers and figures (dates, for example); return [] if that fails.

    `written` is the text of the cell, and the result contains parts of it. `text` is the same, but
    with ASCII dashes, slashes and points.
    """
    tokens, place = [], 0
    while place < len(text):
        token = _token_at(text, place)
        if token is not None:
            end = place + len(token.text)
            tokens.append(_Token(token.kind, written[place:end]))
            place = end
        elif text[place] in _JOINERS:
            place += 1
        else:
            return []
    return tokens


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return each kind of figure, such as `date`, and its pattern. Compile patterns only once."""
    return [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _TOKENS]


def _token_at(text: str, place: int) -> _Token | None:
    before = text[place - 1] if place else ""
    if before.isalnum() and text[place] != "T":  # `2003-08-16T12:30`
        return None
    for kind, pattern in _patterns():
        match = pattern.match(text, place)
        if match is None or not _is_plausible(kind, match):
            continue
        # `10-2011` is not a date in `1-10-2011-5`; in `52.52,13.40` a comma separates two decimals.
        signs = ".:" if kind == "decimal" and "." in match[0] else ".,:"
        is_inside = place > 1 and text[place - 2].isdigit() and before in signs
        sign = _sign(kind, match)
        previous = text[:place].rstrip()[-1:] if f" {sign}" in match[0] else before
        if kind != "integer" and (is_inside or (previous and previous == sign)):
            continue
        return _Token(kind, match[0])
    return None


def _sign(kind: str, match: re.Match[str]) -> str:
    if kind == "date":
        return match["sign"].strip() or " "
    return "-" if kind == "score" else ""


def _is_plausible(kind: str, match: re.Match[str]) -> bool:
    if kind == "date":
        is_mixed = match["sign"].strip() != match["second"].strip()
        if is_mixed and 4 not in (len(match[1]), len(match[5])):  # `25/12 2023`
            return False
        if not match["sign"].strip() and re.match(r" +\d", match.string[match.end() :]):
            return False  # `01 20  21 12 34` has more groups
        return _is_date(match[1], match[3], match[5])
    if kind == "version":
        return sum(map(str.isdigit, match[0])) <= _MOST_DIGITS_OF_VERSION
    return kind != "decimal" or is_decimal(match[0])


def _is_date(first: str, second: str, third: str) -> bool:
    """Return whether three groups of digits are a day, a month and a year in a common order."""
    if len(first) == 3 or len(third) == 3 or len(first) == len(third) == 4:
        return False
    if len(first) == 4:
        return _is_year(first) and (_day_and_month(second, third) or _day_and_month(third, second))
    is_day = _day_and_month(first, second) or _day_and_month(second, first)
    if len(third) == 4:
        return _is_year(third) and is_day
    return is_day or _day_and_month(third, second)


def _is_year(text: str) -> bool:
    return _YEAR_OF_DATE.fullmatch(text) is not None


def _day_and_month(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _are_years(tokens: list[_Token]) -> bool:
    """Return whether a text is a list of years: `1970 1980`, `2012-1974-2022`."""
    groups = [group for token in tokens for group in re.findall(r"\d+", token.text)]
    has_one_alone = any(token.kind == "integer" for token in tokens)
    return has_one_alone and len(groups) > 1 and all(re.fullmatch(_RECENT, it) for it in groups)


def _find_kind(text: str, tokens: list[_Token], figures: list[_Token]) -> str | None:
    """Return a phrase for the error, such as `a date`; None if the text may be a phone number.

    Args:
        text: the text of the cell.
        tokens: all figures and integers in the text.
        figures: the tokens that are not integers.
    """
    kinds = {figure.kind for figure in figures}
    integers = [token.text for token in tokens if token.kind == "integer"]
    is_years = bool(kinds) and kinds <= {"years", "stamp"}
    if ("date" in kinds or is_years) and all(len(each) <= 2 for each in integers):
        return "a date" if kinds == {"date"} and len(figures) == 1 else "a time or a range of dates"
    if any(len(integer) > 1 and integer[0] == "0" for integer in integers):
        return None  # the 0 may be a trunk prefix
    if found := kinds & _ALONE.keys():
        return _ALONE[found.pop()]
    if kinds <= {"amount", "decimal", "time", "years"}:
        return _find_amount(text, figures, integers)
    if kinds == {"version"} and len(tokens) == 1:
        return "a date or a version number"
    is_score = kinds == {"score"} and not integers and _are_scores(text, figures)
    return "a score or a range" if is_score else None


def _are_scores(text: str, scores: list[_Token]) -> bool:
    if len(scores) == 1:
        return True
    longest = max(len(group) for score in scores for group in re.findall(r"\d+", score.text))
    return longest == 1 or (longest == 2 and re.search("[,;/]", text) is not None)


def _find_amount(text: str, figures: list[_Token], integers: list[str]) -> str | None:
    """Return a phrase for the error, such as `an amount`; None for a possible phone number."""
    if not _MONEY_SIGN.isdisjoint(text) or any(figure.kind == "amount" for figure in figures):
        return "an amount"
    if any(figure.kind == "time" for figure in figures) and not integers:
        return None if _DECIMAL.fullmatch(text) else "a time"
    if len(figures) > 1:
        return "a list or a range of decimal numbers"
    if not integers:
        return "an amount" if text[0] in "([" else None
    is_first = re.match(r"\d+[.,]\d+\s*[(\[]\d{1,3}[)\]]$", text) is not None
    is_inside = re.search(r"[(\[]\d+[.,]\d+[)\]]$", text) is not None
    return "two numbers, one of them in brackets" if is_first or is_inside else None
