from __future__ import annotations

import csv
import io
import json
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sheets.vcard.vcards import CardLine, read_cards, texts
from wa_link import OptionError, convert, parse_phone
from wa_link.sheets.headers.words_for_cards import find_places
from wa_link.sheets.input_formats import read_sheet

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

SHEET = """\
Name,Phone,Company,E-mail,Notes,City
Ann Lee,+44 7911 123456,"Oak, Ltd; London",ann@example.com,"calls
on Monday",London
علي,07911 123457,,,,
Bo,12,,,,"C:\\x"
,+44 7911 123458,,,,
"""
CARDS = """\
BEGIN:VCARD
VERSION:3.0
N:;Ann Lee;;;
FN:Ann Lee
ORG:Oak\\, Ltd\\; London
TEL;TYPE=CELL:+447911123456
EMAIL;TYPE=INTERNET:ann@example.com
NOTE:calls\\non Monday\\nCity: London
walink.URL:https://wa.me/447911123456?text=Hi%20Ann%20Lee%21
walink.X-ABLabel:WhatsApp
walink.X-WA-PHONE:+44 7911 123456
walink.X-WA-STATUS:accepted
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:;علي;;;
FN:علي
TEL;TYPE=CELL:+447911123457
walink.URL:https://wa.me/447911123457?text=Hi%20%D8%B9%D9%84%D9%8A%21
walink.X-ABLabel:WhatsApp
walink.X-WA-PHONE:+44 7911 123457
walink.X-WA-STATUS:accepted
walink.X-WA-INPUT:Phone: 07911 123457
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:;Bo;;;
FN:Bo
TEL;TYPE=VOICE:12
NOTE:City: C:\\\\x
walink.X-WA-STATUS:rejected
walink.X-WA-REASON:too_short
walink.X-WA-NOTE:"12" is too short: it has 2 digits after +44\\, but numbers
  there have 7\\, 9 or 10.
walink.NOTE:No WhatsApp link: "12" is too short: it has 2 digits after +44\\
 , but numbers there have 7\\, 9 or 10.
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:;+44 7911 123458;;;
FN:+44 7911 123458
TEL;TYPE=CELL:+447911123458
walink.URL:https://wa.me/447911123458?text=Hi%20there%21
walink.X-ABLabel:WhatsApp
walink.X-WA-PHONE:+44 7911 123458
walink.X-WA-STATUS:accepted
END:VCARD
"""


def to_cards(sheet: str | bytes, **options: Any) -> bytes:
    data = sheet.encode() if isinstance(sheet, str) else sheet
    target = io.BytesIO()
    convert(io.BytesIO(data), target, **{"to": "vcf", "region": "GB"} | options)
    return target.getvalue()


def cards_of(sheet: str, **options: Any) -> list[list[CardLine]]:
    return read_cards(to_cards(sheet, **options))


def test_a_sheet_becomes_cards() -> None:
    data = to_cards(SHEET, text="Hi {Name|there}!")
    assert data.decode() == CARDS.replace("\n", "\r\n")
    assert len(read_cards(data)) == 4


@pytest.mark.parametrize(
    ("header", "row", "n", "fn"),
    [
        ("name", "Ann Lee", ["", "Ann Lee"], "Ann Lee"),
        ("First name,Last name", "Ann,Lee", ["Lee", "Ann"], "Ann Lee"),
        ("Name,Vorname", "Lee,Ann", ["Lee", "Ann"], "Ann Lee"),
        ("Nom,Prénom", "Lee,Ann", ["Lee", "Ann"], "Ann Lee"),
        ("Nombre,Apellidos", "Ana,García", ["García", "Ana"], "Ana García"),
        ("name,first name", "Ann Lee,Ann", ["Lee", "Ann"], "Ann Lee"),
        ("full name,first name", "Anna,Ann", ["", "Ann"], "Anna"),
        ("firstName,lastName", ",Lee", ["Lee", ""], "Lee"),
        ("First Name,Middle Name,Last Name", "Ann,May,Lee", ["Lee", "Ann", "May"], "Ann May Lee"),
        (
            "Имя,Отчество,Фамилия",
            "Анна,Ивановна,Ли",
            ["Ли", "Анна", "Ивановна"],
            "Анна Ивановна Ли",
        ),
        ("姓,名", "王,小明", ["王", "小明"], "王小明"),
        ("성명", "김민수", ["", "김민수"], "김민수"),
        ("Customer name", "Ann", ["", "Ann"], "Ann"),
        ("اسم العميل", "علي", ["", "علي"], "علي"),
        ("الاسم", "علي", ["", "علي"], "علي"),
        ("姓名", "李安", ["", "李安"], "李安"),
        ("company,name", "Oak,", ["", "Oak"], "Oak"),
        ("name,city", ",London", ["", "+44 7911 123456"], "+44 7911 123456"),
        ("name", "Lee; Ann", ["", "Lee; Ann"], "Lee; Ann"),
    ],
)
def test_the_names_of_a_card(header: str, row: str, n: list[str], fn: str) -> None:
    [card] = cards_of(f"phone,{header}\n+447911123456,{row}\n")
    parts = next(each.parts for each in card if each.name == "N")
    assert parts == [*n, *[""] * (5 - len(n))]
    assert texts(card, "FN") == [fn]


