"""The connection to the Business Platform: one request, one answer, or one BusinessError.

It uses httpx, because pywa 4.5 omits `language.policy`, and `Content-Type` with GET, so that Meta's
schema refuses its requests; its tracebacks show the token, and importing it takes 0.7 s.

An error of httpx never leaves this module: the variables of its frames contain the header with the
token, and some programs log them. Therefore errors are returned first, and raised after the
`except` block, so that they have neither a cause nor a context.
"""

from __future__ import annotations

import json
import re
import ssl
from typing import TYPE_CHECKING, Any, Final

from wa_link._support.quoting import escape, quote
from wa_link.business.api import deadline
from wa_link.business.api.client import ANSWER_SECONDS, check_url, make_client
from wa_link.business.api.meta_codes import read_error
from wa_link.business.api.retry import parse_retry_after
from wa_link.business.api.token import hide_tokens
from wa_link.errors import BusinessError, Effect, OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from wa_link.business.api.token import Token

TRIES_TO_REACH: Final = 4
"""The most tries to connect to a server that was never reached: its address may be wrong."""
MOST_BYTES: Final = 5_000_000
"""The longest answer; a page of 25 links has about 5,000 bytes."""
NO_ANSWER: Final = "no_answer"
"""Reason of the error for a request without any answer: it may still be carried out."""


class Connection:
    """A connection that sends the token to one base URL only, and follows no redirects."""

    def __init__(self, token: Token, base_url: str, api_version: str) -> None:
        """Check the values, and open no connection yet.

        Raises:
            OptionError: the token, the URL or the version can't be used, or httpx is missing.
        """
        token.check()
        if hide_tokens(base_url, token) != base_url:
            raise OptionError(
                "The base URL contains an access token: write it without. The token is sent in a "
                "header."
            )
        if not re.fullmatch(r"v[0-9]{1,3}\.[0-9]", api_version):
            shown = quote(hide_tokens(api_version, token))
            raise OptionError(f"{shown} is not a version of the API: write it as in v23.0.")
        self._token = token
        url = check_url(base_url)
        self._host = url.netloc.decode("ascii")
        self._tries, self._was_reached = 0, False
        self._deadline = deadline.Deadline()
        self._client = make_client(token, url, api_version)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> dict[str, Any]:
        """Send one request once, and return the JSON object of its answer, without the token.

        Args:
            method: GET, POST or DELETE.
            path: path after the version, such as `106540352242922/messages`.
            params: values for the query.
            body: object that is sent as JSON.

        Raises:
            BusinessError: the request contains the token, there is no answer, or it is an error.
        """
        if self._token.is_in(params, body):
            raise BusinessError(
                None,
                "token_in_request",
                "The request contains the access token as a text, so it was not sent: remove the "
                "token from the text or the sheet.",
                ends_run=True,
            )
        answer = self._exchange(method, path, params, body)
        if isinstance(answer, BusinessError):
            is_harmless = method == "GET" and answer.effect is Effect.UNKNOWN
            raise answer.with_sentence("Try again later.") if is_harmless else answer
        return answer

    def _exchange(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None,
        body: Mapping[str, object] | None,
    ) -> dict[str, Any] | BusinessError:
        import httpx  # noqa: PLC0415  (takes 0.2 s)

        try:
            trace = {"trace": self._deadline.trace}
            request = self._client.stream(method, path, params=params, json=body, extensions=trace)
            with self._deadline.watch(), request as response:
                self._was_reached = True
                status, headers, content = response.status_code, response.headers, _read(response)
        except httpx.HTTPError as error:
            return self._explain(error)
        except BaseException as error:  # noqa: BLE001  (Ctrl-C, for example; it is raised again)
            error.__context__ = error.__cause__ = None
            raise error.with_traceback(None)  # noqa: B904  (the same error, without its frames)
        answer = self._judge(status, parse_retry_after(headers.get("Retry-After")), content)
        if method != "GET" and isinstance(answer, BusinessError):
            return _doubt(answer)
        return answer

    def _judge(
        self, status: int, pause: float | None, content: bytes | None
    ) -> dict[str, Any] | BusinessError:
        """Return the JSON object of an answer; if the answer is an error, return the error."""
        if 300 <= status < 400:
            return BusinessError(
                None,
                "redirect",
                f"{self._host} redirects to another address (status {status}), to which the token "
                "is not sent. Check the base URL.",
                ends_run=True,
            )
        answer = self._parse(content) if content is not None else None
        error = answer.get("error") if answer else None
        if isinstance(error, dict):
            return read_error(error, status, pause)
        if status >= 400:
            return self._explain_status(status, pause)
        if answer is None:
            why = "too long" if content is None else "not a JSON object"
            return bad_answer(f"The answer of {self._host} is {why} (status {status}).")
        return answer

    def _parse(self, content: bytes) -> dict[str, Any] | None:
        """Return the JSON object of an answer without the token; None if it is not an object."""
        try:
            answer = self._clean(json.loads(content))
        except (ValueError, RecursionError):
            return None
        return answer if isinstance(answer, dict) else None

    def _clean(self, value: object) -> object:
        """Return a value of JSON without the token, and without halves of surrogate pairs."""
        match value:
            case str():
                whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
                return self._token.remove_from(whole)
            case dict():
                return {self._clean(key): self._clean(each) for key, each in value.items()}
            case list():
                return [self._clean(each) for each in value]
        return value

    def _explain_status(self, status: int, pause: float | None) -> BusinessError:
        """Return the error for an answer that is not from Meta, or has no code of Meta."""
        if status == 429:
            message = f"{self._host} got too many requests (status 429): try again later."
            return BusinessError(
                None, "too_many_requests", message, pause=pause, may_repeat=True, ends_run=True
            )
        if status >= 500 or status == 408:  # 408: a proxy has waited too long for the server
            return BusinessError(
                None,
                "server_fault",
                f"{self._host} has a fault (status {status}), so the request may have been carried "
                "out.",
                effect=Effect.UNKNOWN,
                pause=pause,
            )
        return BusinessError(
            None,
            "refused",
            f"{self._host} refused the request without a code of Meta (status {status}). Check the "
            "base URL; a proxy may also be in between.",
            ends_run=True,
        )

    def _explain(self, error: httpx.HTTPError) -> BusinessError:
        """Return the error for a request without a whole answer."""
        import httpx  # noqa: PLC0415  (as above)

        why = escape(self._token.remove_from(str(error))) or type(error).__name__
        if isinstance(error, httpx.ConnectError) and _is_of_certificate(error):
            message = (
                f"{self._host} could not prove its identity ({why}), so nothing was sent. If a "
                "proxy of your company is in between, set SSL_CERT_FILE to its certificates."
            )
            return BusinessError(None, "no_connection", message, ends_run=True)
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
            message = f"Can't connect to {self._host} ({why}), so nothing was sent: try again."
            self._tries += 1
            can_help = self._was_reached or self._tries < TRIES_TO_REACH
            return BusinessError(None, "no_connection", message, may_repeat=can_help, ends_run=True)
        is_late = self._deadline.is_over or isinstance(error, httpx.TimeoutException)
        seconds = deadline.WHOLE_SECONDS if self._deadline.is_over else ANSWER_SECONDS
        late = f"{self._host} did not answer within {seconds:.0f} seconds"
        lost = late if is_late else f"The connection to {self._host} broke off"
        return BusinessError(
            None,
            NO_ANSWER,
            f"{lost}, so the request may have been carried out.",
            effect=Effect.UNKNOWN,
        )


