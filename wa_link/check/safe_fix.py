"""Decide whether a fix is safe: whether no program can read the fixed link in another way.

A link can be in code, a format string, a template, a shell command or serialised data. A fix may
add `%`, or encode a sign that is a variable there. If the text around a link may be such a place,
the link has no fix.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link.check.escapes import Wrapping

if TYPE_CHECKING:
    from wa_link.check.find_links import FoundLink

_CONTEXT = 2_000  # characters around a link that are searched
_NEAR = 300
_FIELDS = re.compile(r"\?|&(?:amp;)?(?=\w+=)|#(?=\w+=)")
# Variables that are not in brackets (`@Model.Name`, `%FNAME%`, `#name#`, `[name]`, `$1`, `:name`),
# commands in backticks, and escapes of signs that have a meaning in a URL (`&percnt;`, `\\u0025`).
_MAY_BE_CODE = re.compile(
    r"@[a-z_{(]|%[a-z_]{3,}%(?![0-9a-f]{2})|%%[a-z_]|(?<![\w%])%~?\d(?![0-9a-f])|#\w+#|\[\w+\]"
    r"|\\u00(?:25|3a|2f|3f|23)|\$(?!\d\d)|`|(?<![\w:]):[a-z_]\w"
    r"|&(?:percnt|colon|num|quest|equals|sol|commat|plus|semi)\b",
    re.IGNORECASE,
)
_MAY_BE_PRINTF = re.compile(r"%%[0-9A-Fa-f]{2}")
# A line break ends a link in a sentence; and `C:\new` may have a backslash and a letter.
_LINE_BREAK = re.compile(r"\\[nrt]")
_ESCAPE = re.compile(r"\\[uxU]")
_QUOTE_AND_OPERATOR = re.compile(r"[\"'`]\s*[&+|~]|[&+|~]\s*[\"'`]")
_SERIALISED = re.compile(r"\bs:\d{1,7}:\\{0,4}\"")  # PHP writes the length of each string
# Text that goes on without a space, as in `…?text=Hi%20there로 연락`; not `…?text=Привет`.
_PROSE_END = re.compile(r"[A-Za-z0-9%!][\u0370-\uffff]+\Z")
_OTHER_HOST = re.compile(r"\b(?:wa\.me|api\.whatsapp\.com)\\{0,4}/")

# A link in the text of another link: `href="https://wa.me/…?text=see wa.me/…"`.
_OUTER_LINK = re.compile(
    r"[\"'](?:https?:)?/{0,2}[\w.]{0,20}(?:wa\.me|whatsapp\.com)/[^\"'<>\n?]{0,60}\?[^\"'<>\n]*\Z"
)
_IN_MARKUP = re.compile(r"<[A-Za-z][^<>]*(?:=\s*[\"']|>\s*)\Z")
_SEPARATOR = re.compile(r"&(?:amp;)?\w+=")
_TITLE = re.compile(r"\s[\"'(]")  # of a link in Markdown
_ASSIGNMENT = re.compile(r"\s*(?:export\s+)?[A-Za-z_]\w*=")
_COMMENT = re.compile(r"\s*(?:#.*)?")

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_FORMAT = re.compile(
    r"(?<!\b\w)(?<![)\]])"  # a remainder: `n%i`
    r"%(?:\d\$|0\d|[-+#][\d.]{0,4}|\.\d+|ll?|\d{1,2}(?=s))?[sdiufgcqvr@](?![0-9A-Za-z%])"
    r"|%\(\w{1,60}\)[sdrf]"
    r"|[\"']\s{1,8}%\s{0,8}[\w(\[{]"  # Python's `"…" % name`
    r"|^#,.*-format",  # a comment of gettext
    re.MULTILINE,
)
_STATEMENT_END = re.compile(r";[ \t]*\r?\n|\);")
_FORMATTING_CALL = re.compile(
    r"printf|\b[fF]ormat\w{0,8}\s{0,2}[(\"']|WithFormat:|\bstrftime\b|\burl\.re(?:direct|write)\b"
    r"|\b(?:Print|Sprint|Fprint|Error|Warn|Warning|Info|Debug|Fatal|Panic|Log|Skip|Append)f\("
    r"|(?<!console\.)\b(?:NSLog|(?:sys)?log(?:ger|ging)?(?:\.\w{1,12})?)\("
)
_COMMAND = re.compile(
    r"\s*(?:(?:RewriteRule|RewriteCond|Header|LogFormat|ErrorLogFormat)\s"  # Apache
    r"|Exec\w{0,12}="  # desktop entries, systemd
    r"|@?(?:start|set|rem|explorer|cmd|START|SET|REM)\s"  # Windows
    r"|(?:[\d*][\d*/,-]{0,20}[ \t]{1,8}){3}\S{1,20}[ \t]{1,8}\S{1,20}[ \t]"  # crontab
    r"|@(?:reboot|hourly|daily|midnight|weekly|monthly|yearly|annually)\s)"
)
_BATCH_FILE = re.compile(r"^\s*@?echo off", re.IGNORECASE | re.MULTILINE)
_SECTION = re.compile(r"^\[[^\]\n]{1,80}\]\s*$", re.MULTILINE)
_PLAIN_VALUE = re.compile(r"\s*[\w.-]+(?P<sign>\s*[=:]\s*)\Z")
_TEX_ARGUMENT = re.compile(r"\\[A-Za-z]+\*?(?:\[[^\]\n]{0,100}\])?\{\Z")


def is_safe_fix(text: str, link: FoundLink, fix: str) -> bool:
    """Return whether a fix can replace a link in a text.

    Args:
        text: the text that contains the link.
        link: the link; its `raw` has a character of the private use area for each template.
        fix: the fixed link, with the same characters for its templates.
    """
    before = text[max(0, link.start - _CONTEXT) : link.start]
    after = text[link.end : link.end + _CONTEXT]
    near = before[-_NEAR:] + after[:_NEAR]
    fields, fixed = (_FIELDS.split(each, maxsplit=1)[-1] for each in (link.raw, fix))
    if (
        _SERIALISED.search(before.rpartition("\n")[2])
        or _OUTER_LINK.search(before)
        or not _is_whole(text, link, before)
        or not _has_certain_end(text, link)
        or (link.is_open and _PROSE_END.search(link.raw))
        # A link for desktops, next to the same link for phones:
        or ("web.whatsapp.com" in link.raw and _OTHER_HOST.search(near))
        # The & in the text does not show how to write that between the fields.
        or ("&" in link.raw and len(_SEPARATOR.findall(fix)) > len(_SEPARATOR.findall(link.raw)))
        or (fields != fixed and _may_be_code(fields, link, before))
    ):
        return False
    if fix.count("%") <= link.raw.count("%") or link.wrapping in (Wrapping.TEX, Wrapping.PRINTF):
        return True
    return not (_BATCH_FILE.search(text[:_CONTEXT]) or _reads_percent(before, after))


def is_in_markup(text: str, start: int) -> bool:
    """Return whether a link begins an attribute or the text of an element, in HTML or XML."""
    return _IN_MARKUP.search(text[max(0, start - _CONTEXT) : start]) is not None


def _is_whole(text: str, link: FoundLink, before: str) -> bool:
    """Return whether the text of a link can't have a title of Markdown or a command at its end.

    Unquoted, the shell's `LINK=https://…?text=Hi npm start` is a value and a command. The same line
    is a value in a file in which all lines are settings.
    """
    if before.endswith("]("):
        return _TITLE.search(link.raw) is None
    if not (_ASSIGNMENT.fullmatch(before.rpartition("\n")[2]) and re.search(r"\s", link.raw)):
        return True
    lines = before.splitlines()[-4:-1] + text[link.end : link.end + _CONTEXT].splitlines()[1:4]
    has_only_settings = all(_ASSIGNMENT.match(it) or _COMMENT.fullmatch(it) for it in lines)
    has_settings = has_only_settings and any(map(_ASSIGNMENT.match, lines))
    return has_settings and re.search("[;|&]", link.raw) is None


def _has_certain_end(text: str, link: FoundLink) -> bool:
    """Return whether the quote after a link ends it, so that its text does not go on.

    A text goes on in `['…?text=I want: ', item].join('')` and in `'…?text=It's me'`.
    """
    end = text[link.end : link.end + 2]
    if link.is_open or not end or end[0] not in "\"'`\\":
        return True
    is_word_next = end[0] != "\\" and end[1:].isalnum()
    if link.raw[-1].isspace() and "=" in link.raw:
        return link.is_href and not is_word_next
    return link.is_href or not is_word_next


def _may_be_code(fields: str, link: FoundLink, before: str) -> bool:
    """Return whether the fields of a link may have a variable or a command, or end elsewhere."""
    return bool(
        _MAY_BE_CODE.search(fields)
        or _LINE_BREAK.search(fields)
        or _QUOTE_AND_OPERATOR.search(fields)
        or (link.wrapping is not Wrapping.PRINTF and _MAY_BE_PRINTF.search(fields))
        # An attribute has no escapes with a backslash.
        or (link.is_href and not before[-2:].startswith("\\") and _ESCAPE.search(fields))
    )


def _reads_percent(before: str, after: str) -> bool:
    """Return whether a program may read the percent signs of a link between two texts."""
    line = before.rpartition("\n")[2]
    if _COMMAND.match(line) or _TEX_ARGUMENT.search(line):
        return True
    if value := _PLAIN_VALUE.fullmatch(line):  # Python's configparser reads `%`
        return value["sign"] not in ("=", ": ") or _SECTION.search(before) is not None
    before = _PARAGRAPH.split(before)[-1]
    after = _PARAGRAPH.split(after, maxsplit=1)[0]
    call = _FORMATTING_CALL.search(_STATEMENT_END.split(before)[-1])
    return bool(call or _FORMAT.search(before) or _FORMAT.search(after))
