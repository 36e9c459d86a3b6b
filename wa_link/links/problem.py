"""The class Problem: a defect of a link, with a sentence for the user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wa_link.links.rules import Rule


@dataclass(frozen=True, slots=True)
class Problem:
    """Defect of a link: the rule that it breaks, and a sentence about this link for the user."""

    rule: Rule
    message: str
