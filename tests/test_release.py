"""Tests of the release workflow and of the changelog."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import wa_link
from tests.conftest import program

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)
JOBS = WORKFLOW["jobs"]
STEPS = [step for job in JOBS.values() for step in job["steps"]]
RUNS = {step.get("name"): step["run"] for step in STEPS if "run" in step}
COMPARE = RUNS["Compare the tag with the version"]
NOTES = RUNS["Take the text of the release from the changelog"]
TAG = f"v{wa_link.__version__}"
runs_bash = pytest.mark.skipif(sys.platform == "win32", reason="only POSIX: bash")


def run(command: str, folder: Path, tag: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner does: bash that stops at the first failure."""
    environment = {
        **os.environ,
        "GITHUB_REF_NAME": tag,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    return subprocess.run(
        [program("bash", "bash"), "-e", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_only_a_tag_of_a_version_starts_a_release() -> None:
    assert WORKFLOW[True] == {"push": {"tags": ["v*"]}}  # YAML 1.1 reads the key `on` as True


def test_a_release_uses_no_secrets() -> None:
    assert "secrets" not in re.sub(r"#.*", "", TEXT)
    assert not re.search(r"password|api[-_]token|TWINE", TEXT, re.IGNORECASE)


def test_only_the_approved_job_has_rights_to_publish() -> None:
    assert WORKFLOW["permissions"] == {}
    publishing = [name for name, job in JOBS.items() if "id-token" in job["permissions"]]
    assert publishing == [name for name, job in JOBS.items() if "environment" in job]
    assert len(publishing) == 1
    assert all("run" not in step for step in JOBS[publishing[0]]["steps"])


def test_all_that_writes_waits_for_the_tests() -> None:
    for name, job in JOBS.items():
        waits_for = [name]
        while "needs" in JOBS[waits_for[-1]]:
            waits_for.append(JOBS[waits_for[-1]]["needs"])
        assert "test" in waits_for or "write" not in job["permissions"].values()


def test_a_checkout_keeps_no_credentials() -> None:
    checkouts = [step for step in STEPS if "checkout" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_actions_are_pinned_to_a_major_version() -> None:
    actions = [step["uses"] for step in STEPS if "uses" in step]
    assert "actions/attest-build-provenance" in {each.partition("@")[0] for each in actions}
    for action in actions:
        assert re.fullmatch(r"actions/[\w-]+@v\d+|pypa/gh-action-pypi-publish@release/v\d+", action)


@runs_bash
@pytest.mark.parametrize(
    ("tag", "code"), [(TAG, 0), (f"{TAG}rc1", 1), (TAG[1:], 1), ("v999.0.0", 1), ("", 1)]
)
def test_the_tag_must_be_the_version(tag: str, code: int) -> None:
    done = run(COMPARE, ROOT, tag)
    assert done.returncode == code
    assert (wa_link.__version__ in done.stdout) == bool(code)


@runs_bash
@pytest.mark.parametrize(("tag", "code"), [(TAG, 0), ("v999.0.0", 1)])
def test_the_changelog_has_the_text_of_the_release(tmp_path: Path, tag: str, code: int) -> None:
    (tmp_path / ".github").mkdir()
    changelog = (ROOT / ".github/CHANGELOG.md").read_text(encoding="utf-8")
    older = f"{changelog}\n## 0.0.1\n\nAn older version.\n"
    (tmp_path / ".github/CHANGELOG.md").write_text(older, encoding="utf-8")
    assert run(NOTES, tmp_path, tag).returncode == code
    notes = (tmp_path / "notes.md").read_text(encoding="utf-8")
    assert bool(notes.strip()) == (code == 0)
    assert "older" not in notes
    assert "#" not in notes
