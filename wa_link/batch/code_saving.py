"""Convert rows with QR codes: draw several codes together, and save them in another thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.parallel import take_until_failure
from wa_link.batch.acceptors import add_code_notes
from wa_link.batch.outcome import Accepted, Rejected
from wa_link.errors import RecordError
from wa_link.printing.codes.drawing import DrawJob

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from wa_link.batch.convert_rows import Converted, Converter
    from wa_link.batch.outcome import Outcome
    from wa_link.errors import Note, WaLinkError
    from wa_link.printing.codes.drawing import Drawing
    from wa_link.printing.codes.folder import CodeFolder
    from wa_link.sheets.rows import Row

Saved: TypeAlias = "tuple[Note, ...] | RecordError"
"""The notes on a code that was saved, or the error why it can't be drawn."""


def convert_with_codes(
    converter: Converter,
    codes: CodeFolder,
    chunks: Iterable[list[Row]],
    *,
    is_dry: bool,
    would_wait: Callable[[], bool],
) -> Generator[Converted]:
    """Make the links of rows, draw and save their QR codes, and yield the converted rows.

    A row whose code can't be drawn is rejected. A second thread saves the codes while this thread
    draws the next codes, because saving a file takes about as long as drawing a code. Several
    processes would not be faster: they would wait for each other to create files in one folder.

    Args:
        converter: makes the links, and turns rows into bytes of the output files.
        codes: folder in which the codes are saved.
        chunks: the rows, in lists that are converted together.
        is_dry: whether to draw the codes without saving them.
        would_wait: function that returns whether the next rows are not there yet. Then no rows are
            held back.
    """
    save = _discard if is_dry else codes.write
    with ThreadPoolExecutor(1) as saver:
        waiting: tuple[list[Outcome], Future[list[Saved]]] | None = None
        failures: list[WaLinkError] = []
        for rows in take_until_failure(chunks, failures):
            for outcomes in converter.link(rows):
                jobs = draw_jobs(outcomes)
                pictures = codes.draw(jobs, converter.rejected_notes)
                converter.resolve_pending(outcomes, pictures)
                saved = saver.submit(save, jobs, pictures)
                if waiting:
                    yield converter.write(_with_codes(waiting[0], waiting[1].result()))
                waiting = (outcomes, saved)
            if waiting and would_wait():
                yield converter.write(_with_codes(waiting[0], waiting[1].result()))
                waiting = None
        if waiting:
            yield converter.write(_with_codes(waiting[0], waiting[1].result()))
        if failures:
            raise failures[0]


def draw_jobs(outcomes: Iterable[Outcome]) -> list[DrawJob]:
    """Return a DrawJob for each accepted row: the link, file name and texts of its code."""
    return [
        DrawJob(outcome.url, outcome.texts, outcome.code)
        for outcome in outcomes
        if isinstance(outcome, Accepted) and outcome.texts is not None
    ]


def _discard(_: Sequence[DrawJob], pictures: Sequence[Drawing | RecordError]) -> list[Saved]:
    """Return the notes or the error of each code, and save nothing.

    In a dry run, this function is used instead of `CodeFolder.write`.
    """
    return [each if isinstance(each, RecordError) else each.notes for each in pictures]


def _with_codes(outcomes: Iterable[Outcome], saved: Iterable[Saved]) -> Iterator[Outcome]:
    """Yield the outcomes with the notes on their codes; reject rows whose code can't be drawn.

    Args:
        outcomes: the outcomes of rows.
        saved: for each accepted row, the notes on its code, or the error that prevented it.
    """
    following = iter(saved)
    for outcome in outcomes:
        if isinstance(outcome, Rejected):
            yield outcome
            continue
        result = next(following)
        if isinstance(result, RecordError):
            yield Rejected.of(outcome.row, result)
        else:
            yield add_code_notes(outcome, result)
