"""Short links of a number: `https://wa.me/message/` and a code, with a text that can change."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any, Final

from wa_link._support.quoting import quote
from wa_link.business.api.connection import bad_answer, check_success
from wa_link.business.api.meta_codes import NOT_FOUND
from wa_link.business.api.retry import repeat
from wa_link.business.records import MAX_LINK_TEXT, ShortLink
from wa_link.business.text_limits import check_text
from wa_link.errors import BusinessError, Effect, OptionError
from wa_link.links.short_link import SHORT_LINK_START, is_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_link.business.api.graph_object import GraphObject

_EDGE: Final = "message_qrdls"
LINK_NOT_FOUND: Final = "link_not_found"
"""Reason of the error for a code that Meta does not know, because the link was deleted."""


class Links:
    """The short links of a number."""

    def __init__(self, number: GraphObject) -> None:
        self._number = number

    def list(self) -> list[ShortLink]:
        """Return all short links of the number, the newest first.

        Raises:
            BusinessError: a request failed.
        """
        links = [_read_link(item) for item in self._number.list_all(_EDGE)]
        return builtins.list({link.code: link for link in links}.values())

    def get(self, code: str) -> ShortLink:
        """Return the short link with a code.

        Raises:
            BusinessError: the request failed; its reason is `link_not_found` for an unknown code.
            OptionError: the code can't be one.
        """
        answer = self._call(code, "GET", f"{_EDGE}/{check_code(code)}")
        match answer.get("data"):
            case [dict(item)]:  # as in Meta's examples; by its schema, the answer is the link
                return _read_link(item, code)
            case []:
                raise _missing_link(code, None)
        return _read_link(answer, code)

    def create(self, text: str) -> ShortLink:
        """Make a short link with a prefilled text; it is not repeated if the answer is lost.

        Raises:
            BusinessError: the request failed. If its `effect` is unknown, the link may exist.
            OptionError: the text is empty or too long.
        """
        check_text("The text", text, MAX_LINK_TEXT)
        return _read_link(self._number.call("POST", _EDGE, body={"prefilled_message": text}))

    def update(self, code: str, text: str) -> ShortLink:
        """Change the prefilled text of a short link.

        Raises:
            BusinessError: the request failed; its reason is `link_not_found` for an unknown code.
            OptionError: the code can't be one, or the text is empty or too long.
        """
        check_text("The text", text, MAX_LINK_TEXT)
        body = {"code": check_code(code), "prefilled_message": text}
        return _read_link(self._call(code, "POST", _EDGE, body), code)

    def delete(self, code: str) -> None:
        """Delete a short link; codes that are printed stop working.

        Raises:
            BusinessError: the request failed; its reason is `link_not_found` for an unknown code.
            OptionError: the code can't be one.
        """
        edge = f"{_EDGE}/{check_code(code)}"
        is_lost = False

        def delete_once() -> None:
            nonlocal is_lost
            try:
                check_success(self._number.call_once("DELETE", edge))
            except BusinessError as error:
                if error.reason == NOT_FOUND and is_lost:  # an earlier try has deleted it
                    return
                is_lost |= error.effect is Effect.UNKNOWN
                raise

        try:
            repeat(delete_once, wait=self._number.wait, is_idempotent=True)
        except BusinessError as error:
            raise _of_link(error, code) from None

    def _call(
        self, code: str, method: str, edge: str, body: Mapping[str, object] | None = None
    ) -> dict[str, Any]:
        """Send a request about one link; it can be repeated, as it gives the same result."""
        try:
            return self._number.call(method, edge, body=body, is_idempotent=True)
        except BusinessError as error:
            raise _of_link(error, code) from None


def check_code(code: str) -> str:
    """Return the code of a short link.

    Raises:
        OptionError: it can't be one.
    """
    if not is_code(code):
        raise OptionError(
            f"{quote(code)} is not the code of a short link: write the 14 capital letters and "
            f"digits after {SHORT_LINK_START}."
        )
    return code


def _of_link(error: BusinessError, code: str) -> BusinessError:
    """Return the error of a request about one link; Meta's own does not say that it is missing."""
    if error.reason != NOT_FOUND:
        return error
    return _missing_link(code, error.code)


def _missing_link(code: str, meta_code: int | None) -> BusinessError:
    """Return the error for the code of a link that the number does not have."""
    begin = "The" if meta_code is None else f"Meta's error {meta_code}: the"
    message = f"{begin} number has no short link {code}. It may be deleted."
    return BusinessError(meta_code, LINK_NOT_FOUND, message)


def _read_link(item: dict[str, Any], code: str | None = None) -> ShortLink:
    """Return a short link as Meta describes it, after a check that its URL fits its code.

    Raises:
        BusinessError: it is not a short link, or not the one with this code.
    """
    match item:
        case {"code": str(own), "deep_link_url": str(url), "prefilled_message": str(text)} if (
            code in {None, own} and is_code(own) and url == f"{SHORT_LINK_START}{own}"
        ):
            return ShortLink(own, url, text)
    raise bad_answer("The answer does not describe the short link.")
