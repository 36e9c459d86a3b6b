"""Preflight: facts about a printed code, and a check that a printer can draw it.

A square module needs 0.33 mm, which is four dots at 300 dpi, and 0.4 mm is comfortable. A code
scans from about ten times its width. Modules of other shapes lose ink at their corners and must be
larger: `tests/oracles/least_modules.py` measures by how much.
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
"""Least side of a module in mm; smaller modules are refused."""
COMFORTABLE_MODULE_MM = {Shape.SQUARE: 0.4, Shape.ROUNDED: 0.42, Shape.DOTS: 0.43}
"""Side of a module in mm; for smaller modules, a hint recommends a larger size."""
# A character in the text of a link: bytes of UTF-8, escaped or not.
_CHARACTER = re.compile(r"%[C-F][0-9A-F](?:%[89AB][0-9A-F])+|%[0-7][0-9A-F]|[^%]")


@dataclass(frozen=True, slots=True)
class Preflight:
    """Facts about a code that can be printed.

    Attributes:
        version: version of the symbol.
        modules: modules on a side of the symbol, without quiet zone.
        module: side of a module in mm; None for a code without a size on paper.
        size: side of the square in mm, quiet zone included; None like `module`.
        contrast: contrast ratio of its colours, 4 to 21.
        is_verified: whether the drawing was read back as the data.
        hint: sentence that recommends a change; else empty.
    """

    version: int
    modules: int
    module: float | None
    size: float | None
    contrast: float
    is_verified: bool
    hint: str = ""

    def __str__(self) -> str:
        """Return one line for a person."""
        modules = f"version {self.version}, {self.modules}×{self.modules} modules"
        if self.module is not None and self.size is not None:
            modules += f" of {self.module:.2f} mm at {self.size:.4g} mm"
            modules += f"; scans from about {self.size:.0f} cm"
        verified = "verified" if self.is_verified else "not verified"
        return f"{modules}; contrast {self.contrast:.3g}:1; {verified}"


def preflight_code(data: str, symbol: Symbol, style: Style, *, is_verified: bool) -> Preflight:
    """Return facts about the code of `data`.

    Args:
        data: text in the code.
        symbol: symbol of the data.
        style: style of the drawing.
        is_verified: whether the drawing was read back.

    Raises:
        SymbolError: `qr_too_dense`: at its size on paper, the modules are too small for print.
    """
    module = style.module_mm(symbol)
    comfortable = COMFORTABLE_MODULE_MM[style.shape]
    hint = ""
    if module is not None and module < comfortable:
        level = symbol.least_level
        check_density(data, symbol.version, style, level)
        way_out = _suggest_fix(data, symbol.version, style, level, comfortable)
        hint = f"The modules are only {module:.2f} mm: {way_out}"
    found = compute_contrast(style.dark, style.light or WHITE)
    return Preflight(
        symbol.version, symbol.size, module, style.size, found, is_verified=is_verified, hint=hint
    )


def check_density(data: str, version: int, style: Style, level: ErrorCorrection) -> None:
    """Raise an error if the modules of a symbol are too small for print.

    Args:
        data: text in the code.
        version: version of the symbol.
        style: size on paper and shape of the modules.
        level: least level.

    Raises:
        SymbolError: `qr_too_dense`; the message says which size is enough, or how many characters
            are too many.
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
        f"At {style.size:.4g} mm a module of this code is {module:.2f} mm, and {needing} need "
        f"{least} mm: {way_out}",
    )


def _suggest_fix(
    data: str, version: int, style: Style, level: ErrorCorrection, least: float
) -> str:
    """Return a sentence with the size, or the shorter text, that makes modules large enough."""
    assert style.size is not None  # noqa: S101  (the callers check it)
    enough = math.ceil(round(style.modules(get_symbol_size(version)) * least, 4))
    larger = f"print it at {enough} mm or larger"
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
        return f"{larger}; a text shorter by {pluralize(fewer, 'character')} makes modules larger."
    return f"{larger}."


def count_excess_characters(data: str, version: int, level: ErrorCorrection) -> int | None:
    """Return how many characters a text must lose for that version; None if all are too many."""
    address, between, text = data.partition("text=")
    characters = _CHARACTER.findall(text)

    def fits(fewer: int) -> int:
        shorter = address + between + "".join(characters[: len(characters) - fewer])
        return int(find_version(shorter, level) <= version)

    fewer = bisect_left(range(1, len(characters)), 1, key=fits) + 1
    return fewer if fewer < len(characters) else None
