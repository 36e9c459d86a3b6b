"""Forms of a chat link: the four addresses of WhatsApp that open a chat with a number.

All four contain the number and the prefilled text. The address decides which program opens the
chat. These are the links to +44 7911 123456:

- `wa.me`: https://wa.me/447911123456 opens the app, or a web page that offers the app.
- `api`: https://api.whatsapp.com/send?phone=447911123456 does the same; wa.me redirects to it.
- `web`: https://web.whatsapp.com/send?phone=447911123456 opens WhatsApp Web in the browser.
- `app`: whatsapp://send?phone=447911123456 opens only the installed app.

Use `wa.me`, the default, for everything that is printed, posted or sent: it is WhatsApp's official
form, and the shortest. Use `api` if some desktop computers damage emoji in the text, because an api
link needs no redirect. Use `web` for people who work with WhatsApp Web on a computer, and `app` in
programs on devices that have the app. Do not draw `web` and `app` links as QR codes, because not
every phone opens them.

All forms belong to WhatsApp. Do this to add a form of WhatsApp or of another chat app, such as
https://t.me/+447911123456 of Telegram:

1. Add a member to `Via`, and the parts of its URL to `_URL_PARTS` in `links/chat_link.py`, which
   builds all chat links.
2. Add its host and path to `CHATS` in `links/link_table.py`, and the beginning of its right link to
   `_BASES` in `links/link_forms.py`, which reads all links. Add an example to `_EXAMPLES` in
   `links/judge_form.py`, for the message on a number at a wrong place. So that `wa-link check`
   finds the links, add a part of the host to `_WORDS` in `check/quick_search.py`, and its paths to
   `is_link` in `check/host_spellings.py`.
3. Describe the form in `_CHAT_DESCRIPTIONS` in `links/explanation.py` and in the help of `--via` in
   `cli/options.py`. If not every phone opens its QR codes, add it to `UNSCANNABLE`.

For another chat app, three more things must change: `explain` always recommends a wa.me link,
`judge_number` always asks for a number without `+`, and messages and cards always say "WhatsApp".
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from wa_link._support.arguments import option, require
from wa_link._support.quoting import join_or, quote
from wa_link.errors import OptionError


class Via(StrEnum):
    """Form of a chat link: the address that opens the chat with a number.

    Attributes:
        WA_ME: `https://wa.me/447911123456`, the official form and the default; it works everywhere.
        API: `https://api.whatsapp.com/send?phone=…`, to which wa.me redirects; without the
            redirect, emoji in the text stay intact on some desktop computers.
        WEB: `https://web.whatsapp.com/send?phone=…`, which opens WhatsApp Web in the browser.
        APP: `whatsapp://send?phone=…`, which opens only the installed app.
    """

    WA_ME = "wa.me"
    API = "api"
    WEB = "web"
    APP = "app"


UNSCANNABLE: Final = {
    Via.WEB: "The code opens WhatsApp Web, which is made for computers, but codes are scanned with "
    "phones. Use a wa.me link, which wa-link makes by default.",
    Via.APP: "The code opens only the WhatsApp app, but the cameras of some phones open only web "
    "pages. Use a wa.me link, which wa-link makes by default.",
}
"""Notes on forms of links that not every phone opens after scanning a code."""


def parse_via(via: Via | str) -> Via:
    """Return the form with the given name: `Via.WA_ME` for `wa.me`, `Via.API` for `api`.

    Raises:
        OptionError: no form has this name.
    """
    require("via", via, str)
    try:
        return Via(via)
    except ValueError:
        raise OptionError(f"Unknown form of link {quote(via)}: use {join_or(Via)}.") from None


def require_username_form(via: Via) -> None:
    """Fail unless links to usernames have this form.

    Raises:
        OptionError: the form is not `wa.me`.
    """
    if via is not Via.WA_ME:
        raise OptionError(
            f"Links to usernames exist only in the form {Via.WA_ME}, not {via}: leave out "
            f"{option('via')}."
        )
