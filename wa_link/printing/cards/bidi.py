"""Find the reading direction of a text, and protect the order of its numbers (UAX #9).

Typst orders the words of a line by the Unicode bidirectional algorithm. The algorithm does not know
that a phone number or a price is one unit: in an Arabic text it would swap the two parts of
`120 SAR`. So this module puts each phone number and each price between two isolate characters,
which are invisible and keep the order of the text between them.
"""

from __future__ import annotations

import re
import unicodedata

_RTL = frozenset(("R", "AL", "AN"))
_ISOLATES = ("LRI", "RLI", "FSI")
_MIN_PHONE_DIGITS = 7
_SPACE = "[ \u00a0\u202f]"
# Groups of digits that are a phone number, if `_is_phone` agrees.
_PHONE = r"(?<!\w)\+?\(?\d+\)?(?:[ \u00a0.-]{0,2}\(?\d{2,}\)?)*"
# Currency codes in use (ISO 4217).
_CURRENCY_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR "
    "KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
    "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR "
    "SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH "
    "UGX USD USDT UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
).split()
# Currency abbreviations in Latin letters. `US$` is not one: _CURRENCY allows letters before `$`.
_CURRENCY_ABBREVIATIONS = (
    "DA DT Dh Dhs FCFA Ft JD KD Kč LD LE LL Lei OR QR R RM RO Rp Rs Rs. SR TL kr lei zł".split()
)
# Currency signs, except those of right-to-left scripts.
_CURRENCY_SIGNS = "$£¥€₣₤₦₩₫₭₮₱₲₴₵₸₹₺₼₽₾₿฿"
_CURRENCY_NAMES = sorted((*_CURRENCY_CODES, *_CURRENCY_ABBREVIATIONS), reverse=True)
_CURRENCY = (
    f"(?:(?<![^\\W\\d_])(?:{'|'.join(map(re.escape, _CURRENCY_NAMES))})"
    f"(?![^\\W\\d_])|(?:(?<![^\\W\\d_])[A-Z]{{1,3}})?[{_CURRENCY_SIGNS}])"
)
_NUMBER = rf"(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)|\d+)(?:[.,'’٫٬]\d+)*"
_AMOUNT = rf"{_NUMBER}(?:{_SPACE}?[-–]{_SPACE}?{_NUMBER})?"
_UNBREAKABLE = re.compile(
    rf"(?P<price>{_CURRENCY}{_SPACE}?{_AMOUNT}(?:{_SPACE}?{_CURRENCY})?"
    rf"|(?<![\w.,]){_AMOUNT}{_SPACE}?{_CURRENCY})|{_PHONE}"
)


def isolate_numbers(text: str, *, is_rtl: bool = False) -> str:
    """Return the text with invisible characters that protect phone numbers and prices.

    Each phone number or price stays on one line, because its spaces become no-break spaces. Its
    parts also stay in order in a text that contains Arabic or Hebrew letters, or on a card that is
    read from right to left: `120 SAR` becomes U+2066, `120`, U+00A0 (a space), `SAR`, U+2069.

    Args:
        text: a text of one or several lines, cleaned by `clean_text`.
        is_rtl: whether the card is read from right to left.
    """
    is_mixed = is_rtl or not _RTL.isdisjoint(map(unicodedata.bidirectional, text))

    def isolate(found: re.Match[str]) -> str:
        number = found[0]
        if not found["price"] and not _is_phone(number):
            return number
        number = number.replace(" ", "\u00a0")
        return f"\u2066{number}\u2069" if is_mixed else number

    return _UNBREAKABLE.sub(isolate, text)


def _is_phone(number: str) -> bool:
    has_prefix = number[0] in "+(" or unicodedata.digit(number[0]) == 0
    return has_prefix and sum(map(str.isdigit, number)) >= _MIN_PHONE_DIGITS


def is_rtl_text(paragraph: str) -> bool:
    """Return whether a paragraph is read from right to left, as in Arabic (UAX #9, P2 and P3).

    Its first letter decides. Letters between isolate characters are skipped. Without any letter,
    the result is False.
    """
    depth = 0
    for direction in map(unicodedata.bidirectional, paragraph):
        if direction in _ISOLATES:
            depth += 1
        elif direction == "PDI":
            depth = max(0, depth - 1)
        elif direction in ("L", "R", "AL") and not depth:
            return direction != "L"
    return False


def isolate_lines(text: str, *, is_rtl: bool) -> str:
    """Return the text with isolate characters around lines that are read against the card.

    So `@maria` is not printed as `maria@` on an Arabic card. On a card that is read from right to
    left, a line that also has Arabic or Hebrew letters keeps the direction of the card: such a line
    often begins with a Latin name, as in `iPhone 15` before Arabic words.

    Args:
        text: a text that `isolate_numbers` returned.
        is_rtl: whether the card is read from right to left.
    """
    start = "\u2066" if is_rtl else "\u2067"
    return "\n".join(
        f"{start}{line}\u2069" if _find_direction(line, is_rtl=is_rtl) != is_rtl else line
        for line in text.split("\n")
    )


def _find_direction(line: str, *, is_rtl: bool) -> bool:
    """Return whether a line is read from right to left, on a card with the direction `is_rtl`."""
    letters = {"L", "R", "AL"}.intersection(map(unicodedata.bidirectional, line))
    if is_rtl:
        return letters != {"L"}
    return is_rtl_text(line)
