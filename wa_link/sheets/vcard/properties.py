"""Properties of a vCard: heads, parameters and the encodings of values.

2.1 is versit's specification of 1996, 3.0 is RFC 2426, 4.0 is RFC 6350. What a card declares wins
over its version, for programs mix them.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Final

from wa_link._support.quoting import quote

USED = frozenset(("VERSION", "FN", "N", "NICKNAME", "TEL", "ORG", "EMAIL", "X-ABLABEL"))
"""The properties that are kept."""
TEXTS = USED - {"VERSION", "TEL", "X-ABLABEL"}
"""Properties that are texts: without them, the number is still right."""
KNOWN = USED | frozenset(
    """ADR AGENT ANNIVERSARY BDAY CALADRURI CALURI CATEGORIES CLASS CLIENTPIDMAP FBURL GENDER GEO
    IMPP KEY KIND LABEL LANG LOGO MAILER MEMBER NAME NOTE PHOTO PRODID PROFILE RELATED REV ROLE
    SORT-STRING SOUND SOURCE TITLE TZ UID URL XML""".split()
)
"""The properties of all three versions; names of others begin with `X-`."""
SINGLE_LINE = frozenset(
    "VERSION FN N NICKNAME TEL ORG EMAIL X-ABLABEL TITLE ROLE BDAY REV UID URL".split()
)
"""Properties whose text has no line breaks."""

# [group "."] name *(";" parameter) ":" (RFC 6350, section 3.3); a quoted parameter may hold colons.
HEAD = re.compile(r'(?:([\w-]+)\.)?([A-Za-z0-9-]+)[ \t]*((?:;(?:"[^"]*"|[^":])*+)?):')
_PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*+)')
# Android writes a label of the person's own so, in a parameter without a name.
_CUSTOM = re.compile(r"X-CUSTOM\((.*)\)", re.IGNORECASE | re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_OCTETS = re.compile("(?:=[0-9A-Fa-f]{2})+")
_OCTETS_OR_SIGN = re.compile(f"{_OCTETS.pattern}|=")
_NO_OCTET = re.compile("=(?![0-9A-Fa-f]{2})")
_BASE64 = re.compile("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
# Python's, for other things; a long text takes some of them the square of time.
_NO_CHARSETS = ("punycode", "idna", "unicodeescape", "rawunicodeescape")
REPLACEMENT = "\ufffd"


@dataclass(slots=True)
class Property:
    """A property, unfolded; a parameter without a name is a TYPE (2.1).

    Attributes:
        group: the part of the name before a dot, in capitals.
        name: in capitals.
        parameters: names in capitals, and values.
        value: as it is written.
        is_cut: whether quoted-printable ends where it says that it goes on.
    """

    group: Final[str]
    name: Final[str]
    parameters: Final[tuple[tuple[str, str], ...]]
    value: Final[str]
    is_cut: Final[bool] = False

    @classmethod
    def of(cls, head: re.Match[str], value: str, *, is_cut: bool = False) -> Property:
        """Return the property with a head and a value."""
        group, name, rest = head.groups()
        parameters = tuple(map(_parameter, _PARAMETER.findall(rest))) if rest else ()
        return cls(group.upper() if group else "", name.upper(), parameters, value, is_cut)

    def parameter(self, name: str) -> str:
        """Return the value of the first parameter of that name, blank if there is none."""
        return next((value.strip(' "') for other, value in self.parameters if other == name), "")

    def words(self, *names: str) -> set[str]:
        """Return all the values, in capitals, of the parameters of those names."""
        texts = [value for name, value in self.parameters if name in names]
        return {word.strip(' "').upper() for text in texts for word in text.split(",")}


def _parameter(text: str) -> tuple[str, str]:
    name, equals, content = text.partition("=")
    if "(" in name and (custom := _CUSTOM.fullmatch(text)):
        return "X-CUSTOM", _custom_label(custom[1])
    return (name.strip().upper(), content) if equals else ("TYPE", name)


def _custom_label(text: str) -> str:
    """Return the label in `CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=46=61=78`."""
    label = text.rpartition(",")[2] if "QUOTED-PRINTABLE" in text.upper() else text
    return _OCTETS.sub(lambda run: _octets(run[0]).decode("utf-8", "replace"), label)


def decode(found: Property, value: str, charset: str) -> tuple[str, str]:
    """Return the text of a value, or of a part of it, and what is wrong with it.

    What can't be decoded is U+FFFD in quoted-printable and blank in base64; then the second text
    says why. It is blank when the first is whole.

    Args:
        found: the property, which says how it is encoded.
        value: all of its value, or a part.
        charset: the encoding of text in a property that names none.
    """
    if not found.parameters:
        return value, ""
    encodings = found.words("ENCODING", "TYPE")
    is_quoted = "QUOTED-PRINTABLE" in encodings
    if is_quoted and "=" not in value:
        return value, ""
    if not is_quoted and encodings.isdisjoint(("BASE64", "B")):
        return value, ""
    charset = found.parameter("CHARSET") or charset
    try:
        return _decode_strictly(value, charset, is_quoted=is_quoted), ""
    except (LookupError, ValueError):
        pass
    problem = f"not in the {quote(charset)} that it should be"
    if is_quoted:
        broken = "broken quoted-printable" if _NO_OCTET.search(value) else ""
        return _rescue_quoted(value, charset), broken or problem
    broken = "" if _BASE64.fullmatch(value) else "broken base64"
    return _rescue_base64(value, charset), broken or problem


def _decode_strictly(value: str, charset: str, *, is_quoted: bool) -> str:
    """Return the text of a value that is what it says.

    Raises:
        LookupError: there is no such encoding of text.
        ValueError: the value is not in it.
    """
    octets = value.encode(_text_encoding(charset))
    if not is_quoted:
        octets = base64.b64decode(octets, validate=True)
    elif _NO_OCTET.search(value):
        raise ValueError(value)
    else:
        octets = re.sub(rb"=(..)", lambda octet: bytes.fromhex(octet[1].decode()), octets)
    text = octets.decode(charset)
    text.encode()  # some codecs give halves of characters
    return text


def _text_encoding(charset: str) -> str:
    if re.sub("[^a-z]", "", charset.lower()) in _NO_CHARSETS:
        raise LookupError(charset)
    return charset


def _rescue_quoted(value: str, charset: str) -> str:
    return _OCTETS_OR_SIGN.sub(
        lambda run: _decode_loosely(_octets(run[0]), charset) if run[0] != "=" else REPLACEMENT,
        value,
    )


def _rescue_base64(value: str, charset: str) -> str:
    bare = re.sub(r"[\s=]", "", value)
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]  # one sign is no octet
    try:
        octets = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except ValueError:
        return ""
    return _decode_loosely(octets, charset)


def _octets(run: str) -> bytes:
    return bytes.fromhex(run.replace("=", ""))


def _decode_loosely(octets: bytes, charset: str) -> str:
    """Return the text of octets in UTF-8 if they are, for that is the commonest error."""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        pass
    try:
        text = octets.decode(_text_encoding(charset), "replace")
        text.encode()
    except (LookupError, ValueError):
        return octets.decode("utf-8", "replace")
    return text


def unescape(text: str, *, is_2_1: bool) -> str:
    r"""Return `text` without escapes: `\n` is a line break (RFC 6350, 3.4); 2.1 has only `\;`."""
    if is_2_1:
        return text.replace("\\;", ";")
    return _ESCAPED.sub(lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)
