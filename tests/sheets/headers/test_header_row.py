"""The header row is found below title rows, or given by the user, but not below a contact."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.batch.linker import link_rows
from wa_link.batch.outcome import Accepted
from wa_link.batch.phone_columns import choose_phone_columns
from wa_link.errors import InputError, OptionError
from wa_link.sheets.headers.header_row import HEADER_WITHIN, find_header_row, take_header
from wa_link.sheets.input_formats import read_sheet
from wa_link.sheets.rows import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Run
    from wa_link.sheets.sheet import Sheet

ROWS = "name,phone\nA,+491701234561\nB,+491701234562\n"
LINKS = ["https://wa.me/491701234561", "https://wa.me/491701234562"]


def sheet_of(text: str, **options: object) -> Sheet:
    return read_sheet(io.BytesIO(text.encode()), "f.csv", **options)  # type: ignore[arg-type]


def links(sheet: Sheet) -> list[str]:
    return [each.url if isinstance(each, Accepted) else each.reason for each in link_rows(sheet)]


# Lines above the header, and the number of skipped titles.
TITLES = [
    pytest.param("Customers of 2024\n", 1, id="one-title"),
    pytest.param("Customers\nExported by Ann\n", 2, id="two-titles"),
    pytest.param("Customers,\n", 1, id="padded-to-the-width"),
    pytest.param("Customers\n\n\n", 1, id="blank-lines-after-it"),
    pytest.param("\nCustomers\n", 1, id="blank-line-before-it"),
    pytest.param(",\n", 1, id="a-row-of-blank-cells"),
    pytest.param("Exported 2024-01-31 12:30:45\n", 1, id="date-and-time"),
    pytest.param("Period: 01.01.2024 - 31.01.2024\n", 1, id="period"),
    pytest.param('"Customers\nof 2024"\n', 1, id="title-of-two-lines"),
    pytest.param("Phone numbers\n", 1, id="title-with-the-words-of-a-header"),
    pytest.param("Kundenliste\n=====\n", 2, id="underlined"),
    pytest.param("\ufeffCustomers\n", 1, id="byte-order-mark"),
    pytest.param("Page 1 of 3\n" * 29, 29, id="as-many-as-are-looked-at"),
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semi", "tab", "pipe"])
@pytest.mark.parametrize(("above", "titles"), TITLES)
def test_titles_are_skipped_with_a_remark(above: str, titles: int, delimiter: str) -> None:
    sheet = sheet_of((above + ROWS).replace(",", delimiter))
    row = above.count("\n") + 1
    assert (sheet.columns, sheet.delimiter) == (("name", "phone"), delimiter)
    said = "row" if titles == 1 else f"{titles} rows"
    assert f"Row {row} is the header; skipped the {said} above it." in sheet.remarks
    assert [found.line for found in sheet] == [row + 1, row + 2]
    assert links(sheet_of((above + ROWS).replace(",", delimiter))) == LINKS


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        pytest.param("Customers, all of them\nname;phone\nA;+491701234561\n", ";", id="comma"),
        pytest.param("Report; 2024; final\nname,phone\nA,+491701234561\n", ",", id="semicolons"),
        pytest.param("Customers, all\nname\tphone\nA, B\t+491701234561\n", "\t", id="tab"),
        pytest.param("sep=;\nCustomers\nname;phone\nA;+491701234561\n", ";", id="sep-line"),
        pytest.param("Customers\nsep=;\nname;phone\nA;+491701234561\n", ";", id="sep-line-below"),
    ],
)
def test_the_delimiter_is_found_below_titles(text: str, delimiter: str) -> None:
    sheet = sheet_of(text)
    assert (sheet.columns, sheet.delimiter) == (("name", "phone"), delimiter)
    assert links(sheet) == LINKS[:1]


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        pytest.param(("Имя", "Телефон"), "Клиенты\nИмя,Телефон\nА,+491701234561\n", id="ru"),
        pytest.param(("姓名", "手机号码"), "客户名单\n姓名,手机号码\nA,+491701234561\n", id="zh"),
        pytest.param(("الاسم", "الجوال"), "العملاء\nالاسم,الجوال\nA,+491701234561\n", id="ar"),
        pytest.param(("phone",), "Customers\nphone\n+491701234561\n", id="one-column"),
        pytest.param(
            ("name", "", "phone"), "Customers,,\nname,,phone\nA,,+491701234561\n", id="unnamed"
        ),
        pytest.param(
            ("name", "Mobile", "Office"),
            ",Phones,\nname,Mobile,Office\nA,+491701234561,\n",
            id="groups-of-columns",
        ),
    ],
)
def test_headers_below_titles(columns: tuple[str, ...], text: str) -> None:
    sheet = sheet_of(text)
    assert sheet.columns == columns
    assert links(sheet) == LINKS[:1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A,+491701234561\nname,phone\nB,+491701234562\n", id="a-contact-is-first"),
        pytest.param("Ann 0170 1234561,\nname,phone\nB,+491701234562\n", id="contact-in-a-cell"),
        pytest.param("Shop,\nTel.,030 1234567\nname,phone\nB,+491701234562\n", id="letterhead"),
        pytest.param("x,\n" * HEADER_WITHIN + ROWS, id="too-far-below"),
        pytest.param("name,number\nDate,Phone\nB,+491701234562\n", id="as-wide-as-the-first-row"),
        pytest.param("name,number,x\nDate,Phone\nB,+491701234562\n", id="wider-than-it"),
    ],
)
def test_a_possible_row_is_never_skipped(text: str) -> None:
    sheet = sheet_of(text)
    assert sheet.remarks == ()
    assert sheet.columns == tuple(text.partition("\n")[0].split(","))


def test_a_hidden_header_is_refused_with_advice() -> None:
    text = "Shop,GmbH\nTel.,030 1234567\nname,phone\nB,+491701234562\n"
    with pytest.raises(OptionError, match="give its number with header_row"):
        choose_phone_columns(sheet_of(text))
    assert links(sheet_of(text, header_row=3)) == LINKS[1:]


@pytest.mark.parametrize("above", ["Shop\nTel. 030 1234567\n", "Ann\n0170 1234567\n\n"])
def test_a_header_below_a_letterhead_is_not_a_row(above: str) -> None:
    row = above.count("\n") + 1
    with pytest.raises(InputError, match=f"line {row}: this looks like the header, but .* row"):
        sheet_of(above + ROWS)
    assert links(sheet_of(above + ROWS, header_row=row)) == LINKS
    assert sheet_of(above + ROWS, header_row=1).columns == (above.split("\n", maxsplit=1)[0],)


def test_a_sheet_of_one_column_may_have_delimiters_in_its_cells() -> None:
    text = "phone\n+491701234561\ncall, please\nA, B; C\n"
    assert links(sheet_of(text)) == [LINKS[0], "letters", "letters"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ROWS, id="plain"),
        pytest.param("phone\nMobile\n+491701234561\n", id="a-cell-like-a-header"),
        pytest.param("name,phone,mobile\nName,Phone,Mobile\nA,+491701234561,\n", id="repeated"),
        pytest.param("Phone,x\n+491701234561,\nname,phone,mobile\n", id="a-wider-one-below"),
        pytest.param("Telefon,,\nA,B,Handy\n,,\n", id="one-header-of-three"),
    ],
)
def test_the_first_row_is_the_header_where_it_has_a_phone_column(text: str) -> None:
    sheet = sheet_of(text)
    assert sheet.columns == tuple(text.partition("\n")[0].split(",")) or "Handy" in text
    assert sheet.remarks == () or "Handy" in text


@pytest.mark.parametrize(
    ("text", "names", "row"),
    [
        pytest.param("Title\nname,Nummer\nA,1\n", ("Nummer",), 2, id="below-a-title"),
        pytest.param("Title,x\nname,Nummer\nA,1\n", ("Nummer",), 2, id="below-a-wide-title"),
        pytest.param("x,Nummer\nname,phone\nA,1\n", ("Nummer",), 1, id="first-row-has-it"),
        pytest.param("Title\nname,phone\nA,1\n", ("Nummer",), 1, id="nowhere"),
        pytest.param("Title\nname,phone\nA,1\n", ("2",), 2, id="a-number-names-no-header"),
        pytest.param("A,0170 1234561\nname,Nummer\nA,1\n", ("Nummer",), 1, id="past-a-contact"),
        pytest.param("Title\na,b\nc,d\n", ("a", "b"), 2, id="several"),
        pytest.param("Title\na,x\nc,d\n", ("a", "b"), 1, id="not-all-of-them"),
    ],
)
def test_a_named_column_shows_the_header(text: str, names: tuple[str, ...], row: int) -> None:
    sheet = sheet_of(text, phone_columns=names, delimiter=",")
    assert sheet.columns == tuple(text.splitlines()[row - 1].split(","))


@pytest.mark.parametrize(
    ("above", "remark"),
    [
        pytest.param("", None, id="the-first"),
        pytest.param("x,y,z\n", "Row 2 is the header; skipped the row above it.", id="a-wide-row"),
        pytest.param("A,+491701234569\n", "Row 2 is the header; skipped the row a", id="a-contact"),
        pytest.param('"open\n', "Row 2 is the header; skipped the row above it.", id="open-quote"),
        pytest.param("\n\n", None, id="blank-lines"),
        pytest.param("x\n\n", "Row 3 is the header; skipped the row above it.", id="both"),
        pytest.param("x\n" * 500, "Row 501 is the header; skipped the 500 rows above", id="far"),
        pytest.param("a;b;c\n", "Row 2 is the header; skipped the row", id="another-delimiter"),
    ],
)
def test_the_header_row_can_be_named(above: str, remark: str | None) -> None:
    sheet = sheet_of(above + ROWS, header_row=above.count("\n") + 1)
    assert sheet.columns == ("name", "phone")
    assert sheet.blank_lines == above.splitlines().count("")
    assert (not sheet.remarks) if remark is None else sheet.remarks[0].startswith(remark)
    assert links(sheet) == LINKS


@pytest.mark.parametrize(
    ("text", "row", "message"),
    [
        pytest.param(ROWS, 4, "header_row: f.csv has nothing in row 4", id="after-the-end"),
        pytest.param(ROWS, 10**9, "has nothing in row 1,000,000,000", id="far-after-it"),
        pytest.param(f"x\n\n{ROWS}", 2, "header_row: f.csv has nothing in row 2", id="blank"),
        pytest.param(f"sep=,\n{ROWS}", 1, "header_row: f.csv has nothing in row 1", id="sep-line"),
        pytest.param("", 1, "header_row: f.csv has nothing in row 1", id="empty-file"),
        pytest.param(ROWS, 0, "can't be 0: rows are counted from 1", id="zero"),
        pytest.param(ROWS, -1, "can't be -1: rows are counted from 1", id="negative"),
        pytest.param(
            '{"phone": "1"}\n',
            1,
            "because f.csv is a JSON Lines file",
            id="json",
        ),
        pytest.param("BEGIN:VCARD\n", 1, "because f.csv is an address book", id="vcard"),
    ],
)
def test_a_blank_or_missing_header_row_is_an_error(text: str, row: int, message: str) -> None:
    with pytest.raises((OptionError, InputError), match=message):
        sheet_of(text, header_row=row)


def test_without_a_header_no_titles_are_skipped() -> None:
    sheet = sheet_of(f"Customers,\n{ROWS}", header=False)
    assert [row.cells[0] for row in sheet][:2] == ["Customers", "name"]
    with pytest.raises(OptionError, match="contradict each other"):
        sheet_of(ROWS, header=False, header_row=2)


def test_an_error_below_the_header_comes_after_the_rows_above_it() -> None:
    def records() -> Iterator[Record]:
        for line, cells in enumerate((("x", "y"), ("A", "B"), ("C", "D")), start=1):
            yield Record(line, cells, "")
        raise InputError("line 4")

    header = take_header(records())
    assert header.record is not None
    assert header.record.line == 1
    below = header.below()
    assert [next(below).line, next(below).line] == [2, 3]
    with pytest.raises(InputError, match="line 4"):
        next(below)


CELLS = st.sampled_from(["", "x", "name", "phone", "Mobile", "+49 170 1234567", "2024-01-31", "No"])


@given(st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=6), st.booleans())
def test_no_row_with_a_number_is_ever_skipped(rows: list[list[str]], named: bool) -> None:  # noqa: FBT001
    index = find_header_row(rows, ("name",) if named else ())
    assert 0 <= index < len(rows)
    assert not any("+49 170 1234567" in row for row in rows[: index + 1]) or index == 0


@given(st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=8))
def test_every_line_is_header_title_row_or_blank(rows: list[list[str]]) -> None:
    text = "".join(f"{','.join(row)}\n" for row in rows)
    if not text.strip():
        return
    sheet = sheet_of(text, delimiter=",")
    count = len(list(sheet))
    titles = sum(
        1 if "the row above" in remark else int(remark.split("skipped the ")[1].split()[0])
        for remark in sheet.remarks
    )
    assert 1 + titles + count + sheet.blank_lines == len(rows)


class TestTool:
    """Output of the command line about headers."""

    def test_the_summary_names_header_delimiter_and_columns(
        self, wa_link: Callable[..., Run]
    ) -> None:
        text = f"Customers of 2024\n\n{ROWS}".replace(",", ";")
        run = wa_link("batch", "-", stdin=text.encode())
        assert run.code == 0
        assert run.err.splitlines()[:3] == [
            "Row 3 is the header; skipped the row above it.",
            'The delimiter is ";".',
            'Numbers are read from column 2, "phone".',
        ]
        assert "1 blank line skipped." in run.err
        assert wa_link("batch", "-", "-q", stdin=text.encode()).err == ""

    def test_tabs_have_a_name(self, wa_link: Callable[..., Run]) -> None:
        run = wa_link("batch", "-", stdin=ROWS.replace(",", "\t").encode())
        assert "The delimiter is a tab." in run.err

    @pytest.mark.parametrize("options", [(), ("--delimiter", ";")], ids=["comma", "given"])
    def test_the_usual_is_not_reported(
        self, wa_link: Callable[..., Run], options: tuple[str, ...]
    ) -> None:
        text = ROWS.replace(",", ";") if options else ROWS
        assert "delimiter" not in wa_link("batch", "-", *options, stdin=text.encode()).err

    def test_header_row(self, wa_link: Callable[..., Run]) -> None:
        text = f"Shop\nTel. 030 1234567\n{ROWS}"
        refused = wa_link("batch", "-", stdin=text.encode())
        assert refused.code == 1
        assert "or give --header-row 3. If the first line is" in refused.err
        run = wa_link("batch", "-", "--header-row", "3", stdin=text.encode())
        assert run.code == 0
        assert "Row 3 is the header; skipped the 2 rows above it." in run.err
        assert LINKS[0] in run.out
        both = wa_link("batch", "-", "--header-row", "3", "--no-header", stdin=text.encode())
        assert both.code == 2
        assert "--header-row" in both.err

    def test_a_named_column_below_a_title(self, wa_link: Callable[..., Run]) -> None:
        text = "Title\nname,Ruf\nA,+491701234561\n"
        run = wa_link("batch", "-", "--phone-column", "Ruf", stdin=text.encode())
        assert (run.code, "Row 2 is the header" in run.err) == (0, True)

    @pytest.mark.parametrize(
        ("header", "given", "offered"),
        [
            pytest.param("1,1", "1", ["#1", "2"], id="a-header-is-its-number"),
            pytest.param("2,2", "2", ["1", "#2"], id="a-header-is-another-number"),
            pytest.param("phone,phone", "phone", ["1", "2"], id="words"),
        ],
    )
    def test_the_advice_for_a_repeated_header_works(
        self, wa_link: Callable[..., Run], header: str, given: str, offered: list[str]
    ) -> None:
        text = f"{header}\n+491701234561,+491701234562\n".encode()
        run = wa_link("batch", "-", "--phone-column", given, stdin=text)
        assert run.code == 2
        assert f"use the column's number, {' or '.join(offered)}." in run.err
        for name, link in zip(offered, LINKS, strict=True):
            assert link in wa_link("batch", "-", "--phone-column", name, stdin=text).out
