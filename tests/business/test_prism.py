"""Every request of an Account is valid by Meta's own schema, as Prism checks it.

Prism is found as `prism.py` says: WA_LINK_CLOUD_API has the path of the schema (without it, these
tests are skipped), and WA_LINK_PRISM that of the executable (without it, `prism` in PATH).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.business.fake_meta import PHONE_ID, TOKEN, WABA_ID
from tests.business.prism import serve_prism
from wa_link.business import Account, BusinessError, ShortLink, TemplateMessage
from wa_link.business.api.connection import Connection
from wa_link.business.api.token import Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CODE = "ANED2T5QRU7HG1"
NUMBER = "+44 7911 123456"
ARABIC = "مرحبا، هل ما زال متاحا؟ 🌶"
TEMPLATE = TemplateMessage("order_ready", "en_US", ("Rosa", "1234"))


@pytest.fixture(scope="module")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the base URL of Prism."""
    with serve_prism(tmp_path_factory.mktemp("prism")) as url:
        yield url


def refuse(seconds: float) -> None:
    """Fail: a valid request is never repeated."""
    pytest.fail(f"a pause of {seconds} s")


@pytest.fixture
def account(prism: str) -> Iterator[Account]:
    """Return an account of Prism, which never waits."""
    with Account(TOKEN, PHONE_ID, waba_id=WABA_ID, base_url=prism, wait=refuse) as made:
        yield made


METHODS: dict[str, Callable[[Account], object]] = {
    "links.list": lambda account: account.links.list(),
    "links.get": lambda account: account.links.get(CODE),
    "links.create": lambda account: account.links.create(ARABIC),
    "links.create, 140 characters": lambda account: account.links.create("ب" * 140),
    "links.update": lambda account: account.links.update(CODE, ARABIC),
    "links.delete": lambda account: account.links.delete(CODE),
    "profile.read": lambda account: account.profile.read(),
    "profile.update, all": lambda account: account.profile.update(
        about="Spices since 1990",
        address="Souq Waqif 12",
        description="Saffron, sumac and more",
        email="rosa@example.com",
        websites=["https://example.com/", "https://example.com/shop"],
        vertical="retail",
    ),
    "profile.update, emptied": lambda account: account.profile.update(
        address="", description="", websites=[]
    ),
    "status": lambda account: account.status(),
    "templates": lambda account: account.templates(),
    "send text": lambda account: account.send(NUMBER, text=ARABIC),
    "send template": lambda account: account.send(NUMBER, template=TEMPLATE),
    "send template without parameters": lambda account: account.send(
        NUMBER, template=TemplateMessage("hello_world", "en_US")
    ),
}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_requests_are_valid_by_the_schema(
    account: Account, method: Callable[[Account], object]
) -> None:
    method(account)


def test_answers_of_the_schema_are_read(account: Account) -> None:
    assert ShortLink(CODE, f"https://wa.me/message/{CODE}", "Show me Cyber Monday deals!") in (
        account.links.list()
    )
    assert account.profile.read().websites[0] == "https://www.business.com"
    assert account.status().quality == "GREEN"
    assert "hello_world" in {template.name for template in account.templates()}
    assert account.send(NUMBER, text="Hello").id.startswith("wamid.")


def drop(*keys: str) -> Callable[[dict[str, Any]], None]:
    """Return a function that removes a key from the body of a request."""

    def change(body: dict[str, Any]) -> None:
        for key in keys[:-1]:
            body = body[key]
        del body[keys[-1]]

    return change


def lengthen(body: dict[str, Any]) -> None:
    body["prefilled_message"] += "x"


WRONG_BODIES: dict[str, tuple[str, Callable[[dict[str, Any]], None]]] = {
    "no recipient_type": ("send text", drop("recipient_type")),
    "no recipient": ("send text", drop("to")),
    "no policy": ("send template", drop("template", "language", "policy")),
    "no language": ("send template", drop("template", "language")),
    "no name of the template": ("send template", drop("template", "name")),
    "no messaging_product": ("profile.update, all", drop("messaging_product")),
    "141 characters": ("links.create, 140 characters", lengthen),
    "no text of a link": ("links.update", drop("prefilled_message")),
}


@pytest.mark.parametrize(("name", "change"), WRONG_BODIES.values(), ids=WRONG_BODIES)
def test_prism_refuses_a_wrong_body(
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    change: Callable[[dict[str, Any]], None],
) -> None:
    """The tests above would see this fault."""
    request = Connection.request

    def changed(self: Connection, method: str, path: str, **more: Any) -> dict[str, Any]:
        change(more["body"])
        return request(self, method, path, **more)

    monkeypatch.setattr(Connection, "request", changed)
    with pytest.raises(BusinessError):
        METHODS[name](account)


@pytest.mark.parametrize(
    ("header", "value", "name"),
    [
        ("Authorization", "", "status"),
        ("Authorization", "Basic abc", "links.create"),
        ("Content-Type", "", "profile.read"),
        ("Content-Type", "text/plain", "profile.read"),
        ("User-Agent", "wa-link", "links.list"),
    ],
)
def test_prism_refuses_a_wrong_header(
    account: Account, monkeypatch: pytest.MonkeyPatch, header: str, value: str, name: str
) -> None:
    """The tests above would see this fault."""
    if header == "Authorization":
        monkeypatch.setattr(Token, "authorization", lambda _: value)
    else:
        monkeypatch.setitem(account._connection._client.headers, header, value)  # noqa: SLF001
    with pytest.raises(BusinessError):
        METHODS[name](account)
