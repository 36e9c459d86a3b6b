"""Judge the phone number in a link: read it only if it is certain, and name its defects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import NoteCode, PhoneError, Reason
from wa_link.links.placeholders import (
    is_placeholder_digits,
    is_placeholder_text,
    warn_of_placeholder,
)
from wa_link.links.problem import Problem
from wa_link.links.rules import Rule
from wa_link.links.usernames import is_mistyped_number
from wa_link.phone import parse_phone
from wa_link.phone.clean import clean
from wa_link.phone.fast import parse_fast
from wa_link.phone.refusal_messages import without_added_plus

if TYPE_CHECKING:
    from wa_link.phone import PhoneNumber

_LONGEST = 250  # characters; as in `phone.digits`
_RIGHT = re.compile(r"[1-9][0-9]{5,16}")
_SHORTEST_WITH_CODE = 10  # digits; shorter ones are more often national numbers
# A word without digits, and the words after a number.
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
_WORDS_AFTER = re.compile(r"(\+?[\d\s().-]*\d)[\s(,-]+(\D+)")
_TWO_NUMBERS = re.compile(r"\d{6,}\D*[,;/|&\n\t]\D*\d{6,}")
# White space, punctuation, and digits of other scripts.
_FORMATTING = re.compile(r"[^0-9+]")
_OUTDATED = frozenset(
    {
        NoteCode.MX_1_DROPPED, NoteCode.BR_9_ADDED, NoteCode.BJ_01_ADDED,
        NoteCode.CI_PREFIX_ADDED, NoteCode.AR_15_DROPPED,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberReport:
    """Result of judging the number in a link.

    Attributes:
        phone: the number; None if it is refused.
        problems: the defects of the number.
        refusal: the error that says why the number is refused; None if it is not refused.
    """

    phone: PhoneNumber | None = None
    problems: tuple[Problem, ...] = ()
    refusal: PhoneError | None = None


def judge_number(written: str, region: str | None) -> NumberReport:
    """Judge the number of a link; digits without `+` are read as an international number.

    Args:
        written: the number as the link contains it, with its percent-escapes decoded.
        region: two capital letters: the region of a number that begins with 0; None if unknown.
    """
    if _RIGHT.fullmatch(written) and (phone := parse_fast(f"+{written}", None)):
        return NumberReport(phone, _warn(phone))
    text = clean(written[: _LONGEST + 1])
    if not text:
        message = "The field for the number is empty: write the number, such as 447911123456."
        return _refuse(Rule.MISSING_NUMBER, Reason.EMPTY, message)
    if report := _refuse_text(text):
        return report
    digits = "".join(filter(str.isdecimal, text))
    if digits.startswith("0") and is_placeholder_digits(digits, is_national=True):
        return _refuse_placeholder(text)
    try:
        phone = _read(text, digits, region)
    except PhoneError as error:
        return _explain_refusal(error, text, digits, region)
    return _compare(phone, written, text, digits)


def _refuse_text(text: str) -> NumberReport | None:
    """Return the refusal of a placeholder, of several numbers, or of a number with a letter."""
    if is_placeholder_text(text):
        return _refuse_placeholder(text)
    if _TWO_NUMBERS.search(text):
        message = f"{quote(text)} contains several numbers: keep only one."
        return _refuse(Rule.SEVERAL_NUMBERS, Reason.AMBIGUOUS, message)
    if is_mistyped_number(text) and not _WORD.search(text):
        letters = "".join(filter(str.isalpha, text))
        message = f"{quote(text)} looks like a number with {quote(letters)} in it: correct it."
        return _refuse(Rule.INVALID_NUMBER, Reason.LETTERS, message)
    return None


def _read(text: str, digits: str, region: str | None) -> PhoneNumber:
    """Return the number; digits without `+` are international, unless they begin with 0.

    Raises:
        PhoneError: the number can't be read with certainty.
    """
    if digits.startswith("0"):
        without_plus = text.replace("+", "", 1)
        if region is None and not digits.startswith("00"):
            raise PhoneError(
                Reason.NO_REGION,
                f"{quote(text)} begins with 0, so its calling code is missing: name the country, "
                f"as in {option('region', 'GB')}, or replace the 0 by the calling code.",
            )
        return parse_phone(without_plus, region)
    if "+" in text:
        return parse_phone(text)
    try:
        return parse_phone(f"+{text}")
    except PhoneError as error:
        raise without_added_plus(error) from None


def _read_international(digits: str) -> PhoneNumber | None:
    """Return the number that digits are with a `+` before them, if it is valid without a change."""
    try:
        phone = parse_phone(f"+{digits}")
    except PhoneError:
        return None
    return phone if phone.digits == digits else None


def _find_other(phone: PhoneNumber, digits: str) -> PhoneNumber | None:
    """Return the number that digits may mean if they do not mean `phone`; None if that is certain.

    `04915112345678` with the region DE can be the national number 04915 112345678, or an
    international number with a 0 before it. A mobile number is more likely than a landline.
    """
    other = _read_international(digits.lstrip("0"))
    if other is None:
        return None
    is_likely = "mobile" in other.line_type and "mobile" not in phone.line_type
    return other if is_likely or other.calling_code == phone.calling_code else None


def _has_code_twice(phone: PhoneNumber, text: str) -> bool:
    """Return whether the calling code seems to be written twice, as in `+62 62218350150`."""
    code = str(phone.calling_code)
    groups = [group.lstrip("0") for group in re.findall(r"\d+", text)]
    is_repeated = groups[:1] == [code] and len(groups) > 1 and groups[1].startswith(code)
    is_repeated |= groups[:1] == [code * 2] and len(groups) > 1
    return is_repeated and _read_international(phone.national_number) is not None


def _report_formatting(written: str) -> Problem:
    message = f"{quote(written)} contains spaces or other signs: write only the digits 0 to 9."
    return Problem(Rule.FORMATTED_NUMBER, message)


def _compare(phone: PhoneNumber, written: str, text: str, digits: str) -> NumberReport:
    """Return the report on a number that could be read, with a problem for each wrong spelling.

    The number is refused if it has other digits, and no known defect explains why.
    """
    codes = {note.code for note in phone.notes}
    is_prefixed = digits.startswith("00") or NoteCode.INTERNATIONAL_PREFIX in codes
    if digits.startswith("0") and not is_prefixed and (other := _find_other(phone, digits)):
        message = (
            f"{quote(text)} can be {phone.international} or {other.international}: write the "
            "number with its calling code."
        )
        return _refuse(Rule.NATIONAL_NUMBER, Reason.AMBIGUOUS, message)
    if _has_code_twice(phone, text):
        message = f"{quote(text)} has the calling code {phone.calling_code} twice: correct it."
        return _refuse(Rule.INVALID_NUMBER, Reason.AMBIGUOUS, message)
    problems = []
    if "+" in text:
        problems.append(Problem(Rule.PLUS_SIGN, f"{quote(text)} begins with +: leave out the +."))
    if digits.startswith("0"):
        problems.append(_judge_zeros(phone, text, digits, is_prefixed=is_prefixed))
    if _FORMATTING.search(written):
        problems.append(_report_formatting(written))
    if _has_trunk_zero(phone, digits):
        problems.append(
            Problem(
                Rule.TRUNK_ZERO,
                f"{quote(text)} has a 0 after the calling code {phone.calling_code}, which is "
                "dialled only inside the country: leave out the 0.",
            )
        )
    if outdated := next((note for note in phone.notes if note.code in _OUTDATED), None):
        message = f"{quote(text)} is outdated: write {phone.digits}. {outdated.message}"
        problems.append(Problem(Rule.OUTDATED_NUMBER, message))
    is_explained = any(
        each.rule not in (Rule.PLUS_SIGN, Rule.FORMATTED_NUMBER) for each in problems
    )
    dropped = codes - _OUTDATED - {NoteCode.INTERNATIONAL_PREFIX, NoteCode.AR_MAYBE_MOBILE}
    if dropped or (phone.digits != digits and not is_explained):
        message = (
            f"{quote(text)} is not only a number: write {phone.digits} if that is the right number."
        )
        return _refuse(Rule.INVALID_NUMBER, Reason.NOT_A_NUMBER, message)
    return NumberReport(phone, (*problems, *_warn(phone)))


def _judge_zeros(phone: PhoneNumber, text: str, digits: str, *, is_prefixed: bool) -> Problem:
    """Return the problem of a number that begins with an international prefix or with one 0."""
    if is_prefixed:
        prefix = digits.removesuffix(phone.digits)
        prefix = prefix if prefix != digits else "00"
        return Problem(
            Rule.INTERNATIONAL_PREFIX,
            f"{quote(text)} begins with {prefix}, an international prefix: leave it out.",
        )
    return Problem(
        Rule.NATIONAL_NUMBER,
        f"{quote(text)} begins with 0, so its calling code is missing: write {phone.digits}.",
    )


def _has_trunk_zero(phone: PhoneNumber, digits: str) -> bool:
    """Return whether digits contain a 0 after the calling code that the phone number lacks.

    Args:
        phone: the number, such as +44 7911 123456.
        digits: the digits as they are written, such as `4407911123456`, or `004407911123456`.
    """
    code = str(phone.calling_code)
    return digits.removeprefix("00") == f"{code}0{phone.national_number}"


def _warn(phone: PhoneNumber) -> tuple[Problem, ...]:
    """Return a warning if a valid number looks like a placeholder."""
    message = warn_of_placeholder(phone)
    return (Problem(Rule.SUSPICIOUS_NUMBER, message),) if message else ()


def _explain_refusal(error: PhoneError, text: str, digits: str, region: str | None) -> NumberReport:
    """Return the report on a number that was refused: a placeholder, or not a valid number."""
    if any(map(str.isalpha, text)):
        return _refuse(Rule.INVALID_NUMBER, error.reason, _explain_words(text) or error.message)
    is_national = error.reason is Reason.NO_REGION
    bare = digits.lstrip("0")
    if bare != digits and (phone := _read_international(bare)):
        message = (
            f"{quote(text)} begins with {digits.removesuffix(bare)}: leave that out if "
            f"{phone.international} is the number; else write the number with its calling code."
        )
        reason = error.reason if is_national else Reason.AMBIGUOUS
        return _refuse(Rule.NATIONAL_NUMBER, reason, message)
    is_short = len(digits) < _SHORTEST_WITH_CODE
    is_almost_valid = _read_international(digits[:-1]) is not None
    is_unknown = is_national or is_short or is_almost_valid
    if error.reason is not Reason.AMBIGUOUS and is_placeholder_digits(
        digits, is_national=is_unknown
    ):
        return _refuse_placeholder(text)
    message = "" if is_national or "+" in text else _explain_national(text, digits, region)
    if message:
        return _refuse(Rule.NATIONAL_NUMBER, Reason.NO_REGION, message)
    rule = Rule.NATIONAL_NUMBER if is_national else Rule.INVALID_NUMBER
    return _refuse(rule, error.reason, error.message)


def _explain_national(text: str, digits: str, region: str | None) -> str:
    """Return the message on digits that may be a national number without its 0; "" if not."""
    if region and (phone := _read_national(text, region)):
        return (
            f"{quote(text)} is not a number with a calling code: if it is a number of {region}, "
            f"write {phone.digits}."
        )
    if len(digits) < _SHORTEST_WITH_CODE and is_placeholder_digits(digits):
        return (
            f"{quote(text)} is not a number with a calling code: if it is a national number, name "
            f"the country, as in {option('region', 'GB')}."
        )
    return ""


def _read_national(text: str, region: str) -> PhoneNumber | None:
    try:
        return parse_phone(text, region)
    except PhoneError:
        return None


def _explain_words(text: str) -> str:
    """Return the message on words after a number, as in `966501234567 (Ann)`; "" if none are."""
    found = _WORDS_AFTER.fullmatch(text)
    if found is None:
        return ""
    words = found[2].strip("() ")
    return f"{quote(text)} has words after the number, {quote(words)}: leave them out."


def _refuse_placeholder(text: str) -> NumberReport:
    message = f"{quote(text)} is a placeholder: replace it by the number, such as 447911123456."
    return _refuse(Rule.PLACEHOLDER, Reason.NOT_A_NUMBER, message)


def _refuse(rule: Rule, reason: Reason, message: str) -> NumberReport:
    return NumberReport(None, (Problem(rule, message),), PhoneError(reason, message))
