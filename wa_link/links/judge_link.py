"""Judge a link: find its defects, and write the better link if the right one is certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wa_link.errors import RecordError
    from wa_link.links.parse_url import Kind
    from wa_link.links.rules import Rule
    from wa_link.phone import Assume, PhoneNumber


@dataclass(frozen=True, slots=True)
class Problem:
    """Defect of a link: the rule that it breaks, and a sentence about this link for the user."""

    rule: Rule
    message: str


@dataclass(frozen=True, slots=True)
class LinkReport:
    """Result of judging a link.

    Attributes:
        url: the link as it was written.
        kind: the page or action that the link is meant to open; None if that is unknown.
        phone: the phone number; None if the link has none, or if the number is refused.
        username: the username in the link; empty if there is none.
        text: the prefilled text that the author meant, with LF line breaks.
        problems: the defects in the order of their codes; empty if the link is right.
        better: the right link; None if the link is right, or if the right link is not certain.
        refusal: why the link can't be used as it is meant; None if it can.
    """

    url: str
    kind: Kind | None = None
    phone: PhoneNumber | None = None
    username: str = ""
    text: str = ""
    problems: tuple[Problem, ...] = ()
    better: str | None = None
    refusal: RecordError | None = None


def judge_link(
    url: str, region: str | None = None, *, assume: Assume | str | None = None
) -> LinkReport:
    """Judge a link that a person wrote, in any state: with spaces, brackets, unescaped text.

    Args:
        url: the link, without the quotes or escapes of the file that it was found in.
        region: the region of a national number, such as `GB`; without it, such a number has no
            better link.
        assume: how to read digits with neither `+` nor a leading 0, which WhatsApp reads as
            international. It has no effect on them; it is checked as in `parse_phone`.
    """
    raise NotImplementedError
