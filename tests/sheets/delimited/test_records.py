from __future__ import annotations

import csv
import io
import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wa_link.sheets.delimited.detect_delimiter import detect_delimiter, take_sep_line
from wa_link.sheets.delimited.quoted_cells import DelimitedLines, scan_record
from wa_link.sheets.delimited.records import read_blocks, read_records
from wa_link.sheets.delimited.split_line import DELIMITERS, LineBlock, split_line
from wa_link.sheets.delimited.write_delimited import format_record
from wa_link.sheets.rows import Record
from wa_link.sheets.sheet import Sheet

SPECIAL = '",;\t|\r\n\0\xa0 =é٣😀\x85\u2028a'
CELLS = st.text(st.sampled_from(SPECIAL) | st.characters(codec="utf-8"), max_size=12)


@st.composite
def tables(draw: st.DrawFn, min_width: int = 1) -> list[list[str]]:
    width = draw(st.integers(min_width, 5))
    return draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8))


def lines_of(text: str) -> DelimitedLines:
    return DelimitedLines([line] for line in io.StringIO(text, newline=""))


def read(text: str, delimiter: str | None = ",") -> list[Record | None]:
    return list(read_records(lines_of(text), delimiter))


def records(text: str, delimiter: str | None = ",") -> list[Record]:
    return [record for record in read(text, delimiter) if record]


def physical_lines(text: str) -> list[str]:
    return re.findall("([^\r\n]*)(?:\r\n|\r|\n)|([^\r\n]+)", text) and [
        first or second for first, second in re.findall("([^\r\n]*)(?:\r\n|\r|\n)|([^\r\n]+)", text)
    ]


def written(row: list[str], delimiter: str, quoting: int, line_end: str) -> str:
    file = io.StringIO(newline="")
    csv.writer(
        file,
        delimiter=delimiter,
        quoting=csv.QUOTE_ALL if quoting == csv.QUOTE_ALL else csv.QUOTE_MINIMAL,
        lineterminator=line_end,
    ).writerow(row)
    return file.getvalue()


def is_plain(row: list[str], quoting: int, line_end: str) -> bool:
    """Return whether the csv module writes the row in a way that can be read."""
    if quoting == csv.QUOTE_ALL:
        return True
    lone = line_end == "\n" and any("\r" in cell for cell in row)  # csv does not quote CR
    blank = len(row) == 1 and not row[0].strip() and row != [""]  # a blank line is not a row
    return not lone and not blank


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL], ids=["minimal", "all"])
@pytest.mark.parametrize("delimiter", DELIMITERS, ids=["comma", "semicolon", "tab", "pipe"])
@given(tables())
def test_csv_output_is_read_cell_by_cell(
    delimiter: str, quoting: int, line_end: str, table: list[list[str]]
) -> None:
    rows = [row for row in table if is_plain(row, quoting, line_end)]
    texts = [written(row, delimiter, quoting, line_end) for row in rows]
    found = read("".join(texts), delimiter)
    starts = [1 + len(physical_lines("".join(texts[:i]))) for i in range(len(texts))]
    assert [r and (r.line, list(r.cells), r.raw, r.problem) for r in found] == [
        (start, row, text.removesuffix(line_end), "")
        for start, row, text in zip(starts, rows, texts, strict=True)
    ]


@pytest.mark.parametrize("delimiter", DELIMITERS, ids=["comma", "semicolon", "tab", "pipe"])
@given(tables())
def test_our_csv_is_read_back_by_csv_and_by_us(delimiter: str, table: list[list[str]]) -> None:
    text = "".join(format_record(row, delimiter) for row in table)
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) == table
    assert [r and (list(r.cells), r.problem) for r in read(text, delimiter)] == [
        (row, "") for row in table
    ]


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (["a", "b c", ""], "a,b c,\n"),
        (["a,b", 'c"d', "e\nf", "g\rh"], '"a,b","c""d","e\nf","g\rh"\n'),
        (["a;b", "c\td", "'e'"], "a;b,c\td,'e'\n"),
        ([""], '""\n'),
        ([" "], '" "\n'),
        (["", ""], ",\n"),
    ],
)
def test_only_cells_that_need_quotes_get_them(values: list[str], line: str) -> None:
    assert format_record(values, ",") == line


