"""Properties of a vCard: heads, parameters and encoded values.

Version 2.1 is versit's specification of 1996, 3.0 is RFC 2426, 4.0 is RFC 6350. Programs mix the
versions, so the parameters of a property count more than the version of its card.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Final

from wa_link._support.quoting import quote

USED = frozenset(("VERSION", "FN", "N", "NICKNAME", "TEL", "ORG", "EMAIL", "X-ABLABEL"))
"""Properties that are kept."""
TEXTS = USED - {"VERSION", "TEL", "X-ABLABEL"}
"""Properties that are text, without which the number is still right."""
KNOWN = USED | frozenset(
    """ADR AGENT ANNIVERSARY BDAY CALADRURI CALURI CATEGORIES CLASS CLIENTPIDMAP FBURL GENDER GEO
    IMPP KEY KIND LABEL LANG LOGO MAILER MEMBER NAME NOTE PHOTO PRODID PROFILE RELATED REV ROLE
    SORT-STRING SOUND SOURCE TITLE TZ UID URL XML""".split()
)
"""Properties of all three versions; other names begin with `X-`."""
SINGLE_LINE = frozenset(
    "VERSION FN N NICKNAME TEL ORG EMAIL X-ABLABEL TITLE ROLE BDAY REV UID URL".split()
)
"""Properties that have no line breaks."""

# [group "."] name *(";" parameter) ":" (RFC 6350, section 3.3); quoted parameters may have colons.
HEAD = re.compile(r'(?:([\w-]+)\.)?([A-Za-z0-9-]+)[ \t]*((?:;(?:"[^"]*"|[^":])*+)?):')
_PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*+)')
# Android writes a label that the user typed in such a parameter, which has no name.
_CUSTOM = re.compile(r"X-CUSTOM\((.*)\)", re.IGNORECASE | re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BYTES = re.compile("(?:=[0-9A-Fa-f]{2})+")
_BYTES_OR_EQUALS = re.compile(f"{_BYTES.pattern}|=")
_BROKEN_BYTE = re.compile("=(?![0-9A-Fa-f]{2})")
_BASE64 = re.compile("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
# These codecs of Python are not for text in files, and some take quadratic time.
_FORBIDDEN_CHARSETS = ("punycode", "idna", "unicodeescape", "rawunicodeescape")
REPLACEMENT = "\ufffd"


@dataclass(slots=True)
class Property:
    """An unfolded property.

    Attributes:
        group: part of the name before a dot, in capitals.
        name: name in capitals.
        parameters: names in capitals, with their values; a parameter without a name is a TYPE, as
            in version 2.1.
        value: the value as it is written.
        is_cut: whether quoted-printable ends with `=`, so that its rest is missing.
    """

    group: Final[str]
    name: Final[str]
    parameters: Final[tuple[tuple[str, str], ...]]
    value: Final[str]
    is_cut: Final[bool] = False

    @classmethod
    def from_head(cls, head: re.Match[str], value: str, *, is_cut: bool = False) -> Property:
        """Make a property from a match of HEAD and a value."""
        group, name, rest = head.groups()
        parameters = tuple(map(_parse_parameter, _PARAMETER.findall(rest))) if rest else ()
        return cls(group.upper() if group else "", name.upper(), parameters, value, is_cut)

    def parameter(self, name: str) -> str:
        """Return the value of the first parameter with a name, blank if there is none."""
        return next((value.strip(' "') for other, value in self.parameters if other == name), "")

    def parameter_words(self, *names: str) -> set[str]:
        """Return all values, in capitals, of the parameters with some names."""
        texts = [value for name, value in self.parameters if name in names]
        return {word.strip(' "').upper() for text in texts for word in text.split(",")}


def _parse_parameter(text: str) -> tuple[str, str]:
    name, equals, content = text.partition("=")
    if "(" in name and (custom := _CUSTOM.fullmatch(text)):
        return "X-CUSTOM", _decode_custom_label(custom[1])
    return (name.strip().upper(), content) if equals else ("TYPE", name)


def _decode_custom_label(text: str) -> str:
    """Decode a label such as `CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=46=61=78`."""
    label = text.rpartition(",")[2] if "QUOTED-PRINTABLE" in text.upper() else text
    return _BYTES.sub(lambda run: _parse_hex(run[0]).decode("utf-8", "replace"), label)


def decode(source: Property, value: str, charset: str) -> tuple[str, str]:
    """Decode a value of a property, or a part of it.

    Args:
        source: the property, whose parameters name the encoding.
        value: its value or a part of it.
        charset: charset of a property that doesn't name one.

    Returns:
        The text; and a clause about its error, blank if there is none. Text that can't be decoded
        becomes U+FFFD in quoted-printable, and blank in base64.
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
    problem = f"not in {quote(charset)}"
    if is_quoted:
        broken = "broken quoted-printable" if _BROKEN_BYTE.search(value) else ""
        return _rescue_quoted(value, charset), broken or problem
    broken = "" if _BASE64.fullmatch(value) else "broken base64"
    return _rescue_base64(value, charset), broken or problem


def _decode_strictly(value: str, charset: str, *, is_quoted: bool) -> str:
    """Decode a value without errors.

    Raises:
        LookupError: there is no such charset.
        ValueError: the value is not in that charset.
    """
    data = value.encode(_check_charset(charset))
    if not is_quoted:
        data = base64.b64decode(data, validate=True)
    elif _BROKEN_BYTE.search(value):
        raise ValueError(value)
    else:
        data = re.sub(rb"=(..)", lambda octet: bytes.fromhex(octet[1].decode()), data)
    text = data.decode(charset)
    text.encode()  # fails on surrogates, which some codecs give
    return text


def _check_charset(charset: str) -> str:
    if re.sub("[^a-z]", "", charset.lower()) in _FORBIDDEN_CHARSETS:
        raise LookupError(charset)
    return charset


def _rescue_quoted(value: str, charset: str) -> str:
    return _BYTES_OR_EQUALS.sub(
        lambda run: _decode_loosely(_parse_hex(run[0]), charset) if run[0] != "=" else REPLACEMENT,
        value,
    )


def _rescue_base64(value: str, charset: str) -> str:
    bare = re.sub(r"[\s=]", "", value)
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]  # one character is not a whole byte
    try:
        data = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except ValueError:
        return ""
    return _decode_loosely(data, charset)


def _parse_hex(run: str) -> bytes:
    return bytes.fromhex(run.replace("=", ""))


def _decode_loosely(data: bytes, charset: str) -> str:
    """Decode bytes as UTF-8 if possible, because a wrong charset is the commonest error."""
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
    r"""Remove escapes: `\n` is a line break (RFC 6350, section 3.4); version 2.1 has only `\;`."""
    if is_2_1:
        return text.replace("\\;", ";")
    return _ESCAPED.sub(lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)
