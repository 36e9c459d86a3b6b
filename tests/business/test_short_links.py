"""Short links of an account: all pages of the list, and no link but the one that was asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.business import fake_faults as faults
from tests.business.fake_meta import PHONE_ID
from wa_link.business import BusinessError, ShortLink
from wa_link.business.api import graph_object
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from tests.business.fake_meta import FakeMeta

CODE = "ANED2T5QRU7HG1"


def answer(body: object) -> faults.Fault:
    return faults.Fault("answer", status=200, body=json.dumps(body).encode())


def link(code: str = CODE, text: str = "Hello") -> ShortLink:
    return ShortLink(code, f"https://wa.me/message/{code}", text)


def written(one: ShortLink) -> dict[str, str]:
    return {"code": one.code, "deep_link_url": one.url, "prefilled_message": one.text}


def test_a_link_lives(meta: FakeMeta) -> None:
    links = meta.account().links
    made = links.create("مرحبا 🌶")
    assert made == link(made.code, "مرحبا 🌶")
    assert links.get(made.code) == made
    assert links.update(made.code, "Bonjour") == link(made.code, "Bonjour")
    assert links.list() == [link(made.code, "Bonjour")]
    links.delete(made.code)
    assert links.list() == []
    assert [effect[0] for effect in meta.effects] == ["made", "changed", "deleted"]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (24, 1), (26, 2), (2000, 81)])
def test_all_pages_are_read(meta: FakeMeta, count: int, pages: int) -> None:
    meta.links = {f"{number:014d}": f"Offer {number}" for number in range(count)}
    listed = meta.account().links.list()
    assert [each.code for each in listed] == [*reversed(meta.links)]
    assert len(meta.requests) == pages
    assert {seen.params["limit"] for seen in meta.requests} == {"25"}
    assert all(seen.path == f"/v23.0/{PHONE_ID}/message_qrdls" for seen in meta.requests)


def test_a_link_on_two_pages_is_listed_once(meta: FakeMeta) -> None:
    """A link that is made meanwhile moves others to the next page."""
    item = written(link())
    first = {"data": [item], "paging": {"cursors": {"after": "MQ=="}, "next": "https://…"}}
    meta.fail_next(answer(first), answer({"data": [item]}))
    assert meta.account().links.list() == [link()]


def test_half_a_character_is_replaced(meta: FakeMeta) -> None:
    """A text that was cut within an emoji could not be printed or written to a file."""
    text = json.loads(r'"\ud83c\udf36 \ud83c"')
    meta.fail_next(answer({"data": [{**written(link()), "prefilled_message": text}]}))
    assert meta.account().links.list() == [link(text="🌶 \ufffd")]


@pytest.mark.parametrize(
    "page",
    [
        {},
        {"data": {}},
        {"data": [1]},
        {"data": None},
        {"data": [{"code": CODE}]},
        {"data": [], "paging": {"cursors": {"after": "MQ=="}, "next": ""}},
    ],
    ids=str,
)
def test_a_list_that_is_not_whole_is_an_error(meta: FakeMeta, page: object) -> None:
    """Links would be made twice if some were left out. The last page leads to itself."""
    meta.fail_next(*[answer(page)] * 3)
    with pytest.raises(BusinessError) as caught:
        meta.account().links.list()
    assert caught.value.reason == "bad_answer"


def test_a_list_without_an_end_is_an_error(meta: FakeMeta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_object, "_MOST_PAGES", 20)
    meta.fail_next(
        *[
            answer({"data": [], "paging": {"cursors": {"after": str(page)}, "next": "x"}})
            for page in range(21)
        ]
    )
    with pytest.raises(BusinessError, match="has no end"):
        meta.account().links.list()
    assert len(meta.requests) == 20


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "ANED2T5QRU7HG2"},
        {"code": "aned2t5qru7hg1"},
        {"code": "../../../../x"},
        {"code": None},
        {"deep_link_url": "https://wa.me/message/ANED2T5QRU7HG2"},
        {"deep_link_url": f"https://evil.org/message/{CODE}"},
        {"deep_link_url": f"http://wa.me/message/{CODE}"},
        {"deep_link_url": f"https://wa.me/message/{CODE}?x"},
        {"deep_link_url": None},
        {"prefilled_message": None},
    ],
    ids=str,
)
@pytest.mark.parametrize("call", ["get", "update"])
def test_another_link_is_an_error(meta: FakeMeta, changes: dict[str, object], call: str) -> None:
    item = written(link())
    meta.fail_next(answer(item), answer(item | changes))
    links = meta.account().links
    arguments = [CODE, *["Hello"] * (call == "update")]
    assert getattr(links, call)(*arguments) == link()
    with pytest.raises(BusinessError, match="does not describe the short link"):
        getattr(links, call)(*arguments)


@pytest.mark.parametrize("code", ["", "ANED2T5QRU7HG", "aned2t5qru7hg1", "ANED2T5QRU7/..", " "])
@pytest.mark.parametrize("call", ["get", "update", "delete"])
def test_a_code_has_14_letters_and_digits(meta: FakeMeta, code: str, call: str) -> None:
    links = meta.account().links
    with pytest.raises(OptionError, match="is not the code of a short link"):
        getattr(links, call)(code, *["Hello"] * (call == "update"))
    assert not meta.requests


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The text is empty"),
        (" \n", "The text is empty"),
        ("🌶" * 141, "The text has 1 character too many: at most 140"),
        ("x" * 200, "The text has 60 characters too many: at most 140"),
        ("x\ud83c", "half of a surrogate pair"),
    ],
    ids=ascii,
)
def test_a_text_has_at_most_140_characters(meta: FakeMeta, text: str, message: str) -> None:
    links = meta.account().links
    with pytest.raises(OptionError, match=message):
        links.create(text)
    with pytest.raises(OptionError, match=message):
        links.update(CODE, text)
    assert not meta.requests
    assert links.create("🌶" * 140).text == "🌶" * 140


@pytest.mark.parametrize("call", ["get", "update", "delete"])
@pytest.mark.parametrize(
    "fault",
    [None, faults.meta_error(100, error_subcode=33), faults.meta_error(803, status=404)],
)
def test_an_unknown_code_is_not_the_end(
    meta: FakeMeta, call: str, fault: faults.Fault | None
) -> None:
    meta.fail_next(fault)
    with pytest.raises(BusinessError, match=f"no short link {CODE}") as caught:
        getattr(meta.account().links, call)(CODE, *["Hello"] * (call == "update"))
    assert (caught.value.reason, caught.value.ends_run) == ("link_not_found", False)


def test_an_empty_answer_has_no_link(meta: FakeMeta) -> None:
    meta.fail_next(faults.Fault("empty", status=200, body=b'{"data": []}'))
    with pytest.raises(BusinessError, match=f"^The number has no short link {CODE}") as caught:
        meta.account().links.get(CODE)
    assert caught.value.reason == "link_not_found"
