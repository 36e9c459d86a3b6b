"""Tests of the links in HYPERLINK formulas and fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.check.child_process.formula_links import find_field_link, find_formula_links

W = "https://wa.me/"


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        (f'HYPERLINK("{W}44","Chat")', [(f"{W}44", True)]),
        (f'of:=HYPERLINK("{W}44";"Chat")', [(f"{W}44", True)]),
        (f'hyperlink ( "{W}"&"44" , "Chat")', [(f"{W}44", True)]),
        (f'HYPERLINK("{W}"&A2)', [(f"{W}{{{{A2}}}}", False)]),
        (f'HYPERLINK("{W}+"&A2&"?text=Hi")', [(f"{W}+{{{{A2}}}}?text=Hi", False)]),
        (
            f'HYPERLINK("{W}"&SUBSTITUTE(A2,"+",""),"Chat")',
            [(f"{W}{{{{SUBSTITUTE(A2,+,)}}}}", False)],
        ),
        (f'HYPERLINK(CONCATENATE("{W}+",A2),"Chat")', [(f"{W}+{{{{A2}}}}", False)]),
        (f'HYPERLINK(CONCAT("{W}","44"))', [(f"{W}44", True)]),
        ('HYPERLINK("say ""Hi""")', [('say "Hi"', True)]),
        (
            f'IF(A1,HYPERLINK("{W}1"),HYPERLINK("{W}2"))',
            [(f"{W}1", True), (f"{W}2", True)],
        ),
        ('"HYPERLINK("&A1', []),
        ("SUM(A1:A2)", []),
        ("HYPERLINK(", []),
        (f'HYPERLINK("{W}', [(f"{{{{{W}}}}}", False)]),
    ],
)
def test_formulas(formula: str, found: list[tuple[str, bool]]) -> None:
    assert find_formula_links(formula) == found


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_in_quotes_is_found_as_it_is(text: str) -> None:
    escaped = text.replace('"', '""')
    found = find_formula_links(f'HYPERLINK("{escaped}","Chat")')
    assert found == ([(text, True)] if text else [])


@given(st.text('HYPERLINK("&;,)A{} '))
def test_any_formula_is_read(formula: str) -> None:
    assert isinstance(find_formula_links(f"HYPERLINK({formula}"), list)


@pytest.mark.parametrize(
    ("instruction", "target"),
    [
        (f' HYPERLINK "{W}44" ', f"{W}44"),
        (f'hyperlink {W}44 \\o "a tip"', f"{W}44"),
        (f'HYPERLINK \\o "a tip" \\n "{W}44"', f"{W}44"),
        (f'HYPERLINK "{W}44?text=Sofa" \\l "5"', f"{W}44?text=Sofa#5"),
        ('HYPERLINK \\l "top"', ""),
        ('HYPERLINK "c:\\\\a\\\\b"', "c:\\a\\b"),
        (f'HYPERLINK "{W}44', f"{W}44"),
        ("HYPERLINKS x", ""),
        ('INCLUDEPICTURE "https://x.example/a.png"', ""),
        ("", ""),
    ],
)
def test_fields(instruction: str, target: str) -> None:
    assert find_field_link(instruction) == target