@given(st.text(st.sampled_from('"",,\r\n\n ab'), max_size=60), st.sampled_from([*DELIMITERS, None]))
def test_no_line_of_any_text_is_lost_or_read_twice(text: str, delimiter: str | None) -> None:
    expected = physical_lines(text)
    position = 0
    for record in read(text, delimiter):
        if record is None:
            assert not expected[position].strip()
            position += 1
        else:
            assert record.line == position + 1
            # A CR at the end of a line inside quotes and the LF of the file are one line end.
            taken = physical_lines(record.raw)
            assert taken == expected[position : position + len(taken)]
            position += len(taken)
    assert position == len(expected)


@given(tables(min_width=2))
def test_a_record_with_a_problem_has_no_cells_and_one_line(table: list[list[str]]) -> None:
    text = "".join(",".join(row) + "\n" for row in table)  # no quote is correct
    for record in records(text):
        assert bool(record.problem) is (not record.cells)
        if record.problem:
            assert record.raw == physical_lines(text)[record.line - 1]


LONG = "x" * 100_000
BREAKS = "\n" * 200
GOOD = ["r{},+44 7911 12345{}", '"r{}, quoted",{}', '"r{} ""q""","{}"', "r{}\t'{}'"]

DEFECTS = {
    "runaway-first-cell": '"x,y',
    "runaway-last-cell": 'x,"y',
    "runaway-only-a-quote": 'x,"',
    "runaway-after-a-good-quote": '"x","y',
    "runaway-ends-with-doubled-quote": 'x,"y""',
    "three-quotes": 'x,"""',
    "text-behind-a-quote": '"x"y,z',
    "space-behind-a-quote": '"x" ,z',
    "quote-within-quotes": '"x "y" z",w',
    "backslash-escape": r'"x \"y\" z",w',
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("place", [0, 1, 2, 3, 4], ids=["first", "second", "mid", "4th", "last"])
@pytest.mark.parametrize("closed", [True, False], ids=["line-end", "no-last-line-end"])
@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS)
def test_a_malformed_row_costs_one_row(
    defect: str,
    closed: bool,  # noqa: FBT001
    place: int,
    line_end: str,
) -> None:
    good = [form.format(i, i) for i, form in enumerate(GOOD)]
    texts = [*good[:place], defect, *good[place:]]
    found = records(line_end.join(texts) + line_end * closed)
    cells = [next(csv.reader([text])) for text in good]
    assert [(r.line, list(r.cells), r.raw) for r in found] == [
        (i + 1, [] if text == defect else cells[good.index(text)], text)
        for i, text in enumerate(texts)
    ]
    assert [bool(r.problem) for r in found] == [text == defect for text in texts]


@given(
    st.lists(
        st.lists(
            st.from_regex(r"[a-z0-9][a-z ,\n\"]{0,8}|", fullmatch=True), min_size=3, max_size=3
        ),
        min_size=1,
        max_size=8,
    ),
    st.data(),
)
def test_an_unclosed_quote_in_a_quoted_table_costs_one_row(
    table: list[list[str]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(table)))
    texts = [written(row, ",", csv.QUOTE_ALL, "\n") for row in table]
    found = records("".join([*texts[:place], 'x,"y\n', *texts[place:]]))
    assert [r.raw for r in found if r.problem] == ['x,"y']
    assert [list(r.cells) for r in found if not r.problem] == table


