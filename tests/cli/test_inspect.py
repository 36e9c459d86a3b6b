from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from wa_link.links import explanation
from wa_link.links.chat_link_forms import Via
from wa_link.links.link_kinds import Kind
from wa_link.links.usernames import USERNAME_NOTE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

NUMBER = """\
  number   +44 7911 123456
  region   GG (Guernsey)
  line     mobile
"""


@pytest.mark.parametrize(
    ("target", "described"),
    [
        pytest.param(
            "+44 (0) 7911 123456",
            f"a phone number.\n{NUMBER}  link     https://wa.me/447911123456\n",
            id="number",
        ),
        pytest.param(
            "4915123456789",
            "a phone number.\n  number   +49 1512 3456789\n  region   DE (Germany)\n"
            "  line     mobile\n"
            "  note     A + was assumed before the digits, so they were read as +49 1512 3456789.\n"
            "  link     https://wa.me/4915123456789\n",
            id="repaired number",
        ),
        pytest.param(
            "https://api.whatsapp.com/send?phone=447911123456&text=Hi%20*there*%0AOK",
            f"a chat link, in the form that wa.me redirects to.\n{NUMBER}"
            "  text     Hi *there*\n           OK\n"
            "  link     https://wa.me/447911123456?text=Hi%20%2Athere%2A%0AOK\n",
            id="api",
        ),
        pytest.param(
            "https://web.whatsapp.com/send?phone=447911123456",
            "a chat link to WhatsApp Web, in a form that WhatsApp does not document.\n"
            f"{NUMBER}  problem  The link opens only WhatsApp Web, which does not work on phones.\n"
            "  link     https://wa.me/447911123456\n",
            id="web",
        ),
        pytest.param(
            "whatsapp://send?phone=447911123456",
            f"a chat link, in the form of the app.\n{NUMBER}"
            "  problem  The link opens only the installed app: it fails on computers and in many "
            "programs.\n  link     https://wa.me/447911123456\n",
            id="app",
        ),
        pytest.param(
            "http://wa.me/+44-7911-123456",
            f"a chat link, but with mistakes.\n{NUMBER}"
            '  problem  "+44-7911-123456" begins with +: leave out the +.\n'
            '  problem  "+44-7911-123456" contains spaces or other signs: write only the digits 0 '
            "to 9.\n"
            "  problem  The link begins with http: write https.\n"
            "  link     https://wa.me/447911123456\n",
            id="badly written",
        ),
        pytest.param(
            "wa.me/?text=Look%20at%20this",
            "a chat link, in WhatsApp's official form, without a number: the person who opens it "
            "picks a contact.\n  text     Look at this\n  link     https://wa.me/?text=Look%20at%20this\n",
            id="no number",
        ),
        pytest.param(
            "http://wa.me/c/447911123456",
            f"a link to a business's catalogue, but with mistakes.\n{NUMBER}"
            "  problem  The link begins with http: write https.\n"
            "  link     https://wa.me/c/447911123456\n",
            id="catalogue with a mistake",
        ),
        pytest.param(
            "[Chat](https://wa.me/447911123456?text=Hi%20you)",
            f"a chat link, in WhatsApp's official form.\n{NUMBER}  text     Hi you\n"
            "  link     https://wa.me/447911123456?text=Hi%20you\n",
            id="Markdown",
        ),
        pytest.param(
            "wa.me/message/ABCDEF234567G1",
            "a short link that WhatsApp made: only WhatsApp knows its number and text.\n"
            "  link     https://wa.me/message/ABCDEF234567G1\n",
            id="short link",
        ),
        pytest.param(
            "https://chat.whatsapp.com/AbC",
            "an invitation to a group: anyone who has it can join.\n"
            "  link     https://chat.whatsapp.com/AbC\n",
            id="group",
        ),
        pytest.param(
            "https://whatsapp.com/channel/AbC",
            "a link to a channel.\n  link     https://whatsapp.com/channel/AbC\n",
            id="channel",
        ),
        pytest.param(
            "wa.me/c/447911123456",
            f"a link to a business's catalogue.\n{NUMBER}  link     https://wa.me/c/447911123456\n",
            id="catalogue",
        ),
        pytest.param(
            "wa.me/p/123/447911123456",
            "a link to one product of a business; WhatsApp does not document it.\n"
            f"{NUMBER}  link     https://wa.me/p/123/447911123456\n",
            id="product",
        ),
        pytest.param(
            "wa.me/call/447911123456",
            "a link that calls the number; it does not work on computers.\n"
            f"{NUMBER}  link     https://wa.me/call/447911123456\n",
            id="call",
        ),
        pytest.param(
            "wa.me/qr/ABCDEF234567G1",
            "the link of a contact's QR code in the app: only WhatsApp knows its number.\n"
            "  link     https://wa.me/qr/ABCDEF234567G1\n",
            id="contact code",
        ),
        pytest.param(
            "wa.me/some.shop",
            "a link to a username: a new form, which older apps can't open.\n"
            f"  note     {USERNAME_NOTE.message}\n  link     https://wa.me/some.shop\n",
            id="user name",
        ),
    ],
)
def test_what_can_be_linked(wa_link: Tool, target: str, described: str) -> None:
    run = wa_link("inspect", target, "--region", "DE")
    assert (run.code, run.err) == (0, "")
    assert run.out == f"{target}: {described}"


