"""Tests of the comments that hide the findings of a line."""

from __future__ import annotations

import pytest

from wa_link import check_text

LINK = "https://wa.me/+447911123456"
ALONE = {
    "HTML": "<!-- wa-link: ignore -->",
    "HTML, with a reason": "  <!-- wa-link: ignore (an example) -->  ",
    "Markdown": "[//]: # (wa-link: ignore)",
    "Markdown, comment": '[comment]: <> "wa-link: ignore"',
    "JSX": "  {/* wa-link: ignore */}",
    "JavaScript": "\t// wa-link: ignore",
    "CSS": "/* wa-link: ignore */",
    "block of comments": " * wa-link: ignore",
    "Liquid": "{% comment %}wa-link: ignore{% endcomment %}",
    "Liquid, with dashes": "{%- comment -%} wa-link: ignore {%- endcomment -%}",
    "Liquid, inline": "{% # wa-link: ignore %}",
    "Jinja": "{# wa-link: ignore #}",
    "Handlebars": "{{!-- wa-link: ignore --}}",
    "Blade": "{{-- wa-link: ignore --}}",
    "ERB": "<%# wa-link: ignore %>",
    "JSP": "<%-- wa-link: ignore --%>",
    "Razor": "@* wa-link: ignore *@",
    "Pug": "//- wa-link: ignore",
    "PHP": "<?php // wa-link: ignore ?>",
    "PHP, block": "<?php /* wa-link: ignore */ ?>",
    "Python": "# wa-link: ignore: an example",
    "YAML": "  # wa-link:ignore",
    "INI": "; wa-link: ignore",
    "SQL": "-- wa-link: ignore",
    "TeX": "% wa-link: ignore",
    "Visual Basic": "' wa-link: ignore",
    "batch file": "REM wa-link: ignore",
    "m4": "dnl wa-link: ignore",
    "reStructuredText": ".. wa-link: ignore",
    "ML": "(* wa-link: ignore *)",
    "Haskell": "{- wa-link: ignore -}",
    "JSON": '  "//": "wa-link: ignore",',
}
AFTER_CODE = {
    "HTML": "<p>Hi</p> <!-- wa-link: ignore -->",
    "HTML, before code": "<!-- wa-link: ignore --> <p>Hi</p>",
    "JSX": "<b/> {/* wa-link: ignore */}",
    "JavaScript": "run(); // wa-link: ignore",
    "JavaScript, end of a block": "}); // wa-link: ignore",
    "CSS": "a { color: red } /* wa-link: ignore */",
    "CSS, before code": "/* wa-link: ignore */ a { color: red }",
    "Liquid": "{{ a }} {% comment %}wa-link: ignore{% endcomment %}",
    "Liquid, before code": "{% comment %}wa-link: ignore{% endcomment %} {{ a }}",
    "PHP": "echo 1; // wa-link: ignore",
    "Python": "run()  # wa-link: ignore",
    "YAML": "a: 1  # wa-link: ignore",
    "INI": "a=1 ; wa-link: ignore",
    "SQL": "SELECT 1; -- wa-link: ignore",
    "TeX": r"\par % wa-link: ignore",
    "prose": "Write `wa-link: ignore` there.",
}


@pytest.mark.parametrize("comment", ALONE.values(), ids=ALONE)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_comment_alone_hides_the_next_line(comment: str, line_end: str) -> None:
    text = line_end.join((LINK, comment, f"{LINK} {LINK}", LINK))
    assert [each.start for each in check_text(text)] == [0, text.rindex(LINK)]


@pytest.mark.parametrize("comment", AFTER_CODE.values(), ids=AFTER_CODE)
def test_a_comment_after_code_hides_its_line_only(comment: str) -> None:
    assert not list(check_text(f"{LINK} {comment}"))
    text = f"{LINK}\n{comment}\n{LINK}"
    assert [each.start for each in check_text(text)] == [0, text.rindex(LINK)]


@pytest.mark.parametrize("comment", ALONE.values(), ids=ALONE)
def test_a_comment_of_the_line_of_a_link_is_not_alone(comment: str) -> None:
    text = f"{LINK} {comment}\n{LINK}"
    assert [each.start for each in check_text(text)] == [text.rindex(LINK)]


@pytest.mark.parametrize(
    "comment", ["", "<!-- wa-link: ignored -->", "<!-- wa-link -->", "wa-link:\n ignore"]
)
def test_other_comments_hide_nothing(comment: str) -> None:
    assert len(list(check_text(f"{comment}\n{LINK}"))) == 1
