from __future__ import annotations

import math
import random
from functools import cache
from itertools import pairwise, product

import pytest
import qrcode
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode import constants, util

from tests.conftest import read_qr
from wa_link.errors import OptionError, Reason, SymbolError
from wa_link.forms import Via
from wa_link.link import chat_link
from wa_link.qr.segments import split
from wa_link.qr.symbol import ErrorCorrection, Symbol, level_option, make_symbol

LEVELS = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}
ALPHABETS = {
    "digits": "0123456789",
    "alphanumeric": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:",
    "lower case": "abcdefghijklmnopqrstuvwxyz",
    "escapes": "0123456789ABCDEF%",
    "edges": "0A%a",
    "ASCII": "".join(map(chr, range(0x20, 0x7F))),
}

# ISO/IEC 18004, table 7: data codewords of some versions, at L, M, Q and H.
DATA_CODEWORDS = {
    1: (19, 16, 13, 9),
    2: (34, 28, 22, 16),
    5: (108, 86, 62, 46),
    9: (232, 182, 132, 100),
    10: (274, 216, 154, 122),
    26: (1370, 1062, 754, 596),
    27: (1468, 1128, 808, 628),
}
# The same table: characters that a symbol of version 40 holds in one mode.
LARGEST = {
    ("7", "L"): 7089, ("7", "M"): 5596, ("7", "Q"): 3993, ("7", "H"): 3057,
    ("A", "L"): 4296, ("A", "M"): 3391, ("A", "Q"): 2420, ("A", "H"): 1852,
    ("a", "L"): 2953, ("a", "M"): 2331, ("a", "Q"): 1663, ("a", "H"): 1273,
}  # fmt: skip


