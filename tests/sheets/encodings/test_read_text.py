from __future__ import annotations

import codecs
import io
import re
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import InputError, OptionError
from wa_link.sheets.encodings.detect_encoding import detect_encoding
from wa_link.sheets.encodings.read_text import MAX_LINE, read_text

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

TEXT = "name,téléphone\r\nعلي,٠٥٠١٢٣٤٥٦٧\nzoë,😀\rlast, no line end"
LINES = ["name,téléphone\r\n", "علي,٠٥٠١٢٣٤٥٦٧\n", "zoë,😀\r", "last, no line end"]

SOME_ENCODINGS = ("utf-8", "utf-16-le", "utf-32-be", "gb18030")


def lines_of(data: bytes, encoding: str | None = None) -> list[str]:
    return list(read_text(io.BytesIO(data), "f.csv", encoding).lines)


class Source(io.RawIOBase):
    """A file that gives at most `step` bytes at a time and counts them."""

    def __init__(self, data: bytes, step: int) -> None:
        self.data = data
        self.step = step
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        part = self.data[self.given : self.given + min(self.step, len(view))]
        view[: len(part)] = part
        self.given += len(part)
        return len(part)


@pytest.mark.parametrize(
    ("mark", "encoding", "named", "wants_mark"),
    [
        pytest.param(b"", "utf-8", None, False, id="utf-8"),
        pytest.param(b"", "utf-8", "utf-8", False, id="utf-8-named"),
        pytest.param(b"", "utf-8", "UTF8", False, id="utf-8-named-in-another-way"),
        pytest.param(b"", "utf-8", "", False, id="empty-name-is-no-name"),
        pytest.param(codecs.BOM_UTF8, "utf-8", None, True, id="utf-8-mark"),
        pytest.param(codecs.BOM_UTF8, "utf-8", "utf-8", True, id="utf-8-mark-named"),
        pytest.param(codecs.BOM_UTF8, "utf-8", "utf-8-sig", True, id="utf-8-mark-named-sig"),
        pytest.param(codecs.BOM_UTF16_LE, "utf-16-le", None, True, id="utf-16-le-mark"),
        pytest.param(codecs.BOM_UTF16_BE, "utf-16-be", None, True, id="utf-16-be-mark"),
        pytest.param(codecs.BOM_UTF16_LE, "utf-16-le", "utf-16", True, id="utf-16-mark-named"),
        pytest.param(codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le", True, id="utf-16-le-mark-le"),
        pytest.param(codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be", True, id="utf-16-be-mark-be"),
        pytest.param(codecs.BOM_UTF32_LE, "utf-32-le", None, True, id="utf-32-le-mark"),
        pytest.param(codecs.BOM_UTF32_BE, "utf-32-be", None, True, id="utf-32-be-mark"),
        pytest.param(b"", "utf-16-le", "utf-16-le", True, id="utf-16-le-named"),
        pytest.param(b"", "utf-16-be", "utf-16-be", True, id="utf-16-be-named"),
        pytest.param(b"", "utf-16-le", None, True, id="utf-16-le-told-by-nuls"),
        pytest.param(b"", "utf-16-be", None, True, id="utf-16-be-told-by-nuls"),
    ],
)
def test_unicode_encodings(mark: bytes, encoding: str, named: str | None, wants_mark: bool) -> None:  # noqa: FBT001
    source = io.BytesIO(mark + TEXT.encode(encoding))
    read = read_text(source, "f.csv", named)
    assert (list(read.lines), read.has_byte_order_mark) == (LINES, wants_mark)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "name,téléphone\r\nZoë “Z”,€5\n"),
        ("cp1256", "اسم,هاتف\r\nعلي,050\n"),
        ("cp1251", "имя,телефон\nЮрий,8 916\n"),
        ("shift_jis", "名前,電話\nソ十表,090\n"),
        ("gb18030", "姓名,电话\n王,138\n"),
        ("mac_roman", "nom,téléphone\rZoë,06\r"),
        ("latin-1", "naïve,\xa0\n"),
        ("ascii", "name,phone\n"),
    ],
)
def test_named_encodings(encoding: str, text: str) -> None:
    expected = text.splitlines(keepends=True)
    read = read_text(io.BytesIO(text.encode(encoding)), "f.csv", encoding)
    assert list(read.lines) == expected
    assert read.has_byte_order_mark is (encoding != "ascii")


