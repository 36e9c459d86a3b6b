"""Write SVG path data as short as possible: numbers, straight lines and quarters of circles."""

from __future__ import annotations

from functools import cache

# For a quarter of a circle with radius 1 as a Bézier curve: the distance of its control points
# from its ends.
_CIRCLE = 0.5523


@cache
def write_line(way: str, length: int, corner_lengths: float) -> str:
    """Return path data for the straight part of a side: `h3` for 3 units to the right.

    Return an empty string if the two round corners take the whole side.

    Args:
        way: `h` for a horizontal side, `v` for a vertical side.
        length: the length of the side with its corners; negative for a side that goes to the left
            or upwards.
        corner_lengths: the sum of the radii of the two corners at the ends of the side.
    """
    straight = abs(length) - corner_lengths
    return "" if straight <= 0 else way + write_number(straight if length > 0 else -straight)


@cache
def write_curve(radius: float, first: str, right: int, down: int) -> str:
    """Return path data for a quarter of a circle, as a Bézier curve.

    The numbers of the curve have two decimals. An arc would be converted to numbers with six
    decimals in a PDF, which makes the file larger.

    Args:
        radius: the radius of the circle.
        first: `h` if the curve begins horizontally, `v` if it begins vertically.
        right: 1 if the curve goes to the right, -1 if it goes to the left.
        down: 1 if the curve goes down, -1 if it goes up.
    """
    pull = round(_CIRCLE * radius, 2)
    rest = round(radius - pull, 2)
    points = (pull, 0, radius, rest) if first == "h" else (0, pull, rest, radius)
    signs = (right, down, right, down)
    near = [sign * length for sign, length in zip(signs, points, strict=True)]
    return f"c{write_numbers(*near, right * radius, down * radius)}"


def write_numbers(*values: float) -> str:
    """Return numbers as text, with spaces only where they are needed: `1.5-2 3` for 1.5, -2, 3."""
    text = ""
    before = ""
    for number in map(write_number, values):
        is_apart = not before or number[0] == "-" or (number[0] == "." and "." in before)
        text += number if is_apart else f" {number}"
        before = number
    return text


@cache
def write_number(value: float) -> str:
    """Return a number as text, without a zero before the decimal point: `.5`, `-.5` or `10`."""
    text = f"{value:g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