@pytest.mark.parametrize(
    ("cell", "is_read"),
    [
        pytest.param(LONG, True, id="100000-characters"),
        pytest.param(LONG + "x", False, id="100001-characters"),
        pytest.param(BREAKS, True, id="200-lf"),
        pytest.param(BREAKS + "\n", False, id="201-lf"),
        pytest.param(BREAKS.replace("\n", "\r\n"), True, id="200-crlf"),
        pytest.param(BREAKS.replace("\n", "\r"), True, id="200-cr"),
        pytest.param((LONG[:1000] + "\n") * 99, True, id="99099-characters-on-99-lines"),
        pytest.param((LONG[:1000] + "\n") * 100, False, id="100100-characters-on-100-lines"),
    ],
)
def test_a_quoted_cell_ends_within_limits(cell: str, is_read: bool) -> None:  # noqa: FBT001
    text = f'a,b\n"{cell}",c\nd,e\n'
    found = records(text)
    assert (found[0].cells, found[-1].cells) == (("a", "b"), ("d", "e"))
    if is_read:
        assert [r.cells for r in found[1:-1]] == [(cell, "c")]
        assert found[-1].line == 3 + len(re.findall("\r\n|\r|\n", cell))
    else:
        assert found[1].problem
        assert found[1].raw == text.splitlines()[1]
        blank = sum(record is None for record in read(text))
        assert len(found) + blank == len(text.splitlines())


INSIDE = "Victim,+447911123456,pay here\n"
OVERLONG = {
    "many lines": ["\n", *[f"line {i}\n" for i in range(250)], INSIDE, "the end"],
    "many characters": ["x" * 60_000 + "\n", "x" * 60_000 + "\n", INSIDE, ""],
    "many blank lines": ["a\n", *["\n"] * 300, INSIDE, "b"],
    "doubled quotes": ["\n", *['""a""\n'] * 250, INSIDE, "b"],
    "hundreds of thousands of characters": ["\n", *["y" * 99 + "\n"] * 9_000, INSIDE, "b"],
}


@pytest.mark.parametrize("cells", ["{}", "{},x", 'a,{},"b\n' + INSIDE + '"', '"a,\nb",{}'])
@pytest.mark.parametrize("name", OVERLONG)
def test_no_line_of_an_overlong_cell_is_a_row(name: str, cells: str) -> None:
    """Text that a stranger wrote into a cell must not become rows with links."""
    before, after = "Ann,+447911123450,ok\n", "Bob,+447911123451,ok\n"
    row = cells.format('"' + "".join(OVERLONG[name]) + '"') + "\n"
    found = records(before + row + after)
    assert [r.raw for r in found if not r.problem] == [before.strip(), after.strip()]
    assert [r.raw for r in found if r.problem] == [
        line for line in map(str.rstrip, row.splitlines()) if line
    ]
    assert all("is inside a quoted cell that is too long" in r.problem for r in found if r.problem)
    in_blocks = [
        record
        for each in read_blocks(lines_of(before + row + after), ",")
        if each
        for record in ([each] if isinstance(each, Record) else each.rows(0, 3))
    ]
    assert [each.line for each in in_blocks] == [r.line for r in found]
    assert [each.raw for each in in_blocks] == [r.raw for r in found]


@pytest.mark.parametrize("behind", ["", '"Lee, Cy",+447911123456,x\n', 'Cy,"a ""b""",x\n'])
def test_an_unclosed_quote_costs_one_row_at_any_distance(behind: str) -> None:
    rows = "".join(f"Ann,+447911{i:06d},ok\n" for i in range(2_000))
    found = records('Bo,"x,y\n' + rows + behind)
    assert [r.line for r in found if r.problem] == [1]
    assert len(found) == 2_001 + bool(behind)


def test_the_limits_hold_for_each_cell_alone() -> None:
    cell = "\n" * 150
    (found,) = records(f'"{cell}","{cell}","{LONG}","{LONG}"\n')
    assert found.cells == (cell, cell, LONG, LONG)


@pytest.mark.parametrize(
    ("text", "blank", "lines"),
    [
        ("a,b\n\nc,d\n", 1, [1, 3]),
        ("\n\n\na,b\n", 3, [4]),
        ("a,b\n \t\n\xa0\n\r\n\r", 4, [1]),
        ("a,b\n,\n", 0, [1, 2]),
        ('a,b\n""\n', 0, [1, 2]),
        ('a,b\n"x\n\ny",c\nd,e\n', 0, [1, 2, 5]),
        ("a\rb\rc", 0, [1, 2, 3]),
        ("a\r\nb\nc\rd", 0, [1, 2, 3, 4]),
        ("a,b\r\r\nc,d\r\r\n", 2, [1, 3]),
        ("", 0, []),
    ],
)
def test_lines_are_counted(text: str, blank: int, lines: list[int]) -> None:
    found = read(text)
    assert (found.count(None), [r.line for r in found if r]) == (blank, lines)


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_a_line_of_blank_cells_is_a_row(delimiter: str) -> None:
    (found,) = records(f" {delimiter}\n", delimiter)
    assert found.cells == (" ", "")


