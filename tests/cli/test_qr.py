from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import read_qr
from wa_link.links.usernames import USERNAME_NOTE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

SAVED = r"(Saved .*|Drew the code): (\d+)×\2 px, verified\. Print it at \d+ mm or larger\.\n"
LINK = "https://wa.me/447911123456?text=Is%20it%20still%20available%3F"


@pytest.mark.parametrize("file_format", ["png", "svg"])
def test_a_number_is_saved_as_a_code(wa_link: Tool, tmp_path: Path, file_format: str) -> None:
    file = tmp_path / f"code.{file_format}"
    arguments = ["+44 7911 123456", "-t", "Is it still available?"]
    run = wa_link("qr", *arguments, "-o", str(file))
    assert (run.code, run.out) == (0, "")
    assert re.fullmatch(SAVED, run.err)
    to_stdout = wa_link("qr", *arguments, "-o", "-", "--to", file_format)
    assert to_stdout.raw == file.read_bytes()
    if file_format == "png":
        assert read_qr(file.read_bytes()) == LINK
    else:
        assert file.read_text().count("<path") == 1


def test_the_output_does_not_overwrite_an_input(wa_link: Tool, tmp_path: Path) -> None:
    (logo := tmp_path / "logo.png").write_bytes(b"a logo")
    (text := tmp_path / "text.svg").write_text("Hi")
    for options in (
        ["-o", str(logo), "--logo", str(logo)],
        ["--text-file", str(text), "-o", str(text)],
    ):
        run = wa_link("qr", "+447911123456", *options)
        assert run.code == 2
        assert "would be overwritten: name another file." in run.err
    assert (logo.read_bytes(), text.read_text()) == (b"a logo", "Hi")


@pytest.mark.parametrize(
    ("options", "sizes", "code"),
    [
        ("--size 800mm --dpi 1200", "37,7", 2),  # for any link
        ("--module-size 100 --quiet-zone 40 --error-correction H", "12,100×12,100", 3),
        ("--size 2000mm --dpi 4800 --caption x", "377,", 2),
    ],
)
def test_a_picture_of_too_many_pixels_is_refused(
    wa_link: Tool, tmp_path: Path, options: str, sizes: str, code: int
) -> None:
    run = wa_link("qr", "+447911123456", "-t", "x" * 20, "-o", str(tmp_path / "code.png"),
                  *options.split())  # fmt: skip
    assert run.code == code
    assert f"A PNG of {sizes}" in run.err
    assert "pixels is too large: it can have at most 80 million pixels. Choose" in run.err
    assert list(tmp_path.iterdir()) == []


def test_format_overrides_the_extension(wa_link: Tool, tmp_path: Path) -> None:
    file = tmp_path / "code.dat"
    assert wa_link("qr", LINK, "-o", str(file), "--to", "png").code == 0
    assert read_qr(file.read_bytes()) == LINK


@pytest.mark.parametrize(
    ("target", "drawn"),
    [
        pytest.param("wa.me/447911123456", "https://wa.me/447911123456", id="https added"),
        pytest.param(LINK, LINK, id="with text"),
        pytest.param(
            "https://api.whatsapp.com/send?phone=447911123456&text=a+b",
            "https://api.whatsapp.com/send?phone=447911123456&text=a+b",
            id="api, as it stands",
        ),
        pytest.param(
            "whatsapp://send?phone=447911123456", "whatsapp://send?phone=447911123456", id="app"
        ),
        pytest.param(
            "wa.me/message/ABCDEF234567G1",
            "https://wa.me/message/ABCDEF234567G1",
            id="short link",
        ),
        pytest.param("wa.me/c/447911123456", "https://wa.me/c/447911123456", id="catalogue"),
        pytest.param("chat.whatsapp.com/Ab1", "https://chat.whatsapp.com/Ab1", id="group"),
    ],
)
def test_a_link_is_drawn_unchanged(wa_link: Tool, target: str, drawn: str) -> None:
    run = wa_link("qr", target, "-o", "-", "--to", "png")
    assert run.code == 0
    assert re.fullmatch(rf"(?:Note: The code opens only .*\n)?{SAVED}", run.err)
    assert read_qr(run.raw) == drawn


@pytest.mark.parametrize(
    ("target", "note"),
    [
        pytest.param(
            "https://wa.me/966509999999",
            "+966 50 999 9999 looks like a placeholder, but it is a valid number: check that it is "
            "the right one.",
            id="nines",
        ),
        pytest.param(
            "https://wa.me/message/ABC",
            '"ABC" does not look like a code of WhatsApp, which has 14 capital letters and digits: '
            "open the link to check it.",
            id="unusual code",
        ),
        pytest.param(
            "https://wa.me/447911123456?text=Hi%2520there",
            'People see "%20" in the chat, because the text is encoded twice: encode it only once.',
            id="encoded twice",
        ),
    ],
)
def test_a_doubtful_link_is_drawn_with_a_note(wa_link: Tool, target: str, note: str) -> None:
    run = wa_link("qr", target, "-o", "-", "--to", "png")
    assert read_qr(run.raw) == target
    assert run.err.startswith(f"Note: {note}\n")


