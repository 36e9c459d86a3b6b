"""Texts stay on their cards, are large enough, and look the same on all cards of a run."""

from __future__ import annotations

import math
from contextlib import closing

import pytest

from tests.oracles.paper import by_zxing, printed
from tests.printing.drawn import (
    DPI,
    NUMBER,
    chars,
    darkest,
    draw,
    drawn_on,
    is_within,
    link,
    part,
    sizes,
    words,
)
from wa_link.errors import TextError
from wa_link.printing.labels.label_sheet import LabelSheet

TITLES = {
    "one word": ("Lamp", "€45"),
    "two lines": ("Oak dining table with six chairs", "Solid oak, seats six"),
    "wide letters": ("WWWWWWWW MMMMMMMM", "€120"),
    "descenders": ("gypsy jpq jpq gypsy jpq gypsy", "gypsy jpq gypsy"),
    "a long word": ("Donaudampfschifffahrtsgesellschaft", "€5"),
    "only a caption": ("", "Mountain bike, 21 gears"),
    "nothing": ("", ""),
    "Arabic": ("طاولة طعام من خشب البلوط", "خشب صلب"),
    "Thai": ("โต๊ะไม้โอ๊คพร้อม", ""),
    "vowels": ("طَاوِلَةُ طَعَامٍ مِنْ خَشَبِ", "جَيِّد"),
}


@pytest.mark.parametrize("call", ["auto", "Scan here for prices, hours and gifts", "Gypsy jpq!"])
@pytest.mark.parametrize("texts", TITLES.values(), ids=TITLES)
def test_all_letters_of_a_sticker_are_within_its_circle(texts: tuple[str, str], call: str) -> None:
    try:
        drawn = draw("sticker-50mm", [texts], call_to_action=call)
    except TextError:  # an error is better than a sticker whose letters are cut off
        pytest.skip("does not fit")
    _, (left, top, right, bottom) = drawn.label(0)
    middle, radius = ((left + right) / 2, (top + bottom) / 2), (right - left) / 2
    (found := chars(drawn.drawing)).sort(key=lambda char: char.size)
    assert found
    for char in found:
        one, two, three, four = char.box
        for corner in ((one, two), (one, four), (three, two), (three, four)):
            assert math.dist(corner, middle) < radius - 0.3, char


@pytest.mark.parametrize("color", ["navy", "gold"])
def test_the_pixels_of_a_sticker_are_within_its_circle(color: str, tmp_path: object) -> None:
    # Everything outside of the circle must be white in the picture.
    drawn = draw("sticker-50mm", [TITLES["two lines"], TITLES["vowels"]], accent=color)
    picture = printed(drawn.drawing, "pdf", tmp_path, dpi=DPI)  # type: ignore[arg-type]  # tmp_path is a Path
    for number in (0, 1):
        _, (left, top, right, bottom) = drawn.label(number)
        label = part(picture, (left, top, right, bottom)).convert("RGB")
        radius = label.width / 2
        for y in range(0, label.height, 2):
            for x in range(0, label.width, 2):
                if math.dist((x + 0.5, y + 0.5), (radius, radius)) > radius + 2:
                    assert label.getpixel((x, y)) == (255, 255, 255)
    assert len(by_zxing(picture)) == 2


