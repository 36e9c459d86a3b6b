"""Judge the form of a WhatsApp link: name the defects of its page, its username and its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import LinkError
from wa_link.links.chat_link_forms import Via
from wa_link.links.link_kinds import Kind
from wa_link.links.link_table import LINK_ONLY_HOSTS, remove_www
from wa_link.links.problem import Problem
from wa_link.links.rules import Rule
from wa_link.links.usernames import is_username, parse_username

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.links.link_forms import Form
    from wa_link.links.loose_url import LooseUrl
    from wa_link.links.query_fields import Query

# The codes in public links; Meta's OpenAPI description of its Business API allows the last 14.
_USUAL_CODE = re.compile(r"[A-Z2-7]{13}[A-Z1-7]")
_EXAMPLE = "447911123456"
_EXAMPLES = {
    Via.WA_ME: f"wa.me/{_EXAMPLE}",
    Via.WEB: f"wa.me/{_EXAMPLE}",
    Via.API: f"api.whatsapp.com/send?phone={_EXAMPLE}",
    Via.APP: f"whatsapp://send?phone={_EXAMPLE}",
}


def judge_form(form: Form, loose: LooseUrl, query: Query) -> Iterator[Problem]:
    """Yield the defects of the form of a link."""
    if form.kind is Kind.LINKED_DEVICES:
        yield Problem(
            Rule.DEVICE_LINK,
            "This link pairs a device with the WhatsApp account of the person who opens it, so the "
            "device can read all their chats: never print or send it.",
        )
        return
    if form.kind is None:
        yield from _judge_unknown(loose)
    elif form.kind is Kind.USERNAME:
        yield from _judge_username(form.name)
    elif form.kind in (Kind.SHORT_LINK, Kind.CONTACT_CODE) and not _USUAL_CODE.fullmatch(form.code):
        yield Problem(
            Rule.UNUSUAL_CODE,
            f"{quote(form.code)} does not look like a code of WhatsApp, which has 14 capital "
            "letters and digits: open the link to check it.",
        )
    if loose.scheme == "whatsapp":
        message = "The link opens only the installed app: it fails on computers and in many "
        yield Problem(Rule.APP_ONLY, f"{message}programs.")
    elif form.via is Via.WEB:
        message = "The link opens only WhatsApp Web, which does not work on phones."
        yield Problem(Rule.WEB_ONLY, message)
    yield from _judge_place(form)
    yield from _judge_marks(loose, query)


def _judge_unknown(loose: LooseUrl) -> Iterator[Problem]:
    is_app = loose.scheme == "whatsapp"
    host = remove_www(loose.host)
    is_home = not (is_app or loose.path.strip("/") or host == "wa.me" or loose.port)
    if is_home or not (is_app or loose.port or host in LINK_ONLY_HOSTS):
        return
    port = f":{loose.port.strip(':')}" if loose.port else ""
    place = f"{'whatsapp://' if is_app else ''}{loose.host}{port}{loose.path}"
    message = f"{quote(place)} is not a known page of WhatsApp: check its spelling."
    yield Problem(Rule.UNKNOWN_PATH, message)


def _judge_username(name: str) -> Iterator[Problem]:
    if is_username(name):
        return
    message = (
        f"{quote(name)} can't be a WhatsApp username: write only the name, such as maria.lopez."
    )
    try:
        parse_username(name)  # allows an @ and white space around the name
    except LinkError as error:
        message = error.message
    yield Problem(Rule.INVALID_USERNAME, message)


def _judge_place(form: Form) -> Iterator[Problem]:
    """Yield the problem of a number or a username that is not where WhatsApp looks for it."""
    if form.is_misplaced and (target := form.number or form.name):
        what = "number" if form.number else "username"
        example = _EXAMPLES[form.via] if form.number else f"wa.me/{target.lower()}"
        yield Problem(
            Rule.MISPLACED_NUMBER,
            f"WhatsApp does not find the {what} {quote(target)} in this link: write it as in "
            f"{example}.",
        )


def _judge_marks(loose: LooseUrl, query: Query) -> Iterator[Problem]:
    """Yield the problems of the scheme, of `www.`, and of the signs before the fields."""
    if loose.scheme == "http":
        yield Problem(Rule.HTTP, "The link begins with http: write https.")
    if loose.has_wrong_scheme:
        message = "The https:// of the link is misspelt: write https://."
        yield Problem(Rule.WRONG_SCHEME, message)
    if remove_www(loose.host) != loose.host:
        message = f"WhatsApp documents no host {quote(loose.host)}: leave out www."
        yield Problem(Rule.WWW_HOST, message)
    if not loose.has_question_mark:
        message = "The fields do not begin after a ?: write ? before the first."
        yield Problem(Rule.WRONG_SEPARATOR, message)
    elif query.wrong_mark == "#":
        message = "WhatsApp ignores the fields after #: write ? before the first field, then &."
        yield Problem(Rule.WRONG_SEPARATOR, message)
    elif query.wrong_mark and query.is_mark_after_number:
        message = f'Leave out the "{query.wrong_mark}" after the number.'
        yield Problem(Rule.WRONG_SEPARATOR, message)
    elif query.wrong_mark:
        message = f'"{query.wrong_mark}" separates two fields: write & there.'
        yield Problem(Rule.WRONG_SEPARATOR, message)
