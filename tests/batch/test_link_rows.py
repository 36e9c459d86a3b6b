from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import PhoneNumber, parse_phone
from wa_link.batch.linker import link_rows
from wa_link.batch.outcome import Accepted, Outcome, Rejected
from wa_link.batch.phone_columns import choose_phone_columns
from wa_link.errors import NoteCode, OptionError, PhoneError, Reason
from wa_link.phone import Assume
from wa_link.sheets.input_formats import read_sheet
from wa_link.sheets.output_formats import WRITERS
from wa_link.sheets.own_columns import OUTPUT_COLUMNS, REJECTS_COLUMNS
from wa_link.sheets.sheet import Sheet
from wa_link.sheets.writer import WriteOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PHONES = st.sampled_from(
    [
        "+44 7911 123456", "+966 50 123 4567", "0501234567", "050 123 4567", "966501234567",
        "9.66501234567E+11", "9.66501E+11", "0501234567;0559876543", "+1 415 555 2671 ext. 12",
        "+52 1 55 1234 5678", "call me", "", " ", "\t", "911", "https://wa.me/message/ABC123",
        "٠٥٠١٢٣٤٥٦٧", "'0501234567", '="0501234567"', "0501234567\n0559876543", "1-800-FLOWERS",
        "966501234567.0", "0044 7911 123456", "⁵⁰¹", "+", "-", "n/a", "\0", "\xa0",
    ]
)  # fmt: skip
CELLS = st.text(st.sampled_from('",;\t|\r\n\xa0é{} a5') | st.characters(codec="utf-8"), max_size=8)


def outcomes(columns: Sequence[str], *rows: Sequence[str], **options: Any) -> list[Outcome]:
    return list(link_rows(Sheet.from_rows(columns, rows), **options))


def digits_of(outcome: Outcome) -> str | None:
    """Return the digits in the link of a row, or None for a rejected row."""
    if isinstance(outcome, Rejected):
        assert outcome.output[0] == ""
        return None
    return outcome.link.url.removeprefix("https://wa.me/").partition("?")[0]


def number_or_reason(cell: str, region: str | None) -> PhoneNumber | Reason:
    try:
        return parse_phone(cell, region)
    except PhoneError as error:
        return error.reason


def verdicts(found: list[Outcome]) -> list[str]:
    return [o.reason if isinstance(o, Rejected) else str(digits_of(o)) for o in found]


def texts(found: list[Outcome]) -> list[str]:
    return [o.link.text if isinstance(o, Accepted) else o.reason for o in found]


def saved(columns: Sequence[str], rows: list[tuple[str, ...]]) -> bytes:
    file = io.BytesIO()
    with WRITERS["csv"](file, columns, WriteOptions()) as write:
        for row in rows:
            write(row)
    return file.getvalue()


def output_of(data: bytes, **options: Any) -> bytes:
    sheet = read_sheet(io.BytesIO(data), "f.csv")
    rows = [(*o.row.cells, *o.output) for o in link_rows(sheet, **options)]
    return saved((*sheet.columns, *OUTPUT_COLUMNS), rows)


