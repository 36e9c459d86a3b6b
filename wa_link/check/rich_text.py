r"""Read Rich Text (`.rtf`): its text without the control words, such as `\par` or `\'e9`.

The syntax is that of the Rich Text Format Specification 1.9.1, "RTF Syntax".
"""

from __future__ import annotations

import re
from array import array

from wa_link.check.decode_file import Encoded
from wa_link.check.escapes import join_surrogates
from wa_link.check.searched_text import SearchedText

_TOKEN = re.compile(
    r"\\u(-?\d{1,6})[ ]?(?:\\'[0-9A-Fa-f]{2}|\?)?"  # a character, with its substitute
    r"|\\'([0-9A-Fa-f]{2})"  # a byte
    r"|\\([\\{}])"  # an escaped character
    r"|\\([A-Za-z]{1,32})(?:-?\d{1,10})?[ ]?"  # a control word
    r"|\\(.)"  # a control symbol, such as \~
    r"|[{}\r\n]",
    re.DOTALL,
)
_WORDS = {"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "cell": "\t",
          "tab": "\t", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
          "endash": "–", "emdash": "—", "bullet": "•"}  # fmt: skip
# Words that begin another part, such as a font table: its text does not continue the text before.
_PARTS = frozenset(("fonttbl", "colortbl", "stylesheet", "info", "fldinst", "fldrslt", "field"))
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SYMBOLS = {"~": "\u00a0", "_": "-", "-": "", "*": "", "\n": "\n", "\r": "\n"}


def read_rich_text(data: bytes) -> SearchedText:
    r"""Return the text of a Rich Text file.

    Bytes such as `\'e9` are read as Windows-1252. A link with escapes is found, but not fixed.
    """
    source = Encoded(data.decode("latin-1"), "latin-1", is_certain=False)
    text, indexes = [""], array("I")
    end = 0
    for token in _TOKEN.finditer(source.text):
        if token.start() > end:
            text.append(source.text[end : token.start()])
            indexes.extend(range(end, token.start()))
        end = token.end()
        char = _read_token(token)
        if "\udc00" <= char <= "\udfff" and "\ud800" <= text[-1] <= "\udbff":
            text[-1] = join_surrogates([ord(text[-1]), ord(char)], "")
        elif char:
            text.append(char)
            indexes.append(token.start())
    text.append(source.text[end:])
    indexes.extend(range(end, len(source.text)))
    return SearchedText(source, _LONE_SURROGATE.sub("\ufffd", "".join(text)), indexes)


def _read_token(token: re.Match[str]) -> str:
    """Return the character or surrogate of a token, or a line break; else an empty string."""
    number, byte, escaped, word, symbol = token.groups()
    if number is not None:
        return chr(int(number) % 0x10000)  # negative numbers are above 32,767
    if byte is not None:
        return bytes.fromhex(byte).decode("cp1252", "replace")
    if word is not None:
        return "\n" if word in _PARTS else _WORDS.get(word, "")
    if symbol is not None:
        return _SYMBOLS.get(symbol, "")
    return escaped or ""
