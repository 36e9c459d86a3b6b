"""Preflight: whether a printer can draw a code, and a phone read it.

A square module is at least 0.33 mm, which is four dots of a printer of 300 dpi, and comfortable
from 0.4 mm; a code is scanned from about ten times its width. Modules of other shapes lose ink at
their corners, and are larger: `tests/oracles/least_modules.py` measures by how much.
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
from wa_link.qr.encode.matrix import size_of
from wa_link.qr.encode.symbol import version_of
from wa_link.qr.render.colours import WHITE, contrast
from wa_link.qr.render.shapes import Shape

if TYPE_CHECKING:
    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.encode.tables import ErrorCorrection
    from wa_link.qr.render.style import Style

LEAST_MODULE_MM = {Shape.SQUARE: 0.33, Shape.ROUNDED: 0.35, Shape.DOTS: 0.36}
"""Least side of a module in mm: smaller ones are not drawn."""
COMFORTABLE_MODULE_MM = {Shape.SQUARE: 0.4, Shape.ROUNDED: 0.42, Shape.DOTS: 0.43}
"""Side of a module in mm below which a larger size is recommended."""
# A character of a link's text: one or more bytes of UTF-8, escaped or not.
_CHARACTER = re.compile(r"%[C-F][0-9A-F](?:%[89AB][0-9A-F])+|%[0-7][0-9A-F]|[^%]")


@dataclass(frozen=True, slots=True)
class Preflight:
    """A code that can be printed.

    Attributes:
        version: of the symbol.
        modules: on a side of the symbol, without quiet zone.
        module: side of a module in mm; None where no size on paper was asked for.
        size: side of the square in mm, quiet zone included; None as above.
        contrast: of its colours, 4 to 21.
        read_back: whether what was drawn has been decoded and compared.
        hint: what would make it better, a sentence; empty where nothing has to.
    """

    version: int
    modules: int
    module: float | None
    size: float | None
    contrast: float
    read_back: bool
    hint: str = ""

    def __str__(self) -> str:
        """One line for a person."""
        modules = f"version {self.version}, {self.modules}×{self.modules} modules"
        if self.module is not None and self.size is not None:
            modules += f" of {self.module:.2f} mm at {self.size:.4g} mm"
            modules += f"; scans from about {self.size:.0f} cm"
        checked = "read back" if self.read_back else "not read back"
        return f"{modules}; contrast {self.contrast:.3g}:1; {checked}"


def preflight(data: str, symbol: Symbol, style: Style, *, read_back: bool) -> Preflight:
    """Return what is known of the code of `data`.

    Raises:
        SymbolError: `qr_too_dense`: at its size on paper, modules are too small to be printed.
    """
    module = style.module_mm(symbol)
    comfortable = COMFORTABLE_MODULE_MM[style.shape]
    hint = ""
    if module is not None and module < comfortable:
        level = symbol.least_level
        check_density(data, symbol.version, style, level)
        way_out = _way_out(data, symbol.version, style, level, comfortable)
        hint = f"The modules are only {module:.2f} mm: {way_out}"
    found = contrast(style.dark, style.light or WHITE)
    return Preflight(
        symbol.version, symbol.size, module, style.size, found, read_back=read_back, hint=hint
    )


def check_density(data: str, version: int, style: Style, level: ErrorCorrection) -> None:
    """Raise an error unless the modules of a symbol can be printed.

    Args:
        data: what the symbol holds.
        version: of the symbol.
        style: its size on paper, and the shape of its modules.
        level: the least level.

    Raises:
        SymbolError: `qr_too_dense`; the message says which size is enough, and how much less text.
    """
    if style.size is None:
        return
    module = style.size / style.modules(size_of(version))
    least = LEAST_MODULE_MM[style.shape]
    if round(module, 4) >= least:
        return
    way_out = _way_out(data, version, style, level, least)
    if round(module, 4) >= LEAST_MODULE_MM[Shape.SQUARE]:
        way_out = f"use {option('style', str(Shape.SQUARE))}, or {way_out}"
    needing = "printers" if style.is_square else f"modules of the style {style.shape}"
    raise SymbolError(
        Reason.QR_TOO_DENSE,
        f"At {style.size:.4g} mm a module of this code is {module:.2f} mm, and {needing} need "
        f"{least} mm: {way_out}",
    )


def _way_out(data: str, version: int, style: Style, level: ErrorCorrection, least: float) -> str:
    """Return the size at which modules are large enough, and how much less text is enough."""
    assert style.size is not None  # noqa: S101  (never asked without)
    enough = math.ceil(round(style.modules(size_of(version)) * least, 4))
    larger = f"print it at {enough} mm or larger"
    smaller = next(
        (
            each
            for each in range(version - 1, 0, -1)
            if style.size / style.modules(size_of(each)) >= least
        ),
        0,
    )
    if smaller and (fewer := characters_over(data, smaller, level)):
        return f"{larger}, or shorten the text by {pluralize(fewer, 'character')}."
    if version > 1 and (fewer := characters_over(data, version - 1, level)):
        return f"{larger}; modules grow with a text shorter by {pluralize(fewer, 'character')}."
    return f"{larger}."


def characters_over(data: str, version: int, level: ErrorCorrection) -> int | None:
    """Return by how many characters a text must be shorter for that version; None if by all."""
    address, between, text = data.partition("text=")
    characters = _CHARACTER.findall(text)

    def fits(fewer: int) -> int:
        shorter = address + between + "".join(characters[: len(characters) - fewer])
        return int(version_of(shorter, level) <= version)

    fewer = bisect_left(range(1, len(characters)), 1, key=fits) + 1
    return fewer if fewer < len(characters) else None
