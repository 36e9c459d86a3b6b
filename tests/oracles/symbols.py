"""Oracles of symbols: python-qrcode, and a slow search for the best split."""

from __future__ import annotations

import math
import random

import qrcode
from hypothesis import strategies as st
from PIL import Image
from qrcode import base, constants, util

from wa_link.qr.encode.segments import Mode, Segment

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
ALPHABETS = {
    "digits": "0123456789",
    "alphanumeric": ALPHANUMERIC,
    "lower case": "abcdefghijklmnopqrstuvwxyz",
    "escapes": "0123456789ABCDEF%",
    "edges": "0A%a",
    "ASCII": "".join(map(chr, range(0x20, 0x7F))),
}
LEVELS = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}
_MODES = {
    Mode.NUMERIC: util.MODE_NUMBER,
    Mode.ALPHANUMERIC: util.MODE_ALPHA_NUM,
    Mode.BYTE: util.MODE_8BIT_BYTE,
}
_SAMPLES = [
    (Mode.BYTE, "abcdefghijklmnopqrstuvwxyz?=&#~", 8),
    (Mode.NUMERIC, "0123456789", 10 / 3),
    (Mode.ALPHANUMERIC, ALPHANUMERIC, 11 / 2),
]


def get_capacity(version: int, level: str) -> int:
    """Return the data bits of a symbol."""
    return util.BIT_LIMIT_TABLE[LEVELS[level]][version]


def get_blocks(version: int, level: str) -> list[tuple[int, int]]:
    """Return the number of data codewords and of all codewords of each block."""
    return [(b.data_count, b.total_count) for b in base.rs_blocks(version, LEVELS[level])]


def make_sample(version: int, level: str) -> list[Segment]:
    """Return segments of every mode that fill a symbol, the same ones each time."""
    draw = random.Random(f"{version} {level}")  # noqa: S311  (a sample, no secret)
    share = get_capacity(version, level) // 3 - 21  # a header takes up to 20 bits of it
    segments = [
        Segment(mode, "".join(draw.choices(alphabet, k=int(share / bits))).encode())
        for mode, alphabet, bits in _SAMPLES
        if share >= bits
    ]
    return segments or [Segment(Mode.BYTE, b"wa.me")]


def to_qrcode_data(segments: list[Segment]) -> list[util.QRData]:
    """Return segments for python-qrcode."""
    return [
        util.QRData(segment.data, mode=_MODES[segment.mode], check_data=False)  # type: ignore[call-overload]  # its stubs know no variable as a mode
        for segment in segments
    ]


def draw_by_qrcode(
    segments: list[Segment], version: int, level: str, mask: int
) -> list[list[bool | None]]:
    """Return the symbol that python-qrcode makes of the segments."""
    code = qrcode.QRCode(
        version=version, error_correction=LEVELS[level], mask_pattern=mask, border=0
    )
    for data in to_qrcode_data(segments):
        code.add_data(data, optimize=0)
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.get_matrix()]


@st.composite
def mixed_texts(draw: st.DrawFn, most: int) -> str:
    """Draw data of several alphabets, like links."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        length = draw(st.integers(1, most))
        alphabet = draw(st.sampled_from(sorted(ALPHABETS.values())))
        parts.append(draw(st.text(alphabet, min_size=length, max_size=length)))
    return "".join(parts)[:most]


def count_segment_bits(data: bytes, version: int) -> int:
    """Return the bits of `data` as one segment in its cheapest mode (ISO/IEC 18004, 7.4)."""
    group = (version > 9) + (version > 26)
    if data.isdigit():
        return 4 + (10, 12, 14)[group] + math.ceil(len(data) * 10 / 3)
    if set(data) <= set(ALPHANUMERIC.encode()):
        return 4 + (9, 11, 13)[group] + math.ceil(len(data) * 11 / 2)
    return 4 + (8, 16, 16)[group] + 8 * len(data)


def find_fewest_bits(data: bytes, version: int) -> int:
    """Return the fewest bits of all splits, by the best split up to each place."""
    best = [0]
    for end in range(1, len(data) + 1):
        best.append(
            min(best[start] + count_segment_bits(data[start:end], version) for start in range(end))
        )
    return best[-1]


def draw_picture(rows: tuple[str, ...]) -> Image.Image:
    """Return a picture of rows of modules with their quiet zone; a module has 4×4 pixels."""
    pixels = bytes(0 if module == "1" else 255 for row in rows for module in row)
    side = len(rows)
    background = Image.new("L", (side + 8, side + 8), 255)
    background.paste(Image.frombytes("L", (side, side), pixels), (4, 4))
    return background.resize(
        (background.width * 4, background.height * 4), Image.Resampling.NEAREST
    )
