"""Find the links of HYPERLINK formulas in spreadsheets, and of HYPERLINK fields in documents."""

from __future__ import annotations

import re

_FUNCTION = re.compile(r'"(?:[^"]|"")*"|\bHYPERLINK\s*\(', re.IGNORECASE)
# Text in quotes, the name of a function that joins texts, or one other character.
_PIECE = re.compile(r'"(?:[^"]|"")*"|\bCONCAT(?:ENATE)?\s*\(|.', re.IGNORECASE | re.DOTALL)
_NOT_IN_PLACEHOLDER = re.compile(r'[{}"\s]')
# An argument of a field: in quotes, where `\\` and `\"` are escaped, or without quotes.
_ARGUMENT = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"?|(\S+))', re.DOTALL)
_FIELD = re.compile(r"\s*HYPERLINK\b", re.IGNORECASE)
_SWITCHES_WITH_ARGUMENT = ("\\l", "\\o", "\\t")


def find_formula_links(formula: str) -> list[tuple[str, bool]]:
    """Return the targets of all HYPERLINK functions in a formula.

    Each item is a pair: the target, and whether it is complete. An incomplete target is computed
    from cells: `HYPERLINK("https://wa.me/"&A2)` gives `https://wa.me/{{A2}}`.
    """
    found = [
        _read_target(formula, match.end())
        for match in _FUNCTION.finditer(formula)
        if not match[0].startswith('"')  # the word in a text is not a function
    ]
    return [(target, is_complete) for target, is_complete in found if target]


def _read_target(formula: str, start: int) -> tuple[str, bool]:
    """Return the first argument of a function, and whether it consists of texts in quotes only.

    Args:
        formula: the formula.
        start: index of the first character of the argument.
    """
    pieces: list[str] = []
    computed: list[str] = []
    depth = joined = 0
    is_complete = True

    def end_computed() -> None:
        nonlocal is_complete
        if name := _NOT_IN_PLACEHOLDER.sub("", "".join(computed)):
            pieces.append(f"{{{{{name}}}}}")
            is_complete = False
        computed.clear()

    for match in _PIECE.finditer(formula, start):
        piece = match[0]
        if depth == 0 and piece[0] == '"':
            end_computed()
            pieces.append(piece[1:-1].replace('""', '"'))
        elif depth == 0 and len(piece) > 1:
            joined += 1
        elif depth == 0 and (piece == "&" or (joined and piece in ",;)")):
            end_computed()
            joined -= piece == ")"
        elif depth == 0 and piece in ",;)":
            break
        else:
            computed.append(piece)
            depth += piece.endswith("(") - (piece == ")")
    end_computed()
    return "".join(pieces), is_complete


def find_field_link(instruction: str) -> str:
    r"""Return the target of a HYPERLINK field (ECMA-376-1, 17.16.5.25); empty if there is none.

    The switch `\l` gives the part of the target after `#`.
    """
    match = _FIELD.match(instruction)
    if match is None:
        return ""
    target = anchor = switch = ""
    for argument in _ARGUMENT.finditer(instruction, match.end()):
        value = argument[2] or re.sub(r"\\(.)", r"\1", argument[1] or "")
        if argument[2] and value.startswith("\\"):
            switch = value.lower() if value.lower() in _SWITCHES_WITH_ARGUMENT else ""
        elif switch:
            anchor = value if switch == "\\l" else anchor
            switch = ""
        else:
            target = target or value
    return join_anchor(target, anchor)


def join_anchor(target: str, anchor: str) -> str:
    """Return a target with the part after its `#`, which office programs keep separately."""
    return f"{target}#{anchor}" if target and anchor else target
