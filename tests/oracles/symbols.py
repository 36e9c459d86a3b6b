"""What the tests hold symbols against: python-qrcode, a slow search for the best split, zxing."""

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


def capacity(version: int, level: str) -> int:
    """Data bits of a symbol."""
    return util.BIT_LIMIT_TABLE[LEVELS[level]][version]


def blocks(version: int, level: str) -> list[tuple[int, int]]:
    """Of each block, how many data codewords it holds, and how many in all."""
    return [(b.data_count, b.total_count) for b in base.rs_blocks(version, LEVELS[level])]


def sample(version: int, level: str) -> list[Segment]:
    """Segments of every mode, as there is room for them, the same each time."""
    draw = random.Random(f"{version} {level}")  # noqa: S311  (a sample, no secret)
    share = capacity(version, level) // 3 - 21  # of which a header takes up to 20 bits
    segments = [
        Segment(mode, "".join(draw.choices(alphabet, k=int(share / bits))).encode())
        for mode, alphabet, bits in _SAMPLES
        if share >= bits
    ]
    return segments or [Segment(Mode.BYTE, b"wa.me")]


def qrcodes_data(segments: list[Segment]) -> list[util.QRData]:
    """Segments, as python-qrcode takes them."""
    return [
        util.QRData(segment.data, mode=_MODES[segment.mode], check_data=False)  # type: ignore[call-overload]  # its stubs know no variable as a mode
        for segment in segments
    ]


def qrcodes_modules(
    segments: list[Segment], version: int, level: str, mask: int
) -> list[list[bool | None]]:
    """The symbol that python-qrcode makes of the segments."""
    code = qrcode.QRCode(
        version=version, error_correction=LEVELS[level], mask_pattern=mask, border=0
    )
    for data in qrcodes_data(segments):
        code.add_data(data, optimize=0)
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.get_matrix()]


@st.composite
def stretches(draw: st.DrawFn, most: int) -> str:
    """Data of several alphabets, as links are."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        length = draw(st.integers(1, most))
        alphabet = draw(st.sampled_from(sorted(ALPHABETS.values())))
        parts.append(draw(st.text(alphabet, min_size=length, max_size=length)))
    return "".join(parts)[:most]


def segment_bits(data: bytes, version: int) -> int:
    """Bits of `data` as one segment in its cheapest mode (ISO/IEC 18004, 7.4)."""
    group = (version > 9) + (version > 26)
    if data.isdigit():
        return 4 + (10, 12, 14)[group] + math.ceil(len(data) * 10 / 3)
    if set(data) <= set(ALPHANUMERIC.encode()):
        return 4 + (9, 11, 13)[group] + math.ceil(len(data) * 11 / 2)
    return 4 + (8, 16, 16)[group] + 8 * len(data)


def fewest_bits(data: bytes, version: int) -> int:
    """Over all splits: the best way to each place, by the last segment that leads there."""
    best = [0]
    for end in range(1, len(data) + 1):
        best.append(
            min(best[start] + segment_bits(data[start:end], version) for start in range(end))
        )
    return best[-1]


def picture(rows: tuple[str, ...]) -> Image.Image:
    """Rows of modules with their quiet zone, four pixels each way a module."""
    pixels = bytes(0 if module == "1" else 255 for row in rows for module in row)
    side = len(rows)
    ground = Image.new("L", (side + 8, side + 8), 255)
    ground.paste(Image.frombytes("L", (side, side), pixels), (4, 4))
    return ground.resize((ground.width * 4, ground.height * 4), Image.Resampling.NEAREST)
