"""Properties of a vCard, such as `TEL;TYPE=CELL:+44 7911 123456`: parameters and encoded values.

vCard 2.1 is versit's specification of 1996, 3.0 is RFC 2426, and 4.0 is RFC 6350. Programs mix
these versions, so a parameter of any version is understood in every card.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Final

from wa_link._support.quoting import quote

USED_PROPERTIES = frozenset(("VERSION", "FN", "N", "NICKNAME", "TEL", "ORG", "EMAIL", "X-ABLABEL"))
"""Names of the properties that are kept; the values of all others are dropped."""
TEXT_PROPERTIES = USED_PROPERTIES - {"VERSION", "TEL", "X-ABLABEL"}
"""Names of the kept properties that do not affect the phone number if their text is damaged."""
KNOWN_PROPERTIES = USED_PROPERTIES | frozenset(
    """ADR AGENT ANNIVERSARY BDAY CALADRURI CALURI CATEGORIES CLASS CLIENTPIDMAP FBURL GENDER GEO
    IMPP KEY KIND LABEL LANG LOGO MAILER MEMBER NAME NOTE PHOTO PRODID PROFILE RELATED REV ROLE
    SORT-STRING SOUND SOURCE TITLE TZ UID URL XML""".split()
)
"""Names of the properties in vCard 2.1, 3.0 and 4.0. All other names begin with `X-`."""
SINGLE_LINE_PROPERTIES = frozenset(
    "VERSION FN N NICKNAME TEL ORG EMAIL X-ABLABEL TITLE ROLE BDAY REV UID URL".split()
)
"""Names of the properties whose values never contain a line break."""

# The head of a property: everything up to the colon before its value, such as `TEL;TYPE=CELL:`.
# [group "."] name *(";" parameter) ":" (RFC 6350, section 3.3). Quoted parameters can have colons.
HEAD = re.compile(r'(?:([\w-]+)\.)?([A-Za-z0-9-]+)[ \t]*((?:;(?:"[^"]*"|[^":])*+)?):')
_PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*+)')
# Android writes a label that the user typed as such a parameter: `X-CUSTOM(Work phone)`.
_CUSTOM = re.compile(r"X-CUSTOM\((.*)\)", re.IGNORECASE | re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BYTES = re.compile("(?:=[0-9A-Fa-f]{2})+")
_BYTES_OR_EQUALS = re.compile(f"{_BYTES.pattern}|=")
_BROKEN_BYTE = re.compile("=(?![0-9A-Fa-f]{2})")
_BASE64 = re.compile("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
# These encodings of Python are not for text in files, and some take quadratic time.
_FORBIDDEN_CHARSETS = ("punycode", "idna", "unicodeescape", "rawunicodeescape")
REPLACEMENT = "\ufffd"
"""Character that replaces bytes that can't be decoded."""


@dataclass(slots=True)
class Property:
    """A property of a vCard, such as `item1.TEL;TYPE=CELL:+44 7911 123456`.

    If the property was written in several lines, they are already joined.

    Attributes:
        group: the group before the dot, in capitals, such as `ITEM1`; blank if there is none.
        name: the name in capitals, such as `TEL`.
        parameters: pairs of name and value, such as `("TYPE", "CELL")`; the names are in capitals.
            A parameter without a name, as in `TEL;CELL:`, gets the name `TYPE` (vCard 2.1).
        value: the value after the colon; it is not decoded yet.
        is_cut: True if the end of the value is missing. This is the case if a quoted-printable
            value ends with `=`, which announces one more line.
    """

    group: Final[str]
    name: Final[str]
    parameters: Final[tuple[tuple[str, str], ...]]
    value: Final[str]
    is_cut: Final[bool] = False

    @classmethod
    def from_head(cls, head: re.Match[str], value: str, *, is_cut: bool = False) -> Property:
        """Make a property from its head, such as `TEL;TYPE=CELL:`, and its value.

        Args:
            head: a match of `HEAD`.
            value: the value after the colon; it is not decoded.
            is_cut: whether the end of the value is missing.
        """
        group, name, rest = head.groups()
        parameters = tuple(map(_parse_parameter, _PARAMETER.findall(rest))) if rest else ()
        return cls(group.upper() if group else "", name.upper(), parameters, value, is_cut)

    def parameter(self, name: str) -> str:
        """Return the value of the first parameter named `name`; blank if there is none."""
        return next((value.strip(' "') for other, value in self.parameters if other == name), "")

    def parameter_words(self, *names: str) -> set[str]:
        """Return the values, in capitals, of all parameters that have one of these names.

        `TEL;TYPE="cell,pref":` gives `CELL` and `PREF` for the name `TYPE`.
        """
        texts = [value for name, value in self.parameters if name in names]
        return {word.strip(' "').upper() for text in texts for word in text.split(",")}


