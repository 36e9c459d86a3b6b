"""The function `sync_links`: keep a short link for each row of a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Unpack

from wa_link._support.arguments import NONE, require, require_options
from wa_link.batch.outcome import Accepted, Rejected
from wa_link.batch.summary import SheetInfo, Summary
from wa_link.business.journal import Journal
from wa_link.business.links_sync.sync_guards import check_plan, require_all_rows
from wa_link.business.links_sync.sync_plan import make_plan
from wa_link.business.links_sync.sync_rows import read_keyed_rows
from wa_link.business.links_sync.sync_state import LinkState
from wa_link.business.links_sync.sync_work import SyncResults, SyncWork
from wa_link.business.records import ShortLink
from wa_link.business.row_outputs import OUTPUT_KINDS, OutputOptions, RowOutputs
from wa_link.errors import BusinessError, Note, NoteCode, Reason
from wa_link.links.chat_link_forms import Via
from wa_link.links.short_link import parse_code
from wa_link.sheets.own_columns import SHORT_LINK_COLUMN

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping

    from wa_link._support.same_file import PathOrFile
    from wa_link.batch.outcome import Outcome
    from wa_link.batch.tally import Tally
    from wa_link.business.account import Account
    from wa_link.business.links_sync.sync_plan import SyncPlan
    from wa_link.business.links_sync.sync_rows import KeyedRow, KeyedRows
    from wa_link.business.links_sync.sync_state import Claim
    from wa_link.sheets.sheet import Sheet


class SyncOptions(OutputOptions, total=False):
    """Options of `sync_links`: all of `OutputOptions`, and these.

    Attributes:
        text: template of the links' texts, such as `Is {title} still available?`.
        text_column: name or number of the column with the texts, instead of `text`.
        prune: whether to delete the links whose keys are not in the sheet.
        prune_most: whether `prune` may delete more than half of the links in the state file, which
            is refused by default, because the sheet or `key_column` may be the wrong one.
        adopt: whether keys without a link get links of the account that no key has: the link that
            the sheet has in the column `wa_short_link`, or else the only link with their text. If
            it is not certain which link belongs to a row, the row is rejected. Use it if the state
            file is lost, but not if another state file can have these links: two rows would then
            change the text of one link in turn.
        dry_run: whether to send no request and write no file. The plan then knows only the links in
            the state file.
        on_plan: function that is called with the plan before the first link is made, changed or
            deleted, and before a plan is refused. The sheet has then been read to its end.
        on_progress: function that is called after each link that was made, changed or deleted, with
            the number of these links so far, and the number of all.
    """

    text: str | None
    text_column: str | None
    prune: bool
    prune_most: bool
    adopt: bool
    dry_run: bool
    on_plan: Callable[[SyncPlan], object] | None
    on_progress: Callable[[int, int], object] | None


_KINDS: Mapping[str, tuple[type, ...]] = {
    "text": (str, NONE),
    "text_column": (str, NONE),
    **OUTPUT_KINDS,
    "prune": (bool,),
    "prune_most": (bool,),
    "adopt": (bool,),
    "dry_run": (bool,),
    "on_plan": (),
    "on_progress": (),
}


_OWN_COLUMNS: Final = (SHORT_LINK_COLUMN, "wa_status", "wa_reason", "wa_note")


@dataclass(frozen=True, slots=True)
class SyncSummary:
    """Counts of a run of `sync_links`; those of a dry run say what a real run would do.

    Attributes:
        rows: counts of accepted and rejected rows, with reasons, notes and examples.
        plan: the plan of the run.
        made: number of new links.
        changed: number of links that got another text.
        deleted: number of deleted links.
        remarks: sentences for the user: links that could not be deleted, and text in the template
            that looks like a field but is not one, such as `[name]`.
    """

    rows: Summary
    plan: SyncPlan
    made: int
    changed: int
    deleted: int
    remarks: tuple[str, ...]


def sync_links(
    account: Account | None,
    sheet: Sheet,
    target: PathOrFile | None,
    *,
    key_column: str,
    state: str | os.PathLike[str],
    **options: Unpack[SyncOptions],
) -> SyncSummary:
    """Keep a short link for each row of a sheet, with the text of this row.

    A row is known by its key, such as the number of a listing. A key without a link gets a new one;
    a link gets another text when the template or the row has changed. The state file says which key
    has which link. A new link is recorded in it before the request, and each result after it, so a
    run can be killed at any moment, and the next run goes on. If an answer gets lost, the links of
    the account are searched before a link is requested again: none is made twice.

    All rows are written to the output, in the same order, with the columns `wa_short_link`,
    `wa_status`, `wa_reason` and `wa_note`. The output appears when all links are made.

    Args:
        account: the account; None is allowed in a dry run.
        sheet: the sheet; all its rows are read before the first request.
        target: path of the output, or a file opened for bytes; None for no output.
        key_column: name or number of the column with the keys.
        state: path of the state file. Use the same file for all runs with this sheet. At the same
            time, no other run should make links with the same texts: after a lost answer, it is
            not certain which of the two made a link.
        **options: see `SyncOptions`.

    Raises:
        OptionError: an option can't be used, another run uses the state file, or the account would
            have too many links. No link has been changed.
        TypeError: an option is unknown, or an argument has the wrong type.
        InputError: the sheet or the state file can't be read completely.
        BusinessError: the run can't go on, for example because the token has expired. The state
            file is complete, but there is no output: run it again.
        OSError: a file can't be written.
    """
    require_options(options, _KINDS, "sync_links")
    require("key_column", key_column, str)
    sheet.drop_column(SHORT_LINK_COLUMN, can_be_typed=options.get("adopt", False))
    outputs = RowOutputs(sheet, target, _OWN_COLUMNS, options)
    texts = (options.get("text"), options.get("text_column"))
    run = _SyncRun(read_keyed_rows(sheet, key_column, *texts), state, options)
    if options.get("prune"):
        require_all_rows(run.rows, sheet.dropped_columns)
    if options.get("dry_run"):
        links = LinkState(Journal.read(state), state)
        plan = run.plan(links, None)
        results = _pretend(plan)
        for outcome in run.outcomes(plan, results, links):
            outputs.write(outcome, _make_own)
        return run.summarise(plan, results, outputs.tally, sheet.blank_lines)
    if account is None:
        raise TypeError("account can be None only in a dry run.")
    with Journal.open(state) as journal:
        links = LinkState(journal.records, state)
        links.write_to(journal)
        outputs.refuse_overwriting(the_state_file=state)
        links.require_account(account.phone_id)
        work = SyncWork.start(account, links)
        plan = run.plan(links, work.links)
        with outputs.open():
            results = work.carry_out(plan, options.get("on_progress") or _ignore)
            for outcome in run.outcomes(plan, results, links):
                outputs.write(outcome, _make_own)
        links.finish()
    return run.summarise(plan, results, outputs.tally, sheet.blank_lines)


def _make_own(outcome: Outcome) -> tuple[str, ...]:
    """Return the values of the own columns of a row."""
    url, _, *status = outcome.output
    return (url, *status)


def _ignore(count: int, total: int) -> None:
    """Do nothing with the progress of the work."""


def _pretend(plan: SyncPlan) -> SyncResults:
    """Return the results that a run without errors would have."""
    links = {each.key: each.link or ShortLink("", "", each.text) for each in plan.steps}
    return SyncResults({**links}, plan.made, plan.changed, len(plan.deletions))


class _SyncRun:
    """One call of `sync_links`: the rows of its sheet, and its options."""

    def __init__(
        self, rows: KeyedRows, state: str | os.PathLike[str], options: SyncOptions
    ) -> None:
        """Take the rows of the sheet, and the path of the state file for messages."""
        self.rows, self._state, self._options = rows, state, options

    def plan(self, state: LinkState, listed: Mapping[str, ShortLink] | None) -> SyncPlan:
        """Return the plan of the run, after calling the option `on_plan`.

        Raises:
            OptionError: the plan may not be carried out.
        """
        prune, adopt = self._options.get("prune", False), self._options.get("adopt", False)
        plan = make_plan(self.rows, state, listed, prune=prune, adopt=adopt)
        if on_plan := self._options.get("on_plan"):
            on_plan(plan)
        prune_most = self._options.get("prune_most", False)
        check_plan(plan, self._state, prune_most=prune_most)
        return plan

    def outcomes(self, plan: SyncPlan, results: SyncResults, state: LinkState) -> Iterator[Outcome]:
        """Yield the outcome of each row in order, after its link was made."""
        for key, each in zip(self.rows.row_keys, self.rows.rows, strict=True):
            if isinstance(each, Rejected):
                yield _name_link(each, state.claims.get(key))
                continue
            if message := plan.refused.get(each.key):
                yield Rejected(each.row, Reason.NO_SHORT_LINK, message)
                continue
            link = results.links[each.key]
            if isinstance(link, BusinessError):
                yield Rejected(each.row, Reason.NO_SHORT_LINK, link.message)
                continue
            claim = state.claims.get(each.key)
            yield _accept(each, link, claim.replaced if claim else "")

    def summarise(
        self, plan: SyncPlan, results: SyncResults, tally: Tally, blank_lines: int
    ) -> SyncSummary:
        """Return the summary of the run."""
        remarks = [
            f"The link {code} could not be deleted: {error.message}"
            for code, error in results.failed_deletions.items()
        ]
        return SyncSummary(
            Summary.of(SheetInfo(()), tally, blank_lines=blank_lines),
            plan,
            results.made,
            results.changed,
            results.deleted,
            (*self.rows.remarks, *remarks),
        )


def _name_link(rejected: Rejected, claim: Claim | None) -> Rejected:
    """Return a rejected row; if its key has a link, the message says that it stays as it is."""
    if claim is None:
        return rejected
    message = f"{rejected.message} Its link {claim.link.code} keeps its earlier text."
    return Rejected(rejected.row, rejected.reason, message)


def _accept(keyed: KeyedRow, link: ShortLink, replaced: str) -> Accepted:
    """Return a row with its link, and a note if the row had another link before.

    Args:
        keyed: the row.
        link: its link; the code is empty in a dry run that would make the link.
        replaced: code of an earlier link that is no longer in the account; empty if there is none.
    """
    named = parse_code(keyed.named)
    message = ""
    if replaced:
        message = (
            f"The earlier link {replaced} was deleted, so codes that are printed with it no longer "
            "work: print the code of this row again."
        )
    elif link.code and named not in {"", link.code}:
        message = (
            f"The sheet has the link {named} for this row, but the row has another one now: print "
            "the code of this row again."
        )
    notes = (*keyed.notes, Note(NoteCode.NEW_SHORT_LINK, message)) if message else keyed.notes
    return Accepted(keyed.row, None, keyed.text, link.url, Via.WA_ME, notes)
