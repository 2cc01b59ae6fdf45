"""A guess at the charset of bytes that declare none.

The idea: text uses few of the codes that a charset offers. Alphabets with one byte a character are
told apart by the histogram of bytes: each row of a table says which letters a language uses often,
and letters that it never uses speak against the row. East Asian charsets are told apart by where
their two-byte codes fall: every such standard put frequent characters into rows of their own
(kana, Hangul, level 1 of the ideographs). What comes in are bytes; what goes out is a Python codec
or ``None``. Bounded: at most 5 kB of the text around non-ASCII bytes are weighed.
"""

from __future__ import annotations

import collections
import dataclasses
import functools
import re

from sanitizer.charsets import single_byte_table

__all__ = ["detect_codec"]

#: Sampled text. The score of a few sentences (200 bytes) is already stable.
_SAMPLE_BYTES = 4096
#: One run of text gives no more than that, so that a long script does not fill the sample.
_RUN_BYTES = 1024
#: UTF-8 with damage is still UTF-8: other charsets hardly ever form a valid sequence by chance.
_UTF8_VALID_SHARE = 0.8
#: Below it nothing fits; browsers then read windows-1252.
_MIN_SCORE = 0.3

_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_JIS_SHIFT = re.compile(rb"\x1b\$[@B]")


@dataclasses.dataclass(frozen=True, slots=True)
class _Alphabet:
    """A language in a charset: letters used often (weight 1) and now and then (weight 0.5).

    ``rarity`` is taken off the score: how much rarer pages in that charset are than those in the
    charsets that it is taken for.
    """

    codec: str
    language: str
    frequent: str
    occasional: str = ""
    rarity: float = 0.0


_RUSSIAN = "оеаинтсрвлкмдпу"
_RUSSIAN_OCCASIONAL = "яыьгзбчйхжшюцщэфъёАБВГДЕЗИКЛМНОПРСТУФХЧЭЯ"

#: Which letters, most of all those that the neighbours in the table lack. Order decides ties.
_ALPHABETS = (
    _Alphabet("cp1252", "French", "éèàêçùôîâûëïœ", "ÉÈÀÊÇÎÔæÙ"),
    _Alphabet("cp1252", "Italian", "àèéìòù", "ÀÈÉÌÒÙ"),
    _Alphabet("cp1252", "German", "äöüß", "ÄÖÜé"),
    _Alphabet("cp1252", "Spanish, Catalan", "áéíóúñ", "¿¡üçàèòïªºÁÉÍÓÚÑ·"),
    _Alphabet("cp1252", "Portuguese", "ãõçáéíóúâêôà", "ªºÁÉÍÓÚÂÇÃÊ"),
    _Alphabet("cp1252", "Nordic", "åäöæøé", "ÅÄÖÆØü"),
    _Alphabet("cp1252", "Icelandic", "áéíóúýþæöð", "ÞÁÍÓÚÖÆ"),
    _Alphabet("cp1250", "Polish", "ąćęłńóśźż", "ĄĆĘŁŃÓŚŹŻ", rarity=0.02),
    _Alphabet("cp1250", "Czech, Slovak", "áčďéěíňóřšťúůýž", "ÁČĎÉÍŇÓŘŠŤÚÝŽäôľĺ", rarity=0.02),
    _Alphabet("cp1250", "Hungarian", "áéíóöőúüű", "ÁÉÍÓÖŐÚÜŰ", rarity=0.02),
    _Alphabet("cp1250", "Romanian", "ăâîşţ", "ĂÂÎŞŢ", rarity=0.02),
    _Alphabet("cp1250", "Croatian, Slovene", "čćđšž", "ČĆĐŠŽ", rarity=0.02),
    _Alphabet("iso-8859-2", "Polish", "ąćęłńóśźż", "ĄĆĘŁŃÓŚŹŻ", rarity=0.05),
    _Alphabet("iso-8859-2", "Czech, Slovak", "áčďéěíňóřšťúůýž", "ÁČĎÉÍŇÓŘŠŤÚÝŽäôľĺ", rarity=0.05),
    _Alphabet("iso-8859-2", "Croatian, Slovene", "čćđšž", "ČĆĐŠŽ", rarity=0.05),
    _Alphabet("cp1254", "Turkish", "çğıöşüİ", "ÇĞÖŞÜâî"),
    _Alphabet("cp1257", "Lithuanian", "ąčęėįšųūž", "ĄČĘĖĮŠŲŪŽ", rarity=0.05),
    _Alphabet("cp1257", "Latvian", "āčēģīķļņšūž", "ĀČĒĢĪĶĻŅŠŪŽ", rarity=0.05),
    _Alphabet("cp1257", "Estonian", "äõöü", "ÄÕÖÜšž", rarity=0.05),
    _Alphabet(
        "cp1258",
        "Vietnamese",
        "đươăâêôáàé\u0300\u0301\u0309\u0303\u0323",
        "ĐƯƠÂíúóùèãý",
        rarity=0.05,
    ),
    _Alphabet("cp1251", "Russian, Bulgarian", _RUSSIAN, _RUSSIAN_OCCASIONAL),
    _Alphabet(
        "cp1251",
        "Ukrainian, Serbian",
        "оаинвтерсікудлмп",
        "яьзгбчйхжїцюєщшфґјљњћђџАБВГДЕЗИІКЛМНОПРСТУФХЦЧЄЯ",
    ),
    _Alphabet("koi8-u", "Russian, Ukrainian", _RUSSIAN, _RUSSIAN_OCCASIONAL + "іїєґ"),
    _Alphabet("iso-8859-5", "Russian", _RUSSIAN, _RUSSIAN_OCCASIONAL, rarity=0.05),
    _Alphabet("ibm866", "Russian", _RUSSIAN, _RUSSIAN_OCCASIONAL, rarity=0.1),
    _Alphabet("cp1253", "Greek", "αοιετσνηυρπκμλςάί", "ωδγχθφβξζψόέήύώϊΑΒΓΔΕΗΘΙΚΛΜΝΟΠΡΣΤΥΦΧΩΆΈ"),
    _Alphabet("cp1255", "Hebrew", "יולארתמבשהנ", "חדקעפצגטסזכםןךףץ"),
    _Alphabet("cp1256", "Arabic, Persian", "ايلمونرتبعدسه", "حقفكةجطشذصخضغئءثظزأإآىؤپچژگ،؟"),
    _Alphabet("cp874", "Thai", "านรกอเงมยลวดทสตะปบคหแจพชขใไโผ่้ีิืัุู็์ำ", "ศณถธษฐภซฟญๆฉฎฆๅฏ"),
)
#: Typography that every language uses: it says a little for the charsets that have it there, which
#: is what tells English pages with nothing but curly quotes from Cyrillic.
_TYPOGRAPHY = frozenset("\xa0–—‘’“”„‚«»‹›…•·©®™°§€£×²³½¼¾\xad†№")
_TYPOGRAPHY_WEIGHT = 0.8
#: Bytes of words in another script never stand beside ASCII letters; those of Latin words do.
_BESIDE_ASCII = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")


