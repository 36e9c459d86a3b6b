"""State of the short links of a sheet: which key has which link, kept in a journal.

Records of the journal; the last record of a key counts:

- `{"state": "account", "phone_id": …}`: the number on the Business Platform that has the links.
- `{"state": "known", "codes": […]}`: the links that the number had before this run made its first.
- `{"state": "creating", "key": …, "text": …}`: a link will be requested. If the answer gets lost,
  the link is found by its text, and because its code is not among those that were known before.
- `{"state": "link", "key": …, "code": …, "url": …, "text": …}`: the key has this link.
- `{"state": "deleted", "key": …, "code": …}`: the link was deleted.
- `{"state": "finished"}`: the outputs of a run have been written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from wa_link._support.quoting import quote
from wa_link.business.records import ShortLink
from wa_link.errors import InputError, OptionError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from wa_link.business.journal import Journal

NO_CODES: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """A key and its link.

    Attributes:
        link: the link, with the text that it got last.
        replaced: code of the link that the key had before, and that somebody deleted from the
            account; empty if there is none, or if the output of a finished run has named it.
    """

    link: ShortLink
    replaced: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """A key whose link was requested, but no answer was recorded.

    Attributes:
        text: text of the requested link.
        known: codes that can't be this link, because they existed before the request.
        replaced: as in `Claim`.
    """

    text: str
    known: frozenset[str]
    replaced: str = ""


class LinkState:
    """Which key has which link. Each change is first written to the journal.

    Attributes:
        claims: the keys that have a link.
        pendings: the keys whose link was requested, without a recorded answer.
        phone_id: the id of the number that has the links; empty in a new file.
        is_new: whether no record is about a link: no run has requested or found one.
    """

    def __init__(self, records: Iterable[dict[str, Any]], path: str | os.PathLike[str]) -> None:
        """Read the records of a state file.

        Args:
            records: the records.
            path: path of the file, for messages.

        Raises:
            InputError: a record is not one of a state file, or two keys have one link.
        """
        self.claims: dict[str, Claim] = {}
        self.pendings: dict[str, Pending] = {}
        self.phone_id, self.is_new = "", True
        self._known = NO_CODES
        self._deleted: dict[str, str] = {}  # the last code of each key whose link was deleted
        self._journal: Journal | None = None
        name = quote(str(path), 200)
        for number, record in enumerate(records, start=1):
            if not self._apply(record):
                raise InputError(
                    f"{name} is not a state file of short links, because wa-link does not know its "
                    f"record {number}: name the state file of an earlier run, or a new file."
                )
        for code, count in Counter(each.link.code for each in self.claims.values()).items():
            if count > 1:
                keys = " and ".join(
                    quote(key) for key, each in self.claims.items() if each.link.code == code
                )
                raise InputError(
                    f"{name} is damaged, because the keys {keys} have the same link {code}: "
                    "restore the file from a copy."
                )

    def write_to(self, journal: Journal) -> None:
        """Write all changes from now on to a journal."""
        self._journal = journal

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of all links that a key has."""
        return frozenset(each.link.code for each in self.claims.values())

    def require_account(self, phone_id: str) -> None:
        """Fail if the file has links of another number.

        Raises:
            OptionError: the links in the file belong to another number.
        """
        if self.phone_id not in {"", phone_id} and (self.claims or self.pendings):
            raise OptionError(
                f"The state file has the links of the number with the id {self.phone_id}, not of "
                f"{quote(phone_id)}: use one state file for each number."
            )

    def set_account(self, phone_id: str) -> None:
        """Record the number that has the links.

        Call this only after the server has answered: a wrong id must not remain in the file.
        """
        if self.phone_id != phone_id:
            self._add(state="account", phone_id=phone_id)

    def begin_creating(self, key: str, text: str, codes: Iterable[str]) -> None:
        """Record that a link will be requested for a key.

        Args:
            key: the key.
            text: text of the link.
            codes: codes of all links that the number had before this run made its first.
        """
        if self._known != (known := frozenset(codes)):
            self._add(state="known", codes=sorted(known))
        self._add(state="creating", key=key, text=text)

    def set_link(self, key: str, link: ShortLink) -> None:
        """Record that a key has a link."""
        self._add(state="link", key=key, code=link.code, url=link.url, text=link.text)

    def set_deleted(self, key: str, code: str) -> None:
        """Record that the link of a key was deleted."""
        self._add(state="deleted", key=key, code=code)

    def finish(self) -> None:
        """Record that the outputs are written, so that people know which links were replaced."""
        if any(each.replaced for each in self.claims.values()):
            self._add(state="finished")

    def _add(self, **record: object) -> None:
        if self._journal:
            self._journal.append(**record)
        self._apply(record)

    def _apply(self, record: dict[str, Any]) -> bool:
        """Change the state as a record says; return False if the record is unknown."""
        self.is_new &= "key" not in record
        match record:
            case {"state": "account", "phone_id": str(phone_id)}:
                self.phone_id = phone_id
            case {"state": "known", "codes": [*codes]}:
                self._known = frozenset(map(str, codes))
            case {"state": "creating", "key": str(key), "text": str(text)}:
                self.pendings[key] = Pending(text, self._known, self._find_replaced(key))
                self.claims.pop(key, None)
            case {
                "state": "link",
                "key": str(key),
                "code": str(code),
                "url": str(url),
                "text": str(text),
            }:
                replaced = self._find_replaced(key, code)
                self.claims[key] = Claim(ShortLink(code, url, text), replaced)
                self.pendings.pop(key, None)
            case {"state": "deleted", "key": str(key)}:
                self._deleted[key] = str(record.get("code", ""))
                self.claims.pop(key, None)
                self.pendings.pop(key, None)
            case {"state": "finished"}:
                self.claims = {key: replace(each, replaced="") for key, each in self.claims.items()}
            case _:
                return False
        return True

    def _find_replaced(self, key: str, code: str = "") -> str:
        """Return the code that a new link of a key replaces; `code` is that of the new link."""
        if pending := self.pendings.get(key):
            return pending.replaced
        if claim := self.claims.get(key):
            return claim.replaced if claim.link.code == code else claim.link.code
        return self._deleted.get(key, "")
