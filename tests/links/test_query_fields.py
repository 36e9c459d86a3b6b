from __future__ import annotations

import pytest

from wa_link.links.judge_link import judge_link

N = "447911123456"
URL = f"https://wa.me/{N}"
API = f"https://api.whatsapp.com/send?phone={N}"


def codes(url: str) -> str:
    return " ".join(each.rule.removeprefix("WA") for each in judge_link(url).problems)


@pytest.mark.parametrize("field", ["app_absent", "fbclid", "utm_source", "_ga", "fbclid&gclid"])
def test_a_field_without_a_value_is_not_a_part_of_the_text(field: str) -> None:
    assert codes(f"{URL}?text=Hi&{field}") == ""
    report = judge_link(f"{URL}?text=Hi you&{field}")
    assert (report.text, report.better) == ("Hi you", f"{URL}?text=Hi%20you&{field}")


@pytest.mark.parametrize("word", ["source", "type", "text", "phone", "data", "source&fbclid"])
def test_a_word_that_can_be_a_field_is_refused(word: str) -> None:
    report = judge_link(f"{URL}?text=Hi&{word}")
    assert (codes(report.url), report.better) == ("201", None)
    assert report.refusal is not None
    assert "else remove the rest" in report.refusal.message


@pytest.mark.parametrize("rest", ["Table", "Type", " text", "source%20of%20income"])
def test_other_words_after_an_ampersand_are_text(rest: str) -> None:
    assert judge_link(f"{URL}?text=Bed&{rest}").text == f"Bed&{rest.replace('%20', ' ')}"
