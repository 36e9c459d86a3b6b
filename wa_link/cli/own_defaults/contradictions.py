"""Options that contradict each other, and which of them counts if they come from several layers."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_link.cli.own_defaults.default_value import Layer


class _Together(Enum):
    """Result if both options of a pair are in the same layer."""

    ERROR = auto()
    FIRST = auto()  # the second one has no effect
    BOTH = auto()


# Pairs of parameter names. In different layers, the option of the higher layer counts.
_PAIRS = {
    ("text", "text_file"): _Together.ERROR,
    ("text", "text_column"): _Together.ERROR,
    ("text_file", "text_column"): _Together.ERROR,
    ("number", "phone_columns"): _Together.ERROR,
    ("number", "username_column"): _Together.ERROR,
    ("number", "links_column"): _Together.ERROR,
    ("phone_columns", "username_column"): _Together.BOTH,
    ("number", "region_column"): _Together.FIRST,
    ("number", "unique"): _Together.FIRST,
    ("phone_columns", "links_column"): _Together.ERROR,
    ("username_column", "links_column"): _Together.ERROR,
    ("numbers", "username"): _Together.ERROR,
    ("from_clipboard", "username"): _Together.ERROR,
    ("username", "via"): _Together.FIRST,
    ("username_column", "via"): _Together.FIRST,
    ("target", "username"): _Together.ERROR,
    ("no_header", "header_row"): _Together.ERROR,
    ("stock", "page"): _Together.ERROR,
    ("stock", "grid"): _Together.ERROR,
    ("stock", "label"): _Together.ERROR,
    ("stock", "gap"): _Together.ERROR,
    ("size", "module_size"): _Together.ERROR,
    ("design", "size"): _Together.FIRST,
    ("design", "module_size"): _Together.FIRST,
    ("design", "layout"): _Together.FIRST,
    # Label printers print only black.
    ("printer_dpi", "dark"): _Together.FIRST,
    ("printer_dpi", "light"): _Together.FIRST,
    ("printer_dpi", "accent"): _Together.FIRST,
    ("printer_dpi", "style"): _Together.FIRST,
    ("printer_dpi", "logo"): _Together.FIRST,
    ("bleed", "start"): _Together.FIRST,
    ("fix", "diff"): _Together.ERROR,
    ("diff", "output_format"): _Together.FIRST,
    ("output", "file_format"): _Together.BOTH,
    ("output", "blocks"): _Together.BOTH,
}
# Options that decide who gets the messages. Another option never drops a default of these: it is
# dropped itself, or refused if it was typed.
_DECIDING = (
    "number", "phone_columns", "username_column", "links_column", "numbers", "target", "username",
    "from_clipboard",
)  # fmt: skip
# Designs that fit codes and labels of any size.
_FLEXIBLE_DESIGNS = ("label", "code-card")


def drop_contradicted(layers: list[Layer], typed: Mapping[str, object]) -> Layer:
    """Return the default of each option that counts, by parameter name.

    Args:
        layers: the layers, the highest first.
        typed: values of the command line, by parameter name.

    Raises:
        OptionError: two options in one layer contradict each other.
    """
    above = dict(typed)
    found: Layer = {}
    for layer in layers:
        kept = _settle(
            {
                name: default
                for name, default in layer.items()
                if name not in above and not _is_contradicted(name, default.value, above)
            }
        )
        found |= kept
        above |= {name: default.value for name, default in kept.items()}
    deciding = above.keys() & set(_DECIDING)
    return {
        name: default
        for name, default in found.items()
        if name in _DECIDING
        or not _is_contradicted(name, default.value, {each: above[each] for each in deciding})
    }


def _is_contradicted(name: str, value: object, above: Mapping[str, object]) -> bool:
    """Return whether an option of a higher layer contradicts a default."""
    return _has_effect(name, value) and any(
        _has_effect(other, above[other])
        for pair in _PAIRS
        if name in pair
        for other in pair
        if other != name and other in above and (name not in _DECIDING or other in _DECIDING)
    )


def _settle(layer: Layer) -> Layer:
    """Return the layer without options that have no effect with others of the same layer.

    Raises:
        OptionError: two options of the layer contradict each other.
    """
    left = dict(layer)
    for (first, second), together in _PAIRS.items():
        one, other = left.get(first), left.get(second)
        if one is None or other is None:
            continue
        if not (_has_effect(first, one.value) and _has_effect(second, other.value)):
            continue
        if together is _Together.ERROR:
            place = f"{one.place}: " if one.key else ""
            names = [each.key or each.place for each in (one, other)]
            raise OptionError(
                f"{place}{names[0]} and {names[1]} contradict each other: remove one of the two."
            )
        if together is _Together.FIRST:
            del left[second]
    return left


def has_fixed_size(design: object) -> bool:
    """Return whether a design makes cards of one size: `poster-a4`, but not `label` or a file."""
    name = str(design or "label").strip().lower()
    return name not in _FLEXIBLE_DESIGNS and not name.endswith(".typ")


def _has_effect(name: str, value: object) -> bool:
    """Return whether an option with this value can contradict another one."""
    if name == "output":
        return value != "-"
    if name == "design":
        return has_fixed_size(value)
    return value is not False and value not in ("0", "false")