@given(st.text(st.sampled_from("\r\n\x0b\x0c\x1c\x85\u2028a,é\0") | st.characters(codec="utf-8")))
def test_only_lf_crlf_and_cr_end_a_line(text: str) -> None:
    text = "a" + text  # a mark or NULs at the beginning would be taken for an encoding
    assert lines_of(text.encode()) == re.findall("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def test_an_empty_file_has_no_lines() -> None:
    assert lines_of(b"") == []


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 7])
def test_a_mark_read_in_pieces_is_not_part_of_the_text(step: int) -> None:
    source = Source(b"\xef\xbb\xbf" + TEXT.encode(), step)
    assert list(read_text(io.BufferedReader(source), "stdin").lines) == LINES


@pytest.mark.parametrize("bad", [1, 2, 3, 50, 10_000])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_the_line_that_is_not_utf_8_is_named(bad: int, line_end: bytes) -> None:
    good = b"Ann,+44 7911 123456" + line_end
    data = good * (bad - 1) + b"Zo\xeb,1" + line_end + good
    lines = read_text(io.BytesIO(data), "f.csv").lines
    for _ in range(bad - 1):
        assert next(lines) == good.decode()
    with pytest.raises(InputError, match=rf"^f\.csv, line {bad}: it is not UTF-8\."):
        next(lines)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1252", "Zoë"), ("cp1256", "علي"), ("cp1251", "Юрий"), ("mac_roman", "Zoë")],
)
@pytest.mark.parametrize("before", ["", "x" * 300 + ","], ids=["in-front", "far-behind"])
def test_previews_show_the_right_encoding(encoding: str, name: str, before: str) -> None:
    with pytest.raises(InputError) as caught:
        lines_of(f"{before}{name},1\n".encode(encoding))
    preview = next(line for line in str(caught.value).splitlines() if encoding in line)
    assert name in preview


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"a\nb\x81\n", "cp1252", "f.csv, line 2: the text is not cp1252."),
        (b"a\nb\x82\n", "shift_jis", "f.csv, line 2: the text is not shift_jis."),
        (b"a\nb\xe9\n", "ascii", "f.csv, line 2: it is not UTF-8."),
        (b"a\nb\xe9\n", "utf-8", "f.csv, line 2: it is not UTF-8."),
        (b"a\n+2AA-\n", "utf-7", "f.csv, line 2: the text is not utf-7."),
        ("a\nb".encode("utf-16")[:-1], None, "f.csv, line 2: it ends in the middle of a character"),
        ("a\nbc".encode("utf-16-be")[:-1], "utf-16-be", "line 2: it ends in the middle"),
        ("a\nb".encode("utf-32")[:-2], None, "f.csv, line 2: it ends in the middle of a character"),
        (
            "a\né".encode()[:-1],
            None,
            "line 2: it is not UTF-8, or ends in the middle of a character.",
        ),
        ("a\n日本".encode("gb18030") + b"\x81\n", "gb18030", "line 2: the text is not gb18030."),
        (b"a\n" * 9_000 + b"\x81\xff\n", "shift_jis", "line 9001: the text is not shift_jis."),
        ("a\nb".encode("utf-16-le") + b"\x00\xd8\n\x00", "utf-16-le", "the text is not utf-16-le"),
        ("a\n".encode("utf-16-le") + b"\x80\xdc\n\x00", "utf-16-le", "the text is not utf-16-le"),
        (b"\xef\xbb\xbfa\n\xff\n", None, "f.csv, line 2: it is not UTF-8."),
    ],
)
def test_text_in_another_encoding_is_refused(
    data: bytes, encoding: str | None, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        lines_of(data, encoding)
    assert message in str(caught.value)
    assert "f.csv" in str(caught.value)


@pytest.mark.parametrize(
    "encoding",
    [
        "nonsense", "base64", "rot13", "hex", "zlib", "bz2", "uu", "idna", "punycode", "undefined",
        "mbcs-or-not", "../utf-8/..", "a\0b", "\udcff", "x" * 10_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["no-mark", "mark"])
def test_an_unknown_encoding_is_an_option_error(encoding: str, mark: bytes) -> None:
    with pytest.raises(OptionError, match="is not an encoding of text"):
        read_text(io.BytesIO(mark + b"name,phone\n"), "f.csv", encoding)


def test_the_file_stays_open_and_may_be_closed_at_any_time() -> None:
    file = io.BufferedReader(Source(b"a\nb\n", 100))
    assert list(read_text(file, "f.csv").lines) == ["a\n", "b\n"]
    assert not file.closed
    file = io.BufferedReader(Source(b"a\nb\n" * 1_000, 100))
    lines = read_text(file, "f.csv").lines
    assert next(lines) == "a\n"
    file.close()
    with pytest.raises(ValueError, match="closed"):
        list(lines)


def test_lines_are_decoded_as_they_are_taken() -> None:
    source = Source(b"name,phone\n" * 100_000 + b"\xff\n", 4096)
    lines = read_text(io.BufferedReader(source), "f.csv").lines
    assert source.given <= 8192
    assert [next(lines) for _ in range(10)] == ["name,phone\n"] * 10
    assert source.given < 50_000
    with pytest.raises(InputError, match="line 100001"):
        list(lines)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""], ids=ascii)
