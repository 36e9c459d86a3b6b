"""Options of how codes and their cards are drawn, for all commands that draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click
from click.core import ParameterSource

from wa_link.cli.grouped import option, options
from wa_link.cli.options import refuse_options
from wa_link.cli.usage import WholeNumber
from wa_link.links.message import typed_text

if TYPE_CHECKING:
    from wa_link.cli.grouped import Decorator
    from wa_link.qr.render.styling import Styling


def _typed(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001  (click's signature)
    """Return what a person types, with its escapes, such as that of a line break, replaced."""
    return None if value is None else typed_text(value)


def symbol_options(
    section: str, design: str, *, templates: bool = True, sized: bool = True
) -> Decorator:
    """How a code is drawn: its level, sizes, colours, texts and logo; see `styling`.

    Args:
        section: of the help.
        design: the default design, for the help.
        templates: whether the texts are templates.
        sized: whether it is asked how large codes are.
    """
    kind = ": text or template" if templates else ""
    sizes = (
        option(
            "--size",
            section=section,
            metavar="LENGTH",
            help="Side of the whole square on paper, light margin included: 40mm or 1.5in.",
        ),
        option(
            "--dpi",
            section=section,
            metavar="N",
            type=WholeNumber(72, 4800),
            default=300,
            show_default=True,
            help="Dots per inch of a PNG with --size, rounded to whole pixels a module.",
        ),
        option(
            "--module-size",
            section=section,
            metavar="PX",
            type=WholeNumber(1, 100),
            default=10,
            show_default=True,
            help="Side of a module in a file without --size, in px.",
        ),
    )
    return options(
        option(
            "--title",
            section="Cards",
            metavar="TEXT",
            callback=_typed,
            help=f"Title, in bold and as large as fits{kind}.",
        ),
        option(
            "--caption",
            section="Cards",
            metavar="TEXT",
            callback=_typed,
            help=rf"Lines below the title{kind}. \n is a line break.",
        ),
        option(
            "--call-to-action",
            section="Cards",
            metavar="TEXT|auto|none",
            help='Text that says what the code does. Default on cards: auto, such as "Scan to '
            'chat on WhatsApp", in the language of the card.',
        ),
        option(
            "--lang",
            section="Cards",
            metavar="LANGUAGE",
            help="Language of the cards, such as ar. Default: by the script of the title.",
        ),
        option(
            "--show-number/--hide-number",
            section="Cards",
            default=None,
            help="Print the number on the card. Default: the design decides.",
        ),
        option(
            "--accent",
            section="Cards",
            metavar="COLOUR",
            help="Accent colour of the cards: CSS name or hex digits. Default: a dark blue.",
        ),
        option(
            "--layout",
            section="Cards",
            type=click.Choice(("side", "below", "auto")),
            default="auto",
            show_default=True,
            help="Place of the texts, seen from the code.",
        ),
        option(
            "--design",
            section="Cards",
            metavar="NAME|FILE",
            help="Design of the cards: poster-a4, business-card, … or a Typst file of your own. "
            f"Default: {design}.",
        ),
        option(
            "--font",
            section="Cards",
            metavar="FILE",
            type=click.Path(exists=True, dir_okay=False),
            help="Font of the cards: a .ttf or .otf file, used before FiraGO.",
        ),
        option(
            "--error-correction",
            section=section,
            type=click.Choice(("L", "M", "Q", "H"), case_sensitive=False),
            metavar="[L|M|Q|H]",
            help="Least error correction level: 7, 15, 25 or 30 % of the code may be lost. A "
            "higher level is used if the code stays the same size. Default: M; always H with a "
            "logo.",
        ),
        *(sizes if sized else ()),
        option(
            "--quiet-zone",
            section=section,
            metavar="N",
            type=WholeNumber(0, 40),
            default=4,
            show_default=True,
            help="Light margin, in modules; some readers need 4.",
        ),
        option(
            "--dark",
            section=section,
            metavar="COLOUR",
            default="black",
            show_default=True,
            help="Colour of the dark modules: CSS name or hex digits, such as navy or 075e54.",
        ),
        option(
            "--light",
            section=section,
            metavar="COLOUR",
            default="white",
            show_default=True,
            help="Background colour: CSS name or hex digits; or transparent, for white paper.",
        ),
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
            type=click.Path(exists=True, dir_okay=False),
            help="Logo for the middle of the code: PNG, JPEG or WebP.",
        ),
        option(
            "--logo-area",
            section=section,
            metavar="PERCENT",
            type=float,
            default=5,
            show_default=True,
            help="Part of the code that the logo may cover: 5 % at most.",
        ),
    )


STYLING = (
    "size", "dpi", "module_size", "quiet_zone", "dark", "light", "title", "caption",
    "call_to_action", "lang", "accent", "layout", "design", "show_number", "style", "font",
    "logo", "logo_area",
)  # fmt: skip
"""The parameters by which `symbol_options` ask for a style."""


def without_styling(parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters that ask for no style; see `styling` for the others."""
    return {name: value for name, value in parameters.items() if name not in STYLING}


def styling(ctx: click.Context) -> Styling:
    """The style that the options of `symbol_options` ask for; what was not given is left out."""
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
        refuse_options(ctx, ("dpi",), "goes with a size on paper: add --size 40mm.")
    if "logo" not in given:
        refuse_options(ctx, ("logo_area",), "goes with a logo: add --logo FILE.")
    return cast("Styling", given)
