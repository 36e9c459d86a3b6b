"""Read what a wrong link was meant to be, and what a browser makes of a right one.

The readings here share no code with wa_link, and know only the links of the tests.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from tests.conftest import program

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_WRONG = re.compile(
    r"(?:https?:)?(?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=)"
    r"((?:[\d\s().+-]|%2B)+)([?&].*)?",
    re.DOTALL,
)
# The text, and a field of WhatsApp's own that has no value.
_TEXT = re.compile(
    r"[?&](?:amp;)?(?:text|txt|message)=(.*?)(?:&app_absent)?\Z", re.DOTALL | re.IGNORECASE
)
# Each line of input is a source text in JSON; each line of output is its value in JSON.
_SERVER = """
    const read = (link) => {
        const url = new URL(link);
        const number = url.searchParams.get("phone") ?? url.pathname.slice(1);
        return [number, (url.searchParams.get("text") ?? "") + url.hash];
    };
    require("readline").createInterface({input: process.stdin}).on("line", (line) => {
        let value;
        try { value = eval(JSON.parse(line)); } catch (error) { value = String(error); }
        console.log(JSON.stringify(value));
    });
"""


class Meaning(NamedTuple):
    """Number and text of a link."""

    number: str
    text: str


def read_wrong(link: str) -> Meaning | None:
    """Return what a person reads in a wrong link; None if the link has no form that is known here.

    Args:
        link: the link, without the escapes of its surroundings.
    """
    found = _WRONG.fullmatch(re.sub(r"(https://wa\.me/\d+)\1", r"\1", link))
    if found is None or re.search(r"\"\"|''", link):
        return None
    number = re.sub(r"\(0\)|\D", "", unquote(found[1]))
    number = re.sub(r"^00", "", number)
    number = re.sub(r"^(440|0)(?=7)", "44", number)
    text = _TEXT.search(found[2] or "")
    return Meaning(number, unquote(text[1]) if text else "") if len(number) > 9 else None


def decode(text: str) -> str:
    """Return a text without the escapes of HTML, JavaScript, TeX and RTF."""
    text = re.sub(r"\\'([0-9a-f]{2})", lambda it: bytes.fromhex(it[1]).decode("cp1252"), text)
    text = re.sub(
        r"(?:\\u[0-9a-f]{4})+",
        lambda it: bytes.fromhex(it[0].replace("\\u", "")).decode("utf-16-be"),
        text,
    )
    text = re.sub(
        r"\\(?:U([0-9A-F]{8})|x([0-9a-f]{2}))", lambda it: chr(int(it[1] or it[2], 16)), text
    )
    text = text.replace("\\n", "\n")
    return html.unescape(re.sub(r"\\+([/\"'&%#_])", r"\1", text))


class Browser:
    """JavaScript as in browsers, in a process of Node.js that goes on until the end of `with`."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [program("node", "nodejs"), "-e", _SERVER],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def evaluate(self, source: str) -> object:
        """Return the value of a source text of JavaScript."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(source) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def read(self, link: str) -> Meaning:
        """Return what `new URL()` reads in a link; a part after `#` follows the text."""
        found = self.evaluate(f"read({json.dumps(link)})")
        assert isinstance(found, list), found
        return Meaning(*found)
