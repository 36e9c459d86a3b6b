"""All steps of reading a cell, for the cells that `parse_fast` can't read.

    split_links        split a cell with several links into one text for each link
    clean              remove invisible characters; write the digits of every script in ASCII
    refuse_blank       refuse a cell that says that there is no number: `-`, `N/A`, `none`
    unwrap             take the number out of a `tel:` address or a WhatsApp link
    split_numbers      split a cell with several numbers into one text for each number
    refuse_count       refuse `2. 0170 1234567`: the 2 may be a count, not a part of the number
    NumberReader.read  remove the extension, undo the damage of a spreadsheet, extract the digits,
                       and `resolve` them: find the one valid number that the digits mean

A cell that is only one number goes directly from `extract_simple` to `resolve`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone.blanks import refuse_blank
from wa_link.phone.choose_reading import resolve
from wa_link.phone.clean import clean
from wa_link.phone.counts import refuse_count
from wa_link.phone.digits import extract_simple
from wa_link.phone.extension import fold_pauses
from wa_link.phone.number_labels import strip_label
from wa_link.phone.number_reader import NumberReader
from wa_link.phone.refusal_messages import without_added_plus
from wa_link.phone.several import split_numbers
from wa_link.phone.split_links import PAGE, split_links
from wa_link.phone.spreadsheet import refuse_error
from wa_link.phone.unwrap import find_link, find_url, unwrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.phone.assume import Assume
    from wa_link.phone.number import PhoneNumber

# Characters. A longer cell or address is not a phone number, and takes too long to read.
_LONGEST_CELL, _LONGEST_UNWRAPPED = 100_000, 10_000
# More numbers take a second to read, and nobody types them into one cell.
_MOST_NUMBERS = 200
# Such a cell has nothing to unwrap and nothing to split.
_ONE_NUMBER = re.compile(r"\+?[\d ().-]+")
# A query with a text, or a page such as a catalogue.
_MORE_THAN_NUMBER = re.compile(rf"[?&](?!phone=)|{PAGE.pattern}", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\n\t;|&,/\u060c\u061b]|:::")


def parse_fully(cell: str, region: str | None, assume: Assume | None) -> PhoneNumber:
    """Return the first valid number in a cell.

    `region` is the country of numbers without a plus (two capital letters), or None if unknown.

    Raises:
        PhoneError: no number in the cell can be read with certainty.
    """
    if number := extract_simple(cell):
        try:
            return resolve(number, region, assume)
        except PhoneError:
            if "-" not in cell:  # `98765 43210-11` may be a range; `parse_all` says so
                raise
    return first_valid(cell, parse_all(cell, region, assume))


def first_valid(cell: str, outcomes: Sequence[PhoneNumber | PhoneError]) -> PhoneNumber:
    """Return the first phone number of a cell; with a note, if the cell has several numbers.

    Raises:
        PhoneError: no number of the cell is valid; or the cell begins with a link that is refused,
            because what follows can be a part of its text.
    """
    for outcome in outcomes:
        if isinstance(outcome, PhoneError):
            if find_url(split_links(cell)[0]):
                break
            continue
        if len(outcomes) == 1:
            return outcome
        taken = f"contains {len(outcomes)} numbers; {outcome.international} was used."
        return _add_several_note(outcome, cell, taken)
    assert isinstance(outcomes[0], PhoneError)  # noqa: S101  (a cell has at least one outcome)
    raise outcomes[0]


def parse_all(
    cell: str, region: str | None, assume: Assume | None
) -> list[PhoneNumber | PhoneError]:
    """Return all numbers in a cell, in order, with a PhoneError for each number that can't be read.

    The list has at least one item. A repeated number is returned once.

    Raises:
        PhoneError: the cell can't be split into numbers, for example because it is empty.
    """
    return parse_parts(cell, lambda part: _parse_part(part, region, assume))


def parse_parts(
    cell: str, parse: Callable[[str], list[PhoneNumber | PhoneError]]
) -> list[PhoneNumber | PhoneError]:
    """Return all numbers in a cell; with `parse`, read each of its links and the numbers around it.

    Raises:
        PhoneError: `parse` raised it for a cell that has no more than one link; or there are words
            between links.
    """
    _check_length(cell, len(cell), _LONGEST_CELL)
    parts = split_links(cell)
    if len(parts) == 1:
        return parse(cell)
    _check_count(cell, len(parts))
    outcomes: list[PhoneNumber | PhoneError] = []
    for part in parts:
        try:
            outcomes += parse(part)
        except PhoneError as error:
            outcomes.append(error)
    for outcome in outcomes:
        if isinstance(outcome, PhoneError) and outcome.reason is Reason.LETTERS:
            raise outcome  # the words may be about another number in the cell
    return _drop_repeated(outcomes)


def _parse_part(
    cell: str, region: str | None, assume: Assume | None
) -> list[PhoneNumber | PhoneError]:
    """Return all numbers in a cell that has no more than one link."""
    text = clean(cell)
    refuse_blank(text)
    has_plus = "+" in text
    if _ONE_NUMBER.fullmatch(text):
        _check_length(text, len(text), _LONGEST_UNWRAPPED)
        reader = NumberReader(text, region, assume)
        numbers, link = [text], ""
    else:
        refuse_error(text)
        # Clean again, because a link can contain %-escapes of invisible characters and of digits.
        unwrapped = clean(unwrap(text))
        link = find_link(cell) if unwrapped != text else ""
        _check_length(text, len(unwrapped), _LONGEST_UNWRAPPED)
        text = fold_pauses(unwrapped)
        reader = NumberReader(strip_label(text), region, assume)
        _check_count(text, len(_SEPARATOR.findall(text)))
        numbers = split_numbers(text, reader.read)
        _check_count(text, len(numbers))
    for number in numbers:
        refuse_count(number, region, reader.read)
    outcomes = _drop_repeated([reader.read(number) for number in numbers])
    if not has_plus:
        outcomes = [
            without_added_plus(each) if isinstance(each, PhoneError) else each for each in outcomes
        ]
    return [_add_link(outcome, link) for outcome in outcomes] if link else outcomes


def note_split(
    cell: str, outcomes: Sequence[PhoneNumber | PhoneError]
) -> list[PhoneNumber | PhoneError]:
    """Return the outcomes, and add to each phone number a note that its cell was split.

    `outcomes` are the phone numbers and errors of one cell. The note says how many numbers the cell
    contains, and that each number has its own row. Errors get no note.
    """
    message = f"contains {len(outcomes)} numbers; each has its own row."
    return [
        outcome if isinstance(outcome, PhoneError) else _add_several_note(outcome, cell, message)
        for outcome in outcomes
    ]


def _add_several_note(phone: PhoneNumber, cell: str, message: str) -> PhoneNumber:
    note = Note(NoteCode.SEVERAL_NUMBERS, f"{quote(clean(cell))} {message}")
    return replace(phone, notes=(note, *phone.notes))


def _add_link(outcome: PhoneNumber | PhoneError, link: str) -> PhoneNumber | PhoneError:
    """Return the phone number with the link that contained it; an error is returned unchanged."""
    return outcome if isinstance(outcome, PhoneError) else replace(outcome, link=link)


def _drop_repeated(outcomes: list[PhoneNumber | PhoneError]) -> list[PhoneNumber | PhoneError]:
    """Return the outcomes without repeated phone numbers; all errors are kept.

    Links with different texts or pages are kept, too, although they have the same number. A number
    alone is replaced by a chat link that has the same number and a text.
    """
    if len(outcomes) == 1:
        return outcomes
    kept: list[PhoneNumber | PhoneError] = []
    for outcome in outcomes:
        if isinstance(outcome, PhoneError) or outcome not in kept:
            kept.append(outcome)
        elif link := _link_with_text(outcome):
            links = [_link_with_text(each) for each in kept if each == outcome]
            if "" in links and not PAGE.search(link):
                kept[kept.index(outcome)] = outcome
            elif link not in links:
                kept.append(outcome)
    return kept


def _link_with_text(outcome: PhoneNumber | PhoneError) -> str:
    """Return the link that contained a number, if it contains more than the number; else ""."""
    link = "" if isinstance(outcome, PhoneError) else outcome.link
    return link if _MORE_THAN_NUMBER.search(link) else ""


def _check_length(text: str, length: int, longest: int) -> None:
    if length > longest:
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} has {length:,} characters, too many for a phone number: "
            "keep only the phone number.",
        )


def _check_count(text: str, count: int) -> None:
    if count > _MOST_NUMBERS:
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} may be more than {_MOST_NUMBERS} numbers: write each number in its own "
            "row.",
        )