def test_a_link_to_a_user_name_is_noted(wa_link: Tool) -> None:
    run = wa_link("qr", "wa.me/some.shop", "-o", "-", "--to", "png")
    assert read_qr(run.raw) == "https://wa.me/some.shop"
    assert re.fullmatch(f"Note: {re.escape(USERNAME_NOTE.message)}\n{SAVED}", run.err)


def test_a_username_is_drawn_with_its_text(wa_link: Tool) -> None:
    run = wa_link("qr", "--username", "@Maria", "-t", "Hi", "-o", "-", "--to", "png")
    assert read_qr(run.raw) == "https://wa.me/maria?text=Hi"
    assert re.fullmatch(f"Note: {re.escape(USERNAME_NOTE.message)}\n{SAVED}", run.err)


CHAT = "https://wa.me/447911123456"
REPLACED = 'The text of the given link, "Hi", was replaced by the given text.'
REMOVED = 'The text of the given link, "Hi", was removed, because the given text is empty.'
KEPT = (
    '"wa.me/c/447911123456" opens another page (catalogue), which can\'t have another form, so '
    "--via api has no effect on it."
)
NATIONAL = "The number in the link has no calling code: it was read as +44 7911 123456."


@pytest.mark.parametrize(
    ("arguments", "drawn", "note"),
    [
        ([f"{CHAT}?text=Hi", "-t", ""], CHAT, REMOVED),
        ([f"{CHAT}?text=Hi", "-t", "Yo"], f"{CHAT}?text=Yo", REPLACED),
        ([f"{CHAT}?text=Hi", "--via", "api"],
         "https://api.whatsapp.com/send?phone=447911123456&text=Hi", ""),
        (["wa.me/c/447911123456", "--via", "api"], "https://wa.me/c/447911123456", KEPT),
        (["wa.me/07911123456", "-r", "GB"], CHAT, NATIONAL),
        (["wa.me/07911123456?text=Hi", "-r", "GB"], f"{CHAT}?text=Hi", NATIONAL),
        ([f"<{CHAT}?text=Hi>"], f"{CHAT}?text=Hi", ""),
        ([f"[Chat]({CHAT}?text=Hi)"], f"{CHAT}?text=Hi", ""),
        ([f"\u201c{CHAT}?text=Hi\u201d"], f"{CHAT}?text=Hi", ""),
        (["-t", "Hi"], "https://wa.me/?text=Hi", ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_a_link_is_changed_only_as_options_say(
    wa_link: Tool, arguments: list[str], drawn: str, note: str
) -> None:
    run = wa_link("qr", *arguments, "-o", "-", "--to", "png")
    assert read_qr(run.raw) == drawn
    notes = f"Note: {note}\n" if note else ""
    assert re.fullmatch(re.escape(notes) + SAVED, run.err)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        pytest.param(
            f"{CHAT}, wa.me/447700900123",
            f'"{CHAT}, wa.me/447700900123" contains 2 links or numbers: give only one of them.',
            id="two links",
        ),
        pytest.param(
            "@maria.lopez",
            '"@maria.lopez" has "@", which can\'t be part of a phone number: keep only the phone '
            "number. To link to a username, use --username maria.lopez.",
            id="username",
        ),
        pytest.param(
            "https://example.com/447911123456",
            '"https://example.com/447911123456" is not a WhatsApp link: check its spelling.',
            id="another site",
        ),
        pytest.param(
            "wa.me/4479",
            'The number in "wa.me/4479" is refused: "4479" is too short: '
            "it has 2 digits after +44, but numbers there have 7, 9 or 10.",
            id="no such number",
        ),
        pytest.param(
            "wa.me/+447911123456",
            '"+447911123456" begins with +: leave out the +. '
            "Use https://wa.me/447911123456 instead.",
            id="plus",
        ),
        pytest.param(
            "https://wa.me/+44 7911 123456",
            '"+44 7911 123456" begins with +: leave out the +. "+44 7911 123456" contains spaces '
            "or other signs: write only the digits 0 to 9. Use https://wa.me/447911123456 instead.",
            id="spaces",
        ),
        pytest.param(
            "wa.me/447911123456?text=Hi there",
            "A space in the link is not percent-encoded: many programs end the link there. "
            "Use https://wa.me/447911123456?text=Hi%20there instead.",
            id="text not encoded",
        ),
        pytest.param(
            "http://wa.me/447911123456",
            "The link begins with http: write https. Use https://wa.me/447911123456 instead.",
            id="http",
        ),
        pytest.param(
            "wa.me/07911123456",
            'The number in "wa.me/07911123456" is refused: "07911123456" begins with 0, so its '
            "calling code is missing: name the country, as in --region GB, or replace the 0 by the "
            "calling code.",
            id="national",
        ),
        pytest.param(
            "wa.me/1XXXXXXXXXX",
            'The number in "wa.me/1XXXXXXXXXX" is refused: "1XXXXXXXXXX" is a placeholder: replace '
            "it by the number, such as 447911123456.",
            id="placeholder",
        ),
        pytest.param(
            "https://wa.me/settings/linked_devices#2@abc",
            "This link pairs a device with the WhatsApp account of the person who opens it, so the "
            "device can read all their chats: never print or send it.",
            id="linked devices",
        ),
        pytest.param(
            "0501234567",
            '"0501234567" has no + and no region: write it with + and its calling code, '
            "or give its region, as in --region GB.",
            id="a number without region",
        ),
    ],
)
def test_wrong_links_and_numbers_are_refused(
    wa_link: Tool, tmp_path: Path, target: str, message: str
) -> None:
    file = tmp_path / "code.png"
    run = wa_link("qr", target, "-o", str(file))
    assert (run.code, run.out, run.err) == (3, "", f"Error: {message}\n")
    assert not file.exists()


def test_the_message_on_long_text_names_a_level(wa_link: Tool) -> None:
    run = wa_link("qr", "+447911123456", "-t", "é" * 400, "--error-correction", "H")
    assert (run.code, run.out) == (3, "")
    assert re.fullmatch(
        r"Error: The link has 2,432 bytes, [\d,]+ bytes too many for a QR code at error correction "
        r"level H: "
        r"shorten the text, or use --error-correction M\.\n",
        run.err,
    )
    assert wa_link("qr", "+447911123456", "-t", "é" * 400, "--error-correction", "m").code == 0


def test_sizes_reach_the_drawing(wa_link: Tool) -> None:
    svg = wa_link("qr", LINK, "-o", "-", "--to", "svg", "--module-size", "3", "--quiet-zone", "1")
    assert 'width="105" height="105" viewBox="0 0 35 35"' in svg.out  # 33 modules and 2
    note = "Note: Some phones need a quiet zone of 4 modules (ISO/IEC 18004) to find the code.\n"
    assert svg.err.startswith(note)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            [LINK, "--module-size", "3"], "--module-size has an effect only on a file", id="size"
        ),
        pytest.param([LINK, "--to", "png"], "--to has an effect only on a file", id="format"),
        pytest.param([LINK, "-o", "-"], "add --to png, svg or pdf", id="stdout"),
        pytest.param(
            [LINK, "-o", "code.gif"], "Can't write .gif: use .png, .svg or .pdf.", id="extension"
        ),
        pytest.param(
            [LINK, "--assume", "national"], "--assume has no effect on a link", id="assume"
        ),
        pytest.param([], "Give NUMBER|LINK", id="nothing"),
        pytest.param(
            ["wa.me/?text=Hi", "-t", "Yo"],
            "--text has no effect on a link without a phone number: leave it out.",
            id="text of a link without a number",
        ),
        pytest.param(
            ["wa.me/message/ABCDEF234567G1", "--via", "api"],
            "--via has no effect on a link without a phone number: leave it out.",
            id="form of a short link",
        ),
        pytest.param([LINK, "--quiet-zone", "-1"], "--quiet-zone", id="quiet zone"),
        pytest.param(
            [LINK, "-o", "no/such/folder/code.png"], "does not exist", id="missing folder"
        ),
    ],
)
def test_wrong_usage(wa_link: Tool, arguments: list[str], message: str) -> None:
    run = wa_link("qr", *arguments)
    assert (run.code, run.out) == (2, "")
    assert message in run.err