def test_each_line_is_one_cell_without_a_delimiter() -> None:
    found = records('Smith, John;x|y\tz\n"quoted, ""so"""\n"bad" one\n', None)
    assert [(r.cells, bool(r.problem)) for r in found] == [
        (("Smith, John;x|y\tz",), False),
        (('quoted, "so"',), False),
        ((), True),
    ]


def seconds(text: str, count: int, problems: int) -> float:
    lines = lines_of(text)
    began = time.process_time()
    found = [record for record in read_records(lines, ",") if record]
    took = time.process_time() - began
    assert (len(found), sum(bool(r.problem) for r in found)) == (count, problems)
    return took


@pytest.mark.parametrize(
    ("text", "count", "problems"),
    [
        pytest.param('a,"b\n' + "c,d\n" * 100_000, 100_001, 1, id="one-in-front-of-100000"),
        pytest.param('"abc,d\n' * 10_000, 10_000, 10_000, id="on-every-line"),
        pytest.param('a,"b""\n' * 10_000, 10_000, 10_000, id="on-every-line-doubled"),
        pytest.param(('"' + "c,d\n" * 250) * 40, 10_000, 40, id="beyond-the-bound"),
        pytest.param(",".join(['"a"'] * 300_000) + "\n", 1, 0, id="300000-quoted-cells"),
        pytest.param('"' + '""' * 1_000_000 + "\na,b\n", 2, 1, id="two-million-quotes"),
    ],
)
def test_unclosed_quotes_take_little_time(text: str, count: int, problems: int) -> None:
    assert seconds(text, count, problems) < 30


def test_lines_can_be_peeked_at() -> None:
    source = iter([["a"], ["b"], [], ["c", "d"], ["e"], ["f"]])
    lines = DelimitedLines(source)
    assert [list(lines.peek(count)) for count in (1, 2, 2)] == [["a"], ["a", "b"], ["a", "b"]]
    assert (lines.take(), lines.taken_count) == ("a", 1)
    assert list(lines.peek(2)) == ["b", "c", "d"]
    assert next(source) == ["e"]
    assert (lines.take_block(), lines.taken_count, lines.take_block()) == (["b", "c", "d"], 4, [])
    assert [lines.take() for _ in range(3)] == ["f", None, None]
    assert (list(lines.peek(1)), lines.taken_count) == ([], 5)