@pytest.mark.parametrize("step", [1, 2, 3, 5, 16_383, 16_384, 16_385, 10**6])
def test_lines_are_the_same_however_they_are_read(end: str, step: int) -> None:
    text = end.join(("phone", "", "é" * 9_000, "日", "", "x", ""))
    lines = read_text(io.BufferedReader(Source(text.encode(), step)), "f.csv").lines
    assert list(lines) == io.StringIO(text, newline="").readlines()


@given(st.text("ab\r\né日\u2028\x85\x0b"), st.integers(1, 7), st.sampled_from(SOME_ENCODINGS))
def test_no_character_is_lost_or_moved(text: str, step: int, encoding: str) -> None:
    source = Source(text.encode(encoding), step)
    lines = read_text(io.BufferedReader(source), "f.csv", encoding).lines
    assert list(lines) == io.StringIO(text, newline="").readlines()


def test_an_endless_line_is_refused_early() -> None:
    source = Source(b"phone\n" + b"7" * (MAX_LINE + 100_000), 1 << 20)
    lines = read_text(io.BufferedReader(source), "f.csv").lines
    assert next(lines) == "phone\n"
    with pytest.raises(InputError, match=r"^f\.csv, line 2: the line has more than 1,000,000 char"):
        next(lines)


def test_the_longest_line_is_read() -> None:
    source = Source(b"7" * MAX_LINE + b"\nend", 1 << 20)
    lines = read_text(io.BufferedReader(source), "f.csv").lines
    assert [len(line) for line in lines] == [MAX_LINE + 1, 3]


@pytest.mark.parametrize("step", [1, 3, 7, 16_383, 16_384, 10**6])
@pytest.mark.parametrize("lines", [0, 1, 9_000])
def test_text_before_an_error_is_read(step: int, lines: int) -> None:
    """UTF-16 with half of a surrogate pair can't be decoded with escapes."""
    data = ("日\n" * lines).encode("utf-16-le") + b"a\0\0\xd8\n\0" + "b\n".encode("utf-16-le")
    found = read_text(io.BufferedReader(Source(data, step)), "f.csv", "utf-16-le").lines
    assert [next(found) for _ in range(lines)] == ["日\n"] * lines
    with pytest.raises(InputError, match=rf", line {lines + 1}: the text is not utf-16-le\. Set"):
        next(found)


