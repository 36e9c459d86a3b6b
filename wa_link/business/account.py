"""The class Account: what a script calls to use the Business Platform."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Self

from wa_link._support.arguments import option
from wa_link._support.quoting import escape, quote
from wa_link._support.signals import sleep
from wa_link.business.api.connection import Connection, bad_answer
from wa_link.business.api.graph_object import GraphObject, check_id
from wa_link.business.api.meta_codes import NOT_FOUND, PARAMETER_COUNT, TEMPLATE_MISSING
from wa_link.business.api.retry import repeat
from wa_link.business.api.token import Token
from wa_link.business.messages import check_recipient, read_sent, write_message
from wa_link.business.profile import ProfileOfNumber
from wa_link.business.records import MessageTemplate, NumberStatus
from wa_link.business.short_links import Links
from wa_link.errors import BusinessError, OptionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.business.messages import SentMessage, TemplateMessage
    from wa_link.phone import PhoneNumber

API_VERSION: Final = "v23.0"
"""Version of the API that is used by default: the version of the schema that Meta has published."""
BASE_URL: Final = "https://graph.facebook.com"
"""Address of Meta's servers."""
_STATUS_FIELDS: Final = (
    "display_phone_number,verified_name,quality_rating,code_verification_status,name_status"
)
_MORE_STATUS_FIELDS: Final = ",messaging_limit_tier,is_official_business_account"
"""Fields that are not in Meta's schema, and that a version of the API may not have."""
_MOST_NAMES: Final = 20
"""The most templates that a message lists."""