def test_lines_are_taken_only_with_their_records() -> None:
    taken = 0

    def source() -> list[str]:
        nonlocal taken
        taken += 1
        return ["a,b\n"]

    found = read_records(DelimitedLines(source() for _ in range(1000)), ",")
    for expected in (1, 2, 3):
        next(found)
        assert taken == expected


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        pytest.param("name,phone\nAnn,1\nBob,2\n", ",", id="comma"),
        pytest.param("name;phone\nAnn;1\nBob;2\n", ";", id="semicolon"),
        pytest.param("name\tphone\nAnn\t1\nBob\t2\n", "\t", id="tab"),
        pytest.param("name|phone\nAnn|1\nBob|2\n", "|", id="pipe"),
        pytest.param("name\nSmith, John\nDoe, Jane\n", None, id="one-column-with-commas"),
        pytest.param("name\nSmith\nDoe\n", None, id="one-column"),
        pytest.param("phone\n0501;0502\n0503\n", None, id="one-column-with-some-semicolons"),
        pytest.param('name\n"Smith, John"\n', None, id="one-column-with-quoted-commas"),
        pytest.param("name;price\nx;1,5\ny;2,5\n", ";", id="decimal-commas"),
        pytest.param("name;a;b\nx;1,5;2,5\ny;2,5;3,5\n", ";", id="more-decimal-commas"),
        pytest.param("x;1,5;z\ny;2,5;z\n", ";", id="decimal-commas-no-header"),
        pytest.param("name, first;phone\nAnn;1\nBob;2\n", ";", id="comma-in-header"),
        pytest.param('"a;b;c","d"\n"e;f;g","h"\n', ",", id="quoted-semicolons"),
        pytest.param('"a,b,c";d\n"e,f,g";h\n', ";", id="quoted-commas"),
        pytest.param("name\tphones\nSmith, A\t1;2\nDoe, B\t3;4\n", "\t", id="tab-with-all-others"),
        pytest.param("name,phones\nAnn,1;2\nBob,3;4\nEve,5\n", ",", id="semicolons-within"),
        pytest.param("name,phone\nAnn\nBob,2\nEve,3,x\n", ",", id="ragged"),
        pytest.param('name;phone\n"Ann;1\nBob;2\n', ";", id="runaway-quote"),
        pytest.param('name;t\nAnn;"' + "x, y\n" * 60 + '"\n', ";", id="cell-longer-than-sample"),
        pytest.param("\n\nname;phone\n\nAnn;1\n", ";", id="blank-lines"),
        pytest.param("name;phone", ";", id="header-only-no-line-end"),
        pytest.param("name,phone\r\n", ",", id="header-only"),
        pytest.param("name", None, id="one-word"),
        pytest.param("\n\n", None, id="blank"),
        pytest.param("", None, id="nothing"),
        pytest.param("name;phone\rAnn;1\rBob;2", ";", id="cr"),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str | None) -> None:
    lines = lines_of(text)
    assert detect_delimiter(lines) == delimiter
    assert lines.taken_count == 0


@pytest.mark.parametrize(
    ("told", "delimiter"),
    [("sep=;\n", ";"), ("SEP=,\r\n", ","), ("sep=\t\r", "\t"), ("sep=|\n", "|"), ("sep=^\n", "^")],
)
def test_the_sep_line_is_obeyed_and_skipped(told: str, delimiter: str) -> None:
    lines = lines_of(told + "a,b;c\td|e^f\n")
    assert take_sep_line(lines, "x") is None
    assert take_sep_line(lines, delimiter) == delimiter
    (found,) = [record for record in read_records(lines, delimiter) if record]
    assert (found.line, list(found.cells)) == (2, "a,b;c\td|e^f".split(delimiter))


@pytest.mark.parametrize("first", ['sep="', "sep=", "sep=;;", "sep", "sep;=", " sep=;", "sep=\r;"])
def test_other_first_lines_are_not_sep_lines(first: str) -> None:
    lines = lines_of(f"{first}\na,b\n")
    assert take_sep_line(lines) is None
    assert lines.taken_count == 0


def test_the_delimiter_is_found_in_a_limited_sample() -> None:
    lines = lines_of("name\n" + "Ann\n" * 60 + "a,b\n" * 1000)
    assert detect_delimiter(lines) is None
    assert len(lines.peek(0)) == 50


@given(
    st.text(st.sampled_from("\",;\t| '\\aé\0"), max_size=14).filter(lambda text: '"' in text),
    st.sampled_from(DELIMITERS),
)
@example('"a""b",c', ",")
@example('a"b",c', ",")
@example('"a"b,c', ",")
@example('"', ",")
def test_the_scanner_finds_the_cells_that_csv_finds(text: str, delimiter: str) -> None:
    closer = scan_record(text, DelimitedLines(iter(())), delimiter)
    assert split_line(text, delimiter) == (tuple(closer.cells) if closer else ())


# Lines that are a complete record, a part of a record, or blank, alone or with the next lines.
LINES = (
    "a,b", "", " ", "\t", "\t\t", ",", ",,", '"a",b', '"a, ""b""",c', 'a"b,c', '5" x,"de', '"',
    '""', '"a', 'b"', '"a,b', 'c",d', '"a"b', "a,b,c", "é;ü", "\x0b", "\0,\0", "x" * 5_000, "=1,2",
)  # fmt: skip


