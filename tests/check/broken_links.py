"""Strategies of Hypothesis for texts that are full of links, right and broken."""

from __future__ import annotations

from hypothesis import strategies as st

# Pieces of links and of the texts around them, so that random texts are full of broken links.
PIECES = """
https:// http:// // wa.me wa.me/ www. api.whatsapp.com/send?phone= whatsapp://send?phone=
chat.whatsapp.com/ wa.me.example/ wа.me/ wa-me.com/ xn--w-7tb.me/ user@ + 00 0 (0) 447911123456
07911123456 44 7911 123456 966501234567 966-50-123-4567 1XXXXXXXXXX
maria..l message/ABC yournumber
?text= &text= &amp;text= \\u0026text= ?Text= ?message= #5 &Table &amp;Table %20 % %0 %2F
%3A%2F%2F Hi é 😀 " ' `
\\" \\' &quot; \\u0022 < > ( ) [ ]( { } \\href{ \\url{ url( }{ href=" =' ${n} {{n}} <?=n?>
%s $n #{n} "+n '.$n \\n \\/ \\& \\% , ; . ! … |
* _ - / : @ = ? wa-link:ignore \\'e9 u=https%3A%2F%2F
https// http:wa.me/ htps:// wa.m/ w.me/ whatsap. %%20 %% '' "" '+n+' "+f(n)+" }} {{a|b:"c"}}
<?=$n?> <![CDATA[ ]]> <string> </string> \\: \\= BEGIN:V x= url:
""".split()
BEFORE = [
    "", "a ", "(", ">", "<", "**", "](", 'href="', "'", "`", '"', '\\"', "&quot;", "\\href{",
    "?u=", "é", "<![CDATA[", "<string>", "\nx=", "\nurl: ", "BEGIN:VCARD\nURL:",
    "href=", 'f("', "$'",
]  # fmt: skip
SCHEMES = [
    "", "https://", "http://", "HTTPS://", "//", "https:\\/\\/", "https%3A%2F%2F", "https//",
    "http://https://", "htps://", "https\\://",
]  # fmt: skip
HOSTS = [
    "wa.me/", "wa.me/", "wa.me\\/", "wa.me%2F", "WA.ME/", "wа.me/", "wa.me.example/", "wa.me/c/",
    "api.whatsapp.com/send?phone=", "web.whatsapp.com/send?phone=", "api.whatsapp.com/send/?phone=",
    "wa.me@x.example/", "chat.whatsapp.com/", "wa.me/message/",
]  # fmt: skip
NUMBERS = [
    "447911123456", "+447911123456", "+44 (0)7911 123456", "966 50 123 4567", "00447911123456",
    "07911123456", "4407911123456", "${n}", "+${n}", "44%s", "1XXXXXXXXXX", "4479111", "maria", "",
    "{{ n }}", "' + n + '", '" + n + "', "<?= $n ?>", "%s", "+%s", "44791\n 1123456", "#{n}",
    "00' + n",
    "447911123456https://wa.me/447911123456", "44-7911-123456", "%2B447911123456", "5215512345678",
]  # fmt: skip
QUERIES = [
    "", "", "?text=", "&text=", "&amp;text=", "\\u0026text=", "?Text=", "?message=", "%3Ftext%3D",
    "?text=Hi&text=", "?x=1&text=", "?", "#", "/",
]  # fmt: skip
WORDS = [
    "", "", "Hi", "Hi there", "Bed&Table", "Bed &amp; Table", "Sofa#5", "100%", "é", "😀", "%20a",
    "%2520",
    "Hi\\nyou", "Hi ${n}", "Hi, {name}", '\\"a\\"', "it's", "https://x.example/?a=1&b=2", "a\nb",
    "(a) [b]",
    "Hi%%20a", "It''s me", 'a ""b"" c', "It\\'s", "{{ a }} & {{ b }}", "${a}%",
    "Hi' + n + ' you", "a %s b",
    "Hi%2\n 0a", "%%", "a{% if b %}c d{% endif %}", "=1&x={{ n }}", "&{{ n }}", "a\\=b",
    "Hi 5 %s", "...", "Ol\\'e1", "a;b,c|d", "*_~-.",
]  # fmt: skip
AFTER = [
    "", " b", ")", "</a>", ">", "**", ' "t")', '"', "'", "`", '\\"', "&quot;", "}{x}", "&h=1",
    "。é", ", 12 34",
    "]]>", "</string>", " # x", "'' ", '""', "' + n", '" . $n', '"&A1', "\n", " wa-link:ignore",
]  # fmt: skip
LINKS = st.tuples(*map(st.sampled_from, (BEFORE, SCHEMES, HOSTS, NUMBERS, QUERIES, WORDS, AFTER)))
TEXTS = st.one_of(
    st.lists(LINKS.map("".join), max_size=3).map("".join),
    st.lists(
        st.one_of(st.sampled_from(PIECES), st.sampled_from(" \n\t\xa0"), st.text(max_size=3)),
        max_size=14,
    ).map("".join),
)
