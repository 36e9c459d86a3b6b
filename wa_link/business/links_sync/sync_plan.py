"""Plan of a run of `sync_links`: which links are made, changed, kept and deleted.

Planning sends no request. It compares the sheet, the state file and the links of the account.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.quoting import pluralize
from wa_link.business.links_sync.link_pool import LinkPool, is_same_text
from wa_link.business.links_sync.sync_adoption import adopt_links
from wa_link.business.records import MAX_LINKS
from wa_link.errors import OptionError
from wa_link.links.short_link import parse_code

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from wa_link.business.links_sync.sync_rows import KeyedRows
    from wa_link.business.links_sync.sync_state import LinkState
    from wa_link.business.records import ShortLink


@dataclass(frozen=True, slots=True)
class Step:
    """A key of the sheet, and what must be done for its link.

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

    @property
    def is_open(self) -> bool:
        """Return whether the link must be made or changed."""
        return self.link is None or self.is_changed


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """Plan of a run.

    Attributes:
        steps: the keys that get links, in the order of the rows.
        recovered: links that the state file does not have, by the keys to which they are given:
            links whose answer got lost in an earlier run, and those that `adopt` takes.
        refused: keys that get no link, because `adopt` can't be certain which one; each with a
            message.
        deletions: codes of the links to delete, by their keys, which are not in the sheet.
        dead_codes: codes of links that need not be deleted, because they are not in the account.
        without_row: number of links whose keys are not in the sheet, and which are not deleted.
        unclaimed: number of other links of the account.
        adoptable: number of keys that get a new link, although one of these has their text, or is
            named for them in the sheet; with `adopt`, 0.
        respelled: new keys that differ only in case, spaces or the script of digits from a key of
            the state file that is not in the sheet; each with that key.
        live: number of links in the account whose keys are in the state file.
        is_new: whether no run has made or found a link with this state file.
        on_server: number of links of the account; with a dry run, of the state file.
    """

    steps: tuple[Step, ...]
    recovered: Mapping[str, ShortLink]
    refused: Mapping[str, str]
    deletions: Mapping[str, str]
    dead_codes: Mapping[str, str]
    without_row: int
    unclaimed: int
    adoptable: int
    respelled: Mapping[str, str]
    live: int
    is_new: bool
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
    rows: KeyedRows,
    state: LinkState,
    listed: Mapping[str, ShortLink] | None,
    *,
    prune: bool = False,
    adopt: bool = False,
) -> SyncPlan:
    """Return the plan of a run.

    Args:
        rows: the rows of the sheet.
        state: the state file.
        listed: all links of the account by their codes; None in a dry run, which does not ask for
            them, and relies on the state file.
        prune: whether to delete the links whose keys are not in the sheet.
        adopt: whether a key without a link gets a link of the account that no key has, if the sheet
            names this link, or if only this link and this key have that text.
    """
    texts, named = rows.texts, rows.named
    if listed is None:
        listed = {each.link.code: each.link for each in state.claims.values()}
    pool = LinkPool(listed.values(), state.codes)
    recovered = _find_lost_links(texts, state, pool)
    own = {key: listed.get(claim.link.code) for key, claim in state.claims.items()} | recovered
    live = {key: link for key, link in own.items() if link}
    without = {key: text for key, text in texts.items() if key not in live}
    owners = {link.code: key for key, link in live.items()}
    adopted, refused = adopt_links(without, named, pool, owners) if adopt else ({}, {})
    adoptable = sum(
        bool(pool.get(parse_code(named.get(key, ""))) or pool.with_text(text))
        for key, text in without.items()
    )
    absent = own.keys() - rows.keys
    deletions = {key: link.code for key, link in live.items() if key in absent}
    dead_codes = {key: state.claims[key].link.code for key in own if key in absent - live.keys()}
    return SyncPlan(
        steps=tuple(
            _make_step(key, text, live.get(key) or adopted.get(key), state)
            for key, text in texts.items()
            if key not in refused
        ),
        recovered=recovered | adopted,
        refused=refused,
        deletions=deletions if prune else {},
        dead_codes=dead_codes if prune else {},
        without_row=0 if prune else len(deletions),
        unclaimed=len(pool),
        adoptable=0 if adopt else adoptable,
        respelled=_find_respelled(without.keys() - adopted.keys() - refused.keys(), absent),
        live=len(live),
        is_new=state.is_new,
        on_server=len(listed),
    )


def _find_lost_links(
    texts: Collection[str], state: LinkState, pool: LinkPool
) -> dict[str, ShortLink]:
    """Return the links that earlier runs requested without a recorded answer, by their keys.

    Args:
        texts: the keys of the rows, which come first.
        state: the state file.
        pool: the links that no key has; those that are found are removed.
    """
    found: dict[str, ShortLink] = {}
    for key in [*(key for key in texts if key in state.pendings), *state.pendings]:
        pending = state.pendings[key]
        if key not in found and (link := pool.take(pending.text, pending.known)):
            found[key] = link
    return found


def _find_respelled(new: Collection[str], absent: Collection[str]) -> dict[str, str]:
    """Return the new keys that are probably other spellings of absent keys; each with that key."""
    by_form = {_fold_key(key): key for key in absent}
    return {key: by_form[form] for key in sorted(new) if (form := _fold_key(key)) in by_form}


def _fold_key(key: str) -> str:
    """Return a key in lower case, without spaces, and with the digits 0 to 9."""
    letters = "".join(unicodedata.normalize("NFKC", key).casefold().split())
    return "".join(str(unicodedata.decimal(char, char)) for char in letters)


def _make_step(key: str, text: str, link: ShortLink | None, state: LinkState) -> Step:
    if link is None:
        return Step(key, text, None)
    claim = state.claims.get(key)
    is_changed = link.text != text
    if claim and claim.link.code == link.code and claim.link.text == text:
        # The server may store a text in another form than the one that it got.
        is_changed = not is_same_text(link.text, text)
    return Step(key, text, link, is_changed=is_changed)
