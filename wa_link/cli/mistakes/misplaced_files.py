"""Names of files that were typed in place of a number or of a command."""

from __future__ import annotations

import os
import re

from wa_link._support.quoting import escape, quote
from wa_link.cli.option_names import shell_quote
from wa_link.errors import PhoneError, Reason, RecordError

# A username can contain a dot too, so only the extensions of common files count.
_FILE_NAME = re.compile(
    r".\.(?:txt|text|toml|ini|cfg|ya?ml|json|html?|xml|md|py|js|log|zip|docx?|pdf|png|svg|jpe?g|"
    r"csv|tsv|xlsx?|xlsm|ods|vcf|jsonl|ndjson)\Z",
    re.IGNORECASE | re.DOTALL,
)
_ANY_FILE_NAME = re.compile(r"[^/\\]\.[a-zA-Z]\w{1,4}\Z")
_PICTURE = re.compile(r"\.(?:png|svg|pdf|jpe?g)\Z", re.IGNORECASE)
_SHEET = re.compile(r".\.(?:csv|tsv|xlsx?|xlsm|ods|vcf|jsonl|ndjson)\Z", re.IGNORECASE | re.DOTALL)
_LIKE_NUMBER = re.compile(r"(?:tel:)?[+＋(]?\d[\d\s()./+-]{3,}")
_REASONS = (Reason.LETTERS, Reason.NOT_A_NUMBER)
_FIRST_CHARACTERS = 2000


def is_like_number(text: str) -> bool:
    """Return whether a text looks like a phone number: digits, and characters between them."""
    return _LIKE_NUMBER.fullmatch(text) is not None


def is_sheet(path: str) -> bool:
    """Return whether a path ends like the name of a sheet, such as `contacts.csv`."""
    return _SHEET.search(path[-8:]) is not None


def is_lost(word: str) -> bool:
    """Return whether a word is the name of a file that does not exist, such as `phones.txt`."""
    return _FILE_NAME.search(word[-8:]) is not None and not os.path.lexists(word)


def has_numbers(path: str) -> bool:
    """Return whether a file is a list of numbers, one on each line; its first line decides."""
    if not os.path.isfile(path) or is_sheet(path):  # noqa: PTH113  (pathlib takes 1 ms to load)
        return False
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:  # noqa: PTH123  (as above)
            lines = file.read(_FIRST_CHARACTERS).strip().splitlines()
    except OSError:
        return False
    return bool(lines) and is_like_number(lines[0].strip())


def spell_reading(path: str, command: str) -> str:
    """Return the command line that reads a file of numbers: `wa-link link - < numbers.txt`.

    Args:
        path: path of the file.
        command: the command that was typed: `link`, `qr` or `inspect`.
    """
    name = escape(shell_quote(path))
    if command == "qr":  # it draws one code
        return f"wa-link batch {name} --no-header --qr-dir codes"
    if os.name == "nt":  # PowerShell has no <
        return f"type {name} | wa-link {command} -"
    return f"wa-link {command} - < {name}"


def name_file(error: RecordError, given: str, command: str) -> RecordError:
    """Return the error for a number, or a better one if the number is the name of a file.

    Args:
        error: the error that refuses the number.
        given: the number as it was typed.
        command: the command that was used: `link`, `qr`, `inspect` or `business send`.
    """
    if not _ANY_FILE_NAME.search(given[-7:]) or error.reason not in _REASONS:
        return error
    name = escape(shell_quote(given))
    what = quote(given, 200)
    if os.path.isfile(given):  # noqa: PTH113  (as above)
        return PhoneError(
            Reason(error.reason),
            f"{what} is a file, not a number: to read it, use {_spell_reader(given, command)}",
        )
    if _PICTURE.search(given[-5:]):
        return PhoneError(
            Reason(error.reason),
            f"{what} is not a number: to save a code in a file, write "
            f"wa-link qr +447911123456 -o {name}",
        )
    if is_lost(given):
        return PhoneError(
            Reason(error.reason),
            f"{what} is not a number, and no file has this name{find_similar_file(given)}",
        )
    return error


def _spell_reader(path: str, command: str) -> str:
    """Return the command line that reads an existing file, after a command for single numbers."""
    if command == "business send":
        return f"wa-link business send-sheet {escape(shell_quote(path))}"
    if has_numbers(path):
        return spell_reading(path, command)
    name = escape(shell_quote(path))
    if not is_sheet(path):
        return f"wa-link check {name}"
    return f"wa-link batch {name}{' --qr-dir codes' * (command == 'qr')}"


def find_way_out(path: str) -> str:
    """Return the end of the message that a file does not exist: what to do.

    The path may be a phone number or a link, or a slip for another file in its folder.
    """
    from wa_link.links.link_forms import is_url_like  # noqa: PLC0415  (only for a wrong path)

    if is_like_number(path) or re.match(r"(?:https?://|wa\.me/|whatsapp://)", path, re.IGNORECASE):
        command = "inspect" if is_url_like(path) else "link"
        kind = "link" if is_url_like(path) else "number"
        return f". For one {kind}, use wa-link {command} {escape(shell_quote(path))}"
    return find_similar_file(path)


def find_similar_file(path: str) -> str:
    """Return the end of the message that a file does not exist: a similar name, or what to do."""
    from wa_link._support.similar_names import find_similar  # noqa: PLC0415  (only for a wrong path)

    home = os.path.expanduser(path)  # noqa: PTH111  (fails for no name)
    if home != path and os.path.lexists(home):
        return f". Did you mean {escape(home)}?"
    folder, name = os.path.split(path)
    try:
        nearby = os.listdir(folder or ".")  # noqa: PTH208  (fails for no other path)
    except (OSError, ValueError):
        nearby = []
    near = find_similar(name, nearby, cutoff=0.75)
    if near:
        return f". Did you mean {escape(os.path.join(folder, near[0]))}?"  # noqa: PTH118  (keeps ./)
    return ": check its name."
