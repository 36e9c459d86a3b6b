"""Texts of mixed directions: the direction of a paragraph, and numbers that keep their order.

Typst puts the parts of a line in order (UAX #9). It can't know that a phone number or a price is
one thing: among letters that run from the right, the parts of `120 SAR` would change places.
"""

from __future__ import annotations

import re
import unicodedata

_RTL = frozenset(("R", "AL", "AN"))
_ISOLATES = ("LRI", "RLI", "FSI")
_FEWEST_DIGITS = 7  # of a phone number
_SPACE = "[ \u00a0\u202f]"
# What may be a phone number: groups of digits, which would be ordered as words are.
_PHONE = r"(?<!\w)\+?\(?\d+\)?(?:[ \u00a0.-]{0,2}\(?\d{2,}\)?)*"
# ISO 4217's codes of currencies that are in use.
_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR "
    "KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
    "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR "
    "SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH "
    "UGX USD USDT UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
).split()
# How else currencies are written in Latin letters; `$` may follow a country's letters.
_SHORT = (
    "DA DT Dh Dhs FCFA Ft JD KD Kč LD LE LL Lei OR QR R RM RO Rp Rs Rs. SR TL kr lei zł".split()
)
# Signs, but for those that are written as Hebrew and Arabic are.
_SIGNS = "$£¥€₣₤₦₩₫₭₮₱₲₴₵₸₹₺₼₽₾₿฿"
_CURRENCY = (
    f"(?:(?<![^\\W\\d_])(?:{'|'.join(map(re.escape, sorted((*_CODES, *_SHORT), reverse=True)))})"
    f"(?![^\\W\\d_])|(?:(?<![^\\W\\d_])[A-Z]{{1,3}})?[{_SIGNS}])"
)
_NUMBER = rf"(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)|\d+)(?:[.,'’٫٬]\d+)*"
_AMOUNT = rf"{_NUMBER}(?:{_SPACE}?[-–]{_SPACE}?{_NUMBER})?"
_UNBREAKABLE = re.compile(
    rf"(?P<price>{_CURRENCY}{_SPACE}?{_AMOUNT}(?:{_SPACE}?{_CURRENCY})?"
    rf"|(?<![\w.,]){_AMOUNT}{_SPACE}?{_CURRENCY})|{_PHONE}"
)


def isolate_numbers(text: str, *, is_rtl: bool = False) -> str:
    """Return the text with phone numbers and prices that are never broken or turned.

    Their spaces become no-break spaces; among letters that run from the right, and on a card that
    does (`is_rtl`), they are isolated.
    """
    is_mixed = is_rtl or not _RTL.isdisjoint(map(unicodedata.bidirectional, text))

    def isolated(found: re.Match[str]) -> str:
        number = found[0]
        if not found["price"] and not _is_phone(number):
            return number
        number = number.replace(" ", "\u00a0")
        return f"\u2066{number}\u2069" if is_mixed else number

    return _UNBREAKABLE.sub(isolated, text)


def _is_phone(number: str) -> bool:
    is_begun = number[0] in "+(" or unicodedata.digit(number[0]) == 0
    return is_begun and sum(map(str.isdigit, number)) >= _FEWEST_DIGITS


def is_rtl_text(paragraph: str) -> bool:
    """Return whether the first letter outside of isolates runs from right to left (P2 and P3)."""
    depth = 0
    for direction in map(unicodedata.bidirectional, paragraph):
        if direction in _ISOLATES:
            depth += 1
        elif direction == "PDI":
            depth = max(0, depth - 1)
        elif direction in ("L", "R", "AL") and not depth:
            return direction != "L"
    return False
