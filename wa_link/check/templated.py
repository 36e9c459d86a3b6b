"""Templated parts of links, which other programs fill in: `${phone}`, `{{ phone }}`."""

from __future__ import annotations

import re

TEMPLATE_PATTERN = "|".join(
    (
        r"[$#@]?\{[{%#]",  # Vue, Liquid, Jinja, Handlebars
        r"[$#@%]\{",  # JavaScript, shells, Ruby, Thymeleaf
        r"\{[^{}\n\\]{0,100}\}",  # Python, JSX, URI templates
        r"\$[A-Za-z_(\[]",  # PHP, shells
        r"(?<=[/+=])\$\d",  # replacements of regular expressions
        r"<[?%#]",  # PHP, ERB, JSP, FreeMarker
        r"(?<=[/+=])<[A-Za-z_]",  # `wa.me/<number>` in documentation
        r"<<",
        r"%(?:\d\$)?[sv@](?![0-9A-Za-z])",  # printf
        r"%[di](?![0-9A-Fa-f])",
        r"%\(\w{1,60}\)[sdr]",  # Python
        r"%%[A-Za-z_]",  # mail merge
        r"\*\|",  # Mailchimp
        r"(?<=[/+=]):[A-Za-z_]",  # routes
        r"(?<=[/+=])@[A-Za-z_(]",  # Razor
        r"(?<=[/+=])\\(?!u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})[A-Za-z@]{2}",  # commands of TeX
        r"(?<=[/+=(])\[",  # `[number]`, and regular expressions such as `[0-9]+`
        r"(?<=[/+=])(?:%7[Bb]|%3[Cc]|%5[Bb])",  # `{`, `<` and `[`, percent-encoded
        r"\(?\\{1,4}[dDwWSbB(\d](?![0-9A-Fa-f]{3})",  # regular expressions, Swift's `\(phone)`
        r"\((?=\?|\.[*+]|\\)",
        r"\.\.\.|…",  # a shortened link
        r"(?<=\d)\*{2,}(?=\d)",  # a masked number
        # A string that ends, and goes on with a variable:
        r"""\\?['"`]\s{0,8}(?:\+|\|\||~|<>|\.\.)\s{0,8}[\w$(@'"`\[]""",
        r"""\\?['"`]\s{0,8}&\s{0,8}[A-Za-z_$(]\w{0,60}(?![\w;=])""",
        r"""\\?['"]\s{0,8}\.\s{0,8}(?:\$|[a-z_]{1,40}\(|['"])""",
    )
)
"""Pattern of the beginning of a templated part."""

_AFTER_QUOTE = re.compile(
    r"\s{0,200}(?:\+|\|\||~|<>|\.\.|\^|&(?!\w{1,31};|#)|%(?=\s*[\w(])|\.\s*(?:\$|\w{1,40}\())"
)
_PRINTF = re.compile(r"%(?:[^7357{]|\d\$)")


def is_concatenated(text: str, end: int) -> bool:
    """Return whether a string that ends at `end`, after its quote, goes on with a variable."""
    return _AFTER_QUOTE.match(text, end) is not None


def is_printf(text: str, start: int) -> bool:
    """Return whether the templated part at `start` is one of printf, such as `%s` or `%(name)s`.

    In such a string each `%` must be doubled, so no percent-escape can be put into it.
    """
    return _PRINTF.match(text, start) is not None
