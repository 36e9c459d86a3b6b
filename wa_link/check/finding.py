"""The class Finding: a defect of a link in a text, with its place and its fix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wa_link.links.rules import Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """Defect of a link in a text.

    Attributes:
        rule: the rule that the link breaks.
        start: index of the first character of the link in the text.
        end: index after the last character of the link.
        link: the link as it is written in the text, with the escapes of its surroundings.
        message: a sentence for the user: the defect of this link, and what to do.
        fix: the text that replaces `link`, escaped for its surroundings; None if the right link is
            not certain, or if this defect is left in it. The other findings of a link all have the
            same fix.
    """

    rule: Rule
    start: int
    end: int
    link: str
    message: str
    fix: str | None = None