def rows_of(sheet: Sheet) -> list[tuple[object, ...]]:
    """Return the attributes of each row, and the number of blank lines."""
    rows = [(row.number, row.line, row.cells, row.problem, row.raw) for row in sheet]
    return [*rows, (sheet.blank_lines,)]


@given(
    blocks=st.lists(
        st.lists(st.sampled_from(LINES) | st.text(st.sampled_from(SPECIAL), max_size=8), max_size=6)
    ),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    delimiter=st.sampled_from([*DELIMITERS, None, "x", " "]),
    columns=st.sampled_from([("a",), ("a", "b"), ("a", "b", "wa_link")]),
)
@example([['5" x,"de', "f,g"]], "\n", ",", ("a", "b"))
@example([['"a,b', 'c",d'], ["e,f"]], "\n", ",", ("a", "b"))
@example([["a,b", '"c'], ['d",e']], "\n", ",", ("a", "b"))
@example([['"a"'] * 3, ["b", "c,d"]], "\n", None, ("a",))
def test_blocks_make_the_same_rows_as_records(
    blocks: list[list[str]], ends: str, delimiter: str | None, columns: tuple[str, ...]
) -> None:
    text = [physical_lines_of(block, ends) for block in blocks]
    together = Sheet(
        columns, read_blocks(DelimitedLines(text), delimiter), delimiter=delimiter or ","
    )
    apart = Sheet(
        columns, read_records(DelimitedLines(text), delimiter), delimiter=delimiter or ","
    )
    assert rows_of(together) == rows_of(apart)


def physical_lines_of(block: list[str], end: str) -> list[str]:
    return list(io.StringIO("".join(line + end for line in block), newline=""))


@pytest.mark.parametrize(
    ("lines", "delimiter", "kept"),
    [
        pytest.param(["a,b", "c", ",", "d,e,f"], ",", True, id="plain"),
        pytest.param(['"a",b', '"c, ""d""",e', 'f"g,h'], ",", True, id="quotes"),
        pytest.param(["a", "b,c"], None, True, id="one column"),
        pytest.param(["axb", "x"], "x", True, id="any delimiter"),
        pytest.param(["a,b", ""], ",", False, id="blank line"),
        pytest.param(["a\tb", "\t"], "\t", False, id="a line that may be blank"),
        pytest.param(['a,"b', 'c",d'], ",", False, id="a cell of two lines"),
        pytest.param(['a,"b'], ",", False, id="no closing quote"),
        pytest.param(['"a"x"b"'], "x", False, id="quotes and any delimiter"),
        pytest.param(['"' + "a" * 100_000 + '",b'], ",", False, id="a cell that is too long"),
    ],
)
def test_blocks_have_whole_records(lines: list[str], delimiter: str | None, kept: bool) -> None:  # noqa: FBT001
    block = [f"{line}\n" for line in lines]
    (first, *_) = read_blocks(DelimitedLines([block]), delimiter)
    assert isinstance(first, LineBlock) is kept


def test_blocks_can_be_split() -> None:
    lines = [f'{n},"b"\n' for n in range(10)]
    block = LineBlock(7, lines, ",")
    whole = block.rows(100, 2)
    cut = list(block.split(4))
    assert [len(part) for part in cut] == [4, 4, 2]
    assert [row for i, part in enumerate(cut) for row in part.rows(100 + 4 * i, 2)] == whole
    assert [(row.line, row.cells[0]) for row in whole][::9] == [(7, "0"), (16, "9")]


def test_a_block_after_a_record_of_several_lines_stays_whole() -> None:
    """Lines that were read ahead are not lost, and the lines after them form one block."""
    lines = DelimitedLines([["a,b\n", '"c\n'], ['d",e\n', "f,g\n", "h,i\n"], ["j,k\n"]])
    found = list(read_blocks(lines, ","))
    assert [type(each) for each in found] == [Record, Record, LineBlock, LineBlock]
    assert [len(each) for each in found if isinstance(each, LineBlock)] == [2, 1]
