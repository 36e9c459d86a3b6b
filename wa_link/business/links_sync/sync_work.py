"""Work of `sync_links`: make, change and delete the short links of a plan, one by one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from wa_link._support.signals import defer_signals
from wa_link.business.api.connection import NO_ANSWER
from wa_link.business.api.retry import repeat
from wa_link.business.links_sync.link_pool import LinkPool, is_same_text
from wa_link.business.short_links import LINK_NOT_FOUND
from wa_link.errors import BusinessError, Effect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wa_link.business.account import Account
    from wa_link.business.links_sync.sync_plan import Step, SyncPlan
    from wa_link.business.links_sync.sync_state import LinkState
    from wa_link.business.records import ShortLink

_MOST_FAILURES: Final = 3
"""The run ends after this number of keys in a row whose answers got lost."""
_SECONDS_UNTIL_LISTED: Final = 10.0
"""Shortest pause between a lost answer and the list of links: a slow server may still be making the
link, and a link that is not in the list would be made twice."""


@dataclass(slots=True)
class SyncResults:
    """Results of a run.

    Attributes:
        links: the link of each key, or the error because of which it has none.
        made: number of new links.
        changed: number of links that got another text.
        deleted: number of deleted links.
        failed_deletions: for each link that could not be deleted, its code and the error.
    """

    links: dict[str, ShortLink | BusinessError] = field(default_factory=dict)
    made: int = 0
    changed: int = 0
    deleted: int = 0
    failed_deletions: dict[str, BusinessError] = field(default_factory=dict)


class SyncWork:
    """The requests of a run.

    Attributes:
        links: the links that the account had when the run began, by their codes.
    """

    def __init__(self, account: Account, state: LinkState, links: Mapping[str, ShortLink]) -> None:
        self._account, self._state, self.links = account, state, links
        self._known = frozenset(links)
        self._failures = 0

    @classmethod
    def start(cls, account: Account, state: LinkState) -> SyncWork:
        """Ask for all links of the account, and write to the state file what has changed.

        A link that the state has, but that is not listed, is also asked for by its code, because a
        list that is not complete must not make the run replace links that are printed.

        Args:
            account: the account that has the links.
            state: the state file. A new link is recorded in it before it is requested, and each
                result is recorded after its request.

        Raises:
            BusinessError: the links can't be listed.
        """
        links = {link.code: link for link in account.links.list()}
        for code in sorted(state.codes - links.keys()):
            try:
                links[code] = account.links.get(code)
            except BusinessError as error:
                if error.reason != LINK_NOT_FOUND:
                    raise
        for key, claim in [*state.claims.items()]:
            link = links.get(claim.link.code)
            if link and not is_same_text(link.text, claim.link.text):
                state.set_link(key, link)  # a killed run or somebody else has changed it
        return cls(account, state, links)

    def carry_out(self, plan: SyncPlan, on_progress: Callable[[int, int], object]) -> SyncResults:
        """Make, change and delete the links of a plan.

        Args:
            plan: the plan.
            on_progress: called after each of these links with their number so far, and the number
                of all.

        Raises:
            BusinessError: the run can't go on.
        """
        self._state.set_account(self._account.phone_id)
        for key, link in plan.recovered.items():
            self._state.set_link(key, link)
        for key, code in plan.dead_codes.items():
            self._state.set_deleted(key, code)
        results = SyncResults({each.key: each.link for each in plan.steps if each.link})
        jobs = [partial(self._try_to_serve, each, results) for each in plan.steps if each.is_open]
        deletions = [
            partial(self._try_to_delete, key, code, results) for key, code in plan.deletions.items()
        ]
        jobs = deletions + jobs if plan.must_delete_first else jobs + deletions
        for count, job in enumerate(jobs, start=1):
            with defer_signals():  # an interrupt ends the run between two links
                job()
                on_progress(count, len(jobs))
        return results

    def _try_to_serve(self, step: Step, results: SyncResults) -> None:
        """Make or change the link of a key, and add the link or the error to the results."""
        try:
            results.links[step.key] = self.serve(step)
        except BusinessError as error:
            results.links[step.key] = _require_passing(error)
        else:
            results.made += step.link is None
            results.changed += step.is_changed

    def _try_to_delete(self, key: str, code: str, results: SyncResults) -> None:
        """Delete the link of a key, and add the outcome to the results."""
        try:
            self.delete(key, code)
        except BusinessError as error:
            results.failed_deletions[code] = _require_passing(error)
        else:
            results.deleted += 1

    def serve(self, step: Step) -> ShortLink:
        """Return the link of a key, after it was made or got its text.

        Raises:
            BusinessError: the link can't be made or changed.
        """
        try:
            link = self._change(step, step.link) if step.link else self._make(step)
        except BusinessError as error:
            self._count_failure(error)
            raise
        self._failures = 0
        return link

    def delete(self, key: str, code: str) -> None:
        """Delete the link of a key; it can be gone already.

        Raises:
            BusinessError: the link can't be deleted.
        """
        try:
            self._account.links.delete(code)
        except BusinessError as error:
            if error.reason != LINK_NOT_FOUND:
                raise
        self._state.set_deleted(key, code)

    def _change(self, step: Step, link: ShortLink) -> ShortLink:
        """Give a link its text; if it was deleted a moment ago, make a new one."""
        try:
            self._account.links.update(link.code, step.text)
        except BusinessError as error:
            if error.reason != LINK_NOT_FOUND:
                raise
            return self._make(step)
        return self._record(step, link)

    def _make(self, step: Step) -> ShortLink:
        """Make a link; if the answer gets lost, list the links before it is requested again.

        A slow server gets some seconds to finish before the list. Without any answer, it may need
        longer: then the link is not requested again, and the next run finds or makes it. An
        interrupt ends the run during the pause, and between two pages of the list.
        """
        is_lost = is_silent = False

        def find_or_create() -> ShortLink | None:
            nonlocal is_lost, is_silent
            if is_lost and ((found := self._find_lost(step.text)) or is_silent):
                return found
            try:
                return self._account.links.create(step.text)
            except BusinessError as error:
                if error.effect is Effect.UNKNOWN:
                    is_lost, is_silent = True, error.reason == NO_ANSWER
                    error.pause = max(error.pause or 0, _SECONDS_UNTIL_LISTED)
                if error.may_repeat:
                    raise _without_repetition(error) from None
                raise

        self._state.begin_creating(step.key, step.text, self._known)
        link = repeat(find_or_create, wait=self._account.wait, is_idempotent=True)
        if link is None:
            message = (
                "The answer of the server got lost, so the link may still be made: run the command "
                "again in some minutes."
            )
            raise BusinessError(None, NO_ANSWER, message, effect=Effect.UNKNOWN)
        if link.code in self._known or link.code in self._state.codes:
            raise BusinessError(
                None,
                "bad_answer",
                f"The server gave the link {link.code}, which existed before, instead of a new "
                "one. Run the command again.",
                ends_run=True,
            )
        return self._record(step, link)

    def _record(self, step: Step, link: ShortLink) -> ShortLink:
        """Record the link of a key, and return it with the text that was sent."""
        sent = replace(link, text=step.text)
        self._state.set_link(step.key, sent)
        return sent

    def _find_lost(self, text: str) -> ShortLink | None:
        """Return the link that was made by a request whose answer got lost; None if none was."""
        try:
            links = self._account.links.list()
        except BusinessError as error:
            raise _without_repetition(error) from None
        return LinkPool(links, self._state.codes).take(text, self._known)

    def _count_failure(self, error: BusinessError) -> None:
        """Set `ends_run` of the error if it is the third lost answer in a row."""
        self._failures = self._failures + 1 if error.effect is Effect.UNKNOWN else 0
        error.ends_run |= self._failures == _MOST_FAILURES


def _without_repetition(error: BusinessError) -> BusinessError:
    """Return an error that ends the run, because the request was repeated already."""
    return BusinessError(error.code, error.reason, error.message, ends_run=True)


def _require_passing(error: BusinessError) -> BusinessError:
    """Return an error of one link; raise an error because of which the run can't go on.

    If a request is refused after all its repetitions, the next one would be refused, too.
    """
    if error.ends_run or error.may_repeat:
        raise error
    return error