@pytest.mark.parametrize("name", ["--title", "--caption"])
@pytest.mark.parametrize("text", ["Price {x}", "{title|none}"])
def test_a_field_in_a_text_is_printed_and_noted(
    wa_link: Tool, tmp_path: Path, name: str, text: str
) -> None:
    run = wa_link("qr", "+447911123456", name, text, "-o", str(tmp_path / "a.svg"))
    assert run.code == 0
    field = text[text.index("{") :]
    assert f'Note: "{field}" in {name} is printed unchanged: only the commands' in run.err


def test_a_single_brace_is_not_a_field(wa_link: Tool, tmp_path: Path) -> None:
    run = wa_link("qr", "+447911123456", "--title", "a } b {", "-o", str(tmp_path / "a.svg"))
    assert "Note" not in run.err


@pytest.mark.parametrize(
    ("options", "is_file", "is_said"),
    [
        pytest.param([], True, True, id="text in a file"),
        pytest.param([], False, False, id="text in a pipe"),
        pytest.param(["-o", "-", "--to", "png"], True, False, id="picture"),
    ],
)
def test_text_in_a_file_of_a_picture_is_said(
    tmp_path: Path, options: list[str], *, is_file: bool, is_said: bool
) -> None:
    with (tmp_path / "code.png").open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "wa_link", "qr", "+447911123456", *options],
            stdout=file if is_file else subprocess.PIPE, stderr=subprocess.PIPE, check=True,
        )  # fmt: skip
    note = (
        "Note: The code was written as text for a terminal. To save a picture, use -o code.png in "
        "place of > code.png.\n"
    )
    assert (note in done.stderr.decode()) is is_said
