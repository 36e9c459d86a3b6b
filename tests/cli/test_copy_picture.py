"""`qr --copy` puts the picture of the code into the clipboard."""

from __future__ import annotations

import base64
import io
import sys
from typing import TYPE_CHECKING, Any

import pytest
import zxingcpp
from PIL import Image

from tests.cli.desktop import Call, Desktop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the programs of the desktop are scripts with #!"
)
ASK = ("qr", "+447911123456", "--copy")
COPIED = "Copied the code to the clipboard: 330×330 px, verified. Print it at 14 mm or larger.\n"


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    return Desktop(tmp_path, monkeypatch)


def picture(call: Call) -> Image.Image:
    """Return the picture that a program got: as a file, as its input, or as input in base64."""
    data = bytes.fromhex(call.files[0]) if call.files else base64.b64decode(call.input)
    if call.name == "powershell.exe":
        data = base64.b64decode(data)
    found = Image.open(io.BytesIO(data))
    assert found.format == "PNG"
    return found


@pytest.mark.parametrize(
    ("platform", "environment", "name", "arguments"),
    [
        pytest.param("linux", {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "wl-copy",
                     "--type image/png", id="wayland"),
        pytest.param("linux", {"DISPLAY": ":0"}, "xclip",
                     "-selection clipboard -t image/png", id="x11"),
        pytest.param("darwin", {}, "osascript", "as «class PNGf»)", id="macos"),
        pytest.param("linux", {"WSL_DISTRO_NAME": "Debian"}, "powershell.exe", "-Sta", id="wsl"),
        pytest.param("win32", {}, "System32/WindowsPowerShell/v1.0/powershell.exe", "SetImage",
                     id="windows"),
    ],
)  # fmt: skip
def test_each_system_gets_the_picture(
    platform: str,
    environment: dict[str, str],
    name: str,
    arguments: str,
    desktop: Desktop,
    wa_link: Callable[..., Run],
) -> None:
    desktop.add(name)
    desktop.set(platform, **environment)
    run = wa_link(*ASK)
    assert (run.code, run.out, run.err) == (0, "", COPIED)
    (call,) = desktop.calls
    assert arguments in " ".join(call.arguments)
    assert [each.text for each in zxingcpp.read_barcodes(picture(call))] == [
        "https://wa.me/447911123456"
    ]


def test_the_temporary_picture_is_removed(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wa_link: Callable[..., Run]
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    desktop.add("osascript")
    desktop.set("darwin")
    assert wa_link(*ASK).code == 0
    (call,) = desktop.calls
    assert call.arguments[-1].startswith(str(tmp_path / "temporary"))
    assert [*(tmp_path / "temporary").iterdir()] == []


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ([], (330, 330)),
        (["--module-size", "5"], (165, 165)),
        (["--quiet-zone", "6"], (370, 370)),
        (["--size", "40mm"], (462, 462)),
        (["--title", "Oak", "--size", "40mm"], (462, None)),
    ],
    ids=["default", "module size", "quiet zone", "size", "title"],
)
def test_options_of_a_picture_have_an_effect(
    words: list[str],
    size: tuple[int, int | None],
    desktop: Desktop,
    wa_link: Callable[..., Run],
) -> None:
    desktop.add("xclip")
    desktop.set(DISPLAY=":0")
    run = wa_link(*ASK, *words)
    assert run.code == 0, run.err
    found = picture(desktop.calls[0])
    assert found.width == size[0]
    assert found.height == size[1] or (size[1] is None and found.height > size[0])


@pytest.mark.parametrize("name", ["code.png", "code.svg", "code.pdf", "-"])
def test_the_code_can_be_saved_and_copied(
    name: str, desktop: Desktop, tmp_path: Path, wa_link: Callable[..., Run]
) -> None:
    desktop.add("xclip")
    desktop.set(DISPLAY=":0")
    output = name if name == "-" else str(tmp_path / name)
    run = wa_link(*ASK, "-o", output, *(["--to", "svg"] if name == "-" else []))
    assert run.code == 0, run.err
    assert run.err.splitlines()[-1] + "\n" == COPIED
    assert picture(desktop.calls[0]).size == (330, 330)
    assert run.raw if name == "-" else (tmp_path / name).stat().st_size


@pytest.mark.parametrize(
    ("environment", "script", "said"),
    [
        pytest.param({}, {}, "--copy can't copy a picture, because there is no display here: {}.",
                     id="no display"),
        pytest.param({"TERMUX_VERSION": "1"}, {}, "--copy can't copy a picture, because there is "
                     "no program such as wl-copy or xclip. Install one of them, or {}.",
                     id="no program"),
        pytest.param({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, {},
                     "--copy can't copy a picture to your computer over SSH: {}.", id="ssh"),
        pytest.param({"DISPLAY": ":0"}, {"code": 1},
                     "xclip can't copy the picture to the clipboard: {}.", id="fails"),
    ],
)  # fmt: skip
def test_a_picture_that_cannot_be_copied(
    environment: dict[str, str],
    script: dict[str, Any],
    said: str,
    desktop: Desktop,
    tmp_path: Path,
    wa_link: Callable[..., Run],
) -> None:
    desktop.add("xclip", **script)
    desktop.set(**environment)
    run = wa_link(*ASK)
    error = f"Error: {said.format('save the code with -o code.png')}\n"
    assert (run.code, run.out, run.err) == (1, "", error)
    run = wa_link(*ASK, "-o", str(tmp_path / "code.png"))
    assert run.code == 1
    assert run.err.endswith(f"\nError: {said.format('use the saved file')}\n")
    assert (tmp_path / "code.png").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "svg"], "--to has no effect on --copy, which copies a PNG: leave out"),
        (["--blocks", "full"], "--blocks has an effect only in the terminal: leave out --copy."),
        (["--blocks", "full", "-o", "a.png"], "only in the terminal: leave out -o."),
    ],
    ids=["to", "blocks", "blocks and file"],
)
def test_options_without_effect_are_refused(
    words: list[str], said: str, desktop: Desktop, wa_link: Callable[..., Run]
) -> None:
    desktop.add("xclip")
    desktop.set(DISPLAY=":0")
    run = wa_link(*ASK, *words)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert desktop.calls == []


def test_nothing_is_copied_of_a_refused_number(
    desktop: Desktop, wa_link: Callable[..., Run]
) -> None:
    desktop.add("xclip")
    desktop.set(DISPLAY=":0")
    assert wa_link("qr", "12", "--copy", "-r", "GB").code == 3
    assert desktop.calls == []
