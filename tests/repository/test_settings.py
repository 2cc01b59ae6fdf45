"""What the owner has decided is found, checked, and beaten by flags."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanitizer.codes import RULE_CODES
from sanitizer.config import Config
from sanitizer.errors import ConfigError
from sanitizer.repository.keys import KEYS
from sanitizer.repository.settings import Settings, find_settings, read_settings, with_flags


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    return folder


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_has_its_default(here: Path) -> None:
    assert find_settings(["a.html"]) == Settings(here)


def test_every_key_is_read(here: Path) -> None:
    _write(
        here / "pyproject.toml",
        """
        [tool.other]
        x = 1
        [tool.sanitizer]
        select = ["SAN2", "SAN501"]
        ignore = ["SAN202"]
        threshold = 0.9
        include = ["*.html", "*.php"]
        exclude = ["vendor", "docs/old/**"]
        as-html = ["*.php"]
        allowed-hosts = ["shop.example"]
        respect-gitignore = false
        [tool.sanitizer.per-file-ignores]
        "docs/*" = ["SAN5"]
        """,
    )
    assert find_settings([]) == Settings(
        root=here,
        select=("SAN2", "SAN501"),
        ignore=("SAN202",),
        threshold=0.9,
        include=("*.html", "*.php"),
        exclude=("vendor", "docs/old/**"),
        as_html=("*.php",),
        per_file_ignores=(("docs/*", ("SAN5",)),),
        allowed_hosts=("shop.example",),
        respect_gitignore=False,
    )


def test_the_keys_are_the_fields() -> None:
    assert ["root", *(key.field for key in KEYS)] == list(Settings._fields)


def test_the_nearest_file_above_the_paths_counts(here: Path) -> None:
    _write(here / "sanitizer.toml", "threshold = 0.1")
    _write(here / "site" / "sanitizer.toml", "threshold = 0.2")
    _write(here / "site" / "docs" / "a.html", "")
    _write(here / "site" / "blog" / "a.html", "")
    assert find_settings(["site/docs/a.html"]).threshold == 0.2
    assert find_settings(["site/docs"]).threshold == 0.2
    assert find_settings(["site/docs/a.html", "site/blog"]).threshold == 0.2
    assert find_settings(["site"]).root == here / "site"
    assert find_settings(["site/docs", "elsewhere"]).threshold == 0.1
    assert find_settings([]).threshold == 0.1


def test_our_own_file_beats_the_shared_one_beside_it(here: Path) -> None:
    _write(here / "sanitizer.toml", "threshold = 0.1")
    _write(here / "pyproject.toml", "[tool.sanitizer]\nthreshold = 0.2")
    assert find_settings([]).threshold == 0.1


@pytest.mark.parametrize(
    "text", ["[project]\nname = 'x'", "[tool.other]\nname = 'sanitizer'", "not = = toml"]
)
def test_a_shared_file_that_does_not_speak_of_us_is_passed_over(here: Path, text: str) -> None:
    _write(here / "sanitizer.toml", "threshold = 0.1")
    _write(here / "site" / "pyproject.toml", text)
    assert find_settings(["site/a.html"]).threshold == 0.1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("treshold = 0.5", ["unknown key 'treshold'", "allowed are select, ignore, threshold"]),
        ("threshold = 0", ["key 'threshold'", "a number over 0 and up to 1", "got 0"]),
        ("threshold = '0.5'", ["key 'threshold'", "got '0.5'"]),
        ("threshold = true", ["key 'threshold'", "got True"]),
        ("select = 'SAN2'", ["key 'select'", "a list of codes", "got 'SAN2'"]),
        ("select = ['SAN9']", ["key 'select'", "SAN801", "no rule is called SAN9"]),
        ("ignore = ['']", ["key 'ignore'", "got ['']"]),
        ("ignore = [201]", ["key 'ignore'", "got [201]"]),
        ("exclude = 'vendor'", ["key 'exclude'", "a list of patterns", "got 'vendor'"]),
        ("include = [1]", ["key 'include'", "patterns of files", "got [1]"]),
        ("as-html = '*.php'", ["key 'as-html'", "a list of patterns", "got '*.php'"]),
        ("per-file-ignores = ['SAN2']", ["key 'per-file-ignores'", "a table of patterns"]),
        ("per-file-ignores = {'*' = ['X']}", ["key 'per-file-ignores'", "called X"]),
        ("allowed-hosts = ['https://a.example']", ["key 'allowed-hosts'", "without scheme"]),
        ("respect-gitignore = 1", ["key 'respect-gitignore'", "true or false", "got 1"]),
        ("threshold = ", ["is not TOML"]),
        ("threshold = " + "[" * 100_000, ["is not TOML"]),
        ("threshold = 0.5 # \udcff", ["is not TOML"]),
    ],
)
def test_what_is_wrong_is_refused_with_file_key_and_what_is_allowed(
    here: Path, text: str, parts: list[str]
) -> None:
    own = here / "sanitizer.toml"
    own.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigError) as raised:
        find_settings([])
    assert [part for part in [str(own), *parts] if part not in str(raised.value)] == []


def test_in_a_shared_file_the_table_is_named(here: Path) -> None:
    _write(here / "pyproject.toml", "[tool.sanitizer]\nfoo = 1")
    with pytest.raises(ConfigError, match=r"pyproject\.toml', \[tool\.sanitizer\]: unknown key"):
        find_settings([])
    _write(here / "pyproject.toml", "[tool]\nsanitizer = 1")
    with pytest.raises(ConfigError, match="must be a table, got 1"):
        find_settings([])


def test_a_named_file_counts_wherever_it_is(here: Path) -> None:
    _write(here / "sanitizer.toml", "threshold = 0.1")
    other = _write(here / "etc" / "strict.toml", "threshold = 0.3")
    assert read_settings(other).threshold == 0.3
    assert read_settings(other).root == here / "etc"


def test_a_named_file_must_be_there_and_speak_of_us(here: Path) -> None:
    with pytest.raises(ConfigError, match=r"'gone\.toml' is no file"):
        read_settings(Path("gone.toml"))
    _write(here / "pyproject.toml", "[project]")
    with pytest.raises(ConfigError, match=r"has no table \[tool\.sanitizer\]"):
        read_settings(Path("pyproject.toml"))


def test_flags_win_key_by_key(here: Path) -> None:
    settings = Settings(here, select=("SAN2",), ignore=("SAN202",), threshold=0.9)
    flagged = with_flags(settings, {"select": ["SAN5"], "threshold": 0.5})
    assert flagged == Settings(here, select=("SAN5",), ignore=("SAN202",), threshold=0.5)


def test_a_wrong_flag_is_refused_with_its_name(here: Path) -> None:
    with pytest.raises(ConfigError, match=r"^--select: takes a list of codes .* got \['X'\]"):
        with_flags(Settings(here), {"select": ["X"]})


def _judged(settings: Settings, path: str = "a.html") -> list[str]:
    ignored = settings.ignored_rules(path)
    return [code for code in RULE_CODES if code not in ignored]


def test_all_rules_count_by_default(here: Path) -> None:
    assert _judged(Settings(here)) == list(RULE_CODES)


def test_a_longer_code_wins_and_of_two_alike_the_ignored_one(here: Path) -> None:
    assert _judged(Settings(here, select=("SAN2",))) == ["SAN201", "SAN202", "SAN203"]
    assert _judged(Settings(here, select=("SAN2",), ignore=("SAN202",))) == ["SAN201", "SAN203"]
    assert _judged(Settings(here, select=("SAN201",), ignore=("SAN2",))) == ["SAN201"]
    assert _judged(Settings(here, select=("SAN201",), ignore=("SAN201",))) == []
    assert _judged(Settings(here, select=())) == []


def test_rules_are_ignored_by_file(here: Path) -> None:
    settings = Settings(here, per_file_ignores=(("docs/*", ("SAN2",)), ("*.htm", ("SAN5",))))
    assert _judged(settings) == list(RULE_CODES)
    assert "SAN201" not in _judged(settings, str(here / "docs" / "a.html"))
    assert "SAN501" in _judged(settings, "docs/a.html")
    both = _judged(settings, "./docs/a.htm")
    assert not {"SAN201", "SAN501"} & set(both)
    assert "SAN301" in both


def test_the_files_of_a_pattern_are_read_as_what_carries_html(here: Path) -> None:
    settings = Settings(here, as_html=("*.php", "docs/*.md"))
    config = Config(threshold=0.5)
    carrier = Config(threshold=0.5, as_html=True)
    assert settings.config_for("sub/a.php", config) == carrier
    assert settings.config_for(str(here / "docs" / "a.md"), config) == carrier
    assert settings.config_for("a.md", config) is config
    assert settings.config_for("a.html", carrier) is carrier
    assert Settings(here).config_for("a.php", config) is config


def test_patterns_start_at_the_folder_of_the_file(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(here / "site", exclude=("docs/*.html",))
    assert settings.is_excluded("site/docs/a.html")
    assert not settings.is_excluded("docs/a.html")
    (here / "site" / "docs").mkdir(parents=True)
    monkeypatch.chdir(here / "site" / "docs")
    assert settings.is_excluded("a.html")
    assert settings.is_excluded("../docs/a.html")
