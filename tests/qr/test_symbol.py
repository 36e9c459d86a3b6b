from __future__ import annotations

import pickle
import random

import pytest
import qrcode
import segno
from hypothesis import example, given, settings
from hypothesis import strategies as st
from qrcode import constants, util

from tests.conftest import read_qr
from tests.oracles.symbols import (
    LEVELS,
    count_segment_bits,
    draw_by_qrcode,
    draw_picture,
    find_fewest_bits,
    get_capacity,
    mixed_texts,
)
from wa_link.errors import OptionError, Reason, SymbolError
from wa_link.links.chat_link import chat_link
from wa_link.links.chat_link_forms import Via
from wa_link.qr.encode.segments import split_segments
from wa_link.qr.encode.symbol import check_fits, find_version, make_symbol, parse_level
from wa_link.qr.encode.tables import ErrorCorrection

# ISO/IEC 18004, table 7: the number of data codewords of some versions, at L, M, Q and H.
DATA_CODEWORDS = {
    1: (19, 16, 13, 9),
    2: (34, 28, 22, 16),
    5: (108, 86, 62, 46),
    9: (232, 182, 132, 100),
    10: (274, 216, 154, 122),
    26: (1370, 1062, 754, 596),
    27: (1468, 1128, 808, 628),
}
# The same table: the number of characters in one mode that fit into a symbol of version 40.
LARGEST = {
    ("7", "L"): 7089, ("7", "M"): 5596, ("7", "Q"): 3993, ("7", "H"): 3057,
    ("A", "L"): 4296, ("A", "M"): 3391, ("A", "Q"): 2420, ("A", "H"): 1852,
    ("a", "L"): 2953, ("a", "M"): 2331, ("a", "Q"): 1663, ("a", "H"): 1273,
}  # fmt: skip


@given(mixed_texts(120), st.sampled_from("LMQH"))
@settings(max_examples=60)
@example(
    "abcdef7777777" * 19, "M"
)  # with the split for versions 1 to 9, this would need version 12
def test_the_symbol_is_the_smallest_and_contains_the_data(data: str, level: str) -> None:
    symbol = make_symbol(data, level)
    assert read_qr(draw_picture(symbol.rows)) == data
    assert symbol.size == 17 + 4 * symbol.version
    assert {len(row) for row in symbol.rows} == {symbol.size}

    def fits(version: int) -> bool:
        return find_fewest_bits(data.encode(), version) <= get_capacity(version, level)

    assert fits(symbol.version)
    assert symbol.version == 1 or not fits(symbol.version - 1)

    for optimize in (20, 0):
        theirs = qrcode.QRCode(error_correction=LEVELS[level])
        theirs.add_data(data, optimize=optimize)
        assert symbol.version <= theirs.best_fit()


# Data that all encoders write as one segment, so their symbols can differ only in the level.
IN_ONE_MODE = st.one_of(
    st.text("0123456789", min_size=1, max_size=400),
    st.text("ABCXYZ", min_size=1, max_size=300),
    st.text("abcxyz?&=", min_size=1, max_size=200),
)


@given(IN_ONE_MODE, st.sampled_from("LMQH"))
@settings(max_examples=60, deadline=None)
@example("1", "L")
@example("a" * 14, "M")  # fills version 1 to the last bit
@example("a" * 15, "M")
def test_the_level_is_as_high_as_that_of_segno(data: str, level: str) -> None:
    theirs = segno.make_qr(data, error=level, boost_error=True)
    unboosted = segno.make_qr(data, error=level, boost_error=False)
    symbol = make_symbol(data, level)
    assert (symbol.version, symbol.error_correction) == (theirs.version, theirs.error)
    assert symbol.version == unboosted.version  # a higher level must not make the symbol larger
    assert read_qr(draw_picture(symbol.rows)) == data


@given(mixed_texts(120), st.sampled_from("LMQH"))
@settings(max_examples=40, deadline=None)
def test_the_level_is_the_highest_that_fits_the_version(data: str, level: str) -> None:
    symbol = make_symbol(data, level)
    bits = find_fewest_bits(data.encode(), symbol.version)
    fitting = [each for each in "LMQH" if bits <= get_capacity(symbol.version, each)]
    assert symbol.error_correction == fitting[-1]
    assert symbol.version == find_version(data, ErrorCorrection(level))
    assert "LMQH".index(symbol.error_correction) >= "LMQH".index(level)
    assert make_symbol(data, symbol.error_correction).rows == symbol.rows


