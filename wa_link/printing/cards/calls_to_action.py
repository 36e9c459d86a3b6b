"""Calls to action: "Scan to chat on WhatsApp" in the languages that sellers print in."""

from __future__ import annotations

from wa_link.links.url_forms import Kind

# By language, or by language and script or region where these write something else.
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
# By what a link opens, where that is not a chat: in fewer languages.
_JOIN = {
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
_FOLLOW = {
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
_SEE = {
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
_CALL = {
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
OTHER_CALLS = {
    Kind.GROUP: _JOIN,
    Kind.CHANNEL: _FOLLOW,
    Kind.CATALOGUE: _SEE,
    Kind.PRODUCT: _SEE,
    Kind.CALL: _CALL,
}
"""Calls to action by language, for links that do not open a chat."""
# Other codes for these languages, and the script of regions that write traditional Chinese.
_SAME = {
    "in": "id", "iw": "he", "nb": "no", "nn": "no", "tl": "fil",
    "zh-HK": "zh-Hant", "zh-MO": "zh-Hant", "zh-TW": "zh-Hant",
}  # fmt: skip


def find_call(lang: str, kind: Kind = Kind.CHAT) -> str | None:
    """Return the call to action in a language, such as `pt-PT`; None where there is none."""
    calls = OTHER_CALLS.get(kind, CALLS_TO_ACTION)
    subtags = lang.split("-")
    for length in range(len(subtags), 0, -1):
        name = "-".join(subtags[:length])
        if found := calls.get(_SAME.get(name, name)):
            return found
    return None


def call_to_action(lang: str, kind: Kind = Kind.CHAT) -> str:
    """Return the call to action in a language; in English where there is none.

    Args:
        lang: of the card, such as `pt-PT`.
        kind: what its link opens.
    """
    return find_call(lang, kind) or OTHER_CALLS.get(kind, CALLS_TO_ACTION)["en"]


def is_our_call(text: str) -> bool:
    """Return whether a text is one of our own calls to action, in any language."""
    return any(text in calls.values() for calls in (CALLS_TO_ACTION, *OTHER_CALLS.values()))
