"""Damages of phone numbers, as by spreadsheets, address books and people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tests.bench.plan_numbers import DIGITS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.bench.plan_numbers import Drawn

    Damage: TypeAlias = Callable[[Drawn, Drawn, random.Random], "Cell"]

SCRIPTS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９")
MARKS = "\u200e\u200f\u202a\u202b\u202c\u00ad\ufeff"


class Cell(NamedTuple):
    """Cell with a damaged number, or with several."""

    text: str
    readings: tuple[str, ...]
    """Digits of each number in the cell, with `+` if it is certain."""
    digits: tuple[str, ...]
    """Numbers that may be linked, as E.164 without `+`."""


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))


def _international(form: Callable[[str, random.Random], str]) -> Callable[..., Cell]:
    """Return a damage of the international form, with its `+`."""
    return lambda it, _, draw: Cell(form(it.written, draw), (f"+{it.digits}",), (it.digits,))


def _national(form: Callable[[str, random.Random], str]) -> Callable[..., Cell]:
    """Return a damage of the national form."""
    return lambda it, _, draw: Cell(form(it.at_home, draw), (_digits(it.at_home),), (it.digits,))


def _without_plus(form: Callable[[str], str], prefix: str = "") -> Callable[..., Cell]:
    """Return a damage of the international digits without `+`."""
    return lambda it, _, __: Cell(form(prefix + it.digits), (prefix + it.digits,), (it.digits,))


def _addressed(form: str) -> Callable[..., Cell]:
    """Return a damage that makes an address of the number."""
    return lambda it, _, __: Cell(form.format(it.digits), (f"+{it.digits}",), (it.digits,))


def _pair_abroad(it: Drawn, other: Drawn, _: random.Random) -> Cell:
    # The first valid number is linked, and it may be either one.
    both = it.digits, other.digits
    return Cell(f"{it.written};{other.written}", tuple(f"+{each}" for each in both), both)


def _pair_at_home(it: Drawn, other: Drawn, _: random.Random) -> Cell:
    readings = _digits(it.at_home), _digits(other.at_home)
    return Cell(f"{it.at_home};{other.at_home}", readings, (it.digits, other.digits))


def _trunk_zero(it: Drawn, _: Drawn, __: random.Random) -> Cell:
    code = it.digits.removesuffix(it.national)
    # In Italy and Gabon the zero is part of the number, and is put in brackets.
    written = it.written.removeprefix(f"+{code}").strip(" -").removeprefix("0")
    return Cell(f"+{code} (0) {written}", (f"+{it.digits}",), (it.digits,))


def _plus_lost(it: Drawn, _: Drawn, __: random.Random) -> Cell:
    return Cell(it.written.removeprefix("+"), (it.digits,), (it.digits,))


def _as_quantity(it: Drawn, _: Drawn, __: random.Random) -> Cell:
    quantity = str(int(_digits(it.at_home)))
    return Cell(quantity, (quantity,), (it.digits,))


def _marked(text: str, draw: random.Random) -> str:
    return "".join(
        char + "".join(draw.choices(MARKS, k=draw.randrange(2))) for char in f"\u202a{text}\u202c"
    )


def _ciphered(text: str, draw: random.Random) -> str:
    return text.translate(str.maketrans(DIGITS, draw.choice(SCRIPTS)))


def _scientific(mark: str) -> Callable[[str], str]:
    return lambda digits: f"{digits[0]}{mark}{digits[1:]}E+{len(digits) - 1}"


def _as_written(text: str, _: random.Random) -> str:
    return text


def _labelled(text: str, draw: random.Random) -> str:
    return f"{draw.choice(LABELS)} {text}"


def _with_extension(text: str, draw: random.Random) -> str:
    return f"{text} {draw.choice(EXTENSIONS)} 12"


def _grouped_by_thousands(digits: str) -> str:
    return f"{int(digits):,}"


LABELS = ("Phone:", "Mobile:", "Tel.", "☎", "Celular:", "Handy:", "Тел.:", "جوال:", "手机：")
EXTENSIONS = ("доб.", "int.", "poste", "ramal", "Durchwahl", "内線")
NEGATIVE = "negative quantity `(501,234,567)`"
LOSSY = "lossy scientific `9.66501E+11`"
FIRST_DAMAGES: dict[str, Damage] = {
    "none, `+966 50 123 4567`": _international(_as_written),
    "none, `050 123 4567`": _national(_as_written),
    "invisible marks, with `+`": _international(_marked),
    "invisible marks, national": _national(_marked),
    "other digits, with `+`": _international(_ciphered),
    "other digits, national": _national(_ciphered),
    "`tel:` address": _addressed("tel:+{}"),
    "`wa.me` link": _addressed("https://wa.me/{}?text=Call%201234567"),
    "`api.whatsapp.com` link": _addressed("https://api.whatsapp.com/send?phone={}&text=1234567"),
    "`+966 (0) 50 …`": _trunk_zero,
    "two numbers `a;b`, with `+`": _pair_abroad,
    "two numbers `a;b`, national": _pair_at_home,
    "extension `ext. 12`, with `+`": _international(lambda text, _: f"{text} ext. 12"),
    "extension `x12`, national": _national(lambda text, _: f"{text} x12"),
    "lost `+`": _without_plus(str),
    "lost `+`, `966 50 123 4567`": _plus_lost,
    "lost zero": lambda it, _, __: Cell(it.national, (it.national,), (it.digits,)),
    "lost zeros, a number's own too": _as_quantity,
    "`00` for `+`": _without_plus(str, "00"),
    "`011` for `+`": _without_plus(str, "011"),
    "a number's `.0`": _without_plus("{}.0".format),
    "scientific `9.66501234567E+11`": _without_plus(_scientific(".")),
    "scientific `9,66501234567E+11`": _without_plus(_scientific(",")),
    LOSSY: _without_plus(lambda digits: f"{int(digits):.5E}"),
}
# These get their own random generator, so that the results of the first stay comparable.
MORE_DAMAGES: dict[str, Damage] = {
    "extension `доб. 12`, `poste 12`, with `+`": _international(_with_extension),
    "extension `доб. 12`, `poste 12`, national": _national(_with_extension),
    "pause code `,,12#`, with `+`": _international(lambda text, _: f"{text},,12#"),
    "label `Tel.`, with `+`": _international(_labelled),
    "label `Tel.`, national": _national(_labelled),
    "`sms:` address": _addressed("sms:+{}"),
    "count `1) 050 …`, national": _national(lambda text, _: f"1) {text}"),
    "thousands `966,501,234,567`": _without_plus(_grouped_by_thousands),
    NEGATIVE: _without_plus(lambda digits: f"({_grouped_by_thousands(digits)})"),
}
DAMAGES = {**FIRST_DAMAGES, **MORE_DAMAGES}
