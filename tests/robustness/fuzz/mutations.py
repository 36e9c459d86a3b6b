"""A mutator: almost valid inputs from seeds, with repeatable randomness."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

from tests.robustness.fuzz.invariants import Picks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_BYTES = 1 << 16
_MOST_STEPS = 8
_ZIP = b"PK\x03\x04"
_TEXTS = """
" "" ', ; | : = + - @ # / \\ { } {{ }} {1} {1|x} {name} % %% %s %00 %2B %E2%80%AE %2e%2e %2F
( ) (0) [ ] < > & &amp; &#0; * ~ . .. _
BEGIN:VCARD END:VCARD VERSION:2.1 VERSION:3.0 VERSION:4.0 TEL: TEL;CELL: TEL;WAID=1: FN: N:;;; ORG:
AGENT: AGENT:BEGIN:VCARD PHOTO;ENCODING=b: ENCODING=QUOTED-PRINTABLE ENCODING=BASE64 CHARSET=utf-7
CHARSET=x item1. X-ABLABEL: =0A =3D = =C3=A9
tel: ;ext= ;phone-context=+44 whatsapp: @c.us @g.us ext.12 x12 wa.me/ https://wa.me/ http://
https://api.whatsapp.com/send?phone= whatsapp://send?phone= &text= ?text= &phone= /c/ /p/1/ /call/
message/ qr/ settings/linked_devices chat.whatsapp.com/ whatsapp.com/channel/ #x :443 user@
0 00 011 +1 +44 +966 +49 +52 +54 +55 +225 +229 +39 0501234567 +966501234567 +447911123456 15 9
1E+11 9.66501234567E+11 9.66501E+11 .0 1e999 999999999999999999999 -1 0x1F NaN Infinity null true
-0 1e-9 {"phone": {"a":1} [] [[[[ {{{{ "a":"b" \\u0000 \\ud800 \\u202e \\" \\n \\r
wa_link wa_phone wa_status wa_reason wa_note wa_line malformed_row phone name sep=; sep=,
40mm 1.5in 2 5/8in a4 4x6 45x40mm L7160 #075e54 #fff navy transparent rgb(1,2,3) hsl(0,0%,0%)
''' '' 〇 ٠٥٠ १२३ ५ ５ ⁵ ① Ⅶ ½ é e\u0301 ب ש ก ไทย हिन्दी 漢字 😀 👨‍👩‍👧 🇬🇧 ß İ ı ﷽
<row r="1"> <row r="1048577"/> <c r="A1" t="s"><v>0</v></c> <c r="XFD1"/> t="inlineStr" t="b" t="e"
<is><t>x</t></is> <v>1</v> <v>-1</v> <v>1e400</v> <v>99999999999</v> uniqueCount="9" <!--x-->
<![CDATA[x]]> <?x?> xml:space="preserve" table:number-columns-repeated="3" </row> </c> </v> s="99"
table:number-rows-repeated="2" office:value-type="float" office:value="1e999" <text:s text:c="9"/>
""".split()
_MARKS = (
    "\r\n", "\r", "\n", "\n\n", "\r\r\n", " ", "  ", "\t", "\v", "\f", "\x1c", "\x1e", "\x85",
    "\u2028", "\u2029", "\xa0", "\u3000", "\ufeff", "\ufffe", "\uffff", "\0", "\0\0", "\x1a",
    "\x1b[31m", "\x1b]52;c;AA\x07", "\x7f", "\x9b", "\u200b", "\u200d", "\u200e", "\u200f",
    "\u202a", "\u202e", "\u2066", "\u2069", "\u061c", "\u0301", "\u0301" * 20, "\u0489", "\u20e3",
    "\ufe0f", "\U000e0031", "\U0001f3fb", "\U0010ffff", "\ud800", "\udc80", "\udfff",
    "\x00\x00\x00\x00", "\x7f\x7f", "9" * 30, "0" * 200, '"' * 9, "\n" * 210, "x" * 600, "," * 40,
    "{" * 2_000, "[" * 2_000, "sep=\t\n", "=\n", "\n ", "ext. 5",
)  # fmt: skip
_RAW = (
    b"\xff", b"\xfe", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"\0\0\xfe\xff",
    b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80", b"\xff\xff\xff\xff",
    b"\x80\0\0\0", b"\0\0\0\x80", b"\xff\xff", b"\0\1", b"\x7f\xff\xff\xff", b"PK\x03\x04",
    b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"+ADw-", b"\x1b$B", b"~{", b"\x0e",
)  # fmt: skip
TOKENS = (
    *(text.encode("utf-8", "surrogatepass") for text in (*_TEXTS, *_MARKS) if text),
    *_RAW,
)
"""Texts that readers may fail on."""


class Mutator:
    """Inputs made from seeds. The same number gives the same inputs."""

    def __init__(self, seeds: Sequence[bytes], number: int | str) -> None:
        self._seeds = seeds
        self._draw = random.Random(number)  # noqa: S311  (examples, no secrets)
        self._steps = (
            *(self._flip, self._replace, self._delete, self._repeat, self._move),
            *(self._insert, self._insert, self._insert, self._overwrite, self._splice),
            *(self._cross, self._cut, self._digit, self._digit),
        )

    def __call__(self) -> bytes:
        """Return the next input."""
        return self.mutated(self._draw.choice(self._seeds))

    def mutated(self, data: bytes) -> bytes:
        """Return an input made from `data`: its options change sometimes, its body always."""
        draw = self._draw
        head, body = data[: Picks.SIZE], data[Picks.SIZE :]
        if draw.random() < 0.7:
            head = draw.randbytes(Picks.SIZE)
        if body.startswith(_ZIP) and draw.random() < 0.95:
            body = with_part(body, draw, self._bytes)
        else:
            body = self._bytes(body)
        return head + body[:MOST_BYTES]

    def _bytes(self, data: bytes) -> bytes:
        steps = 1 + int(min(self._draw.expovariate(0.6), _MOST_STEPS))
        for _ in range(steps):
            data = self._draw.choice(self._steps)(data)
        return data

    def _slice(self, data: bytes, most: int = 200) -> tuple[int, int]:
        start = self._draw.randint(0, len(data))
        length = int(self._draw.choice((1, 2, 4, 16, most)) * self._draw.random()) + 1
        return start, min(len(data), start + length)

    def _flip(self, data: bytes) -> bytes:
        if not data:
            return data
        place = self._draw.randrange(len(data))
        changed = data[place] ^ (1 << self._draw.randrange(8))
        return data[:place] + bytes([changed]) + data[place + 1 :]

    def _replace(self, data: bytes) -> bytes:
        start, end = self._slice(data, 8)
        return data[:start] + self._draw.randbytes(end - start) + data[end:]

    def _delete(self, data: bytes) -> bytes:
        start, end = self._slice(data)
        return data[:start] + data[end:]

    def _repeat(self, data: bytes) -> bytes:
        start, end = self._slice(data)
        times = self._draw.choice((2, 2, 2, 3, 50))
        return data[:start] + data[start:end] * times + data[end:]

    def _move(self, data: bytes) -> bytes:
        start, end = self._slice(data)
        rest = data[:start] + data[end:]
        place = self._draw.randint(0, len(rest))
        return rest[:place] + data[start:end] + rest[place:]

    def _insert(self, data: bytes) -> bytes:
        start, _ = self._slice(data)
        return data[:start] + self._draw.choice(TOKENS) + data[start:]

    def _overwrite(self, data: bytes) -> bytes:
        start, end = self._slice(data, 16)
        return data[:start] + self._draw.choice(TOKENS) + data[end:]

    def _splice(self, data: bytes) -> bytes:
        other = self._draw.choice(self._seeds)[Picks.SIZE :]
        start, end = self._slice(other)
        place, to = self._slice(data, 4)
        return data[:place] + other[start:end] + data[to:]

    def _cross(self, data: bytes) -> bytes:
        other = self._draw.choice(self._seeds)[Picks.SIZE :]
        return data[: self._slice(data)[0]] + other[self._slice(other)[0] :]

    def _cut(self, data: bytes) -> bytes:
        return data[: self._slice(data)[0]]

    def _digit(self, data: bytes) -> bytes:
        """Replace a digit by another, as in lengths, places and numbers."""
        places = [i for i, byte in enumerate(data[:4_000]) if 48 <= byte < 58]
        if not places:
            return data
        place = self._draw.choice(places)
        return data[:place] + b"%d" % self._draw.randrange(10) + data[place + 1 :]


def with_part(data: bytes, draw: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    """Change one part of a zip, with the right checksums and sizes.

    A damaged zip is changed like any file.
    """
    file = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
            names = [name for name in old.namelist() if old.getinfo(name).file_size < MOST_BYTES]
            telling = [n for n in names if "sheet" in n.lower() or "content" in n or "book" in n]
            chosen = draw.choice(telling if telling and draw.random() < 0.8 else names)
            mark = draw.choice(TOKENS).decode("utf-8", "replace") if draw.random() < 0.1 else ""
            for name in old.namelist():
                content = old.read(name)
                new.writestr(
                    zipfile.ZipInfo(name + mark if name == chosen else name),
                    change(content) if name == chosen else content,
                    zipfile.ZIP_DEFLATED,
                )
    except Exception:  # noqa: BLE001  (whatever a broken zip raises)
        return change(data)
    return file.getvalue()
