"""Several numbers in one cell: split the cell, or refuse it if it is unclear where to split.

`050 123 4567; 055 987 6543` is split. `030 123456/57` is refused: it may be one number or two.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.blanks import is_placeholder
from wa_link.phone.digits import WrittenNumber
from wa_link.phone.figures import is_decimal
from wa_link.phone.number_labels import (
    has_negation,
    is_fax_or_pager,
    label_kinds,
    line_kinds,
    refuse_fax_or_pager,
    refuse_kinds,
    strip_label,
)
from wa_link.phone.words import WORDS, has_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.phone.number import PhoneNumber


_LOOSE_PLUS = r"(?<=\S)\s\+\s(?=\s*[\d(])"
# These signs are never a part of a number, except the semicolon of `;ext=`. phonenumbers would read
# `050…;055…` as one number with an extension.
_SIGNS = re.compile(rf"[\n\t]|\s:::\s|;(?!\s*ext)|[|&\u061b\uff1b]|{_LOOSE_PLUS}", re.IGNORECASE)
# Words for "and" and "or" in scripts that write no space before or after them.
_ATTACHED = (
    r"\s(?:و|ו-?)(?=[\d+(])|(?<=[\d)])\s?(?:[和或及と、]|或者|または|又は|และ|หรือ)\s?(?=[\d+(])"
)
# These signs separate numbers, or are a part of one: `0221/4512345` in DE, `011/1234567` in RS.
_PUNCTUATION = re.compile(r"[/,\u060c\uff0c](?![^()\[\]]{0,60}[)\]])")
# Limited to 60 characters, as above, because a long cell would take quadratic time.
_LISTED_IN_BRACKET = re.compile(r"[(\[][^()\[\]]{0,60}\d\s?,\s?\d[^()\[\]]{0,60}[)\]]")
# `97.777.221,78` is an amount of money, so its comma does not separate numbers.
_AMOUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:[. ]\d{3}){1,5},\d{1,2}(?![\d,])")
# `49,301,234,567` is one number that a spreadsheet has grouped like a quantity.
_THOUSANDS = re.compile(r"(?:\+?\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d\d)+,\d{3})(?:\.0{1,2})?")
_LONGEST_CODE = 6  # digits of an area code with its zero, or of a calling code
_MOST_ORDINAL_DIGITS = 2  # `Fax 2; 050…`: the 2 belongs to the label, and is not a number
_DOUBTFUL: Final = "doubtful"
# Two numbers with only a space between them: digits of each, and difference of their lengths.
_FEWEST_IN_PAIR, _MOST_IN_PAIR, _MOST_DIFFERENCE = 4, 17, 3

ReadNumber: TypeAlias = "Callable[[str], PhoneNumber | PhoneError]"
"""Function that reads a text with one number: `NumberReader.read`."""


def split_numbers(text: str, read: ReadNumber) -> list[str]:
    """Return the texts of the numbers in a cell, in the order of the cell.

    `050 123 4567; 055 987 6543` gives `["050 123 4567", "055 987 6543"]`. If the cell has only one
    number, the list has one text.

    Args:
        text: the text of a cell, after `clean` and `unwrap`.
        read: function that reads a text with one number. Its results decide whether `/` and `,`
            separate numbers.

    Raises:
        PhoneError: with the reason `ambiguous` if it is not certain where a number begins and ends;
            `letters` if words between the numbers may say whose numbers they are.
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
    """Split a text at separators that can't be inside a number, such as `;` and `or`.

    Some of the returned parts may be empty, or contain words without a number.
    """
    separators = _word_separators() if has_words(text) else _SIGNS
    return [field.strip() for field in separators.split(text)]


@cache
def _word_separators() -> re.Pattern[str]:
    """Return the pattern of all signs and words that separate numbers; compile it only once."""
    between = words_between()
    return re.compile(rf"{_SIGNS.pattern}|\s(?:{between})\.?\s|{_ATTACHED}", re.IGNORECASE)


def words_between() -> str:
    """Return a pattern of the words for "and" and "or" in all languages, the longest first."""
    words = {word.rstrip(".") for each in WORDS["or"].values() for word in each}
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _refuse_fields_of_words(text: str, fields: list[str]) -> None:
    """Raise PhoneError if a part without digits may say that a number must not be used.

    `not my number; 0501234567` and `wife or 0501234567` are refused; `Mobile; 0501234567` is not.
    """
    for place, field in enumerate(fields):
        if not field or _has_digits(field) or is_placeholder(field):
            continue
        kinds = label_kinds(field) or line_kinds(field)
        refuse_kinds(text, kinds)
        is_after = any(map(_has_digits, fields[:place]))
        # Refuse `no; 050…` and `050…; no WhatsApp`.
        if not kinds or kinds == {"number"} or (is_after and has_negation(field)):
            raise _words_error(text, field)


def _refuse_numbers_with_words(text: str, numbers: list[str], read: ReadNumber) -> None:
    """Raise PhoneError if the words in one part may be about the valid number in another part.

    `wife 2; 0501234567` and `Fax 2; 0501234567` are refused: 0501234567 may be the number of the
    wife or the fax. `Fax 0221 1234567; 0501234567` is not refused, because the fax has its own
    number.
    """
    worded = [number for number in numbers if _has_unknown_words(number, read)]
    if worded and any(_read_digits(number, read) for number in numbers):
        refuse_fax_or_pager(worded[0])
        raise _words_error(text, worded[0])


def _has_unknown_words(text: str, read: ReadNumber) -> bool:
    outcome = read(text)
    if not isinstance(outcome, PhoneError):
        return False
    if is_fax_or_pager(text):
        return _count_digits(text) <= _MOST_ORDINAL_DIGITS
    return outcome.reason is Reason.LETTERS