@pytest.mark.parametrize(
    ("name", "options", "least"),
    [
        ("5164", {"show_number": True}, (17, 14, 10, 10)),
        ("L7169", {"show_number": True}, (30, 24, 15, 15)),
        ("L7164", {"layout": "below"}, (11, 9, 6)),
        ("5160", {}, (13.5, 11, 7.5)),
        ("L7163", {"show_number": True}, (18, 14, 10, 10)),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_texts_use_the_room_of_a_label(
    name: str, options: dict[str, object], least: tuple[float, ...]
) -> None:
    found = chars(draw(name, [("Lamp", "€45")], **options).drawing)
    parts = ("Lamp", "€45", "Scan", "+966")[: len(least)]
    for size, expected in zip(sizes(found, *parts), least, strict=True):
        assert size >= expected


@pytest.mark.parametrize("name", ["poster-a4", "poster-a5", "poster-letter"])
@pytest.mark.parametrize("title", ["Lamp", "Oak dining table with six chairs", "Lamp " * 18])
def test_the_caption_of_a_poster_is_large(name: str, title: str) -> None:
    drawn = draw(name, [(title, "€45")])
    unit = min(drawn.stock.label[0] / 210, drawn.stock.label[1] / 270)
    large, small = sizes(chars(drawn.drawing), title[:3], "€45")
    assert small >= min(23.9 * unit, 0.99 * large)
    assert small >= 0.59 * large
    if title == "Lamp":
        assert large > 70 * unit


@pytest.mark.parametrize(
    "name", ["poster-a4", "table-tent-a4", "business-card", "sticker-50mm", "L7160", "L7169"]
)
def test_a_caption_is_the_heading_where_there_is_no_title(name: str) -> None:
    caption, title = draw(name, [("", "Lamp\n€45")]), draw(name, [("Lamp", "€45")])
    assert sizes(chars(caption.drawing), "Lamp", "€45", "Scan") == sizes(
        chars(title.drawing), "Lamp", "€45", "Scan"
    )
    assert words(caption.drawing) == words(title.drawing)


def test_a_poster_points_to_something() -> None:
    for number, texts, below in (
        (NUMBER, ("", ""), NUMBER),
        ("", ("", ""), "Scan to chat on WhatsApp"),
        ("", ("", "Lamp"), "Scan to chat on WhatsApp"),
    ):
        with closing(LabelSheet("poster-a4")) as sheet:
            sheet.add(link(texts[0]), texts[1], number)
            drawn = drawn_on(sheet)
        ((_, y, side),) = drawn.codes(0)
        found = "".join(char.text for char in chars(drawn.drawing) if char.box[1] > y + side)
        assert found == below.replace(" ", "")


@pytest.mark.parametrize(
    ("name", "accent", "colour"),
    [("poster-a4", "red", 255), ("poster-a4", "gold", 0), ("sticker-50mm", "red", 0)],
)
def test_large_letters_on_red_are_white(name: str, accent: str, colour: int) -> None:
    found = chars(draw(name, [("Lamp", "€45")], accent=accent).drawing)
    assert {found[0].colour[0], found[4].colour[0]} == {colour}


@pytest.mark.parametrize("name", ["L7160", "5160", "L7163", "business-card"])
def test_all_cards_of_a_run_have_the_same_colours(name: str) -> None:
    short, long = "Lamp", "Oak dining table with six chairs and one more thing"
    drawn = draw(name, [(short, "€45"), (long, "€45\nPick up in Riyadh")])
    found = chars(drawn.drawing)
    colours = [
        {char.colour for char in found if is_within(char.box, drawn.label(number)[1])}
        for number in (0, 1)
    ]
    assert colours[0] == colours[1]


def test_one_word_in_arabic_makes_no_title_larger() -> None:
    plain, mixed, arabic = (
        max(
            char.size for char in chars(draw("L7169", [(title, "")], call_to_action="none").drawing)
        )
        for title in ("La", "La م", "مم")
    )
    assert mixed == pytest.approx(plain, abs=0.01)
    assert arabic > 1.1 * plain


@pytest.mark.parametrize(("lang", "line"), [("", "Donaudampfschiff"), ("de", "Donaudampfschiff")])
def test_no_word_has_hyphens_of_another_language(lang: str, line: str) -> None:
    options = {"lang": lang} if lang else {}
    found = chars(draw("L7163", [("Donaudampfschifffahrtsgesellschaft", "€5")], **options).drawing)
    assert "".join(char.text for char in found if char.text.isalpha()).startswith(
        "Donaudampfschifffahrtsgesellschaft"
    )
    first = [char.text for char in found if abs(char.box[3] - found[0].box[3]) < 2]
    assert "".join(filter(str.isalpha, first)) == line


@pytest.mark.parametrize("dash", ["-", "–", "—", "·"])
def test_a_dash_does_not_begin_a_line(dash: str) -> None:
    for count in range(1, 8):
        title = f"{'Sofa ' * count}{dash} grey and blue"
        found = chars(draw("L7163", [(title, "")]).drawing)
        place = next(index for index, char in enumerate(found) if char.text == dash)
        assert abs(found[place].box[0] - found[0].box[0]) > 1


def test_each_line_of_a_caption_is_balanced_by_itself() -> None:
    caption = "Closed\nWe are back on Monday from nine to six and on Sunday"
    found = chars(draw("L7163", [("Lamp", caption)]).drawing)
    lines: dict[int, float] = {}
    for char in found[10:]:
        lines[round(char.box[3] / 2)] = max(lines.get(round(char.box[3] / 2), 0), char.box[2])
    assert len(lines) >= 2
    ends = sorted(lines.values())[-2:]
    assert ends[1] - ends[0] < 8  # distance between the two lines of the second paragraph


@pytest.mark.parametrize("accent", ["white", "#f8f8f8"])
def test_the_frame_of_a_poster_is_seen_in_any_accent(accent: str, tmp_path: object) -> None:
    drawn = draw("poster-a4", [("Lamp", "")], accent=accent)
    picture = printed(drawn.drawing, "pdf", tmp_path, dpi=DPI).convert("L")  # type: ignore[arg-type]  # tmp_path is a Path
    ((x, y, side),) = drawn.codes(0)
    margin = part(picture, (x - 10, y + side / 2, x - 0.5, y + side / 2 + 1))
    assert darkest(margin) < 200


@pytest.mark.parametrize("title", ["Lamp shade Table", "Bed frame Table", "Red woven Chair"])
def test_a_title_shrinks_before_the_call_is_left_out(title: str) -> None:
    found = chars(draw("L7651", [(title, "£3")]).drawing)
    assert "Scan" in "".join(char.text for char in found)
    assert 6 <= found[0].size < 9


def test_a_margin_shrinks_a_little_for_larger_modules() -> None:
    # With 9 dots for each of its 33 modules, the code is 37.2 mm wide. In 37 mm, only 8 dots fit.
    with closing(LabelSheet("DK-22205", dpi=203)) as sheet:
        sheet.add("https://wa.me/966501234567", title="Lamp")
        drawn = drawn_on(sheet)
    code = drawn.pages[0][0]
    assert code.modules == 33
    assert code.box[2] == pytest.approx(33 * 9 * 25.4 / 203, abs=0.001)
