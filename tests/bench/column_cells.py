"""Random cells of columns that contain no phone numbers."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


def _date(draw: Random) -> str:
    year, month, day = draw.randint(1925, 2026), draw.randint(1, 12), draw.randint(1, 28)
    short = f"{year % 100:02}"
    sign = draw.choice("./-")
    orders = [
        (day, month, year), (month, day, year), (year, month, day), (day, month, short),
        (month, day, short), (short, month, day),
    ]  # fmt: skip
    width = draw.choice((1, 2, 2))
    return sign.join(str(part).zfill(width) for part in draw.choice(orders))


def _central_european_date(draw: Random) -> str:
    day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(1925, 2026)
    forms = (
        f"{day}. {month}. {year}", f"{day:02}. {month:02}. {year}", f"{day}.{month}.{year}.",
        f"{day:02}.{month:02}.{year}.", f"{year}.{month:02}.{day:02}.", f"{year}. {month}. {day}.",
        f"{day}. {month}. {year}.", f"{day}.{month}.{year} г.", f"{year}年{month}月{day}日",
    )  # fmt: skip
    return draw.choice(forms)


def _month_name(draw: Random) -> str:
    month = draw.choice("Jan Feb März avr. mayo giugno июля सितम्बर أكتوبر Kasım dez.".split())
    day, year = draw.randint(1, 31), draw.randint(1925, 2026)
    forms = (f"{day} {month} {year}", f"{month} {day}, {year}", f"{day}-{month}-{year % 100:02}")
    return draw.choice(forms)


def _time(draw: Random) -> str:
    hour, minute, second = draw.randint(0, 23), draw.randint(0, 59), draw.randint(0, 59)
    forms = (
        f"{hour}:{minute:02}", f"{hour:02}:{minute:02}:{second:02}", f"{hour:02}.{minute:02}",
        f"{hour}.{minute:02}.{second:02}", f"{hour % 12}:{minute:02} PM", f"{hour}h{minute:02}",
        f"{hour:02}:{minute:02}:{second:02}.{draw.randint(0, 999):03}",
        f"{hour:02}.{minute:02} Uhr",
    )  # fmt: skip
    return draw.choice(forms)


def _timestamp(draw: Random) -> str:
    date, time = _date(draw), f"{draw.randint(0, 23):02}:{draw.randint(0, 59):02}"
    year, month, day = draw.randint(1925, 2026), draw.randint(1, 12), draw.randint(1, 28)
    iso = f"{year}-{month:02}-{day:02}"
    zone = draw.choice(["", "Z", "+00:00", "+02:00", "-05:00", "+0530", ".000Z", ".123456"])
    forms = (
        f"{date} {time}", f"{date}, {time}", f"{date} {time}:00",
        f"{date} {time.replace(':', '.')}",
        f"{iso}T{time}:00{zone}", f"{iso} {time}:00{zone}", f"{date} 12:00:00 AM",
    )  # fmt: skip
    return draw.choice(forms)


def _span(draw: Random) -> str:
    first, last = draw.randint(1950, 2020), draw.randint(1950, 2026)
    dash = draw.choice(["-", " - ", "–", " – ", "—"])
    day, month, year = draw.randint(1, 15), draw.randint(1, 12), f"{first}"
    short, slash = draw.choice([year, year[2:]]), draw.choice("./")
    later = f"{draw.randint(16, 28):02}{slash}{month:02}{slash}{short}"
    hours = f"{draw.randint(6, 11)}.{draw.choice('0134')}0", f"{draw.randint(12, 22)}.30"
    forms = (
        f"{day:02}{slash}{month:02}{slash}{short}{dash}{later}", f"{day}.-{later}",
        f"{day:02}.{month:02}.{dash}{later}", f"{first}{dash}{last}", f"{first}/{last % 100:02}",
        f"{first}-{last % 100:02}", dash.join(hours), f"{hours[0].replace('.', ':')}{dash}17:00",
        f"{first}/{last}", f"{year}-0{month % 9 + 1}-01/{last}-11-30", f"{month:02}/{first}",
        f"{month:02}.{first}{dash}{month:02}.{last}", f"{month}/{first} - {month}/{last}",
    )  # fmt: skip
    return draw.choice(forms)


def _amount(draw: Random) -> str:
    value = round(10 ** draw.uniform(2, 9.9), 2)
    cents = f"{value:,.2f}"
    other = cents.translate(str.maketrans(",.", ".,"))
    forms = (
        cents, f"({cents})", f"-{cents}", f"{cents}-", other, f"({other})", f"-{other}",
        f"{value:.2f}", f"({value:.2f})", f"{value:.2f}-", cents.replace(",", " "),
        cents.replace(",", "'"), cents.replace(",", " ").replace(".", ","), f"({value:,.0f})",
        f"${cents}", f"€ {other}", f"{other} €", f"USD {cents}", f"{cents} SAR", f"₹{cents}",
        f"-{value:.0f}", f"{value:,.0f}-", f"${value:,.0f}", f"{value:.0f}-", f"[{cents}]",
        f"({value:,.0f}.)", f"{value:,.1f}", f"{value:,.3f}",
    )  # fmt: skip
    return draw.choice(forms)


def _decimal(draw: Random) -> str:
    # A spreadsheet keeps 15 digits; a number that ends in zeros is a whole number.
    size = draw.uniform(-4, 8)
    value = draw.choice((1, -1, 1, 1)) * 10**size
    text = f"{value:.{draw.randint(1, 14 - max(0, int(size)))}f}"
    text = text if text.rstrip("0")[-1] != "." else f"{text}5"
    return text if draw.random() < 0.75 else text.replace(".", ",")


def _measurement(draw: Random) -> str:
    unit = draw.choice(["kg", "m", "m²", "km/h", "°C", "%", " %", "mm", "ml", "€/m²", "ha", "GB"])
    value = f"{10 ** draw.uniform(0, 7):.{draw.randint(0, 3)}f}"
    return draw.choice((f"{value} {unit}", f"{value}{unit}", f"{value} x {value} {unit}"))


def _coordinates(draw: Random) -> str:
    north, east = draw.uniform(-60, 70), draw.uniform(-180, 180)
    places = draw.randint(3, 8)
    pair = f"{north:.{places}f}", f"{east:.{places}f}"
    sign = draw.choice([", ", ",", " ", ";", "; ", "/", " / "])
    forms = (
        sign.join(pair), f"({pair[0]}, {pair[1]})", f"[{pair[0]}, {pair[1]}]", pair[0], pair[1],
        f"POINT ({pair[1]} {pair[0]})", f"{pair[0]}°", f"{int(abs(north))}°{draw.randint(0, 59)}'N",
        ", ".join(pair).replace(".", ","), " ".join(pair).replace(".", ","),
    )  # fmt: skip
    return draw.choice(forms)


def _address(draw: Random) -> str:
    quad = ".".join(str(draw.randint(0, 255)) for _ in range(4))
    forms = (quad, quad, quad, f"{quad}/{draw.randint(8, 32)}", f"{quad}:{draw.randint(80, 9999)}")
    return draw.choice((*forms, f"{quad} - {quad}", f"{quad}, {quad}", f"{quad}-{quad}"))


def _version(draw: Random) -> str:
    size = draw.choice((2, 3, 3, 4))
    version = ".".join(str(draw.randint(0, draw.choice((9, 9, 99)))) for _ in range(size))
    return draw.choice((version, version, f"v{version}", f"{version}-beta{draw.randint(1, 9)}"))


def _statistic(draw: Random) -> str:
    scale, places = draw.choice((1, 1, 100, 1000)), draw.randint(1, 4)
    low, mean, high = sorted(f"{draw.random() * scale:.{places}f}" for _ in range(3))
    dash = draw.choice(["-", "–", " - ", " – "])
    forms = (
        f"{mean} ({low}{dash}{high})", f"{mean} [{low}, {high}]", f"{mean} ({low}, {high})",
        f"{low}{dash}{high}", f"{mean} ({low})", f"{mean} ± {low}", f"[{low}, {high}]",
        f"({low}, {high})", f"{low} to {high}", f"{draw.randint(1, 999)} ({mean}%)",
        f"{mean} [{low}; {high}]", f"{low} / {high}", f"{mean}, {low}, {high}", f"({low}; {high})",
        f"{mean} ({low} - {high})".replace(".", ","), f"{low} {mean} {high}", f"{low}/{high}",
    )  # fmt: skip
    return draw.choice(forms)


def _score(draw: Random) -> str:
    first, second = draw.randint(0, 130), draw.randint(0, 130)
    sets = ", ".join(f"{draw.randint(0, 7)}-{draw.randint(0, 7)}" for _ in range(3))
    return draw.choice((f"{first}-{second}", f"{first}–{second}", f"{first}:{second}", sets))


def _error(draw: Random) -> str:
    errors = "#REF! #N/A #NAME? #DIV/0! #VALUE! #NUM! #NULL! #SPILL! #CALC! Err:502 =A1+12345678"
    return draw.choice([*errors.split(), "=SUM(B2:B12)", "#####", "=0501234567+0", "=+66501234567"])


def _hexadecimal(draw: Random) -> str:
    digits = f"{draw.getrandbits(128):032x}"
    uuid = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    return draw.choice((uuid, digits[:8], f"0x{digits[:10]}", ":".join(digits[:12:2]), "#ffaa00"))


def _list(draw: Random) -> str:
    numbers = [str(draw.randint(0, draw.choice((9, 9, 50)))) for _ in range(draw.randint(4, 8))]
    text = draw.choice((",", ", ", ";", "; ")).join(numbers)
    return draw.choice((text, f"({text})", f"[{text}]"))


RULED: dict[str, Callable[[Random], str]] = {
    "date": _date,
    "Central European date": _central_european_date,
    "date with a month's name": _month_name,
    "time": _time,
    "timestamp": _timestamp,
    "range of dates or times": _span,
    "amount": _amount,
    "decimal": _decimal,
    "measurement": _measurement,
    "coordinates": _coordinates,
    "internet address": _address,
    "version": _version,
    "statistic": _statistic,
    "score": _score,
    "list of small integers": _list,
    "spreadsheet error": _error,
    "hexadecimal": _hexadecimal,
}
"""Kinds of cells that differ from phone numbers."""


def _digits(*sizes: int, sign: str = "-") -> Callable[[Random], str]:
    def cell(draw: Random) -> str:
        return sign.join(f"{draw.randrange(10**size):0{size}}" for size in sizes)

    return cell


def _isbn(draw: Random) -> str:
    group = draw.randint(1, 5)
    cut = draw.randint(2, 6)
    body = f"{draw.randrange(10**8):08}"
    digits = f"978{group}{body}"
    check = -sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(digits)) % 10
    return f"978-{group}-{body[:cut]}-{body[cut:]}-{check}"


RULED |= {
    "ISBN with dashes": _isbn,
    "US social security number": lambda draw: f"{draw.randint(1, 8)}{_digits(2, 2, 4)(draw)}",
    "Brazilian CPF": lambda draw: f"{_digits(3, 3, 3, sign='.')(draw)}-{_digits(2)(draw)}",
    "Brazilian CNPJ": lambda draw: f"{_digits(2, 3, 3, sign='.')(draw)}/0001-{_digits(2)(draw)}",
    "Chilean RUT": lambda draw: (
        f"{draw.randint(1, 25)}.{_digits(3, 3, sign='.')(draw)}-{draw.choice('0123456789K')}"
    ),
    "Chilean RUT without dots": lambda draw: f"{draw.randint(10**6, 3 * 10**7)}-{_digits(1)(draw)}",
    "Argentinian CUIT": lambda draw: f"20-{_digits(8, 1)(draw)}",
    "CAS number": lambda draw: f"{draw.randint(50, 9999999)}-{_digits(2, 1)(draw)}",
    "customs code": lambda draw: f"{draw.randint(1000, 9999)}.{_digits(2, 2, sign='.')(draw)}",
    "card number": lambda draw: f"{draw.choice('3456')}{_digits(3, 4, 4, 4, sign=' ')(draw)}",
}

ALIKE: dict[str, Callable[[Random], str]] = {
    "American parcel": _digits(2, 2, 3, 3, 4),
    "ZIP+4": _digits(5, 4),
    "order number `#1234-5678`": lambda draw: f"#{_digits(4, 4)(draw)}",
    "invoice number `2023-001234`": lambda draw: f"20{draw.randint(10, 26)}-{_digits(6)(draw)}",
    "integer": lambda draw: str(draw.randrange(10 ** draw.randint(3, 13))),
    "compact date": lambda draw: (
        f"{draw.randint(1950, 2026)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
    ),
}
"""Kinds of cells that often look like phone numbers."""


def make_cells(kind: str, count: int, seed: int = 1) -> list[str]:
    """Return cells of a kind, the same for the same seed."""
    draw = random.Random(f"{kind} {seed}")  # noqa: S311  (examples, no secrets)
    return [{**RULED, **ALIKE}[kind](draw) for _ in range(count)]
