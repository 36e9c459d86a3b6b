"""Several numbers in one cell: where one ends and the next begins."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.blanks import is_placeholder
from wa_link.phone.figures import is_decimal
from wa_link.phone.number_labels import (
    has_negation,
    is_other_line,
    label_kinds,
    line_kinds,
    refuse_kinds,
    refuse_other_lines,
    strip_label,
)
from wa_link.phone.words import WORDS, has_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.phone.number import PhoneNumber


_LOOSE_PLUS = r"(?<=\S)\s\+\s(?=\s*[\d(])"
# These separate numbers and nothing else. phonenumbers would read `050…;055…` as one number with
# an extension, in every region; `;ext=` is the one semicolon that belongs to a number.
_SIGNS = re.compile(rf"[\n\t]|\s:::\s|;(?!\s*ext)|[|&\u061b\uff1b]|{_LOOSE_PLUS}", re.IGNORECASE)
# Scripts that have no spaces between words, or none after some.
_ATTACHED = (
    r"\s(?:و|ו-?)(?=[\d+(])|(?<=[\d)])\s?(?:[和或及と、]|或者|または|又は|และ|หรือ)\s?(?=[\d+(])"
)
# These separate numbers, or stand inside one: `0221/4512345` in DE, `011/1234567` in RS.
_PUNCTUATION = re.compile(r"[/,\u060c\uff0c](?![^()\[\]]{0,60}[)\]])")
# Bounded, as the look ahead above is: a long cell would take quadratic time.
_LISTED_IN_BRACKET = re.compile(r"[(\[][^()\[\]]{0,60}\d\s?,\s?\d[^()\[\]]{0,60}[)\]]")
# `97.777.221,78` is an amount of money: its comma parts nothing.
_AMOUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:[. ]\d{3}){1,5},\d{1,2}(?![\d,])")
# `49,301,234,567` is one number, as a spreadsheet groups a quantity.
_THOUSANDS = re.compile(r"(?:\+?\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d\d)+,\d{3})(?:\.0{1,2})?")
_LONGEST_CODE = 6  # an area code with its zero, or a calling code
_MOST_ORDINAL_DIGITS = 2  # of `Fax 2; 050…`, which labels what follows
_DOUBTED: Final = "doubted"

Reader: TypeAlias = "Callable[[str], PhoneNumber]"


def split_numbers(text: str, read: Reader) -> list[str]:
    """The numbers in `text`, in order, each as it stands; `text` alone when it is one number.

    `read` reads one piece and raises PhoneError. It settles what `/` and `,` are.

    Raises:
        PhoneError: `ambiguous`, when it is not certain where a number begins and ends; `letters`,
            when there are words between numbers that may say whose they are.
    """
    fields = _split_fields(strip_label(text))
    parts = [strip_label(field) for field in fields if _has_digits(field)]
    if parts and len(fields) > 1:
        _refuse_fields_of_words(text, fields)
        _refuse_loose_plus(text, read)
    numbers = [number for part in parts or [text] for number in _split_at_punctuation(part, read)]
    if len(parts) > 1:
        _refuse_if_wrapped(text, parts, read)
    if len(numbers) > 1:
        _refuse_numbers_with_words(text, numbers, read)
    return numbers


def _split_fields(text: str) -> list[str]:
    """Return what is between the signs and words that separate numbers and nothing else."""
    separators = _word_separators() if has_words(text) else _SIGNS
    return [field.strip() for field in separators.split(text)]


@cache
def _word_separators() -> re.Pattern[str]:
    """Return the pattern of signs and words: compiled when a cell needs it, as few do."""
    words = {word.rstrip(".") for each in WORDS["or"].values() for word in each}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    between = "|".join(map(re.escape, longest_first))
    return re.compile(rf"{_SIGNS.pattern}|\s(?:{between})\.?\s|{_ATTACHED}", re.IGNORECASE)


def _refuse_fields_of_words(text: str, fields: list[str]) -> None:
    """Fail where a piece without digits may say that a number is not the one to call.

    `not my number; 0501234567` and `wife or 0501234567` are so; `Mobile; 0501234567` is not.
    """
    for place, field in enumerate(fields):
        if not field or _has_digits(field) or is_placeholder(field):
            continue
        kinds = label_kinds(field) or line_kinds(field)
        refuse_kinds(text, kinds)
        is_after = any(map(_has_digits, fields[:place]))
        # `no; 050…`, and `050…; no WhatsApp`
        if not kinds or kinds == {"number"} or (is_after and has_negation(field)):
            raise _words_error(text, field)


def _refuse_numbers_with_words(text: str, numbers: list[str], read: Reader) -> None:
    """Fail where words beside one number may say something about another: `wife 2; 050…`.

    A fax with a number of its own does not; `Fax 2; 050…` does.
    """
    worded = [number for number in numbers if _has_unknown_words(number, read)]
    if worded and any(_read_digits(number, read) for number in numbers):
        refuse_other_lines(worded[0])
        raise _words_error(text, worded[0])


def _has_unknown_words(text: str, read: Reader) -> bool:
    try:
        read(text)
    except PhoneError as error:
        if is_other_line(text):
            return _count_digits(text) <= _MOST_ORDINAL_DIGITS
        return error.reason is Reason.LETTERS
    return False


def _words_error(text: str, words: str) -> PhoneError:
    return PhoneError(
        Reason.LETTERS,
        f"{quote(text)} has words beside the number: {quote(words)}. Keep the number "
        "alone, if it is the right one.",
    )


def _refuse_loose_plus(text: str, read: Reader) -> None:
    """Fail where a plus between spaces may be the next number's: `050 1234567 + 44 7911 123456`."""
    for tail in re.split(_LOOSE_PLUS, text)[1:]:
        number = _split_fields(tail)[0]
        if (abroad := _read_digits(f"+{number}", read)) and _read_digits(number, read) != abroad:
            raise _boundary_error(text)


