"""Read a user's own design: a Typst file, and the files in its folder that its source names."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link._support.read_files import read_whole
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_MAX_BYTES = 20_000_000  # of all files of a design together
_MAX_FILES = 100
_MAX_NAME_LENGTH = 200
_STRING_LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
# A package name as a Typst string, such as "@preview/tablex:0.0.8".
_PACKAGE = re.compile(r'"\s*((?:@|\\u\{0*40\})[^"\s]*/[^"\s]*)')


def read_own_design(path: Path, reserved: Collection[str]) -> dict[str, bytes]:
    """Read a user's own design: return the content of each of its files, by path.

    Paths are relative to the folder of the design. The design itself always has the path
    `design.typ`.

    Args:
        path: the Typst file of the design.
        reserved: names of files that wa-link adds; files of the design with these names are not
            read.

    Raises:
        OptionError: a file can't be read; a Typst file is not UTF-8 or imports a package; or the
            files are too large or too many.
    """
    source = read_whole(path, "a design", _MAX_BYTES)
    files = {"design.typ": source}
    size = len(source)
    folder = path.absolute().parent
    to_read = list(_find_named_files(source, path.name, folder, Path()))
    while to_read:
        name = to_read.pop()
        if name in files or name in reserved:
            continue
        content = read_whole(folder / name, "a file of a design", _MAX_BYTES)
        files[name] = content
        size += len(content)
        if size > _MAX_BYTES or len(files) > _MAX_FILES:
            raise OptionError(
                f"The design {quote(str(path), 200)} has too many or too large files: use at most "
                f"{_MAX_FILES} files, with at most {_MAX_BYTES // 1_000_000} MB together."
            )
        if name.endswith(".typ"):
            to_read += _find_named_files(content, name, folder, Path(name).parent)
    return files


def _find_named_files(source: bytes, name: str, folder: Path, subfolder: Path) -> Iterator[str]:
    """Yield the paths of the files that a Typst file names, relative to the design's folder.

    Any string in the source that is the path of an existing file counts, such as `"logo.png"`.
    Files outside of the design's folder are skipped, and so are symbolic links to such files.

    Args:
        source: content of the Typst file.
        name: name of the Typst file for messages.
        folder: folder of the design.
        subfolder: folder of the Typst file, relative to `folder`.

    Raises:
        OptionError: the file is not UTF-8, or it imports a package.
    """
    try:
        text = source.decode()
    except UnicodeDecodeError:
        raise OptionError(
            f"The design file {quote(name)} is not UTF-8: save it as UTF-8."
        ) from None
    _refuse_packages(text, name)
    root = Path(os.path.realpath(folder))
    for literal in _STRING_LITERAL.finditer(text):
        value = literal[1]
        path = Path(os.path.normpath(value[1:] if value[:1] == "/" else subfolder / value))
        if "\0" in value or len(value) > _MAX_NAME_LENGTH:
            continue
        if path.is_absolute() or ".." in path.parts:
            continue
        real = Path(os.path.realpath(folder / path))
        if real.is_relative_to(root) and real.is_file():
            yield path.as_posix()


def _refuse_packages(text: str, name: str) -> None:
    """Check that a Typst file imports no package, because Typst would download the package.

    Args:
        text: the source of the Typst file.
        name: name of the Typst file for messages.

    Raises:
        OptionError: the source contains the name of a package, such as `"@preview/tablex:0.0.8"`.
    """
    for package in _PACKAGE.finditer(text):
        line_start = text.rfind("\n", 0, package.start()) + 1
        if "//" in text[line_start : package.start()]:
            continue  # probably a comment; else Typst fails, because it has no folder of packages
        line = text.count("\n", 0, package.start()) + 1
        raise OptionError(
            f"{quote(name)}, line {line}, imports the package {quote(package[1])}, but wa-link "
            "downloads no packages: save the files of the package next to the design, and import "
            "these files."
        )