def test_a_line_that_ends_with_a_block_counts_alone() -> None:
    long = "7" * (4 + 16_384 * 37 - 1)  # 4 bytes are read first, to find a mark
    found = read_text(io.BufferedReader(Source(f"{long}\r{long}\r".encode(), 10**6)), "f.csv").lines
    assert [len(line) for line in found] == [len(long) + 1] * 2


@pytest.mark.long
def test_a_line_read_letter_by_letter_takes_linear_time() -> None:
    length = 300_000
    lines = read_text(io.BufferedReader(Source("٧".encode() * length, 2)), "f.csv").lines
    tracemalloc.start()
    try:
        assert len(next(lines)) == length
        assert tracemalloc.get_traced_memory()[1] < 50 * length, "not a text for each"
    finally:
        tracemalloc.stop()


SHEETS = {
    "ASCII": "phone,name\n+447911123456,Ann\n",
    "Arabic header": "هاتف,الاسم\n+966501234567,سارة\n+966501234568,أحمد\n",
    "Cyrillic": "телефон;имя\n+79161234567;Анна\n",
    "ASCII first": "phone,姓名\n" + "+8613812345678,李明华王芳丽\n" * 9,
    "Hebrew first": "טלפון\n+972501234567\n",
}


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf_16_without_a_mark_is_detected_by_nuls(sheet: str, encoding: str) -> None:
    data = SHEETS[sheet].encode(encoding)
    assert detect_encoding(data, "f.csv") == encoding
    assert "".join(read_text(io.BytesIO(data), "f.csv").lines) == SHEETS[sheet]


@pytest.mark.parametrize(
    "data",
    [
        b"phone,name\n+447911123456\0\0\0,Ann\n",
        b"phone\0,name\n+447911123456,Ann\n",
        b"\0phone\n\0+447911123456\n",
        b"\0" * 1_000,
        b"name,phone\nAnn,+44 7911 123456\n,\0\n0,\0\n",
        b"a\0",
        b"",
        "\u4e00,\u4e01\n".encode(),
    ],
)
def test_nuls_in_cells_are_not_utf_16(data: bytes) -> None:
    assert detect_encoding(data, "f.csv") == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_text_that_may_be_utf_16_needs_an_encoding(encoding: str) -> None:
    """The text has many high bytes and ASCII, or NULs by chance."""
    data = ("电话号码,姓名\n" + "+8613812345678,李明华\n王芳丽," * 9).encode(encoding)
    with pytest.raises(InputError, match=f'try encoding="{encoding}", then'):
        read_text(io.BytesIO(data), "f.csv")
    assert next(read_text(io.BytesIO(data), "f.csv", encoding).lines) == "电话号码,姓名\n"


