"""Lines about the QR codes of a batch: how many were saved, where, and what else is there."""

from __future__ import annotations

import os

from wa_link._support.quoting import escape, pluralize


def describe_codes(folder: str, file_format: str, count: int, replaced: int) -> str:
    """Return the lines about the codes that a run saved.

    The last line says how many other files of the same format are in the folder. They may be codes
    of rows that have been corrected or removed since an earlier run.

    Args:
        folder: path of the folder.
        file_format: format of the codes: `png`, `svg` or `pdf`.
        count: number of codes that were saved.
        replaced: number of these codes that replaced a file.
    """
    lines = [_describe_saved(folder, file_format, count, replaced)]
    if others := _count_files(folder, file_format) - count:
        files = pluralize(others, f"other .{file_format} file")
        lines.append(f"Note: {escape(folder)} also has {files} that this run did not write.")
    return "\n".join(lines)


def forecast_codes(folder: str, file_format: str, count: int) -> str:
    """Return the line of a dry run about its codes, for the arguments of `describe_codes`."""
    if not count:
        return "No codes would be saved."
    codes = pluralize(count, "code")
    return f"{codes} ({file_format.upper()}) would be saved in {escape(folder)}."


def _describe_saved(folder: str, file_format: str, count: int, replaced: int) -> str:
    """Return the line about the codes that were saved; see `describe_codes`."""
    if not count:
        return "No codes are saved, because no row has a link."
    from wa_link.qr.readback import can_read  # noqa: PLC0415  (loads Pillow)

    is_verified = can_read(file_format)
    verified = (
        "verified" if is_verified else 'not verified (to verify codes, install "wa-link[print]")'
    )
    saved = f"Saved {pluralize(count, 'code')} in {escape(folder)} ({file_format.upper()})"
    files = "an earlier file" if replaced == 1 else "earlier files"
    more = f" {replaced:,} of them replaced {files}." if replaced else ""
    return f"{saved}, {verified}.{more}"


def _count_files(folder: str, file_format: str) -> int:
    """Return the number of files in a folder that have the extension of a format."""
    try:
        with os.scandir(folder) as entries:
            return sum(entry.name.lower().endswith(f".{file_format}") for entry in entries)
    except OSError:  # no code was saved, or the folder can't be read
        return 0