@given(
    rows=st.lists(st.tuples(CELLS, PHONES | CELLS, CELLS), max_size=12),
    blanks=st.lists(st.integers(0, 3), min_size=13, max_size=13),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    region=st.sampled_from([None, "SA", "GB", "US"]),
)
def test_every_row_comes_out_unchanged_and_in_order(
    rows: list[tuple[str, str, str]],
    blanks: list[int],
    delimiter: str,
    quoting: Literal[0, 1],
    line_end: str,
    region: str | None,
) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=line_end)
    writer.writerow(["first", "phone", "last"])
    if quoting == csv.QUOTE_MINIMAL and line_end == "\n":  # the csv module leaves CR unquoted
        rows = [(a.replace("\r", ""), b.replace("\r", ""), c.replace("\r", "")) for a, b, c in rows]
    for row, count in zip(rows, blanks, strict=False):
        file.write(line_end * count)
        writer.writerow(row)
    sheet = read_sheet(io.BytesIO(file.getvalue().encode()), "f.csv", delimiter=delimiter)
    found = list(link_rows(sheet, region=region, text="{first|x}"))
    assert [outcome.row.cells for outcome in found] == rows
    assert [outcome.row.number for outcome in found] == list(range(1, len(rows) + 1))
    assert sheet.blank_lines == sum(blanks[: len(rows)])
    for outcome, (first, cell, _) in zip(found, rows, strict=True):
        expected = number_or_reason(cell, region)
        if isinstance(outcome, Rejected):
            assert (outcome.reason, outcome.status) == (expected, "rejected")
        else:
            assert isinstance(expected, PhoneNumber)
            assert digits_of(outcome) == expected.digits
            text = first if first.strip() else "x"
            assert outcome.link.text == re.sub("\r\n?", "\n", text)
            repaired = any(note.code.is_repair for note in expected.notes)
            assert outcome.status == ("repaired" if repaired else "accepted")


