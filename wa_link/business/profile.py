"""Profile of the business, as customers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from wa_link._support.arguments import require_texts
from wa_link._support.quoting import join_or, quote
from wa_link.business.api.connection import bad_answer, check_success
from wa_link.business.records import Profile
from wa_link.business.text_limits import check_text
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.business.api.graph_object import GraphObject

_EDGE: Final = "whatsapp_business_profile"
_FIELDS: Final = ("about", "address", "description", "email", "vertical")
VERTICALS: Final = tuple(
    "ALCOHOL APPAREL AUTO BEAUTY EDU ENTERTAIN EVENT_PLAN FINANCE GOVT GROCERY HEALTH HOTEL "
    "NONPROFIT ONLINE_GAMBLING OTC_DRUGS OTHER PHYSICAL_GAMBLING PROF_SERVICES RESTAURANT RETAIL "
    "TRAVEL".split()
)
"""The kinds of business that Meta knows."""
_MOST_WEBSITES: Final = 2


class ProfileOfNumber:
    """The profile of the business."""

    def __init__(self, number: GraphObject) -> None:
        self._number = number

    def read(self) -> Profile:
        """Return the profile.

        Raises:
            BusinessError: the request failed.
        """
        answer = self._number.call(
            "GET", _EDGE, params={"fields": ",".join((*_FIELDS, "websites"))}
        )
        match answer.get("data"):
            case [{"business_profile": dict(profile)}, *_]:  # as in Meta's schema
                return _read_profile(profile)
            case [dict(profile), *_]:  # as in Meta's documentation
                return _read_profile(profile)
            case []:
                return Profile()
        raise bad_answer("The answer contains no profile.")

    def update(
        self,
        *,
        about: str | None = None,
        address: str | None = None,
        description: str | None = None,
        email: str | None = None,
        websites: Sequence[str] | None = None,
        vertical: str | None = None,
    ) -> None:
        """Change the given fields of the profile; the others stay as they are.

        Args:
            about: at most 139 characters, and not empty.
            address: at most 256 characters.
            description: at most 256 characters.
            email: at most 128 characters.
            websites: at most two addresses of at most 256 characters; they replace all.
            vertical: kind of business, such as `RETAIL` (see `VERTICALS`).

        Raises:
            BusinessError: the request failed.
            OptionError: a value can't be used, or there is none.
        """
        fields: dict[str, object] = {}
        if about is not None:
            fields["about"] = check_text("The about text", about, 139)
        if address is not None:
            fields["address"] = check_text("The address", address, 256, may_be_empty=True)
        if description is not None:
            text = check_text("The description", description, 256, may_be_empty=True)
            fields["description"] = text
        if email is not None:
            fields["email"] = _check_email(email)
        if websites is not None:
            fields["websites"] = _check_websites(websites)
        if vertical is not None:
            fields["vertical"] = _check_vertical(vertical)
        if not fields:
            raise OptionError(f"Give a field to change: {join_or((*_FIELDS, 'websites'))}.")
        body = {"messaging_product": "whatsapp", **fields}
        check_success(self._number.call("POST", _EDGE, body=body, is_idempotent=True))


def _read_profile(profile: dict[str, Any]) -> Profile:
    texts = {key: profile[key] for key in _FIELDS if isinstance(profile.get(key), str)}
    sites = profile.get("websites")
    given = sites if isinstance(sites, list) else []
    return Profile(**texts, websites=tuple(each for each in given if isinstance(each, str)))


def _check_email(email: str) -> str:
    local, at, domain = check_text("The email address", email, 128).partition("@")
    if not (local and at and "." in domain) or any(char.isspace() for char in email):
        raise OptionError(f"{quote(email)} is not an email address.")
    return email


def _check_websites(websites: Sequence[str]) -> list[str]:
    require_texts("websites", websites)
    if len(websites) > _MOST_WEBSITES:
        raise OptionError(f"A profile has at most {_MOST_WEBSITES} websites, not {len(websites)}.")
    for website in websites:
        check_text("The website", website, 256)
        has_space = any(map(str.isspace, website))
        if has_space or not website.startswith(("https://", "http://")):
            way_out = "write %20 for each space" if has_space else "begin it with https://"
            raise OptionError(f"{quote(website)} is not the address of a website: {way_out}.")
    return [*websites]


def _check_vertical(vertical: str) -> str:
    name = vertical.strip().upper()
    if name not in VERTICALS:
        raise OptionError(
            f"Meta does not know {quote(vertical)} as a kind of business: use {join_or(VERTICALS)}."
        )
    return name
