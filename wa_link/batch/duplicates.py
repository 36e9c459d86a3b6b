"""The option `unique`: reject rows that repeat the number, username or link of an earlier row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.batch.acceptors import Acceptor
    from wa_link.batch.outcome import Accepted
    from wa_link.phone import PhoneNumber
    from wa_link.sheets.rows import Row

Key: TypeAlias = "int | str"
"""The digits of a phone number as an int, or a username, or a link without a number."""
ReadKey: TypeAlias = "Callable[[Row, PhoneNumber | None], Key | None]"
"""Function that returns the key of a row before its link is made; None if the key is the link."""


class UndecidedError(Exception):
    """Error for a row that may be a duplicate of an earlier row, which is not finished yet.

    The two rows have the same number, username or link, and the code or label of the earlier row is
    not made yet. If it can't be made, the earlier row is rejected, and this row is not a duplicate.
    """


@dataclass(slots=True)
class Seen:
    """The keys (numbers, usernames, links) that no later row may repeat, for the option `unique`.

    Attributes:
        lines: for each number, username or link, the line of the accepted row that has it.
        pending: keys of accepted rows whose code or label is not made yet. A row is rejected
            later if its code or label can't be made.
    """

    lines: dict[Key, int] = field(default_factory=dict)
    pending: set[Key] = field(default_factory=set)

    def add_pending(self, accepted: Accepted) -> None:
        """Record that the code or label of an accepted row is not made yet."""
        self.pending.update(_keys(accepted))

    def resolve_pending(self, accepted: Accepted, *, is_made: bool) -> None:
        """Record whether the code or label of a row could be made.

        If it could not be made, forget the keys of the row, so that a later row can use them.
        """
        for key in _keys(accepted):
            self.pending.discard(key)
            if not is_made:
                self.lines.pop(key, None)

    def line_of(self, key: Key) -> int | None:
        """Return the line of the accepted row that has this key; None if no row has it.

        Raises:
            UndecidedError: the code or label of that row is not made yet.
        """
        if key in self.pending:
            raise UndecidedError
        return self.lines.get(key)


def read_number(_: Row, phone: PhoneNumber | None) -> Key | None:
    """Return the digits of a phone number as an int; None if the row has no phone number."""
    return None if phone is None else int(phone.digits)


def read_number_or(read_username: Callable[[Row], str]) -> ReadKey:
    """Return a function that returns the digits of a row's phone number, or else its username."""

    def read_key(row: Row, phone: PhoneNumber | None) -> Key | None:
        return read_username(row) if phone is None else read_number(row, phone)

    return read_key


def reject_duplicates(accept: Acceptor, seen: Seen, read_key: ReadKey = read_number) -> Acceptor:
    """Return a function that makes the link of a row with `accept`, but refuses duplicates.

    The function raises PhoneError if an earlier row has the same number, username or link. If the
    code or label of that earlier row is not made yet, it raises UndecidedError instead.

    Args:
        accept: the acceptor that makes the link.
        seen: the keys of earlier rows.
        read_key: function that returns the key of a row: its number or username.
    """

    def accept_once(row: Row, phone: PhoneNumber | None) -> Accepted:
        key = read_key(row, phone)
        if key is not None and (line := seen.line_of(key)) is not None:
            what = f"number {phone.international}" if phone is not None else f"username {key}"
            raise _duplicate_error(f"The {what} already has a link", line)
        accepted = accept(row, phone)
        key = accepted.url if key is None else key
        if (line := seen.line_of(key)) is not None:
            raise _duplicate_error(f"The link {quote(accepted.url)} was already used", line)
        if accepted.copies:  # with 0 copies, a later row can still print a label
            seen.lines[key] = row.line
        return accepted

    return accept_once


def _keys(accepted: Accepted) -> tuple[Key, ...]:
    """Return the possible keys of a row in `Seen`: its link, and its number or username, if any."""
    if accepted.phone:
        return (accepted.url, int(accepted.phone.digits))
    return (accepted.url, accepted.username) if accepted.username else (accepted.url,)


def _duplicate_error(what: str, line: int) -> PhoneError:
    """Return the error for a repeated key; `line` is the line of the first row."""
    return PhoneError(Reason.DUPLICATE, f"{what}, on line {line}.")
