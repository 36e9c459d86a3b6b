"""Rows with QR codes: codes are drawn together, and saved while the next ones are drawn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.parallel import take_until_failure
from wa_link.batch.acceptors import add_code_notes
from wa_link.batch.outcome import Accepted, Rejected
from wa_link.errors import RecordError
from wa_link.printing.codes.drawing import DrawJob

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from wa_link.batch.converter import Converted, Converter
    from wa_link.batch.outcome import Outcome
    from wa_link.errors import Note, WaLinkError
    from wa_link.printing.codes.drawing import Drawing
    from wa_link.printing.codes.folder import CodeFolder
    from wa_link.sheets.rows import Row

Saved: TypeAlias = "tuple[Note, ...] | RecordError"
"""Notes on a code that was saved, or why it can't be drawn."""


def convert_with_codes(
    converter: Converter, codes: CodeFolder, parts: Iterable[list[Row]], *, is_dry: bool
) -> Generator[Converted]:
    """Link rows, draw and save their codes, and write the rows.

    A row whose code can't be drawn is rejected. A thread saves codes while the next ones are drawn:
    to create a file takes a system as long as it takes us to draw a code. Several processes would
    wait for each other at the folder.

    Args:
        converter: links and writes the rows.
        codes: the folder of the codes.
        parts: rows, some at a time.
        is_dry: draw the codes, and save none.
    """
    save = _discard if is_dry else codes.write
    with ThreadPoolExecutor(1) as saver:
        waiting: tuple[list[Outcome], Future[list[Saved]]] | None = None
        failures: list[WaLinkError] = []
        for rows in take_until_failure(parts, failures):
            for outcomes in converter.link(rows):
                jobs = draw_jobs(outcomes)
                pictures = codes.draw(jobs)
                converter.settle(outcomes, pictures)
                saved = saver.submit(save, jobs, pictures)
                if waiting:
                    yield converter.write(_with_codes(waiting[0], waiting[1].result()))
                waiting = (outcomes, saved)
        if waiting:
            yield converter.write(_with_codes(waiting[0], waiting[1].result()))
        if failures:
            raise failures[0]


def draw_jobs(outcomes: Iterable[Outcome]) -> list[DrawJob]:
    """Return what to draw for accepted rows: link, file name and texts of each."""
    return [
        DrawJob(outcome.url, outcome.texts, outcome.code)
        for outcome in outcomes
        if isinstance(outcome, Accepted) and outcome.texts is not None
    ]


def _discard(_: Sequence[DrawJob], pictures: Sequence[Drawing | RecordError]) -> list[Saved]:
    """Return what `CodeFolder.write` returns, and save nothing."""
    return [each if isinstance(each, RecordError) else each.notes for each in pictures]


def _with_codes(outcomes: Iterable[Outcome], saved: Iterable[Saved]) -> Iterator[Outcome]:
    """Yield outcomes with the notes on their codes; a row without a code is rejected."""
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
