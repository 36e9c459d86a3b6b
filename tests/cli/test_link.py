from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.phone.test_cell import CASES, COUNTRY_RULES
from wa_link.links.usernames import USERNAME_NOTE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]


@pytest.mark.parametrize(
    ("arguments", "link"),
    [
        pytest.param(
            ["+44 (0) 7911 123456", "--text", "Is it still available?"],
            "https://wa.me/447911123456?text=Is%20it%20still%20available%3F",
            id="number and text",
        ),
        pytest.param(
            ["0501234567", "--region", "SA", "-t", r"Hi\nAre you there?"],
            "https://wa.me/966501234567?text=Hi%0AAre%20you%20there%3F",
            id="typed line break",
        ),
        pytest.param(
            ["-t", "Look at this"], "https://wa.me/?text=Look%20at%20this", id="no number"
        ),
        pytest.param(["+447911123456"], "https://wa.me/447911123456", id="no text"),
        pytest.param(
            ["0501234567", "-r", "sa"], "https://wa.me/966501234567", id="region in lower case"
        ),
        pytest.param(
            ["+447911123456", "-t", r"C:\\new \t 50% off"],
            "https://wa.me/447911123456?text=C%3A%5Cnew%20%5Ct%2050%25%20off",
            id="backslashes and percent signs",
        ),
        pytest.param(
            ["+447911123456", "-t", "See you."],
            "https://wa.me/447911123456?text=See%20you%2E",
            id="last character",
        ),
        pytest.param(
            ["+447911123456", "-t", "Hi", "--via", "api"],
            "https://api.whatsapp.com/send?phone=447911123456&text=Hi",
            id="api",
        ),
        pytest.param(
            ["+447911123456", "-t", "Hi", "--via", "web"],
            "https://web.whatsapp.com/send?phone=447911123456&text=Hi",
            id="web",
        ),
        pytest.param(
            ["+447911123456", "--via", "app"], "whatsapp://send?phone=447911123456", id="app"
        ),
        pytest.param(
            ["30123456", "--assume", "national", "-r", "DE"],
            "https://wa.me/4930123456",
            id="bare national",
        ),
    ],
)
def test_link(wa_link: Tool, arguments: list[str], link: str) -> None:
    run = wa_link("link", *arguments)
    assert (run.code, run.out, run.err) == (0, f"{link}\n", "")


def test_a_bad_number_does_not_stop_the_others(wa_link: Tool) -> None:
    run = wa_link("link", "+447911123456", "12", "4915123456789", "-r", "DE", "-t", "Hi")
    assert run.code == 3
    assert run.out == ("https://wa.me/447911123456?text=Hi\nhttps://wa.me/4915123456789?text=Hi\n")
    assert run.err == (
        'Error: "12" is too short: it has 2 digits after +49, but numbers there have 4 to 15.\n'
        "Note: A + was assumed before the digits, so they were read as +49 1512 3456789.\n"
    )


def test_no_region_is_refused_with_the_way_out(wa_link: Tool) -> None:
    run = wa_link("link", "966501234567")
    assert (run.code, run.out) == (3, "")
    assert run.err == (
        'Error: "966501234567" has no + and no region: write +966 50 123 4567 if that is the '
        "right number, or give its region, as in --region GB.\n"
    )


