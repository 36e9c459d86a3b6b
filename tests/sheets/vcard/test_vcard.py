from __future__ import annotations

import base64
import io
import itertools
import tracemalloc
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import InputError, NoteCode, OptionError
from wa_link.sheets.vcard.read_vcards import COLUMNS, read_vcards

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from _typeshed import WriteableBuffer

    from wa_link.sheets.sheet import Sheet

NAME, FIRST, PHONE, OTHERS, ORGANIZATION, EMAIL = range(6)
PHOTO = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join(["/9j/4AAQSkZJRg"] * 20)


def sheet_of(data: str | bytes, encoding: str | None = None) -> Sheet:
    octets = data.encode() if isinstance(data, str) else data
    return read_vcards(io.BytesIO(octets), "f.vcf", encoding=encoding)


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return "".join(f"{x}{end}" for x in ("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD"))


def cell(column: int, *lines: str, version: str = "3.0") -> str:
    """Return a cell of the row of a card with these lines; the row must not be malformed."""
    [row] = sheet_of(card(*lines, version=version))
    assert not row.problem
    return row.cells[column]


def test_the_columns_are_fixed() -> None:
    sheet = sheet_of(card("FN:Ann"))
    assert sheet.columns == COLUMNS
    assert (sheet.has_header, sheet.delimiter, sheet.has_byte_order_mark) == (True, ",", False)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_cards_with_their_lines_and_blank_lines_between(end: str) -> None:
    text = end + card("FN:Ann", "TEL:1", end=end) + end * 2 + card("FN:Bob", "", "TEL:2", end=end)
    sheet = sheet_of(text)
    assert [(row.number, row.line, row.cells) for row in sheet] == [
        (1, 2, ("Ann", "", "1", "", "", "")),
        (2, 9, ("Bob", "", "2", "", "", "")),
    ]
    assert sheet.blank_lines == 3


@pytest.mark.parametrize(
    ("lines", "name", "first"),
    [
        (["FN:Dr. Ann B. Lee", "N:Lee;Ann;B.;Dr.;"], "Dr. Ann B. Lee", "Ann"),
        (["FN:", "N:Lee;Ann;B.;Dr.;PhD"], "Dr. Ann B. Lee PhD", "Ann"),
        (["N:Lee;Ann"], "Ann Lee", "Ann"),
        (["N:Lee"], "Lee", ""),
        (["FN:", "N:;;;;"], "", ""),
        (["FN:", "FN:Ann"], "Ann", ""),
        (["N:;;;;", "N:Lee;Ann", "N:Other;One"], "Ann Lee", "Ann"),
        (["N:Lee\\;Kim;Ann\\\\;x"], "Ann\\ x Lee;Kim", "Ann\\"),
        (["FN:Lee\\, Ann \\: a\\nb\\Nc\\\\n"], "Lee, Ann : a\nb\nc\\n", ""),
        (["fn;LANGUAGE=en:Ann"], "Ann", ""),
        (["item1.FN:Ann"], "Ann", ""),
        (['FN;SORT-AS="A:B;C":Ann'], "Ann", ""),
        (["FN;ALTID=1 :Ann"], "Ann", ""),
        (["FN:Ann", "  ie", "\t Lee"], "Ann ie Lee", ""),
        (["F", " N;X=", " y:A", " nn"], "Ann", ""),
        (["FN:Ann\\"], "Ann\\", ""),
        (["N:a;b;c;d;e;f;g"], "d b c a e", "b"),
    ],
)
def test_names(lines: list[str], name: str, first: str) -> None:
    assert (cell(NAME, *lines), cell(FIRST, *lines)) == (name, first)


def test_2_1_folds_before_white_space_and_knows_one_escape() -> None:
    assert cell(NAME, "FN:Ann", " Lee", version="2.1") == "Ann Lee"
    assert cell(NAME, "FN:a\\nb\\;c", version="2.1") == "a\\nb;c"