@given(
    lines=st.lists(
        st.sampled_from(
            ["Ann,+447911123456", '"Bob,+447911123457', "Eve,+447911123458,x", "Joe", "",
             '"Kim"x,+447911123459', 'Lea,"+447911123460"', "Max,call me"]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_only_malformed_rows_are_rejected(lines: list[str]) -> None:
    text = "\n".join(["name,phone", *lines, ""])
    found = list(link_rows(read_sheet(io.BytesIO(text.encode()), "f.csv")))
    wanted = {
        "Ann,+447911123456": "447911123456", '"Bob,+447911123457': Reason.MALFORMED_ROW,
        "Eve,+447911123458,x": Reason.MALFORMED_ROW, "Joe": Reason.EMPTY,
        '"Kim"x,+447911123459': Reason.MALFORMED_ROW, 'Lea,"+447911123460"': "447911123460",
        "Max,call me": Reason.LETTERS,
    }  # fmt: skip
    rows = [line for line in lines if line]
    assert verdicts(found) == [wanted[line] for line in rows]
    raws = [o.row.cells for o in found if verdicts([o]) == [Reason.MALFORMED_ROW]]
    assert raws == [(line, "") for line in rows if wanted[line] == Reason.MALFORMED_ROW]


A, B = "+44 7911 123456", "+966 50 123 4567"
A_DIGITS, B_DIGITS = "447911123456", "966501234567"


@pytest.mark.parametrize(
    ("better", "other", "found_columns", "named_columns"),
    [
        pytest.param(A, B, A_DIGITS, A_DIGITS, id="both"),
        pytest.param("", B, B_DIGITS, B_DIGITS, id="better-blank"),
        pytest.param(" \xa0", B, B_DIGITS, B_DIGITS, id="better-spaces"),
        pytest.param(A, "", A_DIGITS, A_DIGITS, id="other-blank"),
        pytest.param(A, "call me", A_DIGITS, A_DIGITS, id="other-damaged"),
        pytest.param("9.66501E+11", B, Reason.LOSSY_SCIENTIFIC, B_DIGITS, id="better-damaged"),
        pytest.param("n/a", B, B_DIGITS, B_DIGITS, id="better-says-there-is-none"),
        pytest.param("call me", "9.66501E+11", Reason.LETTERS, Reason.LETTERS, id="both-damaged"),
        pytest.param("", "911", Reason.NO_REGION, Reason.NO_REGION, id="blank-then-damaged"),
        pytest.param("call me", "", Reason.LETTERS, Reason.LETTERS, id="damaged-then-blank"),
        pytest.param("", "", Reason.EMPTY, Reason.EMPTY, id="both-blank"),
    ],
)
def test_the_column_that_the_number_is_read_from(
    better: str, other: str, found_columns: str, named_columns: str
) -> None:
    columns, row = ("phone", "name", "mobile"), (other, "Ann", better)
    found = outcomes(columns, row)
    named = outcomes(columns, row, phone_columns=("mobile", "phone"))
    assert (verdicts(found), verdicts(named)) == ([found_columns], [named_columns])
    for outcome, verdict in ((found[0], found_columns), (named[0], named_columns)):
        if isinstance(outcome, Accepted):
            codes = [note.code for note in outcome.link.notes]
            assert codes == ([NoteCode.OTHER_COLUMN] if verdict == B_DIGITS else [])
            assert outcome.status == ("repaired" if verdict == B_DIGITS else "accepted")
            assert verdict != B_DIGITS or '"phone"' in outcome.output[4]


def test_repairs_in_another_column_are_noted() -> None:
    (found,) = outcomes(("phone", "mobile"), ("966501234567", ""), region="SA")
    assert (found.status, found.output[3]) == ("repaired", "other_column plus_assumed")


def test_columns_are_tried_in_the_order_in_which_they_are_named() -> None:
    row = (A, B)
    for names, digits in ((("a", "b"), A_DIGITS), (("b", "a"), B_DIGITS), (("2",), B_DIGITS)):
        assert verdicts(outcomes(("a", "b"), row, phone_columns=names)) == [digits]


@pytest.mark.parametrize(
    ("columns", "names", "indices"),
    [
        (("contact",), (), [0]),
        (("nummern",), (), [0]),
        (("Phone, sold in March",), (), [0]),
        (("name", "phone"), (), [1]),
        (("phone", "mobile", "name", "whatsapp"), (), [3, 1, 0]),
        (("phone", "mobile"), ("phone",), [0]),
        (("wa_phone", "name", "phone"), (), [1]),
        (("wa_phone", "name", "mobile"), ("3",), [1]),
    ],
)
def test_chosen_columns(
    columns: tuple[str, ...], names: tuple[str, ...], indices: list[int]
) -> None:
    assert choose_phone_columns(Sheet.from_rows(columns, []), names) == indices


def counted(pulled: list[int]) -> Iterator[list[str]]:
    for row in range(1000):
        pulled.append(row)
        yield ["Ann", A, "GB"]


@pytest.mark.parametrize(
    ("columns", "options", "message"),
    [
        ("name x region", {}, 'No phone column found.* "name", "x", "region".*header=False'),
        ("name phone region", {"phone_columns": ["fax"]}, 'no column "fax"'),
        ("name phone phone", {"phone_columns": ["phone"]}, "the column's number, 2 or 3"),
        ("name phone region", {"region": "XX"}, '"XX" is not a region'),
        ("name phone region", {"region": ""}, "is not a region"),
        ("name phone region", {"region_column": "land"}, 'no column "land"'),
        ("name phone region", {"text": "{nam}"}, 'no column "nam"'),
        ("name phone region", {"text": "{Name|x}"}, 'no column "Name"'),
        ("name name phone", {"text": "{name}"}, "the column's number, 1 or 2", ),
        ("name phone region", {"text": "{name"}, "is not closed"),
        ("name phone region", {"text": "{}"}, 'no column ""'),
        ("name phone region", {"text": "{name.__class__}"}, "no column"),
        ("name phone region", {"text": "{wa_link}"}, 'no column "wa_link"'),
        ("name phone region", {"text_column": "text"}, 'no column "text"'),
        ("name phone wa_row", {"text": "{wa_row}"}, "a column has the same name: rename"),
        ("name phone region", {"text": "a", "text_column": "name"}, "no effect with text_column"),
        ("name phone region", {"via": "telegram"}, "Unknown form of link"),
    ],
)  # fmt: skip
def test_wrong_options_are_refused_before_the_first_row(
    columns: str, options: dict[str, Any], message: str
) -> None:
    pulled: list[int] = []
    with pytest.raises(OptionError, match=message):
        link_rows(Sheet.from_rows(columns.split(), counted(pulled)), **options)
    assert pulled == []


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (["+966501234567"], ()),
        (["https://wa.me/447911123456"], ()),
        (["tel:+447911123456"], ()),
        (["447911123456@c.us"], ()),
        (["Tel: +44 7911 123456"], ()),
        (["+44 7911 123456 ext. 12"], ()),
        (["+44 (0) 7911 - 123456"], ()),
        (["+447911123456 / +447911123457"], ()),
        (["٠٥٠١٢٣٤٥٦٧"], ()),
        (["Mobile +44 7911 123456", "Bob"], ()),
        (["Bob", "+447911123456"], ("2",)),
        (["01.23.45.67.89"], ()),
        (["2025 1234"], ()),
    ],
    ids=lambda value: " ".join(value) or None,
)
def test_a_first_row_that_is_a_contact_is_not_lost_as_a_header(
    columns: list[str], names: tuple[str, ...]
) -> None:
    with pytest.raises(OptionError, match="If the first row is not a header, add header=False"):
        choose_phone_columns(Sheet.from_rows(columns, []), names)


@pytest.mark.parametrize(
    "header",
    ["phone", "Phone 1 - Value", "tel_2024-01-15", "Tel. 20240115", "Mobile 12.03.2024",
     "Mobile 12/03/2024", "Phone 03-12-2024", "Phone 12 Mar 2024 15:30",
     "Phone (export 31.12.23 10:15)", "Phone Q1 2024 - Q2 2025"],
)  # fmt: skip
def test_a_header_may_have_digits(header: str) -> None:
    assert choose_phone_columns(Sheet.from_rows([header], [])) == [0]


def test_a_column_named_by_its_whole_header_may_have_a_number() -> None:
    header = "Phone (e.g. 0501234567)"
    with pytest.raises(OptionError, match="which contains a phone number"):
        choose_phone_columns(Sheet.from_rows([header], []))
    assert choose_phone_columns(Sheet.from_rows([header], []), (header,)) == [0]


@pytest.mark.parametrize(
    "header",
    ["Fax", "Faxnummer", "Pager", "Emergency contact", "Type", "Order ID", "Invoice no", "price",
     "Leads 12.03.2024", "Name", "x", "公司传真"],
)  # fmt: skip
def test_the_only_column_is_not_read_if_its_header_differs(
    header: str,
) -> None:
    with pytest.raises(OptionError, match="No phone column found"):
        choose_phone_columns(Sheet.from_rows([header], []))
    assert choose_phone_columns(Sheet.from_rows([header], []), (header,)) == [0]
    assert choose_phone_columns(Sheet(["1"], [], has_header=False)) == [0]


def test_one_number_is_not_for_rows_that_are_blank() -> None:
    number = parse_phone("+447911123456")
    found = outcomes(["title", "price"], ("Oak", "1"), ("", " "), number=number)
    assert verdicts(found) == ["447911123456", Reason.EMPTY]


def test_rows_are_read_as_outcomes_are_taken() -> None:
    pulled: list[int] = []
    found = link_rows(Sheet.from_rows(["name", "phone", "region"], counted(pulled)), text="{name}")
    for count in (1, 2, 3):
        next(found)
        assert len(pulled) == count


@pytest.mark.parametrize(
    ("cell", "home", "verdict"),
    [
        ("SA", None, "966501234567"),
        ("sa", None, "966501234567"),
        (" Sa ", "GB", "966501234567"),
        ("AE", "SA", "971501234567"),
        ("", "SA", "966501234567"),
        (" \xa0", "SA", "966501234567"),
        ("", None, Reason.NO_REGION),
        ("Saudi Arabia", "GB", "966501234567"),
        ("السعودية", "GB", "966501234567"),
        ("KSA", None, "966501234567"),
        ("SAU", "GB", "966501234567"),
        ("+966", "GB", "966501234567"),
        ("XX", "SA", Reason.UNKNOWN_REGION),
        ("Congo", "SA", Reason.UNKNOWN_REGION),
    ],
)
def test_the_region_of_a_row(cell: str, home: str | None, verdict: str) -> None:
    columns, row = ("phone", "land"), ("050 123 4567", cell)
    found = outcomes(columns, row, region_column="land", region=home)
    assert verdicts(found) == [verdict]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (
            "Narnia",
            (
                '"Narnia" is not a known country, or may mean several countries: write the code of '
                "the country, such as GB."
            ),
        ),
        (
            "Korea",
            (
                '"Korea" can be KR (South Korea) or KP (North Korea): write the code of the '
                "country, such as KR."
            ),
        ),
    ],
)
def test_an_unknown_region_has_a_way_out(cell: str, message: str) -> None:
    (found,) = outcomes(("phone", "land"), (A, cell), region_column="land")
    assert isinstance(found, Rejected)
    assert found.message == message


