"""Tests that `fast_link` and `link_row` give the same bytes, and of pickled conversions."""

from __future__ import annotations

import io
import pickle
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.batch.code_saving import draw_jobs
from wa_link.batch.convert_rows import Conversion, Converted, Converter
from wa_link.batch.linker import Linker
from wa_link.batch.options import LinkOptions
from wa_link.batch.outputs import row_format
from wa_link.phone import parse_phone
from wa_link.printing.codes.folder import CodeFolder
from wa_link.sheets.delimited.write_delimited import format_record
from wa_link.sheets.input_formats import read_sheet
from wa_link.sheets.own_columns import OUTPUT_COLUMNS, REJECTS_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

HEADER = ("nick", "phone", "memo")
COMMON_DELIMITERS = (",", ";", "\t", "|")
# Characters of links, numbers and statuses, used as delimiters; HEADER contains none of them.
STRANGE_DELIMITERS = ("a", "/", "+", " ", ":", "?", "%", "5", "-", "_", "=", "'", "٠")

PHONES = (
    "+44 7911 123456", "+447911123456", "+966 50 123 4567", "0501234567", "050 123 4567",
    "07911 123456", "+1 415-555-2671", "+14155552671", "(415) 555-2671", "4155552671",
    "+33 6 12 34 56 78", "+39 06 698 12345", "+36 1 234 5678", "+43 664 1234567",
    "+49 151 23456789", "+800 1234 5678",
    "+54 9 11 2345-6789", "+541123456789", "+54 11 2345 6789", "011 2345-6789",  # Argentina
    "+52 1 55 1234 5678", "+5215512345678", "+5511987654321", "+551187654321",  # one digit changed
    "+44 7640 123456", "+447640123456", "07640123456",  # pagers
    "+44 07911 123456", "+440791112345", "+44 0 7911 123456", "00447911123456",  # trunk prefixes
    "0044 7911 123456", "011447911123456", "+0447911123456", "447911123456",
    "966501234567", "9.66501234567E+11", "9.66501E+11", "966501234567.0", "+966501234567.0",
    "0501234567;0559876543", "+447911123456 / +447911123457", "+447911123456,+447911123457",
    "+1 415 555 2671 ext. 12", "https://wa.me/447911123456", "tel:+447911123456",
    "٠٥٠١٢٣٤٥٦٧", "+٤٤٧٩١١١٢٣٤٥٦", "+44 ７９１１ １２３４５６", "⁵⁰¹", "+44\xa07911\xa0123456",
    "'0501234567", '="0501234567"', '"+447911123456"', "=+447911123456", "+-447911123456",
    "++447911123456", "+447911123456+", "+", "0", "00", "-", "", " ", "\t", "911", "12", "n/a",
    "call me", "1-800-FLOWERS", "01/02/2024", "2024-02-01", "+44791112345", "+4479111234567",
    "+" + "4" * 30, "0" * 30, "5" * 5_000,
)  # fmt: skip
WORDS = (
    "Ann", "Ann Lee", "", " ", "\xa0", "Zoë", "علي", "李", "Ann.", "a-b", "Ann~", "_", "100%", "%s",
    "%41", "{nick}", "{", "}}", "=1+1", "-2", "+x", "@x", "'=1", '"Ann"', 'A "B" c', '"', '""',
    "Lee, Ann", "a;b", "a|b", "a\tb", "ZoÃ«", "\ufffd", "é\u0301", "😀", "a\nb", "a\r\nb", "a\rb",
    "\x00", "\x0b", "\x85", "\u2028", "\ufeff", "0501234567", "01/02/2024", "3.50", "C:\\x\\n",
)  # fmt: skip
TEMPLATES = (
    "", "Hi", "Hi {nick}", "{nick|there}", "{nick|}", "{nick|x}.", "{nick|x}-", "{memo|50%}_",
    "{nick|x}{memo|y}", "{nick}\r\n{memo|~}", "100% {{x}} of {nick|Zoë}", "ZoÃ« {nick|x}",
    "{wa_row}/{wa_digits}/{wa_phone}", "{nick|x} {wa_row}.", "{2}", "é{nick|x}", "%", "a\rb",
)  # fmt: skip


Quotes: TypeAlias = Literal["none", "all", "needed"]
"""Which cells stand in quotes. Without those it needs, a cell may well make two, or no row."""


def line_of(cells: Sequence[str], delimiter: str, quotes: Quotes) -> str:
    if quotes == "needed":
        return format_record(cells, delimiter).removesuffix("\n")
    if quotes == "all":
        cells = ['"' + cell.replace('"', '""') + '"' for cell in cells]
    return delimiter.join(cells)


