"""Options of `send_sheet`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_link.batch.options import CONTACT_KINDS, Kinds
from wa_link.business.row_outputs import OUTPUT_KINDS, OutputOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from wa_link._support.same_file import PathOrFile
    from wa_link.batch.outcome import Rejected
    from wa_link.batch.row_numbers import Multiple
    from wa_link.business.sending.send_plan import SendPlan
    from wa_link.business.sending.send_run import SendSummary
    from wa_link.errors import NoteCode
    from wa_link.phone import Assume


class SendOptions(OutputOptions, total=False):
    """Options of `send_sheet`: all of `OutputOptions`, and these.

    Attributes:
        parameters: a template for each parameter of the message, such as `{name|there}`.
        target: path of the output, or a file opened for bytes. It gets all rows of the sheet, in
            order, with the columns `wa_phone`, `wa_message_id`, `wa_status`, `wa_reason` and
            `wa_note`. By default, no output is written.
        resend_unknown: whether to send a message again if the answer to it got lost in an earlier
            run. The person may then get it twice.
        dry_run: whether to send no message and write no file. The summary says what a real run
            would send.
        confirm: function that is called with the plan before the first message. If it returns
            False, no message is sent and no output is written. It is not called if the plan has no
            messages.
        on_progress: function that is called after each message, with a `SendSummary` so far.
        on_rejected: function that is called with each rejected row, in order.
        phone_columns: names or numbers of the phone columns; see `ContactOptions`, also for the
            options below.
        region: country of numbers without `+`.
        region_column: name of the column with the country of each row.
        assume: how to read digits with neither `+` nor a leading 0.
        multiple: what to do if a cell contains several numbers. With `split`, each gets a message.
        reject_notes: codes of notes; a row that would get one of them gets no message.
    """

    parameters: Sequence[str]
    target: PathOrFile | None
    resend_unknown: bool
    dry_run: bool
    confirm: Callable[[SendPlan], bool] | None
    on_progress: Callable[[SendSummary], object] | None
    on_rejected: Callable[[Rejected], object] | None
    phone_columns: Sequence[str]
    region: str | None
    region_column: str | None
    assume: Assume | str | None
    multiple: Multiple | str
    reject_notes: Collection[NoteCode | str]


READING_OPTIONS: Final = (
    "phone_columns", "region", "region_column", "assume", "multiple", "reject_notes"
)  # fmt: skip
"""Options for reading the numbers, as `link_rows` takes them."""
SEND_KINDS: Final[Kinds] = {
    "parameters": (),
    "target": (),
    **OUTPUT_KINDS,
    "resend_unknown": (bool,),
    "dry_run": (bool,),
    "confirm": (),
    "on_progress": (),
    "on_rejected": (),
    **{name: CONTACT_KINDS[name] for name in READING_OPTIONS},
}
"""Allowed types of each option in `SendOptions`; `()` allows any type."""