def test_an_unknown_region_rejects_even_an_international_number() -> None:
    found = outcomes(("phone", "land"), (A, "XX"), (A, ""), region_column="land")
    assert verdicts(found) == [Reason.UNKNOWN_REGION, A_DIGITS]


def test_assume_is_for_all_rows() -> None:
    rows = [("966501234567",)] * 2
    assert verdicts(outcomes(["phone"], *rows, region="DE")) == [Reason.AMBIGUOUS] * 2
    found = outcomes(["phone"], *rows, region="DE", assume=Assume.INTERNATIONAL)
    assert verdicts(found) == ["966501234567"] * 2


def test_one_number_for_all_rows() -> None:
    number = parse_phone("9.66501234567E+11", "SA")
    assert number.notes
    found = outcomes(
        ("fax", "title"), ("call me", "Bike"), (A, ""), number=number, text="{title|it}: {wa_row}"
    )
    assert verdicts(found) == [B_DIGITS] * 2
    assert texts(found) == ["Bike: 1", "it: 2"]
    assert [o.output[2:] for o in found] == [("accepted", "", "")] * 2


def test_one_number_makes_no_link_of_a_malformed_row() -> None:
    sheet = read_sheet(io.BytesIO(b'title,price\n"Bike,5\nCar,6\nBoat,7,8\n'), "f.csv")
    found = list(link_rows(sheet, number=parse_phone(A)))
    assert verdicts(found) == [Reason.MALFORMED_ROW, A_DIGITS, Reason.MALFORMED_ROW]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("", ""),
        ("Hi", "Hi"),
        ("Hi {name}!", "Hi Ann {phone}!"),
        ("{name|there}", "Ann {phone}"),
        ("{blank|there}", "there"),
        ("{blank|}", ""),
        ("{blank}", Reason.MISSING_FIELD),
        ("{spaces}", Reason.MISSING_FIELD),
        ("{name}{blank}", Reason.MISSING_FIELD),
        ("{{nobody}}", "{nobody}"),
        ("{3}|{phone}", f"Ann {{phone}}|{A}"),
        ("{wa_row}/{wa_digits}/{wa_phone}", f"1/{A_DIGITS}/+44 7911 123456"),
        ("{a b}\r\n{é}", "x y\nz"),
        ("{broken}", Reason.TEXT_NOT_ENCODABLE),
    ],
)
def test_the_template_of_the_text(template: str, text: str) -> None:
    columns = ("phone", "blank", "name", "spaces", "a b", "é", "broken")
    row = (A, "", "Ann {phone}", " \xa0\t", "x y", "z", "\ud800")
    assert texts(outcomes(columns, row, text=template)) == [text]