QP = "CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (f"FN;{QP}:=D8=A3=D8=AD=D9=85=D8=AF", "أحمد"),
        (f"FN;{QP}:=d8=a3=\r\n=D8=AD=\r\n=D9=85=D8=AF", "أحمد"),
        (f"FN;{QP}:=D8=\r\n=A3x", "أx"),
        (f"FN;{QP}:a= \t\r\nb", "ab"),
        (f"FN;{QP}:a=\r\n=\r\nb", "ab"),
        ("FN;QUOTED-PRINTABLE:=41nn", "Ann"),
        ("FN;ENCODING=quoted-printable:J=C3=BCrgen", "Jürgen"),
        ("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:J=FCrgen", "Jürgen"),
        ("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1256:=C3=CD=E3=CF", "أحمد"),
        ("FN;CHARSET=UTF-8:Jürgen", "Jürgen"),
        (f"FN;{QP}:J=C3=BCrgen ö", "Jürgen ö"),
        (f"FN;{QP}:a=3Db", "a=b"),
        (f"FN;{QP}:a\\;b=5C=3B", "a;b\\;"),
        (f"N;{QP}:Lee=3BKim;Ann", "Ann Lee;Kim"),
        ("FN;ENCODING=BASE64:QW5u", "Ann"),
        ("FN;ENCODING=BASE64:QW\r\n 5u\r\nbg==\r\n", "Annn"),
        ("FN;ENCODING=b:w4RubiA=", "Änn"),
    ],
)
def test_encoded_values(line: str, name: str) -> None:
    assert cell(NAME, line, version="2.1") == name


def test_quoted_printable_defaults_to_the_encoding() -> None:
    data = card("FN;ENCODING=QUOTED-PRINTABLE:=E9", "ORG:é", version="2.1").encode("cp1252")
    [row] = sheet_of(data, "cp1252")
    assert (row.cells[NAME], row.cells[ORGANIZATION]) == ("é", "é")


@pytest.mark.parametrize(
    ("lines", "phone", "others"),
    [
        pytest.param([], "", "", id="none"),
        pytest.param(["TEL:", "TEL;CELL: "], "", "", id="blank"),
        pytest.param(["TEL:1", "TEL:2"], "1", "2", id="order"),
        pytest.param(["TEL:1", "TEL:2", "TEL:1", "TEL:2"], "1", "2", id="repeated"),
        pytest.param(["TEL;HOME:1", "TEL;CELL:2"], "2", "1", id="bare-cell"),
        pytest.param(["TEL;TYPE=HOME:1", "TEL;TYPE=VOICE,CELL:2"], "2", "1", id="list"),
        pytest.param(["TEL:1", 'TEL;TYPE="voice,cell":2'], "2", "1", id="quoted-list"),
        pytest.param(["TEL:1", "TEL;type=IPHONE;type=VOICE:2"], "2", "1", id="iphone"),
        pytest.param(["TEL;WORK:1", "TEL;HOME;PREF:2"], "2", "1", id="bare-pref"),
        pytest.param(["TEL;WORK:1", "TEL;type=HOME;type=pref:2"], "2", "1", id="type-pref"),
        pytest.param(["TEL;WORK:1", "TEL;TYPE=home;PREF=1:2"], "2", "1", id="pref-1"),
        pytest.param(["TEL;HOME;PREF:1", "TEL;CELL:2"], "2", "1", id="mobile-before-pref"),
        pytest.param(["TEL;PREF=2:1", "TEL;TYPE=cell:2"], "2", "1", id="pref-2"),
        pytest.param(["TEL;PREF:1", "TEL;PREF;CELL:2"], "2", "1", id="both-pref"),
        pytest.param(["TEL;CELL;PREF;FAX:1", "TEL;HOME:2"], "2", "1", id="fax"),
        pytest.param(["TEL;TYPE=pager:1"], "", "1", id="pager-alone"),
        pytest.param(["TEL;FAX:1", "TEL;MODEM:2", "TEL;BBS:3"], "", "1 ::: 2 ::: 3", id="machines"),
        pytest.param(["TEL;PREF:1", "TEL;TYPE=WhatsApp:2"], "2", "1", id="whatsapp"),
        pytest.param(["TEL;PREF:1", "TEL;X-WhatsApp:2"], "2", "1", id="x-whatsapp"),
        pytest.param(["TEL;PREF:1", "TEL;waid=44791:+44 791"], "+44791", "1", id="waid"),
        pytest.param(["TEL;waid=44791:0791"], "+44791", "0791", id="waid-and-national"),
        pytest.param(["TEL;waid=44791:"], "+44791", "", id="waid-alone"),
        pytest.param(["TEL;WAID= +44791 :1"], "+44791", "1", id="waid-spaced"),
        pytest.param(["TEL;waid=:1", "TEL;PREF;waid=x1:2"], "2", "1", id="waid-damaged"),
        pytest.param(["TEL;waid=1234567890123456:1"], "1", "", id="waid-too-long"),
        pytest.param(["TEL;waid=٤٤٧٩١:1"], "1", "", id="waid-other-digits"),
        pytest.param(
            ["TEL;waid=11111:1", "TEL;waid=22222:2"], "+11111", "1 ::: +22222 ::: 2", id="2"
        ),
        pytest.param(["TEL;VALUE=uri:tel:+1-415;ext=2"], "tel:+1-415;ext=2", "", id="uri"),
        pytest.param(["item1.TEL:1", "item1.X-ABLabel:Fax"], "", "1", id="label-fax"),
        pytest.param(["i1.TEL:1", "i1.X-ABLABEL:_$!<HomeFAX>!$_"], "", "1", id="label-home-fax"),
        pytest.param(["TEL:1", "i2.TEL:2", "I2.X-ABLabel:WhatsApp"], "2", "1", id="label-whatsapp"),
        pytest.param(["TEL:1", "i2.TEL:2", "i2.X-ABLabel:_$!<Mobile>!$_"], "2", "1", id="label"),
        pytest.param(["TEL:1", "i2.TEL:2", "i3.X-ABLabel:WhatsApp"], "1", "2", id="other-label"),
        pytest.param(
            ["TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=41=\r\n=42):1"],
            "1",
            "",
            id="android-label",
        ),
    ],
)
@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_the_phone_is_the_best_number(
    lines: list[str], phone: str, others: str, version: str
) -> None:
    lines = ["FN:Ann", *lines]
    assert cell(PHONE, *lines, version=version) == phone
    assert cell(OTHERS, *lines, version=version) == others


