"""Parameters of a message: made from templates, and refused if WhatsApp would refuse them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.business.fake_meta import PHONE_ID, TOKEN, WABA_ID
from tests.business.test_send_plan import ONE, kinds, message_of, plan
from wa_link import OptionError
from wa_link.business import Account, TemplateMessage
from wa_link.business.sending.send_plan import Message
from wa_link.errors import BusinessError

if TYPE_CHECKING:
    from tests.business.fake_meta import FakeMeta


@pytest.mark.parametrize(
    ("name", "reason", "fragment"),
    [
        pytest.param("", "missing_field", 'needs "name", which is blank', id="blank"),
        pytest.param("\u200b\u2060 \ufeff", "missing_field", "which is blank", id="invisible"),
        pytest.param("\u3164", "missing_field", "which is blank", id="a letter without a form"),
        pytest.param("Ann\nLee", "not_delivered", "has a line break", id="line break"),
        pytest.param("Ann\r\nLee", "not_delivered", "has a line break", id="line break of Windows"),
        pytest.param("Ann\u2028Lee", "not_delivered", "has a line break", id="line separator"),
        pytest.param("Ann\tLee", "not_delivered", "has a tab", id="tab"),
        pytest.param("Ann     Lee", "not_delivered", "four spaces in a row", id="five spaces"),
        pytest.param("n" * 1025, "not_delivered", "has 1 character too many", id="too long"),
        pytest.param("Ann\ud83d", "text_not_encodable", "", id="half of an emoji"),
    ],
)
def test_a_parameter_that_whatsapp_refuses_is_not_sent(
    name: str, reason: str, fragment: str
) -> None:
    (planned,) = plan([(ONE, name, "yes")])
    assert kinds([planned]) == [reason]
    assert fragment in message_of(planned)


def test_a_blank_default_is_a_blank_parameter() -> None:
    (planned,) = plan([(ONE, "", "yes")], parameters=["{name}", "{name|}"][1:])
    assert kinds([planned]) == ["missing_field"]
    assert message_of(planned).startswith("Parameter 1 is blank here: fill in its cell")


@pytest.mark.parametrize(
    ("templates", "parameters"),
    [
        pytest.param([], (), id="none"),
        pytest.param(["{name}"], ("Ann Lee",), id="a column"),
        pytest.param(["Hi {name}", "{wa_phone}"], ("Hi Ann Lee", "+44 7911 123411"), id="two"),
        pytest.param(["{news|soon}"], ("yes",), id="a default that is not needed"),
        pytest.param(["Hi {name}\n"], ("Hi Ann Lee",), id="a line break at the end"),
        pytest.param(["Ann    Lee"], ("Ann    Lee",), id="four spaces"),
    ],
)
def test_parameters_are_made_from_templates(
    templates: list[str], parameters: tuple[str, ...]
) -> None:
    (planned,) = plan([(ONE, "Ann Lee\n", "yes")], parameters=templates)
    assert isinstance(planned, Message)
    assert planned.parameters == parameters


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{nam}", 'parameters: There is no column "nam". Did you mean "name"?'),
        ("{name", "parameters: The brace at character 1"),
        ("  ", "parameters: Parameter 1 is blank here"),
        ("\u200b", "parameters: Parameter 1 is blank here"),
        ("a\nb", 'parameters: Parameter 1, "a\\nb", has a line break'),
        ("{name}\nb", 'parameters: Parameter 1, "{name}\\nb", has a line break'),
        ("{name|a\tb}", 'parameters: Parameter 1, "{name|a\\tb}", has a tab'),
        ("{{name}}", "parameters: "),
    ],
)
def test_a_wrong_template_ends_the_run(template: str, message: str) -> None:
    with pytest.raises(OptionError, match=r"^parameters: ") as caught:
        plan([(ONE, "Ann", "yes")], parameters=[template])
    assert str(caught.value).startswith(message)


def test_parameters_are_a_list() -> None:
    with pytest.raises(TypeError, match="parameters must be a list of text"):
        plan([(ONE, "Ann", "yes")], parameters="{name}")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, 'You gave 1; its body is "Hi {{1}}, your order {{2}} is ready.".'),
        (
            {"waba_id": None},
            "You gave 1; its body has {{1}}, {{2}} …: give parameters for each.",
        ),
    ],
    ids=["the body is known", "no account ID"],
)
def test_a_wrong_count_of_parameters_is_named(
    meta: FakeMeta, more: dict[str, Any], sentence: str
) -> None:
    options: dict[str, Any] = {"base_url": meta.url, "waba_id": WABA_ID} | more
    account = Account(TOKEN, PHONE_ID, **options)
    with pytest.raises(BusinessError) as caught:
        account.send(ONE, template=TemplateMessage("order_ready", "en", ("Rosa",)))
    assert str(caught.value) == (
        f"Meta's error 132000: The template has another number of parameters. {sentence}"
    )
