"""Find the files to check: walk folders in a fixed order, and leave out what must not be checked.

Left out are files that `.gitignore` or `--exclude` names, `.git` and `node_modules`, symbolic
links, pipes and devices.
"""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from wa_link.check.gitignore import add_rules, find_rules_above, require_pathspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

    from wa_link.check.gitignore import IgnoreRules

_DOTS_BEFORE = re.compile(r"(?:\.{1,2}(?:/+|\Z))+")
_SKIPPED_FOLDERS = frozenset((".git", "node_modules"))


class Skip(StrEnum):
    """Why a file or a folder was not checked, as a noun for the summary."""

    plural: str

    BINARY = "binary file", "binary files"
    LARGE = "text file above 20 MB", "text files above 20 MB"
    NEEDS_PRINT = "picture or PDF", "pictures and PDFs"
    SYMBOLIC_LINK = "symbolic link", "symbolic links"
    SPECIAL = "pipe or device", "pipes and devices"
    GIT = ".git folder", ".git folders"
    NODE_MODULES = "node_modules folder", "node_modules folders"
    EXCLUDED = "excluded path", "excluded paths"

    def __new__(cls, noun: str, plural: str) -> Self:
        """Return a member whose value is its noun."""
        member = str.__new__(cls, noun)
        member._value_ = noun
        member.plural = plural
        return member


@dataclass(frozen=True, slots=True)
class WalkedPath:
    """A file to check, or a file or folder that can't be checked.

    Attributes:
        path: the path, which begins with a path that the user gave.
        skip: why it is not checked; None if it is a file to check.
        error: the end of a message, such as `can't be read: Permission denied`; empty if it is a
            file to check.
        is_named: whether the user gave this path itself.
    """

    path: str
    skip: Skip | None = None
    error: str = ""
    is_named: bool = False


class _Pending(NamedTuple):
    """A file or folder that is still to be visited, with the rules for it."""

    path: str
    mode: int
    rules: IgnoreRules | None


def walk_paths(paths: Sequence[str], exclude: Sequence[str] = ()) -> Iterator[WalkedPath]:
    """Yield the files at these paths and, in the order of their names, the files in folders.

    Each file is yielded once, also if it is in a folder and is named itself.

    Args:
        paths: paths of files and folders.
        exclude: patterns such as `*.min.js`, `vendor` or `site/old`, of files and folders to leave
            out. A pattern is compared with the name and with the whole path; `*` also matches `/`.

    Raises:
        OptionError: a path is a folder, and the library for `.gitignore` files is not installed.
    """
    excluder = _compile(exclude)
    named = {os.path.abspath(path): path for path in paths}  # noqa: PTH100  (keeps symbolic links)
    if any(os.path.isdir(path) and not _is_symbolic_link(path) for path in named.values()):  # noqa: PTH112
        require_pathspec()
    for absolute, path in named.items():
        if any(_matches(excluder, each) for each in _with_parents(path)):
            yield WalkedPath(path, Skip.EXCLUDED, is_named=True)
            continue
        try:
            mode = os.lstat(path).st_mode
            rules = find_rules_above(absolute) if stat.S_ISDIR(mode) else None
        except OSError as error:
            yield WalkedPath(path, error=_describe(error), is_named=True)
            continue
        if not stat.S_ISDIR(mode):
            yield WalkedPath(path, _skip_mode(mode), is_named=True)
            continue
        yield from _walk(_Pending(path, mode, rules), excluder, named.keys() - {absolute})


def _walk(top: _Pending, excluder: re.Pattern[str] | None, named: set[str]) -> Iterator[WalkedPath]:
    """Yield the files in a folder; a stack is used, because folders can be nested very deep."""
    pending = [top]
    while pending:
        path, mode, rules = pending.pop()
        if not stat.S_ISDIR(mode):
            yield WalkedPath(path, _skip_mode(mode))
            continue
        name = os.path.basename(path)  # noqa: PTH119  (fast)
        if path != top.path and name in _SKIPPED_FOLDERS:
            yield WalkedPath(path, Skip.GIT if name == ".git" else Skip.NODE_MODULES)
            continue
        try:
            found = _list_folder(path, rules, excluder, named)
        except OSError as error:
            yield WalkedPath(path, error=_describe(error))
            continue
        pending += reversed(found)


def _list_folder(
    path: str, rules: IgnoreRules | None, excluder: re.Pattern[str] | None, named: set[str]
) -> list[_Pending]:
    """Return the files and folders in a folder, sorted by name, without those to leave out.

    Raises:
        OSError: the folder can't be read.
    """
    absolute = os.path.abspath(path)  # noqa: PTH100  (keeps symbolic links)
    rules = add_rules(absolute, rules)
    with os.scandir(path) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    kept = []
    for entry in found:
        mode = _read_mode(entry)
        whole = f"{absolute.rstrip(os.sep)}{os.sep}{entry.name}" if rules or named else ""
        if whole in named or _matches(excluder, entry.path):
            continue
        if rules and rules.is_ignored(whole, is_folder=stat.S_ISDIR(mode)):
            continue
        kept.append(_Pending(entry.path, mode, rules))
    return kept


def _read_mode(entry: os.DirEntry[str]) -> int:
    """Return the type of a file in the form of `st_mode`; the system is asked only if needed."""
    # Python 3.11 can't recognise a junction, which is a link to a folder on Windows.
    if entry.is_symlink() or getattr(entry, "is_junction", bool)():
        return stat.S_IFLNK
    if entry.is_dir(follow_symlinks=False):
        return stat.S_IFDIR
    return stat.S_IFREG if entry.is_file(follow_symlinks=False) else stat.S_IFIFO


def _describe(error: OSError) -> str:
    """Return the end of a message about a path that can't be read."""
    return f"can't be read: {error.strerror or error}"


def _skip_mode(mode: int) -> Skip | None:
    """Return why a file of this type is not checked; None for a regular file."""
    if stat.S_ISREG(mode):
        return None
    return Skip.SYMBOLIC_LINK if stat.S_ISLNK(mode) else Skip.SPECIAL


def _is_symbolic_link(path: str) -> bool:
    return os.path.islink(path)  # noqa: PTH114  (`link/` names the folder that the link leads to)


def _compile(patterns: Sequence[str]) -> re.Pattern[str] | None:
    """Return a regular expression that matches all these patterns; None if there are none."""
    cleaned = [_clean(pattern) for pattern in patterns]
    return re.compile("|".join(map(fnmatch.translate, cleaned))) if cleaned else None


def _clean(path: str) -> str:
    """Return a path in the form that patterns are compared with: `site/a` for `./site/a/`.

    It is empty for the current folder and for those above it, such as `.` and `../..`.
    """
    path = path.replace(os.sep, "/")
    dots = _DOTS_BEFORE.match(path)
    return path[dots.end() if dots else 0 :].rstrip("/")


def _matches(excluder: re.Pattern[str] | None, path: str) -> bool:
    """Return whether a pattern matches the path or its name."""
    if excluder is None or not (cleaned := _clean(path)):
        return False
    return bool(excluder.match(cleaned) or excluder.match(cleaned.rpartition("/")[2]))


def _with_parents(path: str) -> Iterator[str]:
    """Yield a path and the folders in it, below the current folder: `a/b/c`, `a/b` and `a`."""
    yield path
    folder = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118  (ends with a slash)
    absolute = os.path.abspath(path)  # noqa: PTH100  (keeps symbolic links)
    if absolute.startswith(folder):
        parent = absolute.removeprefix(folder)
        while parent := os.path.dirname(parent):  # noqa: PTH120  (fast)
            yield parent