def test_organization_and_email() -> None:
    lines = ["FN:", "ORG:A\\; B\\, Inc.;;Sales", "EMAIL:a@x", "EMAIL:", "item1.EMAIL;PREF:b@x"]
    assert cell(ORGANIZATION, *lines) == "A; B, Inc., Sales"
    assert cell(EMAIL, *lines) == "a@x ::: b@x"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        pytest.param(
            ["garbage", "FN:Ann"], 'Line 8 is not a property of a card: "garbage"', id="first"
        ),
        pytest.param(
            ["FN:Ann", "TEL:+1415", "5552671"], "Line 10 is not a property", id="unfolded"
        ),
        pytest.param(["TEL:+1415", "", " 5552671"], "Line 10 is not a property", id="orphan"),
        pytest.param(["FN:Ann", 'TEL;X="y:+14155552671'], "Line 9 is not a", id="damaged-tel"),
        pytest.param(["NOTE:x", 'i1.tel;X="y:1'], "Line 9 is not a", id="damaged-tel-after-note"),
        pytest.param(["FN:Ann", "tél +14155552671"], "Line 9 is not a property", id="number-alone"),
        pytest.param(['FN;X="y:Ann'], "Line 8 is not a property", id="unclosed-quote"),
    ],
)
def test_a_broken_card_is_one_row_with_its_text(lines: list[str], problem: str) -> None:
    text = card(*lines)
    rows = list(sheet_of(card("FN:Bob", "TEL:1") + text + card("FN:Eve", "TEL:2")))
    raw = text.rstrip().replace("\r\n", "\n")
    assert [(row.line, row.cells) for row in rows] == [
        (1, ("Bob", "", "1", "", "", "")),
        (6, (raw, *[""] * 5)),
        (6 + text.count("\n"), ("Eve", "", "2", "", "", "")),
    ]
    assert [rows[0].problem, rows[2].problem] == ["", ""]
    assert rows[1].problem.startswith(problem)


