"""The options of a run of `wa-link check`."""

from __future__ import annotations

from dataclasses import dataclass

from wa_link.check.selection import Selection


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Options of a run.

    Attributes:
        region: region of national numbers, such as `GB`; None to refuse national numbers.
        selection: the rules that are reported and fixed.
        fix: whether to fix the files.
        diff: whether to write the fixes as a diff, and leave the files as they are.
    """

    region: str | None = None
    selection: Selection = Selection()  # noqa: RUF009  (it is frozen)
    fix: bool = False
    diff: bool = False