def _parse_parameter(text: str) -> tuple[str, str]:
    """Return the name and value of a parameter: `TYPE` and `CELL` for `TYPE=CELL`.

    A parameter without a name, such as `CELL`, gets the name `TYPE`.
    """
    name, equals, content = text.partition("=")
    if "(" in name and (custom := _CUSTOM.fullmatch(text)):
        return "X-CUSTOM", _decode_custom_label(custom[1])
    return (name.strip().upper(), content) if equals else ("TYPE", name)


def _decode_custom_label(text: str) -> str:
    """Decode an Android label: `CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=46=61=78` gives `Fax`."""
    label = text.rpartition(",")[2] if "QUOTED-PRINTABLE" in text.upper() else text
    return _BYTES.sub(lambda run: _parse_hex(run[0]).decode("utf-8", "replace"), label)


def decode(source: Property, value: str, charset: str) -> tuple[str, str]:
    """Decode the value of a property, or a part of the value, from quoted-printable or base64.

    Args:
        source: the property. Its parameters name the encoding. If no parameter names an encoding,
            `value` is returned unchanged.
        value: the whole value of the property, or a part of the value.
        charset: character set to use if the parameter CHARSET is missing.

    Returns:
        Two texts: the decoded value, and the problem, such as "has broken base64" (blank if there
        was no problem). Bytes that can't be decoded become U+FFFD. If a base64 value can't be
        decoded at all, the decoded value is blank.
    """
    if not source.parameters:
        return value, ""
    encodings = source.parameter_words("ENCODING", "TYPE")
    is_quoted = "QUOTED-PRINTABLE" in encodings
    if is_quoted and "=" not in value:
        return value, ""
    if not is_quoted and encodings.isdisjoint(("BASE64", "B")):
        return value, ""
    charset = source.parameter("CHARSET") or charset
    try:
        return _decode_strictly(value, charset, is_quoted=is_quoted), ""
    except (LookupError, ValueError):
        pass
    problem = f"is not in {quote(charset)}"
    if is_quoted:
        broken = "has broken quoted-printable" if _BROKEN_BYTE.search(value) else ""
        return _rescue_quoted(value, charset), broken or problem
    broken = "" if _BASE64.fullmatch(value) else "has broken base64"
    return _rescue_base64(value, charset), broken or problem


def _decode_strictly(value: str, charset: str, *, is_quoted: bool) -> str:
    """Decode a quoted-printable or base64 value that is completely correct.

    Raises:
        LookupError: Python does not know the character set, or the character set (`punycode`, for
            example) is not made for text files.
        ValueError: the value is broken, or its bytes are not in the character set.
    """
    data = value.encode(_check_charset(charset))
    if not is_quoted:
        data = base64.b64decode(data, validate=True)
    elif _BROKEN_BYTE.search(value):
        raise ValueError(value)
    else:
        data = re.sub(rb"=(..)", lambda octet: bytes.fromhex(octet[1].decode()), data)
    text = data.decode(charset)
    text.encode()  # fails on surrogates, which some encodings produce
    return text


def _check_charset(charset: str) -> str:
    """Return the name of a character set unchanged if text files can use this character set.

    Raises:
        LookupError: the character set, such as `punycode`, is not made for text files.
    """
    if re.sub("[^a-z]", "", charset.lower()) in _FORBIDDEN_CHARSETS:
        raise LookupError(charset)
    return charset


def _rescue_quoted(value: str, charset: str) -> str:
    """Decode as much of a quoted-printable value as possible; U+FFFD replaces the rest."""
    return _BYTES_OR_EQUALS.sub(
        lambda run: _decode_loosely(_parse_hex(run[0]), charset) if run[0] != "=" else REPLACEMENT,
        value,
    )


def _rescue_base64(value: str, charset: str) -> str:
    """Decode as much of a base64 value as possible; return "" if the value is not base64."""
    bare = re.sub(r"[\s=]", "", value)
    # One character more than a multiple of four is not a complete byte.
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]
    try:
        data = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except ValueError:
        return ""
    return _decode_loosely(data, charset)


def _parse_hex(run: str) -> bytes:
    """Return the bytes of quoted-printable digits: two bytes for `=D8=A3`."""
    return bytes.fromhex(run.replace("=", ""))


def _decode_loosely(data: bytes, charset: str) -> str:
    """Decode bytes as UTF-8 if they are valid UTF-8, otherwise in the character set `charset`.

    UTF-8 is tried first, because many programs write UTF-8 but name another character set. U+FFFD
    replaces bytes that can't be decoded.
    """
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode(_check_charset(charset), "replace")
        text.encode()
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")
    return text


def unescape(text: str, *, is_2_1: bool) -> str:
    r"""Return text without escapes: `\n` becomes a line break, and `\,` a comma.

    See RFC 6350, section 3.4. In version 2.1, only `\;` is an escape.
    """
    if is_2_1:
        return text.replace("\\;", ";")
    return _ESCAPED.sub(lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)
