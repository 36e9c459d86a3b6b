"""The script of a child process as on Windows; Python starts it without the module `site`."""

import runpy
import sys
from importlib import import_module
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
import_module("sitecustomize")
runpy.run_path(
    str(Path(__file__).parents[2] / "wa_link" / "_support" / "child_script.py"),
    run_name="__main__",
)
