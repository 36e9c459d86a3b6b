"""Options of QR codes and cards, for all commands that draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click
from click.core import ParameterSource

from wa_link.cli.options import refuse_options
from wa_link.cli.sections import option, options
from wa_link.cli.usage_errors import InputFile, WholeNumber
from wa_link.links.prefilled_text import unescape

if TYPE_CHECKING:
    from wa_link.cli.sections import Decorator
    from wa_link.qr.render.styling import Styling


def _replace_escapes(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    r"""Return a typed text in which escapes, such as `\n`, are replaced by characters."""
    return None if value is None else unescape(value)


def symbol_options(
    section: str, design: str, *, templates: bool = True, sized: bool = True
) -> Decorator:
    """Return the options of codes and cards; `get_styling` reads their values.

    Args:
        section: section of the help for the options of codes.
        design: default design, for the help.
        templates: whether the texts may be templates.
        sized: whether there are options for the size of a code.
    """
    kind = ": text or template" if templates else ""
    sizes = (_size_options(section),) if sized else ()
    return options(
        _text_options(kind),
        _look_options(design),
        _level_option(section),
        *sizes,
        _colour_options(section),
        _style_options(section),
    )


def _text_options(kind: str) -> Decorator:
    """Return the options of the texts on a card."""
    return options(
        option(
            "--title",
            section="Cards",
            metavar="TEXT",
            callback=_replace_escapes,
            help=f"Title of the card{kind}. It is bold, and as large as the card allows.",
        ),
        option(
            "--caption",
            section="Cards",
            metavar="TEXT",
            callback=_replace_escapes,
            help=rf"Lines below the title{kind}. \n is a line break.",
        ),
        option(
            "--call-to-action",
            section="Cards",
            metavar="TEXT|auto|none",
            help='Call to action: auto (such as "Scan to chat on WhatsApp", in the language of the '
            "card), none, or your own text. Default on cards: auto.",
        ),
        option(
            "--lang",
            section="Cards",
            metavar="LANGUAGE",
            help="Language of the cards, such as ar or pt-BR. Default: guessed from the title.",
        ),
        option(
            "--show-number/--hide-number",
            section="Cards",
            default=None,
            help="Print the phone number on the card, or not. Default: the design decides.",
        ),
    )


def _look_options(design: str) -> Decorator:
    """Return the options of the look of a card."""
    return options(
        option(
            "--accent",
            section="Cards",
            metavar="COLOUR",
            help="Accent colour of the cards: CSS name or #rrggbb. Default: a dark blue.",
        ),
        option(
            "--layout",
            section="Cards",
            type=click.Choice(("side", "below", "auto")),
            default="auto",
            show_default=True,
            help="Place of the texts: at the side of the code, or below it.",
        ),
        option(
            "--design",
            section="Cards",
            metavar="NAME|FILE",
            help="Design of the cards: poster-a4, business-card, … or your own Typst file. "
            f"Default: {design}.",
        ),
        option(
            "--font",
            section="Cards",
            metavar="FILE",
            type=InputFile(),
            help="Font of the cards: a .ttf or .otf file. Letters that it lacks come from FiraGO.",
        ),
    )


def _level_option(section: str) -> Decorator:
    """Return the option of the error correction level."""
    return option(
        "--error-correction",
        section=section,
        type=click.Choice(("L", "M", "Q", "H"), case_sensitive=False),
        metavar="[L|M|Q|H]",
        help="Lowest error correction level: 7, 15, 25 or 30 % of the code may be damaged. A "
        "higher level is used if the code stays the same size. Default: M; with a logo, H.",
    )


def _size_options(section: str) -> Decorator:
    """Return the options of the size of a code."""
    return options(
        option(
            "--size",
            section=section,
            metavar="LENGTH",
            help="Side of the code on paper, quiet zone included: 40mm or 1.5in.",
        ),
        option(
            "--dpi",
            section=section,
            metavar="N",
            type=WholeNumber(72, 4800),
            default=300,
            show_default=True,
            help="Dots per inch of a PNG with --size, rounded to whole pixels per module.",
        ),
        option(
            "--module-size",
            section=section,
            metavar="PX",
            type=WholeNumber(1, 100),
            default=10,
            show_default=True,
            help="Side of a module in pixels, in a file without --size.",
        ),
    )


def _colour_options(section: str) -> Decorator:
    """Return the options of the quiet zone and the colours."""
    return options(
        option(
            "--quiet-zone",
            section=section,
            metavar="N",
            type=WholeNumber(0, 40),
            default=4,
            show_default=True,
            help="Quiet zone (light margin) in modules; readers expect 4.",
        ),
        option(
            "--dark",
            section=section,
            metavar="COLOUR",
            default="black",
            show_default=True,
            help="Colour of the dark modules: CSS name or #rrggbb, such as navy or #075e54.",
        ),
        option(
            "--light",
            section=section,
            metavar="COLOUR",
            default="white",
            show_default=True,
            help="Background colour (CSS name or #rrggbb), or transparent.",
        ),
    )


def _style_options(section: str) -> Decorator:
    """Return the options of the shape of modules and of the logo."""
    return options(
        option(
            "--style",
            section=section,
            type=click.Choice(("square", "rounded", "dots")),
            default="square",
            show_default=True,
            help="Shape of the modules. Rounded modules and dots must be larger on paper.",
        ),
        option(
            "--logo",
            section=section,
            metavar="FILE",
            type=InputFile(),
            help="Logo for the middle of the code: PNG, JPEG or WebP.",
        ),
        option(
            "--logo-area",
            section=section,
            metavar="PERCENT",
            type=float,
            default=5,
            show_default=True,
            help="Percentage of the code that the logo may cover, at most 5.",
        ),
    )


STYLING = (
    "size", "dpi", "module_size", "quiet_zone", "dark", "light", "title", "caption",
    "call_to_action", "lang", "accent", "layout", "design", "show_number", "style", "font",
    "logo", "logo_area",
)  # fmt: skip
"""Parameter names of the options whose values `get_styling` returns."""


def drop_styling(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters that `get_styling` does not read."""
    return {name: value for name, value in parameters.items() if name not in STYLING}


def get_styling(ctx: click.Context) -> Styling:
    """Return the values of `symbol_options` that the user gave.

    Raises:
        UsageError: an option has no effect without another one, or contradicts it.
    """
    given = {
        name: ctx.params[name]
        for name in ctx.params.keys() & set(STYLING)
        if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT
    }
    if "size" in given:
        refuse_options(
            ctx, ("module_size",), "and --size both set the size of the code: leave one out."
        )
    elif "design" not in given:
        refuse_options(ctx, ("dpi",), "needs a size on paper: add --size 40mm.")
    if "logo" not in given:
        refuse_options(ctx, ("logo_area",), "needs a logo: add --logo FILE.")
    return cast("Styling", given)
