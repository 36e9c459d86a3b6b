"""Rules of `.gitignore` files, read with pathspec: which files of a folder Git ignores."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wa_link._support.extras import missing_extra

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_NAME = ".gitignore"


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """Rules of one `.gitignore` file, and of those in the folders above it.

    Attributes:
        folder: absolute path of the folder that contains the file.
        spec: the patterns of the file.
        above: the rules of the folders above; they count where this file says nothing.
    """

    folder: str
    spec: GitIgnoreSpec
    above: IgnoreRules | None

    def is_ignored(self, path: str, *, is_folder: bool) -> bool:
        """Return whether a file or folder below `folder` is ignored.

        Args:
            path: absolute path of the file or folder.
            is_folder: whether the path is a folder; some patterns match only folders.
        """
        rules: IgnoreRules | None = self
        while rules is not None:
            # A Path for each file would take most of the time.
            relative = path[len(rules.folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
            answer = rules.spec.check_file(f"{relative}/" if is_folder else relative).include
            if answer is not None:
                return answer
            rules = rules.above
        return False


def require_pathspec() -> None:
    """Raise an error if the library for `.gitignore` files is not installed.

    Raises:
        OptionError: pathspec is missing; the message has the command that installs it.
    """
    try:
        import pathspec  # noqa: F401, PLC0415  (an optional library)
    except ImportError:
        raise missing_extra("Checking a folder, with its .gitignore files,", "check") from None


def find_rules_above(folder: str) -> IgnoreRules | None:
    """Return the rules of the folders above `folder`, up to the root of its Git repository.

    Outside a repository, and if the rules ignore `folder` itself, return None: a folder that the
    user names is always checked.

    Args:
        folder: absolute path of the folder.

    Raises:
        OSError: a `.gitignore` file can't be read.
    """
    start = Path(folder)
    if (start / ".git").exists():
        return None
    above = list(start.parents)
    roots = [place for place, parent in enumerate(above) if (parent / ".git").exists()]
    if not roots:
        return None
    rules: IgnoreRules | None = None
    for parent in reversed(above[: roots[0] + 1]):
        rules = add_rules(str(parent), rules)
    is_dropped = rules is not None and rules.is_ignored(folder, is_folder=True)
    return None if is_dropped else rules


def add_rules(folder: str, above: IgnoreRules | None) -> IgnoreRules | None:
    """Return the rules for the files of a folder: those of its `.gitignore`, and those above.

    Args:
        folder: absolute path of the folder.
        above: the rules of the folders above it.

    Raises:
        OSError: the `.gitignore` file can't be read.
    """
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  (an optional library)

    path = Path(folder, _NAME)
    if not path.is_file():
        return above
    lines = path.read_bytes().decode("utf-8-sig", "surrogateescape").split("\n")
    spec = GitIgnoreSpec.from_lines(line for line in lines if _is_valid(line))
    return IgnoreRules(folder, spec, above)


def _is_valid(line: str) -> bool:
    """Return whether pathspec can read a line; Git ignores lines such as a single `!`."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  (an optional library)

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
