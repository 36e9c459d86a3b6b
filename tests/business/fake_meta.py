"""A fake of Meta's server that keeps its state: links, profile, number, templates, messages.

    with FakeMeta() as meta:                 # or the fixture `meta` of conftest.py
        account = meta.account()             # an Account that does not sleep between tries
        run("--base-url", meta.url, env=meta.environment)      # the command line

What it has, to be changed freely:  `meta.links` (code -> text, oldest first), `meta.profile`,
`meta.number`, `meta.templates`, `meta.sessions` (numbers, as digits, that may get free text), and
`meta.refusals` (number as digits -> the Fault that each message to it gets).

What it saw:  `meta.requests` (each with method, path, params, body and the name of its fault), and
`meta.effects` (what was really done, in order: `("made", code, text)`, `("changed", code, text)`,
`("deleted", code)`, `("sent", digits, template or text, id)`, `("profile", fields)`).
`meta.count("sent")` counts effects of a kind. `meta.on_request` is called for each request, before
its answer.

How it fails (`fake_faults.py` has the faults):
    meta.fail_next(LOST_AFTER, None, too_many("2"))   # the next requests, in order; None: no fault
    meta.fail_next_changes(LOST_AFTER)                # the same, but GET has no fault
    meta.fail_at_random(seed, share=0.3)              # each request, by a seeded chance
    meta.fail_at_random(seed, share=0.3, methods={"POST"}, faults=(LOST_AFTER,))

It runs in threads of the test process, and so outlives the commands that a test kills.
"""

from __future__ import annotations

import base64
import json
import logging
import random
import re
import socket
import string
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response
from werkzeug.exceptions import ClientDisconnected

from tests.business.fake_faults import PASSING, Fault
from tests.business.fake_rules import Refused, check_message, check_profile, template
from wa_link.business import Account

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

TOKEN = "EAAGm0PX4ZCpsBO-made.up_token"  # noqa: S105  (made up)
PHONE_ID = "106540352242922"
WABA_ID = "102290129340398"
VERSION = "v23.0"


class _Server(HTTPServer):
    """A server that ends within 10 ms, because each of many tests has its own."""

    def thread_target(self) -> None:
        assert self.server is not None
        self.server.serve_forever(poll_interval=0.01)


@dataclass(frozen=True)
class Seen:
    """A request that the server saw; `fault` is the name of the fault that it got, or empty."""

    method: str
    path: str
    params: dict[str, str]
    body: Any
    headers: dict[str, str] = field(repr=False)
    fault: str = ""


