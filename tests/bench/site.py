"""Folder of a web site: HTML, JavaScript and Markdown with a link in each tenth file."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE_BYTES = 10_000
_FILES_OF_A_FOLDER = 500
_WORDS = (
    "the and for with order price sofa table lamp garden delivery in stock Tuesday café crème "
    "déjà naïve Größe straße año mañana coração são “quoted” 10 % 25 £ 90 € size colour about us "
    "why what when whatever where was water wall want contact phone call message send"
).split()
_LINES = {
    "html": (
        '    <div class="card"><p>{0} {1} {2}</p><a href="https://example.com/{3}">{4}</a></div>',
        "    <li>{0} {1} &amp; {2} <strong>{3}</strong> {4} {5}</li>",
        '    <meta name="description" content="{0} {1} {2} {3}">',
        "    <p>{0} {1} {2} {3} {4} {5} {6} {7}</p>",
    ),
    "js": (
        'const {0} = document.querySelector("#{1}"); // {2} {3} {4}',
        '  if (items[{5!r}] !== undefined) {{ return fetch("/api/{0}?q=" + {1}); }}',
        "export function {0}_{1}(a, b) {{ return a.map((x) => `${{x}} {2} {3}`); }}",
        '  labels: {{ "{0}": "{1} {2} {3}", "{4}": "{5} {6}" }},',
    ),
    "md": (
        "- [{0} {1}](https://example.org/{2}) {3} {4} {5}",
        "{0} {1} {2} {3} {4} {5} {6} {7} {0} {2} {4}.",
        "## {0} {1}",
        "| {0} | {1} {2} | {3} | `{4}` |",
    ),
}
_LINKS = {
    "html": '    <a href="https://wa.me/4479111{:05d}?text=Hi%20there">Chat</a>',
    "js": 'window.open("https://wa.me/4479111{:05d}");',
    "md": "Write to us: https://wa.me/4479111{:05d}",
}


def write_site(folder: Path, files: int, seed: int) -> None:
    """Write files of 10 kB into folders of 500 files; each tenth file has one right link."""
    draw = random.Random(f"site {seed}")  # noqa: S311  (examples, no secrets)
    noise = {name: [_draw_line(draw, name) for _ in range(2_000)] for name in _LINES}
    for index in range(files):
        name = draw.choice([*_LINES])
        place = folder / f"part-{index // _FILES_OF_A_FOLDER:03d}"
        place.mkdir(parents=True, exist_ok=True)
        lines: list[str] = []
        size = 0
        while size < FILE_BYTES:
            lines.append(draw.choice(noise[name]))
            size += len(lines[-1].encode()) + 1
        if index % 10 == 0:
            lines[draw.randrange(len(lines))] = _LINKS[name].format(draw.randrange(100_000))
        text = "\n".join(lines) + "\n"
        (place / f"{index:06d}.{name}").write_bytes(text.encode())


def _draw_line(draw: random.Random, name: str) -> str:
    return draw.choice(_LINES[name]).format(*(draw.choice(_WORDS) for _ in range(8)))
