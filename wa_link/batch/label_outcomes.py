"""Outcomes to labels: accepted rows wait until their labels are measured."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeGuard

from wa_link.batch.acceptors import add_code_notes
from wa_link.batch.outcome import Accepted, Outcome, Rejected
from wa_link.batch.seen import Seen
from wa_link.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_link.printing.labels.label_pages import Label
    from wa_link.printing.labels.label_sheet import LabelSheet

# Outcomes without a label that wait for those before them.
_MOST_WAITING = 1_000


def put_on_labels(
    outcomes: Iterable[Outcome | None], labels: LabelSheet, seen: Seen | None
) -> Iterator[Outcome]:
    """Put accepted rows on labels, and yield all outcomes, in order.

    A row whose label can't be printed is rejected, and its number is free again.

    Args:
        outcomes: from `Linker.undecided_outcomes`.
        labels: pages that get the labels.
        seen: numbers that were accepted, if each may be linked only once; else None.
    """
    waiting: deque[Outcome] = deque()
    seen = seen or Seen()
    for batch in labels.add_batches(_labels_of(outcomes, waiting, seen)):
        for added in batch:
            while not _has_label(outcome := waiting.popleft()):
                yield outcome
            seen.settle(outcome, is_made=not isinstance(added, RecordError))
            if isinstance(added, RecordError):
                yield Rejected.of(outcome.row, added)
            else:
                yield add_code_notes(outcome, added)
        while waiting and not _has_label(waiting[0]):
            yield waiting.popleft()
    yield from waiting


def _labels_of(
    outcomes: Iterable[Outcome | None], waiting: deque[Outcome], seen: Seen
) -> Iterator[Label | None]:
    """Yield the labels of outcomes, and queue all outcomes; see `LabelSheet.add_batches`."""
    from wa_link.printing.labels.label_pages import Label  # noqa: PLC0415  (loads Pillow)

    without = 0
    for outcome in outcomes:
        if outcome is None:
            yield None
            continue
        waiting.append(outcome)
        if _has_label(outcome):
            assert outcome.texts is not None  # noqa: S101  (it has a label)
            seen.wait_for(outcome)
            yield Label(outcome.url, outcome.texts, outcome.copies)
            continue
        without += 1
        if without % _MOST_WAITING == 0:  # progress shows, even if all rows are rejected
            yield None


def _has_label(outcome: Outcome) -> TypeGuard[Accepted]:
    return isinstance(outcome, Accepted) and outcome.texts is not None and outcome.copies > 0
