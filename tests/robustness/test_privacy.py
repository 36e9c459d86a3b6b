"""Nothing leaves the machine, and no data stays there but the requested files.

Only the commands of `business` open connections, and only to the address of `--base-url`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.business.fake_meta import FakeMeta
from tests.conftest import needs_font, program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Python reports each of these before it happens (its table of audit events). The first argument is
# the only port of this machine that may be reached.
OFFLINE = """
import sys

ALLOWED = ("127.0.0.1", int(sys.argv.pop(1)))

def refuse(event, arguments):
    if event == "socket.connect" and arguments[1] == ALLOWED:
        return
    if event == "socket.getaddrinfo" and arguments[:2] == ALLOWED:
        return
    if event in {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg",
                 "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr",
                 "urllib.Request", "http.client.connect", "webbrowser.open"}:
        raise SystemExit(f"{event} {arguments}")

sys.addaudithook(refuse)
from wa_link.cli import main
sys.exit(main(sys.argv[1:]))
"""
SHEET = "phone,name\n+447911123456,Ann\n0501234567,علي\n12,Bo\n"
OWN_DESIGN = """#import "card.typ": *
#let design(card, width, height) = {
  code(card, 25mm)
  [#card.title #card.row.at("phone") #image("dot.svg", width: 1mm, alt: "dot")]
}
"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
# Packages: one that is named is refused before anything is compiled; one with a computed name
# finds a proxy at a closed port.
NAMED = '#import "@preview/cetz:0.3.4": *\n' + OWN_DESIGN
PUT_TOGETHER = OWN_DESIGN.replace("  code", '  import "@pre" + "view/cetz:0.3.4": *\n  code')
FILES = {
    "sheet.csv": SHEET, "own.typ": OWN_DESIGN, "dot.svg": DOT, "named.typ": NAMED,
    "put-together.typ": PUT_TOGETHER, "consent.csv": "phone,agreed\n+447911123456,yes\n",
}  # fmt: skip
SYNC = "business links sync sheet.csv --key phone --text {phone} --state s.jsonl -o links.csv"
SEND = ("business send-sheet consent.csv --template spring_offer --language en_US "
        "--opt-in-column agreed --ledger sent.jsonl --max 9 -o sent.csv")  # fmt: skip
LABELS = "labels sheet.csv -r SA --stock L7160 -o labels.pdf"
COMMANDS = {
    "link": ("link +447911123456 -t Hi --json", 0),
    "qr in the terminal": ("qr +447911123456", 0),
    "png": ("qr +447911123456 -o code.png --caption Oak --size 40mm", 0),
    "png, bare": ("qr +447911123456 -o code.png", 0),
    "svg": ("qr wa.me/message/ABCDEF234567G1 -o code.svg", 0),
    "svg, title": ("qr +447911123456 -o code.svg --title Oak --call-to-action Scan", 0),
    "pdf": ("qr +447911123456 -o code.pdf --caption شقة", 0),
    "inspect": ("inspect https://wa.me/447911123456?text=Hi", 0),
    "batch": ("batch sheet.csv -r SA -t {name} -o links.csv --rejects r.csv", 3),
    "batch, codes": ("batch sheet.csv -r SA -o links.csv --qr-dir codes", 3),
    "batch, cards": ("batch sheet.csv -r SA -o links.csv --qr-dir codes --title {name}",
                     3),
    "batch, address book": ("batch sheet.csv -r SA -o links.vcf", 3),
    "link, opened without a display": ("link +447911123456 --open", 0),
    "workbook": ("batch sheet.csv -r SA -o links.xlsx", 3),
    "labels": (f"{LABELS} --caption {{name}}", 3),
    "labels, fonts of the system": (f"{LABELS} --title 扫码聊天", 3),
    "labels, own design": (f"{LABELS} --title {{name}} --design own.typ", 3),
    "labels, named package": (f"{LABELS} --title {{name}} --design named.typ", 2),
    "labels, package put together": (f"{LABELS} --title {{name}} --design put-together.typ", 2),
    "labels, picture from an address": (f"{LABELS} --design https://example.org/a.typ", 2),
    "help": ("--help", 0),
    "short links, dry run": (f"{SYNC} --dry-run", 0),
    "messages, dry run": (f"{SEND} --dry-run", 0),
}  # fmt: skip
CODE = "ABCDEF234567G1"
ONLINE = {
    "list": "links list",
    "create": "links create Hi",
    "update": f"links update {CODE} Hello",
    "delete": f"links delete {CODE}",
    "sync": SYNC.removeprefix("business "),
    "prune": f"{SYNC.removeprefix('business ')} --prune",
    "status": "status",
    "profile": "profile",
    "changed profile": "profile --about Spices",
    "message": "send +447911123456 --text Hi",
    "template": "send +447911123456 --template spring_offer --language en_US",
    "send-sheet": f"{SEND.removeprefix('business ')} --yes",
    "templates": "templates",
}
CODES = {"links.csv", "codes", "codes/000001-447911123456.png", "codes/000002-966501234567.png"}
WRITTEN = {
    "png": {"code.png"}, "png, bare": {"code.png"}, "svg": {"code.svg"}, "svg, title": {"code.svg"},
    "pdf": {"code.pdf"}, "batch": {"links.csv", "r.csv"}, "workbook": {"links.xlsx"},
    "batch, address book": {"links.vcf"},
    "labels": {"labels.pdf"}, "labels, fonts of the system": {"labels.pdf"},
    "labels, own design": {"labels.pdf"}, "batch, codes": CODES, "batch, cards": CODES,
    "sync": {"links.csv", "s.jsonl"}, "prune": {"links.csv", "s.jsonl"},
    "send-sheet": {"sent.csv", "sent.jsonl"},
}  # fmt: skip
# The proxy of the user would see a request.
PROXIES = {
    **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://192.0.2.1:8080"),
    **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://192.0.2.1:8080"),
    "NO_PROXY": "*",
    "no_proxy": "*",
}
NO_PORT = "-1"


