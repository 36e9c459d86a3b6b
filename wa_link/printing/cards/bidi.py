"""Bidirectional text (UAX #9): the direction of a paragraph, and the isolation of numbers.

Typst reorders the words of a line by the Unicode bidirectional algorithm. It does not know that a
phone number or a price is one unit: in Arabic text it would swap the two parts of `120 SAR`. So
each phone number and each price is put between two isolate characters.
"""

from __future__ import annotations

import re
import unicodedata

_RTL = frozenset(("R", "AL", "AN"))
_ISOLATES = ("LRI", "RLI", "FSI")
_MIN_PHONE_DIGITS = 7
_SPACE = "[ \u00a0\u202f]"
# Groups of digits that may be a phone number.
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
# Currency abbreviations in Latin letters. Letters of a country may come before `$`, as in `US$`.
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
    """Return the text with phone numbers and prices that keep their order and stay on one line.

    Spaces inside them become no-break spaces. In a text with right-to-left letters, and on a
    right-to-left card, each is also put between isolate characters (U+2066 and U+2069).

    Args:
        text: a clean text of one or several lines.
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
    """Return whether a paragraph is read from right to left (UAX #9, rules P2 and P3).

    The first letter outside of isolates decides.
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