class FakeMeta:
    """The server; see the docstring of this module."""

    was_started = False  # for token_search.py

    def __init__(self) -> None:
        self.links: dict[str, str] = {}
        self.profile: dict[str, Any] = {"messaging_product": "whatsapp", "about": "Spices"}
        self.number: dict[str, Any] = {
            "id": PHONE_ID,
            "display_phone_number": "+44 7700 900123",
            "verified_name": "Rosa's Spices",
            "quality_rating": "GREEN",
            "code_verification_status": "VERIFIED",
            "name_status": "APPROVED",
            "messaging_limit_tier": "TIER_250",
            "is_official_business_account": False,
        }
        self.templates = [
            template("order_ready", "en", "Hi {{1}}, your order {{2}} is ready."),
            template("order_ready", "ar", "مرحبا {{1}}، طلبك {{2}} جاهز."),
            template("spring_offer", "en_US", "Our spring offer has begun.", category="MARKETING"),
        ]
        self.sessions: set[str] = set()
        self.refusals: dict[str, Fault] = {}
        self.requests: list[Seen] = []
        self.effects: list[tuple[Any, ...]] = []
        self.token = TOKEN
        self.on_request: Callable[[Seen], object] = lambda _seen: None
        self._lock = threading.Lock()
        self._next: list[Fault | None] = []
        self._draw: Callable[[str], Fault | None] = lambda _method: None
        self._codes = random.Random(19)  # noqa: S311  (made-up codes)
        self._server = _Server("127.0.0.1", threaded=True)
        self._server.expect_request(re.compile(".*")).respond_with_handler(self._answer)

    def __enter__(self) -> Self:
        FakeMeta.was_started = True
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # not a line for each request
        self._server.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.stop()
        if error[0] is None:
            self._server.check()

    @property
    def url(self) -> str:
        """Base URL for `Account(base_url=…)` and `--base-url`."""
        return self._server.url_for("").removesuffix("/")

    @property
    def environment(self) -> dict[str, str]:
        """Variables of the environment for the command line."""
        return {
            "WA_LINK_TOKEN": self.token,
            "WA_LINK_PHONE_ID": PHONE_ID,
            "WA_LINK_WABA_ID": WABA_ID,
        }

    def account(self, wait: Callable[[float], object] = lambda _seconds: None) -> Account:
        """Return an account of this server; `wait` is called for each pause."""
        return Account(self.token, PHONE_ID, waba_id=WABA_ID, base_url=self.url, wait=wait)

    def count(self, kind: str) -> int:
        """Return how many effects of a kind there were: made, changed, deleted, sent, profile."""
        return sum(effect[0] == kind for effect in self.effects)

    def fail_next(self, *faults: Fault | None) -> None:
        """Give these faults to the next requests, in this order."""
        self._next.extend(faults)

    def fail_next_changes(self, *faults: Fault | None) -> None:
        """Give these faults to the next requests that are not GET, in this order."""
        left = [*faults]
        self._draw = lambda method: left.pop(0) if left and method != "GET" else None

    def fail_at_random(
        self,
        seed: object,
        share: float,
        *,
        faults: tuple[Fault, ...] = PASSING,
        methods: Collection[str] = ("GET", "POST", "DELETE"),
    ) -> None:
        """Give one of the faults to a share of the requests with these methods, by a seed."""
        chance = random.Random(repr(seed))  # noqa: S311  (no secret)

        def draw(method: str) -> Fault | None:
            is_hit = chance.random() < share
            return chance.choice(faults) if is_hit and method in methods else None

        self._draw = draw

    def _answer(self, request: Request) -> Response:
        try:
            body = json.loads(request.get_data() or b"null")
        except ClientDisconnected:  # a test has killed the client
            return _response(400, b"")
        with self._lock:
            fault = self._next.pop(0) if self._next else self._draw(request.method)
            seen = Seen(
                request.method,
                request.path,
                request.args.to_dict(),
                body,
                dict(request.headers),
                fault.name if fault else "",
            )
            self.requests.append(seen)
            if fault and fault.late:
                timer = threading.Timer(fault.late, self._do_late, [seen])
                timer.name = "process_request, late"
                timer.start()
            self.on_request(seen)
            try:
                if fault and not fault.is_carried_out and fault.status:
                    return _response(fault.status, fault.body, fault.headers)
                answer = self._do(seen) if fault is None or fault.is_carried_out else {}
                response = _response(200, json.dumps(answer).encode())
            except Refused as refused:
                wrong = refused.fault
                return _response(wrong.status or 400, wrong.body, wrong.headers)
        return _damaged(request, response, fault) if fault else response

    def _do_late(self, seen: Seen) -> None:
        with self._lock, suppress(Refused):
            self._do(seen)

    def _do(self, seen: Seen) -> dict[str, Any]:
        """Check a request, carry it out, and return its answer."""
        if seen.headers.get("Authorization") != f"Bearer {self.token}":
            raise Refused(190, "Invalid OAuth access token", status=401)
        _, version, owner, *rest = seen.path.split("/")
        if version != VERSION or owner not in {PHONE_ID, WABA_ID}:
            raise Refused(100, "Unsupported request", error_subcode=33)
        match [seen.method, *rest]:
            case ["GET"]:
                fields = seen.params["fields"].split(",")
                return {key: self.number[key] for key in ("id", *fields) if key in self.number}
            case [_, "message_qrdls", *code]:
                return self._links(seen, "".join(code))
            case ["GET", "whatsapp_business_profile"]:
                return {"data": [self.profile]}
            case ["POST", "whatsapp_business_profile"]:
                check_profile(seen.body)
                self.profile |= seen.body
                self.effects.append(("profile", seen.body))
                return {"success": True}
            case ["POST", "messages"]:
                return self._send(seen.body)
            case ["GET", "message_templates"] if owner == WABA_ID:
                return self._page(self.templates, seen)
        raise Refused(100, "Unsupported request", error_subcode=33)

    def _links(self, seen: Seen, code: str) -> dict[str, Any]:
        body = seen.body or {}
        if seen.method == "GET" and not code:
            return self._page([self._link(each) for each in reversed(self.links)], seen)
        if seen.method == "POST" and "code" not in body:
            if len(self.links) >= 2000:
                raise Refused(100, "Too many QR codes")
            kind = "made"
            code = "".join(self._codes.choices(string.ascii_uppercase + "234567", k=13)) + "1"
        else:
            code = code or body["code"]
            kind = "changed"
            if code not in self.links:
                raise Refused(803, "QR code not found", status=404)
        if seen.method == "DELETE":
            del self.links[code]
            self.effects.append(("deleted", code))
            return {"success": True}
        if seen.method == "POST":
            text = body["prefilled_message"]
            if not 1 <= len(text) <= 140:
                raise Refused(100, "Invalid prefilled_message length")
            self.links[code] = text
            self.effects.append((kind, code, text))
            return self._link(code)
        return {"data": [self._link(code)]}

    def _link(self, code: str) -> dict[str, Any]:
        url = f"https://wa.me/message/{code}"
        return {"code": code, "prefilled_message": self.links[code], "deep_link_url": url}

    def _page(self, items: list[dict[str, Any]], seen: Seen) -> dict[str, Any]:
        limit = int(seen.params.get("limit", 25))
        if limit > 25:
            raise Refused(100, "Param limit must be a number between 1 and 25")
        after = seen.params.get("after")
        begin = int(base64.b64decode(after)) if after else 0
        end = min(begin + limit, len(items))
        cursor = base64.b64encode(b"%d" % end).decode()
        page: dict[str, Any] = {"data": items[begin:end]}
        if begin < end:
            page["paging"] = {"cursors": {"before": "MA==", "after": cursor}}
        if end < len(items):  # Graph puts the token into this address
            page["paging"]["next"] = f"{self.url}/next?access_token={self.token}&after={cursor}"
        return page

    def _send(self, body: dict[str, Any]) -> dict[str, Any]:
        name = check_message(body, self.templates)
        digits = body["to"].removeprefix("+")
        if digits in self.refusals:
            raise Refused.by(self.refusals[digits])
        if body["type"] == "text" and digits not in self.sessions:
            raise Refused(131047, "Re-engagement message")
        message_id = f"wamid.{len(self.effects):06d}{digits}"
        self.effects.append(("sent", digits, name, message_id))
        return {
            "messaging_product": "whatsapp",
            "contacts": [{"input": body["to"], "wa_id": digits}],
            "messages": [{"id": message_id, "message_status": "accepted"}],
        }


def _response(status: int, body: bytes, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers or {"Content-Type": "application/json"})


def _damaged(request: Request, response: Response, fault: Fault) -> Response:
    """Return the answer that a fault makes of the right one."""
    time.sleep(fault.seconds)
    if fault.status:
        return _response(fault.status, fault.body, fault.headers)
    if fault.cut is None:
        return response
    whole, kept = response.get_data(), fault.cut
    connection: socket.socket = request.environ["werkzeug.socket"]

    def pieces() -> Iterator[bytes]:
        if kept:
            yield whole[:kept]
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
        raise ConnectionResetError

    return Response(pieces(), 200, {"Content-Length": str(len(whole))})
