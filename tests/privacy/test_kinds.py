"""A team's rules: what they add, what they leave readable, what a setting switches, and every mistake with its line."""

from __future__ import annotations

import random
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assist.errors import RulesError
from assist.events import Speaker
from assist.privacy.kinds import check, read_table
from assist.privacy.transcripts import mask_lines
from tests.privacy.any_call import SETTINGS, some_rules
from tests.privacy.properties import check_all_mistakes_in_rules_are_told

Line = tuple[Speaker, str]
RULES = """
[words]
staff = "staff employee badge"

[[kind]]
name = "staff code"
said = ["<staff> code|number"]
from = 4

[[kind]]
name = "magic word"
said = ["magic word is"]
form = "words"
from = 1

[[kind]]
name = "hospital"
said = ["hospital number"]
setting = "mask_phone"

[[readable]]
said = ["locker pin|code"]

[[readable]]
digits = "99[0-9]{4}"
"""


def written(folder: Path, rules: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(rules, encoding="utf-8")
    return path


def hidden(rules: Path | None, *lines: Line, on: Collection[str] = ()) -> list[str]:
    return [line.text for line in mask_lines(read_table(rules, settings=on), lines)]


def mistakes(folder: Path, rules: str) -> list[tuple[int, str]]:
    return [(mistake.line, mistake.what) for mistake in check(written(folder, rules))]


# --- what they do -----------------------------------------------------------------------------------------------------


def test_our_table_is_without_a_mistake() -> None:
    assert read_table().kinds >= {"card", "security code", "expiry", "account", "password", "pin", "one-time code"}


def test_a_teams_own_kind_is_hidden_under_its_name(tmp_path: Path) -> None:
    rules = written(tmp_path, RULES)
    assert check(rules) == []
    call: tuple[Line, ...] = (
        ("agent", "what is your badge number"), ("customer", "it's nine two two seven"), ("agent", "thank you"),
        ("customer", "and the magic word is rhubarb"),
    )  # fmt: skip
    assert hidden(rules, *call)[1::2] == ["it's [staff code]", "and the magic word is [magic word]"]
    assert hidden(None, *call)[3] == "and the magic word is rhubarb"


def test_what_a_team_calls_readable_is(tmp_path: Path) -> None:
    call: tuple[Line, ...] = (("agent", "and the locker pin"), ("customer", "four one two six"))
    assert hidden(written(tmp_path, RULES), *call)[1] == "four one two six"
    assert hidden(None, *call)[1] != "four one two six", "ours hides a pin"


def test_digits_of_a_teams_pattern_are_no_secret_however_they_are_called(tmp_path: Path) -> None:
    call: tuple[Line, ...] = (("agent", "what is your pin number"), ("customer", "nine nine one two three four"))
    assert hidden(written(tmp_path, RULES), *call)[1] == "nine nine one two three four"
    assert hidden(None, *call)[1] == "[pin]"


def test_a_setting_switches_kinds_of_ours_and_of_the_team(tmp_path: Path) -> None:
    rules = written(tmp_path, RULES)
    call: tuple[Line, ...] = (("agent", "what is the hospital number"), ("customer", "three three four nine one two"))
    phone: tuple[Line, ...] = (("agent", "your phone number please"), ("customer", "oh two oh seven nine four six"))
    assert hidden(rules, *call)[1] == "three three four nine one two"
    assert hidden(rules, *call, on={"mask_phone"})[1] == "[hospital]"
    assert hidden(rules, *phone)[1] == phone[1][1]
    assert hidden(rules, *phone, on={"mask_phone"})[1] == "[phone]"
    assert hidden(rules, *phone, on={"mask_email", "tone"})[1] == phone[1][1]


@pytest.mark.parametrize(
    ("setting", "asks", "says"),
    [
        ("mask_phone", "what's your mobile number", "oh seven seven double oh nine hundred one two three"),
        ("mask_email", "and your email address", "sam at example dot com"),
        ("mask_postcode", "what is your postcode", "s w one a one a a"),
        ("mask_birth_date", "what is your date of birth", "the fourth of june nineteen eighty"),
        ("mask_name", "what's your surname please", "Okafor"),
    ],
)
def test_each_setting_hides_what_it_says_and_nothing_does_without(setting: str, asks: str, says: str) -> None:
    call: tuple[Line, ...] = (("agent", asks), ("customer", says))
    assert hidden(None, *call)[1] == says
    assert says not in hidden(None, *call, on={setting})[1]
    assert set(SETTINGS) >= {setting}


def test_of_the_same_words_a_teams_kind_goes_before_ours(tmp_path: Path) -> None:
    rules = written(tmp_path, '[[kind]]\nname = "door code"\nsaid = ["pin number"]\n')
    call: tuple[Line, ...] = (("agent", "and the pin number please"), ("customer", "four one two six"))
    assert [hidden(which, *call)[1] for which in (rules, None)] == ["[door code]", "[pin]"]


def test_a_teams_words_are_put_to_ours_of_that_name(tmp_path: Path) -> None:
    rules = written(tmp_path, '[words]\nCard = "Plastic"\n')
    for asked in ("and your plastic number", "and your amex number"):
        assert hidden(rules, ("agent", asked), ("customer", "four one one two six"))[1] == "[card]"


def test_rules_are_read_whatever_wrote_them(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + RULES.replace("\n", "\r\n").encode())
    assert check(path) == []
    assert "staff code" in read_table(path).kinds


def test_rules_may_be_empty(tmp_path: Path) -> None:
    assert check(written(tmp_path, "")) == []
    assert read_table(written(tmp_path, "# none yet\n")).kinds == read_table().kinds


# --- what is wrong in them --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "line", "words"),
    [
        ('\n[[kind]]\nname = "Staff"\nsaid = ["staff"]\n', 3, "`kind[0].name`"),
        ('[[kind]]\nname = "readable"\nsaid = ["staff"]\n', 2, "`kind[0].name`"),
        ('[[kind]]\nsaid = ["name of it"]\nname = "UP"\n', 3, "`kind[0].name`"),
        ('[[kind]]\nname = "staff"\n', 1, "missing required field `said`"),
        ('[[kind]]\nname = "staff"\nsaid = []\n', 3, "`kind[0].said`"),
        ('[[kind]]\nname = "staff"\nsaid = "staff"\n', 3, "`kind[0].said`"),
        ('[[kind]]\nname = "a"\nsaid = ["a"]\n[[kind]]\nname = "b"\nsaid = ["from"]\nfrom = 0\n', 7, "`kind[1].from`"),
        ('[[kind]]\nname = "a"\nsaid = ["a"]\n\n[[ kind ]]\nname = "b"\nsaid = ["b"]\nform = 1\n', 8, "`kind[1].form`"),
        ('[[kind]]\nname = "a"\nsaid = ["a"]\ncolour = "red"\n', 4, "unknown field `colour`"),
        ('[[kind]]\nname = "a"\nsaid = ["a"]\n"odd `key`" = 1\n', 4, "unknown field `odd `key``"),
        ('[[kind]]\nname = "a"\nsaid = ["a"]\nsetting = "mask_fone"\n', 4, '"mask_fone", only mask_birth_date'),
        ('[[kind]]\nname = "a"\nsaid = [\n  "a",\n  "b *",\n]\n', 5, '"b *": a phrase begins and ends with a word'),
        ('[[kind]]\nname = "a"\nsaid = ["a", ""]\n', 3, "a phrase begins and ends with a word"),
        ('[[kind]]\nname = "a"\nsaid = ["<nobody> number"]\n', 3, "there are no [words] named <nobody>"),
        ('[[kind]]\nname = "a"\nsaid = ["a"]\nnear = ["two words"]\n', 4, '"two words": here, a single word'),
        ('[[kind]]\nname = "a"\nsaid = ["a"]\nnear = ["a|b"]\n', 4, '"a|b": here, a single word'),
        ('[[kind]]\nname = "a"\nsaid = ["a", "wi-fi key"]\n', 3, '"wi-fi" is never heard: write "wi fi"'),
        ('[words]\nkeys = "key wi-fi"\n', 2, '"wi-fi" is never heard: write "wi fi"'),
        ("[words]\nkeys = 3\n", 2, "Expected `str`, got `int`"),
        ("words = 3\n", 1, "Expected `object`, got `int`"),
        ("\nkind = 3\n", 2, "Expected `array`, got `int`"),
        ("\nkind = [3]\n", 2, "Expected `object`, got `int`"),
        ("\n[[kinds]]\n", 2, "unknown field `kinds`"),
        ("\n[[readable]]\nlongest = 4\n", 2, "needs `said` or `digits`"),
        ('\n[[readable]]\ndigits = "("\n', 3, "no regular expression"),
        ('\n[[readable]]\ndigits = "9{99999999999}"\n', 3, "no regular expression"),
        ('[[readable]]\nsaid = ["a"]\n[[readable]]\nname = "b"\nsaid = ["b"]\n', 4, "unknown field `name`"),
        ('\n[[kind]]\nname = "staff\n', 3, "this is no TOML"),
        ("\n\nname = ", 3, "this is no TOML"),
        ("a = " + "[" * 9999, 1, "this is no TOML"),
        ("a = " + "9" * 9999, 1, "this is no TOML"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(rules: str, line: int, words: str, tmp_path: Path) -> None:
    ((where, what),) = mistakes(tmp_path, rules)
    assert (where, words in what) == (line, True), (where, what)
    with pytest.raises(RulesError) as told:
        read_table(tmp_path / "rules.toml")
    assert str(told.value).startswith(f"{tmp_path / 'rules.toml'}:{line}: ")
    assert "--check-rules" in str(told.value)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    rules = (
        '[words]\nloud = 3\nthing = "key"\n\n'
        '[[kind]]\nname = "UP"\nfrom = 99\nsaid = ["<thing> *", "fine"]\ncolour = 1\n\n'
        '[[kind]]\nname = "good"\nsaid = ["good", "<nobody>"]\nsetting = "loud"\n\n'
        '[[readable]]\ndigits = "["\nlongest = 0\n'
    )
    assert [line for line, _ in mistakes(tmp_path, rules)] == [2, 6, 7, 8, 9, 13, 14, 17, 18]


def test_a_file_that_is_none_is_told_too(tmp_path: Path) -> None:
    ((where, what),) = [(each.line, each.what) for each in check(tmp_path / "nowhere.toml")]
    assert (where, what) == (1, "the file cannot be read (No such file or directory).")
    with pytest.raises(RulesError, match="Is a directory"):
        read_table(tmp_path)
    path = tmp_path / "latin.toml"
    path.write_bytes(b"# caf\xe9\n")
    assert "no UTF-8 text (at byte 5)" in check(path)[0].what


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=80), st.integers(0, 10**9).map(lambda seed: some_rules(random.Random(seed)))))
def test_any_bytes_are_rules_or_are_told_what_is_wrong(rules: bytes) -> None:
    check_all_mistakes_in_rules_are_told(rules)