def sheet_of(
    rows: Sequence[tuple[Sequence[str], Quotes]],
    delimiter: str,
    *,
    header: bool = True,
    line_end: str = "\n",
) -> Sheet:
    lines = [line_of(cells, delimiter, quotes) for cells, quotes in rows]
    # In a sheet without header, the first row decides how many columns there are.
    first = HEADER if header else ("Bo", "+447911123456", "x")
    text = line_end.join([line_of(first, delimiter, "none" if header else "all"), *lines, ""])
    return read_sheet(io.BytesIO(text.encode()), "f.csv", header=header, delimiter=delimiter)


def conversion_of(
    sheet: Sheet,
    *,
    safe: bool = False,
    rejects: bool = False,
    file_format: str | None = None,
    **linking: Any,
) -> Conversion:
    own_columns = (*OUTPUT_COLUMNS, *(["wa_qr"] if linking.get("codes") else []))
    linking.setdefault("phone_columns", () if sheet.has_header else ("2",))
    return Conversion(
        sheet.copy_without_rows(),
        LinkOptions(**linking),  # type: ignore[typeddict-item]  # whatever a test is about
        row_format(sheet, io.BytesIO(), file_format, own_columns, spreadsheet_safe=safe),
        row_format(sheet, "rejects", None, REJECTS_COLUMNS, spreadsheet_safe=safe)
        if rejects
        else None,
    )


def converted(conversion: Conversion, rows: Iterable[Row]) -> Converted:
    return Converter(conversion).convert(rows)


def content_of(piece: Converted) -> dict[str, object]:
    """Return all content of converted rows."""
    tally = piece.tally
    return {
        "output": piece.output,
        "rejects": piece.rejects,
        "formula": tally.formula,
        "statuses": dict(+tally.statuses),
        "reasons": tally.reasons,
        "notes": tally.notes,
        "examples": tally.examples,
    }


def without_raw_text(rows: Sequence[Row]) -> list[Row]:
    """Return the same rows without their raw text, so that `fast_link` is not used."""
    return [replace(row, raw="") for row in rows]


def assert_both_ways_agree(sheet: Sheet, **options: Any) -> None:
    rows = list(sheet)
    conversion = conversion_of(sheet, **options)
    assert content_of(converted(conversion, rows)) == content_of(
        converted(conversion, without_raw_text(rows))
    )


ANY_QUOTES: tuple[Quotes, ...] = ("none", "all", "needed")
EVERYTHING: list[tuple[Sequence[str], Quotes]] = [
    *((("Ann", phone, "x"), quotes) for phone in PHONES for quotes in ANY_QUOTES),
    *(((word, "+44 7911 123456", ""), quotes) for word in WORDS for quotes in ANY_QUOTES),
    *((("x", "0501234567", word), quotes) for word in WORDS for quotes in ANY_QUOTES[::2]),
    ((), "none"), (("x",), "none"), (("x", "+447911123456"), "none"),
    (("x", "y", "z", "+1"), "none"),
]  # fmt: skip
ASKED_FOR: dict[str, dict[str, Any]] = {
    "nothing": {},
    "SA": {"region": "SA", "text": "{nick|there}."},
    "GB": {"region": "GB", "text": "{memo|}-", "via": "api"},
    "US": {"region": "US", "text": "{wa_row} {wa_digits}", "via": "web"},
    "AR": {"region": "AR", "text": "{nick}", "via": "app"},
    "text of a column": {"region": "SA", "text_column": "memo"},
    "safe": {"region": "SA", "safe": True, "rejects": True},
    "rejects": {"region": "SA", "rejects": True, "text": "{nick}"},
}


@pytest.mark.parametrize(
    ("delimiter", "asked_for"),
    [
        *product(",\t", ASKED_FOR),
        *product(";|", ["SA", "text of a column"]),
        *product(STRANGE_DELIMITERS, ["SA"]),
    ],
    ids=ascii,
)
def test_both_ways_agree_on_all_kinds_of_cells(delimiter: str, asked_for: str) -> None:
    assert_both_ways_agree(sheet_of(EVERYTHING, delimiter), **ASKED_FOR[asked_for])


@pytest.mark.parametrize("text", TEMPLATES, ids=ascii)
def test_both_ways_agree_on_all_kinds_of_texts(text: str) -> None:
    rows: list[tuple[Sequence[str], Quotes]] = [
        ((nick, "+44 7911 123456", memo), "needed") for nick in WORDS for memo in ("", "é.")
    ]
    assert_both_ways_agree(sheet_of(rows, ","), text=text)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"unique": True}, id="unique"),
        pytest.param({"multiple": "split"}, id="split"),
        pytest.param({"multiple": "reject"}, id="reject"),
        pytest.param({"assume": "international"}, id="assume"),
        pytest.param({"number": parse_phone("+447911123456")}, id="one number"),
        pytest.param({"region_column": "memo"}, id="region of the row"),
        pytest.param({"phone_columns": ("phone", "memo")}, id="two columns"),
        pytest.param({"phone_columns": ("memo",)}, id="another column"),
        pytest.param({"file_format": "tsv"}, id="tsv"),
        pytest.param({"file_format": "jsonl", "rejects": True}, id="json lines"),
    ],
)
def test_both_ways_agree_if_rows_are_unusual(options: dict[str, Any]) -> None:
    assert_both_ways_agree(sheet_of(EVERYTHING, ","), **{"region": "SA", **options})


