"""Duplicates: numbers and links that were accepted, where each may be linked only once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason

if TYPE_CHECKING:
    from wa_link.batch.acceptors import Acceptor
    from wa_link.batch.outcome import Accepted
    from wa_link.phone import PhoneNumber
    from wa_link.sheets.rows import Row

Key: TypeAlias = "int | str"
"""A number, or a link."""


class UndecidedError(Exception):
    """A row may repeat an earlier row whose code or label is not made yet."""


@dataclass(slots=True)
class Seen:
    """Numbers and links that were accepted.

    Attributes:
        lines: line of the row that has each number or link.
        awaited: numbers and links whose code or label is not made yet, and may fail.
    """

    lines: dict[Key, int] = field(default_factory=dict)
    awaited: set[Key] = field(default_factory=set)

    def wait_for(self, accepted: Accepted) -> None:
        """Record that the code or label of a row is not made yet."""
        self.awaited.update(_keys(accepted))

    def settle(self, accepted: Accepted, *, is_made: bool) -> None:
        """Note whether the code or label of a row was made; if not, its number is free again."""
        for key in _keys(accepted):
            self.awaited.discard(key)
            if not is_made:
                self.lines.pop(key, None)

    def line_of(self, key: Key) -> int | None:
        """Return the line of the row that has a number or link, None if no row has.

        Raises:
            UndecidedError: the code or label of that row is not made yet.
        """
        if key in self.awaited:
            raise UndecidedError
        return self.lines.get(key)


def reject_duplicates(accept: Acceptor, seen: Seen) -> Acceptor:
    """Return an acceptor that accepts each number, or link, once.

    It raises PhoneError for a repeated one, and UndecidedError if the earlier row may still fail.
    """

    def accept_once(row: Row, phone: PhoneNumber | None) -> Accepted:
        if phone is not None and (line := seen.line_of(int(phone.digits))) is not None:
            raise _duplicate_error(f"The number {phone.international} already has a link", line)
        accepted = accept(row, phone)
        key = int(phone.digits) if phone is not None else accepted.url
        if (line := seen.line_of(key)) is not None:
            raise _duplicate_error(f"The link {quote(accepted.url)} was already used", line)
        if accepted.copies:  # where no label is printed, the number is free for another row
            seen.lines[key] = row.line
        return accepted

    return accept_once


def _keys(accepted: Accepted) -> tuple[Key, ...]:
    return (accepted.url, int(accepted.phone.digits)) if accepted.phone else (accepted.url,)


def _duplicate_error(what: str, line: int) -> PhoneError:
    return PhoneError(Reason.DUPLICATE, f"{what}, on line {line}.")