def test_a_note_with_bare_line_breaks_does_not_cost_the_card() -> None:
    lines = ["FN:Ann", "NOTE:one", "two", "  three", "", "four", "TEL:1"]
    assert cell(PHONE, *lines) == "1"


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["FN:Ann", "Lee", "TEL:1"], id="name"),
        pytest.param(["FN:Ann", "", " Lee", "TEL:1"], id="orphan-fold"),
        pytest.param(["FN:Ann", "ORG:Bakery", "12 Way", "TEL:1"], id="organization"),
        pytest.param([f"FN;{QP}:Ann", "=4C=65", "TEL:1"], id="no-soft-break"),
        pytest.param(["FN;BASE64:QW5u", "", "bGVl", "TEL:1"], id="base64-after-blank-line"),
        pytest.param(["FN:Ann", "=", "TEL:1"], id="sign"),
        pytest.param(["TEL:1", "FN:Ann", "rubbish"], id="last"),
    ],
)
def test_a_text_with_bare_line_breaks_is_noted(lines: list[str]) -> None:
    [row] = sheet_of(card(*lines))
    assert (row.problem, row.cells[NAME], row.cells[PHONE]) == ("", "Ann", "1")
    [note] = row.notes
    assert note.code is NoteCode.TEXT_REPLACED
    assert "which is not a property." in note.message


NO_END = "The card has no END:VCARD. Add a line END:VCARD after its last line."


def test_a_card_without_end_stops_at_the_next() -> None:
    rows = list(sheet_of("BEGIN:VCARD\nFN:Ann\nTEL:1\n" + card("FN:Bob", "TEL:2", end="\n")))
    assert [(row.line, row.cells[NAME], row.problem) for row in rows] == [
        (1, "BEGIN:VCARD\nFN:Ann\nTEL:1", NO_END),
        (4, "Bob", ""),
    ]
    [bob, last] = sheet_of(card("FN:Bob") + "begin:vcard \nFN:Ann")
    assert (bob.problem, last.problem) == ("", NO_END)


def test_stray_lines_between_cards_are_one_row() -> None:
    text = "a\n\nTEL:1\n" + card("FN:Ann", end="\n") + "\nEND:VCARD\nx\n" + card("FN:Bob") + "y"
    rows = list(sheet_of(text))
    assert [(row.line, row.cells[NAME], bool(row.problem)) for row in rows] == [
        (1, "a\n\nTEL:1", True),
        (4, "Ann", False),
        (9, "END:VCARD\nx", True),
        (11, "Bob", False),
        (15, "y", True),
    ]
    assert rows[0].problem.startswith("These lines are outside of a card")


AGENT = ["BEGIN:VCARD", "VERSION:2.1", "N:Other;Person", "TEL;PREF:99", "END:VCARD"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["AGENT:", *AGENT], id="agent"),
        pytest.param(["AGENT;VALUE=X: ", *AGENT], id="parameter"),
        pytest.param(["item1.AGENT:", *AGENT], id="group"),
        pytest.param(["AGENT:BEGIN:VCARD", *AGENT[1:]], id="same-line"),
        pytest.param(["AGENT:", *AGENT[:-1], "AGENT:", *AGENT, "TEL:98", "END:VCARD"], id="nested"),
        pytest.param(["AGENT:", *AGENT[:-1], "AGENT:", "TEL:98", "END:VCARD"], id="blank-within"),
        pytest.param(["AGENT:"], id="blank"),
        pytest.param(["AGENT:BEGIN:VCARD\\nTEL:99\\nEND:VCARD\\n"], id="3.0"),
        pytest.param(["AGENT;VALUE=uri:CID:a@b"], id="uri"),
    ],
)
def test_the_card_of_an_agent_is_skipped(lines: list[str]) -> None:
    text = card("N:Lee;Ann", *lines, "TEL:1", version="2.1") + card("N:Bob")
    assert [row.cells[:4] for row in sheet_of(text)] == [
        ("Ann Lee", "Ann", "1", ""),
        ("Bob", "", "", ""),
    ]


@pytest.mark.parametrize("before", [[], ["rubbish"]], ids=["sound", "broken"])
def test_an_agent_without_end_costs_its_card_alone(before: list[str]) -> None:
    text = card("N:Ann", *before, "AGENT:", *AGENT[:-1], "TEL:1") + card("N:Bob", "TEL:2")
    for lost in ("", "TEL:1\r\nEND:VCARD\r\n"):
        [broken, bob] = sheet_of(text.replace(lost, ""))
        assert broken.problem
        assert (bob.cells[NAME], bob.cells[PHONE], bob.problem) == ("Bob", "2", "")