@pytest.mark.parametrize(
    ("sheet", "options", "tels", "inputs", "notes"),
    [
        pytest.param("phone\n07911 123456", {}, ["+447911123456"], ["phone: 07911 123456"], [],
                     id="national"),
        pytest.param("phone\n+44 (0) 7911 123456", {}, ["+447911123456"],
                     ["phone: +44 (0) 7911 123456"], [], id="trunk zero"),
        pytest.param("phone\n٠٧٩١١ ١٢٣٤٥٦", {}, ["+447911123456"], ["phone: ٠٧٩١١ ١٢٣٤٥٦"], [],
                     id="arabic digits"),
        pytest.param("mobile,home phone\n07911 123456,020 7946 0958", {},
                     ["+447911123456", "020 7946 0958"], ["mobile: 07911 123456"], [],
                     id="another number"),
        pytest.param("phone,phone2\n+447911123457,911123457", {}, ["+447911123457", "911123457"],
                     [], [], id="another number with the same end"),
        pytest.param("phone,phone2\n+447911123457,07911 123457", {}, ["+447911123457"],
                     ["phone2: 07911 123457"], [], id="the same with a trunk zero"),
        pytest.param("phone,phone2\n+447911123457,7911 123457", {}, ["+447911123457"],
                     ["phone2: 7911 123457"], [], id="the same without the calling code"),
        pytest.param("phone,phone2\n+447911123457,0044 7911 123457", {}, ["+447911123457"],
                     ["phone2: 0044 7911 123457"], [], id="the same with 00"),
        pytest.param("phone,phone2\n+390612345678,06 1234 5678", {}, ["+390612345678"],
                     ["phone2: 06 1234 5678"], [], id="the same with an Italian zero"),
        pytest.param("phone,phone2\n+12025550123,555-0123", {}, ["+12025550123", "555-0123"],
                     [], [], id="without the area code"),
        pytest.param("phone\n07911 123456 / 020 7946 0958", {}, ["+447911123456"], [],
                     ["phone: 07911 123456 / 020 7946 0958"], id="two in a cell"),
        pytest.param("phone\nMobile: 07911 123456", {}, ["+447911123456"], [],
                     ["phone: Mobile: 07911 123456"], id="a word in the cell"),
        pytest.param("phone,item\n07911 123456,oak", {"number": parse_phone("+447911123457")},
                     ["+447911123457"], [], ["phone: 07911 123456\nitem: oak"], id="one number"),
        pytest.param("user,email\nmaria.lopez,a@b.c ::: d@e.f",
                     {"username_column": "user", "region": None}, [], [], ["user: maria.lopez"],
                     id="username"),
        pytest.param("phone,mail\n+447911123456,1 Oak Street", {}, ["+447911123456"], [],
                     ["mail: 1 Oak Street"], id="no e-mail"),
        pytest.param("phone\n12", {}, ["12"], [], None, id="rejected"),
        pytest.param("07911 123456,Ann", {"header": False, "phone_columns": ["1"]},
                     ["+447911123456"], ["1: 07911 123456"], ["2: Ann"], id="no header"),
        pytest.param('{"phone":"+447911123456"}\n{"phone":"07911 123456","city":"Ely"}', {},
                     ["+447911123456"], ["phone: 07911 123456"], ["city: Ely"], id="other keys"),
    ],
)  # fmt: skip
def test_nothing_of_a_row_is_lost(
    sheet: str, options: dict[str, Any], tels: list[str], inputs: list[str], notes: list[str] | None
) -> None:
    card = cards_of(f"{sheet}\n", **options)[-1]
    assert texts(card, "TEL") == tels
    assert texts(card, "X-WA-INPUT") == inputs
    if notes is not None:
        assert texts(card, "NOTE") == notes


def test_a_malformed_row_keeps_its_text() -> None:
    [card] = cards_of("phone,name\n+447911123456,Ann,Lee,Oak\n")
    assert texts(card, "TEL") == texts(card, "URL") == []
    note, reason = texts(card, "NOTE")
    assert note == "phone: +447911123456,Ann,Lee,Oak"
    assert reason.startswith("No WhatsApp link: ")
    assert texts(card, "X-WA-REASON") == ["malformed_row"]


