"""Profile, status, templates and messages of an account, and the limits before a request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.business import fake_faults as faults
from tests.business.fake_meta import PHONE_ID, TOKEN, WABA_ID, FakeMeta
from wa_link import PhoneError, parse_phone
from wa_link.business import (
    Account,
    BusinessError,
    MessageTemplate,
    NumberStatus,
    Profile,
    SentMessage,
    TemplateMessage,
)
from wa_link.business.profile import VERTICALS
from wa_link.errors import OptionError, RecordError

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link import PhoneNumber

CODE = "ANED2T5QRU7HG1"
NUMBER = "+44 7911 123456"
DIGITS = "447911123456"
TEMPLATE = TemplateMessage("order_ready", "ar", ("Rosa", "1234"))


def answer(body: object) -> faults.Fault:
    return faults.Fault("answer", status=200, body=json.dumps(body).encode())


class TestProfile:
    def test_what_is_changed_is_read(self, meta: FakeMeta) -> None:
        profile = meta.account().profile
        assert profile.read() == Profile(about="Spices")
        profile.update(
            address="Souq Waqif 12", email="rosa@example.com", websites=["https://example.com"]
        )
        profile.update(description="", vertical="retail")
        assert profile.read() == Profile(
            about="Spices",
            address="Souq Waqif 12",
            email="rosa@example.com",
            websites=("https://example.com",),
            vertical="RETAIL",
        )
        assert meta.effects[1][1] == {
            "messaging_product": "whatsapp", "description": "", "vertical": "RETAIL",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("body", "about"),
        [
            ({"data": [{"business_profile": {"about": "Hi"}}]}, "Hi"),
            ({"data": [{"about": "Hi", "websites": "no", "email": 5}]}, "Hi"),
            ({"data": []}, ""),
        ],
        ids=str,
    )
    def test_both_forms_of_the_answer_are_read(
        self, meta: FakeMeta, body: object, about: str
    ) -> None:
        meta.fail_next(answer(body))
        assert meta.account().profile.read() == Profile(about=about)

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({}, "Give a field to change: about, address, description, email, vertical or webs"),
            ({"about": ""}, "The about text is empty"),
            ({"about": "x" * 140}, "The about text has 1 character too many: at most 139"),
            ({"address": "x" * 257}, "The address has 1 character too many: at most 256"),
            ({"description": "x" * 258}, "The description has 2 characters too many"),
            ({"email": ""}, "The email address is empty"),
            ({"email": f"{'x' * 120}@example.com"}, "has 4 characters too many: at most 128"),
            ({"email": "rosa.example.com"}, '"rosa.example.com" is not an email address'),
            ({"email": "ro sa@example.com"}, "is not an email address"),
            ({"email": "rosa@localhost"}, "is not an email address"),
            ({"websites": ["https://a.example"] * 3}, "at most 2 websites, not 3"),
            ({"websites": ["example.com"]}, '"example.com" is not the address of a website'),
            ({"websites": ["https://a.example/b c"]}, "write %20 for each space"),
            ({"websites": [f"https://example.com/{'x' * 240}"]}, "has 4 characters too many"),
            ({"vertical": "SHOP"}, 'Meta does not know "SHOP" as a kind of business: use ALC'),
        ],
        ids=lambda value: str(value)[:30],
    )
    def test_values_are_checked_before(
        self, meta: FakeMeta, fields: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(OptionError, match=message):
            meta.account().profile.update(**fields)
        assert not meta.requests

    def test_websites_are_not_one_text(self, meta: FakeMeta) -> None:
        with pytest.raises(TypeError, match="websites must be a list of text"):
            meta.account().profile.update(websites="https://example.com")

    def test_kinds_of_business_are_sorted(self) -> None:
        assert sorted(VERTICALS) == [*VERTICALS]


class TestStatusAndTemplates:
    def test_status(self, meta: FakeMeta) -> None:
        assert meta.account().status() == NumberStatus(
            number="+44 7700 900123",
            verified_name="Rosa's Spices",
            name_status="APPROVED",
            verification="VERIFIED",
            quality="GREEN",
            tier="TIER_250",
            is_official=False,
        )

    def test_a_version_may_not_have_the_tier(self, meta: FakeMeta) -> None:
        del meta.number["messaging_limit_tier"], meta.number["is_official_business_account"]
        meta.fail_next(faults.meta_error(100, "Tried accessing nonexisting field"))
        status = meta.account().status()
        assert (status.quality, status.tier, status.is_official) == ("GREEN", "", None)

    def test_a_wrong_phone_id_is_said(self, meta: FakeMeta) -> None:
        account = Account(TOKEN, "123", base_url=meta.url)
        with pytest.raises(BusinessError, match="phone number ID"):
            account.status()
        assert len(meta.requests) == 1

    def test_templates(self, meta: FakeMeta) -> None:
        meta.templates[0]["components"].append({"type": "FOOTER", "text": "Bye"})
        meta.templates[1]["components"] = None
        templates = meta.account().templates()
        assert templates[0] == MessageTemplate(
            "order_ready", "en", "APPROVED", "UTILITY", "Hi {{1}}, your order {{2}} is ready."
        )
        assert (templates[1].body, templates[2].category) == ("", "MARKETING")
        assert meta.requests[0].path == f"/v23.0/{WABA_ID}/message_templates"

    def test_templates_need_the_id_of_the_account(self, meta: FakeMeta) -> None:
        with pytest.raises(OptionError, match="give its ID with waba_id"):
            Account(TOKEN, PHONE_ID, base_url=meta.url).templates()

    def test_templates_need_no_number(self, meta: FakeMeta) -> None:
        account = Account(TOKEN, waba_id=WABA_ID, base_url=meta.url)
        assert account.templates() == meta.account().templates()

    @pytest.mark.parametrize("name", ["phone_id", "links", "profile", "status"])
    def test_a_missing_phone_id_is_named(self, meta: FakeMeta, name: str) -> None:
        account = Account(TOKEN, waba_id=WABA_ID, base_url=meta.url)
        with pytest.raises(OptionError, match="give its phone number ID with phone_id"):
            getattr(account, name)()
        assert not meta.requests

    def test_many_templates(self, meta: FakeMeta) -> None:
        meta.templates *= 20
        assert len(meta.account().templates()) == 60


class TestSend:
    def test_a_template_is_sent(self, meta: FakeMeta) -> None:
        sent = meta.account().send(NUMBER, template=TEMPLATE)
        assert sent == SentMessage(f"wamid.000000{DIGITS}", "accepted")
        assert meta.requests[0].body == {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": f"+{DIGITS}",
            "type": "template",
            "template": {
                "name": "order_ready",
                "language": {"policy": "deterministic", "code": "ar"},
                "components": [
                    {
                        "type": "body",
                        "parameters": [
                            {"type": "text", "text": "Rosa"},
                            {"type": "text", "text": "1234"},
                        ],
                    }
                ],
            },
        }

    def test_text_is_sent_in_a_session(self, meta: FakeMeta) -> None:
        account = meta.account()
        with pytest.raises(
            BusinessError, match=r"131047: This person has not .* an approved templ"
        ):
            account.send(parse_phone(NUMBER), text="Hello")
        meta.sessions.add(DIGITS)
        account.send(parse_phone(NUMBER), text="Hello")
        assert [effect[1:3] for effect in meta.effects] == [(DIGITS, "Hello")]

    @pytest.mark.parametrize("number", ["07911 123456", "447911123456x", "", "+44 7911 12345"])
    def test_an_uncertain_number_gets_nothing(self, meta: FakeMeta, number: str) -> None:
        with pytest.raises(PhoneError):
            meta.account().send(number, template=TEMPLATE)
        assert not meta.requests

    @pytest.mark.parametrize("read", [str, parse_phone], ids=["text", "number"])
    def test_several_numbers_get_nothing(
        self, meta: FakeMeta, read: Callable[[str], PhoneNumber | str]
    ) -> None:
        number = read(f"{NUMBER} / +44 7700 900123")
        with pytest.raises(RecordError, match="one of several numbers in a text") as caught:
            meta.account().send(number, template=TEMPLATE)
        assert caught.value.reason == "several_numbers"
        assert not meta.requests

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({}, "Give either text or template"),
            ({"text": "Hi", "template": TEMPLATE}, "Give either text or template"),
            ({"text": ""}, "The text is empty"),
            ({"text": "x" * 4097}, "The text has 1 character too many: at most 4096"),
            ({"template": TemplateMessage("", "en")}, "The name of the template is empty"),
            ({"template": TemplateMessage("a", " ")}, "The language of the template is empty"),
            ({"template": TemplateMessage("a", "en", ("x", ""))}, "Parameter 2 is empty"),
            ({"template": TemplateMessage("a", "en", ("\u200b",))}, "Parameter 1 is empty"),
            ({"template": TemplateMessage("a", "en", ("a\nb",))}, "Parameter 1, .* a line break"),
            ({"template": TemplateMessage("a", "en", ("\ud800",))}, "Parameter 1 contains half"),
        ],
        ids=ascii,
    )
    def test_a_message_is_checked_before(
        self, meta: FakeMeta, options: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(OptionError, match=message):
            meta.account().send(NUMBER, **options)
        assert not meta.requests

    def test_parameters_are_not_one_text(self, meta: FakeMeta) -> None:
        template = TemplateMessage("a", "en", "Rosa")  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="parameters must be a list of text"):
            meta.account().send(NUMBER, template=template)

    @pytest.mark.parametrize(
        "body", [{}, {"messages": []}, {"messages": [{"id": ""}]}, {"messages": [{"id": 5}]}]
    )
    def test_no_id_means_unknown(self, meta: FakeMeta, body: object) -> None:
        meta.fail_next(answer(body))
        with pytest.raises(BusinessError) as caught:
            meta.account().send(NUMBER, template=TEMPLATE)
        assert (caught.value.reason, caught.value.effect) == ("bad_answer", "unknown")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"phone_id": "+44 7911 123456"}, OptionError, "The phone number ID must be a number"),
        ({"phone_id": ""}, OptionError, "The phone number ID must be a number"),
        ({"phone_id": "1/2"}, OptionError, "copy it from API Setup"),
        ({"phone_id": "٣"}, OptionError, "must be a number of up to 32 digits"),
        ({"phone_id": 106540352242922}, TypeError, "phone number ID must be text"),
        ({"waba_id": "x"}, OptionError, "The WhatsApp Business Account ID must be a number"),
        ({"token": None}, OptionError, "There is no token: make one at business.facebook.com"),
    ],
    ids=str,
)
def test_an_account_checks_its_values(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message.replace("+", r"\+")):
        Account(**{"token": TOKEN, "phone_id": PHONE_ID} | options)


@pytest.mark.parametrize(
    "call",
    [
        lambda account: account.links.delete(CODE),
        lambda account: account.profile.update(about="Hello"),
    ],
    ids=["delete", "profile"],
)
@pytest.mark.parametrize("body", [{}, {"success": False}, {"success": "true"}], ids=str)
def test_a_change_must_be_confirmed(
    meta: FakeMeta, call: Callable[[Account], object], body: object
) -> None:
    meta.fail_next(*[answer(body)] * 8)
    with pytest.raises(BusinessError, match="does not confirm the change"):
        call(meta.account())


def test_a_token_in_the_wrong_place_is_not_shown() -> None:
    with pytest.raises(OptionError) as caught:
        Account(PHONE_ID, TOKEN)
    assert TOKEN[:9] not in str(caught.value)