@pytest.mark.parametrize(
    "text", ["", "\n \r\n", "name,phone\nAnn,1\n\n\nBob,2\n", "FN:A\nEND:VCARD"]
)
def test_a_file_without_a_card_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError, match=r"^f\.vcf has no card: there is no line BEGIN:VCARD\. "):
        sheet_of(text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    sheet = sheet_of(card("FN:أحمد").encode(encoding))
    assert sheet.has_byte_order_mark
    assert [row.cells[NAME] for row in sheet] == ["أحمد"]


def test_a_given_encoding_is_used() -> None:
    data = card("FN:Zoë").encode("cp1252")
    with pytest.raises(InputError, match="line 3: it is not UTF-8"):
        list(sheet_of(data))
    assert [row.cells[NAME] for row in sheet_of(data, "cp1252")] == ["Zoë"]
    with pytest.raises(OptionError, match="is not an encoding of text"):
        sheet_of(data, "nonsense")


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param([PHOTO], id="3.0"),
        pytest.param(["PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ", " SkZJ", " Rg==", ""], id="2.1"),
        pytest.param(["PHOTO;ENCODING=BASE64;JPEG:", "/9j/4AAQ", "SkZJRg==", ""], id="2.1-bare"),
        pytest.param(["PHOTO;JPEG;BASE64:", "/9j/4AAQ", "SkZJRg=="], id="2.1-no-blank-line"),
        pytest.param(["PHOTO:data:image/jpeg;base64,/9j/4AAQ", " SkZJRg=="], id="4.0"),
        pytest.param(["X-THUMB;ENCODING=BASE64:/9j/4AAQ", "SkZJRg=="], id="other"),
    ],
)
def test_pictures_are_skipped(picture: list[str]) -> None:
    assert cell(PHONE, "FN:Ann", *picture, "TEL:1", version="2.1") == "1"
    [row] = sheet_of(card(*picture, "VERSION:2.1", "rubbish"))
    assert row.problem
    assert "SkZJRg==" not in row.cells[0]


def endless(lines: str, times: int) -> io.BufferedReader:
    """Return a file with a card of many repeated lines; it is generated while it is read."""
    chunks = itertools.chain(
        ["BEGIN:VCARD\r\nFN:Ann\r\n"],
        itertools.repeat(lines, times),
        ["\r\nTEL:1\r\nEND:VCARD\r\n", card("FN:Bob")],
    )

    class Made(io.RawIOBase):
        rest = b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: WriteableBuffer, /) -> int:
            view = memoryview(buffer)
            self.rest = self.rest or next(chunks, "").encode()
            part, self.rest = self.rest[: len(view)], self.rest[len(view) :]
            view[: len(part)] = part
            return len(part)

    return io.BufferedReader(Made())


