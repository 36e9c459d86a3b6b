"""Colours of a code: what they are called, and whether readers can tell them apart."""

from __future__ import annotations

import math
from typing import NamedTuple

from wa_link.errors import OptionError
from wa_link.ways_out import option
from wa_link.wording import shown

LEAST_CONTRAST = 4.0
"""Of dark to light modules (WCAG 2 contrast ratio, 1 to 21): below it, phones begin to fail."""


class Colour(NamedTuple):
    """A colour of sRGB: 0 to 255 each."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """`#075e54`, or in short `#000`."""
        text = f"{self.red:02x}{self.green:02x}{self.blue:02x}"
        return f"#{text[::2]}" if text[::2] == text[1::2] else f"#{text}"

    @property
    def luminance(self) -> float:
        """0 for black to 1 for white (relative luminance, WCAG 2)."""
        red, green, blue = map(_linear, self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
TRANSPARENT = "transparent"


def colour_option(text: str) -> Colour:
    """The colour that `text` names: a name of CSS, `#rgb` or `#rrggbb`.

    Raises:
        OptionError: it names none.
    """
    from PIL import ImageColor  # noqa: PLC0415  (20 ms, for those who ask for a colour)

    try:
        return Colour(*bytes(ImageColor.getrgb(text.strip())))
    except (ValueError, TypeError):  # none; beyond 0 to 255; or half transparent
        raise OptionError(
            f"{shown(text)} is no colour: write a name of CSS, such as navy, or #075e54."
        ) from None


def contrast(one: Colour, other: Colour) -> float:
    """How well they are told apart: 1 to 21 (contrast ratio, WCAG 2)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def check_contrast(dark: Colour, light: Colour | None) -> float:
    """The contrast of modules on a ground; on None, which is transparent, as on white paper.

    Raises:
        OptionError: the modules are lighter than the ground, or hardly darker; the message tells
            the nearest colour that will do.
    """
    ground = light or WHITE
    found = contrast(dark, ground)
    if dark.luminance >= ground.luminance:
        raise OptionError(
            f"{dark.hex} on {ground.hex} is lighter on darker, which many readers do not see: "
            "swap the two."
        )
    if found >= LEAST_CONTRAST:
        return found
    way_out = (
        option("dark", nearest.hex)
        if (nearest := _nearest(dark, BLACK, ground))
        else option("light", lighter.hex)
        if (lighter := _nearest(ground, WHITE, dark))
        else f"{option('dark', 'black')} and {option('light', 'white')}"
    )
    rounded = min(found, LEAST_CONTRAST - 0.1)  # never up to what is enough
    raise OptionError(
        f"{dark.hex} on {ground.hex} has a contrast of {rounded:.1f}:1, and readers need "
        f"{LEAST_CONTRAST:g}:1: the nearest is {way_out}."
    )


def _nearest(colour: Colour, end: Colour, other: Colour) -> Colour | None:
    """The first on the way from `colour` to `end` that stands out from `other`; None for none."""
    for step in range(256):
        between = Colour(
            *(round(a + (b - a) * step / 255) for a, b in zip(colour, end, strict=True))
        )
        if contrast(between, other) >= LEAST_CONTRAST:
            return between
    return None


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)
