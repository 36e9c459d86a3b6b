"""Parts of SVG path data: numbers, straight lines and quarters of circles, as short as possible."""

from __future__ import annotations

from functools import cache

# Distance of the control points of a Bézier curve from its ends, for a quarter of a circle.
_CIRCLE = 0.5523


@cache
def write_line(way: str, length: int, corner_lengths: float) -> str:
    """Return the straight part of a side; empty if its round corners leave none.

    Args:
        way: `h` or `v`.
        length: length of the side; negative to the left or up.
        corner_lengths: sum of the lengths that its two corners take.
    """
    straight = abs(length) - corner_lengths
    return "" if straight <= 0 else way + write_number(straight if length > 0 else -straight)


@cache
def write_curve(radius: float, first: str, right: int, down: int) -> str:
    """Return a quarter of a circle.

    It is a Bézier curve whose points have two decimals: in a PDF, those of an arc have six.

    Args:
        radius: radius of the circle.
        first: `h` if the curve begins horizontally, `v` if vertically.
        right: 1 to the right, -1 to the left.
        down: 1 down, -1 up.
    """
    pull = round(_CIRCLE * radius, 2)
    rest = round(radius - pull, 2)
    points = (pull, 0, radius, rest) if first == "h" else (0, pull, rest, radius)
    signs = (right, down, right, down)
    near = [sign * length for sign, length in zip(signs, points, strict=True)]
    return f"c{write_numbers(*near, right * radius, down * radius)}"


def write_numbers(*values: float) -> str:
    """Return numbers, separated only where two would read as one."""
    text = ""
    before = ""
    for number in map(write_number, values):
        is_apart = not before or number[0] == "-" or (number[0] == "." and "." in before)
        text += number if is_apart else f" {number}"
        before = number
    return text


@cache
def write_number(value: float) -> str:
    """Return a number without the zero before its decimal point."""
    text = f"{value:g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