class Ran(NamedTuple):
    """The end of a command, and the files that exist after it."""

    code: int
    err: str
    files: dict[str, set[str]]


def run(command: list[str], folder: Path, variables: dict[str, str] = PROXIES) -> Ran:
    """Run a command in a new home folder."""
    folders = {each: folder / each for each in ("work", "home", "temporary")}
    for each in folders.values():
        each.mkdir()
    for name, content in FILES.items():
        (folders["work"] / name).write_text(content)
    environment = {name: value for name, value in os.environ.items() if name[:4] != "XDG_"}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        environment.pop(name, None)
    environment |= variables | {"HOME": str(folders["home"]), "TMPDIR": str(folders["temporary"])}
    done = subprocess.run(command, cwd=folders["work"], env=environment, capture_output=True,
                          text=True, check=False)  # fmt: skip
    found = {
        each: {str(path.relative_to(place)) for path in place.rglob("*")}
        for each, place in folders.items()
    }
    return Ran(done.returncode, done.stderr, found)


@pytest.mark.long(daily=5)
@pytest.mark.parametrize("name", COMMANDS)
def test_no_network_and_nothing_kept(name: str, tmp_path: Path) -> None:
    command, code = COMMANDS[name]
    if "fonts of the system" in name:
        needs_font("扫", "fonts-droid-fallback")
    ran = run([sys.executable, "-c", OFFLINE, NO_PORT, *command.split()], tmp_path)
    assert ran.code == code, ran.err
    assert ran.files == {
        "work": {*FILES} | WRITTEN.get(name, set()), "home": set(), "temporary": set()
    }  # fmt: skip


@pytest.fixture
def meta() -> Iterator[FakeMeta]:
    """Return a server with a short link, and a session with the number that gets messages."""
    with FakeMeta() as server:
        server.links[CODE] = "Hi"
        server.sessions.add("447911123456")
        yield server


def variables_of(meta: FakeMeta) -> dict[str, str]:
    """Return the variables for `business`; a proxy that they name must not see a request."""
    return {name: it for name, it in PROXIES.items() if "no" not in name.lower()} | meta.environment


@pytest.mark.long(daily=3)
@pytest.mark.parametrize("name", ONLINE)
def test_business_reaches_only_its_base_url(name: str, meta: FakeMeta, tmp_path: Path) -> None:
    port = meta.url.rpartition(":")[2]
    command = ["business", *ONLINE[name].split(), "--base-url", meta.url]
    ran = run([sys.executable, "-c", OFFLINE, port, *command], tmp_path, variables_of(meta))
    assert ran.code == 0, ran.err
    assert meta.requests
    assert ran.files == {
        "work": {*FILES} | WRITTEN.get(name, set()), "home": set(), "temporary": set()
    }  # fmt: skip


