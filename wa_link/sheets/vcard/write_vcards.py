"""Writer of vCard files (.vcf): each row becomes a card that phones and address books import.

A card is written in vCard 3.0 (RFC 2426), the version that Android, iPhone and Google Contacts
read and write. A sheet that was read from a vCard file keeps its cards as they are, and each card
gets new properties after its version.

All properties that wa-link adds to a card are in the group `walink`, and the next run replaces
them: the link, its label for Apple and Google, and the values of the other columns that wa-link
adds, such as `walink.X-WA-STATUS:repaired`. Programs ignore names with `X-` that they do not know.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from wa_link.sheets.headers.label_columns import VALUE_SEPARATOR
from wa_link.sheets.headers.words_for_cards import Place, find_places
from wa_link.sheets.own_columns import LINK_COLUMN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

    from wa_link.sheets.rows import Extra
    from wa_link.sheets.writer import WriteOptions, WriteRow

_GROUP: Final = "walink"
_MAX_LINE_BYTES: Final = 75  # RFC 2426, section 2.6
_CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0)))).replace("\t", "")
# RFC 2426, section 4: a comma becomes `\,`. Control characters, which can't be in a card, come
# first: some of them are line breaks.
_ESCAPES: Final = str.maketrans(
    dict.fromkeys(_CONTROLS, "\ufffd")
    | dict.fromkeys("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", r"\n")
    | {char: f"\\{char}" for char in "\\,;"}
)
_OWN_LINES = re.compile(rf"^{_GROUP}\..*\r\n(?:[ \t].*\r\n)*", re.IGNORECASE | re.MULTILINE)
_VERSION = re.compile(r"^VERSION[ \t]*:[ \t]*(\S+)[ \t]*\r\n", re.IGNORECASE | re.MULTILINE)
_FIRST_LINE = re.compile(r".*\r\n")
# A single number as people write it, with at most 15 digits (ITU-T E.164).
_NUMBER = re.compile(r"[\s+().-]*(?:\d[\s().-]*){6,15}")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MAX_FALLBACK_NAME: Final = 60


class _Names(NamedTuple):
    """The names of a contact: the full name, and its parts in the order of the property N."""

    full: str
    family: str
    given: str
    middle: str


@dataclass(frozen=True, slots=True)
class _Columns:
    """Columns of the sheet and their places on a card.

    Attributes:
        names: names of the columns of the sheet.
        own: names of the columns that wa-link adds.
        places: index of the column for each place, such as the name.
        phones: indices of the phone columns.
    """

    names: tuple[str, ...]
    own: tuple[str, ...]
    places: Mapping[Place, int]
    phones: tuple[int, ...]

    @classmethod
    def of(cls, columns: Sequence[str], phones: Sequence[int]) -> _Columns:
        """Split the columns of an output into those of the sheet and those that wa-link adds."""
        count = columns.index(LINK_COLUMN) if LINK_COLUMN in columns else len(columns)
        places = {
            place: index
            for place, index in find_places(columns[:count]).items()
            if index not in phones
        }
        return cls(tuple(columns[:count]), tuple(columns[count:]), places, tuple(phones))


@contextmanager
def vcard_writer(
    file: BinaryIO, columns: Sequence[str], options: WriteOptions
) -> Iterator[WriteRow]:
    """Yield a function that writes a row as a vCard, in UTF-8 with CRLF line ends.

    If cells can be copied (`WriteOptions.can_copy_cells`), `raw` is the card of the row.
    """
    known = _Columns.of(columns, options.phone_columns)
    is_copy = options.can_copy_cells

    def write(
        cells: Sequence[str], own: Sequence[str] = (), raw: str = "", extra: Extra = ()
    ) -> None:
        values = dict(zip(known.own, own, strict=False))
        card = (
            _add_to_card(raw, values)
            if raw and is_copy
            else _make_card(known, cells, values, extra)
        )
        file.write(card)

    yield write


def _add_to_card(raw: str, own: Mapping[str, str]) -> bytes:
    """Return the text of a card with the values of a row; all of its other lines are kept."""
    card = _OWN_LINES.sub("", raw)
    version = _VERSION.search(card)
    is_2_1 = version is not None and version[1] == "2.1"
    properties = (*_own_properties(own), *_rejection(own))
    lines = "".join(_own_line(*each, is_2_1=is_2_1) for each in properties)
    # Not at the end: the last property may be broken, and would continue on a line after it.
    before = version or _FIRST_LINE.match(card)
    place = before.end() if before else 0
    return f"{card[:place]}{lines}{card[place:]}".encode()


def _own_line(name: str, value: str, *, is_2_1: bool) -> str:
    """Return the line of a property that is added to a card, with its line end.

    In version 2.1, lines can't be folded inside a word, a text outside ASCII names its charset, and
    a comma has no escape.
    """
    if not is_2_1:
        return _fold(f"{name}:{value}").decode()
    value = re.sub(r"\\([\\,;])", r"\1", value)
    charset = "" if value.isascii() else ";CHARSET=UTF-8"
    return f"{name}{charset}:{value}\r\n"


def _own_properties(own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the name and value of each property that wa-link adds: the link, and its columns."""
    for name, value in own.items():
        if name == LINK_COLUMN and value:
            yield f"{_GROUP}.URL", value  # a URL is not escaped (RFC 2426, section 3.6.8)
            yield f"{_GROUP}.X-ABLabel", "WhatsApp"
        elif value:
            yield f"{_GROUP}.X-{name.replace('_', '-').upper()}", _escape(value)


