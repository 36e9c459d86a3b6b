"""Plan of a run of `sync_links`: which links are made, changed, kept and deleted.

Planning sends no request. It compares the sheet, the state file and the links of the account.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.quoting import pluralize
from wa_link.business.records import MAX_LINKS
from wa_link.business.sync_state import NO_CODES
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from wa_link.business.records import ShortLink
    from wa_link.business.sync_state import LinkState


@dataclass(frozen=True, slots=True)
class Step:
    """A key that gets a link.

    Attributes:
        key: the key.
        text: the text that its link will have.
        link: the link that it has; None if one must be made.
        is_changed: whether the link must get another text.
    """

    key: str
    text: str
    link: ShortLink | None
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """Plan of a run.

    Attributes:
        steps: the keys that get links, in the order of the rows.
        found: links that the state file does not have, by the keys to which they are given: links
            whose answer got lost in an earlier run, and those that `adopt` takes.
        deletions: codes of the links to delete, by their keys, which are not in the sheet.
        gone: codes of links that need not be deleted, because they are not in the account.
        kept: number of links whose keys are not in the sheet, and which are not deleted.
        unclaimed: number of other links of the account.
        adoptable: number of these whose text is that of a link to make; `adopt` would use them.
        on_server: number of links of the account; with a dry run, of the state file.
    """

    steps: tuple[Step, ...]
    found: Mapping[str, ShortLink]
    deletions: Mapping[str, str]
    gone: Mapping[str, str]
    kept: int
    unclaimed: int
    adoptable: int
    on_server: int

    @property
    def made(self) -> int:
        """Return how many links will be made."""
        return sum(each.link is None for each in self.steps)

    @property
    def changed(self) -> int:
        """Return how many links will get another text."""
        return sum(each.is_changed for each in self.steps)

    @property
    def unchanged(self) -> int:
        """Return how many links stay as they are."""
        return len(self.steps) - self.made - self.changed

    @property
    def must_delete_first(self) -> bool:
        """Return whether there is no room for the new links before links are deleted."""
        return self.on_server + self.made > MAX_LINKS

    def check_limit(self) -> None:
        """Fail if the number would have too many links.

        Raises:
            OptionError: there would be more than 2,000 links.
        """
        if self.on_server + self.made - len(self.deletions) > MAX_LINKS:
            raise OptionError(
                f"The sheet needs {pluralize(self.made, 'new link')}, but a number can have "
                f"{MAX_LINKS:,} links and has {self.on_server:,} already: remove rows, or delete "
                "links that nobody uses."
            )


def make_plan(
    texts: Mapping[str, str],
    keys: Collection[str],
    state: LinkState,
    listed: Mapping[str, ShortLink] | None,
    *,
    prune: bool = False,
    adopt: bool = False,
) -> SyncPlan:
    """Return the plan of a run.

    Args:
        texts: text of each key that gets a link, in the order of the rows.
        keys: all keys of the sheet, also those of rejected rows.
        state: the state file.
        listed: all links of the account by their codes; None in a dry run, which does not ask for
            them: then the state file is believed.
        prune: whether to delete the links whose keys are not in the sheet.
        adopt: whether keys without a link get links that have their text and that no key has.
    """
    if listed is None:
        listed = {each.link.code: each.link for each in state.claims.values()}
    pool = LinkPool(listed.values(), state.codes)
    found = {}
    for key in [*(key for key in texts if key in state.pendings), *state.pendings]:
        pending = state.pendings[key]
        if key not in found and (link := pool.take(pending.text, pending.known)):
            found[key] = link
    own = {key: listed.get(claim.link.code) for key, claim in state.claims.items()} | found
    without = [key for key in texts if not own.get(key)]
    if adopt:
        for key in without:
            if link := pool.take(texts[key]):
                found[key] = own[key] = link
    unclaimed = len(pool)
    adoptable = 0 if adopt else sum(pool.take(texts[key]) is not None for key in without)
    absent = {key: link for key, link in own.items() if key not in keys}
    deletions = {key: link.code for key, link in absent.items() if link}
    gone = {key: state.claims[key].link.code for key, link in absent.items() if not link}
    return SyncPlan(
        steps=tuple(_make_step(key, text, own.get(key), state) for key, text in texts.items()),
        found=found,
        deletions=deletions if prune else {},
        gone=gone if prune else {},
        kept=0 if prune else len(deletions),
        unclaimed=unclaimed,
        adoptable=adoptable,
        on_server=len(listed),
    )


def _make_step(key: str, text: str, link: ShortLink | None, state: LinkState) -> Step:
    if link is None:
        return Step(key, text, None)
    claim = state.claims.get(key)
    is_changed = link.text != text
    if claim and claim.link.code == link.code and claim.link.text == text:
        # The server may store a text in another form than the one that it got.
        is_changed = not is_same_text(link.text, text)
    return Step(key, text, link, is_changed=is_changed)


def is_same_text(text: str, other: str) -> bool:
    """Return whether two texts of links differ at most in spaces and line breaks."""
    return _join_words(text) == _join_words(other)


class LinkPool:
    """The links of the account that no key has; each can be taken once."""

    def __init__(self, links: Iterable[ShortLink], claimed: Collection[str]) -> None:
        """Take the links whose codes are not in `claimed`."""
        self._by_text: defaultdict[str, list[ShortLink]] = defaultdict(list)
        for link in links:
            if link.code not in claimed:
                self._by_text[_join_words(link.text)].append(link)

    def __len__(self) -> int:
        return sum(map(len, self._by_text.values()))

    def take(self, text: str, but: frozenset[str] = NO_CODES) -> ShortLink | None:
        """Remove and return a link with a text; None if there is none.

        Args:
            text: the text; spaces and line breaks need not be the same.
            but: codes of links that may not be taken.
        """
        links = self._by_text.get(_join_words(text), [])
        found = next((link for link in links if link.code not in but), None)
        if found:
            links.remove(found)
        return found


def _join_words(text: str) -> str:
    """Return a text with one space between its words; the server may store it in another form."""
    return " ".join(text.split())