@pytest.mark.parametrize(
    "text", ["", " ", "Hi {name}", "{", "{{}}", "50%20off & more", "a\nb", "}"]
)
def test_a_text_column_is_no_template(text: str) -> None:
    found = outcomes(("phone", "ad"), (A, text), text_column="ad")
    assert texts(found) == [text]
    url = outcomes(("phone",), (A,), text=text.replace("{", "{{").replace("}", "}}"))[0].output[0]
    assert found[0].output[0] == url


@pytest.mark.parametrize(
    ("cell", "region", "status", "code"),
    [
        (A, None, "accepted", ""),
        ("0501234567", "SA", "accepted", ""),
        ("966501234567", "SA", "repaired", "plus_assumed"),
        ("966501234567.0", "SA", "repaired", "decimal_dropped plus_assumed"),
        ("0501234567;0559876543", "SA", "repaired", "several_numbers"),
        ("011 4567-8901", "AR", "accepted", "ar_maybe_mobile"),
        ("call me", None, "rejected", "letters"),
        ("", None, "rejected", "empty"),
    ],
)
def test_statuses_and_codes(cell: str, region: str | None, status: str, code: str) -> None:
    (found,) = outcomes(["phone"], [cell], region=region)
    values = dict(zip(OUTPUT_COLUMNS, found.output, strict=True))
    assert (found.status, values["wa_status"], values["wa_reason"]) == (status, status, code)
    assert bool(values["wa_note"]) is bool(code)
    assert bool(values["wa_link"]) is bool(values["wa_phone"]) is (status != "rejected")


