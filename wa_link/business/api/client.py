"""The client of httpx for one base URL, with its timeouts and the header with the token."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Any, Final

import wa_link
from wa_link._support.extras import missing_extra
from wa_link._support.quoting import quote
from wa_link.errors import OptionError

if TYPE_CHECKING:
    import httpx

    from wa_link.business.api.token import Token

CONNECT_SECONDS: Final = 10.0
"""How long opening the connection may take."""
ANSWER_SECONDS: Final = 30.0
"""How long the server may be silent."""


def check_url(base_url: str) -> httpx.URL:
    """Return the base URL, if the token may be sent to it.

    Raises:
        OptionError: it is not an https address, nor an http address of this computer.
    """
    try:
        import httpx  # noqa: PLC0415  (takes 0.2 s)
    except ImportError:
        raise missing_extra("Talking to the Business Platform", "business") from None
    try:
        # Without a password (@), a query, a fragment, or characters that programs read differently
        url = httpx.URL(base_url if re.fullmatch(r"[^\s@?#\\]+", base_url) else "")
    except httpx.InvalidURL:
        url = httpx.URL()
    allowed = ("https", "http") if _is_loopback(url.host) else ("https",)
    is_port = url.port is None or 0 < url.port < 65536
    if not url.host or url.scheme not in allowed or not is_port:
        shown = "The base URL" if "@" in base_url else f"The base URL {quote(base_url)}"
        raise OptionError(
            f"{shown} can't be used: write it as https://host, without a password or a query. Only "
            "an address of this computer, such as http://127.0.0.1:4010, may begin with http."
        )
    return url


def _is_loopback(host: str) -> bool:
    """Return whether a host is this computer itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def make_client(token: Token, url: httpx.URL, api_version: str) -> httpx.Client:
    """Return the client of httpx for a base URL.

    Raises:
        OptionError: a proxy or certificates of the environment can't be used.
    """
    import httpx  # noqa: PLC0415  (as above)

    class Bearer(httpx.Auth):
        """Authentication that keeps the token out of the headers of the client."""

        def auth_flow(self, request: httpx.Request) -> Any:  # noqa: ANN401  (a generator of httpx)
            request.headers["Authorization"] = token.authorization()
            yield request

    try:
        return httpx.Client(
            base_url=url.copy_with(
                raw_path=url.raw_path.rstrip(b"/") + f"/{api_version}/".encode()
            ),
            auth=Bearer(),
            headers={
                "User-Agent": f"wa-link/{wa_link.__version__}",
                "Content-Type": "application/json",  # Meta's schema wants it with GET, too
                "Accept-Encoding": "identity",
            },
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=not _is_loopback(url.host),  # a proxy can't reach this computer
        )
    except (ImportError, ValueError, httpx.InvalidURL):
        raise OptionError(
            "The proxy in HTTPS_PROXY or ALL_PROXY can't be used: write it as http://host:port."
        ) from None
    except OSError as error:
        raise OptionError(
            f"The certificates in SSL_CERT_FILE can't be read: {error.strerror}."
        ) from None
