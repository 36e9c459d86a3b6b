"""The command `wa-link business profile`: show or change the profile of the business."""

from __future__ import annotations

from typing import Any

import click

from wa_link.business.profile import VERTICALS
from wa_link.cli.business.account_options import account_options, open_account
from wa_link.cli.business.one_request import OneRequest
from wa_link.cli.business.output import json_option, print_json, print_table
from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.mistakes.usage_errors import Choice
from wa_link.cli.options.sections import option
from wa_link.cli.options.shared_options import exit_zero_option, quiet_option
from wa_link.cli.stderr import say
from wa_link.links.prefilled_text import unescape


@click.command(
    cls=OneRequest,
    examples=(
        "wa-link business profile",
        'wa-link business profile --about "Spices since 1950" --website https://shop.example',
    ),
)
@option("--about", section="Profile", metavar="TEXT", help="Text below the name of the business.")
@option("--address", section="Profile", metavar="TEXT", help="Postal address.")
@option("--description", section="Profile", metavar="TEXT", help="Description of the business.")
@option("--email", section="Profile", metavar="ADDRESS", help="Email address.")
@option(
    "--website",
    "websites",
    section="Profile",
    metavar="URL",
    multiple=True,
    help="Website in place of all websites of the profile. For two, repeat the option.",
)
@option(
    "--vertical",
    section="Profile",
    metavar="KIND",
    type=Choice(VERTICALS),
    help="Kind of business, in Meta's words, such as RETAIL. Press TAB to see all kinds.",
)
@account_options
@json_option
@quiet_option
@exit_zero_option
def profile(
    *,
    about: str | None,
    address: str | None,
    description: str | None,
    email: str | None,
    websites: tuple[str, ...],
    vertical: str | None,
    as_json: bool,
    quiet: bool,
    **account: Any,
) -> int:
    r"""Show the profile that customers see, or change the fields that you give.

    After a change, the new profile is shown. To clear the address, the description or the websites,
    give an empty value, as in --address "". In a text, write \n for a line break, and \\ for a
    backslash.
    """
    texts = {"about": about, "address": address, "description": description}
    fields = {
        **{name: None if each is None else unescape(each) for name, each in texts.items()},
        "email": email,
        "websites": tuple(filter(None, websites)) if websites else None,
        "vertical": vertical,
    }
    changed: dict[str, Any] = {name: each for name, each in fields.items() if each is not None}
    business = open_account(**account)
    if changed:
        business.profile.update(**changed)
        if not quiet:
            say(f"Changed {', '.join(changed)}.")
    found = business.profile.read()
    if as_json:
        print_json(found)
        return ALL_ACCEPTED
    shown = (
        *((name, getattr(found, name)) for name in ("about", "address", "description", "email")),
        *(("website", each) for each in found.websites or ("",)),
        ("vertical", found.vertical),
    )
    print_table(shown, is_list=False)
    return ALL_ACCEPTED
