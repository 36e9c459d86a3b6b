"""Options of `wa-link labels`: label stock, copies, rows, printer and column of links."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wa_link._support.quoting import escape
from wa_link.cli.defaults import is_typed
from wa_link.cli.mistakes.usage_errors import WholeNumber
from wa_link.cli.options.card_options import bleed_option
from wa_link.cli.options.sections import option, options
from wa_link.cli.sheet_input import SheetOptions
from wa_link.printing.label_limits import MAX_DPI, MIN_DPI

if TYPE_CHECKING:
    from wa_link.printing.label_stock import Stock
    from wa_link.printing.labels.label_sheet import LabelSheet

CUSTOM_STOCK = ("page", "grid", "label", "gap")
"""Parameter names of the options that describe labels by their sizes, without `--stock`."""


def _list_stock(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click's signature)
    """Print the list of label stocks, and exit: the callback of `--list-stock`."""
    if value and not ctx.resilient_parsing:
        from wa_link.printing.stock_list import list_stocks  # noqa: PLC0415  (loads Pillow)

        click.echo(list_stocks(), nl=False)
        ctx.exit()


def _show_design(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    """Print the Typst source of a design, and exit: the callback of `--show-design`."""
    if value is not None and not ctx.resilient_parsing:
        from wa_link.printing.cards.designs import show_design  # noqa: PLC0415  (loads Pillow)

        click.echo(show_design(value), nl=False)
        ctx.exit()


links_column_option = option(
    "--links-column",
    section="Numbers",
    metavar="NAME",
    help="Column that contains WhatsApp links. The links are printed unchanged, and phone numbers "
    "are not read. In the output of wa-link batch, this column is wa_link; in that of "
    "wa-link business links sync, it is wa_short_link.",
)
paper_options = options(
    option(
        "--stock",
        section="Labels",
        metavar="NAME",
        help="Labels or paper to print on: the maker's product number, or a name, such as L7160, "
        "5160, DK-11209, poster-a4 or business-card. --list-stock shows all.",
    ),
    option(
        "--list-stock",
        section="Labels",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_list_stock,
        help="Print the list of labels and papers that --stock knows, and exit.",
    ),
    option(
        "--page",
        section="Labels",
        metavar="SIZE",
        help="Page size, if --list-stock does not show your labels: a4, a5, letter, or width and "
        "height, such as 100x150mm. Needs --grid and --label.",
    ),
    option(
        "--grid",
        section="Labels",
        metavar="CxR",
        help="With --page: number of columns and rows of labels on a page, such as 4x6.",
    ),
    option(
        "--label",
        section="Labels",
        metavar="WxH",
        help="With --page: width and height of a label, such as 45x40mm.",
    ),
    option(
        "--gap",
        section="Labels",
        metavar="LENGTH",
        help="With --page: gap between labels, such as 2mm, or the gaps across and down, such as "
        "2.5x0mm. Default: no gap.",
    ),
    option(
        "--start",
        section="Labels",
        metavar="N",
        type=WholeNumber(min=1),
        default=1,
        show_default=True,
        help="Number of the first label to print on, if the first labels of the sheet are already "
        "used. Labels are counted row by row.",
    ),
    option(
        "--copies",
        section="Labels",
        metavar="N|TEMPLATE",
        default="1",
        show_default=True,
        help="Copies of each label: a number from 1 to 1000, or a template with a column, such as "
        "{qty} or {qty|1}. A row whose cell is 0 gets no label.",
    ),
    option(
        "--rows",
        section="Labels",
        metavar="RANGES",
        multiple=True,
        help="Rows to print, such as 5-9,12. The first row after the header is row 1, as in "
        "{wa_row}. Can be repeated. Default: all rows.",
    ),
    option(
        "--offset",
        section="Printer",
        metavar="X,Y",
        help="Distances to move everything to the right and down, such as 0.5,-1mm, if your "
        "printer does not print at the right place.",
    ),
    option(
        "--outline",
        section="Printer",
        is_flag=True,
        help="Also draw the edges of the labels, as a test: print one page on plain paper, and "
        "hold it against the label sheet.",
    ),
    option(
        "--dpi",
        "printer_dpi",
        section="Printer",
        metavar="N",
        type=WholeNumber(MIN_DPI, MAX_DPI),
        help="Dots per inch of a thermal label printer, such as 203 or 300. Everything is then "
        "printed in pure black, and each module is a whole number of dots wide. Default: the PDF "
        "suits any printer.",
    ),
    bleed_option("Printer", "Each card gets its own page."),
)
"""The options in the sections `Labels` and `Printer` of the help."""
show_design_option = option(
    "--show-design",
    section="Cards",
    metavar="NAME",
    is_eager=True,
    expose_value=False,
    callback=_show_design,
    help="Print the Typst source of a design, as a start for your own design, and exit.",
)


def choose_stock(
    stock: str | None, page: str | None, grid: str | None, label: str | None, gap: str | None
) -> Stock:
    """Return the stock that `--stock` names, or that `--page`, `--grid` and `--label` describe.

    Raises:
        UsageError: no stock is named, and a size is missing.
        OptionError: there is no stock of that name, a size is not a valid length, or the labels do
            not fit on the page.
    """
    from wa_link.errors import OptionError  # noqa: PLC0415  (only needed to print)
    from wa_link.printing.label_stock import parse_stock  # noqa: PLC0415  (loads Pillow)
    from wa_link.printing.stock_list import find_stock  # noqa: PLC0415  (loads Pillow)

    if stock is not None:
        try:
            return find_stock(stock)
        except OptionError as error:
            raise OptionError(f"{error} List all stocks: wa-link labels --list-stock") from None
    sizes = {"--page": page, "--grid": grid, "--label": label}
    missing = [name for name, value in sizes.items() if value is None]
    if 0 < len(missing) < len(sizes) or (missing and gap is not None):
        raise click.UsageError(
            f"The description of the labels is incomplete: add {' and '.join(missing)}."
        )
    if page is None or grid is None or label is None:
        raise click.UsageError(
            "No label stock is given: add --stock L7160, for example, or describe your labels "
            "with --page a4 --grid 4x6 --label 45x40mm. List all stocks: wa-link labels "
            "--list-stock"
        )
    return parse_stock(page, grid, label, gap)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelOptions(SheetOptions):
    """Values of the options of `wa-link labels`; see the help of the command."""

    stock: str | None
    page: str | None
    grid: str | None
    label: str | None
    gap: str | None
    start: int
    copies: str
    rows: tuple[str, ...]
    offset: str | None
    outline: bool
    printer_dpi: int | None


def _name_stock(settings: LabelOptions) -> str | None:
    """Return the name of the stock: the value of `--stock`, or a design that is also a stock.

    Such a design counts if no labels are described. A design that is a page, such as `poster-a4`,
    also counts if it was typed and the labels are only a default of the user.
    """
    from wa_link.printing.stock_list import STOCKS  # noqa: PLC0415  (loads Pillow)

    ctx = click.get_current_context()
    design = STOCKS.get(settings.styling.get("design", "").strip().lower())
    if design is None or not design.design:
        return settings.stock
    given = [name for name in ("stock", *CUSTOM_STOCK) if ctx.params[name] is not None]
    is_page = design.columns * design.rows == 1
    has_typed_labels = any(is_typed(ctx, name) for name in given)
    if not given or (is_page and is_typed(ctx, "design") and not has_typed_labels):
        return design.name
    return settings.stock


def make_label_sheet(settings: LabelOptions) -> LabelSheet:
    """Return an empty LabelSheet with the stock and the styling that the options describe."""
    from wa_link.printing.labels.label_sheet import LabelSheet  # noqa: PLC0415  (loads Pillow)
    from wa_link.qr.lengths import parse_length_pair  # noqa: PLC0415  (loads qrcode)

    name = _name_stock(settings)
    stock = choose_stock(name, settings.page, settings.grid, settings.label, settings.gap)
    styling = settings.styling
    has_one_layout = "design" not in styling and stock.design not in ("", "label")
    if has_one_layout and not is_typed(click.get_current_context(), "layout"):
        styling.pop("layout", None)  # a default has no effect on such a design
    if settings.printer_dpi is not None:
        styling["dpi"] = settings.printer_dpi
    # The title of the PDF must not show the folder, because its name can be private.
    file = None if settings.contacts == "-" else escape(Path(settings.contacts).name)
    return LabelSheet(
        stock,
        error_correction=settings.error_correction,
        start=settings.start,
        copies=settings.copies,
        offset=parse_length_pair(settings.offset, ",") if settings.offset else (0.0, 0.0),
        outline=settings.outline,
        document_title=f"Labels: {file}" if file else "Labels",
        **styling,
    )
