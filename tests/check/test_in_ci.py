"""Tests of the hooks for pre-commit, and of the YAML files that the cookbook shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import posix

ROOT = Path(__file__).parent.parent.parent
HOOKS = {
    each["id"]: each for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_bytes())
}
COOKBOOK = (ROOT / "examples/README.md").read_text(encoding="utf-8")
YAML = re.findall(r"```yaml\n(.*?)```", COOKBOOK, re.DOTALL)
COMMANDS = re.findall(r"^ +- run: (wa-link .*)$", "".join(YAML), re.MULTILINE)
WRONG, RIGHT = "https://wa.me/+447911123456\n", "https://wa.me/447911123456\n"


def run(command: str, folder: Path) -> int:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=environment, check=False)
    return done.returncode


@posix("/bin/sh")
@pytest.mark.parametrize(
    ("hook", "code", "fixed"), [("wa-link-check", 3, WRONG), ("wa-link-fix", 0, RIGHT)]
)
def test_a_hook_gets_the_names_of_files(tmp_path: Path, hook: str, code: int, fixed: str) -> None:
    names = ["a.md", "sub folder/ü.html"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(WRONG)
    assert HOOKS[hook]["language"] == "python"
    assert run(f"{HOOKS[hook]['entry']} --region GB {shlex.join(names)}", tmp_path) == code
    assert [(tmp_path / name).read_text() for name in names] == [fixed, fixed]


@pytest.mark.parametrize("text", YAML, ids=range(len(YAML)))
def test_the_cookbook_shows_yaml_with_known_hooks(text: str) -> None:
    assert yaml.safe_load(text)
    assert set(re.findall(r"- id: (\S+)", text)) <= set(HOOKS)


@posix("/bin/sh")
@pytest.mark.parametrize("command", COMMANDS, ids=["github", "sarif"])
def test_the_commands_of_workflows_run(tmp_path: Path, command: str) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    assert run(command, tmp_path) == (0 if "--exit-zero" in command else 3)