def _make_card(
    columns: _Columns, cells: Sequence[str], own: Mapping[str, str], extra: Extra
) -> bytes:
    """Return a new card with all values of a row.

    Each cell without a place on the card becomes a line of the note: `city: London`. A rejected row
    keeps the text of its number, and a second note says why there is no link.
    """
    if own.get("wa_reason") == "malformed_row":  # its first cell is the text of the whole row
        columns = replace(columns, places={}, phones=())
    placed = {place: cells[index].strip() for place, index in columns.places.items()}
    if "@" not in placed.get(Place.EMAIL, "@"):  # `Mail` can be an address on paper
        del placed[Place.EMAIL]
    shown = own.get("wa_phone", "")
    phone = re.sub(r"[^\d+]", "", shown)
    linked = [index for index in columns.phones if phone and _repeats(cells[index], shown)]
    others = _find_others(columns, cells, linked, is_rejected=own.get("wa_status") == "rejected")
    used = {*(columns.places[place] for place in placed), *linked, *others}
    rest = [
        (name, cell)
        for index, (name, cell) in enumerate(zip(columns.names, cells, strict=False))
        if index not in used and cell.strip()
    ]
    tels = [*([("TEL;TYPE=CELL", phone)] if phone else []),
            *(("TEL;TYPE=VOICE", cells[index].strip()) for index in others)]  # fmt: skip
    note = [placed.get(Place.NOTE, ""), *(f"{name}: {cell}" for name, cell in (*rest, *extra))]
    missing = own.get("wa_phone") or next((text for _, text in (*tels, *rest)), "?")
    names = _read_names(placed, missing.strip()[:_MAX_FALLBACK_NAME])
    emails = placed.get(Place.EMAIL, "").split(VALUE_SEPARATOR)
    properties = [
        ("VERSION", "3.0"),
        ("N", f"{';'.join(map(_escape, names[1:]))};;"),
        ("FN", _escape(names.full)),
        ("ORG", _escape(placed.get(Place.ORGANIZATION, ""))),
        *((name, _escape(text)) for name, text in tels),
        *(("EMAIL;TYPE=INTERNET", _escape(email.strip())) for email in emails),
        ("NOTE", _escape("\n".join(filter(None, note)))),
        *_own_properties(own),
        *(
            (f"{_GROUP}.X-WA-INPUT", _escape(f"{columns.names[i]}: {cells[i]}"))
            for i in linked
            if cells[i] not in (phone, own["wa_phone"])
        ),
        *_rejection(own),
    ]
    lines = [_fold(f"{name}:{value}") for name, value in properties if value]
    return b"".join((b"BEGIN:VCARD\r\n", *lines, b"END:VCARD\r\n"))


