"""Bytes to text as browsers do it, and back to byte offsets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitizer.parsing.encoding import Decoded, byte_offsets, declared_codec, decode, looks_binary

CODECS = (
    "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030", "big5hkscs", "cp932", "euc_jp",
    "cp949", "iso2022_jp", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "koi8-r", "cp874",
)  # fmt: skip

#: A few sentences of our own in each language, and the charsets that such pages were written in.
SENTENCES: dict[tuple[str, ...], str] = {
    ("gb18030",):
        "今天早上我们去河边散步,天气很好。孩子们在草地上放风筝,老人坐在树下聊天。",
    ("big5hkscs",):
        "今天早上我們去河邊散步,天氣很好。孩子們在草地上放風箏,老人坐在樹下聊天。",
    ("cp932", "euc_jp", "iso2022_jp"):
        "今日は朝から川のそばを歩きました。天気がよく、子どもたちが遊んでいました。",
    ("cp949",):
        "오늘 아침에 우리는 강가를 걸었습니다. 날씨가 좋아서 아이들이 잔디밭에서 놀았습니다.",
    ("cp1250", "iso-8859-2"):
        "Rano poszliśmy nad rzekę, świeciło słońce. Dzieci puszczały latawce na łące.",
    ("cp1251", "koi8-r", "iso-8859-5"):
        "Утром мы пошли гулять к реке, погода была хорошая. Дети играли на траве.",
    ("cp1252",):
        "Ce matin nous sommes allés près de la rivière, où les élèves étaient déjà arrivés.",
    ("cp1253",):
        "Το πρωί πήγαμε βόλτα κοντά στο ποτάμι και ο καιρός ήταν πολύ καλός για όλους.",
    ("cp1254",):
        "Bu sabah ırmağın kıyısında yürüdük, hava çok güzeldi. Çocuklar çayırda oynuyordu.",
    ("cp1255",):
        "הבוקר הלכנו לטייל ליד הנהר, מזג האוויר היה יפה והילדים שיחקו על הדשא",
    ("cp1256",):
        "ذهبنا هذا الصباح إلى النهر وكان الجو جميلا والأطفال يلعبون على العشب",
    ("cp874",):
        "เช้านี้เราไปเดินเล่นริมแม่น้ำ อากาศดีมาก เด็กๆ เล่นว่าวอยู่บนสนามหญ้า",
}  # fmt: skip
UNDECLARED = [(codec, text) for codecs, text in SENTENCES.items() for codec in codecs]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"\xef\xbb\xbf<meta charset=gbk>", "utf-8"),
        ("\ufeff<p>a".encode("utf-16-le"), "utf-16-le"),
        ("\ufeff<p>a".encode("utf-16-be"), "utf-16-be"),
        ("\ufeff<p>a".encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_a_byte_order_mark_beats_hint_and_meta_and_stays_in_the_text(
    data: bytes, encoding: str
) -> None:
    decoded = decode(data, "shift_jis")
    assert (decoded.encoding, decoded.source) == (encoding, "bom")
    assert decoded.text == data.decode(encoding)
    assert decoded.text[0] == "\ufeff" == data[: decoded.bom_length].decode(encoding)


def test_the_transport_hint_beats_the_meta() -> None:
    decoded = decode(b"<meta charset=gbk>\xe9", "ISO-8859-1")
    assert decoded == Decoded("<meta charset=gbk>é", "cp1252", "transport", 0)


@pytest.mark.parametrize(
    "hint", ["", "klingon", "hex", "undefined", "idna", "ütf", "a\0b", "utf-7"]
)
def test_a_hint_that_names_no_charset_of_pages_is_ignored(hint: str) -> None:
    assert decode(b"<meta charset=gbk>", hint).encoding == "gb18030"


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        (b"<meta charset=gb2312>", "gb18030"),
        (b"<META CHARSET = 'Big5' />", "big5hkscs"),
        (b'<meta\ncharset="x-sjis">', "cp932"),
        (b"<meta charset=ks_c_5601-1987>", "cp949"),
        (b"<meta charset=iso-8859-1>", "cp1252"),
        (b"<meta charset=iso-8859-9>", "cp1254"),
        (b"<meta charset=tis-620>", "cp874"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<meta charset=x-user-defined>", "cp1252"),
        (b'<meta http-equiv=Content-Type content="text/html; charset=euc-jp">', "euc_jp"),
        (b"<meta content='text/html;charset=\"koi8-r\"' http-equiv='content-type'>", "koi8-r"),
        (b'<meta content="text/html; charset=euc-jp">', None),
        (b'<meta name=description content="charset=gbk">', None),
        (b"<!-- <meta charset=gbk> --><meta charset=big5>", "big5hkscs"),
        (b"<!-- <meta charset=gbk>", None),
        (b"<!--><meta charset=gbk>-->", "gb18030"),
        (b"<title><meta charset=gbk></title>", None),
        (b"<script>'<meta charset=gbk>'</script><meta charset=big5>", "big5hkscs"),
        (b'<p title="<meta charset=gbk>"><meta charset=big5>', "big5hkscs"),
        (b"<meta charset=klingon><meta charset=gbk>", "gb18030"),
        (b"<meta charset=hz-gb-2312>", None),
        (b"<metal charset=gbk>", None),
        (b"<body><meta charset=gbk>", None),
        (b"<script>" + b" " * 2000 + b"</script><meta charset=gbk>", "gb18030"),
        (b" " * 4096 + b"<meta charset=gbk>", None),
        (b'<?xml version="1.0" encoding="gbk"?><html>', "gb18030"),
    ],
)  # fmt: skip
def test_the_declaration_is_read_as_the_standard_says(head: bytes, codec: str | None) -> None:
    assert declared_codec(head) == codec


def test_a_declaration_that_lies_is_obeyed_as_browsers_obey_it() -> None:
    decoded = decode("<meta charset=gb2312>很好".encode())
    assert (decoded.encoding, decoded.source) == ("gb18030", "meta")
    assert decode(b"<meta charset=utf-8>\xe4\xf6\xfc").text.endswith("\ufffd\ufffd\ufffd")


@pytest.mark.parametrize(("codec", "text"), UNDECLARED)
def test_a_few_sentences_are_enough_to_detect_a_charset(codec: str, text: str) -> None:
    decoded = decode(f"<html><body><p>{text}</p></body></html>".encode(codec))
    assert text in decoded.text
    assert decoded.source == "detected"


@pytest.mark.parametrize(
    "text",
    ["お知らせ", "サイトマップ", "きのうは雨でした。", "プライバシーポリシーについて"],
)
@pytest.mark.parametrize("codec", ["euc_jp", "cp932"])
def test_a_line_of_kana_is_not_taken_for_chinese(codec: str, text: str) -> None:
    assert decode(f"<p>{text}</p>".encode(codec)).text == f"<p>{text}</p>"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["plain", *(text for _, text in UNDECLARED)])
def test_utf_16_without_a_mark_is_detected(codec: str, text: str) -> None:
    page = f'<html><head><title>t</title></head><body class="x"><p>{text}</p></body></html>'
    assert decode(page.encode(codec)).text == page


def test_damaged_and_truncated_utf_8_is_still_utf_8() -> None:
    data = ("<p>größere Städte, kühle Wälder, schöne Gärten</p>" * 3).encode()
    assert decode(data[:-5] + b"\xc3").encoding == "utf-8"
    assert decode(data[:60] + b"\xff" + data[60:]).encoding == "utf-8"


def test_an_english_page_with_curly_quotes_is_windows_1252() -> None:
    assert decode(b"<p>It\x92s what she said: \x93now or never\x94</p>").encoding == "cp1252"


def test_bytes_that_windows_1252_leaves_out_are_controls_as_in_the_standard() -> None:
    decoded = decode(b"\x81\x8d\x8f\x90\x9d", "latin1")
    assert decoded == Decoded("\x81\x8d\x8f\x90\x9d", "cp1252", "transport", 0)


def test_bytes_that_fit_nothing_are_windows_1252() -> None:
    decoded = decode(b"a\xb8 b\xb4 c\xa8 d\xaf")
    assert (decoded.encoding, decoded.source) == ("cp1252", "default")


def test_bytes_that_windows_1253_leaves_out_are_one_replacement_each() -> None:
    assert decode(b"\xaa\xd2\x81", "windows-1253").text == "\ufffd\ufffd\x81"


@given(st.binary(), st.sampled_from((None, *CODECS)))
def test_decoding_never_raises_and_counts_characters_as_python_does(
    data: bytes, hint: str | None
) -> None:
    decoded = decode(data, hint)
    assert len(decoded.text) == len(data.decode(decoded.encoding, "replace"))


@given(st.lists(st.sampled_from(["<", ">", "a", " ", "é", "中", "か", "한", "я", "😀", "\n"])))
def test_pieces_of_clean_pages_decode_to_pieces_of_their_text(chars: list[str]) -> None:
    for codec in CODECS:
        data = "".join(chars).encode(codec, "xmlcharrefreplace")
        decoded = decode(data, codec)
        marks = [index for index, char in enumerate(decoded.text) if char == "<"]
        places = byte_offsets(data, decoded, marks)
        pieces = list(zip([0, *places], [*places, len(data)], strict=True))
        assert b"".join(data[a:b] for a, b in pieces) == data
        ends = [*marks, len(decoded.text)]
        for (a, b), start, end in zip(pieces, [0, *marks], ends, strict=True):
            assert data[a:b].decode(codec) == decoded.text[start:end]


MARKUP = st.lists(st.one_of(st.binary(max_size=6), st.sampled_from([b"<", b">", b"\x81\x30"])))


@settings(max_examples=300)
@given(MARKUP.map(b"".join), st.sampled_from(CODECS))
def test_offsets_of_malformed_bytes_are_sorted_and_point_at_the_markup(
    data: bytes, codec: str
) -> None:
    decoded = decode(data, codec)
    places = byte_offsets(data, decoded, range(len(decoded.text) + 1))
    assert places == sorted(places)
    assert not places or places[-1] == len(data)
    for index, char in enumerate(decoded.text):
        if char in "<>" and codec != "iso2022_jp":  # which has a second ASCII, with shifts
            assert data[places[index] :].startswith(char.encode(decoded.encoding))


@given(MARKUP.map(b"".join), st.sampled_from(["utf-8", "cp1252", "cp1253"]))
def test_pieces_of_malformed_pages_decode_alike(data: bytes, codec: str) -> None:
    decoded = decode(data, codec)
    marks = [index for index, char in enumerate(decoded.text) if char in "<>"]
    places = [0, *byte_offsets(data, decoded, marks), len(data)]
    spans = itertools.pairwise(places)
    pieces = [data[a:b].decode(decoded.encoding, "replace") for a, b in spans]
    assert sum(map(len, pieces)) == len(decoded.text)
    if codec == "utf-8":
        assert "".join(pieces) == decoded.text


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "utf-8"])
def test_offsets_hold_far_behind_an_error_and_across_windows(codec: str) -> None:
    data = b"<p>\xff" + "<b>好a</b>".encode(codec, "replace") * 400 + b"\xff<i>x</i>"
    decoded = decode(data, codec)
    marks = [index for index, char in enumerate(decoded.text) if char == "<"]
    starts = [index for index, byte in enumerate(data) if byte == ord("<")]
    assert byte_offsets(data, decoded, marks) == starts


def test_a_cut_in_iso_2022_jp_leaves_every_shift_sequence_in_its_place() -> None:
    data = "<p>川</p><b>山</b><p>海</p>".encode("iso2022_jp")
    decoded = decode(data, "iso-2022-jp")
    start, end = byte_offsets(data, decoded, [8, 16])
    assert (data[:start] + data[end:]).decode("iso2022_jp") == "<p>川</p><p>海</p>"


@pytest.mark.parametrize("offsets", [[-1], [4], [2, 1]])
def test_offsets_that_are_unsorted_or_outside_are_an_error(offsets: list[int]) -> None:
    with pytest.raises(ValueError, match="sorted"):
        byte_offsets(b"abc", decode(b"abc"), offsets)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "white space"),
        (b"\xef\xbb\xbf\n", "white space"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG"),
        (b"%PDF-1.4\n", "PDF"),
        (b"\x1f\x8b\x08rest", "gzip"),
        (b"PK\x03\x04rest", "zip"),
        (b"\xff\xd8\xff\xe0rest", "JPEG"),
        (b"GIF89a\x10\x00\x10\x00\x80", "GIF"),
        (b"RIFF\x24\x08\x00\x00WEBPVP8 ", "WebP"),
        (b"\x00\x00\x00\x20ftypisom", "MP4"),
        (b"\x7fELF\x02", "ELF"),
        (bytes(1_000_000), "1,000,000 NUL bytes"),
        (b"<p>" + bytes(90), "mostly NUL"),
        (bytes(range(1, 256)) * 40, "control characters"),
    ],
)
def test_what_is_no_page_is_named(data: bytes, reason: str) -> None:
    assert reason in (looks_binary(data) or "")


@pytest.mark.parametrize(
    "data",
    [
        b"<p>" + b"text " * 40 + b"\0\0</p>",
        "<html><p>page</p>".encode("utf-16"),
        "<html><p>page</p>".encode("utf-16-be"),
        "<html><p>page</p>".encode("utf-32"),
        "<p>川</p>".encode("iso2022_jp"),
        b"BMW, PKW and GIFs: plain text",
        b"GIF89a: what the letters mean",
        b"<h1>The WEBP format</h1><p>of pictures",
        b"<h1>ftyp boxes</h1>",
        b"ID3 tags explained<p>and OggS",
    ],
)
def test_a_page_with_a_few_nuls_or_wide_characters_is_a_page(data: bytes) -> None:
    assert looks_binary(data) is None


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_chinese_prose_in_utf_16_without_a_mark_is_a_page(codec: str) -> None:
    prose = "我们在河边的小镇上住了三年，每天早上都去买新鲜的面包。" * 40
    marked, plain = f"<html><p>{prose}</p>".encode(codec), prose.encode(codec)
    assert looks_binary(marked) is None
    assert decode(marked).encoding == codec
    assert looks_binary(plain, codec) is None


@given(st.binary())
def test_naming_what_is_no_page_never_raises(data: bytes) -> None:
    reason = looks_binary(data)
    assert reason is None or reason
