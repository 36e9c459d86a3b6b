"""Refuse runs of `sync_links` that could end printed codes, or make links twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import pluralize, quote
from wa_link.errors import OptionError
from wa_link.sheets.own_columns import REJECTS_COLUMNS

if TYPE_CHECKING:
    import os
    from collections.abc import Collection

    from wa_link.business.links_sync.sync_plan import SyncPlan
    from wa_link.business.links_sync.sync_rows import KeyedRows

_LINE_COLUMN = REJECTS_COLUMNS[0]


def require_all_rows(rows: KeyedRows, dropped_columns: Collection[str]) -> None:
    """Fail if links can't be deleted by a sheet, because it does not have all keys.

    Args:
        rows: the rows of the sheet.
        dropped_columns: columns of the sheet that an earlier run added.

    Raises:
        OptionError: the sheet has only rejected rows or no rows, or the key of a row is unreadable.
    """
    if _LINE_COLUMN in dropped_columns:
        raise OptionError(
            f"{option('prune')} can't be used with a file of rejected rows (it has the column "
            f"{_LINE_COLUMN}), because it would delete the links of all other rows: leave out "
            f"{option('prune')}, or put the corrected rows back into the whole sheet."
        )
    if row := rows.without_key:
        raise OptionError(
            f"{option('prune')} can't be used, because the key of line {row.row.line} can't be "
            f"read, and its link would be deleted: correct the row. {row.message}"
        )
    if not rows.keys:
        raise OptionError(
            f"The sheet has no rows, so {option('prune')} would delete all links: check the sheet."
        )


def check_plan(plan: SyncPlan, state: str | os.PathLike[str], *, prune_most: bool) -> None:
    """Fail if a plan may come from the wrong sheet or state file, or if it makes too many links.

    Args:
        plan: the plan.
        state: path of the state file.
        prune_most: whether more than half of the links may be deleted.

    Raises:
        OptionError: the plan may not be carried out.
    """
    plan.check_limit()
    if plan.is_new and plan.adoptable:
        raise OptionError(
            f"The state file {quote(str(state), 200)} is new, but the account already has links "
            f"for {pluralize(plan.adoptable, 'row')} of the sheet: name the state file of the "
            f"earlier runs, or add {option('adopt')} to use these links."
        )
    respelled = next((each for each in plan.respelled.items() if each[1] in plan.deletions), None)
    if respelled:
        new, known = respelled
        raise OptionError(
            f"{option('prune')} would delete the link of the key {quote(known)}, which the sheet "
            f"now writes as {quote(new)}: write the key as before, or leave out {option('prune')}."
        )
    count = len(plan.deletions)
    if 2 * count > plan.live and not prune_most:
        raise OptionError(
            f"{option('prune')} would delete {count:,} of the {pluralize(plan.live, 'link')} in "
            f"the state file: check that the sheet and {option('key_column')} are the right ones. "
            f"If they are, add {option('prune_most')}."
        )
