"""vCards -> a sheet: a row for each card, with the few columns that people need."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from wa_link.contacts.card import USED, BrokenCardError, Card, Property, decoded, mark_of, unescaped
from wa_link.contacts.lines import Lines
from wa_link.contacts.sheet import Record, Sheet
from wa_link.contacts.text import read_text
from wa_link.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

COLUMNS = ("name", "first name", "phone", "other phones", "organization", "email")
"""What a row has of its card.

- name: FN; where it is blank, N with its parts in Western order.
- first name: the given name of N.
- phone: the number to write to; blank when the card has none but of a fax or pager. See `_rank`.
- other phones, email: all others, all of them, joined by ` ::: ` as Google Contacts does.
- organization: ORG, its units behind commas.
"""
_JOINT = " ::: "
_MAX_LINE = 10_000_000  # a picture may stand on one, unfolded
_STRAY = "These lines stand outside of a card: one begins with BEGIN:VCARD and ends with END:VCARD."

_COMPONENT = re.compile(r"((?:\\.|[^;])*+)(?:;|\Z)", re.DOTALL)
_WHATSAPP_ID = re.compile(r"\s*\+?([0-9]{5,15})\s*")


def read_vcards(file: BinaryIO, name: str, *, encoding: str | None = None) -> Sheet:
    """The sheet of the cards in an open file, with COLUMNS; cards are read as rows are taken.

    A broken card is one row that says so, with its text, and reading goes on at the next one.

    Args:
        file: opened for bytes.
        name: of the file, for messages.
        encoding: of the text; when None, told by a byte-order mark, else UTF-8. What a property of
            its own CHARSET has in quoted-printable is in that.

    Raises:
        OptionError: no such encoding.
        InputError: there is no card, or the text is not in its encoding.
    """
    text = read_text(file, name, encoding, longest=_MAX_LINE)
    lines = Lines(text.blocks)
    records = _records(lines, encoding or "utf-8")
    blank_lines = 0
    while (ahead := lines.look(1)) and not ahead[0].strip():
        lines.take()
        blank_lines += 1
    first = next(records, None)
    if first is None or (first.problem == _STRAY and not lines.look(1)):
        raise InputError(f"{name} holds no vCard: none begins with BEGIN:VCARD.")
    return Sheet(
        COLUMNS,
        chain((first,), records),
        byte_order_mark=text.byte_order_mark,
        blank_lines=blank_lines,
    )


def _records(lines: Lines, charset: str) -> Iterator[Record | None]:
    """A record for each card, and for what stands between two; None for a blank line."""
    while ahead := lines.look(1):
        if mark_of(ahead[0]) == "BEGIN":
            yield _card(lines, charset)
        elif ahead[0].strip():
            card = Card(lines)
            start = lines.taken + 1
            while card.next_mark() != "BEGIN":
                card.take()
            yield Record(start, (), card.raw, _STRAY)
        else:
            lines.take()
            yield None


def _card(lines: Lines, charset: str) -> Record:
    """The record of the card that begins at the next line."""
    start = lines.taken + 1
    card = Card(lines)
    card.take()
    try:
        while card.take_property():
            pass
        cells = _cells(card, charset)
    except BrokenCardError as error:
        card.skip()
        return Record(start, (), card.raw, str(error))
    return Record(start, cells, "")


def _cells(card: Card, charset: str) -> tuple[str, ...]:
    """The values of COLUMNS for a card that was read to its end.

    Raises:
        BrokenCardError: it names nobody, or a value is not in its encoding.
    """

    def text(found: Property, value: str | None = None) -> str:
        # First the escapes: a backslash that stands encoded is one of the text.
        plain = unescaped(found.value if value is None else value, is_2_1=card.is_2_1)
        return decoded(found, plain, charset).strip()

    def parts(found: Property) -> list[str]:
        return [text(found, part) for part in _COMPONENT.findall(found.value)]

    of = {name: [p for p in card.properties if p.name == name] for name in USED}
    if not of["FN"] and not of["N"]:
        raise BrokenCardError("The card has neither FN nor N: it names nobody.")
    labels = {label.group: text(label) for label in of["X-ABLABEL"] if label.group}
    phone, others = _phones(
        [(tel, text(tel), labels.get(tel.group, "") if tel.group else "") for tel in of["TEL"]]
    )
    n = next((found for p in of["N"] if any(found := parts(p))), [])
    family, given, more, before, after = (*n, *[""] * 5)[:5]
    return (
        next(filter(None, map(text, of["FN"])), "")
        or " ".join(filter(None, (before, given, more, family, after))),
        given,
        phone,
        _JOINT.join(others),
        ", ".join(filter(None, (part for p in of["ORG"] for part in parts(p)))),
        _JOINT.join(filter(None, map(text, of["EMAIL"]))),
    )


def _phones(tels: list[tuple[Property, str, str]]) -> tuple[str, list[str]]:
    """The number to write to, blank if there is none, and all others.

    Args:
        tels: of each TEL, the property, its text, and the label that Apple gives to its group.
    """
    numbers: list[str] = []
    phone = ""
    for tel, text, label in sorted(tels, key=lambda item: _rank(item[0], item[2])):
        whatsapp_id = _WHATSAPP_ID.fullmatch(tel.parameter("WAID"))
        if whatsapp_id:
            numbers.append(f"+{whatsapp_id[1]}")
        if not whatsapp_id or re.sub(r"\D", "", text) != whatsapp_id[1]:
            numbers.append(text)
        if not phone and not _rank(tel, label)[0]:
            phone = next(filter(None, numbers), "")
    return phone, [number for number in dict.fromkeys(numbers) if number not in ("", phone)]


def _rank(tel: Property, label: str) -> tuple[bool, ...]:
    """How unlikely it is that WhatsApp answers at a number; the first is True if it cannot.

    WhatsApp writes `waid=` beside a number whose chat it knows; its digits are international. Then
    come a label that says so, a mobile, the preferred one (`PREF`, PREF=1: RFC 6350, section 5.3):
    phones prefer whichever number came first.
    """
    words = {word.removeprefix("X-") for word in tel.words("TYPE")}
    words |= set(re.findall(r"[^\W_]+", label.upper()))
    known = _WHATSAPP_ID.fullmatch(tel.parameter("WAID")) is not None
    return (
        not known and any("FAX" in word or word in ("PAGER", "MODEM", "BBS") for word in words),
        not known,
        "WHATSAPP" not in words,
        words.isdisjoint(("CELL", "MOBILE", "IPHONE", "PCS")),
        "PREF" not in words and tel.parameter("PREF") != "1",
    )