def _refuse_loose_plus(text: str, read: ReadNumber) -> None:
    """Raise PhoneError if a plus between spaces may separate numbers or belong to the next number.

    The plus in `050 1234567 + 44 7911 123456` may belong to the second number. The error is raised
    if the second number is valid with the plus, but is not the same number without it.
    """
    for tail in re.split(_LOOSE_PLUS, text)[1:]:
        number = _split_fields(tail)[0]
        if (abroad := _read_digits(f"+{number}", read)) and _read_digits(number, read) != abroad:
            raise _boundary_error(text)


def _refuse_if_wrapped(text: str, parts: list[str], read: ReadNumber) -> None:
    """Raise PhoneError if two parts of a cell may be one number: `030` and `23125000` on two lines.

    Two parts are refused if they are valid only together. They are also refused if the first is
    short enough for an area code, and the second has no area code.
    """
    alone = [(part, _read_digits(part, read)) for part in parts]
    for (first, first_digits), (second, second_digits) in pairwise(alone):
        if first_digits and second_digits:
            continue
        is_code = first_digits is None and _count_digits(first) <= _LONGEST_CODE
        has_no_code = re.match(r"[\s(\[]*[+0]", second) is None
        if (is_code and has_no_code and second_digits) or _read_digits(f"{first} {second}", read):
            raise _boundary_error(text)


def _split_at_punctuation(text: str, read: ReadNumber) -> list[str]:
    """Split a text at `/` and `,` into numbers: `050 123 4567 / 055 987 6543`.

    If the text is one number, return a list that contains only this text. For example,
    `0221/4512345` is one number in Germany.

    Raises:
        PhoneError: with the reason `ambiguous` if the text may be one number or several.
    """
    if _AMOUNT.search(text):
        return [text]
    if _LISTED_IN_BRACKET.search(text) and _read_digits(text, read):
        raise _boundary_error(text)
    fields = [field.strip() for field in _PUNCTUATION.split(text)]
    parts = [field for field in fields if _has_digits(field)]
    if len(parts) < 2 or (len(parts) < len(fields) and any(map(str.isalpha, text))):
        return [text]
    parts = [strip_label(part) for part in parts]
    whole = _read_digits(text, read)
    if whole is None:
        return parts if _read_digits(parts[0], read) and not is_decimal(text) else [text]
    # `030 123456/57` may be one long number or two, because `030 123456` is a number itself.
    heads = (_read_head(text[: sign.start()], read) for sign in _PUNCTUATION.finditer(text))
    if _THOUSANDS.fullmatch(text) or all(head in (None, whole) for head in heads):
        return [text]
    raise _boundary_error(text)


def _read_head(text: str, read: ReadNumber) -> str | None:
    """Return the digits of the number before a `/` or `,`; None if that text is not a number.

    For example, return None for the area code `030`. Return `_DOUBTFUL` for a text such as
    `134-64-3872`: it is refused because it looks like an ID number, but may be a phone number.
    """
    outcome = read(text)
    if not isinstance(outcome, PhoneError):
        return outcome.digits
    is_long = _count_digits(text) > _LONGEST_CODE
    return _DOUBTFUL if is_long and outcome.reason is Reason.NOT_A_NUMBER else None


def _read_digits(text: str, read: ReadNumber) -> str | None:
    outcome = read(text)
    return None if isinstance(outcome, PhoneError) else outcome.digits


def split_pair(
    number: WrittenNumber, is_number: Callable[[WrittenNumber], bool]
) -> tuple[str, str] | None:
    """Split digits into two numbers that have only a space between them.

    Return None if the digits are not two numbers of about the same length.

    Args:
        number: digits in groups, such as `513140867 513140868`.
        is_number: function that gets some of the groups. It must return True if they are together
            one number, even an ambiguous one.
    """
    groups = number.groups
    if not 2 * _FEWEST_IN_PAIR <= len(number.digits) <= 2 * _MOST_IN_PAIR:
        return None
    for cut in range(1, len(groups)):
        first, second = _join(groups[:cut], number), _join(groups[cut:], number)
        sizes = len(first.digits), len(second.digits)
        if min(sizes) < _FEWEST_IN_PAIR or max(sizes) - min(sizes) > _MOST_DIFFERENCE:
            continue
        # If the first number has a plus, the plus of the second number may have been left out.
        is_pair = is_number(first) and (
            is_number(second) or (number.has_plus and is_number(replace(second, has_plus=False)))
        )
        if is_pair:
            return first.text, second.text
    return None


def _join(groups: tuple[str, ...], number: WrittenNumber) -> WrittenNumber:
    return WrittenNumber(" ".join(groups), "".join(groups), number.has_plus, groups)


def pair_error(reason: Reason, number: WrittenNumber, pair: tuple[str, str]) -> PhoneError:
    """Return the error for digits (`number`) that may be two phone numbers (`pair`)."""
    first, second = map(quote, pair)
    return PhoneError(
        reason,
        f"{quote(number.text)} may be two numbers, {first} and {second}: write each on its own "
        "line, or write ; between them.",
    )


def _words_error(text: str, words: str) -> PhoneError:
    return PhoneError(
        Reason.LETTERS,
        f"{quote(text)} has words next to the number: {quote(words)}. If the number is right, "
        "keep only the number.",
    )


def _boundary_error(text: str) -> PhoneError:
    return PhoneError(
        Reason.AMBIGUOUS,
        f"{quote(text)} may be one number or several numbers. If there are several, write each on "
        "its own line, or write ; between them.",
    )


def _has_digits(text: str) -> bool:
    return re.search(r"\d", text) is not None


def _count_digits(text: str) -> int:
    return len(re.findall(r"\d", text))