def _find_others(
    columns: _Columns, cells: Sequence[str], linked: Sequence[int], *, is_rejected: bool
) -> list[int]:
    """Return the phone columns whose cells become phone numbers of the card, as they are.

    A rejected row keeps the text of each cell, so that the number can be corrected on the card, and
    so that the card is refused for the same reason when it is read again.
    Another row keeps its other numbers, if the cell that its link was made from is known.
    """
    return [
        index
        for index in columns.phones
        if index not in linked
        and (cells[index].strip() if is_rejected else linked and _NUMBER.fullmatch(cells[index]))
    ]


def _rejection(own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a note that says why a rejected row has no link."""
    if own.get("wa_status") == "rejected":
        yield f"{_GROUP}.NOTE", _escape(f"No WhatsApp link: {own.get('wa_note', '')}")


def _repeats(cell: str, shown: str) -> bool:
    """Return whether a cell is only another form of a number: `07911 123456` for +44 7911 123456.

    Args:
        cell: a cell of a phone column.
        shown: the number of the link, with a space after its calling code.
    """
    if not _NUMBER.fullmatch(cell):
        return False
    # Leading zeros are a trunk or an international prefix. `int` also reads Arabic digits.
    digits = str(int(re.sub(r"\D", "", cell.replace("(0)", ""))))
    forms = (shown, shown.partition(" ")[2])
    return digits in {re.sub(r"\D", "", form).lstrip("0") for form in forms}


def _read_names(placed: Mapping[Place, str], missing: str) -> _Names:
    """Return the names on a card; `missing` is the full name of a contact without a name.

    In German, French and Spanish sheets, a column `Name` next to a column of given names has the
    family names, and the other way round. A full name alone is not split, because only the contact
    knows its parts: phones show the given name and the family name together.
    """
    parts = (Place.NAME, Place.GIVEN_NAME, Place.MIDDLE_NAME, Place.FAMILY_NAME)
    full, given, middle, family = (placed.get(place, "") for place in parts)
    if full and given and not family and given not in full:
        full, family = "", full
    elif full and family and not given and family not in full:
        full, given = "", full
    if not full:
        is_family_first = _EAST_ASIAN.match(family) and not middle
        full = (
            f"{family}{given}"
            if is_family_first
            else " ".join(filter(None, (given, middle, family)))
        )
    if not (given or middle or family):
        given = full
    elif not family:
        family = full.removeprefix(given).strip() if full.startswith(f"{given} ") else ""
    if not full:
        full = given = placed.get(Place.ORGANIZATION) or missing
    return _Names(full, family, given, middle)


def _escape(text: str) -> str:
    r"""Return a text value with escapes (RFC 2426, section 4): a comma becomes `\,`.

    Control characters, which a card can't contain, become U+FFFD.
    """
    return text.replace("\r\n", "\n").translate(_ESCAPES)


def _fold(line: str) -> bytes:
    """Return a line with its line end, folded so that no line has more than 75 bytes.

    A line is never folded inside a character, as RFC 6350, section 3.2, requires.
    """
    data = line.encode()
    parts: list[bytes] = []
    room = _MAX_LINE_BYTES
    while len(data) > room:
        end = room
        while data[end] & 0xC0 == 0x80:  # a continuation byte of UTF-8
            end -= 1
        parts.append(data[:end])
        data, room = data[end:], _MAX_LINE_BYTES - 1
    return b"\r\n ".join((*parts, data)) + b"\r\n"
