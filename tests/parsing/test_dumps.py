"""Strings in dumps of databases."""

from __future__ import annotations

import pytest

from sanitizer.parsing.dumps import escapes_in, is_dump, strings_of


def _strings(source: str) -> list[str]:
    return [source[start:end] for start, end in strings_of(source)]


@pytest.mark.parametrize(
    "source",
    [
        "-- dump\nSET NAMES utf8;\nINSERT INTO t VALUES (1);\n",
        "/*!40101 SET x */;\nINSERT IGNORE INTO t VALUES (1);\n",
        "BEGIN TRANSACTION;\nREPLACE INTO t VALUES (1);\n",
        "SELECT pg_catalog.set_config('a', '', false);\nCOPY t FROM stdin;\n",
    ],
)
def test_a_dump_begins_like_one_and_brings_rows(source: str) -> None:
    assert is_dump(source)


@pytest.mark.parametrize(
    "source",
    [
        "# How to insert\n\nINSERT INTO t VALUES (1);\n",
        "<?php $q = '\nINSERT INTO t VALUES (1)';",
        "Create a table, then\nINSERT INTO t VALUES (1);\n",
        "CREATE TABLE t (id int);\n",
    ],
)
def test_what_only_speaks_of_sql_is_no_dump(source: str) -> None:
    assert not is_dump(source)


def test_strings_end_at_their_quote_and_not_at_an_escaped_or_doubled_one() -> None:
    source = r"INSERT INTO t VALUES (1,'it''s','a \'b\' \\','');"
    assert _strings(source) == ["it''s", r"a \'b\' \\"]


def test_comments_and_names_hold_no_strings() -> None:
    source = "-- Tom's dump\n/* it's */\nINSERT INTO `it's` (\"a'b\") VALUES ('<p>');"
    assert _strings(source) == ["<p>"]


def test_serialized_values_count_their_bytes_and_are_left_alone() -> None:
    source = (
        r"""INSERT INTO t VALUES ('a:1:{s:1:\"x\";i:1;}','s:3:\"<p>\";','O:1:"A":0:{}','<p>')"""
    )
    assert _strings(source) == ["<p>"]


def test_the_rows_of_copy_are_fields_between_tabs() -> None:
    source = "COPY t (a, b) FROM stdin;\n1\t<p>it's</p>\n2\t\\N\n\\.\nSELECT 'x';\n"
    assert _strings(source) == ["1", "<p>it's</p>", "2", "\\N", "x"]


def test_escapes_are_read_as_what_they_stand_for() -> None:
    source = r"a\"b\r\n\\''"
    assert escapes_in(source, 0, len(source)) == {
        1: ' "', 4: " \n", 6: " \n", 8: " \\", 10: " '",
    }  # fmt: skip
