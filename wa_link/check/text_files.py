"""Read the text to search in a file: all of it, or the texts in a mail, Rich Text or a sheet."""

from __future__ import annotations

from pathlib import PurePath

from wa_link.check.decode_file import decode
from wa_link.check.searched_text import SearchedText


def has_encoded_parts(name: str) -> bool:
    """Return whether the name is that of a mail or of Rich Text."""
    return name[-4:].casefold() in {".eml", ".rtf"}


def read_searched_text(data: bytes, name: str) -> SearchedText:
    """Return the text to search in a file.

    Args:
        data: the content of the file.
        name: name of the file; its extension shows mails (`.eml`), Rich Text (`.rtf`) and sheets.
    """
    match PurePath(name).suffix.casefold():
        case ".eml":
            from wa_link.check.mail_text import read_mail  # noqa: PLC0415  (only for mails)

            return read_mail(data)
        case ".rtf":
            from wa_link.check.rich_text import read_rich_text  # noqa: PLC0415  (only for .rtf)

            return read_rich_text(data)
        case ".csv" | ".tsv":
            from wa_link.check.sheet_text import read_sheet_text  # noqa: PLC0415  (only for sheets)

            return read_sheet_text(data)
    source = decode(data)
    return SearchedText(source, source.text)
