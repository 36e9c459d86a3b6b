"""Options of `wa-link labels` on paper: the stock, the printer, and which rows are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_link.cli.sections import option, options
from wa_link.cli.usage_errors import WholeNumber

if TYPE_CHECKING:
    from wa_link.printing.stock import Stock

OWN_STOCK = ("page", "grid", "label", "gap")
"""The parameters that describe a stock that has no name."""


def _list_stock(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click's signature)
    """Print the stocks that can be named, and end."""
    if value and not ctx.resilient_parsing:
        from wa_link.printing.stocks import list_stocks  # noqa: PLC0415  (loads what draws)

        click.echo(list_stocks(), nl=False)
        ctx.exit()


def _show_design(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    """Print a design, and end."""
    if value is not None and not ctx.resilient_parsing:
        from wa_link.printing.cards.designs import show_design  # noqa: PLC0415  (as above)

        click.echo(show_design(value), nl=False)
        ctx.exit()


links_column_option = option(
    "--links-column",
    section="Numbers",
    metavar="NAME",
    help="Column with WhatsApp links, printed unchanged: of a group, a channel, a catalogue, a "
    "product, or a chat. No number is read.",
)
paper_options = options(
    option(
        "--stock",
        section="Labels",
        metavar="NAME",
        help="Label sheet, roll or poster by its maker's number: L7160, 5160, DK-11209, poster-a4, "
        "business-card, … --list-stock lists all.",
    ),
    option(
        "--list-stock",
        section="Labels",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_list_stock,
        help="List the stocks that can be named, and exit.",
    ),
    option(
        "--page",
        section="Labels",
        metavar="SIZE",
        help="Page of any other stock: a4, a5, letter, or width and height, as in 100x150mm.",
    ),
    option("--grid", section="Labels", metavar="CxR", help="Its columns and rows of labels: 4x6."),
    option("--label", section="Labels", metavar="WxH", help="Width and height of one: 45x40mm."),
    option(
        "--gap",
        section="Labels",
        metavar="LENGTH",
        help="Gap between labels: 2mm, or across and down, as in 2.5x0mm. Default: none.",
    ),
    option(
        "--start",
        section="Labels",
        metavar="N",
        type=int,
        default=1,
        show_default=True,
        help="First free label of a sheet that has been used, counted row by row.",
    ),
    option(
        "--copies",
        section="Labels",
        metavar="N|TEMPLATE",
        default="1",
        show_default=True,
        help="Copies of each label: a number, or a template, such as {qty} or {qty|1}. 0 prints "
        "none.",
    ),
    option(
        "--rows",
        section="Labels",
        metavar="RANGES",
        multiple=True,
        help="Print only these rows: 5-9,12. They count from 1, without the header, as {wa_row} "
        "does. May repeat.",
    ),
    option(
        "--offset",
        section="Printer",
        metavar="X,Y",
        help="Move everything to the right and down, for a printer that drifts: 0.5,-1mm.",
    ),
    option(
        "--outline",
        section="Printer",
        is_flag=True,
        help="Outline the labels: print one page on plain paper and hold it against the sheet.",
    ),
    option(
        "--dpi",
        "printer_dpi",
        section="Printer",
        metavar="N",
        type=WholeNumber(150, 1200),
        help="Dots per inch of a label printer, such as 203 or 300: everything is printed in pure "
        "black, and modules are whole dots. Default: any printer.",
    ),
    option(
        "--bleed",
        section="Printer",
        metavar="LENGTH",
        help="Bleed for a print shop, such as 3mm: each card on a page of its own, with the size "
        "of the cut card in the file. Default: none.",
    ),
)
"""Stock, copies, rows, and what a printer needs."""
show_design_option = option(
    "--show-design",
    section="Cards",
    metavar="NAME",
    is_eager=True,
    expose_value=False,
    callback=_show_design,
    help="Print the source of a design, to start your own from it, and exit.",
)


def stock_of_options(
    stock: str | None, page: str | None, grid: str | None, label: str | None, gap: str | None
) -> Stock:
    """Return the stock that the options name or describe.

    Raises:
        UsageError: they do neither.
        OptionError: there is no such stock.
    """
    from wa_link.errors import OptionError  # noqa: PLC0415  (where labels are printed)
    from wa_link.printing.stock import stock_of  # noqa: PLC0415  (loads what draws)
    from wa_link.printing.stocks import stock_option  # noqa: PLC0415  (as above)

    if stock is not None:
        try:
            return stock_option(stock)
        except OptionError as error:
            raise click.UsageError(f"{error} All names: wa-link labels --list-stock") from None
    own = {"--page": page, "--grid": grid, "--label": label}
    lacking = [name for name, value in own.items() if value is None]
    if 0 < len(lacking) < len(own) or (lacking and gap is not None):
        raise click.UsageError(f"Labels of your own also need {' and '.join(lacking)}.")
    if page is None or grid is None or label is None:
        raise click.UsageError(
            "Say which labels to print on: --stock L7160, or --page a4 --grid 4x6 --label 45x40mm."
        )
    return stock_of(page, grid, label, gap)
