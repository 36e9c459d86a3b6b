"""The token appears nowhere: no message, repr, log, pickle or variable of a traceback has it."""

from __future__ import annotations

import copy
import logging
import os
import pickle
import socket
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpcore
import httpx
import pytest

from tests.business import fake_faults as faults
from tests.business.fake_meta import PHONE_ID, TOKEN, FakeMeta
from tests.business.token_search import has_token
from tests.cli.business.processes import wait_for_requests
from wa_link.business import Account, BusinessError, TemplateMessage, Token
from wa_link.business.api import client
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CODE = "ANED2T5QRU7HG1"
NUMBER = "+44 7911 123456"
CALLS: dict[str, Callable[[Account], object]] = {
    "list": lambda account: account.links.list(),
    "get": lambda account: account.links.get(CODE),
    "create": lambda account: account.links.create("Hello"),
    "update": lambda account: account.links.update(CODE, "Hello"),
    "delete": lambda account: account.links.delete(CODE),
    "read profile": lambda account: account.profile.read(),
    "update profile": lambda account: account.profile.update(about="Hello"),
    "status": lambda account: account.status(),
    "templates": lambda account: account.templates(),
    "send text": lambda account: account.send(NUMBER, text="Hello"),
    "send template": lambda account: account.send(NUMBER, template=TemplateMessage("new", "en")),
}
FAULTS = {
    "lost before": faults.LOST_BEFORE,
    "lost after": faults.LOST_AFTER,
    "cut": faults.CUT_AFTER,
    "rubbish": replace(faults.RUBBISH, body=f"<html>{TOKEN}</html>".encode()),
    "a list": replace(faults.RUBBISH, body=f'["{TOKEN}"]'.encode()),
    "another object": replace(faults.RUBBISH, body=f'{{"{TOKEN}": "{TOKEN}"}}'.encode()),
    "echo": faults.meta_error(190, f"Invalid token {TOKEN}", error_user_msg=TOKEN),
    "echo in details": faults.meta_error(100, "No", error_data={"details": f"Bearer {TOKEN}"}),
    "echo without a code": replace(faults.broken(404), body=TOKEN.encode()),
    "echo of a broken server": replace(faults.broken(), body=TOKEN.encode()),
    "redirect": faults.redirect(f"https://example.com/?access_token={TOKEN}"),
    "too many": faults.too_many("900"),
    "slow": faults.slow(0.3),
}


def everything_of(error: BaseException) -> Iterator[str]:
    """Yield all that a program could log of an error: its chain with the variables of frames.

    Frames of the tests themselves are left out: they have the token that they gave.
    """
    yield from (repr(error), str(error), repr(error.args), repr(vars(error)))
    shown = traceback.TracebackException(
        type(error), error, error.__traceback__, capture_locals=True
    )
    for frame in shown.stack:
        if f"{os.sep}tests{os.sep}" not in frame.filename:
            yield f"{frame.filename} {frame.name} {frame.line} {frame.locals}"
    for other in (error.__cause__, error.__context__):  # __context__ also if it is suppressed
        if other is not None:
            yield from everything_of(other)


def assert_hidden(texts: Iterator[str] | list[str]) -> None:
    text = "\n".join(texts)
    assert text
    # Also a part of the token, as in a text that is cut off.
    assert not [TOKEN[at : at + 8] for at in range(len(TOKEN) - 8) if TOKEN[at : at + 8] in text]


@pytest.mark.long(daily=40)
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_no_error_shows_the_token(
    meta: FakeMeta,
    monkeypatch: pytest.MonkeyPatch,
    call: Callable[[Account], object],
    fault: faults.Fault,
) -> None:
    monkeypatch.setattr(client, "ANSWER_SECONDS", 0.1)
    meta.links[CODE] = "Hi"
    meta.fail_next(*[fault] * 8)
    if call is CALLS["delete"] and fault.is_carried_out:
        meta.links.clear()
    with meta.account() as account, pytest.raises(BusinessError) as caught:
        call(account)
    wait_for_requests(meta)  # a busy computer may be slower than the client
    assert meta.requests[0].fault
    assert_hidden(everything_of(caught.value))
    assert_hidden([str(pickle.dumps(caught.value))])


