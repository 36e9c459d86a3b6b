"""Options that name a number on the Business Platform, and the Account for them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from wa_link._support import signals
from wa_link.business.account import API_VERSION, BASE_URL
from wa_link.cli.options.sections import option, options
from wa_link.cli.stderr import say

if TYPE_CHECKING:
    from typing import Any

    from wa_link.business import Account
    from wa_link.business.api.token import Token

TOKEN_VARIABLE = "WA_LINK_TOKEN"  # noqa: S105  (a name)
"""Environment variable with the access token."""
# A shorter pause needs no message.
_LONG_SECONDS = 2


class _TokenFile(click.Path):
    """Type of `--token-file`. Errors do not repeat the value, which may be the token itself."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        """Return the path unchanged; fail if it is not a file that can be read."""
        path: str = value
        if path and not (ctx is not None and ctx.resilient_parsing) and not os.path.exists(path):  # noqa: PTH110  (pathlib takes 1 ms to load)
            self.fail(
                "there is no such file: name a file that contains the token, not the token.",
                param,
                ctx,
            )
        return path


phone_id_option = option(
    "--phone-id",
    section="Account",
    metavar="ID",
    envvar="WA_LINK_PHONE_ID",
    show_envvar=True,
    help="Phone number ID of your number: Meta shows it in the settings of your app, under API "
    "Setup. It is not the phone number.",
)
waba_id_option = option(
    "--waba-id",
    section="Account",
    metavar="ID",
    envvar="WA_LINK_WABA_ID",
    show_envvar=True,
    help="ID of your WhatsApp Business Account, which has the message templates.",
)
"""The option `--waba-id`."""
connection_options = options(
    option(
        "--token-file",
        section="Account",
        metavar="FILE",
        type=_TokenFile(),
        help=f"File that contains the access token. Default: the variable {TOKEN_VARIABLE}.",
    ),
    option(
        "--api-version",
        section="Account",
        metavar="VERSION",
        default=API_VERSION,
        show_default=True,
        help="Version of Meta's Graph API.",
    ),
    option(
        "--base-url",
        section="Account",
        metavar="URL",
        default=BASE_URL,
        show_default=True,
        help="Address of the server, for tests. The token is sent there.",
    ),
)
"""The options `--token-file`, `--api-version` and `--base-url`."""
account_options = options(phone_id_option, connection_options)
"""The options `--phone-id`, `--token-file`, `--api-version` and `--base-url`."""


def take_account(options: dict[str, Any]) -> dict[str, Any]:
    """Remove the options of an account, and return them, for `open_account`."""
    names = ("phone_id", "waba_id", "token_file", "api_version", "base_url")
    return {name: options.pop(name) for name in names if name in options}


def open_account(
    *,
    token_file: str | None,
    api_version: str,
    base_url: str,
    phone_id: str | None = None,
    waba_id: str | None = None,
    needs_phone_id: bool = True,
) -> Account:
    """Return the account that the options name; it is closed when the command ends.

    Raises:
        UsageError: the token or an ID is missing.
        OptionError: the token or another option can't be used, or httpx is not installed.
    """
    from wa_link.business import Account  # noqa: PLC0415  (only for a request)

    if needs_phone_id and not phone_id:
        raise _missing_id_error("phone-id", "phone number ID")
    if not needs_phone_id and not waba_id:
        raise _missing_id_error("waba-id", "ID of the WhatsApp Business Account")
    account = Account(
        _find_token(token_file),
        phone_id or None,
        waba_id=waba_id or None,
        api_version=api_version,
        base_url=base_url,
        wait=lambda seconds: _wait(seconds, base_url),
    )
    click.get_current_context().call_on_close(account.close)
    return account


def _missing_id_error(key: str, name: str) -> click.UsageError:
    """Return the error for a missing ID, with the option and the variable that give it."""
    variable = f"WA_LINK_{key.replace('-', '_').upper()}"
    return click.UsageError(
        f"Give --{key}, or set {variable}: it is the {name}, which Meta shows in the settings of "
        "your app, under API Setup."
    )


def _find_token(token_file: str | None) -> Token | str:
    """Return the token of `--token-file`, or of the environment."""
    if token_file is not None:
        from wa_link.business.api.token import read_token  # noqa: PLC0415  (only for a request)

        return read_token(token_file)
    if token := os.environ.get(TOKEN_VARIABLE, "").strip():
        return token
    from wa_link.business.api.token import HOW_TO_GET  # noqa: PLC0415  (as above)

    raise click.UsageError(
        f"There is no access token: set {TOKEN_VARIABLE}, or name a file that contains the token "
        f"with --token-file FILE. If you have none, {HOW_TO_GET}."
    )


def _wait(seconds: float, base_url: str) -> None:
    """Wait before a request is repeated; say it if that takes long."""
    if seconds >= _LONG_SECONDS and not click.get_current_context().params.get("quiet"):
        host = base_url.partition("://")[2].partition("/")[0]
        start = "\r" if sys.stderr.isatty() else ""  # in place of a progress bar
        say(f"{start}The request to {host} failed: the next try is in {seconds:.0f} seconds.")
    signals.sleep(seconds)
