"""WhatsApp's Business Platform (Meta's Cloud API): short links, profile, status, messages.

This is the only room of the package that opens a connection, and only to the base URL. It needs the
extra `business`.
"""

from wa_link.business.account import Account
from wa_link.business.messages import SentMessage, TemplateMessage
from wa_link.business.records import MessageTemplate, NumberStatus, Profile, ShortLink
from wa_link.business.send_plan import SendPlan
from wa_link.business.send_sheet import SendSummary, send_sheet
from wa_link.business.sync_plan import SyncPlan
from wa_link.business.sync_sheet import SyncSummary, sync_links
from wa_link.business.token import Token, read_token
from wa_link.errors import BusinessError

__all__ = [
    "Account",
    "BusinessError",
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
