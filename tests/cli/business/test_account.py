"""The commands for one link, the number, its profile, its templates and one message."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.business.fake_meta import PHONE_ID, TOKEN
from tests.business.fake_rules import template
from tests.conftest import posix

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta
    from tests.conftest import Run

    Tool = Callable[..., Run]

LINK, OTHER = "https://wa.me/message/ABCDEF234567G1", "https://wa.me/message/AAAAAAAAAAAAA2"
NOTE = (
    'Note: "00447911123456" begins with an international prefix, so it was read as '
    "+44 7911 123456.\n"
)
ID = "wamid.000000447911123456"
SHOWN = [
    pytest.param(
        "status",
        "number            +44 7700 900123\nverified name     Rosa's Spices\n"
        "name status       APPROVED\nverification      VERIFIED\nquality           GREEN\n"
        "limit             TIER_250\nofficial account  no\n",
        "",
        id="status",
    ),
    pytest.param(
        "links list",
        f"LINK                                  TEXT\n{OTHER}  مرحبا\n{LINK}  Hello!\n",
        "",
        id="links list",
    ),
    pytest.param(
        "links list --json",
        f'{{"code": "AAAAAAAAAAAAA2", "url": "{OTHER}", "text": "مرحبا"}}\n'
        f'{{"code": "ABCDEF234567G1", "url": "{LINK}", "text": "Hello!"}}\n',
        "",
        id="links list --json",
    ),
    pytest.param(f"links update {LINK} 'Hi\\nthere'", f"{LINK}\n", "", id="links update"),
    pytest.param(
        "links update abcdef234567g1 Hi --json",
        f'{{"code": "ABCDEF234567G1", "url": "{LINK}", "text": "Hi"}}\n',
        "",
        id="links update --json",
    ),
    pytest.param(
        "links update ABCDEF234567G1 'Hi {name}'",
        f"{LINK}\n",
        'Note: "{name}" stays in the text of the link as it is: for a sheet, use wa-link business '
        "links sync\n",
        id="field in the text of a link",
    ),
    pytest.param("links delete ABCDEF234567G1", "", f"Deleted {LINK}\n", id="links delete"),
    pytest.param("links delete ABCDEF234567G1 -q", "", "", id="links delete -q"),
    pytest.param(
        "templates",
        "NAME          LANGUAGE  STATUS    CATEGORY   TEXT\n"
        "order_ready   en        APPROVED  UTILITY    Hi {{1}}, your order {{2}} is ready.\n"
        "order_ready   ar        APPROVED  UTILITY    مرحبا {{1}}، طلبك {{2}} جاهز.\n"
        "spring_offer  en_US     APPROVED  MARKETING  Our spring offer has begun.\n",
        "",
        id="templates",
    ),
    pytest.param(
        "profile",
        "about        Spices\naddress\ndescription\nemail\nwebsite\nvertical\n",
        "",
        id="profile",
    ),
    pytest.param(
        "profile --about Tea --vertical retail --website https://a.example --address ''",
        "about        Tea\naddress\ndescription\nemail\nwebsite      https://a.example\n"
        "vertical     RETAIL\n",
        "Changed about, address, websites, vertical.\n",
        id="profile, changed",
    ),
    pytest.param(
        r"profile --email a@a.example --address 'a\nb' --json -q",
        r'{"about": "Spices", "address": "a\nb", "description": "", '
        '"email": "a@a.example", '
        '"websites": [], "vertical": ""}\n',
        "",
        id="profile --json -q",
    ),
    pytest.param("send +447911123456 -t Hi", f"{ID}\n", "", id="send a text"),
    pytest.param(
        "send 07911123456 -r GB -t Hi --json",
        f'{{"id": "{ID}", "status": "accepted"}}\n',
        "",
        id="send --json",
    ),
    pytest.param(
        "send +447911123456 --template order_ready --language en --parameter A --parameter B",
        f"{ID}\n",
        "",
        id="send a template",
    ),
    pytest.param(
        "send 00447911123456 -r SA -t Hi",
        f"{ID}\n",
        NOTE,
        id="send with a note",
    ),
    pytest.param("send 00447911123456 -r SA -t Hi -q", f"{ID}\n", "", id="send with a note, -q"),
]


@pytest.mark.parametrize(("line", "out", "err"), SHOWN)
def test_each_command_prints_its_result(business: Tool, line: str, out: str, err: str) -> None:
    run = business(*shlex.split(line))
    assert (run.code, run.out) == (0, out)
    assert run.err == err


def test_a_new_link_is_printed(business: Tool, meta: FakeMeta) -> None:
    run = business("links", "create", r"Hi\nthere")
    (code,) = meta.links.keys() - {"ABCDEF234567G1", "AAAAAAAAAAAAA2"}
    assert (run.code, run.out, run.err) == (0, f"https://wa.me/message/{code}\n", "")
    assert meta.links[code] == "Hi\nthere"


@pytest.mark.parametrize(("command", "words"), [("links list", "short links"), ("templates", "te")])
def test_nothing_to_list_is_said(business: Tool, meta: FakeMeta, command: str, words: str) -> None:
    meta.links, meta.templates = {}, []
    run = business(*command.split())
    assert (run.code, run.out) == (0, "")
    assert words in run.err
    assert business(*command.split(), "--json").err == ""


REFUSED = [
    pytest.param("send +447911123457 -t Hi", 3, "131047", id="no session"),
    pytest.param("send 07911123456 -t Hi", 3, "--region GB", id="no region"),
    pytest.param("send x -t Hi", 3, "x", id="not a number"),
    pytest.param("send '+447911123456, +447911123457' -t Hi", 3, "several", id="two numbers"),
    pytest.param(
        "send 00447911123456 -r SA -t a --reject-notes repairs", 3, "rejects", id="a note"
    ),
    pytest.param("send 07911123456 -t Hi --exit-zero", 0, "--region GB", id="exit zero"),
    pytest.param("send none.txt -t Hi", 3, "no file has this name", id="a file"),
    pytest.param("send a.csv -t Hi", 3, "use wa-link business send-sheet a.csv", id="a sheet"),
    pytest.param("send + 44 7911 123456 -t Hi", 2, 'send "+ 44 7911 123456"', id="no quotes"),
    pytest.param("send +447911123456 Hello", 2, "the message after --text", id="two arguments"),
    pytest.param("send +447911123456 -t Hello there", 2, '-t "Hello there"', id="text, no quotes"),
    pytest.param("send +447911123456", 2, "--text or --template", id="no message"),
    pytest.param("send - -t Hi", 2, "reads none from standard input", id="standard input"),
    pytest.param("send '' -t Hi", 3, "There is no number.", id="no number"),
    pytest.param("send +447911123456 -t '   '", 2, "is empty", id="blank text"),
    pytest.param("send +447911123456 -t a --template b --language c", 2, "not both", id="two"),
    pytest.param("send +447911123456 --template b", 2, "--language", id="no language"),
    pytest.param("send +447911123456 -t a --parameter b", 2, "--template", id="no template"),
    pytest.param(
        "send +447911123456 --template b --language en",
        1,
        "order_ready (ar)",
        id="no such template",
    ),
    pytest.param("links update AAAAAAAAAAAAA3 Hi", 3, "no short link", id="no such link"),
    pytest.param("links delete AAAAAAAAAAAAA3", 3, "no short link", id="nothing to delete"),
    pytest.param("send +447911123456 -t 'Hi {name}'", 2, "send-sheet", id="field in a text"),
    pytest.param(
        "send +447911123456 --template a --language en --parameter {name}",
        2,
        "as it is",
        id="field in a parameter",
    ),
    pytest.param("links create --text Hi", 2, "write the text without", id="text as an option"),
    pytest.param("links delete --code A", 2, "write the code without", id="code as an option"),
    pytest.param("send-sheet a.csv --limit 3", 2, "Did you mean --max?", id="other name"),
    pytest.param("status --phone-number-id 3", 2, "Did you mean --phone-id?", id="Meta's name"),
    pytest.param("links create '-5 % off'", 2, "write -- before the text", id="text with a dash"),
    pytest.param("links delete AAAA", 2, "links list", id="not a code"),
    pytest.param("links delete AAAAAAAAAAAAA2 B", 2, "run it once for each", id="two codes"),
    pytest.param(f"links create {'a' * 141}", 2, "1 character too many", id="too long a text"),
    pytest.param("links create ''", 2, "is empty", id="no text"),
    pytest.param("profile --vertical shop", 2, "Unknown value", id="kind of business"),
    pytest.param("profile --email x", 2, "not an email", id="email address"),
    pytest.param("status --phone-id x", 2, "digits", id="not an ID"),
    pytest.param("status --phone-id 123", 1, "phone number ID", id="another ID"),
    pytest.param("templates --waba-id abc", 2, "Business Account ID must be", id="wrong account"),
    pytest.param("templates --waba-id 12", 1, "the ID of the WhatsApp Business", id="another"),
    pytest.param("templates --waba-id ''", 2, "--waba-id", id="no account"),
    pytest.param(
        "status --token-file a.csv",
        2,
        "chmod 600",
        marks=posix("rights of files"),
        id="an open file",
    ),
    pytest.param("status --token-file none", 2, "no such file", id="no token file"),
    pytest.param("status extra", 2, "business status takes no", id="surplus argument"),
]


@pytest.mark.parametrize(("line", "code", "message"), REFUSED)
def test_a_refusal_says_why(
    business: Tool, tmp_path: Path, line: str, code: int, message: str
) -> None:
    (tmp_path / "a.csv").write_text("phone\n+447911123456\n")
    (tmp_path / "a.csv").chmod(0o644)
    run = business(*shlex.split(line))
    assert (run.code, run.out) == (code, "")
    assert message in run.err
    assert run.err.startswith("Error: ")


@pytest.mark.parametrize("variable", ["WA_LINK_TOKEN", "WA_LINK_PHONE_ID", "WA_LINK_WABA_ID"])
def test_a_missing_value_names_its_variable(
    business: Tool, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.delenv(variable)
    run = business("templates" if "WABA" in variable else "status")
    assert (run.code, run.out) == (2, "")
    assert variable in run.err
    assert ("Generate token" in run.err) == (variable == "WA_LINK_TOKEN")


def test_templates_need_no_phone_id(business: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WA_LINK_PHONE_ID")
    assert business("templates").code == 0


def test_a_token_file_comes_before_the_variable(
    business: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WA_LINK_TOKEN", "EAA-another-token-that-is-wrong")
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    file.chmod(0o600)
    assert business("status").code == 1
    assert business("status", "--token-file", str(file)).code == 0


def test_nothing_of_the_server_acts_on_a_terminal(business: Tool, meta: FakeMeta) -> None:
    meta.links = {"ABCDEF234567G1": "a\x1b[31m\n\u202eb\x9b"}
    meta.templates = [template("x\x1b]0;y\x07", "en", "\u2066")]
    meta.number["verified_name"] = "\x1b[2J"
    meta.profile["about"] = "\x08"
    for command in ("links list", "templates", "status", "profile"):
        for json_ in ([], ["--json"]):
            out = business(*command.split(), *json_).out
            assert all(each.isprintable() or each == "\n" for each in out)
    (line,) = business("links", "list", "--json").out.splitlines()
    assert json.loads(line)["text"] == meta.links["ABCDEF234567G1"]


def test_options_come_before_variables(business: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WA_LINK_PHONE_ID", "123")
    assert business("status", "--phone-id", PHONE_ID).code == 0