def test_both_ways_agree_where_codes_are_drawn(tmp_path: Path) -> None:
    rows = list(sheet_of(EVERYTHING, ","))
    pieces = []
    for way in (rows, without_raw_text(rows)):  # a folder remembers the names of its codes
        folder = CodeFolder(tmp_path, name="{nick|x}", dry=True)
        conversion = conversion_of(sheet_of([], ","), codes=folder, draw=False)
        linked = Converter(conversion).link(way)
        pieces.append([order for outcomes in linked for order in draw_jobs(outcomes)])
    assert pieces[0] == pieces[1] != []


ROWS = st.lists(
    st.tuples(
        st.tuples(
            st.sampled_from(WORDS) | st.text('",;|\t\r\n +%{}=٠éa5', max_size=6),
            st.sampled_from(PHONES) | st.text("+0123456789 -().", max_size=14),
            st.sampled_from(WORDS) | st.text(st.characters(codec="utf-8"), max_size=6),
        ),
        st.sampled_from(ANY_QUOTES),
    ),
    max_size=20,
)


@given(
    rows=ROWS,
    delimiter=st.sampled_from([*COMMON_DELIMITERS * 2, *STRANGE_DELIMITERS]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    header=st.booleans(),
    region=st.sampled_from([None, "SA", "GB", "US", "AR"]),
    text=st.sampled_from(TEMPLATES),
    via=st.sampled_from(["wa.me", "api", "web", "app"]),
    safe=st.booleans(),
    rejects=st.booleans(),
    file_format=st.sampled_from([None, None, None, "tsv", "jsonl"]),
)
def test_both_ways_agree(
    rows: list[tuple[tuple[str, str, str], Quotes]],
    delimiter: str,
    line_end: str,
    header: bool,  # noqa: FBT001  (as hypothesis gives it)
    text: str,
    **options: Any,
) -> None:
    sheet = sheet_of(rows, delimiter, header=header, line_end=line_end)
    if not header:
        text = text.replace("nick", "1").replace("memo", "3")
    assert_both_ways_agree(sheet, text=text, **options)


@pytest.mark.parametrize("via", ["wa.me", "api", "web", "app"])
@pytest.mark.parametrize("delimiter", COMMON_DELIMITERS, ids=ascii)
@pytest.mark.parametrize("text", ["", "Hi {nick}, 50% {{off}}", "{memo|é}"])
def test_fast_link_links_most_rows(
    monkeypatch: pytest.MonkeyPatch, delimiter: str, via: str, text: str
) -> None:
    rows: list[tuple[Sequence[str], Quotes]] = [
        (("Ann Lee", "+44 7911 123456", ""), "needed"),
        (("علي", "050 123 4567", "Riyadh"), "needed"),
        (("=1+1", "+1 415 555 2671", " x "), "needed"),
        ((f"Lee{delimiter} Bo", "+447911123456", 'a "b" c'), "needed"),
    ]
    sheet = sheet_of(rows, delimiter)
    conversion = conversion_of(sheet, region="SA", text=text, via=via)
    expected = content_of(converted(conversion, without_raw_text(read := list(sheet))))
    monkeypatch.delattr(Linker, "link_row")
    assert content_of(converted(conversion, read)) == expected
    assert expected["statuses"] == {"accepted": 4}
    assert expected["formula"] == "=1+1"


@pytest.mark.parametrize(
    ("delimiter", "line"),
    [
        pytest.param(",", "Ann,+447911123456,x,LINK,+44 7911 123456,accepted,,", id="comma"),
        pytest.param("|", "Ann|+447911123456|x|LINK|+44 7911 123456|accepted||", id="bar"),
        pytest.param("/", 'Ann/+447911123456/x/"LINK"/+44 7911 123456/accepted//', id="slash"),
        pytest.param(" ", 'Ann +447911123456 x LINK "+44 7911 123456" accepted  ', id="space"),
        pytest.param("a", 'Anna+447911123456axa"LINK"a+44 7911 123456a"accepted"aa', id="letter"),
    ],
)
def test_written_lines_have_the_delimiter_of_the_input(delimiter: str, line: str) -> None:
    sheet = sheet_of([(("Ann", "+447911123456", "x"), "none")], delimiter)
    piece = converted(conversion_of(sheet, text="Hi {nick}"), sheet)
    link = "https://wa.me/447911123456?text=Hi%20Ann"
    assert piece.output.decode() == f"{line.replace('LINK', link)}\n"


ONE_COLUMN = (
    'phone\n+447911123456, +447911123457\n+447911123456\n=1,2\na;b\n"x,y"\n"x"\n"a\nb"\n,\n'
)


def test_both_ways_agree_on_a_sheet_of_one_column() -> None:
    """The input has no delimiter; the output has commas, so cells with commas need quotes."""
    sheet = read_sheet(io.BytesIO(ONE_COLUMN.encode()), "f.csv")
    rows = list(sheet)
    piece = converted(conversion_of(sheet), rows)
    assert content_of(piece) == content_of(converted(conversion_of(sheet), without_raw_text(rows)))
    again = read_sheet(io.BytesIO(b"phone,a,b,c,d,e\n" + piece.output), "f.csv", delimiter=",")
    assert [row.cells[0] for row in again] == [row.cells[0] for row in rows]


@pytest.mark.parametrize(
    ("options", "shared"),
    [
        pytest.param({}, True, id="csv"),
        pytest.param({"file_format": "tsv"}, True, id="tsv"),
        pytest.param({"file_format": "jsonl"}, True, id="json lines"),
        pytest.param({"rejects": True, "multiple": "split", "text": "{nick}"}, True, id="rejects"),
        pytest.param({"file_format": "xlsx"}, False, id="a workbook can't be written in parts"),
        pytest.param({"unique": True}, False, id="unique numbers are remembered"),
    ],
)
def test_several_processes_share_only_independent_rows(
    options: dict[str, Any], *, shared: bool
) -> None:
    assert conversion_of(sheet_of([], ","), **options).can_use_workers is shared


def test_workers_cannot_write_rejects_to_a_workbook() -> None:
    sheet = sheet_of([], ",")
    rejects = row_format(sheet, "rejects.xlsx", None, REJECTS_COLUMNS, spreadsheet_safe=False)
    assert not replace(conversion_of(sheet), rejects=rejects).can_use_workers


def test_names_of_codes_are_given_in_order(tmp_path: Path) -> None:
    folder = CodeFolder(tmp_path, dry=True)
    assert not conversion_of(sheet_of([], ","), codes=folder).can_use_workers


@pytest.mark.parametrize("asked_for", ASKED_FOR)
def test_a_conversion_can_be_pickled(asked_for: str) -> None:
    sheet = sheet_of(EVERYTHING, ",")
    conversion = conversion_of(sheet, **ASKED_FOR[asked_for])
    handed_over = pickle.loads(pickle.dumps(conversion))  # noqa: S301  (our own)
    rows = list(sheet)
    assert content_of(converted(handed_over, rows)) == content_of(converted(conversion, rows))


def test_converted_rows_can_be_pickled() -> None:
    sheet = sheet_of(EVERYTHING, ",")
    piece = converted(conversion_of(sheet, **ASKED_FOR["rejects"]), sheet)
    assert piece.output
    assert piece.rejects
    assert piece.tally.examples
    assert content_of(pickle.loads(pickle.dumps(piece))) == content_of(piece)  # noqa: S301  (our own)


def test_a_converter_starts_each_chunk_empty() -> None:
    sheet = sheet_of(EVERYTHING, ",")
    rows = list(sheet)
    conversion = conversion_of(sheet, **ASKED_FOR["rejects"])
    convert = Converter(conversion).convert
    convert(rows)
    assert content_of(convert(rows[5:9])) == content_of(converted(conversion, rows[5:9]))
    assert content_of(convert([])) == content_of(Converted())


def test_a_workbook_is_written_by_its_own_writer() -> None:
    sheet = sheet_of([(("Ann", "+447911123456", "x"), "none"), (("Bo", "12", ""), "none")], ",")
    written: list[tuple[str, ...]] = []
    rejected: list[tuple[str, ...]] = []
    convert = Converter(
        conversion_of(sheet, file_format="xlsx", rejects=True),
        lambda cells, own=(), raw="", extra=(): written.append((*cells, *own)),  # noqa: ARG005  (a writer's)
        lambda cells, own=(), raw="", extra=(): rejected.append((*cells, *own)),  # noqa: ARG005  (as above)
    ).convert
    piece = convert(sheet)
    assert (piece.output, piece.rejects) == (b"", b"")
    assert [row[:5] for row in written] == [
        ("Ann", "+447911123456", "x", "https://wa.me/447911123456", "+44 7911 123456")
    ]
    assert [row[:4] for row in rejected] == [("Bo", "12", "", "3")]
