"""Colours of a code: parsing, and a check of their contrast."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError

LEAST_CONTRAST = 4.0
"""Least contrast ratio of the colours (WCAG 2, 1 to 21); below it, phones begin to fail."""


class Colour(NamedTuple):
    """A colour in sRGB; each component is 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """Return text such as `#075e54`, or `#000` in the short form."""
        text = f"{self.red:02x}{self.green:02x}{self.blue:02x}"
        return f"#{text[::2]}" if text[::2] == text[1::2] else f"#{text}"

    @property
    def luminance(self) -> float:
        """Return the relative luminance of WCAG 2, from 0 for black to 1 for white."""
        red, green, blue = map(_linearize, self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
TRANSPARENT = "transparent"
_HEX_DIGITS = re.compile(r"[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?")


def parse_colour(text: str) -> Colour:
    """Return the colour of a CSS name, or of 3 or 6 hex digits with or without `#`.

    A shell may read `#` as a comment, so it is optional. No CSS name consists of hex digits.

    Raises:
        OptionError: the colour is unknown.
    """
    from PIL import ImageColor  # noqa: PLC0415  (20 ms, only for colours)

    name = text.strip()
    if _HEX_DIGITS.fullmatch(name):
        name = f"#{name}"
    try:
        return Colour(*bytes(ImageColor.getrgb(name)))
    except (ValueError, TypeError):  # unknown, out of range, or translucent
        raise OptionError(
            f"Unknown colour {quote(text)}: use a CSS name such as navy, or hex digits such as "
            "075e54."
        ) from None


def compute_contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours (WCAG 2), 1 to 21."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def check_contrast(dark: Colour, light: Colour | None) -> float:
    """Return the contrast ratio of modules on a background; None is white paper.

    Raises:
        OptionError: the modules are lighter than the background, or too little darker; the message
            names the nearest colour with enough contrast.
    """
    background = light or WHITE
    found = compute_contrast(dark, background)
    if dark == background:
        raise OptionError(
            f"{dark.hex} on {background.hex} can't be seen, because both colours are the same: "
            f"make {option('dark')} black, or another dark colour."
        )
    if dark.luminance >= background.luminance:
        raise OptionError(
            f"{dark.hex} on {background.hex} is light on dark, which many readers can't read: "
            "swap the two colours."
        )
    if found >= LEAST_CONTRAST:
        return found
    way_out = (
        option("dark", nearest.hex)
        if (nearest := _find_nearest(dark, BLACK, background))
        else option("light", lighter.hex)
        if (lighter := _find_nearest(background, WHITE, dark))
        else f"{option('dark', 'black')} and {option('light', 'white')}"
    )
    rounded = min(found, LEAST_CONTRAST - 0.1)  # never rounded up to the limit
    raise OptionError(
        f"{dark.hex} on {background.hex} has a contrast of {rounded:.1f}:1, and readers need "
        f"{LEAST_CONTRAST:g}:1: the nearest is {way_out}."
    )


def _find_nearest(colour: Colour, end: Colour, other: Colour) -> Colour | None:
    """Return the first colour from `colour` to `end` with enough contrast to `other`, else None."""
    for step in range(256):
        between = Colour(
            *(round(a + (b - a) * step / 255) for a, b in zip(colour, end, strict=True))
        )
        if compute_contrast(between, other) >= LEAST_CONTRAST:
            return between
    return None


def _linearize(value: int) -> float:
    """Return a component of sRGB in linear light, 0 to 1 (WCAG 2)."""
    part = value / 255
    return part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)