BLANK_LINES = b"\r\n" * 30
EIGHT_ROWS = b"".join(b"%d%d\xe9%d\r\n" % (i, i, i) + BLANK_LINES for i in range(1, 9))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            EIGHT_ROWS.replace(b"\xe91\r\n", b"\xe91\r\0", 1).replace(b"\r\n\r\n8", b"\r\n\r\08"),
            id="nul-for-lf",
        ),
        pytest.param(
            b"name,phone\r\n" + BLANK_LINES + b"Zo\xeb,1\0\r\n" + b"ab\0\0" + BLANK_LINES,
            id="cells",
        ),
        pytest.param(b"\n" * 200 + b"Zo\xeb,1\n\0\n\n\n\0\n" + b"\n" * 200, id="line-feeds"),
        pytest.param(b"\r" * 201 + b"Zo\xeb,1\r\0\r\r\r\0\r" + b"\r" * 200, id="carriage-returns"),
        pytest.param(b"\t\t\t\t" * 90 + b"\xeb\0\t\0\t" + b"\t\t" * 20, id="tabs"),
        pytest.param(b",,,," * 90 + b"\xeb\0,\0," + b",,,," * 20, id="commas"),
        pytest.param(b"1;2;3;4;5;6;" * 40 + b"\xeb\0;\0;" + b"1;" * 90, id="digits"),
        pytest.param(b"0000" * 90 + b"\xeb\0" + b"0\0" + b"00" * 90, id="zeros"),
        pytest.param(b"a\0b\0Zo\xeb," + b"name,phone\r\nAnn,+447911123456\r\n" * 20, id="first"),
        pytest.param((b"\r\n" * 8 + b"\r\0") * 10 + b"Zo\xeb,1\r\n", id="line-ends-with-nuls"),
        pytest.param(b"a\0b\0" + b"abcdefghi\0" * 13 + b"\xeb,1\n", id="first-and-more"),
    ],
)
def test_latin_1_with_nuls_is_not_utf_16(data: bytes) -> None:
    """As UTF-16, its rows would be one row of East Asian characters."""
    with pytest.raises(InputError, match=r"^f\.csv, line \d+: it is not UTF-8"):
        list(read_text(io.BytesIO(data), "f.csv").lines)


@given(
    st.lists(
        st.tuples(st.text("0123456789aeZ +,;éü\t", max_size=12), st.sampled_from(["\r\n", "\n"])),
        min_size=1,
        max_size=40,
    ),
    st.integers(1, 40),
    st.integers(0, 10**6),
    st.integers(1, 8),
)
def test_nuls_in_every_other_place_are_not_utf_16(
    rows: list[tuple[str, str]], ends: int, seed: int, nuls: int
) -> None:
    data = bytearray("".join(text + end * ends for text, end in rows).encode("latin-1"))
    places = range(seed % 2, len(data), 2)
    for i in range(min(nuls, len(places) // 10)):
        data[places[(seed * (i + 1)) % len(places)]] = 0
    try:
        found = detect_encoding(bytes(data), "f.csv")
    except InputError as error:
        assert "may be UTF-16" in str(error)  # noqa: PT017
        return
    assert found == "utf-8"


SCRIPTS = {
    "Arabic": "محمد العتيبي", "Armenian": "Արամ Խաչատրյան", "Bengali": "রহিম উদ্দিন",
    "Cyrillic": "Иван Петров", "Devanagari": "राम कुमार शर्मा", "Ethiopic": "አበበ በቀለ",
    "Georgian": "გიორგი ბერიძე", "Greek": "Γιάννης", "Gujarati": "રમેશ પટેલ",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Hebrew": "דוד כהן", "Hiragana": "さくら ひなた", "Kannada": "ರಾಜ ಕುಮಾರ್",
    "Katakana": "スズキ タロウ",
    "Khmer": "សុខ សំណាង", "Lao": "ສົມສັກ", "Latin": "Zoë Łukasz", "Malayalam": "ഊർമ്മിള മേനോൻ",
    "Sinhala": "නිමල් පෙරේරා", "Tamil": "முருகன் செல்வம்", "Telugu": "రాజు రెడ్డి", "Thai": "สมชาย ใจดี",
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("header", ["name,phone\r\n", ""], ids=["header", "no-header"])
@pytest.mark.parametrize("script", SCRIPTS)
def test_utf_16_of_any_script_is_detected(script: str, header: str, encoding: str) -> None:
    text = header + f"{SCRIPTS[script]},+447911123456\r\n" * 30
    assert detect_encoding(text.encode(encoding), "f.csv") == encoding


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("script", ["Thai", "Arabic", "Tamil", "Georgian", "Lao"])
def test_utf_16_with_little_ascii_is_detected(script: str, encoding: str) -> None:
    """No other text has these bytes in every other place."""
    text = SCRIPTS[script].replace(" ", "") * 9 + "\r\n"
    assert detect_encoding((text * 3).encode(encoding), "f.csv") == encoding
