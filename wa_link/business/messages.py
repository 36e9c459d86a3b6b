"""Messages to customers: text within the 24 hours of a session, or an approved template."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TemplateMessage:
    """A message made from a template that Meta has approved.

    Attributes:
        name: name of the template.
        language: code of the template's language, such as `en` or `en_US`.
        parameters: texts for the parameters `{{1}}`, `{{2}}` … of the template's body, in order.
    """

    name: str
    language: str
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that the Business Platform has accepted; it may still fail to be delivered.

    Attributes:
        id: id of the message, which Meta also uses in its webhooks.
        status: status that Meta returned, such as `accepted`; empty if it returned none.
    """

    id: str
    status: str = ""
