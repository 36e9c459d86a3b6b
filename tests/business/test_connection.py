"""Which addresses get the token, and what each answer, or its absence, becomes."""

from __future__ import annotations

import json
import re
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import wa_link
from tests.business import fake_faults as faults
from tests.business.fake_meta import PHONE_ID, TOKEN, FakeMeta
from wa_link.business import Account, BusinessError, Token
from wa_link.business.api import client, connection, deadline
from wa_link.business.api.connection import Connection
from wa_link.errors import Effect, OptionError

if TYPE_CHECKING:
    from collections.abc import Callable


def connect(base_url: str, version: str = "v23.0") -> Connection:
    return Connection(Token(TOKEN), base_url, version)


@pytest.mark.parametrize(
    ("base_url", "requests_to"),
    [
        ("https://graph.facebook.com", "https://graph.facebook.com/v23.0/1"),
        ("HTTPS://Graph.Facebook.com/", "https://graph.facebook.com/v23.0/1"),
        ("https://example.com:8443/mirror/", "https://example.com:8443/mirror/v23.0/1"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443/v23.0/1"),
        ("https://exämple.com", "https://xn--exmple-cua.com/v23.0/1"),
        ("http://localhost:4010", "http://localhost:4010/v23.0/1"),
        ("http://LOCALHOST", "http://localhost/v23.0/1"),
        ("http://127.0.0.1:4010/", "http://127.0.0.1:4010/v23.0/1"),
        ("http://127.9.8.7", "http://127.9.8.7/v23.0/1"),
        ("http://[::1]:4010", "http://[::1]:4010/v23.0/1"),
    ],
)
def test_these_base_urls_get_requests(
    monkeypatch: pytest.MonkeyPatch, base_url: str, requests_to: str
) -> None:
    seen = []

    def answer(_: object, request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(200, json={"id": "1"}, request=request)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    assert connect(base_url).request("GET", "1") == {"id": "1"}
    assert seen == [requests_to]


@pytest.mark.parametrize(
    "base_url",
    [
        "http://graph.facebook.com",
        "http://localhost.evil.org",
        "http://127.0.0.1.evil.org",
        "http://localhost.",
        "http://evil.org/localhost",
        "http://evil.org#localhost",
        "http://localhost@evil.org",
        "http://127.0.0.1:80@evil.org",
        r"http://localhost\@evil.org",
        r"http://evil.org\@localhost",
        "http://localhost\t.evil.org",
        "http://local\nhost",
        "http://2130706433",
        "http://127.1",
        "http://0.0.0.0",
        "http://[::]",
        "http://[::ffff:127.0.0.1]",
        "http://[::1",
        "http://169.254.169.254",
        "http://192.168.0.1",
        "http://ｌｏｃａｌｈｏｓｔ",
        "https://user:password@example.com",
        "https://user@example.com",
        "https://example.com?access_token=1",
        "https://example.com?",
        "https://example.com#a",
        "https://example.com:99999",
        "https://example.com:0",
        "https://example.com:abc",
        "https://exam ple.com",
        " https://example.com",
        "https://",
        "https:///v23.0",
        "//example.com",
        "example.com",
        "",
        "ftp://localhost",
        "file:///etc/passwd",
    ],
)
def test_other_base_urls_are_refused(base_url: str) -> None:
    with pytest.raises(OptionError, match="can't be used: write it as https://host") as caught:
        connect(base_url)
    assert "password@" not in str(caught.value)
    assert "\t" not in str(caught.value)


@pytest.mark.parametrize("version", ["v23.0", "v9.0", "v100.1"])
def test_versions_of_the_api_are_taken(version: str) -> None:
    connect("https://example.com", version)


@pytest.mark.parametrize("version", ["", "23.0", "v23", "latest", "v23.0/1", "v23.0\n", "v23.0?"])
def test_other_versions_are_refused(version: str) -> None:
    with pytest.raises(OptionError, match="is not a version of the API"):
        connect("https://example.com", version)


@pytest.mark.parametrize(
    "proxy", ["socks5://127.0.0.1:1", "gopher://127.0.0.1:1", "::::", "http://[::1"]
)
def test_a_proxy_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(OptionError, match="The proxy in HTTPS_PROXY or ALL_PROXY can't be used"):
        connect("https://example.com")


def test_certificates_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/none")
    with pytest.raises(OptionError, match="The certificates in SSL_CERT_FILE can't be read: No"):
        connect("https://example.com")


def test_a_proxy_counts_for_https_only(meta: FakeMeta, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeMeta() as proxy:  # a server that refuses to be a proxy, and gets no token
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        with pytest.raises(BusinessError, match="nothing was sent") as caught:
            connect("https://graph.example").request("GET", "1")
        assert caught.value.may_repeat
        assert meta.account().status().quality == "GREEN"
        assert [(seen.method, seen.headers.get("Authorization")) for seen in proxy.requests] == [
            ("CONNECT", None)
        ]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", ["self", "http://127.0.0.1:9/", ""])
def test_no_redirect_is_followed(meta: FakeMeta, status: int, target: str) -> None:
    target = meta.url + "/v23.0/1" if target == "self" else target
    meta.fail_next(faults.redirect(target, status))
    with pytest.raises(BusinessError, match=f"status {status}") as caught:
        meta.account().links.create("Hello")
    error = caught.value
    assert (error.reason, error.effect, error.ends_run) == ("redirect", Effect.UNKNOWN, True)
    assert len(meta.requests) == 1


def rubbish(body: bytes, **headers: str) -> faults.Fault:
    return replace(faults.RUBBISH, body=body, headers=headers)


def refused(body: bytes, status: int = 400) -> faults.Fault:
    return replace(faults.RUBBISH, body=body, status=status, is_carried_out=status != 429)


UNKNOWN = Effect.UNKNOWN
NONE = Effect.NONE
# id: the fault, and its reason, its effect, and whether it may be repeated or ends a run
ANSWERS = {
    "lost before": (faults.LOST_BEFORE, "no_answer unknown"),
    "lost after": (faults.LOST_AFTER, "no_answer unknown"),
    "cut": (faults.CUT_AFTER, "no_answer unknown"),
    "late": (faults.slow(0.5), "no_answer unknown"),
    "rubbish": (faults.RUBBISH, "bad_answer unknown"),
    "empty": (rubbish(b""), "bad_answer unknown"),
    "a list": (rubbish(b"[]"), "bad_answer unknown"),
    "an empty object": (rubbish(b"{}"), "bad_answer unknown"),
    "deep": (rubbish(b"[" * 99_999), "bad_answer unknown"),
    "too long": (rubbish(b"1" * 5_000_001), "bad_answer unknown"),
    "long number": (rubbish(b'{"a": %s}' % (b"1" * 9999)), "bad_answer unknown"),
    "wrong encoding": (rubbish(b"{}", **{"Content-Encoding": "gzip"}), "no_answer unknown"),
    "another link": (rubbish(b'{"code": "../../../x/y/z"}'), "bad_answer unknown"),
    "204": (faults.broken(204), "bad_answer unknown"),
    "304": (faults.broken(304), "redirect unknown ends"),
    "401": (faults.broken(401), "refused unknown ends"),
    "404": (faults.broken(404), "refused unknown ends"),
    "407": (faults.broken(407), "refused unknown ends"),
    "409 after": (faults.broken(409, is_carried_out=True), "refused unknown ends"),
    "413": (faults.broken(413), "refused unknown ends"),
    "499 after": (faults.broken(499, is_carried_out=True), "refused unknown ends"),
    "empty error": (rubbish(b'{"error": {}}'), "refused unknown ends"),
    "400 with empty error": (refused(b'{"error": {}}'), "refused unknown ends"),
    "400 with a text": (refused(b'{"error": "x"}'), "refused unknown ends"),
    "400 with no code": (refused(b'{"error": {"message": "x"}}'), "refused unknown ends"),
    "429 with empty error": (
        refused(b'{"error": {}}', 429),
        "too_many_requests none repeat ends",
    ),
    "408": (faults.broken(408), "server_fault unknown"),
    "429": (faults.broken(429), "too_many_requests none repeat ends"),
    "500": (faults.broken(500), "server_fault unknown"),
    "503 after": (faults.broken(503, is_carried_out=True), "server_fault unknown"),
    "200 with code": (faults.meta_error(190, status=200), "bad_token none ends"),
    "500 with code": (faults.meta_error(131026, status=500), "undeliverable unknown"),
    "503 with code": (faults.meta_error(4, status=503), "too_many_requests unknown ends"),
    "429 with new code": (faults.meta_error(9, status=429), "too_many_requests none repeat ends"),
    "429 with code": (faults.meta_error(190, status=429), "bad_token none repeat ends"),
    "code as text": (faults.meta_error("190"), "refused unknown ends"),  # type: ignore[arg-type]
    "passing new code": (faults.meta_error(9, is_transient=True), "refused unknown"),
}


@pytest.mark.parametrize(("fault", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_what_an_answer_becomes(
    meta: FakeMeta, monkeypatch: pytest.MonkeyPatch, fault: faults.Fault, expected: str
) -> None:
    monkeypatch.setattr(client, "ANSWER_SECONDS", 0.2)
    meta.fail_next(*[fault] * 8)
    with pytest.raises(BusinessError) as caught:
        meta.account().links.create("Hello")
    assert describe(caught.value) == expected
    assert len(meta.requests) == (8 if caught.value.may_repeat else 1)
    assert caught.value.effect is UNKNOWN or not meta.effects


@pytest.mark.parametrize("fault", [faults.LOST_BEFORE, faults.broken(), faults.meta_error(131000)])
def test_only_reading_is_tried_again_after_a_loss(meta: FakeMeta, fault: faults.Fault) -> None:
    for method in ("GET", "POST"):
        meta.fail_next(fault)
        with pytest.raises(BusinessError) as caught:
            connect(meta.url).request(method, PHONE_ID)
        assert ("Try again" in caught.value.message) == (method == "GET")


@pytest.mark.parametrize("fault", [faults.broken(404), faults.redirect("/"), faults.broken(409)])
def test_a_change_without_a_code_of_meta_is_in_doubt(meta: FakeMeta, fault: faults.Fault) -> None:
    for method in ("GET", "POST", "DELETE"):
        meta.fail_next(fault)
        with pytest.raises(BusinessError) as caught:
            connect(meta.url).request(method, PHONE_ID)
        assert ("may have been carried out" in caught.value.message) == (method != "GET")
        assert (caught.value.effect is UNKNOWN) == (method != "GET")


def describe(error: BusinessError) -> str:
    words = [error.reason, error.effect, "repeat" * error.may_repeat, "ends" * error.ends_run]
    return " ".join(filter(None, words))


def with_cause(error: httpx.HTTPError) -> httpx.HTTPError:
    error.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (httpx.ConnectError("x"), "no_connection none repeat ends"),
        (httpx.ConnectTimeout("x"), "no_connection none repeat ends"),
        (httpx.ProxyError("x"), "no_connection none repeat ends"),
        (with_cause(httpx.ConnectError("x")), "no_connection none ends"),
        (with_cause(httpx.ReadError("x")), "no_answer unknown"),
        (httpx.ReadError(""), "no_answer unknown"),
        (httpx.ReadTimeout("x"), "no_answer unknown"),
        (httpx.WriteError("x"), "no_answer unknown"),
        (httpx.WriteTimeout("x"), "no_answer unknown"),
        (httpx.RemoteProtocolError("x"), "no_answer unknown"),
        (httpx.LocalProtocolError("x"), "no_answer unknown"),
        (httpx.DecodingError("x"), "no_answer unknown"),
    ],
    ids=repr,
)
def test_what_an_error_of_httpx_becomes(
    monkeypatch: pytest.MonkeyPatch, error: httpx.HTTPError, expected: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", fail)
    with pytest.raises(BusinessError, match=re.escape("graph.example")) as caught:
        connect("https://graph.example").request("POST", "1", body={})
    assert describe(caught.value) == expected
    assert ("nothing was sent" in str(caught.value)) == (caught.value.effect is NONE)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"])
@pytest.mark.parametrize("is_first", [True, False], ids=["new", "kept"])
def test_a_slow_answer_ends(monkeypatch: pytest.MonkeyPatch, start: bytes, is_first: bool) -> None:  # noqa: FBT001
    """A server that sends a byte at a time, in the head or the body, is not read for ever."""
    monkeypatch.setattr(deadline, "WHOLE_SECONDS", 0.4)

    def serve() -> None:
        peer = server.accept()[0]
        with peer, suppress(OSError):
            if not is_first:
                peer.recv(9999)
                peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            peer.sendall(start)
            for _ in range(200):
                peer.sendall(b"H")
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        one = connect(f"http://127.0.0.1:{server.getsockname()[1]}")
        if not is_first:
            assert one.request("GET", "1") == {}
        begun = time.monotonic()
        with pytest.raises(BusinessError, match="did not answer within 0 seconds") as caught:
            one.request("POST", "1")
        assert time.monotonic() - begun < 4
        thread.join()
    assert describe(caught.value) == "no_answer unknown"


def test_the_last_byte_allowed_is_read(meta: FakeMeta) -> None:
    body = json.dumps({"id": "x" * (connection.MOST_BYTES - 10)}).encode()
    assert len(body) <= connection.MOST_BYTES
    meta.fail_next(faults.Fault("long", status=200, body=body))
    assert connect(meta.url).request("GET", PHONE_ID)["id"].startswith("xxx")


@pytest.mark.parametrize("text", [TOKEN, f"Hi {TOKEN}!", [{"a": {TOKEN: 1}}]], ids=str)
@pytest.mark.parametrize("place", ["params", "body"])
def test_the_token_is_never_content(meta: FakeMeta, text: object, place: str) -> None:
    with pytest.raises(BusinessError, match="contains the access token") as caught:
        connect(meta.url).request("POST", PHONE_ID, **{place: {"text": text}})  # type: ignore[arg-type]
    assert describe(caught.value) == "token_in_request none ends"
    assert TOKEN[:12] not in str(caught.value)
    assert not meta.requests


def test_requests_say_who_they_are(meta: FakeMeta) -> None:
    account = meta.account()
    account.profile.read()
    account.links.create("Hello")
    for seen in meta.requests:
        assert seen.headers["User-Agent"] == f"wa-link/{wa_link.__version__}"
        assert seen.headers["Content-Type"] == "application/json"
        assert "Cookie" not in seen.headers


@pytest.mark.parametrize("make", [lambda url: Account(TOKEN, PHONE_ID, base_url=url)])
def test_nothing_is_sent_before_it_is_asked(meta: FakeMeta, make: Callable[[str], Any]) -> None:
    with make(meta.url):
        pass
    assert not meta.requests


def test_httpx_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "httpx", None)
    with pytest.raises(OptionError, match=r'run pip install "wa-link\[business\]"'):
        connect("https://example.com")