def test_codes_name_their_files(tmp_path: Path) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text("phone,name\n+447911123456,Ann\n")
    from wa_link import CodeFolder  # noqa: PLC0415  (loads Pillow)

    convert(sheet, tmp_path / "a.vcf", codes=CodeFolder(tmp_path / "codes"))
    [card] = read_cards((tmp_path / "a.vcf").read_bytes())
    assert texts(card, "X-WA-QR") == [next((tmp_path / "codes").iterdir()).name]


@pytest.mark.parametrize(
    "cell",
    ["x", "12", "n/a", "?", "-", "½", "call me", "x;y,z\\n", "a\nb", "1,5E+11", "Fax: 0221 1234567",
     "0501234567 or 0501234568", "@maria", "waid=447911123456"],
)  # fmt: skip
def test_a_rejected_number_is_rejected_again(cell: str) -> None:
    """The card has the text of the number, not only a note, and the same reason."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["name", "phone"], ["Ann", cell]])
    data = to_cards(file.getvalue(), delimiter=",", region=None)
    [card] = read_cards(data)
    assert texts(card, "TEL") == [cell]
    again = io.BytesIO()
    convert(io.BytesIO(data), again, to="jsonl")
    assert texts(card, "X-WA-REASON") == [json.loads(again.getvalue())["wa_reason"]]


CELL = st.text(
    st.sampled_from('\\,;:"\r\n\0\x1e\x85\u2028é字👍\t a+0123456789')
    | st.characters(codec="utf-8"),
    max_size=60,
)


def seen(text: str) -> str:
    """Return a text as a card shows it: line breaks and control characters are replaced."""
    shown = ("\ufffd" if unicodedata.category(c) == "Cc" and c not in "\t\n" else c
             for c in "\n".join(f"{text}.".splitlines())[:-1])  # fmt: skip
    return "".join(shown)


@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1, max_size=5))
def test_each_cell_is_on_its_card(rows: list[tuple[str, str, str, str]]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([("phone", "name", "notes", "city"), *rows])
    cards = cards_of(file.getvalue(), delimiter=",")
    assert len(cards) == len(rows)
    for card, row in zip(cards, rows, strict=True):
        whole = "\n".join(each.text for each in card if each.name not in {"N", "URL"})
        for cell in row:
            assert seen(cell.strip()) in whole


@given(st.lists(st.tuples(CELL, st.sampled_from(["+447911123456", "07911 123457", "12"]))))
def test_our_reader_reads_the_cards(rows: list[tuple[str, str]]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([("name", "phone"), *rows])
    data = to_cards(file.getvalue(), delimiter=",")
    if not rows:
        assert data == b""
        return
    sheet = read_sheet(io.BytesIO(data), "a.vcf")
    digits = {"07911 123457": "+447911123457"}
    assert [row.cells[2] for row in sheet] == [digits.get(phone, phone) for _, phone in rows]


KEPT = """\
BEGIN:VCARD
VERSION:{version}
N:Lee;Ann;;;
FN:Ann Lee
TEL;TYPE=CELL:07911 123456
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ
 SkZJRg==
