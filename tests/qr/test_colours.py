from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor

from wa_link._support.quoting import quote
from wa_link.errors import OptionError
from wa_link.qr.render.colours import (
    BLACK,
    LEAST_CONTRAST,
    WHITE,
    Colour,
    check_contrast,
    compute_contrast,
    parse_colour,
)

COLOURS = st.builds(Colour, *[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("black", (0, 0, 0)), ("Navy", (0, 0, 128)), (" white ", (255, 255, 255)),
        ("rebeccapurple", (102, 51, 153)), ("#075e54", (7, 94, 84)), ("#075E54", (7, 94, 84)),
        ("#fa0", (255, 170, 0)),
        ("075e54", (7, 94, 84)), ("075E54", (7, 94, 84)), (" 075e54 ", (7, 94, 84)),
        ("fa0", (255, 170, 0)), ("000", (0, 0, 0)), ("facade", (250, 202, 222)),
    ],
)  # fmt: skip
def test_colours_are_parsed(text: str, colour: tuple[int, int, int]) -> None:
    assert parse_colour(text) == Colour(*colour)
    assert parse_colour(parse_colour(text).hex) == Colour(*colour)


@pytest.mark.parametrize(
    "text",
    ["", "nope", "#12", "#12345", "#0000", "#00000080", "#ggg", "12", "12345", "0000", "07 5e54",
     "##075e54", "# 075e54", "0x075e54", "٠٧٥٤٥٤", "075e54\n0", "075e5400", "transparent"],
    ids=repr,
)  # fmt: skip
def test_unknown_colours_are_refused(text: str) -> None:
    with pytest.raises(OptionError) as raised:
        parse_colour(text)
    assert str(raised.value) == (
        f"Unknown colour {quote(text)}. Use a CSS name such as navy, or hex digits such as 075e54."
    )


@given(COLOURS)
def test_hex_digits_are_a_colour_with_and_without_a_hash(colour: Colour) -> None:
    digits = "{:02x}{:02x}{:02x}".format(*colour)
    assert parse_colour(digits) == parse_colour(f"#{digits.upper()}") == colour
    assert parse_colour(colour.hex.removeprefix("#")) == colour


def test_no_css_name_consists_of_hex_digits() -> None:
    assert not [
        name for name in ImageColor.colormap if re.fullmatch("[0-9a-f]{3}|[0-9a-f]{6}", name)
    ]


@pytest.mark.parametrize(
    ("dark", "light", "ratio"),
    [
        ("black", "white", 21.0),
        ("white", "white", 1.0),
        ("#25d366", "white", 1.98),  # WhatsApp's greens
        ("#075e54", "white", 7.67),
        ("#777", "white", 4.48),  # the example of WCAG 2, "Understanding 1.4.3"
    ],
)
def test_contrast_is_that_of_wcag(dark: str, light: str, ratio: float) -> None:
    assert compute_contrast(parse_colour(dark), parse_colour(light)) == pytest.approx(
        ratio, abs=0.01
    )
    assert compute_contrast(parse_colour(light), parse_colour(dark)) == pytest.approx(
        ratio, abs=0.01
    )


@pytest.mark.parametrize(
    ("dark", "light", "message"),
    [
        ("#25d366", "white", '2.0:1, and phones need 4:1: use dark="#1a9247".'),
        ("red", "white", "3.9:1, and phones need 4:1"),
        ("black", "#333", 'use light="#'),
        ("white", "black", "#fff on #000 is light on dark, which many phones can't read"),
        ("red", "red", "can't be seen, because the colours are the same: make dark black"),
    ],
)  # fmt: skip
def test_colours_with_too_little_contrast_are_refused(dark: str, light: str, message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        check_contrast(parse_colour(dark), parse_colour(light))


def test_a_transparent_background_is_white_paper() -> None:
    assert check_contrast(BLACK, None) == pytest.approx(21)
    with pytest.raises(OptionError, match="#fff on #fff"):
        check_contrast(WHITE, None)


@given(COLOURS, COLOURS)
def test_the_proposed_colour_has_enough_contrast(dark: Colour, light: Colour) -> None:
    proposed = re.search(r"--(dark|light) (#\w+)\.", refusal(dark, light))
    if proposed is not None:
        colour = parse_colour(proposed[2])
        changed = (colour, light) if proposed[1] == "dark" else (dark, colour)
        assert LEAST_CONTRAST <= check_contrast(*changed) < LEAST_CONTRAST * 1.2


def refusal(dark: Colour, light: Colour) -> str:
    try:
        check_contrast(dark, light)
    except OptionError as error:
        return str(error)
    return ""