@dataclasses.dataclass(frozen=True, slots=True)
class _Rows:
    """A charset with two-byte codes: which codes are frequent, usual, rare.

    The weights make a mean of about 1 for text in the charset, by the shares that its frequent
    rows have in it.
    """

    codec: str
    weights: tuple[float, ...]
    pattern: re.Pattern[bytes]


def _rows(codec: str, *weighted: tuple[float, bytes]) -> _Rows:
    pattern = b"|".join(b"(" + row + b")" for _, row in weighted)
    return _Rows(codec, tuple(w for w, _ in weighted), re.compile(pattern + rb"|([\x80-\xff])"))


#: In each alternative the first that matches counts; the last group, added above, is an error.
_EAST_ASIAN = (
    _rows(
        "gb18030",
        # Level 1 is sorted by pinyin: 45 % of Chinese text lies past C8, nothing of Korean does.
        (1.2, rb"[\xc9-\xd7][\xa1-\xfe]"),
        (0.8, rb"[\xb0-\xc8][\xa1-\xfe]"),
        (0.6, rb"[\xa1\xa3][\xa1-\xfe]"),
        (0.2, rb"[\xd8-\xf7][\xa1-\xfe]"),
        (0.0, rb"[\x81-\xa0][\x40-\x7e\x80-\xfe]|[\xaa-\xfe][\x40-\x7e\x80-\xa0]"),
        (0.0, rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]"),
        (-0.5, rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]"),
    ),
    _rows(
        "big5hkscs",
        # Sorted by strokes: the first rows hold the particles. Two in five second bytes are ASCII;
        # without any, rows A4 and A5 are the kana of EUC-JP.
        (1.5, rb"[\xa4-\xaf][\x40-\x7e]"),
        (1.0, rb"[\xa4-\xaf][\xa1-\xfe]"),
        (1.1, rb"[\xb0-\xc6][\x40-\x7e]"),
        (0.6, rb"[\xb0-\xc6][\xa1-\xfe]"),
        (0.6, rb"\xa1[\x40-\x7e\xa1-\xfe]"),
        (0.0, rb"[\xc9-\xf9][\x40-\x7e\xa1-\xfe]"),
        (-0.5, rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]"),
    ),
    _rows(
        "cp932",
        (1.2, rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]"),
        (0.8, rb"[\x88-\x97][\x40-\x7e\x80-\xfc]|\x98[\x40-\x72]"),
        (0.6, rb"[\x81\x82][\x40-\x7e\x80-\xfc]"),
        (0.0, rb"[\x83-\x9f\xe0-\xea][\x40-\x7e\x80-\xfc]"),
        (-0.5, rb"[\xa1-\xdf]|[\xed-\xfc][\x40-\x7e\x80-\xfc]"),
    ),
    _rows(
        "euc_jp",
        (1.2, rb"\xa4[\xa1-\xf3]|\xa5[\xa1-\xf6]"),
        (0.7, rb"[\xb0-\xcf][\xa1-\xfe]"),
        (0.6, rb"[\xa1\xa3][\xa1-\xfe]"),
        (0.0, rb"[\xa2-\xf4][\xa1-\xfe]|\x8f[\xa1-\xfe][\xa1-\xfe]|\x8e[\xa1-\xdf]"),
    ),
    _rows(
        "cp949",
        (1.0, rb"[\xb0-\xc8][\xa1-\xfe]"),
        (0.6, rb"[\xa1\xa3][\xa1-\xfe]"),
        (
            0.0,
            rb"[\x81-\xa0][\x41-\x5a\x61-\x7a\x81-\xfe]|[\xa1-\xc6][\x41-\x5a\x61-\x7a\x81-\xa0]",
        ),
        (-0.3, rb"[\xa1-\xfe][\xa1-\xfe]"),
    ),
)
_ERROR_WEIGHT = -3.0
_MIN_ADJACENT_SHARE = 0.3


