"""Colours of a code: parse them, and check that their contrast is high enough for phones."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link._support.similar_names import did_you_mean
from wa_link.errors import OptionError

LEAST_CONTRAST = 4.0
"""Lowest accepted contrast ratio (WCAG 2: from 1 to 21); below it, phones begin to fail."""


class Colour(NamedTuple):
    """Colour in sRGB; red, green and blue are each from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """Return the colour as `#075e54`, or in the short form `#000` if that is possible."""
        text = f"{self.red:02x}{self.green:02x}{self.blue:02x}"
        return f"#{text[::2]}" if text[::2] == text[1::2] else f"#{text}"

    @property
    def luminance(self) -> float:
        """Return the relative luminance (WCAG 2): 0 for black, 1 for white."""
        red, green, blue = map(_linearize, self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
TRANSPARENT = "transparent"
_HEX_DIGITS = re.compile(r"[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?")


def parse_colour(text: str) -> Colour:
    """Return the colour that a text names: `navy` (any CSS name), `#075e54`, `075e54` or `fa0`.

    The `#` is optional, because a shell can read it as the beginning of a comment. No CSS name
    consists only of hex digits, so `fa0` can't be a name.

    Raises:
        OptionError: the text is not a colour.
    """
    from PIL import ImageColor  # noqa: PLC0415  (takes 20 ms, and most codes are black)

    name = text.strip()
    if _HEX_DIGITS.fullmatch(name):
        name = f"#{name}"
    try:
        return Colour(*bytes(ImageColor.getrgb(name)))
    except (ValueError, TypeError):  # unknown, out of range, or partly transparent
        question = did_you_mean(name, ImageColor.colormap)
        hint = f" {question}" if question else ""
        raise OptionError(
            f"Unknown colour {quote(text)}.{hint} Use a CSS name such as navy, or hex digits such "
            "as 075e54."
        ) from None


def list_colours() -> list[str]:
    """Return the names of colours that `parse_colour` knows, such as `navy`, sorted."""
    from PIL import ImageColor  # noqa: PLC0415  (takes 20 ms, and most codes are black)

    return sorted(ImageColor.colormap)


def compute_contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours (WCAG 2): from 1 (equal) to 21 (black and white)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def check_contrast(dark: Colour, light: Colour | None) -> float:
    """Return the contrast ratio of the two colours of a code, if it is high enough.

    Args:
        dark: the colour of the modules.
        light: the background colour; None is transparent, and counts as white paper.

    Raises:
        OptionError: the modules are not darker than the background, or the contrast is too low; the
            message proposes the nearest colour with enough contrast.
    """
    background = light or WHITE
    found = compute_contrast(dark, background)
    if dark == background:
        raise OptionError(
            f"{dark.hex} on {background.hex} can't be seen, because the colours are the same: "
            f"make {option('dark')} black, or another dark colour."
        )
    if dark.luminance >= background.luminance:
        raise OptionError(
            f"{dark.hex} on {background.hex} is light on dark, which many phones can't read: "
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
    rounded = min(found, LEAST_CONTRAST - 0.1)  # 3.96 must not be shown as 4.0
    raise OptionError(
        f"{dark.hex} on {background.hex} has a contrast of {rounded:.1f}:1, and phones need "
        f"{LEAST_CONTRAST:g}:1: use {way_out}."
    )


def _find_nearest(colour: Colour, end: Colour, other: Colour) -> Colour | None:
    """Change `colour` towards `end` until its contrast to `other` is enough; return the result.

    The colours between `colour` and `end` are tried in 256 steps. Return None if none of them has
    enough contrast.
    """
    for step in range(256):
        between = Colour(
            *(round(a + (b - a) * step / 255) for a, b in zip(colour, end, strict=True))
        )
        if compute_contrast(between, other) >= LEAST_CONTRAST:
            return between
    return None


def _linearize(value: int) -> float:
    """Convert a component of sRGB, 0 to 255, to linear light, 0 to 1 (WCAG 2)."""
    part = value / 255
    return part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)