class Account:
    """A phone number on the Business Platform, and what can be done with it.

    It is a context manager, which closes the connection at the end. A request that fails for a
    passing reason is repeated after a pause. One that may have been carried out is not repeated,
    unless doing it twice changes nothing.

    Without the ID of the number, only the templates can be read.
    """

    def __init__(
        self,
        token: str | Token,
        phone_id: str | None = None,
        *,
        waba_id: str | None = None,
        api_version: str = API_VERSION,
        base_url: str = BASE_URL,
        wait: Callable[[float], object] = sleep,
    ) -> None:
        """Check the values; no connection is opened yet.

        Args:
            token: access token of a system user.
            phone_id: Meta's ID of the number, in digits; it is not the phone number. Not needed to
                read the templates.
            waba_id: ID of the WhatsApp Business Account, in digits, for its templates.
            api_version: version of the API.
            base_url: https address of the server; http is allowed only for this computer.
            wait: called with the seconds of each pause.

        Raises:
            OptionError: a value can't be used, or httpx is not installed.
        """
        token = Token(token)  # first of all, because a traceback can show the arguments
        account = check_id("WhatsApp Business Account ID", waba_id) if waba_id else None
        number = None if phone_id is None else check_id("phone number ID", phone_id)
        connection = Connection(token, base_url, api_version)
        self._connection, self._wait = connection, wait
        self._own_number = GraphObject(connection, number, wait) if number else None
        self._business = GraphObject(connection, account, wait) if account else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @property
    def phone_id(self) -> str:
        """Return Meta's ID of the number."""
        return self._number.id

    @property
    def links(self) -> Links:
        """Return the short links of the number."""
        return Links(self._number)

    @property
    def profile(self) -> ProfileOfNumber:
        """Return the profile of the business."""
        return ProfileOfNumber(self._number)

    @property
    def _number(self) -> GraphObject:
        """Return the number, for requests.

        Raises:
            OptionError: the account was made without its ID.
        """
        if self._own_number is None:
            raise OptionError(
                f"This needs a phone number: give its phone number ID with {option('phone_id')}."
            )
        return self._own_number

    def wait(self, seconds: float) -> None:
        """Wait between two tries of one request."""
        self._wait(seconds)

    def status(self) -> NumberStatus:
        """Return the status of the number.

        Raises:
            BusinessError: the request failed.
        """
        try:
            answer = self._read_number(_STATUS_FIELDS + _MORE_STATUS_FIELDS)
        except BusinessError as error:
            if error.code != 100 or error.reason == NOT_FOUND:
                raise
            answer = self._read_number(_STATUS_FIELDS)
        if "display_phone_number" not in answer:
            raise bad_answer("The answer does not describe a phone number.")
        official = answer.get("is_official_business_account")
        return NumberStatus(
            number=_text(answer, "display_phone_number"),
            verified_name=_text(answer, "verified_name"),
            name_status=_text(answer, "name_status"),
            verification=_text(answer, "code_verification_status"),
            quality=_text(answer, "quality_rating"),
            tier=_text(answer, "messaging_limit_tier"),
            is_official=official if isinstance(official, bool) else None,
        )

    def templates(self) -> list[MessageTemplate]:
        """Return the message templates of the business account.

        Raises:
            BusinessError: a request failed.
            OptionError: the account was made without the ID of the business account.
        """
        if self._business is None:
            raise OptionError(
                "Templates belong to the WhatsApp Business Account: give its ID with "
                f"{option('waba_id')}."
            )
        return [_read_template(item) for item in self._business.list_all("message_templates")]

    def send(
        self,
        number: PhoneNumber | str,
        *,
        text: str | None = None,
        template: TemplateMessage | None = None,
    ) -> SentMessage:
        """Send one message, and repeat the request only if it was certainly not carried out.

        Args:
            number: the number of the person, with its + and calling code; only one number.
            text: free text, which is allowed for 24 hours after the person's last message.
            template: approved template.

        Raises:
            BusinessError: the request failed. If its `effect` is unknown, the message may have been
                sent: sending it again could send it twice.
            OptionError: the text or the template can't be used.
            RecordError: the number is not certain, or was in a text with several numbers.
        """
        from wa_link.phone import PhoneNumber, parse_phone  # noqa: PLC0415  (loads phonenumbers)

        phone = number if isinstance(number, PhoneNumber) else parse_phone(number)
        check_recipient(phone)
        return repeat(
            lambda: self.send_once(phone, text=text, template=template), wait=self._number.wait
        )

    def send_once(
        self,
        phone: PhoneNumber,
        *,
        text: str | None = None,
        template: TemplateMessage | None = None,
    ) -> SentMessage:
        """Send one message in one request, which is not repeated; see `send`.

        Raises:
            BusinessError: the request failed.
            OptionError: the text or the template can't be used.
        """
        body = write_message(phone, text, template)
        try:
            return read_sent(self._number.call_once("POST", "messages", body=body))
        except BusinessError as error:
            if template is None or error.code not in {PARAMETER_COUNT, TEMPLATE_MISSING}:
                raise
            refused = error
        if refused.code == TEMPLATE_MISSING:
            raise self._with_templates(refused)
        raise self._with_body(refused, template)

    def _read_number(self, fields: str) -> dict[str, Any]:
        return self._number.call("GET", params={"fields": fields})

    def _with_templates(self, error: BusinessError) -> BusinessError:
        """Return the error for a missing template with a list of the templates that there are."""
        try:
            hint = _name_approved(self.templates())
        except OptionError:
            hint = f"Give {option('waba_id')} to see which there are."
        except BusinessError:
            hint = "See WhatsApp Manager for those that there are."
        return error.with_sentence(hint)

    def _with_body(self, error: BusinessError, template: TemplateMessage) -> BusinessError:
        """Return the error for a wrong number of parameters with the body of the template."""
        given = f"You gave {len(template.parameters)}"
        where = f"; its body has {{{{1}}}}, {{{{2}}}} …: give {option('parameters')} for each."
        with suppress(OptionError, BusinessError):  # no account ID, or no answer
            for each in self.templates():
                if (each.name, each.language) == (template.name, template.language):
                    where = f"; its body is {quote(each.body, 200)}."
        return error.with_sentence(given + where)


def _text(answer: dict[str, Any], key: str) -> str:
    value = answer.get(key)
    return value if isinstance(value, str) else ""


def _name_approved(templates: list[MessageTemplate]) -> str:
    """Return a sentence with the names and languages of the templates that are approved."""
    approved = (each for each in templates if each.status == "APPROVED")
    names = sorted(f"{escape(each.name)} ({escape(each.language)})" for each in approved)
    if not names:
        return "The account has no approved template yet: make one in WhatsApp Manager."
    more = ", …" if len(names) > _MOST_NAMES else "."
    return f"Approved templates: {', '.join(names[:_MOST_NAMES])}{more}"


def _read_template(item: dict[str, Any]) -> MessageTemplate:
    parts = item.get("components")
    bodies = [
        _text(part, "text")
        for part in (parts if isinstance(parts, list) else [])
        if isinstance(part, dict) and str(part.get("type")).upper() == "BODY"
    ]
    return MessageTemplate(
        name=_text(item, "name"),
        language=_text(item, "language"),
        status=_text(item, "status"),
        category=_text(item, "category"),
        body="\n".join(bodies),
    )