def detect_codec(data: bytes) -> str | None:
    """Guess the codec of bytes that declare none; ``None`` when nothing fits well.

    Bytes that are all ASCII are ``utf-8`` (or ISO-2022-JP, when they shift to its kanji).
    """
    if data.isascii():
        return "iso2022_jp" if _JIS_SHIFT.search(data) else "utf-8"
    sample = _text_around_high_bytes(data)
    if _is_utf8(data, sample):
        return "utf-8"
    scores = _alphabet_scores(sample)
    scores += [(_score_rows(sample, row), row.codec) for row in _EAST_ASIAN]
    score, codec = max(scores, key=lambda scored: scored[0])
    return codec if score >= _MIN_SCORE else None


def _is_utf8(data: bytes, sample: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        n_high = sum(map(len, _HIGH_RUN.findall(sample)))
        n_valid = sum(map(len, _UTF8_SEQUENCE.findall(sample)))
        return n_valid > _UTF8_VALID_SHARE * n_high
    return True


def _text_around_high_bytes(data: bytes) -> bytes:
    """Join runs of text between tags that hold bytes over 0x7F, from the start of the page."""
    runs: list[bytes] = []
    n_bytes = position = 0
    while n_bytes < _SAMPLE_BYTES and (high := _HIGH.search(data, position)):
        end = data.find(b"<", high.start(), high.start() + _RUN_BYTES)
        run = data[high.start() : end if end >= 0 else high.start() + _RUN_BYTES]
        runs.append(run)
        n_bytes += len(run)
        # After a run that was too long, go on behind a tag: its rest may begin inside a character.
        position = end if end >= 0 else data.find(b"<", high.start() + _RUN_BYTES)
        if position < 0:
            break
    return b"<".join(runs)


def _alphabet_scores(sample: bytes) -> list[tuple[float, str]]:
    histogram = {byte: n for byte, n in collections.Counter(sample).items() if byte >= 0x80}
    n_high = sum(histogram.values())
    beside = min(1.0, len(_BESIDE_ASCII.findall(sample)) / n_high)
    scores = []
    for row in _ALPHABETS:
        weights, is_latin = _byte_weights(row), row.frequent[0] < "\u0250"
        fit = sum(n * weights[byte - 0x80] for byte, n in histogram.items()) / n_high
        scores.append((fit - row.rarity - (0.0 if is_latin else beside), row.codec))
    return scores


@functools.cache
def _byte_weights(row: _Alphabet) -> tuple[float, ...]:
    """Return the weight of each byte over 0x7F."""
    table = single_byte_table(row.codec) or ""
    return tuple(_weight(char, row) for char in table[128:])


def _weight(char: str, row: _Alphabet) -> float:
    if char in row.frequent:
        return 1.0
    if char in row.occasional:
        return 0.5
    return _TYPOGRAPHY_WEIGHT if char in _TYPOGRAPHY else -1.0


def _score_rows(sample: bytes, row: _Rows) -> float:
    weights = (*row.weights, _ERROR_WEIGHT)
    total = previous_end = 0.0
    n_codes = n_adjacent = 0
    for match in row.pattern.finditer(sample):
        total += weights[(match.lastindex or 1) - 1]
        n_codes += 1
        n_adjacent += match.start() == previous_end
        previous_end = match.end()
    # East Asian text comes in runs; single codes are accented letters and curly quotes.
    return total / n_codes if n_adjacent > _MIN_ADJACENT_SHARE * n_codes else 0.0
