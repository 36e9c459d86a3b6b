"""Put accepted rows on labels.

Typst checks many labels together, to see whether their texts fit. Until a label is checked, the
outcome of its row (accepted or rejected) waits in a queue.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeGuard

from wa_link._support.reject_notes import NO_NOTES
from wa_link.batch.acceptors import add_code_notes
from wa_link.batch.duplicates import Seen
from wa_link.batch.outcome import Accepted, Outcome, Rejected
from wa_link.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_link.errors import NoteCode
    from wa_link.printing.labels.label_pages import Label
    from wa_link.printing.labels.label_sheet import LabelSheet

# After this number of outcomes without a label, all waiting outcomes are yielded.
_MOST_WITHOUT_LABEL = 1_000


def put_on_labels(
    outcomes: Iterable[Outcome | None],
    labels: LabelSheet,
    seen: Seen | None,
    rejected: frozenset[NoteCode] = NO_NOTES,
) -> Iterator[Outcome]:
    """Put accepted rows on labels, and yield the outcomes of all rows, in order.

    If the label of a row can't be printed, the row is rejected. A later row with the same number
    can then be accepted.

    Args:
        outcomes: the outcomes of rows, accepted or rejected. If an item is None, all earlier labels
            are checked before the next item is read; see `Linker.undecided_outcomes`.
        labels: sheet of labels to which the labels are added.
        seen: the numbers and links of accepted rows if the option `unique` is used, else None.
        rejected: notes on a label that reject its row. Such a label is not printed.
    """
    waiting: deque[Outcome] = deque()
    seen = seen or Seen()
    for batch in labels.add_batches(_labels_of(outcomes, waiting, seen), rejected):
        for added in batch:
            while not _has_label(outcome := waiting.popleft()):
                yield outcome
            seen.resolve_pending(outcome, is_made=not isinstance(added, RecordError))
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
    """Yield the label of each accepted row, and add every outcome to `waiting`.

    Yield None to ask whether all earlier labels can be printed; see `LabelSheet.add_batches`.
    """
    from wa_link.printing.labels.label_pages import Label  # noqa: PLC0415  (loads Pillow)

    without = 0
    for outcome in outcomes:
        if outcome is None:
            yield None
            continue
        waiting.append(outcome)
        if _has_label(outcome):
            assert outcome.texts is not None  # noqa: S101  (it has a label)
            seen.add_pending(outcome)
            yield Label(outcome.url, outcome.texts, outcome.copies)
            continue
        without += 1
        if without % _MOST_WITHOUT_LABEL == 0:  # show progress even if all rows are rejected
            yield None


def _has_label(outcome: Outcome) -> TypeGuard[Accepted]:
    """Return whether a row gets a label: it is accepted, and the number of copies is not 0."""
    return isinstance(outcome, Accepted) and outcome.texts is not None and outcome.copies > 0
