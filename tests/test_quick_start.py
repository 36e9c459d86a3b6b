"""Tests of the quick start and of the page on installing; test_readme.py runs their commands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGLISH, ARABIC, INSTALL = (
    (ROOT / "examples" / name).read_text(encoding="utf-8")
    for name in ("quick-start.md", "quick-start.ar.md", "install.md")
)
LANGUAGES = pytest.mark.parametrize("page", [ENGLISH, ARABIC], ids=["English", "Arabic"])
LONGEST = 150  # lines
runs_shells = pytest.mark.skipif(sys.platform == "win32", reason="only POSIX: shells")
# The commands that install wa-link, by system.
SET_UP = dict(
    zip(
        ("Windows", "macOS", "Linux"),
        (
            re.sub(r"^ +", "", block, flags=re.MULTILINE).splitlines()
            for block in re.findall(r"```(?:powershell|sh)\n(.*?)\n *```", ENGLISH, re.DOTALL)
        ),
        strict=True,
    )
)
OF_ANY_LANGUAGE = re.compile(r"--[\w-]+|-o \S+|examples/\S+|^\$ wa-link \w+", re.MULTILINE)


@LANGUAGES
def test_the_quick_start_is_short(page: str) -> None:
    assert page.count("\n") <= LONGEST


def test_both_languages_have_the_same_parts_and_commands() -> None:
    shapes = [
        (
            re.findall(r"^## (\d)\.", page, re.MULTILINE),
            re.findall(r"^ *((?:py|python3|pipx|sudo) .*)$", page, re.MULTILINE),
            [
                OF_ANY_LANGUAGE.findall(block)
                for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL)
            ],
            len(re.findall(r"^\| ", page, re.MULTILINE)),
        )
        for page in (ENGLISH, ARABIC)
    ]
    assert shapes[0] == shapes[1]
    assert [len(part) for part in shapes[0][:3]] == [8, 9, 5]


def test_code_blocks_in_arabic_are_read_from_left_to_right() -> None:
    outside = re.sub(r'<div dir="rtl" lang="ar">\n\n.*?\n</div>\n', "", ARABIC, flags=re.DOTALL)
    assert re.findall(r"```.*?```\n", ARABIC, re.DOTALL) == re.findall(
        r"```.*?```\n", outside, re.DOTALL
    )
    assert not re.search(r"\w", re.sub(r"```.*?```\n", "", outside, flags=re.DOTALL))
    # `dir` keeps the order of code that begins or ends with a sign, or is in two scripts.
    prose = re.sub(r"```.*?```\n", "", ARABIC, flags=re.DOTALL)
    for code in re.findall(r"`([^`\n]+)`", prose):
        assert re.fullmatch(r"(?a:\w.*\w)|\$", code), code
        assert code.isascii(), code
    assert '<code dir="ltr">{name|' in prose


@LANGUAGES
@pytest.mark.parametrize(
    "error",
    ["has no + and no region", "does not exist", "too_short"],
)
def test_messages_in_the_table_are_those_of_wa_link(page: str, error: str) -> None:
    assert error in page
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "wa_link").rglob("*.py")]
    assert any(error in text for text in texts)


@runs_shells
@pytest.mark.long(slice=1)
@pytest.mark.parametrize("system", SET_UP)
def test_the_commands_of_a_system_install_wa_link(tmp_path: Path, system: str) -> None:
    """Run them in a copy, with an empty home folder and the names that the system gives Python."""
    copy, home, programs, python = (
        tmp_path / name for name in ("copy", "home", "programs", "venv/bin/python")
    )
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".[!.]*", "tests", "__pycache__"))
    for folder in (home, programs):
        folder.mkdir()
    subprocess.run(
        [sys.executable, "-m", "venv", "--system-site-packages", tmp_path / "venv"], check=True
    )
    for name, script in {
        "py": f'exec {python} "$@"',
        "python3": f'exec {python} "$@"',
        "pipx": f'exec {python} -m pipx "$@"',
        "sudo": f'test "$*" = "apt install pipx" && {python} -m pip install --user pipx',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    environment = {
        **{name: it for name, it in os.environ.items() if name.startswith("PIP_")},
        "HOME": str(home),
        "PATH": f"{programs}:/usr/bin:/bin",
        "SHELL": "/bin/bash",
    }
    commands = "\n".join(SET_UP[system])
    subprocess.run(["/bin/sh", "-e", "-c", commands], cwd=copy, env=environment, check=True)
    # A new terminal finds wa-link, because `ensurepath` has changed this file.
    find_and_run = '. "$HOME/.bashrc" && wa-link link "+44 7911 123456"'
    link = subprocess.check_output(["/bin/sh", "-c", find_and_run], env=environment)
    assert link == b"https://wa.me/447911123456\n"


@runs_shells
@pytest.mark.parametrize(
    ("text", "bash"),
    [
        ("Only $5", "'Only $5'"),
        ("Hello!", "'Hello!'"),
        ("it's", '"it\'s"'),
        ("Layla’s", '"Layla’s"'),
        ('24" screen', "'24\" screen'"),
        ("5-9,12", "5-9,12"),
        ("#075e54", '"#075e54"'),
    ],
)
def test_quotes_of_the_page_on_installing_keep_the_text(text: str, bash: str) -> None:
    assert f"`{bash}`" in INSTALL or f" {bash}`" in INSTALL
    printed = subprocess.check_output(["/bin/bash", "-c", f"printf %s {bash}"], text=True)
    assert printed == text
    # Python quotes arguments as programs on Windows split them, but only if it must.
    if '"' in text:
        assert f"`{subprocess.list2cmdline([text])}`" in INSTALL


@pytest.mark.parametrize("system", ["Windows", "Linux"])
def test_the_page_on_installing_has_the_same_commands(system: str) -> None:
    assert "\n{}\n".format("\n".join(SET_UP[system])) in INSTALL
