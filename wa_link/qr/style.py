"""How a symbol is drawn: sizes, and what readers ask of them."""

from __future__ import annotations

from dataclasses import dataclass

from wa_link.errors import OptionError

QUIET_ZONE = 4
MODULE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes of a drawing.

    Attributes:
        module_size: side of a module, 1 to 100 px.
        quiet_zone: light margin on every side, 0 to 40 modules; ISO/IEC 18004 asks for 4.

    Raises:
        OptionError: a size is out of its range.
    """

    module_size: int = MODULE_SIZE
    quiet_zone: int = QUIET_ZONE

    def __post_init__(self) -> None:
        if not 1 <= self.module_size <= 100:
            raise OptionError(f"The module size is 1 to 100 px, not {self.module_size}.")
        if not 0 <= self.quiet_zone <= 40:
            raise OptionError(f"The quiet zone is 0 to 40 modules, not {self.quiet_zone}.")