@pytest.mark.long(daily=2)
@pytest.mark.parametrize(
    ("lines", "most", "problem"),
    [
        pytest.param("PHOTO:" + (" " + "A" * 99 + "\r\n") * 1_000, 1, "", id="picture"),
        pytest.param("X-N:a" + ("\r\n " + "b" * 99) * 1_000, 1, "", id="note"),
        pytest.param(("\r\n " + "b" * 99) * 1_000, 1, "Line 4 is not a property", id="head"),
        pytest.param("X-A:b\r\n" * 1_000, 1, "", id="unused"),
        pytest.param("TEL;rubbish\r\n" * 1_000, 1, "Line 3 is not a property", id="rubbish"),
        pytest.param("TEL:+1 415 555 2671\r\n" * 1_000, 30, "The card is longer than", id="phones"),
        pytest.param(
            "FN:a\r\n" + (" " + "b" * 99 + "\r\n") * 1_000, 30, "The card is longer", id="names"
        ),
        pytest.param("AGENT:\r\nBEGIN:VCARD\r\n" * 1_000, 1, "The card has no END", id="agents"),
    ],
)
def test_memory_does_not_grow_with_a_card(lines: str, most: int, problem: str) -> None:
    tracemalloc.start()
    rows = list(read_vcards(endless(lines, 30), "f.vcf"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < most * 1_000_000
    assert rows[0].problem.startswith(problem)
    assert bool(rows[0].problem) == bool(problem)
    assert len(rows[0].cells[0]) < 100_000
    if "AGENT" not in lines:
        assert rows[1].cells[NAME] == "Bob"


def test_the_text_of_a_long_broken_card_is_cut() -> None:
    [row] = sheet_of(card("TEL:" + "1" * 5_000, "rubbish", *["X:y"] * 300))
    lines = row.cells[0].split("\n")
    assert [len(lines), lines[2], lines[-1]] == [191, "TEL:" + "1" * 5_000, "… (115 more lines)"]
    [row] = sheet_of(card("TEL:" + "1" * 50_000, "rubbish", "X:y"))
    assert 30_000 < len(row.cells[0]) < 30_100


def test_the_text_of_a_usual_broken_card_is_whole() -> None:
    lines = [f"X-{number}:y" for number in range(150)]
    [row] = sheet_of(card("TEL:" + "1" * 25_000, "rubbish", *lines))
    assert row.cells[0].endswith("X-149:y\nEND:VCARD")


def test_rows_come_before_the_file_ends() -> None:
    rows = iter(read_vcards(endless(card("FN:Ann", "AGENT:\r\n" * 9), 10**9), "f.vcf"))
    assert [row.number for row in itertools.islice(rows, 500)] == list(range(1, 501))


@pytest.mark.parametrize(
    "line",
    [
        ";" * 200_000,
        "TEL" + ";A=b" * 100_000 + ":1",
        "TEL" + ';A="' * 100_000 + ":1",
        "TEL;QUOTED-PRINTABLE:" + "=\r\n" * 50_000,
        "N:" + ";" * 200_000,
        "N:" + "\\" * 200_001,
        "A\r\n" + " B\r\n" * 50_000,
    ],
    ids=["colons", "parameters", "quotes", "soft-breaks", "parts", "escapes", "head"],
)
def test_hostile_lines_take_little_time_and_one_card(line: str) -> None:
    rows = list(sheet_of(card("FN:Ann", line) + card("FN:Bob")))
    assert [row.cells[NAME] for row in rows][1:] == ["Bob"]


# A writer of vCards according to the specifications, which folds lines at random places.

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), max_size=30
).map(str.strip)
KINDS = {"cell": 0, "pref": 1, "home": 2, "work": 2, "fax": 3}


@dataclass(frozen=True)
class Contact:
    name: str
    family: str
    given: str
    phones: list[tuple[str, str]]
    organization: str
    email: str

    @property
    def row(self) -> tuple[str, ...]:
        """Return the row that must be read from the card of this contact."""
        order = sorted(self.phones, key=lambda phone: KINDS[phone[1]])
        numbers = [number for number, _ in order]
        phone = numbers.pop(0) if order and order[0][1] != "fax" else ""
        name = self.name or " ".join(filter(None, (self.given, self.family))) or self.organization
        others = " ::: ".join(numbers)
        return (name, self.given, phone, others, self.organization, self.email)


CONTACTS = st.builds(
    Contact,
    TEXT,
    TEXT,
    TEXT,
    st.lists(
        st.tuples(
            st.from_regex(r"\+[1-9][0-9 ().-]{3,12}[0-9]", fullmatch=True),
            st.sampled_from(sorted(KINDS)),
        ),
        max_size=4,
        unique_by=lambda phone: phone[0],
    ),
    TEXT,
    st.sampled_from(("", "a@example.com")),
)


def written(contact: Contact, version: str, rng: random.Random) -> str:
    def text(value: str) -> str:
        if version == "2.1":
            return "".join(rng.choice((f"={o:02X}", f"={o:02x}")) for o in value.encode())
        return "".join(f"\\{char}" if char in "\\,;" else char for char in value)

    def phone(number: str, kind: str) -> str:
        group = rng.choice(("", "item1.", "a-b."))
        if version == "2.1":
            return f"{group}TEL;{kind.upper()}:{number}"
        if version == "3.0":
            types = rng.choice((f"type={kind};type=VOICE", f"TYPE=VOICE,{kind}"))
            return f"{group}TEL;{types}:{number}"
        types = "PREF=1" if kind == "pref" else f'TYPE="voice,{kind}"'
        return f"{group}TEL;VALUE=text;{types}:{number}"

    qp = ";ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8" if version == "2.1" else ""
    lines = [
        f"FN{qp}:{text(contact.name)}",
        f"N{qp}:{text(contact.family)};{text(contact.given)};;;",
        f"ORG{qp}:{text(contact.organization)}",
        f"EMAIL:{contact.email}",
        *(phone(*item) for item in contact.phones),
        *rng.choice(([], [PHOTO], ["NOTE:x\\nTEL:1"], ["X-EMPTY:"])),
    ]
    folded = "\r\n".join(
        soft(line, rng) if qp and qp in line else fold(line, version, rng) for line in lines
    )
    return f"BEGIN:VCARD\r\nVERSION:{version}\r\n{folded}\r\nEND:VCARD\r\n"


