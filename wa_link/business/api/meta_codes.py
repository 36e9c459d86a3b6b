"""Meta's codes of errors: what each means for a run, and a sentence with the way out.

Meta lists them under "Error codes" in the documentation of the WhatsApp Cloud API.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wa_link._support.quoting import quote
from wa_link.business.api.token import HOW_TO_GET
from wa_link.errors import BusinessError, Effect

SESSION_OVER: Final = 131047
MARKETING_STOPPED: Final = 131050
PARAMETER_COUNT: Final = 132000
TEMPLATE_MISSING: Final = 132001
NOT_FOUND: Final = "not_found"
"""Reason of the error for something that Meta does not have, such as a link."""
_UNSUPPORTED_OBJECT: Final = (100, 33)
"""Code and subcode of Meta for a path that does not exist, or is hidden from the token."""


@dataclass(frozen=True, slots=True)
class MetaCode:
    """The meaning of one of Meta's codes; the attributes are those of BusinessError."""

    reason: str
    sentence: str
    may_repeat: bool = False
    ends_run: bool = False
    effect: Effect = Effect.NONE


def _ends(reason: str, sentence: str) -> MetaCode:
    return MetaCode(reason, sentence, ends_run=True)


def _later(reason: str, sentence: str) -> MetaCode:
    return MetaCode(reason, sentence, may_repeat=True, ends_run=True)


_TOKEN = _ends("bad_token", f"The token is wrong, has expired or was withdrawn: {HOW_TO_GET}.")
_PERMISSION = _ends(
    "no_permission",
    "The token does not have the permission for this: make one with whatsapp_business_management "
    "and whatsapp_business_messaging, for a system user who has the number as an asset.",
)
_FAULT = MetaCode(
    "server_fault",
    "Meta's server has a fault, so the request may have been carried out.",
    effect=Effect.UNKNOWN,
)
_REGISTRATION = _ends(
    "not_registered", "The number is not registered for the API: register it in WhatsApp Manager."
)
_VALUE = MetaCode("bad_value", "A value of the request is missing or not allowed.")
_LOCKED = _ends(
    "account_blocked",
    "Meta has restricted the account for breaking a policy: see its state in WhatsApp Manager.",
)