def test_a_damaged_text_is_noted_and_accepted() -> None:
    (found,) = outcomes(["phone"], [A], text="ZoÃ«")
    assert found.output[2:4] == ("accepted", "text_mojibake")


@pytest.mark.parametrize(
    ("via", "start"),
    [("wa.me", "https://wa.me/4"), ("api", "https://api.w"), ("web", "https://web.w"),
     ("app", "whatsapp://")],
)  # fmt: skip
def test_the_form_of_the_links(via: str, start: str) -> None:
    assert outcomes(["phone"], [A], via=via)[0].output[0].startswith(start)


SHEET = b"""name,phone,note
Ann,+44 7911 123456,"a, b"
Bob,call me,

Eve,0501234567,"x
y"
"Runaway,050 123 4568,
Joe,,z
Kim,050 123 4569,too,many
Lea,966501234567,
"""


def test_the_output_fed_back_gives_the_same_output() -> None:
    once = output_of(SHEET, region="SA", text="Hi {name}")
    assert once.count(b"malformed_row") == 2
    assert output_of(once, region="SA", text="Hi {name}") == once


@given(st.lists(st.tuples(CELLS, PHONES | CELLS), max_size=8))
def test_any_output_fed_back_gives_the_same_output(rows: list[tuple[str, ...]]) -> None:
    once = output_of(saved(["name", "phone"], [("Ann", A), *rows]), region="SA")
    assert output_of(once, region="SA") == once


@pytest.mark.parametrize(
    "line", [",2025550123,", ',2025550123,"', '"2025550123,', "2025550123,2025550124,2025550125"]
)
@pytest.mark.parametrize("columns", [OUTPUT_COLUMNS, REJECTS_COLUMNS], ids=["output", "rejects"])
def test_a_malformed_row_fed_back_as_it_is_gives_no_link(
    line: str, columns: tuple[str, ...]
) -> None:
    sheet = read_sheet(io.BytesIO(f"phone,id\n{line}\n".encode()), "f.csv")
    (first,) = link_rows(sheet, region="US")
    assert isinstance(first, Rejected)
    values = first.output if columns == OUTPUT_COLUMNS else first.reject_output
    again = saved((*sheet.columns, *columns), [(*first.row.cells, *values)])
    (second,) = link_rows(read_sheet(io.BytesIO(again), "f.csv"), region="US")
    assert isinstance(second, Rejected)
    assert (second.reason, second.message) == (first.reason, first.message)


@pytest.mark.parametrize("delimiter", ["~", "/", " ", "-"])
def test_a_malformed_row_with_another_delimiter_gives_no_link(delimiter: str) -> None:
    text = f"phone{delimiter}id\n{delimiter.join(('+4479', '1112', '3456'))}\n"
    sheet = read_sheet(io.BytesIO(text.encode()), "f.csv", delimiter=delimiter)
    (first,) = link_rows(sheet)
    assert isinstance(first, Rejected)
    again = saved((*sheet.columns, *REJECTS_COLUMNS), [(*first.row.cells, *first.reject_output)])
    (second,) = link_rows(read_sheet(io.BytesIO(again), "f.csv"))
    assert isinstance(second, Rejected)
    assert second.message == first.message


