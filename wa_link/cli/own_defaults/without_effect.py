"""Defaults of the user that have no effect in a run: they are dropped silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from wa_link.cli.defaults import is_typed
from wa_link.cli.own_defaults.contradictions import has_fixed_size

if TYPE_CHECKING:
    from collections.abc import Mapping

    import click

    from wa_link.qr.render.style_keywords import Styling


def drop_without_effect(ctx: click.Context, given: Styling | dict[str, Any]) -> None:
    """Remove the options that have no effect and that are not on the command line.

    Args:
        ctx: context of the command.
        given: options listed in `STYLING`, with their values.
    """
    for name in _find_without_effect(ctx, given):
        if not is_typed(ctx, name):
            cast("dict[str, Any]", given).pop(name, None)


def _find_without_effect(ctx: click.Context, given: Mapping[str, object]) -> list[str]:
    """Return the parameter names of options that have no effect together with the given ones."""
    names = [] if "logo" in given else ["logo_area"]
    if "size" in ctx.params and "size" not in given and "design" not in given:
        names.append("dpi")
    has_texts = any(str(given.get(name, "")).strip() for name in ("title", "caption", "design"))
    call = str(given.get("call_to_action", "none")).strip().lower()
    is_card = has_texts or call not in ("none", "") or given.get("show_number")
    if "size" in ctx.params and not is_card:  # labels have no size of their own, and are cards
        names += ["accent", "layout", "lang", "font", "show_number"]
    if "size" in ctx.params and not _can_have_bleed(ctx.params, given.get("design")):
        names.append("bleed")
    if ctx.params.get("username_column") is not None and not ctx.params.get("phone_columns"):
        names.append("show_number")
    return names


def _can_have_bleed(parameters: Mapping[str, Any], design: object) -> bool:
    """Return whether the codes are cards of fixed size in a PDF, which can have a bleed."""
    file_format = parameters.get("qr_format") or parameters.get("file_format")
    output = str(parameters.get("output"))
    is_pdf = file_format == "pdf" or (not file_format and output.lower().endswith(".pdf"))
    return is_pdf and has_fixed_size(design)