def _refuse_if_wrapped(text: str, parts: list[str], read: Reader) -> None:
    """Fail where two pieces may be those of one number: 030 and 23125000 are no call to Dortmund.

    So it is where they are a number only together; and where the first is so short that it may be
    an area code, be it with a word, and the second has none.
    """
    alone = [(part, _read_digits(part, read)) for part in parts]
    for (first, before), (second, behind) in pairwise(alone):
        if before and behind:
            continue
        is_code = before is None and _count_digits(first) <= _LONGEST_CODE
        is_without = re.match(r"[\s(\[]*[+0]", second) is None
        if (is_code and is_without and behind) or _read_digits(f"{first} {second}", read):
            raise _boundary_error(text)


def _split_at_punctuation(text: str, read: Reader) -> list[str]:
    if _AMOUNT.search(text):
        return [text]
    if _LISTED_IN_BRACKET.search(text) and _read_digits(text, read):
        raise _boundary_error(text)
    pieces_and_words = [part.strip() for part in _PUNCTUATION.split(text)]
    parts = [part for part in pieces_and_words if _has_digits(part)]
    words = any(char.isalpha() for part in pieces_and_words for char in part)
    if len(parts) < 2 or (words and len(parts) < len(pieces_and_words)):
        return [text]
    parts = [strip_label(part) for part in parts]
    whole = _read_digits(text, read)
    if whole is None:
        return parts if _read_digits(parts[0], read) and not is_decimal(text) else [text]
    # `030 123456/57` may be one long number, or two: what stands before a mark must be no number.
    heads = (_read_head(text[: mark.start()], read) for mark in _PUNCTUATION.finditer(text))
    if _THOUSANDS.fullmatch(text) or all(head in (None, whole) for head in heads):
        return [text]
    raise _boundary_error(text)


def _read_head(text: str, read: Reader) -> str | None:
    """Return the digits of what comes before a mark; None where it may be an area code.

    `134-64-3872` is refused as an identifier, and is a number all the same.
    """
    try:
        return read(text).digits
    except PhoneError as error:
        is_long = _count_digits(text) > _LONGEST_CODE
        return _DOUBTED if is_long and error.reason is Reason.NOT_A_NUMBER else None


def _boundary_error(text: str) -> PhoneError:
    return PhoneError(
        Reason.AMBIGUOUS,
        f"{quote(text)} may be one number or several: "
        "write several on lines of their own, or with ; between them.",
    )


def _has_digits(text: str) -> bool:
    return re.search(r"\d", text) is not None


def _count_digits(text: str) -> int:
    return len(re.findall(r"\d", text))


def _read_digits(text: str, read: Reader) -> str | None:
    try:
        return read(text).digits
    except PhoneError:
        return None
