"""Built-in calls to action: short texts such as "Scan to chat on WhatsApp", in many languages.

To add a language, add one row to CALLS_TO_ACTION. Its key is a BCP 47 language tag, such as `pt`. A
text for one region or script has a longer key, such as `pt-PT`.
"""

from __future__ import annotations

import re
from typing import Final

from wa_link.links.link_kinds import Kind

CALLS_TO_ACTION = {
    "af": "Skandeer om op WhatsApp te gesels",
    "ar": "امسح الرمز للدردشة عبر واتساب",
    "az": "WhatsApp-da yazışmaq üçün skan edin",
    "bg": "Сканирайте за чат в WhatsApp",
    "bn": "WhatsApp-এ চ্যাট করতে স্ক্যান করুন",
    "ca": "Escaneja per xatejar per WhatsApp",
    "cs": "Naskenujte a napište na WhatsApp",
    "da": "Scan for at chatte på WhatsApp",
    "de": "Scannen und auf WhatsApp chatten",
    "el": "Σκανάρετε για συνομιλία στο WhatsApp",
    "en": "Scan to chat on WhatsApp",
    "es": "Escanea para chatear por WhatsApp",
    "fa": "برای گفتگو در واتساپ اسکن کنید",
    "fi": "Skannaa ja keskustele WhatsAppissa",
    "fil": "I-scan para mag-chat sa WhatsApp",
    "fr": "Scannez pour discuter sur WhatsApp",
    "gu": "WhatsApp પર ચેટ કરવા માટે સ્કૅન કરો",
    "he": "סרקו כדי לשוחח ב־WhatsApp",
    "hi": "WhatsApp पर चैट करने के लिए स्कैन करें",
    "hr": "Skenirajte za razgovor na WhatsAppu",
    "hu": "Olvassa be, és írjon WhatsAppon",
    "id": "Pindai untuk chat di WhatsApp",
    "it": "Scansiona per chattare su WhatsApp",
    "ja": "スキャンしてWhatsAppでチャット",
    "ko": "스캔하여 WhatsApp으로 채팅하세요",
    "mr": "WhatsApp वर चॅट करण्यासाठी स्कॅन करा",
    "ms": "Imbas untuk bersembang di WhatsApp",
    "nl": "Scan om te chatten via WhatsApp",
    "no": "Skann for å chatte på WhatsApp",
    "pl": "Zeskanuj i napisz na WhatsAppie",
    "pt": "Escaneie para conversar no WhatsApp",
    "pt-PT": "Digitalize para conversar no WhatsApp",
    "ro": "Scanează pentru a discuta pe WhatsApp",
    "ru": "Отсканируйте, чтобы написать в WhatsApp",
    "sk": "Naskenujte a napíšte na WhatsApp",
    "sv": "Skanna för att chatta på WhatsApp",
    "sw": "Skani ili kupiga gumzo kwenye WhatsApp",
    "th": "สแกนเพื่อแชทผ่าน WhatsApp",
    "tr": "WhatsApp’ta sohbet etmek için okutun",
    "uk": "Відскануйте, щоб написати у WhatsApp",
    "ur": "واٹس ایپ پر چیٹ کے لیے اسکین کریں",
    "vi": "Quét mã để chat qua WhatsApp",
    "zh": "扫码在 WhatsApp 上聊天",
    "zh-Hant": "掃碼在 WhatsApp 上聊天",
}
"""Calls to action for links that open a chat. The keys are language tags."""
_JOIN_GROUP = {
    "ar": "امسح الرمز للانضمام إلى مجموعتنا على واتساب",
    "de": "Scannen und unserer WhatsApp-Gruppe beitreten",
    "en": "Scan to join our group on WhatsApp",
    "es": "Escanea para unirte a nuestro grupo de WhatsApp",
    "fr": "Scannez pour rejoindre notre groupe WhatsApp",
    "hi": "हमारे WhatsApp ग्रुप में शामिल होने के लिए स्कैन करें",
    "id": "Pindai untuk bergabung dengan grup WhatsApp kami",
    "it": "Scansiona per entrare nel nostro gruppo WhatsApp",
    "nl": "Scan om lid te worden van onze WhatsApp-groep",
    "pt": "Escaneie para entrar no nosso grupo do WhatsApp",
    "pt-PT": "Digitalize para entrar no nosso grupo do WhatsApp",
    "ru": "Отсканируйте, чтобы вступить в нашу группу WhatsApp",
    "tr": "WhatsApp grubumuza katılmak için okutun",
}
_FOLLOW_CHANNEL = {
    "ar": "امسح الرمز لمتابعتنا على واتساب",
    "de": "Scannen und uns auf WhatsApp folgen",
    "en": "Scan to follow us on WhatsApp",
    "es": "Escanea para seguirnos en WhatsApp",
    "fr": "Scannez pour nous suivre sur WhatsApp",
    "hi": "WhatsApp पर हमें फ़ॉलो करने के लिए स्कैन करें",
    "id": "Pindai untuk mengikuti kami di WhatsApp",
    "it": "Scansiona per seguirci su WhatsApp",
    "nl": "Scan om ons te volgen op WhatsApp",
    "pt": "Escaneie para nos seguir no WhatsApp",
    "pt-PT": "Digitalize para nos seguir no WhatsApp",
    "ru": "Отсканируйте, чтобы подписаться на нас в WhatsApp",
    "tr": "Bizi WhatsApp’ta takip etmek için okutun",
}
_SEE_PRODUCT = {
    "ar": "امسح الرمز للمشاهدة على واتساب",
    "de": "Scannen und auf WhatsApp ansehen",
    "en": "Scan to see it on WhatsApp",
    "es": "Escanea para verlo en WhatsApp",
    "fr": "Scannez pour le voir sur WhatsApp",
    "hi": "WhatsApp पर देखने के लिए स्कैन करें",
    "id": "Pindai untuk melihatnya di WhatsApp",
    "it": "Scansiona per vederlo su WhatsApp",
    "nl": "Scan om het te bekijken op WhatsApp",
    "pt": "Escaneie para ver no WhatsApp",
    "pt-PT": "Digitalize para ver no WhatsApp",
    "ru": "Отсканируйте, чтобы посмотреть в WhatsApp",
    "tr": "WhatsApp’ta görmek için okutun",
}
_START_CALL = {
    "ar": "امسح الرمز للاتصال بنا عبر واتساب",
    "de": "Scannen und über WhatsApp anrufen",
    "en": "Scan to call us on WhatsApp",
    "es": "Escanea para llamarnos por WhatsApp",
    "fr": "Scannez pour nous appeler sur WhatsApp",
    "hi": "WhatsApp पर हमें कॉल करने के लिए स्कैन करें",
    "id": "Pindai untuk menelepon kami lewat WhatsApp",
    "it": "Scansiona per chiamarci su WhatsApp",
    "nl": "Scan om ons te bellen via WhatsApp",
    "pt": "Escaneie para ligar para nós pelo WhatsApp",
    "pt-PT": "Digitalize para nos ligar pelo WhatsApp",
    "ru": "Отсканируйте, чтобы позвонить нам в WhatsApp",
    "tr": "Bizi WhatsApp’tan aramak için okutun",
}
_SHARE = {
    "ar": "امسح الرمز للمشاركة على واتساب",
    "de": "Scannen und auf WhatsApp teilen",
    "en": "Scan to share on WhatsApp",
    "es": "Escanea para compartir por WhatsApp",
    "fr": "Scannez pour partager sur WhatsApp",
    "hi": "WhatsApp पर शेयर करने के लिए स्कैन करें",
    "id": "Pindai untuk berbagi di WhatsApp",
    "it": "Scansiona per condividere su WhatsApp",
    "nl": "Scan om te delen via WhatsApp",
    "pt": "Escaneie para compartilhar no WhatsApp",
    "pt-PT": "Digitalize para partilhar no WhatsApp",
    "ru": "Отсканируйте, чтобы поделиться в WhatsApp",
    "tr": "WhatsApp’ta paylaşmak için okutun",
}
SHARE: Final = "share"
"""Kind of a chat link without a number: the person who opens it picks a contact."""
CALLS_TO_ACTION_BY_KIND: dict[str, dict[str, str]] = {
    Kind.GROUP: _JOIN_GROUP,
    Kind.CHANNEL: _FOLLOW_CHANNEL,
    Kind.CATALOGUE: _SEE_PRODUCT,
    Kind.PRODUCT: _SEE_PRODUCT,
    Kind.CALL: _START_CALL,
    Kind.CALL_LINK: _START_CALL,
    SHARE: _SHARE,
}
"""Calls to action for links that do not open a chat, such as links to a group.

The keys are the kind of the link (a `Kind`, or SHARE), then the language tag.
"""
# Other tags for the same texts: old tags, such as `iw` for Hebrew, the two written forms of
# Norwegian, and the regions that write traditional Chinese.
_ALIASES = {
    "in": "id", "iw": "he", "nb": "no", "nn": "no", "tl": "fil",
    "zh-HK": "zh-Hant", "zh-MO": "zh-Hant", "zh-TW": "zh-Hant",
}  # fmt: skip