CODES: Final[dict[int, MetaCode]] = {
    0: _TOKEN,
    1: _FAULT,
    2: _FAULT,
    3: _PERMISSION,
    4: _later("too_many_requests", "The app has made too many requests: try again in an hour."),
    10: _PERMISSION,
    33: _ends(NOT_FOUND, "The phone number was deleted: check the phone number ID."),
    100: _VALUE,
    102: _TOKEN,
    190: _TOKEN,
    368: _LOCKED,
    803: _ends(
        NOT_FOUND,
        "This ID does not exist, or the token can't see it: check the phone number ID or, for "
        "templates, the ID of the WhatsApp Business Account.",
    ),
    80007: _later(
        "too_many_requests", "The account has made too many requests: try again in an hour."
    ),
    130429: _later("too_many_requests", "Too many messages at once: try again later."),
    130472: MetaCode(
        "in_experiment",
        "The person is in an experiment of Meta, and gets no marketing messages without having "
        "written before: use another way to reach this person.",
    ),
    130497: MetaCode(
        "country_blocked", "Meta does not let this account write to people in that country."
    ),
    131000: _FAULT,
    131005: _PERMISSION,
    131008: _VALUE,
    131009: _VALUE,
    131016: _FAULT,
    131021: MetaCode("own_number", "The number is that of the sender: give another number."),
    131026: MetaCode(
        "undeliverable",
        "The message can't be delivered: the number may not be on WhatsApp, or its app is too old.",
    ),
    131030: MetaCode(
        "not_allowed_to_test",
        "A test number writes only to the numbers on its list: add the number in the app's "
        "settings, or use a real number.",
    ),
    131031: _LOCKED,
    131037: _ends(
        "name_not_approved",
        "The name of the number is not approved yet: set it in WhatsApp Manager, and wait.",
    ),
    131042: _ends(
        "no_payment", "There is a problem with the payment: check it in WhatsApp Manager, Billing."
    ),
    131045: _REGISTRATION,
    SESSION_OVER: MetaCode(
        "session_over",
        "This person has not written in the last 24 hours, so free text is not allowed: send an "
        "approved template.",
    ),
    131048: _ends(
        "spam_limit",
        "Too many messages of this number were blocked or reported: stop sending, and see its "
        "quality in WhatsApp Manager.",
    ),
    131049: MetaCode(
        "marketing_limit",
        "The person has got enough marketing messages for now, from all businesses: wait at least "
        "a day.",
    ),
    MARKETING_STOPPED: MetaCode(
        "marketing_stopped",
        "The person has stopped marketing messages of this business: remove the number from your "
        "list.",
    ),
    131051: _VALUE,
    131056: MetaCode(
        "too_many_to_person",
        "Too many messages to this person at once: wait some seconds.",
        may_repeat=True,
    ),
    131057: _ends("maintenance", "The account is in maintenance: try again in some minutes."),
    131064: _ends(
        "spam_limit",
        "The account has reached its limit, because templates were in the wrong category: see "
        "WhatsApp Manager.",
    ),
    PARAMETER_COUNT: _ends("template_parameters", "The template has another number of parameters."),
    TEMPLATE_MISSING: _ends(
        "template_missing", "There is no approved template with this name in this language."
    ),
    132005: MetaCode(
        "template_too_long", "The text of the template is too long with these parameters."
    ),
    132007: MetaCode("template_policy", "A parameter breaks Meta's rules for templates."),
    132012: MetaCode(
        "template_parameters", "A parameter does not have the form that the template wants."
    ),
    132015: _ends(
        "template_paused",
        "The template is paused, because people have blocked or reported it: use another one.",
    ),
    132016: _ends("template_disabled", "The template was paused too often: make a new one."),
    132018: MetaCode(
        "template_parameters",
        "A parameter has a line break, a tab, or more than four spaces in a row: remove it.",
    ),
    133004: _FAULT,
    133006: _REGISTRATION,
    133010: _REGISTRATION,
}
"""The known codes; 200 to 299 are permissions, too."""


def read_error(error: dict[str, Any], status: int, pause: float | None) -> BusinessError:
    """Return the exception for the `error` object of an answer.

    Args:
        error: the object, without the token.
        status: HTTP status of the answer.
        pause: seconds that its header Retry-After asks for.
    """
    code = error.get("code")
    if not isinstance(code, int) or isinstance(code, bool):
        code = None
    known = find_code(code, error.get("error_subcode"))
    details = error.get("error_data")
    text = details.get("details") if isinstance(details, dict) else None
    says = text or error.get("error_user_msg") or error.get("message")
    sentence = known.sentence if known else "Meta refused the request."
    if isinstance(says, str) and (text or known in {None, _VALUE}):
        sentence += f" Meta says: {quote(says, 200)}"
    is_fault = status >= 500 or (known is None and error.get("is_transient") is True)
    effect = Effect.UNKNOWN if is_fault else known.effect if known else Effect.NONE
    return BusinessError(
        code,
        known.reason if known else "too_many_requests" if status == 429 else "refused",
        f"Meta's error {code}: {sentence}" if code is not None else sentence,
        effect=effect,
        pause=pause,
        may_repeat=effect is Effect.NONE and (status == 429 or bool(known and known.may_repeat)),
        ends_run=known.ends_run if known else status == 429,
    )


def find_code(code: int | None, subcode: object = None) -> MetaCode | None:
    """Return the meaning of a code and a subcode; None if it is not known."""
    if code is None:
        return None
    if (code, subcode) == _UNSUPPORTED_OBJECT:
        return CODES[803]
    return _PERMISSION if 200 <= code <= 299 else CODES.get(code)
