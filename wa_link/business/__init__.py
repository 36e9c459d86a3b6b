"""WhatsApp's Business Platform (Meta's Cloud API): short links, profile, status, messages.

This is the only room of the package that opens a connection, and only to the base URL. It needs the
extra `business`. Each name in `__all__` is imported when a program first uses it, so that the help
of the commands loads neither phonenumbers nor httpx.

- `api/`: the connection, the token, repeated requests and Meta's error codes.
- `links_sync/`: keeps a short link for each row of a sheet.
- `sending/`: sends a template message to the people of a sheet, and keeps the ledger.
"""

TYPE_CHECKING = False  # type checkers read it as True
if TYPE_CHECKING:
    from wa_link.business.account import Account
    from wa_link.business.api.token import Token, read_token
    from wa_link.business.links_sync.sync_plan import SyncPlan
    from wa_link.business.links_sync.sync_sheet import SyncSummary, sync_links
    from wa_link.business.messages import SentMessage, TemplateMessage
    from wa_link.business.records import MessageTemplate, NumberStatus, Profile, ShortLink
    from wa_link.business.sending.send_plan import SendPlan
    from wa_link.business.sending.send_run import SendSummary, send_sheet
    from wa_link.errors import BusinessError, Effect

__all__ = [
    "Account",
    "BusinessError",
    "Effect",
    "MessageTemplate",
    "NumberStatus",
    "Profile",
    "SendPlan",
    "SendSummary",
    "SentMessage",
    "ShortLink",
    "SyncPlan",
    "SyncSummary",
    "TemplateMessage",
    "Token",
    "read_token",
    "send_sheet",
    "sync_links",
]

_MODULES = {
    "business.account": ("Account",),
    "business.messages": ("SentMessage", "TemplateMessage"),
    "business.records": ("MessageTemplate", "NumberStatus", "Profile", "ShortLink"),
    "business.sending.send_plan": ("SendPlan",),
    "business.sending.send_run": ("SendSummary", "send_sheet"),
    "business.links_sync.sync_plan": ("SyncPlan",),
    "business.links_sync.sync_sheet": ("SyncSummary", "sync_links"),
    "business.api.token": ("Token", "read_token"),
    "errors": ("BusinessError", "Effect"),
}


def __getattr__(name: str) -> object:
    """Import an exported name, such as `wa_link.business.Account`, when it is first used."""
    from importlib import import_module  # noqa: PLC0415  (importing importlib takes 1 ms)

    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"wa_link.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the exported names, also those that are not imported yet."""
    return [*__all__]
