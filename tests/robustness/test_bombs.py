"""Bombs: small or endless inputs that are made to use up memory or time.

Each ends by itself, with a sentence or rejected rows, within the memory that README.md
states.
"""

from __future__ import annotations

import io
import itertools
import os
import random
import re
import signal
import struct
import subprocess
import sys
import threading
import zlib
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import pymupdf_fonts
import pytest
import xlsxwriter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from tests.bench import launch
from tests.conftest import linux
from tests.sheets.workbook.test_read_workbook import FILLED, ONE_TEXT, ods_with, with_rows, xls_of
from wa_link.errors import OutputError
from wa_link.printing.labels.label_sheet import LabelSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

MOST_MEGABYTES = 300
MOST_OF_DESIGNS = 2_100  # the address space of the child that typesets
MOST_SECONDS = 100  # for one that hangs; each takes a few
M = 1_000_000
ENDLESS = 2**31  # so that the machine survives a bomb that goes off
MARKS = "\u0301\u0316"  # normalisation swaps them: many take quadratic time
LINE_ENDS = "characters. Perhaps its end is missing."
FIFTY = ";".join(f"+4479111234{number:02}" for number in range(50))


def many(part: str | bytes, count: int) -> Iterator[bytes]:
    """Yield a part so many times, in pieces of the size of a pipe."""
    part = part.encode() if isinstance(part, str) else part
    at_once = max(1, 65_536 // len(part))
    for _ in range(count // at_once):
        yield part * at_once
    yield part * (count % at_once)


def sheet(head: str, *rows: str | Iterable[bytes]) -> Iterator[bytes]:
    """Yield a header and rows; bytes are sent as they are."""
    yield f"{head}\n".encode()
    for row in rows:
        yield from [f"{row}\n".encode()] if isinstance(row, str) else row


def png(width: int, height: int) -> bytes:
    """Return the beginning of a picture that claims a size."""
    head = b"IHDR" + struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">L", 13) + head + struct.pack(">L", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk


def xls(lists: bytes, tables: bytes) -> bytes:
    """Return an .xls with lists of tables, and these tables only."""
    head = bytearray(struct.pack("<8s504x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
    struct.pack_into("<H", head, 30, 9)  # sectors of 512 bytes
    struct.pack_into("<L", head, 48, 100)  # the start of the directory
    struct.pack_into("<109L", head, 76, *[0xFFFFFFFF] * 109)
    return bytes(head) + lists + tables


def circle(sectors: int) -> bytes:
    """Return an .xls whose list leads back to itself, and names one table again and again."""
    table = struct.pack("<128L", *range(1, 128), 2)
    return xls(struct.pack("<128L", *[1] * 127, 0), table + bytes(512 * (sectors - 2)))


def circle_of_sectors(lists: int) -> bytes:
    """Return an .xls with many tables, in which each sector leads back to itself."""
    count = 127 * lists
    numbers = iter(range(lists, lists + count))
    listed = [struct.pack("<128L", *islice(numbers, 127), n + 1) for n in range(lists - 1)]
    listed.append(struct.pack("<128L", *numbers, 0xFFFFFFFE))
    return xls(b"".join(listed), struct.pack(f"<{128 * count}L", *range(128 * count)))


def of_format(code: str, rows: int) -> bytes:
    """Return an .xlsx of numbers with this number format."""
    with xlsxwriter.Workbook(file := io.BytesIO()) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "phone")
        form = book.add_format({"num_format": code})
        for row in range(rows):
            sheet.write(row + 1, 0, 501234567, form)
    return file.getvalue()


def font(change: Callable[[bytes], bytes]) -> bytes:
    """Return FiraGO with a defect."""
    return change(pymupdf_fonts.myfont("figo"))


def of_tables(**tables: bytes) -> bytes:
    """Return FiraGO with other tables, and correct checksums."""
    file = TTFont(io.BytesIO(pymupdf_fonts.myfont("figo")), recalcTimestamp=False)
    for name, content in tables.items():
        file[name.ljust(4)] = DefaultTable(name)
        file[name.ljust(4)].data = content
    file.save(made := io.BytesIO(), reorderTables=None)
    return made.getvalue()


# Endless groups of characters (cmap, format 12), each with all of Unicode.
CMAP = struct.pack(">HHHHLHHLLL", 0, 1, 3, 10, 12, 12, 0, 16 + 12 * M, 0, M) + (
    struct.pack(">LLL", 0, 0x10FFFF, 1) * M
)
COLLECTION = struct.pack(">4sHHL", b"ttcf", 1, 0, 0xFFFF) + struct.pack(">L", 12) * 0xFFFF


def huge_png() -> bytes:
    """Return a valid picture of 30,000 × 30,000 pixels in a hundred kilobytes."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(3_751)) for _ in range(30_000)) + rows.flush()
    parts = (b"IHDR" + struct.pack(">LLBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0), b"IDAT" + packed)
    made = [struct.pack(">L", len(part) - 4) + part + struct.pack(">L", zlib.crc32(part))
            for part in (*parts, b"IEND")]  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def laughing_svg() -> bytes:
    """Return a picture whose entities expand to gigabytes."""
    names = [f'<!ENTITY {name} "{"&" + before + ";" if before else "ha"}'
             + f"&{before};" * 9 * bool(before) + '">'
             for before, name in itertools.pairwise(["", *"abcdefghijk"])]  # fmt: skip
    head = f"<!DOCTYPE svg [{''.join(names)}]>"
    return f'{head}<svg xmlns="http://www.w3.org/2000/svg"><text>&k;</text></svg>'.encode()


def using_svg() -> bytes:
    """Return a picture that uses a part ten times, which uses a part ten times, and so on."""
    parts = [f'<g id="a{depth}">{f"""<use href="#a{depth - 1}"/>""" * 10}</g>'
             for depth in range(1, 12)]  # fmt: skip
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="a0" d="M0 0h9v9z"/>'
    return f'{head}{"".join(parts)}<use href="#a11"/></svg>'.encode()


def design(body: str) -> Callable[[], bytes]:
    """Return a design of the user."""
    head = '#import "card.typ": *\n#let design(card, width, height) = {\n  code(card, 25mm)\n  '
    return f"{head}{body}\n}}\n".encode


def picture(name: str) -> Callable[[], bytes]:
    return design(f'image("{name}", width: 5mm, alt: "a")')


# Files in the folder of a command, by their names.
FILES: dict[str, Callable[[], bytes]] = {
    "template.txt": lambda: b"x" * 1_000_001,
    "fields.txt": lambda: b"{t}" * 100_000,
    "huge.png": lambda: png(32_000, 32_000),
    "endless.typ": design("for a in range(9999999) { for b in range(9999999) { let c = a } }"),
    "recursion.typ": design("let f(n) = f(n + 1)\n  f(0)"),
    "doubling.typ": design('let s = "ab"\n  for i in range(60) { s = s + s }'),
    "array.typ": design("let a = range(0, 2000000000)"),
    "pages.typ": design("for i in range(3000000) { [x #parbreak()] }"),
    "layout.typ": design("for i in range(20000) { box(width: 1fr, grid(..range(99).map(str))) }"),
    "panic.typ": design('panic("x" * 1000000)'),
    "named-huge.typ": picture("whole.png"),
    "named-claim.typ": picture("huge.png"),
    "named-laughs.typ": picture("laughs.svg"),
    "named-uses.typ": picture("uses.svg"),
    "whole.png": huge_png,
    "laughs.svg": laughing_svg,
    "uses.svg": using_svg,
    "random.ttf": lambda: random.Random(0).randbytes(M),  # noqa: S311  (no secret)
    "zeros.ttf": lambda: bytes(M),
    "text.ttf": lambda: b"not a font",
    "truncated.ttf": lambda: font(lambda data: data[: len(data) // 2]),
    "head.ttf": lambda: font(lambda data: data[:300]),
    "damaged.ttf": lambda: font(lambda data: data[:5_000] + bytes(M) + data[5_000 + M :]),
    "cmap.ttf": lambda: of_tables(cmap=CMAP),
    "glyf.ttf": lambda: of_tables(glyf=b"\xff" * M),
    "layout.ttf": lambda: of_tables(GSUB=b"\xff" * 60_000, GPOS=b"\0\1" * 30_000),
    "collection.ttc": lambda: COLLECTION,
}


class Bomb(NamedTuple):
    """An input of a command, its exit code, and text in its messages or output.

    `most` is the memory that a process may take, in MB: a design of the user may take all that
    the child that typesets is allowed.
    """

    command: str
    data: Iterable[bytes]
    code: int | tuple[int, ...]
    said: str
    most: int = MOST_MEGABYTES


BATCH = "batch - -q"
BOMBS = {
    "a line without end": Bomb(
        BATCH,
        sheet("phone", many("7", ENDLESS)),
        1,
        "line 2: the line has more than 1,000,000 " + LINE_ENDS,
    ),
    "a header without end": Bomb(BATCH, many("p", ENDLESS), 1, "line 1: the line has more than"),
    "NULs without end": Bomb(BATCH, many(b"\0", ENDLESS), 1, "is a file of NUL bytes"),
    "UTF-16 whose letters have bytes of line breaks": Bomb(
        BATCH,
        itertools.chain([b"\xff\xfea\0\n\0"], many("\u0a0a".encode("utf-16-le"), ENDLESS)),
        1,
        "line 2: the line has",
    ),
    "a card's line without end": Bomb(
        BATCH,
        sheet("BEGIN:VCARD", many("7", ENDLESS)),
        1,
        "line 2: the line has more than 10,000,000 characters",
    ),
    "an object without end": Bomb(BATCH, many('{"a":', ENDLESS), 1, "line 1: the line has more"),
    "a row of closed quotes without end": Bomb(
        BATCH,
        sheet("phone,x", '"x","x', many('x","x\n', ENDLESS)),
        1,
        "line 2: the row has more than 1,000,000 " + LINE_ENDS,
    ),
    "a row that fails at its end": Bomb(
        BATCH,
        sheet("phone,x", '"x","x', many('x","x\n', 8_000), 'x"y'),
        3,
        "malformed_row",
    ),
    "wide columns and short rows": Bomb(
        BATCH, sheet("phone," + ",".join(["x" * 55] * 16_000), many("1\n", 300)), 3, "no_region"
    ),
    "blank folds of a line without head": Bomb(
        BATCH, sheet("BEGIN:VCARD", "FN:a", "x", many(" \n", 128_000)), 3, "malformed_row"
    ),
    "a name in punycode": Bomb(
        BATCH,
        sheet(
            "BEGIN:VCARD",
            "TEL:+447911123456",
            "FN;CHARSET=punycode;ENCODING=QUOTED-PRINTABLE:"
            + "".join(chr(0x4E00 + row * 7919 % 20_000) for row in range(40_000)),
            "END:VCARD",
        ),
        0,
        "447911123456",
    ),
    "a long head of many folds": Bomb(
        BATCH,
        sheet("BEGIN:VCARD", "FN:a", "NOTE;" + "a" * 9_900_000 + ":", many(" x\n", 20_000)),
        3,
        "malformed_row",
    ),
    "open quotes": Bomb(BATCH, sheet("phone,x", many('"a\n', 100_000)), 3, "malformed_row"),
    "half a million columns": Bomb(
        BATCH, sheet("a," * 499_990 + "phone"), 1, "has 499,991 columns, but at most 16,384 can be"
    ),
    "a hundred thousand keys": Bomb(
        BATCH,
        [b'{"phone":"1"' + b"".join(b',"%d":1' % i for i in range(99_999)) + b"}\n"],
        1,
        "has 100,000 keys, but at most 16,384 can be",
    ),
    "a key that comes twice after many": Bomb(
        BATCH,
        sheet('{"phone":"1"}', "{" + "".join(f'"{i}":1,' for i in range(90_000)) + '"89999":1}'),
        3,
        'The key \\"89999\\" is in an object twice',
    ),
    "half a million cells": Bomb(
        BATCH, sheet("phone,x", "1," * 499_990), 3, "The row has 499,991 cells"
    ),
    "a header of marks": Bomb(BATCH, sheet("phone,a" + MARKS * 490_000, "1,2"), 3, "no_region"),
    "deep arrays": Bomb(
        BATCH, sheet('{"phone":"1"}', '{"phone":' + "[" * 990_000), 3, "nested too deeply"
    ),
    "a number of a million digits": Bomb(
        BATCH, sheet('{"phone":"1"}', '{"phone":' + "7" * 990_000 + "}"), 3, "too many digits"
    ),
    "a fraction of a million digits": Bomb(
        BATCH, sheet('{"phone":"1"}', '{"phone":1.' + "7" * 990_000 + "}"), 3, "not_a_number"
    ),
    "an exponent of a million digits": Bomb(
        BATCH, sheet('{"phone":"1"}', '{"phone":1e' + "7" * 990_000 + "}"), 3, "not_a_number"
    ),
    "a card of many numbers": Bomb(
        BATCH, sheet("BEGIN:VCARD", "FN:a", many("TEL:+447911123456\n", M)), 3, "malformed_row"
    ),
    "a card of many folds": Bomb(
        BATCH, sheet("BEGIN:VCARD", "FN:a", "TEL:1", many(" 777\n", M)), 3, "malformed_row"
    ),
    "a picture of many folds": Bomb(
        BATCH,
        sheet("BEGIN:VCARD", "FN:a", "PHOTO;ENCODING=b:", many(" 77777777\n", M)),
        3,
        "malformed_row",
    ),
    "cards within cards": Bomb(BATCH, many("BEGIN:VCARD\nAGENT:\n", 200_000), 3, "malformed_row"),
    "an .xls whose sectors lead back": Bomb(BATCH, [circle_of_sectors(60)], 1, "not a workbook"),
    "an .xls in a circle": Bomb(BATCH, [circle(8_000)], 1, "not a workbook"),
    "an .ods of one row that repeats": Bomb(
        BATCH,
        [
            ods_with(
                b"<table:table-row>" + FILLED + b"/></table:table-row>"
                b'<table:table-row table:number-rows-repeated="1048575">'
                + FILLED
                + b' table:number-columns-repeated="30"/></table:table-row>'
            )
        ],
        1,
        "needs more memory",
    ),
    "an .xls with a cell far below": Bomb(
        BATCH, [xls_of([["phone", *[""] * 254, "x"], *[[]] * 65_534, ["x"]])], 1, "more memory"
    ),
    "an .xlsx with a cell far below": Bomb(
        BATCH,
        [
            with_rows(
                b'<row r="1"><c r="A1"><v>1</v></c><c r="Z1"><v>1</v></c></row>'
                b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
            )
        ],
        1,
        "needs more memory",
    ),
    "an .xlsx of one text": Bomb(
        BATCH,
        [with_rows(b'<row><c t="s"><v>0</v></c></row>' * 60_000, ONE_TEXT)],
        1,
        "needs more memory",
    ),
    "an .xlsx of errors in one row": Bomb(
        BATCH,
        [with_rows(b"<row>" + b'<c t="e"><v>#REF!</v></c>' * 600_000 + b"</row>")],
        1,
        "the limits of a worksheet",
    ),
    "an .xlsx of a long number format": Bomb(
        BATCH, [of_format("0" * M, 60_000)], 3, "not_a_number"
    ),
    "an .ods of an error that repeats": Bomb(
        BATCH,
        [
            ods_with(
                b'<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
                b'table:formula="of:=A1" table:number-columns-repeated="1024"/></table:table-row>'
            )
        ],
        1,
        "stdin ",
    ),
    "blank lines": Bomb(BATCH, sheet("phone", many("\n", 5 * M)), 0, ""),
    **{
        f"a number of {what}": Bomb(BATCH, sheet("phone", text), 3, "rejected")
        for what, text in (
            ("digits", "7" * 990_000),
            ("plus signs", "+44 " * 240_000),
            ("Arabic digits", "\u0661" * 990_000),
            ("marks", "0" + MARKS * 490_000),
            ("schemes", "tel:" * 240_000),
            ("links", "wa.me/" * 160_000),
            ("brackets", "(" * 990_000),
            ("numbers", "+447911123456;" * 70_000),
            ("extensions", "1ext" * 240_000),
            ("spaces", "x" + " " * 990_000),
            ("wrappers", '="' * 490_000),
            ("exponents", "1E" * 490_000),
        )
    },
    "a region of marks": Bomb(
        BATCH + " --region-column r", sheet("phone,r", "1,a" + MARKS * 490_000), 3, "unknown_region"
    ),
    **{
        f"texts of a million emoji, as .{extension}": Bomb(
            f"batch - -q --text-column t --jobs 2 -o out.{extension}",
            sheet("phone,t", *["+447911123456," + "\U0001f600" * 990_000] * 20),
            0,
            "",
        )
        for extension in ("csv", "tsv", "jsonl")
    },
    "parts of a cell that begin as numbers do": Bomb(
        BATCH + " --spreadsheet-safe -o out.csv",
        sheet(
            "phone\tx", *["+447911123456\t" + mark * 240_000 for mark in (",+1-", ";+(1", "|+1 ")]
        ),
        0,
        "",
    ),
    "fifty links for each of long rows": Bomb(
        "batch - -q --multiple split -t {t} --jobs 1 -o out.csv",
        sheet("phone,t", *[f"{FIFTY},{chr(0x1F600) * 19_000}"] * 20),
        0,
        "",
    ),
    "fifty links for a row of a million emoji": Bomb(
        "batch - -q --multiple split -t {t} -o out.csv",
        sheet("phone,t", *[f"{FIFTY},{chr(0x1F600) * 980_000}"] * 9),
        3,
        "",
    ),
    "a label of a million emoji": Bomb(
        "labels - -q --text-column t --stock L7160 -o out.pdf",
        sheet("phone,t", *["+447911123456," + "\U0001f600" * 990_000] * 9),
        3,
        "qr_too_long",
    ),
    "a text of a million halves of letters": Bomb(
        BATCH + " --text-column t",
        sheet("phone,t", "+447911123456," + "Ã©" * 490_000),
        0,
        "text_mojibake",
    ),
    "texts for codes": Bomb(
        BATCH + " --text-column t --qr-dir codes",
        sheet("phone,t", *["+447911123456," + "1234aéABCDEF" * 82_000] * 30),
        3,
        "qr_too_long",
    ),
    "a name and a caption": Bomb(
        BATCH + " --qr-dir codes --qr-name {t} --caption {t}",
        sheet("phone,t", "+447911123456,a" + MARKS * 490_000),
        3,
        "caption_too_long",
    ),
    "a template": Bomb(
        BATCH + " --text-file template.txt",
        sheet("phone,t", "+447911123456,x"),
        1,
        "template.txt has more than 1,000,000 bytes",
    ),
    "a template of many fields": Bomb(
        BATCH + " --text-file fields.txt",
        sheet("phone,t", "+447911123456," + "x" * 100),
        0,
        "accepted",
    ),
    "a text without end": Bomb(
        "link +447911123456 --text-file -",
        many("a", ENDLESS),
        1,
        "--text-file stdin has more than 1,000,000 bytes",
    ),
    "a font without end": Bomb(
        "qr +447911123456 -o a.png --caption a --font /dev/zero", [], 2, "give the path of a"
    ),
    "a picture that claims a gigapixel": Bomb(
        "qr +447911123456 -o a.png --logo huge.png", [], 2, "million pixels"
    ),
    **{
        f"a design: {name}": Bomb(
            f"labels - -q --stock L7160 -o out.pdf --title Oak --design {name}.typ",
            sheet("phone", *["+447911123456"] * 3),
            # Typst reads 30,000 × 30,000 pixels of one bit within its limits.
            (0, 2) if name == "named-huge" else 2,
            said,
            MOST_OF_DESIGNS,
        )
        for name, said in (
            ("endless", "took too long"),
            ("recursion", "maximum function call depth"),
            ("doubling", "too much memory"),
            ("array", "too much memory"),
            ("pages", "The design"),
            ("layout", "The design"),
            ("panic", "panicked"),
            ("named-huge", ""),
            ("named-claim", "The design"),
            ("named-laughs", "The design"),
            ("named-uses", "The design"),
        )
    },
    **{
        f"a font: {name}": Bomb(
            f"qr +447911123456 -o a.png --title Oak --font {name}", [], code, said, MOST_OF_DESIGNS
        )
        for name, code, said in (
            ("random.ttf", 2, "is not a font"),
            ("zeros.ttf", 2, "is not a font"),
            ("text.ttf", 2, "is not a font"),
            ("head.ttf", 2, "is not a font"),
            ("truncated.ttf", (0, 2, 3), ""),
            ("damaged.ttf", (0, 2, 3), ""),
            ("cmap.ttf", (0, 2, 3), ""),
            ("glyf.ttf", (0, 2, 3), ""),
            ("layout.ttf", (0, 2, 3), ""),
            ("collection.ttc", 2, "is not a font"),
        )
    },
    **{
        f"titles of 500 {what}": Bomb(
            "labels - -q --stock L7160 -o out.pdf --title {t} --rejects r.csv",
            sheet("phone,t", *[f"+447911{row:06},{(text * 500)[:500]}" for row in range(200)]),
            (0, 3) if what != "syllables" else 2,  # each of them ends the child that typesets
            "",
            MOST_OF_DESIGNS,
        )
        for what, text in (
            ("letters", "W"),
            ("marks", MARKS),
            ("words", "i "),
            ("Arabic letters", "\u0628"),
            ("Arabic letters with marks", "\u0628\u0650"),
            ("emoji", "\U0001f600"),
            ("emoji joined", "\U0001f468\u200d"),
            ("letters that no font has", "\U00010380"),
            ("spaces of no width", "a\u200b"),
            ("Thai letters", "\u0e01"),
            ("hyphens", "a-"),
            ("Chinese letters", "\u626b"),
            ("syllables", "\u0915\u094d"),
        )
    },
    "a code of many modules": Bomb(
        "qr +447911123456 -o a.png --size 200cm --dpi 1200", [], 2, "too large"
    ),
}


def ended(bomb: Bomb, folder: Path) -> tuple[int, float, str]:
    """Return the exit code of a command, the most memory of a process in MB, and its output.

    The system counts all children that the command has waited for, as the one for workbooks.
    """
    command = [sys.executable, "-I", "-S", launch.__file__, sys.executable, "-m", "wa_link"]
    words = bomb.command.split()
    if "-o" not in words and words[0] == "batch":
        words += ["-o", "out.jsonl"]
    with subprocess.Popen([*command, *words], cwd=folder, start_new_session=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:  # fmt: skip
        end = threading.Timer(MOST_SECONDS, os.killpg, (process.pid, signal.SIGKILL))
        end.start()
        pipe, process.stdin = process.stdin, None
        assert pipe
        with suppress(BrokenPipeError):
            for part in bomb.data:
                pipe.write(part)
        with suppress(BrokenPipeError):
            pipe.close()
        out, err = process.communicate()
        end.cancel()
    assert out, f"It has not ended in {MOST_SECONDS} seconds."
    code, _, peak = out.split()
    written = folder / "out.jsonl"
    return (
        int(code),
        float(peak) / M,
        err.decode() + (written.read_text() if written.exists() else ""),
    )


# It waits twice for ten seconds; test_typesetter.py tests this with a lower limit.
SLOWEST = "a design: endless"


@linux("limits of memory")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name,
            marks=pytest.mark.long(slice=0) if name == SLOWEST else pytest.mark.long(daily=3),
        )
        for name in BOMBS
    ],
)
def test_a_bomb_does_not_go_off(name: str, tmp_path: Path) -> None:
    bomb = BOMBS[name]
    named = {file for file in FILES if file.removesuffix(".typ") in bomb.command}
    named |= {"whole.png", "huge.png", "laughs.svg", "uses.svg"} if "a design" in name else set()
    for file in named:
        (tmp_path / file).write_bytes(FILES[file]())
    code, peak, said = ended(bomb, tmp_path)
    assert code in (bomb.code if isinstance(bomb.code, tuple) else (bomb.code,)), said[:500]
    assert bomb.said in said
    assert peak < bomb.most
    assert not re.search("Traceback|panicked at|RUST_BACKTRACE|memory allocation", said)
    if code in (1, 2):
        assert "Error: " in said


def test_labels_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small version of ten thousand rows with a hundred copies each."""
    monkeypatch.setattr("wa_link.printing.labels.label_drawing.MAX_LABELS", 30)
    pages = LabelSheet("L7160", copies=10)
    try:
        for _ in range(3):
            pages.add("https://wa.me/447911123456", title="Oak")
        with pytest.raises(OutputError, match="labels: print fewer rows or copies"):
            pages.add("https://wa.me/447911123456", title="Oak")
    finally:
        pages.close()