def test_the_region_may_come_from_the_environment(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WA_LINK_REGION", "SA")
    # The fixture removed the variable, and this test sets it.
    assert wa_link("link", "0501234567").out == "https://wa.me/966501234567\n"
    assert wa_link("link", "07911123456", "-r", "GB").out == "https://wa.me/447911123456\n"


class TestPieces:
    @pytest.mark.parametrize(
        ("arguments", "whole"),
        [
            pytest.param(["+44", "7911", "123456"], "+44 7911 123456", id="international"),
            pytest.param(
                ["050", "123", "4567", "-r", "SA"], "050 123 4567", id="national with a region"
            ),
            pytest.param(["(0)50", "1234567", "-r", "SA"], "(0)50 1234567", id="with brackets"),
            pytest.param(["44", "7911", "123456"], "44 7911 123456", id="without its plus"),
        ],
    )
    def test_of_one_number_are_recognised(
        self, wa_link: Tool, arguments: list[str], whole: str
    ) -> None:
        run = wa_link("link", *arguments)
        assert (run.code, run.out) == (3, "")
        pieces = len(whole.split())
        region = " --region SA" if "SA" in arguments else ""
        assert run.err == (
            f'Error: "{whole}" came as {pieces} numbers: if it is one number, put it in quotes, '
            f'as in wa-link link "{whole}"{region}\n'
        )

    def test_that_are_valid_alone_get_no_link(self, wa_link: Tool) -> None:
        # 51234 alone is a valid number in St Helena; here it is the end of another number.
        assert wa_link("link", "51234", "-r", "SH").code == 0
        run = wa_link("link", "+290", "51234", "-r", "SH")
        assert (run.code, run.out) == (3, "")

    def test_beside_a_whole_number_do_not_take_it_along(self, wa_link: Tool) -> None:
        run = wa_link("link", "+447911123457", "+44", "7911", "123456")
        assert run.code == 3
        assert run.out == "https://wa.me/447911123457\n"
        assert '"+44 7911 123456" came as 3 numbers' in run.err

    def test_that_make_no_number_are_reported_alone(self, wa_link: Tool) -> None:
        run = wa_link("link", "+44", "12", "99")
        assert run.code == 3
        assert len(run.err.splitlines()) == 3
        assert "in quotes" not in run.err

    def test_many_refused_numbers_are_no_pieces(self, wa_link: Tool) -> None:
        run = wa_link("link", *["12"] * 100)
        assert len(run.err.splitlines()) == 100


class TestJson:
    def test_of_links_and_refusals(self, wa_link: Tool) -> None:
        run = wa_link("link", "4915123456789", "12", "-r", "DE", "-t", "Grüße", "--json")
        assert (run.code, run.err) == (3, "")
        assert [json.loads(line) for line in run.out.splitlines()] == [
            {
                "input": "4915123456789",
                "line": None,
                "link": "https://wa.me/4915123456789?text=Gr%C3%BC%C3%9Fe",
                "phone": "+4915123456789",
                "username": None,
                "region": "DE",
                "line_type": "mobile",
                "text": "Grüße",
                "notes": [
                    {
                        "code": "plus_assumed",
                        "message": (
                            "A + was assumed before the digits, "
                            "so they were read as +49 1512 3456789."
                        ),
                    }
                ],
            },
            {
                "input": "12",
                "line": None,
                "reason": "too_short",
                "message": '"12" is too short: it has 2 digits after +49, '
                "but numbers there have 4 to 15.",
            },
        ]

    def test_without_a_number(self, wa_link: Tool) -> None:
        assert json.loads(wa_link("link", "-t", "Hi", "--json").out) == {
            "input": None,
            "line": None,
            "link": "https://wa.me/?text=Hi",
            "phone": None,
            "username": None,
            "region": None,
            "line_type": None,
            "text": "Hi",
            "notes": [],
        }

    def test_of_a_text_that_cannot_be_encoded(self, wa_link: Tool) -> None:
        run = wa_link("link", "+447911123456", "-t", "\ud83d", "--json")
        assert run.code == 3
        assert json.loads(run.out)["reason"] == "text_not_encodable"


class TestTextFile:
    @pytest.mark.parametrize(
        ("content", "text"),
        [
            pytest.param(b"Hi\n\nThere\n", "Hi%0A%0AThere", id="one final line break dropped"),
            pytest.param(b"Hi\r\nThere\r\n", "Hi%0AThere", id="CRLF"),
            pytest.param(b"Hi\n\n", "Hi%0A", id="only one"),
            pytest.param(rb"a\nb", "a%5Cnb", id="escapes are verbatim"),
            pytest.param(b"\xef\xbb\xbfHi", "Hi", id="byte-order mark"),
            pytest.param("مرحبا".encode(), "%D9%85%D8%B1%D8%AD%D8%A8%D8%A7", id="Arabic"),
        ],
    )
    def test_gives_the_text(self, wa_link: Tool, tmp_path: Path, content: bytes, text: str) -> None:
        file = tmp_path / "text.txt"
        file.write_bytes(content)
        link = f"https://wa.me/447911123456?text={text}\n"
        assert wa_link("link", "+447911123456", "--text-file", str(file)).out == link
        assert wa_link("link", "+447911123456", "--text-file", "-", stdin=content).out == link

    def test_that_is_not_utf8_is_named_by_its_line(self, wa_link: Tool) -> None:
        run = wa_link("link", "+447911123456", "--text-file", "-", stdin=b"Hi\ncaf\xe9 au lait\n")
        assert (run.code, run.out) == (1, "")
        assert run.err == (
            'Error: --text-file stdin is not in UTF-8: line 2 contains "é au lait". '
            "Save the file as UTF-8.\n"
        )

    def test_that_is_missing_is_named(self, wa_link: Tool, tmp_path: Path) -> None:
        run = wa_link("link", "+447911123456", "--text-file", str(tmp_path / "none.txt"))
        assert run.code == 2
        assert "none.txt" in run.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "Give a number, a text or both, or - to read", id="nothing"),
        pytest.param(
            ["+447911123456", "-t", "x", "--text-file", "-"],
            "Give --text or --text-file, not both.",
            id="two texts",
        ),
        pytest.param(
            ["0501234567", "-r", "Saudi"],
            '"Saudi" is not a region. Did you mean SA (Saudi Arabia)',
            id="part of a region's name",
        ),
        pytest.param(["1", "-r", "EN"], "Did you mean GB (United Kingdom)", id="a language"),
        pytest.param(["1", "-r", ""], "The value of --region is empty", id="a blank region"),
        pytest.param(["1", "--via", "sms"], 'Unknown value "sms". Use wa.me', id="unknown form"),
    ],
)
def test_wrong_usage(wa_link: Tool, arguments: list[str], message: str) -> None:
    run = wa_link("link", *arguments)
    assert (run.code, run.out) == (2, "")
    assert message in run.err


