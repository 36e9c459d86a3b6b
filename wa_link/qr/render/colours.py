"""Colours of a code: their names, and their contrast."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError

LEAST_CONTRAST = 4.0
"""Least contrast of dark and light modules (WCAG 2, 1 to 21): below it, phones begin to fail."""


class Colour(NamedTuple):
    """A colour in sRGB, each part 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """Return `#075e54`, or in short `#000`."""
        text = f"{self.red:02x}{self.green:02x}{self.blue:02x}"
        return f"#{text[::2]}" if text[::2] == text[1::2] else f"#{text}"

    @property
    def luminance(self) -> float:
        """Return 0 for black to 1 for white (relative luminance, WCAG 2)."""
        red, green, blue = map(_linear, self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
TRANSPARENT = "transparent"
_HEX_DIGITS = re.compile(r"[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?")


def colour_option(text: str) -> Colour:
    """Return the colour that `text` names: a CSS name, or 3 or 6 hex digits with or without `#`.

    In a shell `#` may begin a comment, so it can be left out. Names of CSS are not hex digits.

    Raises:
        OptionError: it names none.
    """
    from PIL import ImageColor  # noqa: PLC0415  (20 ms, for those who ask for a colour)

    name = text.strip()
    if _HEX_DIGITS.fullmatch(name):
        name = f"#{name}"
    try:
        return Colour(*bytes(ImageColor.getrgb(name)))
    except (ValueError, TypeError):  # unknown; beyond 0 to 255; or half transparent
        raise OptionError(
            f"Unknown colour {quote(text)}: use a CSS name such as navy, or hex digits such as "
            "075e54."
        ) from None


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG 2, 1 to 21."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def check_contrast(dark: Colour, light: Colour | None) -> float:
    """Return the contrast of modules on a background; None is transparent, as white paper.

    Raises:
        OptionError: the modules are lighter than the background, or hardly darker; the message
            names the nearest colour with enough contrast.
    """
    ground = light or WHITE
    found = contrast(dark, ground)
    if dark == ground:
        raise OptionError(
            f"{dark.hex} on {ground.hex} can't be seen, for both colours are the same: make "
            f"{option('dark')} black, or another dark colour."
        )
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
    rounded = min(found, LEAST_CONTRAST - 0.1)  # never rounded up to the least
    raise OptionError(
        f"{dark.hex} on {ground.hex} has a contrast of {rounded:.1f}:1, and readers need "
        f"{LEAST_CONTRAST:g}:1: the nearest is {way_out}."
    )


def _nearest(colour: Colour, end: Colour, other: Colour) -> Colour | None:
    """Return the first colour from `colour` to `end` with enough contrast to `other`, else None."""
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
