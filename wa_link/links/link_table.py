"""Table of WhatsApp's hosts and of the paths of their links; the patterns of hosts are made of it.

WhatsApp documents some of these links (help centre, FAQ 5913398998672934); others are only widely
used.
"""

from __future__ import annotations

import re
from typing import Final

from wa_link.links.chat_link_forms import Via
from wa_link.links.link_kinds import Kind

NUMBER: Final = "<number>"
CODE: Final = "<code>"
CHATS: Final = {
    "wa.me": (Via.WA_ME, NUMBER),
    "api.whatsapp.com": (Via.API, "send"),
    "web.whatsapp.com": (Via.WEB, "send"),
    "whatsapp://send": (Via.APP, ""),
}
"""For each host, the form of its chat links and the path of these links."""
_SITE_PAGES = {
    f"channel/{CODE}": Kind.CHANNEL,
    f"catalog/{NUMBER}": Kind.CATALOGUE,  # links to catalogues and products on wa.me redirect here
    f"product/{CODE}/{NUMBER}": Kind.PRODUCT,
}
PAGES: Final = {
    "wa.me": {
        f"c/{NUMBER}": Kind.CATALOGUE,
        f"p/{CODE}/{NUMBER}": Kind.PRODUCT,
        f"call/{NUMBER}": Kind.CALL,
        f"message/{CODE}": Kind.SHORT_LINK,
        f"qr/{CODE}": Kind.CONTACT_CODE,
        f"channel/{CODE}": Kind.CHANNEL,
    },
    "api.whatsapp.com": {f"message/{CODE}": Kind.SHORT_LINK},
    "chat.whatsapp.com": {CODE: Kind.GROUP, f"invite/{CODE}": Kind.GROUP},
    "call.whatsapp.com": {f"voice/{CODE}": Kind.CALL_LINK, f"video/{CODE}": Kind.CALL_LINK},
    "whatsapp.com": _SITE_PAGES,
    "www.whatsapp.com": _SITE_PAGES,
}
"""For each host, the paths of its other links."""
PAGE_NAMES: Final = frozenset(
    {"settings", "send", *(path.partition("/")[0] for path in PAGES["wa.me"])}
)
"""First parts of the paths of wa.me that can't be usernames. `send` is a path of other hosts."""
_HOSTS = [host for host in {**CHATS, **PAGES} if "/" not in host]
LINK_HOSTS: Final = frozenset(www + host for host in _HOSTS for www in ("", "www."))
"""Hosts of the links that wa-link knows. With `www.`, only `www.whatsapp.com` is right."""
LINK_ONLY_HOSTS: Final = frozenset(_HOSTS) - {
    "whatsapp.com",
    "www.whatsapp.com",
    "web.whatsapp.com",
}
"""Hosts that have no pages for people, unlike www.whatsapp.com/download."""
HOST_PATTERN: Final = f"(?:{'|'.join(map(re.escape, sorted(LINK_HOSTS)))})"
"""Pattern of the hosts of links."""


def remove_www(host: str) -> str:
    """Return a host without a `www.` that is wrong there: `wa.me` for `www.wa.me`."""
    return host if host in PAGES else host.removeprefix("www.")
