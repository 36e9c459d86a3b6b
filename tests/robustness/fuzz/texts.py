"""Targets of short texts: numbers, links, templates, and options of the command line."""

from __future__ import annotations

import math
import posixpath
import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from tests.robustness.fuzz.invariants import (
    Picks,
    check_digits,
    check_file_message,
    check_message,
    check_number,
    check_same,
    hold,
    text_of,
)
from wa_link.errors import LinkError, OptionError, PhoneError, Reason, TextError
from wa_link.links import chat_link, url_checks
from wa_link.links.explanation import explain
from wa_link.links.judge_link import LinkReport, judge_link
from wa_link.links.link_kinds import Kind
from wa_link.links.prefilled_text import encode, normalise
from wa_link.links.rules import Severity
from wa_link.links.template import Template, is_blank
from wa_link.phone import Assume, cell
from wa_link.phone.split_links import split_links
from wa_link.phone.unwrap import find_url
from wa_link.printing.label_stock import parse_stock
from wa_link.printing.stock_list import find_stock
from wa_link.qr.lengths import parse_length, parse_length_pair
from wa_link.qr.render.colours import (
    LEAST_CONTRAST,
    Colour,
    check_contrast,
    compute_contrast,
    parse_colour,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.links.explanation import Explanation
    from wa_link.phone import PhoneNumber

Value = TypeVar("Value")

REGIONS = (None, *"SA DE US IT BR AR MX GB CI BJ IN CN RU SG".split())
WAYS = (None, Assume.NATIONAL, Assume.INTERNATIONAL)
_HOSTS = ("wa.me", "api.whatsapp.com", "web.whatsapp.com", "chat.whatsapp.com", "whatsapp.com",
          "www.whatsapp.com", "call.whatsapp.com")  # fmt: skip
_LONGEST_MM = 5_000


def check_numbers(data: bytes) -> None:
    """Check that a cell gives one valid number with its digits, or one reason, twice the same."""
    picks = Picks(data)
    region, assume = picks.one_of(REGIONS), picks.one_of(WAYS)
    text = text_of(picks.body)
    first: PhoneNumber | PhoneError
    try:
        first = cell.parse_phone(text, region, assume=assume)
    except PhoneError as error:
        first = error
    if isinstance(first, PhoneError):
        check_message(first.message)
    else:
        check_number(first)
        check_digits(first, text, region)
        check_same(first, text, region)
    found = _all_numbers(text, region, assume)
    # A bad link at the beginning is never skipped: what follows can be a part of its text.
    is_link_first = bool(find_url(split_links(text)[0]))
    valid = [each for each in found if not isinstance(each, PhoneError)]
    taken = found[0] if is_link_first or not valid else valid[0]
    same = taken == first if not isinstance(first, PhoneError) else _reason(taken) == first.reason
    hold(same, "the first valid number of all is the number", text, first, found)


def _all_numbers(
    text: str, region: str | None, assume: Assume | None
) -> list[PhoneNumber | PhoneError]:
    try:
        found = cell.parse_phones(text, region, assume=assume)
    except PhoneError as error:
        found = [error]
    hold(found, "a cell gives a number or a reason", text)
    for each in found:
        if isinstance(each, PhoneError):
            check_message(each.message)
        else:
            check_number(each)
    return found


def _reason(found: PhoneNumber | PhoneError) -> Reason | None:
    return found.reason if isinstance(found, PhoneError) else None


def check_links(data: bytes) -> None:
    """Check that a link is returned unchanged, and that its code and its better form are valid."""
    picks = Picks(data)
    region = picks.one_of(REGIONS)
    text = text_of(picks.body)
    try:
        found = chat_link.ChatLink.parse(text)
    except LinkError as error:
        check_message(error.message)
    else:
        _check_link(found, text)
    try:
        drawn = url_checks.check_drawable(text)
    except LinkError as error:
        check_message(error.message)
    else:
        _check_drawn(drawn)
    _check_explained(explain(text, region), region)


def _check_link(found: chat_link.ChatLink, text: str) -> None:
    if found.phone:
        check_number(found.phone)
        check_digits(found.phone, text)
    for note in found.notes:
        check_message(note.message)
    url = found.url
    hold(url.isascii() and url.isprintable() and " " not in url, "a link is plain ASCII", url)
    query = parse_qs(urlsplit(url).query, keep_blank_values=True, strict_parsing=False)
    hold(query.get("text", [""])[0] == found.text, "a link holds its text", url, found.text)
    again = chat_link.ChatLink.parse(url)
    same = (again.phone, again.text, again.via) == (found.phone, found.text, found.via)
    hold(same, "a link gives back its number and text", url, again, found)


def _check_drawn(drawn: LinkReport) -> None:
    url = drawn.full_url
    hold(url.isascii() and url.isprintable() and " " not in url, "a drawn link is ASCII", url)
    scheme, _, rest = url.partition("://")
    host = re.split("[/?#]", rest)[0].lower()
    is_app = scheme.lower() == "whatsapp" and host == "send"
    is_web = scheme.lower() in ("http", "https") and host in _HOSTS
    hold(is_app or is_web, "a drawn link is WhatsApp's", url)
    path = re.split("[?#]", rest)[0].partition("/")[2]
    while path != unquote(path):
        path = unquote(path)
    path = re.sub("/+", "/", f"/{path}").rstrip("/") or "/"
    walked = posixpath.normpath(path)
    hold("/settings/linked_devices" not in walked.lower(), "a drawn link pairs no device", url)
    hold(walked == path, "a drawn link leads where it seems to", url)
    if drawn.phone:
        check_number(drawn.phone)
    again = judge_link(url)
    hold(again == replace(drawn, url=url), "a drawn link stays what it is", url, drawn)


def _check_explained(found: Explanation, region: str | None) -> None:
    messages = [
        found.description,
        *(each.message for each in found.problems),
        *(note.message for note in found.notes),
    ]
    for message in [*messages, *([found.refusal.message] if found.refusal else [])]:
        check_message(message)
    if found.phone:
        check_number(found.phone)
        check_digits(found.phone, found.target, region)
    if found.link is None:
        hold(found.refusal, "what has no link has a reason", found)
        return
    better = judge_link(found.link)
    hold(not better.refusal and found.link.isascii(), "a better link is a link", found.link)
    if better.kind is Kind.CHAT:
        again = chat_link.ChatLink.parse(found.link)
        same = (again.phone, again.text) == (found.phone, found.text)
        hold(same, "a better link has the same number and text", found)
    if found.phone:
        digits = better.phone.digits if better.phone else ""
        is_right = all(each.rule.severity is Severity.WARNING for each in better.problems)
        is_same = digits == found.phone.digits
        hold(is_right and is_same, "a better link has WhatsApp's form", found.link)


def check_templates(data: bytes) -> None:
    """Check that a template is rendered by its rules; values are never templates."""
    text, *values = text_of(Picks(data).body).split("\0")
    given = dict(enumerate(values))
    try:
        template = Template.parse(text)
    except OptionError as error:
        check_message(str(error))
        hold(_rendered(text, lambda _: "x") is None, "a template is not refused in vain", text)
        return
    order = {name: number for number, name in enumerate(template.names)}
    value_of = {name: given.get(number, "") for name, number in order.items()}.__getitem__
    try:
        expected = _rendered(text, value_of)
    except ValueError:
        expected = None
        for render in (template.render, _made(template)):
            with suppress(TextError):
                render(value_of)
                hold(False, "a blank field is refused", text, values)  # noqa: FBT003
        return
    hold(expected is not None, "a lone brace is refused", text)
    hold(template.render(value_of) == expected, "a template is rendered", text, values, expected)
    _check_made(template, value_of, expected or "")


def _made(template: Template) -> Callable[[Callable[[str], str]], tuple[str, str]]:
    make = template.compile()
    return lambda value_of: make(*(value_of(field.name) for field in template.fields))


def _check_made(template: Template, value_of: Callable[[str], str], expected: str) -> None:
    try:
        text, encoded = _made(template)(value_of)
    except TextError as error:
        check_message(error.message)
        is_broken = any("\ud800" <= char <= "\udfff" for char in expected)
        hold(is_broken and error.reason is Reason.TEXT_NOT_ENCODABLE, "a text is made", expected)
        return
    hold(text == normalise(expected), "a maker makes the rendered text", text, expected)
    hold(encoded == encode(expected), "a maker encodes as others do", encoded, expected)
    hold(re.fullmatch(r"[A-Za-z0-9._~%-]*", encoded), "an encoded text is plain", encoded)
    hold(unquote(encoded, errors="strict") == text, "an encoded text is the text", encoded, text)


def _rendered(text: str, value_of: Callable[[str], str]) -> str | None:
    """Return the text by the rules; None for a lone brace, ValueError for a blank."""
    parts: list[str] = []
    position = 0
    while position < len(text):
        char = text[position]
        if char in "{}" and text[position + 1 : position + 2] == char:
            parts.append(char)
            position += 2
        elif char == "{":
            end = text.find("}", position)
            name, bar, default = text[position + 1 : end].partition("|")
            if end < 0 or "{" in name + default:
                return None
            value = value_of(name)
            if is_blank(value) and not bar:
                raise ValueError(name)
            parts.append(default if is_blank(value) else value)
            position = end + 1
        else:
            parts.append(char)
            position += 1
    return "".join(parts)


def check_options(data: bytes) -> None:
    """Check that options give a colour, a length, a label stock, or a sentence."""
    texts = [text_of(part) for part in data.split(b"\0")]
    colours = [colour for text in texts if (colour := _read(parse_colour, text))]
    for colour in colours:
        hold(all(0 <= part <= 255 for part in colour), "a colour is one of sRGB", colour)
        hold(parse_colour(colour.hex) == colour, "a colour is what it is called", colour)
    for dark, light in zip(colours, [*colours[1:], None], strict=False):
        _check_contrast(dark, light)
    for text in texts:
        for lengths in (
            _read(_one_length, text),
            _read(lambda each: parse_length_pair(each, "x"), text),
        ):
            for length in lengths or ():
                sound = math.isfinite(length) and abs(length) <= _LONGEST_MM
                hold(sound, "a length is one of paper", text, length)
        _read(find_stock, text)
    if len(texts) > 3:
        _check_stock(texts)


def _read(read: Callable[[str], Value], text: str) -> Value | None:
    try:
        return read(text)
    except OptionError as error:
        check_file_message(error)
        return None


def _one_length(text: str) -> tuple[float]:
    return (parse_length(text),)


def _check_contrast(dark: Colour, light: Colour | None) -> None:
    try:
        found = check_contrast(dark, light)
    except OptionError as error:
        check_message(str(error))
        way_out = re.search(r"--(dark|light) (#\w+)\.", str(error))
        if way_out:
            named = parse_colour(way_out[2])
            pair_ = (named, light) if way_out[1] == "dark" else (dark, named)
            check_contrast(*pair_)
        return
    hold(found >= LEAST_CONTRAST, "a contrast is enough", dark, light)
    hold(
        found == compute_contrast(dark, light or Colour(255, 255, 255)),
        "a contrast is that of its colours",
        found,
    )


def _check_stock(texts: Sequence[str]) -> None:
    page, grid, label, gap = texts[:4]
    try:
        stock = parse_stock(page, grid, label, gap or None)
    except OptionError as error:
        check_file_message(error)
        return
    hold(0 < stock.count <= 100_000, "a page has some labels", stock.count)
