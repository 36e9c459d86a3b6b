"""Size of symbols, compared with the best segmentation and with two other libraries.

The data of a symbol are segments in three modes: numeric, alphanumeric and byte. One pass over the
link keeps the fewest bits for each mode, and so finds the best segmentation.
"""

from __future__ import annotations

import math
import random
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.data import make_phones
from tests.bench.setting import SEED
from tests.bench.table import Missing, Result
from wa_link import chat_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.setting import Setting
    from wa_link import ChatLink

LEVELS = "LMQH"
WORDS = {
    "English": "Hello! Is this still available? I'd like the red one, 2 pieces: when can we meet",
    "Arabic": "مرحبا هل ما زال هذا متوفرا أريد السيارة الحمراء من فضلك متى نلتقي 12:30 شكرا لك",
    "Hindi": "नमस्ते क्या यह अभी भी उपलब्ध है मुझे लाल वाली चाहिए कृपया हम कब मिल सकते हैं 250",
}
LENGTHS = (range(4), range(4, 12), range(12, 36))  # number of words: short, usual, long


class Mode(NamedTuple):
    """Mode of data (ISO/IEC 18004, 7.4)."""

    signs: str
    bits: tuple[int, ...]
    """Bits of the first, second and third character of a group."""
    count_bits: tuple[int, int, int]
    """Bits of the character count in versions 1 to 9, 10 to 26, and 27 to 40."""


MODES = (
    Mode("0123456789", (4, 3, 3), (10, 12, 14)),
    Mode("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", (6, 5), (9, 11, 13)),
    Mode("".join(map(chr, range(128))), (8,), (8, 16, 16)),
)
MODE_BITS = 4
LAST_VERSIONS = (9, 26, 40)  # with one width of the character count


def fewest_bits(link: str, width: int) -> float:
    """Return the bits of an ASCII link in its best segmentation, with count bits `width`."""
    # The fewest bits for each mode and position of the last character in its group.
    ways: dict[tuple[Mode, int], float] = {}
    fewest = 0.0
    for sign in link:
        longer = {}
        for mode in MODES:
            if sign in mode.signs:
                for place, bits in enumerate(mode.bits):
                    before = ways.get((mode, (place - 1) % len(mode.bits)), math.inf)
                    if place == 0:  # here a segment can also begin
                        before = min(before, fewest + MODE_BITS + mode.count_bits[width])
                    longer[mode, place] = before + bits
        ways = longer
        fewest = min(ways.values())
    return fewest


def best_versions(link: str, capacity: dict[str, list[int]]) -> list[int]:
    """Return the smallest version that can contain a link, at each level."""
    bits = [fewest_bits(link, width) for width in range(3)]
    return [
        next(
            version
            for version in range(1, 41)
            if bits[sum(version > last for last in LAST_VERSIONS)] <= capacity[level][version]
        )
        for level in LEVELS
    ]


def links(count: int) -> Iterator[ChatLink]:
    """Yield links with texts in three scripts and three lengths, in turn."""
    draw = random.Random(SEED)  # noqa: S311  (examples, no secrets)
    scripts = [words.split() for words in WORDS.values()]
    for row, phone in enumerate(make_phones(count, SEED)):
        words, lengths = scripts[row % 3], LENGTHS[row // 3 % 3]
        yield chat_link(phone, text=" ".join(draw.choices(words, k=draw.choice(lengths))))


def above_best(setting: Setting) -> Result:
    """Count symbols that are larger than necessary, and those that are smaller than a peer's."""
    if find_spec("qrcode") is None:
        raise Missing("qrcode, which knows what a symbol holds, is missing: `pip install qrcode`.")
    capacity = _capacity()
    peers = {name: find for name, find in PEERS.items() if find_spec(name)}
    above, total, smaller = 0, 0, dict.fromkeys(peers, 0)
    for link in links(setting.links):
        for level, best in zip(LEVELS, best_versions(link.url, capacity), strict=True):
            ours = link.qr(error_correction=level).symbol.version
            total += 1
            above += ours > best
            for name, version in peers.items():
                smaller[name] += ours < version(link.url, level)
    beside = ", ".join(f"{count:,} smaller than {name}'s" for name, count in smaller.items())
    return Result(above, f"{above:,} ({beside})", f"{total:,} symbols of {setting.links:,} links")


def _capacity() -> dict[str, list[int]]:
    """Return the data bits of each version by level, from the tables of python-qrcode."""
    table = import_module("qrcode.util").BIT_LIMIT_TABLE
    return {level: table[_level(level)] for level in LEVELS}


def _level(name: str) -> int:
    level: int = getattr(import_module("qrcode.constants"), f"ERROR_CORRECT_{name}")
    return level


def _by_qrcode(link: str, level: str) -> int:
    code = import_module("qrcode").QRCode(error_correction=_level(level))
    code.add_data(link)
    version: int = code.best_fit()
    return version


def _by_segno(link: str, level: str) -> int:
    make = import_module("segno").make_qr
    version: int = make(link, error=level, boost_error=False, mask=0).version
    return version


# Functions that return the version that a library chooses for a link at a level.
PEERS: dict[str, Callable[[str, str], int]] = {"qrcode": _by_qrcode, "segno": _by_segno}