def test_a_number_in_json_lines_is_not_a_repaired_row() -> None:
    columns = ("phone", "id", "wa_reason", "wa_note")
    for note in ("It is JSON, but no object: a number.", ""):
        again = saved(columns, [("+447911123456", "", "malformed_row", note)])
        (found,) = link_rows(read_sheet(io.BytesIO(again), "f.csv"))
        assert isinstance(found, Rejected)


@pytest.mark.parametrize("note", ["", "x" * 501, "two\nlines", "\x1b]0;title\x07"])
def test_a_note_that_is_not_ours_is_not_shown(note: str) -> None:
    again = saved(("phone", "wa_reason", "wa_note"), [("a,b", "malformed_row", note)])
    (found,) = link_rows(read_sheet(io.BytesIO(again), "f.csv"))
    assert isinstance(found, Rejected)
    assert found.message.startswith("The row was malformed, and still is")


def test_an_overlong_cell_gives_no_link_in_a_second_run() -> None:
    lines = ["phone", '"', *["x"] * 200, "+447911123456", *["x"] * 200, 'y"', B]
    once = output_of("\n".join(lines).encode())
    assert once.count(b"https://wa.me") == 1
    assert output_of(once) == once


@pytest.mark.parametrize(
    "mended", [("+447911123456", ""), ("+447911123456", "7, 8"), ("+447911123456;", "7")]
)
def test_a_malformed_row_that_was_fixed_gives_its_link(mended: tuple[str, str]) -> None:
    columns = ("phone", "id", "wa_reason", "wa_note")
    again = saved(columns, [(*mended, "malformed_row", "A cell's opening quote has none.")])
    found = list(link_rows(read_sheet(io.BytesIO(again), "f.csv")))
    assert (verdicts(found), found[0].row.cells) == ([A_DIGITS], mended)


def test_fixed_rejects_give_links_and_no_doubled_columns() -> None:
    sheet = read_sheet(io.BytesIO(SHEET), "f.csv")
    rejected = [o for o in link_rows(sheet, region="SA") if isinstance(o, Rejected)]
    assert [o.reject_output[:2] for o in rejected] == [
        ("3", "letters"), ("7", "malformed_row"), ("8", "empty"), ("9", "malformed_row"),
    ]  # fmt: skip
    rejects = [(*o.row.cells, *o.reject_output) for o in rejected]
    mended = [(row[0].strip('"').split(",")[0], A, *row[2:]) for row in rejects]
    again = read_sheet(io.BytesIO(saved((*sheet.columns, *REJECTS_COLUMNS), mended)), "rejects.csv")
    assert again.columns == sheet.columns
    found = list(link_rows(again, region="SA"))
    assert verdicts(found) == [A_DIGITS] * 4
    assert [o.row.cells for o in found] == [row[:3] for row in mended]


