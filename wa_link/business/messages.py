"""Messages to customers: text within the 24 hours of a session, or an approved template."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wa_link._support.arguments import option, require_texts
from wa_link._support.quoting import quote
from wa_link.business.api.connection import bad_answer
from wa_link.business.text_limits import check_text
from wa_link.errors import NoteCode, OptionError, RecordError

if TYPE_CHECKING:
    from wa_link.phone import PhoneNumber

_LONGEST_TEXT: Final = 4096
_LONGEST_NAME: Final = 512
_SPACES: Final = re.compile(" {5,}")
LONGEST_PARAMETER: Final = 1024
"""Meta's limit for the whole body of a template, with its parameters."""


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


def check_recipient(phone: PhoneNumber) -> None:
    """Check that a number was the only one in its text, so that no other person was meant.

    Raises:
        RecordError: the text contained several numbers.
    """
    if any(note.code is NoteCode.SEVERAL_NUMBERS for note in phone.notes):
        raise RecordError(
            NoteCode.SEVERAL_NUMBERS,
            f"{phone} is one of several numbers in a text, but a message goes to one person: give "
            "one number.",
        )


def write_message(
    phone: PhoneNumber, text: str | None, template: TemplateMessage | None
) -> dict[str, object]:
    """Return the object that Meta's server wants for a message.

    Raises:
        OptionError: there is no text or template, there are both, or one can't be used.
    """
    # Without the +, Meta would put the calling code of the sender before the number.
    body: dict[str, object] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": phone.e164,
    }
    if text is not None and template is None:
        check_text("The text", text, _LONGEST_TEXT)
        return body | {"type": "text", "text": {"body": text, "preview_url": False}}
    if template is not None and text is None:
        return body | {"type": "template", "template": write_template(template)}
    raise OptionError(f"Give either {option('text')} or {option('template')}.")


def write_template(template: TemplateMessage) -> dict[str, object]:
    """Return the object that Meta's server wants for a template.

    Raises:
        OptionError: a name, the language or a parameter can't be used.
    """
    require_texts("parameters", template.parameters)
    for number, text in enumerate(template.parameters, 1):
        check_text(f"Parameter {number}", text, LONGEST_PARAMETER)
        if fault := find_fault(text):
            raise OptionError(f"Parameter {number}, {quote(text, 30)}, {fault}.")
    parameters = [{"type": "text", "text": text} for text in template.parameters]
    written: dict[str, object] = {
        "name": check_text("The name of the template", template.name, _LONGEST_NAME),
        "language": {
            "policy": "deterministic",
            "code": check_text("The language of the template", template.language, 20),
        },
    }
    if parameters:
        written["components"] = [{"type": "body", "parameters": parameters}]
    return written


def find_fault(parameter: str) -> str:
    """Return words for a sign because of which Meta refuses a parameter; empty if there is none."""
    if len(parameter.splitlines()) > 1:
        fault = "a line break"
    elif "\t" in parameter:
        fault = "a tab"
    elif _SPACES.search(parameter):
        fault = "more than four spaces in a row"
    else:
        return ""
    return f"has {fault}, which Meta refuses (error 132018)"


def read_sent(answer: dict[str, Any]) -> SentMessage:
    """Return the message that an answer describes.

    Raises:
        BusinessError: it has no id of a message.
    """
    match answer.get("messages"):
        case [{"id": str(message_id), **more}] if message_id:
            status = more.get("message_status")
            return SentMessage(message_id, status if isinstance(status, str) else "")
    raise bad_answer("The answer contains no id of the message.")
