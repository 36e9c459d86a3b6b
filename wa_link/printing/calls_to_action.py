"""Calls to action: "Scan to chat on WhatsApp" in the languages that sellers print in."""

from __future__ import annotations

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
# Other codes for these languages, and the script of regions that write traditional Chinese.
_SAME = {
    "in": "id", "iw": "he", "nb": "no", "nn": "no", "tl": "fil",
    "zh-HK": "zh-Hant", "zh-MO": "zh-Hant", "zh-TW": "zh-Hant",
}  # fmt: skip


def find_call(lang: str) -> str | None:
    """Return the call to action in a language, such as `pt-PT`; None where there is none."""
    subtags = lang.split("-")
    for length in range(len(subtags), 0, -1):
        name = "-".join(subtags[:length])
        if found := CALLS_TO_ACTION.get(_SAME.get(name, name)):
            return found
    return None


def call_to_action(lang: str) -> str:
    """Return the call to action in a language; in English where there is none."""
    return find_call(lang) or CALLS_TO_ACTION["en"]