@pytest.mark.parametrize(
    ("target", "described"),
    [
        pytest.param(
            "966501234567",
            "not a phone number that can be read with certainty.\n"
            '  refused  "966501234567" has no + and no region: write +966 50 123 4567 if that is '
            "the right number, or give its region, as in --region GB.\n",
            id="number",
        ),
        pytest.param(
            "https://wa.me/settings/linked_devices#2@x",
            "a link that pairs a device with a WhatsApp account.\n"
            "  refused  This link pairs a device with the WhatsApp account of the person who opens "
            "it, so the device can read all their chats: never print or send it.\n",
            id="linked devices",
        ),
        pytest.param(
            "wa.me/4479",
            "a broken chat link.\n"
            '  refused  The number in "wa.me/4479" is refused: "4479" is too short: it '
            "has 2 digits after +44, but numbers there have 7, 9 or 10.\n",
            id="no such number",
        ),
        pytest.param(
            "wa.me/c/4479",
            "a broken link (catalogue).\n"
            '  refused  The number in "wa.me/c/4479" is refused: "4479" is too short: it '
            "has 2 digits after +44, but numbers there have 7, 9 or 10.\n",
            id="catalogue of no such number",
        ),
        pytest.param(
            "wa.me/yournumber",
            "a broken chat link.\n"
            '  refused  The number in "wa.me/yournumber" is refused: "yournumber" is a '
            "placeholder: replace it by the number, such as 447911123456.\n",
            id="placeholder",
        ),
        pytest.param(
            "wa.me/447911123456, wa.me/447911123457",
            "not only a link.\n"
            '  refused  "wa.me/447911123456, wa.me/447911123457" contains 2 links or numbers: give '
            "only one of them.\n",
            id="two links",
        ),
        pytest.param(
            "Chat with us: https://wa.me/447911123456",
            "not only a link.\n"
            '  refused  "Chat with us: https://wa.me/447911123456" contains other text before a '
            "link: keep only the link.\n",
            id="words and a link",
        ),
        pytest.param(
            "wa.me/www.maria",
            "a broken link (username).\n"
            '  refused  "www.maria" can\'t be a WhatsApp username: usernames do not begin with '
            '"www".\n',
            id="no username",
        ),
        pytest.param(
            "@maria.lopez",
            "not a phone number that can be read with certainty.\n"
            '  refused  "@maria.lopez" has "@", which can\'t be part of a phone number: keep only '
            "the phone number. To explain a username, write its link: wa.me/maria.lopez\n",
            id="username",
        ),
        pytest.param(
            "https://example.com/447911123456",
            "a link, but not a WhatsApp link.\n"
            '  refused  "https://example.com/447911123456" is not a WhatsApp link: check its '
            "spelling.\n",
            id="another site",
        ),
    ],
)
def test_what_cannot_be_linked(wa_link: Tool, target: str, described: str) -> None:
    run = wa_link("inspect", target)
    assert (run.code, run.err) == (3, "")
    assert run.out == f"{target}: {described}"


def test_several_targets_are_told_apart(wa_link: Tool) -> None:
    run = wa_link("inspect", "+447911123456", "x")
    assert run.code == 3
    assert run.out.count("\n\n") == 1


def test_nothing_in_a_text_can_act_on_the_terminal(wa_link: Tool) -> None:
    run = wa_link("inspect", "wa.me/447911123456?text=%1B%5B31mred%0D%E2%80%AEabc")
    assert "  text     \\x1b[31mred\n           \\u202eabc\n" in run.out


def test_json(wa_link: Tool) -> None:
    targets = ["http://wa.me/447911123456?text=Hi", "12", "wa.me/yournumber"]
    run = wa_link("inspect", *targets, "--json")
    assert run.code == 3
    first, second, third = map(json.loads, run.out.splitlines())
    assert first == {
        "input": "http://wa.me/447911123456?text=Hi",
        "line": None,
        "description": "a chat link, but with mistakes",
        "phone": "+447911123456",
        "international": "+44 7911 123456",
        "region": "GG",
        "line_type": "mobile",
        "text": "Hi",
        "link": "https://wa.me/447911123456?text=Hi",
        "notes": [],
        "problems": [
            {
                "code": "WA301",
                "name": "http",
                "severity": "error",
                "message": "The link begins with http: write https.",
            }
        ],
        "reason": None,
        "message": None,
    }
    assert (second["reason"], second["link"]) == ("no_region", None)
    assert [problem["code"] for problem in third["problems"]] == ["WA107"]
    assert third["problems"][0]["message"] in third["message"]


def test_every_kind_and_form_is_described() -> None:
    assert set(explanation._KIND_DESCRIPTIONS) == set(Kind) - {Kind.CHAT}  # noqa: SLF001  (the tables of the sentences)
    assert set(explanation._CHAT_DESCRIPTIONS) == set(Via)  # noqa: SLF001  (as above)
