"""Preflight: facts about a printed code, and a check that its modules are large enough.

A module is one small square of the code. A square module must be at least 0.33 mm wide, which is
four dots of a 300 dpi printer; at 0.4 mm or more, it prints well. A module that is drawn as a
circle or rounded shape uses less ink, so it must be larger; `tests/oracles/least_modules.py`
measures by how much. A phone can scan a code from a distance of about ten times its width.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import pluralize
from wa_link.errors import Reason, SymbolError
from wa_link.qr.encode.matrix import get_symbol_size
from wa_link.qr.encode.symbol import find_version
from wa_link.qr.render.colours import WHITE, compute_contrast
from wa_link.qr.render.shapes import Shape

if TYPE_CHECKING:
    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.encode.tables import ErrorCorrection
    from wa_link.qr.render.style import Style

LEAST_MODULE_MM = {Shape.SQUARE: 0.33, Shape.ROUNDED: 0.35, Shape.DOTS: 0.36}
"""Smallest width of a module in mm that is accepted for each shape."""
COMFORTABLE_MODULE_MM = {Shape.SQUARE: 0.4, Shape.ROUNDED: 0.42, Shape.DOTS: 0.43}
"""Width of a module in mm that prints well; below it, a hint recommends a larger size."""
# One character of the encoded text of a link: `a`, `%21` (one byte) or `%C3%A9` (more bytes).
_CHARACTER = re.compile(r"%[C-F][0-9A-F](?:%[89AB][0-9A-F])+|%[0-7][0-9A-F]|[^%]")


@dataclass(frozen=True, slots=True)
class Preflight:
    """Facts about a code that can be printed.

    Attributes:
        version: version (size class) of the QR symbol, 1 to 40.
        modules: number of modules on each side of the symbol, without the quiet zone.
        module: width of a module in mm; None for a code without a size on paper.
        size: width of the code in mm, with its quiet zone; None for a code without a size on paper.
        contrast: contrast ratio of the two colours, from 4 to 21 (WCAG 2).
        is_verified: True if the finished drawing was scanned, and the scan gave the right text.
        hint: a sentence that recommends a change, such as a larger size; empty if none is needed.
    """

    version: int
    modules: int
    module: float | None
    size: float | None
    contrast: float
    is_verified: bool
    hint: str = ""

    def __str__(self) -> str:
        """Return the facts for the user as one line of text, without the hint."""
        modules = f"version {self.version}, {self.modules}×{self.modules} modules"
        if self.module is not None and self.size is not None:
            modules += f" of {self.module:.2f} mm at {self.size:.4g} mm"
            modules += f"; scans from about {self.size:.0f} cm"
        verified = "verified" if self.is_verified else "not verified"
        return f"{modules}; contrast {self.contrast:.3g}:1; {verified}"


def preflight_code(data: str, symbol: Symbol, style: Style, *, is_verified: bool) -> Preflight:
    """Return facts about a code, or raise an error if its modules are too small to print.

    Args:
        data: the text in the code.
        symbol: the QR symbol of the text.
        style: the style of the drawing, with its size on paper.
        is_verified: whether the finished drawing was scanned, and the scan gave the right text.

    Raises:
        SymbolError: `qr_too_dense`, if the modules are too small at this size on paper.
    """
    module = style.module_mm(symbol)
    comfortable = COMFORTABLE_MODULE_MM[style.shape]
    hint = ""
    if module is not None and module < comfortable:
        level = symbol.least_level
        check_density(data, symbol.version, style, level)
        way_out = _suggest_fix(data, symbol.version, style, level, comfortable)
        hint = f"The modules are only {module:.2f} mm wide: {way_out}"
    found = compute_contrast(style.dark, style.light or WHITE)
    return Preflight(
        symbol.version, symbol.size, module, style.size, found, is_verified=is_verified, hint=hint
    )


def check_density(data: str, version: int, style: Style, level: ErrorCorrection) -> None:
    """Raise an error if the modules of a symbol would be too small to print.

    Args:
        data: the text in the code.
        version: the version (size class) of the symbol, 1 to 40.
        style: the size on paper, and the shape of the modules.
        level: the lowest error correction level that the code may have.

    Raises:
        SymbolError: `qr_too_dense`. The message says at which size the code can be printed, or by
            how many characters the text must be shorter.
    """
    if style.size is None:
        return
    module = style.size / style.modules(get_symbol_size(version))
    least = LEAST_MODULE_MM[style.shape]
    if round(module, 4) >= least:
        return
    way_out = _suggest_fix(data, version, style, level, least)
    if round(module, 4) >= LEAST_MODULE_MM[Shape.SQUARE]:
        way_out = f"use {option('style', str(Shape.SQUARE))}, or {way_out}"
    needing = "printers" if style.is_square else f"modules of the style {style.shape}"
    raise SymbolError(
        Reason.QR_TOO_DENSE,
        f"At {style.size:.4g} mm, a module (smallest part) of this code is {module:.2f} mm wide, "
        f"and {needing} need {least} mm: {way_out}",
    )


def _suggest_fix(
    data: str, version: int, style: Style, level: ErrorCorrection, least: float
) -> str:
    """Return advice to enlarge the code or shorten its text, so modules are `least` mm wide."""
    assert style.size is not None  # noqa: S101  (the callers check it)
    enough = math.ceil(round(style.modules(get_symbol_size(version)) * least, 4))
    larger = f"print the code at {enough} mm or larger"
    smaller = next(
        (
            each
            for each in range(version - 1, 0, -1)
            if style.size / style.modules(get_symbol_size(each)) >= least
        ),
        0,
    )
    if smaller and (fewer := count_excess_characters(data, smaller, level)):
        return f"{larger}, or shorten the text by {pluralize(fewer, 'character')}."
    if version > 1 and (fewer := count_excess_characters(data, version - 1, level)):
        return f"{larger}. A text shorter by {pluralize(fewer, 'character')} makes modules larger."
    return f"{larger}."


def count_excess_characters(data: str, version: int, level: ErrorCorrection) -> int | None:
    """Return by how many characters a link's text must be shorter to fit into a QR version.

    Args:
        data: the link, such as `https://wa.me/447911123456?text=Hi%21`.
        version: the version of the symbol that must contain the link.
        level: the lowest error correction level.

    Returns:
        The number of characters to remove. None if even a text of one character is too long.
    """
    address, between, text = data.partition("text=")
    characters = _CHARACTER.findall(text)

    def fits(fewer: int) -> int:
        shorter = address + between + "".join(characters[: len(characters) - fewer])
        return int(find_version(shorter, level) <= version)

    fewer = bisect_left(range(1, len(characters)), 1, key=fits) + 1
    return fewer if fewer < len(characters) else None
