"""Rows -> the cells that numbers are read from, as their labels decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_link.contacts.column_labels import label_columns, label_rank, preferred
from wa_link.contacts.columns import header_rank
from wa_link.errors import PhoneError, Reason
from wa_link.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wa_link.contacts.sheet import Row, Sheet

# Of a column that a person named.
_NAMED_RANK: Final = (2, 0)


def labels_allow(sheet: Sheet, column: int) -> Callable[[Row], bool] | None:
    """Return what says whether a row's label lets a number be read; None without labels."""
    label = label_columns(sheet.columns, (column,)).get(column)
    if label is None:
        return None
    index, names_number = label.index, label.names_number
    return lambda row: (
        label_rank(row.cells[index], _NAMED_RANK, names_number=names_number) is not None
    )


def cells_reader(
    sheet: Sheet, indices: Sequence[int], *, by_name: bool
) -> Callable[[Row], list[tuple[int, str]]]:
    """Give the cells of a row to read numbers from, in order, each with the index of its column.

    Where columns have labels, these decide: what is never read is left out, and the best come
    first, unless a person named the columns in their order.
    """
    labels = label_columns(sheet.columns, indices)
    if not labels:
        return lambda row: [(index, row.cells[index]) for index in indices]
    headers = [header_rank(sheet.columns[index]) or _NAMED_RANK for index in indices]

    def read(row: Row) -> list[tuple[int, str]]:
        found = []
        for place, (index, rank) in enumerate(zip(indices, headers, strict=True)):
            label, cell = labels.get(index), row.cells[index]
            best = (rank, cell)
            if label is not None:
                chosen = preferred(
                    cell, row.cells[label.index], rank, names_number=label.names_number
                )
                if chosen is None:
                    continue
                best = chosen
            found.append(((0, 0) if by_name else best[0], place, index, best[1]))
        return [(index, cell) for _, _, index, cell in sorted(found)]

    return read


def unread_error(row: Row, indices: Iterable[int]) -> PhoneError | None:
    """Return why the numbers of these columns are not read, if there are any: their labels."""
    cells = [row.cells[index] for index in sorted(indices) if row.cells[index].strip()]
    if not cells:
        return None
    return PhoneError(
        Reason.EMPTY,
        f"The label of {shown(cells[0])} says fax, pager or another person: add a number that "
        "WhatsApp answers at, or correct the label.",
    )
