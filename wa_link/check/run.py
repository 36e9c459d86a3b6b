"""Check the files at paths, one after another: find and judge their links, and fix them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link.check.check_document import DocumentChecker
from wa_link.check.check_file import check_file
from wa_link.check.results import FileResult
from wa_link.check.walk_folders import walk_paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.check.check_options import CheckOptions


def check_paths(
    paths: Sequence[str], options: CheckOptions, exclude: Sequence[str] = ()
) -> Iterator[FileResult]:
    """Yield the result of each file; only one file is in memory at a time.

    Args:
        paths: paths of files and folders.
        options: what to check, and whether to fix it.
        exclude: patterns of files and folders to leave out.

    Raises:
        OptionError: a path is a folder, and the library for `.gitignore` files is not installed.
    """
    with DocumentChecker() as documents:
        for walked in walk_paths(paths, exclude):
            if walked.skip or walked.error:
                result = FileResult(walked.path, skip=walked.skip, error=walked.error)
            else:
                result = check_file(walked.path, options, documents)
            yield replace(result, is_named=True) if walked.is_named else result
