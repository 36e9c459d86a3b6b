"""Tests of links whose `https://` is misspelt."""

from __future__ import annotations

import pytest

from wa_link.links.explanation import explain
from wa_link.links.judge_link import judge_link
from wa_link.links.rules import Rule

RIGHT = "https://wa.me/447911123456?text=Hi"
WRONG = [
    "https//", "http//", "https:", "http:", "https:/", "https;//", "htps://", "htpps://",
    "ttps://", "ttp://", "htttps://", "httpss://", "hhttps://", "htts://", "HTPS://",
]  # fmt: skip


@pytest.mark.parametrize("scheme", WRONG)
def test_a_misspelt_scheme_is_explained(scheme: str) -> None:
    link = RIGHT.replace("https://", scheme)
    report = judge_link(link)
    assert [each.rule for each in report.problems] == [Rule.WRONG_SCHEME]
    assert report.better == RIGHT
    explanation = explain(link)
    assert explanation.refusal is None
    assert explanation.link == RIGHT


@pytest.mark.parametrize("scheme", ["ftp://", "tel:", "shttp:", "x//", "mailto:", "whatsapp:"])
def test_other_schemes_are_not_misspelt(scheme: str) -> None:
    report = judge_link(RIGHT.replace("https://", scheme))
    assert Rule.WRONG_SCHEME not in {each.rule for each in report.problems}


@pytest.mark.parametrize("host", ["example.com", "wa.me.example", "shop.whatsapp.com"])
def test_only_hosts_of_whatsapp_have_a_misspelt_scheme(host: str) -> None:
    report = judge_link(f"https//{host}/447911123456")
    assert Rule.WRONG_SCHEME not in {each.rule for each in report.problems}