@pytest.mark.parametrize("seed", range(24))
def test_long_links_are_read_and_not_larger_than_by_qrcode(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  (no secret)
    level = "LMQH"[seed % 4]
    alphabet = draw.choice(["abc", "0123456789", "مرحبا بكم", "Perché no? 50 € — 😀", "\n% A1"])
    length = draw.randrange(10, 190)
    text = "".join(draw.choice(alphabet) for _ in range(length))
    url = chat_link("+393312345678", text=text, via=draw.choice([*Via])).url[:1250]
    symbol = make_symbol(url, level)
    assert read_qr(draw_picture(symbol.rows)) == url
    for optimize in (20, 0):
        theirs = qrcode.QRCode(error_correction=LEVELS[level])
        theirs.add_data(url, optimize=optimize)
        assert symbol.version <= theirs.best_fit()


LINKS = {
    "a number": "https://wa.me/447911123456",
    "no number": "https://wa.me/?text=Hi%21",
    "English": "https://wa.me/447911123456?text=Is%20%22Bike%2021%22%20still%20available%3F",
    "Arabic": chat_link("+966501234567", text="هل ما زال متوفرًا؟").url,
    "Japanese": chat_link("+819012345678", text="自転車はまだありますか？").url,
    "digits": "https://wa.me/447911123456?text=" + "20481632641282565121024" * 3,
    "short link": "https://wa.me/message/ABCDEF234567G1",
}


@pytest.mark.parametrize("level", "LMQH")
@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_the_mask_has_the_fewest_penalty_points(link: str, level: str) -> None:
    symbol = make_symbol(link, level)
    segments = split_segments(link.encode(), symbol.version)
    reached = symbol.error_correction
    theirs = [draw_by_qrcode(segments, symbol.version, reached, mask) for mask in range(8)]
    points = [util.lost_point([*modules]) for modules in theirs]
    assert symbol.mask == points.index(min(points))
    assert [list(row) for row in symbol.modules] == theirs[symbol.mask]


@pytest.mark.parametrize("level", "LMQH")
def test_the_format_information_has_level_and_mask(level: str) -> None:
    masks = set()
    for number in range(447911123456, 447911123476):
        symbol = make_symbol(f"https://wa.me/{number}", level)
        # The first five bits of the format information, without its mask (ISO/IEC 18004, 7.9).
        bits = int(symbol.rows[8][:5], 2) ^ 0b10101
        assert ("MLHQ"[bits >> 3], bits & 0b111) == (symbol.error_correction, symbol.mask)
        assert symbol.least_level == level
        masks.add(symbol.mask)
    assert len(masks) > 2


def test_rows_and_modules_are_equal() -> None:
    symbol = make_symbol("https://wa.me/447911123456")
    assert len(symbol.modules) == len(symbol.rows) == symbol.size == 25
    for modules, row in zip(symbol.modules, symbol.rows, strict=True):
        assert modules == tuple({"1": True, "0": False}[module] for module in row)


def test_a_symbol_can_be_pickled() -> None:
    symbol = make_symbol("https://wa.me/447911123456")
    assert pickle.loads(pickle.dumps(symbol)) == symbol  # noqa: S301  (our own)


@pytest.mark.parametrize("level", "LMQH")
@pytest.mark.parametrize("version", DATA_CODEWORDS)
def test_data_that_just_fits_a_version(version: int, level: str) -> None:
    codewords = DATA_CODEWORDS[version]["LMQH".index(level)]
    # The mode indicator has 4 bits. The character count has 8 bits, or 16 from version 10 on.
    holds = codewords - (2 if version < 10 else 3)
    assert make_symbol("a" * holds, level).version == version
    assert make_symbol("a" * (holds + 1), level).version == version + 1


@pytest.mark.parametrize("level", "LH")
@pytest.mark.parametrize("version", [9, 10, 26, 27])
def test_data_between_two_widths_of_the_character_count(version: int, level: str) -> None:
    bits = 8 * DATA_CODEWORDS[version]["LMQH".index(level)]
    holds = max(n for n in range(1, 4_000) if count_segment_bits(b"7" * n, version) <= bits)
    assert make_symbol("7" * holds, level).version == version
    assert make_symbol("7" * (holds + 1), level).version == version + 1


def test_every_ascii_character_is_read_back() -> None:
    for char in map(chr, range(0x20, 0x7F)):
        data = f"A{char}" * 5 + "0" * 9
        assert read_qr(draw_picture(make_symbol(data).rows)) == data


@pytest.mark.parametrize(("char", "level"), LARGEST)
def test_the_longest_data_of_version_40(char: str, level: str) -> None:
    data = char * LARGEST[char, level]
    check_fits(data, ErrorCorrection(level))
    with pytest.raises(SymbolError) as caught:
        make_symbol(data + char, level)
    assert caught.value.reason is Reason.QR_TOO_LONG
    assert f"The link has {len(data) + 1:,} bytes, 1 byte too many" in caught.value.message
    with pytest.raises(SymbolError) as unmade:
        check_fits(data + char, ErrorCorrection(level))
    assert unmade.value.message == caught.value.message


@pytest.mark.parametrize(("char", "level"), [edge for edge in LARGEST if edge[1] in "LH"])
def test_data_that_fits_to_the_last_bit_is_read_back(char: str, level: str) -> None:
    data = char * LARGEST[char, level]
    symbol = make_symbol(data, level)
    assert (symbol.version, symbol.size) == (40, 177)
    assert read_qr(draw_picture(symbol.rows)) == data


TOO_LONG = {
    (2954, "L"): (
        "The link has 2,954 bytes, 1 byte too many for a QR code at error correction level L: "
        "shorten the text, because no level has room for it."
    ),
    (3000, "H"): (
        "The link has 3,000 bytes, 1,727 bytes too many for a QR code at error correction level H: "
        "shorten the text, because no level has room for it."
    ),
    (2332, "M"): (
        "The link has 2,332 bytes, 1 byte too many for a QR code at error correction level M: "
        'shorten the text, or use error_correction="L".'
    ),
    (1664, "Q"): (
        "The link has 1,664 bytes, 1 byte too many for a QR code at error correction level Q: "
        'shorten the text, or use error_correction="M".'
    ),
    (1663, "H"): (
        "The link has 1,663 bytes, 390 bytes too many for a QR code at error correction level H: "
        'shorten the text, or use error_correction="Q".'
    ),
    (2953, "H"): (
        "The link has 2,953 bytes, 1,680 bytes too many for a QR code at error correction level H: "
        'shorten the text, or use error_correction="L".'
    ),
}


@pytest.mark.parametrize(("length", "level"), TOO_LONG)
def test_the_message_says_by_how_much_data_is_too_long(length: int, level: str) -> None:
    with pytest.raises(SymbolError) as caught:
        make_symbol("a" * length, level)
    assert caught.value.reason is Reason.QR_TOO_LONG
    assert caught.value.message == TOO_LONG[length, level]


def test_data_is_counted_in_bytes() -> None:
    with pytest.raises(SymbolError, match=r"^The link has 3,000 bytes, 47 bytes too many "):
        make_symbol("é" * 1500, "L")


def test_forty_arabic_letters_take_version_10_at_m() -> None:
    url = chat_link("+966501234567", text="مرحبا بكم "[:5] * 8).url
    symbol = make_symbol(url)
    unsplit = qrcode.QRCode(error_correction=constants.ERROR_CORRECT_M)
    unsplit.add_data(url, optimize=0)
    assert (symbol.version, symbol.error_correction) == (10, ErrorCorrection.M)
    assert unsplit.best_fit() == 12


def test_empty_data_is_a_symbol() -> None:
    assert make_symbol("").version == 1


def test_the_same_data_gives_the_same_symbol() -> None:
    assert make_symbol("https://wa.me/447911123456") == make_symbol("https://wa.me/447911123456")


@pytest.mark.parametrize("name", [*"LMQHlmqh", *ErrorCorrection])
def test_levels_may_be_in_lower_case(name: str) -> None:
    assert parse_level(name) == ErrorCorrection(name.upper())
    assert make_symbol("1", name).least_level is ErrorCorrection(name.upper())


@pytest.mark.parametrize("name", ["", "X", "LM", " M", "7%", "\x1b"])
def test_an_unknown_level_is_refused(name: str) -> None:
    with pytest.raises(
        OptionError, match=r"^Unknown error correction level .*: use L, M, Q or H\.$"
    ):
        make_symbol("1", name)
