"""Options of QR codes and of cards (a code with its texts), for all commands that draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from click.core import ParameterSource

from wa_link._support.arguments import named_option
from wa_link.cli.mistakes.usage_errors import Choice, DecimalNumber, InputFile, WholeNumber
from wa_link.cli.options.sections import option, options
from wa_link.cli.options.shared_options import refuse_options
from wa_link.cli.own_defaults.without_effect import drop_without_effect
from wa_link.links.prefilled_text import unescape

if TYPE_CHECKING:
    import click

    from wa_link.cli.options.sections import Decorator
    from wa_link.qr.render.style_keywords import Styling

FORMATS = ("png", "svg", "pdf")
"""Formats of codes: `FORMATS` of `qr/code.py`, which loads Pillow."""
_BLEED_NEEDS = "It needs a PDF, and a --design of fixed size, such as poster-a4."


def _replace_escapes(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    r"""Replace `\n` in the value of an option with a line break, and `\\` with a backslash."""
    return None if value is None else unescape(value)


def symbol_options(
    section: str, design: str, *, templates: bool = True, sized: bool = True
) -> Decorator:
    """Return the options that style codes and cards; `get_styling` reads their values.

    Args:
        section: name of the help section for the options of codes, such as `Codes`.
        design: description of the default design in the help, such as `the design of the stock`.
        templates: whether the help says that a text can be a template, such as `{column}`.
        sized: whether to include the options for the size of a code.
    """
    kind = ": a text, or a template such as {column}" if templates else ""
    sizes = (_size_options(section), bleed_option("Cards", _BLEED_NEEDS)) if sized else ()
    return options(
        _text_options(kind),
        _look_options(design),
        _level_option(section),
        *sizes,
        _colour_options(section),
        _style_options(section),
    )


def _text_options(kind: str) -> Decorator:
    """Return the options of the texts on a card, such as `--title`.

    Args:
        kind: words that follow `Title of the card` in the help: `: a text, or a template`.
    """
    return options(
        option(
            "--title",
            section="Cards",
            metavar="TEXT",
            callback=_replace_escapes,
            help=f"Title of the card{kind}. The card is the code with its texts; the title is "
            "bold, and as large as the card allows.",
        ),
        option(
            "--caption",
            section="Cards",
            metavar="TEXT",
            callback=_replace_escapes,
            help=rf"Text below the title{kind}. Write \n for a line break.",
        ),
        option(
            "--call-to-action",
            section="Cards",
            metavar="TEXT|auto|none",
            help='Call to action: auto ("Scan to chat on WhatsApp", in the language of the card), '
            "none, or your own text. Default: auto on labels, and on codes with a title, a caption "
            "or a design.",
        ),
        option(
            "--lang",
            section="Cards",
            metavar="LANGUAGE",
            help="Language of the card, such as ar or pt-BR. Default: guessed from the title.",
        ),
        option(
            "--show-number/--hide-number",
            section="Cards",
            default=None,
            help="Print the phone number on the card, or hide it. Default: the design decides.",
        ),
    )


def _look_options(design: str) -> Decorator:
    """Return the options of the look of a card, such as `--design`.

    Args:
        design: description of the default design in the help, such as `the design of the stock`.
    """
    return options(
        option(
            "--accent",
            section="Cards",
            metavar="COLOUR",
            help="Accent colour of the card: CSS name or #rrggbb. Default: a dark blue.",
        ),
        option(
            "--layout",
            section="Cards",
            type=Choice(("side", "below", "auto")),
            default="auto",
            show_default=True,
            help="Place of the texts: at the side of the code, or below the code. auto means "
            "below; on labels, auto chooses the place that makes the code larger.",
        ),
        option(
            "--design",
            section="Cards",
            metavar="NAME|FILE",
            help="Design of the card: poster-a4, business-card, … or your own Typst file. "
            f"Default: {design}.",
        ),
        option(
            "--font",
            section="Cards",
            metavar="FILE",
            type=InputFile(),
            help="Font of the card: a .ttf or .otf file. Letters that are not in this font are "
            "printed in the font FiraGO.",
        ),
    )


def _level_option(section: str) -> Decorator:
    """Return the option `--error-correction`."""
    return option(
        "--error-correction",
        section=section,
        type=Choice(("L", "M", "Q", "H")),
        metavar="[L|M|Q|H]",
        help="Lowest error correction level. Phones can still read the code if up to 7 % (L), "
        "15 % (M), 25 % (Q) or 30 % (H) of it is damaged. A higher level is used if the code stays "
        "the same size. Default: M, or H for a code with a logo.",
    )


def _size_options(section: str) -> Decorator:
    """Return the options of the size of a code: `--size`, `--dpi` and `--module-size`."""
    return options(
        option(
            "--size",
            section=section,
            metavar="LENGTH",
            help="Width of the code on paper, including its quiet zone, such as 40mm or 1.5in.",
        ),
        option(
            "--dpi",
            section=section,
            metavar="N",
            type=WholeNumber(72, 4800),
            default=300,
            show_default=True,
            help="Resolution of a PNG in dots per inch, if --size is given. The value is rounded, "
            "because each module (one square of the code) must be a whole number of pixels wide.",
        ),
        option(
            "--module-size",
            section=section,
            metavar="PX",
            type=WholeNumber(1, 100),
            default=10,
            show_default=True,
            help="Width of a module (one square of the code) in pixels, if --size is not given.",
        ),
    )


def bleed_option(section: str, more: str) -> Decorator:
    """Return the option `--bleed`.

    Args:
        section: title of its section in the help.
        more: sentence at the end of its help, before the default.
    """
    return option(
        "--bleed",
        section=section,
        metavar="LENGTH",
        help="Bleed for a print shop, such as 3mm: how far the background extends beyond each "
        f"edge of the card, to be cut off. {more} Default: no bleed.",
    )


def _colour_options(section: str) -> Decorator:
    """Return the options `--quiet-zone`, `--dark` and `--light`."""
    return options(
        option(
            "--quiet-zone",
            section=section,
            metavar="N",
            type=WholeNumber(0, 40),
            default=4,
            show_default=True,
            help="Width of the quiet zone (the light margin around the code) in modules. Scanners "
            "expect 4.",
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
            help="Colour of the background: CSS name, #rrggbb, or transparent.",
        ),
    )


def _style_options(section: str) -> Decorator:
    """Return the options `--style`, `--logo` and `--logo-area`."""
    return options(
        option(
            "--style",
            section=section,
            type=Choice(("square", "rounded", "dots")),
            default="square",
            show_default=True,
            help="Shape of the modules. Codes with rounded modules or dots must be printed larger.",
        ),
        option(
            "--logo",
            section=section,
            metavar="FILE",
            type=InputFile(),
            help="Logo in the middle of the code: a PNG, JPEG or WebP file.",
        ),
        option(
            "--logo-area",
            section=section,
            metavar="PERCENT",
            type=DecimalNumber(),
            default=5,
            show_default=True,
            help="Percentage of the code that the logo may cover, at most 5.",
        ),
    )


STYLING = (
    "size", "dpi", "module_size", "quiet_zone", "dark", "light", "title", "caption",
    "call_to_action", "lang", "accent", "layout", "design", "show_number", "style", "font",
    "logo", "logo_area", "bleed",
)  # fmt: skip
"""Parameter names of the options that `get_styling` returns, such as `quiet_zone`."""


def drop_styling(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters of a command without the styling options, listed in `STYLING`."""
    return {name: value for name, value in parameters.items() if name not in STYLING}


def get_styling(ctx: click.Context) -> Styling:
    """Return the options listed in `STYLING` that the user gave, with their values.

    An option from a file or the environment that has no effect in this run is left out.

    Raises:
        UsageError: an option has no effect because another option is missing or contradicts it.
    """
    given = {
        name: ctx.params[name]
        for name in ctx.params.keys() & set(STYLING)
        if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT
    }
    if "size" in given:
        refuse_options(
            ctx,
            ("module_size",),
            "and --size both set the size of the code: use only one of these options.",
        )
    elif "design" not in given:
        refuse_options(ctx, ("dpi",), "needs a size on paper: add --size 40mm.")
    if "logo" not in given:
        refuse_options(ctx, ("logo_area",), "needs a logo: add --logo FILE.")
    drop_without_effect(ctx, given)
    if "bleed" in given:
        from wa_link.qr.lengths import parse_length  # noqa: PLC0415  (seldom needed)

        with named_option("--bleed"):
            given["bleed"] = parse_length(given["bleed"])
    return cast("Styling", given)
