"""Templated parts of links, which other programs fill in: `${phone}`, `{{ phone }}`."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

TEMPLATE_PATTERN = "|".join(
    (
        r"[$@]?\{[{%#]",  # Vue, Liquid, Jinja, Handlebars
        r"[$@%]\{|#\{(?!\{)",  # JavaScript, shells, Ruby, Thymeleaf
        r"\{[^{}\n\\]{0,100}\}",  # Python, JSX, URI templates
        r"\$[A-Za-z_(\[]",  # PHP, shells
        r"(?<=[/+=])\$\d",  # replacements of regular expressions
        r"<[?%#]",  # PHP, ERB, JSP, FreeMarker
        r"(?<=[/+=])<[A-Za-z_]",  # `wa.me/<number>` in documentation
        r"<<",
        r"%(?:\d\$)?[sv@](?![0-9A-Za-z])|(?<=[/+=])%s",  # printf
        r"%(?:ll?)?[diu](?![0-9A-Za-z])|(?<!\d)%(?:ll?)?[diu](?![0-9A-Fa-f])",
        r"%\(\w{1,60}\)[sdr]",  # Python
        r"%%(?:(?![0-9A-Fa-f]{2})[A-Za-z_]\w{0,60}|[A-Za-z_]\w{2,60})%%(?![0-9A-Fa-f]{2})",  # mail
        r"(?<=[/=])%[A-Za-z_]{3,40}%(?![0-9A-Fa-f]{2})",  # batch files
        r"(?<=/)\*(?![\w*|])",  # patterns of browsers: `https://wa.me/*`
        r"(?<=[/d])%(?=['\"`])",  # patterns of SQL: `LIKE 'https://wa.me/%'`
        r"\*\|",  # Mailchimp
        r"(?<=[/+=]):[A-Za-z_]",  # routes
        r"(?<=[/+=])@[A-Za-z_(]",  # Razor
        r"(?<=[/+=])#(?:\d(?=[}?&/])|[A-Za-z_][\w.]{0,40}[#(])",  # parameters of TeX, ColdFusion
        r"(?<=[/+=])\\(?!u[0-9A-Fa-f]{4}|u\{|x[0-9A-Fa-f]{2})[A-Za-z@]{2}",  # commands of TeX
        r"(?<=[/+=(])\[",  # `[number]`, and regular expressions such as `[0-9]+`
        r"(?<=[/+=])(?:%7[Bb]|%3[Cc]|%5[Bb])",  # `{`, `<` and `[`, percent-encoded
        r"\(?\\{1,4}[dDwWSbB(\d](?![0-9A-Fa-f]{3})",  # regular expressions, Swift's `\(phone)`
        r"(?<=[/+=])\((?=\?|\.[*+]|\\)",
        r"\.\.\.|…",  # a shortened link
        r"(?<=\d{3})\*{2,}(?=\d)",  # a masked number
        # A string that ends, and goes on with a variable:
        r"""\\?['"`]\s{0,8}(?:\+|\|\||~|<>|\.\.)\s{0,8}[\w$(@'"`\[]""",
        r"""\\?['"`]\s{0,8}&\s{0,8}[A-Za-z_$(]\w{0,60}(?![\w;=])""",
        r"""\\?['"]\s{0,8}\.\s{0,8}(?:\$|[a-z_]{1,40}\(|['"])""",
    )
)
"""Pattern of the beginning of a templated part."""

