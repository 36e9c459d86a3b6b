"""Choose the cells of a row that are read for phone numbers, by labels such as `Work fax`.

An address book writes a label next to each number: the column `Phone 1 - Label` contains `Mobile`,
and `Phone 1 - Value` contains `+44 7911 123456`. The label says whether the number can have
WhatsApp.
"""

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

# Rank of a column whose header says nothing about its numbers.
_DEFAULT_RANK: Final = (2, 0)
# The most combinations of labels in the cache.
_CACHE_SIZE: Final = 1_000


def label_check(sheet: Sheet, column: int) -> Callable[[Row], bool] | None:
    """Return a function that checks the label of the phone number in a row, such as `Fax`.

    The function takes a row. It returns False if the label shows that the number can't have
    WhatsApp, such as `Fax`. It returns True for other labels, such as `Mobile`, and for a blank
    label.

    Args:
        sheet: the sheet of the rows.
        column: index of the phone column.

    Returns:
        The function; None if the sheet has no label column for the phone column.
    """
    label = find_label_columns(sheet.columns, (column,)).get(column)
    if label is None:
        return None
    index, names_number = label.index, label.names_number

    def is_allowed(name: str) -> bool:
        return rank_label(name, _DEFAULT_RANK, names_number=names_number) is not None

    def is_readable(row: Row) -> bool:
        names = row.cells[index]
        return all(map(is_allowed, names.split(VALUE_SEPARATOR)))

    return is_readable


def cells_reader(
    sheet: Sheet, indices: Sequence[int], *, is_named: bool
) -> Callable[[Row], list[tuple[int, str]]] | None:
    """Return a function that selects the cells of a row to read as phone numbers.

    The function returns pairs of the index of a column and its cell: `(2, "+44 7911 123456")`. It
    leaves out cells with a label such as `Fax`, and sorts the others by their labels: `Mobile`
    before `Home`. It raises PhoneError if all numbers of a row have labels such as `Fax`.

    Args:
        sheet: the sheet of the rows.
        indices: indices of the phone columns.
        is_named: whether the user named the phone columns. If True, the cells are not sorted: they
            have the order of `indices`.

    Returns:
        The function; None if no phone column has labels. Then all cells are read.
    """
    labels = find_label_columns(sheet.columns, indices)
    if not labels:
        return None
    ranks = [rank_header(sheet.columns[index]) or _DEFAULT_RANK for index in indices]
    columns = [(index, rank, labels.get(index)) for index, rank in zip(indices, ranks, strict=True)]
    label_indices = [label.index for label in labels.values()]

    def order(row: Row) -> list[tuple[int, str]]:
        """Return the cells of a row to read, selected and sorted by their labels."""
        found = []
        for position, (index, rank, label) in enumerate(columns):
            best: tuple[Rank, str] | None = (rank, row.cells[index])
            if label is not None:
                names_number = label.names_number
                names = row.cells[label.index]
                best = select_by_label(row.cells[index], names, rank, names_number=names_number)
            if best is not None:
                found.append(((0, 0) if is_named else best[0], position, index, best[1]))
        return [(index, cell) for _, _, index, cell in sorted(found)]

    read_labelled = _cache_order(order, indices, label_indices)

    def read(row: Row) -> list[tuple[int, str]]:
        cells = read_labelled(row)
        if len(cells) < len(indices):
            _require_number(row, cells, labels)
        return cells

    return read


def _cache_order(
    order: Callable[[Row], list[tuple[int, str]]],
    indices: Sequence[int],
    label_indices: Sequence[int],
) -> Callable[[Row], list[tuple[int, str]]]:
    """Return a function that does the same as `order`, but is faster for repeated labels.

    For each combination of labels, the new function remembers which columns `order` returned.

    Args:
        order: function that returns the cells of a row to read, as `cells_reader` describes.
        indices: indices of the phone columns.
        label_indices: indices of the columns with labels.
    """
    known: dict[tuple[str, ...], list[int]] = {}

    def read(row: Row) -> list[tuple[int, str]]:
        cells = row.cells
        names = tuple([cells[index] for index in label_indices])
        # Each of several numbers in one cell has its own label, so `order` may change the cell.
        has_one_each = not any(VALUE_SEPARATOR in cells[index] for index in indices)
        if has_one_each and (found := known.get(names)) is not None:
            return [(index, cells[index]) for index in found]
        ordered = order(row)
        # A long cell is not a label, and would take much memory in the cache.
        is_short = all(len(name) <= MAX_LABEL for name in names)
        if has_one_each and is_short and len(known) < _CACHE_SIZE:
            known[names] = [index for index, _ in ordered]
        return ordered

    return read


def _require_number(row: Row, cells: list[tuple[int, str]], labels: dict[int, LabelColumn]) -> None:
    """Raise PhoneError if all phone numbers in a row have labels such as `Fax`.

    Args:
        row: the row.
        cells: the cells without such labels, each with the index of its column. If they contain a
            number, no error is raised.
        labels: a dict of label columns; the keys are the indices of their phone columns.
    """
    if not all(_has_no_number(cell) for _, cell in cells):
        return
    unread = labels.keys() - {index for index, _ in cells}
    for index in sorted(unread):
        if row.cells[index].strip():
            names_number = labels[index].names_number
            message = describe_refusal(row.cells[labels[index].index], names_number=names_number)
            raise PhoneError(Reason.EMPTY, message)


def _has_no_number(cell: str) -> bool:
    """Return whether a cell is blank, or says that there is no number, such as `none`."""
    text = clean(cell)
    return not text or says_none(text)


def label_error(row: Row, indices: Iterable[int]) -> PhoneError | None:
    """Return the error for cells that were not read because of their labels, such as `Fax`.

    Args:
        row: the row.
        indices: indices of the columns that were not read.

    Returns:
        None if all these cells are blank.
    """
    cells = [row.cells[index] for index in sorted(indices) if row.cells[index].strip()]
    if not cells:
        return None
    return PhoneError(
        Reason.EMPTY,
        f"The label of {quote(cells[0])} names a fax, a pager or another person: add a number that "
        "has WhatsApp, or correct the label.",
    )