PEAK = """
import io, sys
from pathlib import Path
from wa_link.batch.linker import link_rows
from wa_link.sheets.input_formats import read_sheet

ROWS = [
    b"Ann,+447911%06d,x\\n", b'"Bob, B.",call me %d,"x\\ny"\\n', b'"Eve,%d\\n', b"Joe,,%d\\n",
]

class Source(io.RawIOBase):
    left, ahead = int(sys.argv[1]), b"name,phone,note\\n"
    def readable(self):
        return True
    def readinto(self, buffer):
        while self.left and len(self.ahead) < len(buffer):
            self.left -= 1
            self.ahead += ROWS[self.left % 4] % self.left
        part, self.ahead = self.ahead[:len(buffer)], self.ahead[len(buffer):]
        buffer[:len(part)] = part
        return len(part)

sheet = read_sheet(io.BufferedReader(Source()), "f.csv")
rows = sum(1 for _ in link_rows(sheet, text="Hi {name}"))
status = Path("/proc/self/status").read_text()
print(rows, next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is Linux's")
def test_memory_does_not_grow_with_the_sheet() -> None:
    # VmHWM is used, because the ru_maxrss of a child begins with the value of its parent.
    peaks = []
    for count in (2_000, 100_000):
        command = [sys.executable, "-c", PEAK, str(count)]
        run = subprocess.run(command, capture_output=True, check=True, text=True, timeout=300)
        rows, kilobytes = map(int, run.stdout.split())
        assert rows == count
        peaks.append(kilobytes)
    assert peaks[1] - peaks[0] < 10_000


def phones(*cells: str) -> list[tuple[str]]:
    return [(cell,) for cell in cells]


PAIR = "+447911123456; +447911123457"


@pytest.mark.parametrize(
    ("multiple", "cell", "expected"),
    [
        ("first", PAIR, ["447911123456"]),
        ("split", PAIR, ["447911123456", "447911123457"]),
        ("reject", PAIR, [Reason.AMBIGUOUS]),
        ("split", "+447911123456; 12; -", ["447911123456", Reason.NO_REGION]),
        ("reject", "+447911123456; 12", [Reason.AMBIGUOUS]),
        ("split", "+447911123456; +44 7911 123456", ["447911123456"]),
        ("reject", "+447911123456; +44 7911 123456", ["447911123456"]),
        ("split", "12; 13", [Reason.NO_REGION]),
        ("reject", "", [Reason.EMPTY]),
        ("split", "+447911123456", ["447911123456"]),
    ],
)
def test_several_numbers_in_a_cell(multiple: str, cell: str, expected: list[str]) -> None:
    found = outcomes(["phone"], *phones(cell), multiple=multiple)
    assert verdicts(found) == expected
    notes = {note.code for o in found if isinstance(o, Accepted) for note in o.link.notes}
    several = multiple == "first" or len(expected) > 1
    assert notes == ({NoteCode.SEVERAL_NUMBERS} if several else set())


def test_unique_rejects_a_repeated_number() -> None:
    rows = [("+447911123456", "a"), ("+44 7911 123456", "b"), ("+447911123457", "c")]
    assert verdicts(outcomes(["phone", "n"], *rows)) == [
        "447911123456",
        "447911123456",
        "447911123457",
    ]
    found = outcomes(["phone", "n"], *rows, unique=True)
    assert verdicts(found) == ["447911123456", Reason.DUPLICATE, "447911123457"]
    assert found[1].output[-1] == "The number +44 7911 123456 already has a link, on line 2."


def test_a_number_whose_row_was_rejected_is_no_duplicate() -> None:
    rows = [("+447911123456", ""), ("+447911123456", "b")]
    found = outcomes(["phone", "n"], *rows, unique=True, text="Hi {n}")
    assert verdicts(found) == [Reason.MISSING_FIELD, "447911123456"]


def test_an_unknown_way_to_read_several_numbers_is_refused() -> None:
    with pytest.raises(OptionError, match='multiple must be first, split or reject, not "all"'):
        link_rows(Sheet.from_rows(["phone"], []), multiple="all")


def test_a_cell_of_very_many_numbers_is_no_row_for_each() -> None:
    numbers = [f"+4479111{i:05d}" for i in range(51)]
    for count, rows in ((50, 50), (51, 1)):
        sheet = read_sheet(io.BytesIO(f"phone\n{';'.join(numbers[:count])}\n".encode()), "f.csv")
        found = list(link_rows(sheet, multiple="split"))
        assert len(found) == rows
    assert isinstance(found[0], Rejected)
    assert (
        found[0].reason,
        "contains 51 numbers, and a row can be split into at most 50 rows" in found[0].message,
    ) == ("ambiguous", True)