# Places inside a phrase: between Chinese characters or Katakana, and before Hiragana.
_PHRASE = re.compile(
    "(?<=[\u30a0-\u30ff\u4e00-\u9fff])(?=[\u30a0-\u30ff\u4e00-\u9fff])|(?<=\\S)(?=[\u3040-\u309f])"
)


def find_call_to_action(lang: str, kind: str = Kind.CHAT) -> str | None:
    """Return the built-in call to action in the language `lang`; None if wa-link lacks it.

    If there is no text for `de-AT`, the text for `de` is returned.

    Args:
        lang: a BCP 47 tag, such as `pt-PT`.
        kind: the kind of the link, such as Kind.GROUP for a link to a group, or SHARE.
    """
    calls = CALLS_TO_ACTION_BY_KIND.get(kind, CALLS_TO_ACTION)
    subtags = lang.split("-")
    for length in range(len(subtags), 0, -1):
        name = "-".join(subtags[:length])
        if found := calls.get(_ALIASES.get(name, name)):
            return found
    return None


def choose_call_to_action(lang: str, kind: str = Kind.CHAT) -> str:
    """Return the built-in call to action in the language `lang`, or else in English.

    Args:
        lang: a BCP 47 tag, such as `pt-PT`.
        kind: the kind of the link, such as Kind.GROUP for a link to a group, or SHARE.
    """
    return (
        find_call_to_action(lang, kind) or CALLS_TO_ACTION_BY_KIND.get(kind, CALLS_TO_ACTION)["en"]
    )


def join_phrases(call: str) -> str:
    """Return a call to action in which a line can't end inside a phrase.

    Chinese and Japanese put no spaces between words, so lines could end between any two letters. In
    a built-in text, a phrase ends only before a space, or between the scripts of Japanese.
    """
    return _PHRASE.sub("\u2060", call) if is_built_in_call_to_action(call) else call


def is_built_in_call_to_action(text: str) -> bool:
    """Return whether a text is exactly one of wa-link's calls to action, in any language."""
    return any(
        text in calls.values() for calls in (CALLS_TO_ACTION, *CALLS_TO_ACTION_BY_KIND.values())
    )
