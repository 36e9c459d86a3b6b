"""An object of Meta's Graph API, such as a phone number: requests to it, and lists in pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wa_link._support.arguments import require
from wa_link._support.quoting import quote
from wa_link._support.signals import raise_received
from wa_link.business.api.connection import bad_answer
from wa_link.business.api.retry import repeat
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wa_link.business.api.connection import Connection

_PAGE: Final = 25
"""Page size: Meta allows at most 25 short links on a page."""
_MOST_PAGES: Final = 1000
_MOST_DIGITS: Final = 32


@dataclass(frozen=True, slots=True)
class GraphObject:
    """An object with its id, and how to make requests to it.

    Attributes:
        connection: the connection.
        id: id of the object, in digits.
        wait: function that waits some seconds between two tries.
    """

    connection: Connection
    id: str
    wait: Callable[[float], object]

    def call_once(
        self,
        method: str,
        edge: str = "",
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> dict[str, Any]:
        """Send one request to the object, or to something that belongs to it, such as `messages`.

        Raises:
            BusinessError: the request failed.
        """
        path = f"{self.id}/{edge}" if edge else self.id
        return self.connection.request(method, path, params=params, body=body)

    def call(
        self,
        method: str,
        edge: str = "",
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        is_idempotent: bool = False,
    ) -> dict[str, Any]:
        """Send one request, and repeat it if that can help; a GET also after a lost answer.

        Args:
            method: GET, POST or DELETE.
            edge: path after the id.
            params: values for the query.
            body: object that is sent as JSON.
            is_idempotent: whether doing it twice changes nothing, as with GET.

        Raises:
            BusinessError: the request failed.
        """
        return repeat(
            lambda: self.call_once(method, edge, params=params, body=body),
            wait=self.wait,
            is_idempotent=is_idempotent or method == "GET",
        )

    def list_all(self, edge: str) -> list[dict[str, Any]]:
        """Return all items of a list, from all its pages.

        A signal that ends the run ends it between two pages, also in a `defer_signals` block.

        Raises:
            BusinessError: a request failed, or the list has no end.
        """
        items: list[dict[str, Any]] = []
        params, seen = {"limit": str(_PAGE)}, set[str]()
        while len(seen) < _MOST_PAGES:
            answer = self.call("GET", edge, params=params)
            page = answer.get("data")
            if not isinstance(page, list) or not all(isinstance(each, dict) for each in page):
                raise bad_answer(f"The answer to {quote(edge)} contains no list.")
            items += page
            after, has_next = read_cursor(answer)
            if not after or not (has_next or len(page) >= _PAGE):
                return items
            if after in seen:
                break
            seen.add(after)
            raise_received()
            params["after"] = after
        raise bad_answer(f"The list of {quote(edge)} has no end.")


def read_cursor(answer: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the cursor after a page, and whether the answer has the address of another page.

    That address is not used: it is one of the server's, and can contain the token. The last page
    has none, but may have a cursor.
    """
    match answer.get("paging"):
        case {"cursors": {"after": str(after)}, **more}:
            return after, "next" in more
    return "", False


def check_id(name: str, value: str) -> str:
    """Return the ID of an object, if it is a number.

    Raises:
        OptionError: it is empty or too long, or has characters other than digits.
    """
    require(name, value, str)
    if not (value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS):
        # The value is not quoted: it may be the token, if the two are confused.
        raise OptionError(
            f"The {name} must be a number of up to {_MOST_DIGITS} digits: copy it from API Setup, "
            "in the settings of your app."
        )
    return value
