"""Forms of the URL of a chat link."""

from __future__ import annotations

from enum import StrEnum

from wa_link._support.arguments import require
from wa_link._support.quoting import join_or, quote
from wa_link.errors import OptionError


class Via(StrEnum):
    """Form of the URL of a chat link."""

    WA_ME = "wa.me"
    API = "api"
    WEB = "web"
    APP = "app"


def parse_via(via: Via | str) -> Via:
    """Return the form that a text such as `wa.me` names.

    Raises:
        OptionError: the form is unknown.
    """
    require("via", via, str)
    try:
        return Via(via)
    except ValueError:
        raise OptionError(f"Unknown form of link {quote(via)}: use {join_or(Via)}.") from None