def test_qr_is_drawn_on_stderr(wa_link: Tool) -> None:
    run = wa_link("link", "+447911123456", "--qr")
    assert run.out == "https://wa.me/447911123456\n"
    assert run.err == wa_link("qr", "+447911123456").out
    assert "▀" in run.err


def test_a_code_that_does_not_hold_the_text_costs_only_the_code(wa_link: Tool) -> None:
    run = wa_link("link", "+447911123456", "-t", "é" * 700, "--qr")
    assert run.code == 3
    assert run.out.startswith("https://wa.me/447911123456?text=")
    assert run.err.startswith("Error: The link has ")


# `parse_phone` reads each link as international; `link` also knows links with a national number.
IN_LINKS: dict[tuple[str, str | None], str] = {
    ("wa.me/0501234567", "SA"): "966501234567 national_assumed"
}


@pytest.mark.parametrize(("cell", "region", "result"), [*CASES, *COUNTRY_RULES])
def test_cases(wa_link: Tool, cell: str, region: str | None, result: str) -> None:
    options = ["--region", region] if region else []
    run = wa_link("link", "--json", *options, "--", cell)
    record = json.loads(run.out)
    result = IN_LINKS.get((cell, region), result)
    if "reason" in record:
        assert (run.code, record["reason"]) == (3, result)
    else:
        notes = [note["code"] for note in record["notes"]]
        digits = record["phone"].removeprefix("+")
        assert record["link"].startswith(f"https://wa.me/{digits}")
        assert (run.code, " ".join([digits, *notes])) == (0, result)


def test_a_blank_argument_is_no_piece(wa_link: Tool) -> None:
    run = wa_link("link", "+447911123456", "")
    assert (run.code, run.out, run.err) == (
        3,
        "https://wa.me/447911123456\n",
        "Error: There is no number.\n",
    )


def test_what_stands_behind_pieces_is_not_linked(wa_link: Tool) -> None:
    # The end of the second number is a valid number in Dortmund.
    numbers = ["0170", "1234567", "030", "23125000"]
    run = wa_link("link", "+447911123456", *numbers, "-r", "DE")
    assert (run.code, run.out) == (3, "https://wa.me/447911123456\n")


def test_a_text_that_is_not_utf_8_is_told(wa_link: Tool) -> None:
    run = wa_link("link", "+447911123456", "-t", "caf\udce9")
    assert run.err == (
        "Error: Character 4 of the text is a byte that is not UTF-8: give the text in UTF-8.\n"
    )