# Python does not see sockets of Rust libraries, but Linux does.
_CALL = re.compile(r"\b(socket|connect|bind|sendto|sendmsg|sendmmsg)\((.*)")
_LOCAL = ("AF_UNIX", "AF_NETLINK")
DRAWS = [name for name, (command, _) in COMMANDS.items() if "-o" in command.split()]


def network_calls(
    command: str, folder: Path, variables: dict[str, str] = PROXIES
) -> tuple[Ran, set[str]]:
    """Return the system calls of a command and its children that could reach another machine."""
    log = folder / "calls"
    trace = [program("strace", "strace"), "-f", "-qq", "-e", "trace=%network", "-o", str(log)]
    ran = run([*trace, sys.executable, "-m", "wa_link", *command.split()], folder, variables)
    calls = {found[0] for line in log.read_text().splitlines() if (found := _CALL.search(line))}
    return ran, {call for call in calls if not any(local in call for local in _LOCAL)}


@pytest.mark.long(daily=3)
@pytest.mark.parametrize("name", [name for name in DRAWS if "put together" not in name])
def test_no_call_of_the_system_opens_a_socket(name: str, tmp_path: Path) -> None:
    command, code = COMMANDS[name]
    ran, calls = network_calls(command, tmp_path)
    assert ran.code == code, ran.err
    assert not calls


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("name", ["sync", "send-sheet", "status"])
def test_business_calls_only_its_base_url(name: str, meta: FakeMeta, tmp_path: Path) -> None:
    command = f"business {ONLINE[name]} --base-url {meta.url}"
    ran, calls = network_calls(command, tmp_path, variables_of(meta))
    assert ran.code == 0, ran.err
    addressed = {call for call in calls if "_port=" in call}  # others use an open connection
    port = meta.url.rpartition(":")[2]
    address = f'sin_port=htons({port}), sin_addr=inet_addr("127.0.0.1")'
    assert addressed
    assert all(address in call for call in addressed), addressed


def test_a_package_finds_a_closed_network(tmp_path: Path) -> None:
    """Linux also reports the system call."""
    begun = time.monotonic()
    ran, calls = network_calls(COMMANDS["labels, package put together"][0], tmp_path)
    assert time.monotonic() - begun < 30
    assert (ran.code, "failed to download package" in ran.err) == (2, True)
    reached = {call for call in calls if not call.startswith("socket(")}
    assert len(reached) >= 1
    assert all('sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")' in each for each in reached)


@pytest.mark.parametrize("kind", ["local", "preview"])
def test_packages_of_the_user_are_not_imported(kind: str, tmp_path: Path) -> None:
    """Another program may have installed some; a design prints only the data of its card."""
    for place in ("home/.local/share", "home/.cache", "data", "cache"):
        package = tmp_path / place / "typst" / "packages" / kind / "mine" / "0.1.0"
        package.mkdir(parents=True)
        head = '[package]\nname = "mine"\nversion = "0.1.0"\nentrypoint = "mine.typ"\n'
        (package / "typst.toml").write_text(head)
        (package / "mine.typ").write_text('#let secret = "secret"')
    source = OWN_DESIGN.replace(
        "  code", f'  import "@" + "{kind}/mine:0.1.0": secret\n  panic(secret)\n  code'
    )
    (tmp_path / "design.typ").write_text(source)
    (tmp_path / "dot.svg").write_text(DOT)
    words = "qr +447911123456 -o a.png --title Oak --design design.typ".split()
    done = subprocess.run(
        [sys.executable, "-m", "wa_link", *words],
        cwd=tmp_path,
        env={
            **os.environ,
            "HOME": str(tmp_path / "home"),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "package" in done.stderr
    assert "panicked" not in done.stderr


def test_the_guard_refuses_a_socket(tmp_path: Path) -> None:
    guard = OFFLINE.partition("from wa_link")[0]
    for call in ("getaddrinfo('a', 1)", "create_connection(('127.0.0.1', 9))",
                 "socket().connect(('127.0.0.1', 9))", "socket().bind(('', 8))"):  # fmt: skip
        program = f"{guard}import socket; socket.{call}"
        done = subprocess.run([sys.executable, "-c", program, "8"], cwd=tmp_path,
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert (done.returncode, done.stderr.startswith("socket.")) == (1, True), call