def bad_answer(message: str) -> BusinessError:
    """Return the error for an answer that can't be used; the request may have been carried out."""
    return BusinessError(
        None,
        "bad_answer",
        f"{message} The request may have been carried out. Check the base URL and the version.",
        effect=Effect.UNKNOWN,
    )


def _doubt(error: BusinessError) -> BusinessError:
    """Return the error of an answer to a change; without a code of Meta, its effect is unknown.

    A proxy can pass a request on, and then answer with a status of its own, such as 404.
    """
    if error.code is not None or error.may_repeat or error.effect is Effect.UNKNOWN:
        return error
    return BusinessError(
        None,
        error.reason,
        f"{error.message} The request may have been carried out.",
        effect=Effect.UNKNOWN,
        pause=error.pause,
        ends_run=True,
    )


def check_success(answer: Mapping[str, Any]) -> None:
    """Check that an answer confirms a change.

    Raises:
        BusinessError: it does not.
    """
    if answer.get("success") is not True:
        raise bad_answer("The answer does not confirm the change.")


def _read(response: httpx.Response) -> bytes | None:
    """Return the body of an answer; None if it is too long."""
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if len(content) > MOST_BYTES:
            return None
    return bytes(content)


def _is_of_certificate(error: BaseException | None) -> bool:
    """Return whether an error comes from the certificate of the server."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None
