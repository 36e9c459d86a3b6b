"""Summary of a conversion: counts of rows, and how the sheet was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from wa_link.sheets.headers.label_columns import find_label_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wa_link.batch.linker import Linker
    from wa_link.batch.tally import Tally
    from wa_link.sheets.sheet import Sheet


class ColumnInfo(NamedTuple):
    """A column of a sheet.

    Attributes:
        number: its number in the file, counted from 1.
        name: its header; its number where the sheet has no header row.
    """

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """How a sheet was read.

    Attributes:
        columns: names of its columns, without those that wa-link adds.
        phone_columns: columns that numbers are read from, in the order in which they are tried;
            empty where no column is read.
        label_columns: columns with the labels of numbers, such as `Mobile`.
        links_column: column with links, if links are not made from numbers; else None.
        delimiter: character between its cells; None for a workbook, vCards and JSON Lines.
        encoding: encoding of its text; None for a workbook.
        worksheet: name of the worksheet; None for other files.
        size: bytes of the source; 0 for a pipe.
        remarks: sentences about how it was read, such as its header row.
        template_remarks: sentences about text in templates that looks like a field.
    """

    columns: tuple[str, ...]
    phone_columns: tuple[ColumnInfo, ...] = ()
    label_columns: tuple[ColumnInfo, ...] = ()
    links_column: ColumnInfo | None = None
    delimiter: str | None = None
    encoding: str | None = None
    worksheet: str | None = None
    size: int = 0
    remarks: tuple[str, ...] = ()
    template_remarks: tuple[str, ...] = ()

    @classmethod
    def of(cls, sheet: Sheet, linker: Linker, *, size: int = 0) -> SheetInfo:
        """Return how `sheet` was read, and which columns `linker` reads."""

        def describe(indices: Iterable[int]) -> tuple[ColumnInfo, ...]:
            return tuple(ColumnInfo(sheet.number_in_file(i), sheet.columns[i]) for i in indices)

        labels = find_label_columns(sheet.columns, linker.phone_columns).values()
        links = () if linker.links_column is None else (linker.links_column,)
        return cls(
            sheet.columns,
            describe(linker.phone_columns),
            describe(sorted({label.index for label in labels})),
            next(iter(describe(links)), None),
            sheet.delimiter if sheet.is_delimited else None,
            sheet.encoding,
            sheet.worksheet,
            size,
            sheet.remarks,
            linker.remarks,
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a conversion.

    Attributes:
        sheet: how the sheet was read.
        accepted: number of rows that have a link, without repairs.
        repaired: number of rows that have a link after a repair; the row's notes say which.
        rejected: number of rows without a link.
        reasons: number of rejected rows for each reason, the most frequent first.
        notes: number of rows with each note, the most frequent first.
        examples: for each reason and note, up to three sentences: `line 5: …`.
        blank_lines: number of lines that were skipped because they are blank.
        formula: a cell that a spreadsheet would calculate, if there is one in delimited output
            without `spreadsheet_safe`; else empty.
        bytes_read: bytes of the source that have been read; 0 for a pipe.
        has_assume_hint: whether a row was rejected that the option `assume` would link.
    """

    sheet: SheetInfo
    accepted: int = 0
    repaired: int = 0
    rejected: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    blank_lines: int = 0
    formula: str = ""
    bytes_read: int = 0
    has_assume_hint: bool = False

    @property
    def rows(self) -> int:
        """Number of rows that came out; a row that is split counts once for each number."""
        return self.accepted + self.repaired + self.rejected

    @classmethod
    def of(
        cls, info: SheetInfo, tally: Tally, *, blank_lines: int = 0, bytes_read: int = 0
    ) -> Summary:
        """Return the summary of the rows that `tally` has counted."""
        return cls(
            info,
            tally.statuses["accepted"],
            tally.statuses["repaired"],
            tally.statuses["rejected"],
            dict(tally.reasons.most_common()),
            dict(tally.notes.most_common()),
            {code: tuple(examples) for code, examples in tally.examples.items()},
            blank_lines,
            tally.formula,
            bytes_read,
            tally.has_assume_hint,
        )