def fold(line: str, version: str, rng: random.Random) -> str:
    """Fold a line before random characters; in version 2.1, only before white space."""
    if "\r\n" in line:
        return line
    if version == "2.1":
        return "".join(f"\r\n{c}" if c == " " and rng.random() < 0.5 else c for c in line)
    return line[0] + "".join(
        "\r\n" + rng.choice(" \t") + char if rng.random() < 0.1 else char for char in line[1:]
    )


def soft(line: str, rng: random.Random) -> str:
    """Add soft line breaks before random bytes of a quoted-printable line."""
    head, colon, value = line.partition(":")
    tokens = [value[i : i + 3] if value[i] == "=" else value[i] for i in starts(value)]
    return head + colon + "".join(f"=\r\n{t}" if rng.random() < 0.2 else t for t in tokens)


def starts(value: str) -> Iterator[int]:
    i = 0
    while i < len(value):
        yield i
        i += 3 if value[i] == "=" else 1


@given(
    st.lists(st.tuples(CONTACTS, st.sampled_from(("2.1", "3.0", "4.0"))), min_size=1), st.randoms()
)
def test_any_contact_is_read_as_it_was_written(
    contacts: list[tuple[Contact, str]], rng: random.Random
) -> None:
    text = "".join(written(contact, version, rng) for contact, version in contacts)
    rows = list(sheet_of(text))
    assert [row.problem for row in rows] == [""] * len(contacts)
    assert [row.cells for row in rows] == [contact.row for contact, _ in contacts]
    begins = [i for i, line in enumerate(text.split("\r\n"), 1) if line == "BEGIN:VCARD"]
    assert [row.line for row in rows] == begins


BREAKS: dict[str, Callable[[str], str]] = {
    "no-end": lambda text: text.removesuffix("END:VCARD\r\n"),
    "no-begin": lambda text: text.removeprefix("BEGIN:VCARD\r\n"),
    "rubbish": lambda text: text.replace("END:VCARD", "TEL:1\r\nrubbish\r\nEND:VCARD"),
    "cut": lambda text: text[: text.index("N") + 1] + "\r\n",
    "agent": lambda text: text.replace("END:VCARD", "AGENT:\r\nBEGIN:VCARD\r\nN:x\r\nEND:VCARD"),
}


@given(
    st.lists(st.tuples(CONTACTS, st.sampled_from(("2.1", "3.0", "4.0"))), min_size=1, max_size=5),
    st.sampled_from(sorted(BREAKS)),
    st.data(),
    st.randoms(),
)
def test_one_broken_card_costs_no_other(
    contacts: list[tuple[Contact, str]], how: str, data: st.DataObject, rng: random.Random
) -> None:
    texts = [written(contact, version, rng) for contact, version in contacts]
    place = data.draw(st.integers(0, len(texts)))
    texts.insert(place, BREAKS[how](card("FN:Broken", "N:Broken", "TEL:+14155552671")))
    if how == "no-begin" and len(texts) > 1:
        texts.append(card("FN:Last"))
        contacts = [*contacts, (Contact("Last", "", "", [], "", ""), "3.0")]
    rows = list(sheet_of("".join(texts)))
    assert [bool(row.problem) for row in rows] == [i == place for i in range(len(texts))]
    assert rows.pop(place).cells[1:] == ("",) * 5
    assert [row.cells for row in rows] == [contact.row for contact, _ in contacts]


@given(st.binary(max_size=300) | st.text().map(str.encode))
def test_no_bytes_end_in_a_traceback(octets: bytes) -> None:
    text = base64.b64encode(octets).decode()
    noise = octets.decode("latin-1")
    data = card("FN:Ann", f"PHOTO;ENCODING=b:{text}", f"X-A:{noise}", f"FN;{QP}:{noise}") + noise
    rows = list(sheet_of(data + "\r\n" + card("FN:Bob")))
    assert rows[-1].cells[NAME] == "Bob"
