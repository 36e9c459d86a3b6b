"""The summary that `convert` returns: numbers of rows, and how the sheet was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wa_link.batch.linker import Linker
    from wa_link.batch.tally import AmbiguousRows, Tally
    from wa_link.phone import PhoneNumber
    from wa_link.sheets.sheet import Sheet


class ColumnInfo(NamedTuple):
    """Number and name of a column, such as 2 and `Phone`.

    Attributes:
        number: number of the column in the file; the first column is 1.
        name: header of the column, or its number as text if the sheet has no header row.
    """

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """How a sheet was read: its columns, and the format of its file.

    Attributes:
        columns: names of the columns, without the columns that wa-link added in an earlier run.
        phone_columns: columns that phone numbers are read from, in the order in which they are
            tried. Empty if one number is given for all rows, or links or usernames are read.
        label_columns: columns that label the numbers with words such as `Mobile` or `Fax`.
        links_column: column that contains WhatsApp links; None if links are made from numbers.
        username_column: column that contains usernames; None if links are not made from usernames.
        delimiter: character between cells; None for workbooks, vCards and JSON Lines.
        encoding: encoding of the text; None for a workbook.
        worksheet: name of the worksheet; None if the file is not a workbook.
        size: size of the file in bytes; 0 for a pipe.
        remarks: sentences about how the sheet was read, such as which row is the header row.
        template_remarks: warnings about text in a template that looks like a field but is not one,
            such as `[name]`.
        format: format of the file: `delimited`, `workbook`, `vcard` or `jsonl`; `rows` for
            rows that the caller gave.
        header_row: number of the header row in the file, from 1; None if there is none.
        region_column: column that contains the country of each row; None if there is none.
        number: the phone number that all rows get; None if each row has its own.
        unread_phone_columns: columns that seem to contain phone numbers, by their headers or by
            the first rows, but which are not read, because all rows get one number.
        region: the region of numbers without `+`, such as `GB`; with a region column, only in rows
            without a country. None if none is given.
    """

    columns: tuple[str, ...]
    phone_columns: tuple[ColumnInfo, ...] = ()
    label_columns: tuple[ColumnInfo, ...] = ()
    links_column: ColumnInfo | None = None
    username_column: ColumnInfo | None = None
    delimiter: str | None = None
    encoding: str | None = None
    worksheet: str | None = None
    size: int = 0
    remarks: tuple[str, ...] = ()
    template_remarks: tuple[str, ...] = ()
    format: str = "delimited"
    header_row: int | None = None
    region_column: ColumnInfo | None = None
    number: PhoneNumber | None = None
    unread_phone_columns: tuple[ColumnInfo, ...] = ()
    region: str | None = None

    @classmethod
    def of(cls, sheet: Sheet, linker: Linker, *, size: int = 0) -> SheetInfo:
        """Return how a sheet was read: its format, and the columns that `linker` reads.

        Args:
            sheet: the sheet.
            linker: links the rows of the sheet.
            size: size of the file in bytes; 0 for a pipe.
        """
        from wa_link.batch.unread_numbers import find_unread_phone_columns  # noqa: PLC0415  (loads phonenumbers)
        from wa_link.sheets.headers.label_columns import find_label_columns  # noqa: PLC0415  (as above)

        def describe(indices: Iterable[int]) -> tuple[ColumnInfo, ...]:
            return tuple(ColumnInfo(sheet.number_in_file(i), sheet.columns[i]) for i in indices)

        labels = find_label_columns(sheet.columns, linker.phone_columns).values()
        links, usernames, regions = (
            None if index is None else describe((index,))[0]
            for index in (linker.links_column, linker.username_column, linker.region_column)
        )
        return cls(
            sheet.columns,
            describe(linker.phone_columns),
            describe(sorted({label.index for label in labels})),
            links,
            usernames,
            sheet.delimiter if sheet.format == "delimited" else None,
            sheet.encoding,
            sheet.worksheet,
            size,
            sheet.remarks + (linker.countries.remarks if linker.countries else ()),
            linker.remarks,
            sheet.format,
            sheet.header_row,
            regions,
            linker.number,
            describe(
                find_unread_phone_columns(sheet, linker.number, linker.region)
                if linker.number
                else ()
            ),
            linker.region,
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of rows that `convert` has linked and rejected, with reasons, notes and examples.

    Attributes:
        sheet: how the sheet was read.
        accepted: number of rows that have a link and needed no repair.
        repaired: number of rows that have a link after a repair. The notes of such a row name the
            repair.
        rejected: number of rows without a link.
        reasons: number of rejected rows for each reason, such as `{"too_short": 2}`. The most
            frequent reason is first.
        notes: number of rows for each note. The most frequent note is first.
        examples: up to three sentences for each reason and note, such as `line 5: …`.
        blank_lines: number of blank lines, which are skipped.
        formula: the first cell that a spreadsheet would calculate as a formula; empty if there
            are no such cells. Always empty if the output is not CSV or TSV, or if
            `spreadsheet_safe` is True.
        bytes_read: number of bytes that have been read from the file; 0 for a pipe.
        ambiguous: rejected rows whose numbers have two readings, between which the option `assume`
            would choose: for each pair of regions, their count and an example. The largest count
            is first.
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
    ambiguous: Sequence[AmbiguousRows] = ()

    @property
    def rows(self) -> int:
        """Return the number of rows in the outputs; a split row counts once for each number."""
        return self.accepted + self.repaired + self.rejected

    @classmethod
    def of(
        cls, info: SheetInfo, tally: Tally, *, blank_lines: int = 0, bytes_read: int = 0
    ) -> Summary:
        """Return the summary of the rows that `tally` has counted.

        Args:
            info: how the sheet was read.
            tally: counts of the outcomes.
            blank_lines: number of blank lines.
            bytes_read: number of bytes that have been read from the file; 0 for a pipe.
        """
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
            tuple(sorted(tally.ambiguous.values(), key=lambda rows: -rows.count)),
        )