ADR:;;1 Oak Street;Ely;;;
X-CUSTOM;A="b:c":d
NOTE:Zoë\\, calls
END:VCARD
"""
ADDED = """\
walink.URL:https://wa.me/447911123456
walink.X-ABLabel:WhatsApp
walink.X-WA-PHONE:+44 7911 123456
walink.X-WA-STATUS:accepted
"""


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_cards_are_kept_with_the_link(version: str, line_end: str) -> None:
    card = KEPT.format(version=version).replace("\n", line_end)
    head, line, rest = (card * 3).replace("\r\n", "\n").partition(f"VERSION:{version}\n")
    data = to_cards(card * 3, spreadsheet_safe=True)  # an option for spreadsheets alone
    expected = (head + line + rest).replace(line, line + ADDED).replace("\n", "\r\n")
    assert data.decode() == expected
    assert to_cards(data) == data, "a second run replaces what the first run added"
    longer = to_cards(data, text="Hi").decode()
    assert longer == expected.replace("wa.me/447911123456", "wa.me/447911123456?text=Hi")


def test_a_rejected_card_is_kept_with_the_reason() -> None:
    card = KEPT.format(version="3.0").replace("07911 123456", "12")
    data = to_cards(card).decode()
    assert data.replace("\r\n ", "").replace("\r\n", "\n") == card.replace(
        "VERSION:3.0\n",
        "VERSION:3.0\nwalink.X-WA-STATUS:rejected\nwalink.X-WA-REASON:too_short\n"
        'walink.X-WA-NOTE:"12" is too short: it has 2 digits after +44\\, but numbers there have '
        '7\\, 9 or 10.\nwalink.NOTE:No WhatsApp link: "12" is too short: it has 2 digits after '
        "+44\\, but numbers there have 7\\, 9 or 10.\n",
    ).replace("/4AAQ\n SkZ", "/4AAQSkZ")
    assert to_cards(data).decode() == data
    corrected = to_cards(data.replace("CELL:12", "CELL:07911 123456")).decode()
    assert corrected == to_cards(KEPT.format(version="3.0")).decode()


def test_a_link_in_a_card_of_2_1_is_not_folded() -> None:
    card = KEPT.format(version="2.1")
    assert b"wa.me/447911123456?text=" + b"%D8%B9" * 40 in to_cards(card, text="ع" * 40)
    rejected = to_cards(card.replace("07911 123456", "é12")).decode()
    assert "\r\nwalink.X-WA-NOTE;CHARSET=UTF-8:" in rejected
    short = to_cards(card.replace("07911 123456", "12")).decode()
    reason = '"12" is too short: it has 2 digits after +44, but numbers there have 7, 9 or 10.'
    assert f"\r\nwalink.NOTE:No WhatsApp link: {reason}\r\n" in short


def test_a_broken_property_does_not_take_the_link() -> None:
    card = "BEGIN:VCARD\nVERSION:2.1\nTEL:+447911123456\nFN;QUOTED-PRINTABLE:Ann=\nEND:VCARD\n"
    [row] = read_sheet(io.BytesIO(to_cards(card)), "a.vcf")
    assert row.cells[0] == "Ann"


@pytest.mark.parametrize("name", ["links.csv", "links.jsonl", "links.vcf"])
def test_other_outputs_are_written_without_the_cards(tmp_path: Path, name: str) -> None:
    source = tmp_path / "a.vcf"
    source.write_text(KEPT.format(version="3.0") * 3 + "BEGIN:VCARD\nFN:Bo\nTEL:12\nEND:VCARD\n")
    convert(source, tmp_path / name, rejects=tmp_path / "r.csv", region="GB")
    assert b"BEGIN:VCARD" not in (tmp_path / "r.csv").read_bytes()
    assert (tmp_path / name).read_bytes().count(b"PHOTO") == (3 if name == "links.vcf" else 0)


def test_cards_can_replace_their_own_file(tmp_path: Path) -> None:
    source = tmp_path / "a.vcf"
    source.write_text(KEPT.format(version="3.0"))
    convert(source, source, region="GB")
    assert source.read_bytes().count(b"walink.URL") == source.read_bytes().count(b"PHOTO") == 1


def test_a_card_with_endless_pictures_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wa_link.sheets.vcard.card._MAX_KEPT_CHARACTERS", 1000)
    picture = "PHOTO;ENCODING=b:" + "AAAA\n " * 1000 + "\n"
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nTEL:+447911123456\n{picture}END:VCARD\n"
    [first] = cards_of(card)
    assert texts(first, "X-WA-REASON") == ["malformed_row"]
    assert "longer than 1,000 characters" in texts(first, "X-WA-NOTE")[0]


def test_rejects_can_not_be_cards(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(SHEET)
    with pytest.raises(OptionError, match=r"rejects.*can't be a \.vcf file.*use \.csv, \.tsv"):
        convert(source, tmp_path / "b.vcf", rejects=tmp_path / "r.vcf")
    assert [*tmp_path.iterdir()] == [source]


def test_workers_write_the_same_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = "phone,name\n" + "".join(f"+447911{i:06},Zoë {i}\n" for i in range(4000))
    monkeypatch.setattr("wa_link.batch.convert._CHUNKS_BEFORE_WORKERS", 1)
    assert to_cards(sheet, jobs=2) == to_cards(sheet, jobs=1)


def test_each_place_is_found_once() -> None:
    columns = ("E-mail", "Name", "email", "Full name", "First Name", "x" * 1000, "", "1")
    assert {place.value: index for place, index in find_places(columns).items()} == {
        "email": 0, "name": 1, "given name": 4,
    }  # fmt: skip


@pytest.mark.parametrize("cell", [" ", "1 ", "+", "-", "\u0660", "é", ","])
def test_long_cells_take_linear_time(cell: str) -> None:
    long = cell * (99_000 // len(cell))
    began = time.monotonic()
    to_cards(f'phone,mobile,name,city\n"{long}x","{long}",+447911123456,"{long}"\n')
    to_cards(f'phone,name\n+447911123456,"{long}"\n')
    assert time.monotonic() - began < 10
