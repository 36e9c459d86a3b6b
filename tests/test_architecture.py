"""Tests of public names and of the core; pyproject.toml has the layers for import-linter."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import wa_link
from wa_link import business

PACKAGE = Path(wa_link.__file__).parent
TESTS = Path(__file__).parent
MODULES = {path.relative_to(PACKAGE): path for path in sorted(PACKAGE.rglob("*.py"))}


def test_the_core_never_prints_or_exits() -> None:
    for name, path in MODULES.items():
        if name.parts[0] in {"cli", "__main__.py"}:
            continue
        calls = [
            ast.unparse(node.func)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        ]
        assert not {"print", "exit", "sys.exit", "os._exit"} & set(calls), name


POSIX_MODULES = {"fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"}


def test_modules_of_posix_are_imported_only_there() -> None:
    """A module of the tests that imports one at its top skips itself on Windows before."""
    for path in (*MODULES.values(), *TESTS.rglob("*.py")):
        is_skipped = False
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            is_skipped |= isinstance(node, ast.If) and "allow_module_level" in ast.unparse(node)
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {getattr(node, "module", None), *(alias.name for alias in node.names)}
                assert is_skipped or not names & POSIX_MODULES, path


NETWORK = {
    "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip


def imports_of_network(path: Path) -> list[str]:
    """Return the modules that a file imports at any place and that can open connections."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return [each for each in names if any(f"{each}.".startswith(f"{it}.") for it in NETWORK)]


def test_only_business_imports_what_opens_connections() -> None:
    for name, path in MODULES.items():
        if name.parts[0] != "business":
            assert not imports_of_network(path), name


@pytest.mark.parametrize(
    "line",
    [
        "import socket",
        "import http.client as h",
        "from urllib.request import urlopen",
        "from urllib import request",
        "def f():\n    from httpx import get",
    ],
)
def test_every_way_to_import_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "module.py").write_text(line)
    assert imports_of_network(tmp_path / "module.py")


def test_public_names_are_sorted_and_complete() -> None:
    assert sorted(wa_link.__all__) == wa_link.__all__
    assert sorted(name for names in wa_link._MODULES.values() for name in names) == wa_link.__all__  # noqa: SLF001  (the table of the names)
    for name in wa_link.__all__:
        assert getattr(wa_link, name).__doc__, name
    assert set(wa_link.__all__) <= set(dir(wa_link))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = wa_link.nonsense


def test_type_checkers_see_the_same_public_names() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wa_link.")
        for alias in node.names
    }
    assert seen == {
        f"wa_link.{module}.{name}"
        for module, names in wa_link._MODULES.items()  # noqa: SLF001  (as above)
        for name in names
    }


def test_names_of_business_are_sorted_and_complete() -> None:
    names = [name for names in business._MODULES.values() for name in names]  # noqa: SLF001  (the table of the names)
    assert sorted(names) == business.__all__ == sorted(business.__all__)
    for name in business.__all__:
        assert callable(getattr(business, name)), name  # no module has the name of a function
    assert set(business.__all__) <= set(dir(business))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = business.nonsense