@st.composite
def stretches(draw: st.DrawFn, most: int) -> str:
    """Data of several alphabets, as links are."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        length = draw(st.integers(1, most))
        alphabet = draw(st.sampled_from(sorted(ALPHABETS.values())))
        parts.append(draw(st.text(alphabet, min_size=length, max_size=length)))
    return "".join(parts)[:most]


def picture(symbol: Symbol) -> Image.Image:
    pixels = bytes(0 if dark else 255 for row in symbol.modules for dark in row)
    ground = Image.new("L", (symbol.size + 8, symbol.size + 8), 255)
    ground.paste(Image.frombytes("L", (symbol.size, symbol.size), pixels), (4, 4))
    return ground.resize((ground.width * 4, ground.height * 4), Image.Resampling.NEAREST)


def segment_bits(data: str, version: int) -> int:
    """Bits of `data` as one segment in its cheapest mode (ISO/IEC 18004, 7.4)."""
    group = (version > 9) + (version > 26)
    if data.isdigit():
        return 4 + (10, 12, 14)[group] + math.ceil(len(data) * 10 / 3)
    if set(data) <= set(ALPHABETS["alphanumeric"]):
        return 4 + (9, 11, 13)[group] + math.ceil(len(data) * 11 / 2)
    return 4 + (8, 16, 16)[group] + 8 * len(data)


def fewest_bits(data: str, version: int) -> int:
    """Over all splits: the best way to each place, by the last segment that leads there."""
    best = [0]
    for end in range(1, len(data) + 1):
        best.append(
            min(best[start] + segment_bits(data[start:end], version) for start in range(end))
        )
    return best[-1]


def fewest_bits_of_all_splits(data: str, version: int) -> int:
    cost = cache(lambda start, end: segment_bits(data[start:end], version))
    return min(
        sum(
            cost(*ends)
            for ends in pairwise([0, *(i for i, cut in enumerate(cuts, 1) if cut), len(data)])
        )
        for cuts in product([False, True], repeat=len(data) - 1)
    )


@given(stretches(9), st.sampled_from([1, 10, 27]))
@settings(max_examples=60)
def test_the_two_oracles_agree(data: str, version: int) -> None:
    assert fewest_bits(data, version) == fewest_bits_of_all_splits(data, version)


@given(stretches(80), st.sampled_from([1, 9, 10, 26, 27, 40]))
@settings(max_examples=100)
@example("B%BB%2467430161AABabbbaaabbba5", 1)  # each segment is rounded up to whole bits
def test_no_split_takes_fewer_bits(data: str, version: int) -> None:
    segments = [segment.data.decode() for segment in split(data.encode(), version)]
    assert "".join(segments) == data
    assert sum(segment_bits(segment, version) for segment in segments) == fewest_bits(data, version)


@given(stretches(120), st.sampled_from("LMQH"))
@settings(max_examples=60)
def test_the_symbol_is_the_smallest_and_holds_exactly_the_data(data: str, level: str) -> None:
    symbol = make_symbol(data, level)
    assert read_qr(picture(symbol)) == data
    assert symbol.size == 17 + 4 * symbol.version
    assert {len(row) for row in symbol.modules} == {symbol.size}

    capacity = util.BIT_LIMIT_TABLE[LEVELS[level]]
    assert fewest_bits(data, symbol.version) <= capacity[symbol.version]
    if symbol.version > 1:
        assert fewest_bits(data, symbol.version - 1) > capacity[symbol.version - 1]

    for optimize in (20, 0):
        theirs = qrcode.QRCode(error_correction=LEVELS[level])
        theirs.add_data(data, optimize=optimize)
        assert symbol.version <= theirs.best_fit()


@pytest.mark.parametrize("seed", range(24))
def test_long_links_are_read_back_and_never_larger_than_the_librarys(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  (no secret)
    level = "LMQH"[seed % 4]
    alphabet = draw.choice(["abc", "0123456789", "مرحبا بكم", "Perché no? 50 € — 😀", "\n% A1"])
    length = draw.randrange(10, 190)
    text = "".join(draw.choice(alphabet) for _ in range(length))
    url = chat_link("+393312345678", text=text, via=draw.choice([*Via])).url[:1250]
    symbol = make_symbol(url, level)
    assert read_qr(picture(symbol)) == url
    for optimize in (20, 0):
        theirs = qrcode.QRCode(error_correction=LEVELS[level])
        theirs.add_data(url, optimize=optimize)
        assert symbol.version <= theirs.best_fit()


@pytest.mark.parametrize("level", "LMQH")
def test_the_level_stands_in_the_format_information(level: str) -> None:
    # The first two bits of the format information, under their mask 10 (ISO/IEC 18004, 7.9).
    row = make_symbol("https://wa.me/447911123456", level).modules[8]
    assert (row[0] ^ True, row[1]) == {
        "L": (False, True), "M": (False, False), "Q": (True, True), "H": (True, False),
    }[level]  # fmt: skip


@pytest.mark.parametrize("level", "LMQH")
@pytest.mark.parametrize("version", DATA_CODEWORDS)
def test_the_edges_of_a_version(version: int, level: str) -> None:
    codewords = DATA_CODEWORDS[version]["LMQH".index(level)]
    # A mode indicator of 4 bits and a count of 8, or from version 10 on of 16.
    holds = codewords - (2 if version < 10 else 3)
    assert make_symbol("a" * holds, level).version == version
    assert make_symbol("a" * (holds + 1), level).version == version + 1


@pytest.mark.parametrize("level", "LH")
@pytest.mark.parametrize("version", [9, 10, 26, 27])
def test_the_edges_between_widths_of_the_character_count(version: int, level: str) -> None:
    bits = 8 * DATA_CODEWORDS[version]["LMQH".index(level)]
    holds = max(n for n in range(1, 4_000) if segment_bits("7" * n, version) <= bits)
    assert make_symbol("7" * holds, level).version == version
    assert make_symbol("7" * (holds + 1), level).version == version + 1


def test_every_ascii_character_is_read_back() -> None:
    for char in map(chr, range(0x20, 0x7F)):
        assert read_qr(picture(make_symbol(f"A{char}" * 5 + "0" * 9))) == f"A{char}" * 5 + "0" * 9


@pytest.mark.parametrize(("char", "level"), LARGEST)
def test_the_edge_of_version_40(char: str, level: str) -> None:
    data = char * LARGEST[char, level]
    with pytest.raises(SymbolError) as caught:
        make_symbol(data + char, level)
    assert caught.value.reason is Reason.QR_TOO_LONG
    assert f"The link of {len(data) + 1} bytes is 1 byte too long" in caught.value.message


@pytest.mark.parametrize(("char", "level"), [edge for edge in LARGEST if edge[1] in "LH"])
def test_what_fits_to_the_last_bit_is_drawn_and_read_back(char: str, level: str) -> None:
    data = char * LARGEST[char, level]
    symbol = make_symbol(data, level)
    assert (symbol.version, symbol.size) == (40, 177)
    assert read_qr(picture(symbol)) == data


TOO_LONG = {
    (2954, "L"): (
        "The link of 2954 bytes is 1 byte too long for a QR code at level L: shorten the text; "
        "no level would hold it."
    ),
    (3000, "H"): (
        "The link of 3000 bytes is 1727 bytes too long for a QR code at level H: shorten the text; "
        "no level would hold it."
    ),
    (2332, "M"): (
        "The link of 2332 bytes is 1 byte too long for a QR code at level M: shorten the text; "
        "level L would hold it (--error-correction L)."
    ),
    (1664, "Q"): (
        "The link of 1664 bytes is 1 byte too long for a QR code at level Q: shorten the text; "
        "level M would hold it (--error-correction M)."
    ),
    (1663, "H"): (
        "The link of 1663 bytes is 390 bytes too long for a QR code at level H: shorten the text; "
        "level Q would hold it (--error-correction Q)."
    ),
    (2953, "H"): (
        "The link of 2953 bytes is 1680 bytes too long for a QR code at level H: shorten the text; "
        "level L would hold it (--error-correction L)."
    ),
}


@pytest.mark.parametrize(("length", "level"), TOO_LONG)
def test_what_does_not_fit_is_refused_by_how_much(length: int, level: str) -> None:
    with pytest.raises(SymbolError) as caught:
        make_symbol("a" * length, level)
    assert caught.value.reason is Reason.QR_TOO_LONG
    assert caught.value.message == TOO_LONG[length, level]


def test_data_is_counted_in_bytes() -> None:
    with pytest.raises(SymbolError, match=r"^The link of 3000 bytes is 47 bytes too long "):
        make_symbol("é" * 1500, "L")


def test_forty_arabic_letters_take_version_10_at_m() -> None:
    url = chat_link("+966501234567", text="مرحبا بكم "[:5] * 8).url
    symbol = make_symbol(url)
    unsplit = qrcode.QRCode(error_correction=constants.ERROR_CORRECT_M)
    unsplit.add_data(url, optimize=0)
    assert (symbol.version, symbol.error_correction) == (10, ErrorCorrection.M)
    assert unsplit.best_fit() == 12


def test_no_data_is_a_symbol_too() -> None:
    assert make_symbol("").version == 1


def test_the_same_data_gives_the_same_symbol() -> None:
    assert make_symbol("https://wa.me/447911123456") == make_symbol("https://wa.me/447911123456")


@pytest.mark.parametrize("name", [*"LMQHlmqh", *ErrorCorrection])
def test_levels_are_named_in_any_case(name: str) -> None:
    assert level_option(name) == ErrorCorrection(name.upper())
    assert make_symbol("1", name).error_correction is ErrorCorrection(name.upper())


@pytest.mark.parametrize("name", ["", "X", "LM", " M", "7%", "\x1b"])
def test_there_is_no_other_level(name: str) -> None:
    with pytest.raises(OptionError, match=r" is no error correction level: use L, M, Q or H\.$"):
        make_symbol("1", name)
