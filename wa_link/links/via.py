"""The forms that a chat link can be given."""

from __future__ import annotations

from enum import StrEnum

from wa_link._support.arguments import require
from wa_link._support.quoting import quote
from wa_link.errors import OptionError


class Via(StrEnum):
    """Which form a chat link has."""

    WA_ME = "wa.me"
    API = "api"
    WEB = "web"
    APP = "app"


def via_option(via: Via | str) -> Via:
    """The form that `via` names.

    Raises:
        OptionError: no such form.
    """
    require("via", via, str)
    try:
        return Via(via)
    except ValueError:
        raise OptionError(f"{quote(via)} is not a form of link: use {', '.join(Via)}.") from None
