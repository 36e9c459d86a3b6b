"""Judge the prefilled text of a link: decode it as its author meant it, and name its defects."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from wa_link._support.mojibake import find_mojibake
from wa_link._support.quoting import quote
from wa_link.links.encoded_text import HTML_ESCAPE, find_escape
from wa_link.links.field_names import OTHER, TEXT
from wa_link.links.loose_url import URL_SIGNS
from wa_link.links.prefilled_text import encode, normalise
from wa_link.links.problem import Problem
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from wa_link.links.query_fields import Piece, Query

_UNESCAPED = re.compile(rf"[^A-Za-z0-9._{re.escape(URL_SIGNS)}-]")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# `\n` may be a line break, and control characters are not typed on purpose.
_UNCERTAIN = re.compile(r"[\\\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_PLUS_FOR_SPACE = re.compile(r"(?<![\s+])\++(?![\s+])")


@dataclass(frozen=True, slots=True)
class TextReport:
    """Result of judging the text of a link.

    Attributes:
        text: the text that the author meant, with LF line breaks.
        encoded: the text for the better link: as it was written, if it needs no correction.
        problems: the defects of the text.
        is_certain: whether it is certain that the author meant this text.
    """

    text: str = ""
    encoded: str = ""
    problems: tuple[Problem, ...] = ()
    is_certain: bool = True


def judge_text(query: Query, *, is_ignored: bool = False) -> TextReport:
    """Judge the text of a link; a query with several texts has no certain text.

    Args:
        query: the fields of the link.
        is_ignored: whether the page that the link opens takes no text.
    """
    texts = [piece for piece in query.pieces if piece.kind == TEXT]
    if not any(piece.value for piece in texts):
        return TextReport(problems=_judge_others(query)) if is_ignored else _judge_missing(query)
    if len(texts) > 1:
        message = f"The link has {len(texts)} texts: keep only one text= field."
        if empty := next((each for each in texts if not each.value), None):
            message = f"The field {quote(empty.name)} has no text, but another has: remove it."
        return TextReport(problems=(Problem(Rule.SEVERAL_TEXTS, message),), is_certain=False)
    raw = texts[0].value
    if query.cut:  # else browsers would read the escapes of HTML as a part of the text
        raw = HTML_ESCAPE.sub(lambda found: html.unescape(found[0]), raw)
    problems = _judge_ignored(raw) if is_ignored else []
    text, bad_escape = _decode(raw)
    problems += [*_judge_name(texts[0]), *_judge_cut(query), *_judge_escapes(raw, bad_escape)]
    if not _UNESCAPED.search(raw):
        problems += _judge_others(query)
    is_certain = query.is_certain and not _UNCERTAIN.search(raw)
    is_certain &= not (query.cut and HTML_ESCAPE.search(raw))
    is_broken = bool(query.cut or _UNESCAPED.search(raw) or _BAD_PERCENT.search(raw))
    is_certain &= not bad_escape
    encoded = encode(text) if is_broken and is_certain else raw
    problems += _judge_meaning(text, is_damaged=bool(bad_escape))
    return TextReport(normalise(text), encoded, tuple(problems), is_certain)


def _decode(raw: str) -> tuple[str, str]:
    """Return the decoded text, and its first escape that is not UTF-8; "" if it has none.

    A `+` is a space, as in browsers. But next to white space it is a plus sign, because nobody
    encodes only one of two spaces.
    """
    spaced = _PLUS_FOR_SPACE.sub(lambda plus: " " * len(plus[0]), raw)
    octets = unquote_to_bytes(spaced.encode("utf-8", "surrogatepass"))
    try:
        return octets.decode(), ""
    except UnicodeDecodeError as error:
        found = re.search(f"%{octets[error.start]:02X}", raw, re.IGNORECASE)
        return octets.decode("utf-8", "replace"), found[0] if found else ""


def _judge_ignored(raw: str) -> list[Problem]:
    if not raw:
        return []
    message = f"The page that the link opens takes no text, so nobody sees {quote(raw)}."
    return [Problem(Rule.IGNORED_TEXT, message)]


def _judge_name(piece: Piece) -> list[Problem]:
    if piece.is_named_right:
        return []
    message = f"WhatsApp ignores the field {quote(piece.name)}: write text= instead."
    return [Problem(Rule.WRONG_TEXT_FIELD, message)]


def _judge_missing(query: Query) -> TextReport:
    """Return the report on a link without a text; another part of the link can be meant as one."""
    if part := query.find_nameless() or query.fragment:
        message = (
            f"WhatsApp ignores {quote(part)}: write ?text= before it if it is the text; else "
            "remove it."
        )
        problem = Problem(Rule.WRONG_TEXT_FIELD, message)
        return TextReport(problems=(problem,), is_certain=False)
    problems = _judge_others(query)
    if piece := query.find_phrase():
        message = f"WhatsApp ignores the field {quote(piece.name)}: write text= if it is the text."
        problems = (Problem(Rule.IGNORED_TEXT, message), *problems)
    return TextReport(problems=problems)


def _judge_cut(query: Query) -> list[Problem]:
    """Return the problem of a text that contains `&` or `#`, or may contain it."""
    if not query.cut:
        return []
    code = "%26" if query.cut == "&" else "%23"
    message = (
        f'WhatsApp ends the text at "{query.cut}", so the rest is lost: write {code} for it.'
        if query.is_certain
        else f'WhatsApp ends the text at "{query.cut}": if the text goes on after it, write {code} '
        "for it; else remove the rest."
    )
    return [Problem(Rule.CUT_TEXT, message)]


def _judge_escapes(raw: str, bad_escape: str) -> list[Problem]:
    """Return the problems of characters that must be escaped, and of escapes that are not valid.

    `bad_escape` is the first escape that is not UTF-8.
    """
    problems = []
    if found := _UNESCAPED.search(raw):
        problems.append(_report_unescaped("\\" if "\\" in raw else found[0]))
    if found := _BAD_PERCENT.search(raw):
        message = f"{quote(raw[found.start() :][:3])} is not an escape: write %25 for %."
        problems.append(Problem(Rule.BAD_PERCENT, message))
    if bad_escape:
        message = (
            f"{quote(bad_escape)} is not a character in UTF-8: write %25 if it is a percent sign; "
            "else type the text again."
        )
        problems.append(Problem(Rule.BAD_PERCENT, message))
    return problems


def _judge_others(query: Query) -> tuple[Problem, ...]:
    """Return the problem of another field, or of a fragment, that contains a space or a quote."""
    others = [piece.value for piece in query.pieces if piece.kind == OTHER]
    for each in (*others, query.fragment):
        if found := _UNESCAPED.search(each):
            return (_report_unescaped(found[0]),)
    return ()


def _report_unescaped(char: str) -> Problem:
    names = {" ": "A space", "\xa0": "A no-break space"}
    names |= dict.fromkeys("\n\r", "A line break")
    name = names.get(char, quote(char))
    message = f"{name} in the link is not percent-encoded: many programs end the link there."
    if char == "\\":
        message = r'"\" is in the link: write %0A if "\n" is a line break, and %5C for a backslash.'
    return Problem(Rule.UNESCAPED_TEXT, message)


def _judge_meaning(text: str, *, is_damaged: bool) -> list[Problem]:
    """Return warnings about a text that people will see in a damaged form.

    If `is_damaged` is true, another problem says already that the text is damaged.
    """
    problems = []
    if escape := find_escape(text):
        message = (
            f"People see {quote(escape)} in the chat, because the text is encoded twice: encode it "
            "only once."
        )
        problems.append(Problem(Rule.ENCODED_TWICE, message))
    if not is_damaged and (note := find_mojibake(text)):
        problems.append(Problem(Rule.DAMAGED_TEXT, note.message))
    return problems