TEMPLATE = re.compile(TEMPLATE_PATTERN)
_SPAN = re.compile(
    "|".join(
        (
            r"[$@]?\{\{\{?[^{}\n]{0,300}\}\}\}?",
            r"\$\((?:[^()\n]|\([^()\n]{0,100}\)){1,300}\)",  # commands of shells
            r"[$#@%]\{(?:[^{}\n]|\{[^{}\n]{0,100}\}){0,300}\}",
            r"\{[%!].{0,300}?[%!]\}",
            r"\{[^{}\n\\]{0,100}\}",
            r"<\?.{0,300}?\?>",
            r"<%.{0,300}?%>",
            r"<[A-Za-z_][\w -]{0,40}>",
            r"\$[A-Za-z_]\w{0,60}(?:->\w{1,60})?",
            r"%(?:\d\$|ll?)?[sv@diu](?![0-9A-Za-z])|(?<=[/+=])%s",
            r"%\(\w{1,60}\)[sdr]",
            r"%%\w{1,60}%%",
            r"%[A-Za-z_]{3,40}%",
            r"\*\|\w{1,60}\|\*",
            r"\\\((?:[^()\n]|\([^()\n]{0,100}\)){1,300}\)",
            r"@[A-Za-z_]\w{0,60}(?:\.[A-Za-z_]\w{0,60}){0,4}",
        )
    )
)
TEXT_FIELD: Final = re.compile(r"(?:[?&;]|u0026)(?:text|txt|message|phone)\\{0,4}=", re.IGNORECASE)
"""Pattern of the beginning of a field whose value may have spaces."""
STATEMENT: Final = re.compile(
    r"\{%|\{\{~?[#/^]|\{\{~?\s*(?:else|end|if|range|with)\b|<%(?!=)"
    r"|<\?(?:php)?\s*(?:if|else|elseif|endif|for|foreach|endfor|endforeach|while|switch|\})",
    re.IGNORECASE,
)
"""Pattern of a template that is a condition or a loop, so the text after it may be left out."""
_LONGEST_LINE = 4_096
_MOST_QUOTES = 64
_EXPRESSION = (
    r"[\w$@](?:[\w$.-]|->|::|\[[\"']?[\w$]{1,60}[\"']?\]){0,80}"
    r"(?:\((?:[^()\n]|\((?:[^()\n]|\([^()\n]{0,60}\)){0,100}\)){0,200}\)(?:\.\w{1,40}){0,2}){0,3}"
)
_OPERATOR = r"\s{0,40}(?:\+|\|\||~|\.{1,2}|&)\s{0,40}"
_CONCATENATED = re.compile(
    rf"(?P<quote>\\?[\"'`]){_OPERATOR}{_EXPRESSION}(?:{_OPERATOR}{_EXPRESSION}){{0,3}}"
    rf"{_OPERATOR}(?P=quote)"
)
_AFTER_QUOTE = re.compile(
    r"\s{0,200}(?:\+|\|\||~|<>|\.\.|\^|&(?!\w{1,31};|#)|%(?=\s*[\w(])|\.\s*(?:\$|\w{1,40}\())"
)


def is_concatenated(text: str, end: int) -> bool:
    """Return whether a string that ends at `end`, after its quote, goes on with a variable."""
    return _AFTER_QUOTE.match(text, end) is not None


def find_template_end(text: str, start: int) -> int | None:
    """Return the end of the templated part at `start`; None if its end is not certain."""
    span = _SPAN.match(text, start)
    return span.end() if span else find_concatenated(text, start)


def find_concatenated(text: str, start: int) -> int | None:
    """Return the end of `" + name + "`, between two strings; None if there is none at `start`."""
    found = _CONCATENATED.match(text, start)
    return found.end() if found else None


def find_template(text: str, path: int, start: int, end: int, quote: str) -> re.Match[str] | None:
    """Return the first template in a part of a link; quoted words are not one: `The 'Sofa' & you`.

    Args:
        text: the text that contains the link.
        path: index of the first character of the link, or after its host.
        start: index where the part begins.
        end: index after the part.
        quote: the quote before the link, or an empty text.
    """
    for template in islice(TEMPLATE.finditer(text, start, end), _MOST_QUOTES):
        sign, place = template[0].lstrip("\\")[0], template.start()
        is_quote_in_text = (
            sign in "\"'`"
            and quote != ""
            and text[place - 1] not in "/="
            and TEXT_FIELD.search(text, path, place) is not None
        )
        if not is_quote_in_text or (sign != quote and _ends_string(text, path, place, sign)):
            return template
    return None


def _ends_string(text: str, path: int, place: int, quote: str) -> bool:
    """Return whether a quote in a link ends a string around it: `'<a href="…?text=' + name + '">'`.

    If not, it may be the end of a quoted word in the text of the link.
    """
    floor = max(0, path - _LONGEST_LINE)
    line = max(floor, text.rfind("\n", floor, path) + 1)
    outside, inside = (
        text.count(quote, start, end) - text.count(f"\\{quote}", start, end)
        for start, end in ((line, path), (path, place))
    )
    is_open = outside % 2 == 1 or find_concatenated(text, place) is not None
    return is_open and inside % 2 == 0