class TestUsername:
    def test_gives_a_link_with_a_dated_note(self, wa_link: Tool) -> None:
        run = wa_link("link", "--username", "@Maria.Lopez", "-t", "Hi")
        assert (run.code, run.out) == (0, "https://wa.me/maria.lopez?text=Hi\n")
        assert run.err == f"Note: {USERNAME_NOTE.message}\n"
        assert "2026" in run.err

    def test_is_a_field_of_json(self, wa_link: Tool) -> None:
        record = json.loads(wa_link("link", "--username", "@Maria", "--json").out)
        assert record["input"] == "@Maria"
        assert (record["link"], record["phone"], record["username"]) == (
            "https://wa.me/maria", None, "maria",
        )  # fmt: skip
        assert [note["code"] for note in record["notes"]] == ["username_link"]

    def test_that_breaks_a_rule_is_refused(self, wa_link: Tool) -> None:
        run = wa_link("link", "--username", "www.maria", "--json")
        assert (run.code, json.loads(run.out)["reason"]) == (3, "invalid_username")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["+447911123456"], "give a number or --username, not both"),
            (["-r", "SA"], "--region has no effect with --username"),
            (["--assume", "national"], "--assume has no effect with --username"),
            (["--via", "api"], "exist only in the form wa.me, not api: leave out --via"),
            (["--username", ""], "The value of --username is empty"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    @pytest.mark.parametrize("command", ["link", "qr"])
    def test_does_not_go_with_options_for_numbers(
        self, wa_link: Tool, command: str, arguments: list[str], message: str
    ) -> None:
        run = wa_link(command, "--username", "maria", *arguments)
        assert (run.code, run.out) == (2, "")
        assert message in re.sub(r"\s+", " ", run.err)

    def test_may_be_used_with_a_region_in_the_environment(
        self, wa_link: Tool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WA_LINK_REGION", "SA")
        assert wa_link("link", "--username", "maria").code == 0


class TestGivenLink:
    def test_keeps_its_text_or_its_page(self, wa_link: Tool) -> None:
        chat, product = "wa.me/447911123456?text=Hi%20there", "wa.me/p/123/447911123456"
        run = wa_link("link", chat, product)
        assert (run.code, run.err) == (0, "")
        assert run.out == f"https://{chat}\nhttps://{product}\n"

    def test_that_loses_something_is_noted(self, wa_link: Tool) -> None:
        run = wa_link("link", "wa.me/447911123456?text=Hi", "wa.me/c/447911123456", "-t", "Yo")
        assert (run.code, run.out) == (0, "https://wa.me/447911123456?text=Yo\n" * 2)
        assert run.err == (
            'Note: The text of the given link, "Hi", was replaced by the given text.\n'
            'Note: "wa.me/c/447911123456" opens another page (catalogue), which can\'t have a '
            "text, so a chat link was made instead.\n"
        )

    @pytest.mark.parametrize("second", ["wa.me/12", "wa.me/maria.lopez", "12", "+44"])
    def test_is_not_a_part_of_a_number(self, wa_link: Tool, second: str) -> None:
        run = wa_link("link", "wa.me/447911123456?text=Hi", second, "wa.me/447911123457")
        assert run.code == 3
        assert run.out == "https://wa.me/447911123456?text=Hi\nhttps://wa.me/447911123457\n"

    def test_loses_its_text_with_an_empty_one(self, wa_link: Tool) -> None:
        run = wa_link("link", "wa.me/447911123456?text=Hi", "-t", "")
        assert (run.code, run.out) == (0, "https://wa.me/447911123456\n")
        assert "was removed, because the given text is empty." in run.err

    @pytest.mark.parametrize(
        ("link", "kind"),
        [
            ("wa.me/message/ABCDEF234567G1", "short link"),
            ("wa.me/?text=Hi", "chat link without a number"),
            ("chat.whatsapp.com/AbC", "group invitation"), ("whatsapp.com/channel/AbC", "channel"),
            ("call.whatsapp.com/voice/AbC", "call link"),
            ("wa.me/qr/ABCDEF234567G1", "contact code"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("text", [[], ["-t", "Hi"]], ids=["no text", "text"])
    def test_without_a_number_is_refused_with_a_way_out(
        self, wa_link: Tool, link: str, kind: str, text: list[str]
    ) -> None:
        run = wa_link("link", link, *text)
        assert (run.code, run.out) == (3, "")
        assert run.err == (
            f'Error: "{link}" has no phone number ({kind}): use the link as it is, or give the '
            "phone number itself.\n"
        )

    @pytest.mark.parametrize("username", ["@maria.lopez", "maria.lopez", "wa.me/maria.lopez"])
    def test_of_a_username_names_the_option(self, wa_link: Tool, username: str) -> None:
        run = wa_link("link", username)
        assert run.code == 3
        assert run.err.endswith(" To link to a username, use --username maria.lopez.\n")


UNFILLED = (
    'Note: "{name}" in --text stays unchanged: only the commands labels and batch replace such '
    "fields.\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Hi {name}", UNFILLED), ("Hi {name}, {name}", UNFILLED), ("Hi {}", ""), ("Hi [name]", "")],
)
@pytest.mark.parametrize(
    "arguments",
    [
        ["link", "+447911123456"],
        ["link", "+447911123456", "+447911123457"],
        ["link", "-"],
        ["link"],
        ["qr", "+447911123456"],
        ["qr"],
    ],
)
def test_a_field_in_the_text_is_said_once(
    wa_link: Callable[..., Run], arguments: list[str], text: str, said: str
) -> None:
    run = wa_link(*arguments, "--text", text, stdin=b"+447911123456\n+447911123457\n")
    assert (run.code, run.err) == (0, said)
