"""Cells with labels: which cells of a row are read for numbers, by labels such as `Work fax`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.blanks import says_none
from wa_link.phone.clean import clean
from wa_link.sheets.headers.label_columns import (
    MAX_LABEL,
    VALUE_SEPARATOR,
    describe_refusal,
    find_label_columns,
    rank_label,
    select_by_label,
)
from wa_link.sheets.headers.phone_headers import rank_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wa_link.sheets.headers.label_columns import LabelColumn
    from wa_link.sheets.headers.phone_headers import Rank
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

# Rank of a column that a person named.
_NAMED_RANK: Final = (2, 0)
# Combinations of labels in the cache.
_MOST_KNOWN: Final = 1_000


def label_check(sheet: Sheet, column: int) -> Callable[[Row], bool] | None:
    """Return a function that checks whether a row's label allows its number to be read.

    Args:
        sheet: the sheet of the rows.
        column: the index of the phone column.

    Returns:
        None if the column has no labels.
    """
    label = find_label_columns(sheet.columns, (column,)).get(column)
    if label is None:
        return None
    index, names_number = label.index, label.names_number

    def is_allowed(name: str) -> bool:
        return rank_label(name, _NAMED_RANK, names_number=names_number) is not None

    def allows(row: Row) -> bool:
        names = row.cells[index]
        return all(map(is_allowed, names.split(VALUE_SEPARATOR)))

    return allows


def cells_reader(
    sheet: Sheet, indices: Sequence[int], *, is_named: bool
) -> Callable[[Row], list[tuple[int, str]]] | None:
    """Return a function that lists the cells of a row to read, each with the index of its column.

    Labels decide: cells such as a fax are left out, and the best come first, unless a person named
    the columns in their order. The function raises PhoneError if labels refuse the only numbers of
    a row.

    Returns:
        None if no column has labels: all cells are read, in the order of the columns.
    """
    labels = find_label_columns(sheet.columns, indices)
    if not labels:
        return None
    ranks = [rank_header(sheet.columns[index]) or _NAMED_RANK for index in indices]
    columns = [(index, rank, labels.get(index)) for index, rank in zip(indices, ranks, strict=True)]
    places = [label.index for label in labels.values()]

    def order(row: Row) -> list[tuple[int, str]]:
        """Return the cells in the order that the labels of the row give."""
        found = []
        for place, (index, rank, label) in enumerate(columns):
            best: tuple[Rank, str] | None = (rank, row.cells[index])
            if label is not None:
                names_number = label.names_number
                names = row.cells[label.index]
                best = select_by_label(row.cells[index], names, rank, names_number=names_number)
            if best is not None:
                found.append(((0, 0) if is_named else best[0], place, index, best[1]))
        return [(index, cell) for _, _, index, cell in sorted(found)]

    read_labelled = _remember(order, indices, places)

    def read(row: Row) -> list[tuple[int, str]]:
        cells = read_labelled(row)
        if len(cells) < len(indices):
            _require_number(row, cells, labels)
        return cells

    return read


def _remember(
    order: Callable[[Row], list[tuple[int, str]]], indices: Sequence[int], places: Sequence[int]
) -> Callable[[Row], list[tuple[int, str]]]:
    """Return `order` with a cache of the order for each combination of labels."""
    known: dict[tuple[str, ...], list[int]] = {}

    def read(row: Row) -> list[tuple[int, str]]:
        cells = row.cells
        names = tuple([cells[place] for place in places])
        # Several numbers in a cell have a label each, and their own order.
        is_plain = not any(VALUE_SEPARATOR in cells[index] for index in indices)
        if is_plain and (found := known.get(names)) is not None:
            return [(index, cells[index]) for index in found]
        ordered = order(row)
        # A long cell is not a label, and would fill the cache.
        is_short = all(len(name) <= MAX_LABEL for name in names)
        if is_plain and is_short and len(known) < _MOST_KNOWN:
            known[names] = [index for index, _ in ordered]
        return ordered

    return read


def _require_number(row: Row, cells: list[tuple[int, str]], labels: dict[int, LabelColumn]) -> None:
    """Raise PhoneError if labels refuse the only numbers of the row."""
    if not all(_has_no_number(cell) for _, cell in cells):
        return
    unread = labels.keys() - {index for index, _ in cells}
    for index in sorted(unread):
        if row.cells[index].strip():
            names_number = labels[index].names_number
            message = describe_refusal(row.cells[labels[index].index], names_number=names_number)
            raise PhoneError(Reason.EMPTY, message)


def _has_no_number(cell: str) -> bool:
    """Return whether a cell is blank or says that there is no number."""
    text = clean(cell)
    return not text or says_none(text)


def refusal_by_label(row: Row, indices: Iterable[int]) -> PhoneError | None:
    """Return the error for numbers in these columns, which labels refuse; None if all are blank."""
    cells = [row.cells[index] for index in sorted(indices) if row.cells[index].strip()]
    if not cells:
        return None
    return PhoneError(
        Reason.EMPTY,
        f"The label of {quote(cells[0])} says fax, pager or another person: add a number that "
        "WhatsApp answers at, or correct the label.",
    )