def test_errors_after_a_page_hide_the_token(meta: FakeMeta) -> None:
    meta.links |= {f"{number:014d}": "Hi" for number in range(30)}
    meta.fail_next(None, faults.redirect("https://example.com/"))
    with meta.account() as account, pytest.raises(BusinessError) as caught:
        account.links.list()
    assert_hidden(everything_of(caught.value))


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_no_connection_shows_the_token(call: Callable[[Account], object]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
    account = Account(TOKEN, PHONE_ID, waba_id="1", base_url=url, wait=lambda _: None)
    with pytest.raises(BusinessError, match="nothing was sent") as caught:
        call(account)
    assert_hidden(everything_of(caught.value))


@pytest.mark.parametrize(
    "kind", [KeyboardInterrupt, SystemExit, MemoryError, ValueError, httpcore.WriteTimeout]
)
def test_an_interruption_hides_the_token(
    meta: FakeMeta, monkeypatch: pytest.MonkeyPatch, kind: type[BaseException]
) -> None:
    """The interruption comes deep in httpx, in frames that know the header."""
    seen = []

    def interrupt(*arguments: object, **_: object) -> None:
        seen.append(arguments)
        error = kind("here")
        error.__context__ = httpcore.ReadError(f"Bearer {TOKEN}")
        raise error

    monkeypatch.setattr("httpcore._backends.sync.SyncStream.write", interrupt)
    with meta.account() as account, pytest.raises((kind, BusinessError)) as caught:
        account.links.create("Hello")
    assert seen
    assert_hidden(everything_of(caught.value))


@pytest.mark.parametrize(
    "options",
    [
        {"base_url": "http://example.com"},
        {"base_url": "http://[::1"},
        {"phone_id": "12x"},
        {"waba_id": "12/3"},
        {"api_version": "latest"},
        {"token": f"{TOKEN} {TOKEN}"},
        {"token": f"{TOKEN}ä"},
        {"token": TOKEN[:15]},
        {"token": ""},
    ],
    ids=str,
)
def test_a_wrong_option_hides_the_token(options: dict[str, Any]) -> None:
    with pytest.raises(OptionError) as caught:
        Account(**{"token": TOKEN, "phone_id": PHONE_ID} | options)
    assert_hidden(everything_of(caught.value))


@pytest.mark.parametrize(
    "base_url",
    [
        f"https://{TOKEN}",
        f"https://example.com/{TOKEN}",
        f"https://example.com/{TOKEN[:40]}",
        f"https://example.com?access_token={TOKEN}",
        "https://EAAGqXzW7vKjQyHuXzW7vKjQyHu.example",
        "http://127.0.0.1:4010/EAAGqXzW7vKjQyHuXzW7vKjQyHu",
    ],
)
def test_a_token_in_the_base_url_is_refused(base_url: str) -> None:
    """Looking up the host, or sending the path, would give the token away."""
    with pytest.raises(OptionError, match="contains an access token") as caught:
        Account(TOKEN, PHONE_ID, base_url=base_url)
    assert_hidden([str(caught.value)])
    assert "EAAG" not in str(caught.value)


def test_logs_do_not_contain_the_token(meta: FakeMeta, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    meta.links |= {f"{number:014d}": "Hi" for number in range(30)}
    with meta.account() as account:
        for call in CALLS.values():
            meta.fail_next(None, faults.too_many())
            try:
                call(account)
            except BusinessError:
                continue
    assert "HTTP Request: POST" in caplog.text
    assert "send_request_headers" in caplog.text
    assert_hidden([caplog.text, *(repr(vars(record)) for record in caplog.records)])


def test_no_public_object_shows_the_token(meta: FakeMeta) -> None:
    meta.sessions.add("447911123456")
    with meta.account() as account:
        results = [account.links.create("Hello"), account.links.list(), account.profile.read()]
        results += [account.status(), account.templates(), account.send(NUMBER, text="Hello")]
        objects = [account, account.links, account.profile, Token(TOKEN), *results]
        held = [each for one in objects for each in getattr(one, "__dict__", {}).values()]
        assert_hidden([f"{each!r} {each!s}" for each in [*objects, *held]])
        assert_hidden([str(getattr(one, "__dict__", "")) for one in [*objects, *held]])
        kept = account._connection._client  # noqa: SLF001  (what httpx keeps)
        assert_hidden([repr(vars(kept)), repr(kept.headers.raw)])


@pytest.mark.parametrize("make", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_token_is_not_pickled(meta: FakeMeta, make: Callable[[object], object]) -> None:
    for one in (Token(TOKEN), meta.account()):
        if isinstance(one, Account) and make is copy.copy:
            continue  # a second name of the same parts
        with pytest.raises(TypeError) as caught:
            make(one)
        assert_hidden(everything_of(caught.value))


def test_the_token_leaves_texts_of_the_server() -> None:
    text = "abc|def%/" * 3
    encoded = "abc%7Cdef%25%2F" * 3
    assert Token(text).remove_from(f"{text}/?token={encoded}&x={text}") == "…/?token=…&x=…"


def test_the_token_goes_only_into_one_header(meta: FakeMeta) -> None:
    with meta.account() as account:
        for call in CALLS.values():
            try:
                call(account)
            except BusinessError:
                continue
    assert len(meta.requests) >= len(CALLS)
    for seen in meta.requests:
        assert seen.headers.pop("Authorization") == f"Bearer {TOKEN}"
        assert_hidden([repr(seen.headers), seen.path, repr(seen.params), repr(seen.body)])


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        (f"x{TOKEN}y", True),
        (f"x{TOKEN[:12]}…", True),
        (f"{TOKEN[-12:]}", True),
        (TOKEN[:11], False),
        (f"{TOKEN}\n", False),  # the file of --token-file
        ("", False),
    ],
)
def test_the_search_of_all_tests_finds_tokens(text: str, is_found: bool) -> None:  # noqa: FBT001
    """`conftest.py` searches the output and the files of each test with the fake server."""
    assert has_token(text.encode(), TOKEN) == is_found


def test_httpx_hides_its_headers_in_its_repr() -> None:
    """The client keeps no header with the token, but a request does while it is sent."""
    assert TOKEN not in repr(httpx.Headers({"Authorization": f"Bearer {TOKEN}"}))
