"""Alarm rules: ours, a team's over them, every mistake with its line, and writing them with their comments kept."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assist.console.rules import MOST_RULES, OURS, SLOTS, Rule, complaint, for_team, mistakes, read_rules
from assist.console.rules_editing import write_rules
from assist.errors import RulesError
from assist.floor.messages import Reason
from tests.console.making import rule

TEAM = """\
# What the blue team changed.
[[rule]]
id = "rising"   # too many of them
at_least = 0.8

[[rule]]
id = "harm"
team = "blue"
text = "Harm: call the desk at once"

[[rule]]
id = "leave"
enabled = false

[[rule]]
id = "long wait"
when = "long call"
at_least = 20
severity = "low"
text = "{agent}: {minutes} minutes"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def wrong(folder: Path, text: str) -> list[tuple[int, str]]:
    return [(each.line, each.what) for each in mistakes(written(folder, text))]


def chosen(rules: tuple[Rule, ...], team: str = "") -> dict[str, Rule]:
    return {each.id: each for each in for_team(rules, team)}


# --- ours -------------------------------------------------------------------------------------------------------------


def test_our_rules_are_without_a_mistake_and_only_harm_is_severe() -> None:
    assert mistakes(OURS) == []
    rules = read_rules()
    assert [each.id for each in rules if each.severity == "severe"] == ["harm"]
    assert all(each.for_s == 0 for each in rules if each.severity == "severe")


def test_every_reason_has_a_rule_of_ours() -> None:
    assert set(Reason.__args__) <= {each.when for each in read_rules() if each.enabled}  # type: ignore[attr-defined]


def test_the_head_of_our_file_explains_every_key_and_every_slot() -> None:
    head = OURS.read_text(encoding="utf-8").split("\n\n[[rule]]")[0]
    assert set(re.findall(r"^# (?:\[\[rule\]\])? +([a-z_]+): ", head, re.MULTILINE)) == set(Rule.__struct_fields__)
    assert all(f"{{{slot}}}" in head for slot in SLOTS)


# --- a team's over them -----------------------------------------------------------------------------------------------


def test_a_teams_file_changes_ours_by_saying_only_what_differs(tmp_path: Path) -> None:
    rules = read_rules(written(tmp_path, TEAM))
    ours, theirs = chosen(read_rules()), chosen(rules, "red")
    assert theirs["rising"] == msgspec.structs.replace(ours["rising"], at_least=0.8)
    assert theirs["long wait"].at_least == 20
    assert "leave" not in theirs
    same = set(ours) - {"rising", "leave"}
    assert {name: theirs[name] for name in same} == {name: ours[name] for name in same}


def test_a_rule_of_one_team_holds_for_that_team_only_and_takes_the_rest_from_the_other(tmp_path: Path) -> None:
    rules = read_rules(written(tmp_path, TEAM))
    assert chosen(rules, "blue")["harm"].text == "Harm: call the desk at once"
    assert chosen(rules, "blue")["harm"].severity == "severe"
    assert chosen(rules, "red")["harm"] == chosen(read_rules())["harm"]


def test_a_teams_rule_builds_on_the_files_own_wherever_that_stands(tmp_path: Path) -> None:
    text = '[[rule]]\nid = "rising"\nteam = "blue"\nfor_s = 5\n\n[[rule]]\nid = "rising"\nat_least = 0.9\n'
    found = chosen(read_rules(written(tmp_path, text)), "blue")["rising"]
    assert (found.for_s, found.at_least) == (5, 0.9)


def test_a_rule_can_be_off_for_one_team(tmp_path: Path) -> None:
    rules = read_rules(written(tmp_path, '[[rule]]\nid = "leave"\nteam = "blue"\nenabled = false\n'))
    assert "leave" not in chosen(rules, "blue")
    assert "leave" in chosen(rules, "red")


def test_an_empty_file_leaves_ours(tmp_path: Path) -> None:
    assert read_rules(written(tmp_path, "")) == read_rules()


# --- mistakes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('when = "sad"', "Invalid enum value 'sad'"),
        ("at_least = 1.5", "an intensity is between 0 and 1"),
        ("at_least = -1", "Expected `float` >= 0.0"),
        ('for_s = "long"', "Expected `float`, got `str`"),
        ('severity = "loud"', "Invalid enum value 'loud'"),
        ("again_s = 1e9", "Expected `float` <= 28800"),
        (f'text = "{"x" * 61}"', "Expected `str` of length <= 60"),
        ('text = "{name} calls"', "no slot is called {name}; there are {agent}, {minutes}, {about}"),
        ('text = "{"', "the braces do not fit"),
        ('text = "{agent!r}"', "no slot is called {agent}"),
        ('team = "a/b"', "Expected `str` matching regex"),
        ('enabled = "no"', "Expected `bool`, got `str`"),
        ("loud = true", "there is no key `loud`"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, line: str, what: str) -> None:
    before = '[[rule]]\nid = "leave"\n\n[[rule]]\nid = "rising"\n'
    ((number, said),) = wrong(tmp_path, f"{before}{line}\n")
    assert number == 6
    assert what in said
    assert said.endswith(".")


def test_a_new_rule_needs_a_condition_a_severity_and_a_text(tmp_path: Path) -> None:
    assert wrong(tmp_path, '\n[[rule]]\nid = "mine"\n') == [(2, "the rule is new, so it needs `when`.")]
    assert wrong(tmp_path, '[[rule]]\ntext = "x"\n') == [(1, "the rule is new, so it needs `id`.")]


def test_a_long_call_needs_its_minutes(tmp_path: Path) -> None:
    text = '[[rule]]\nid = "mine"\nwhen = "long call"\nseverity = "low"\ntext = "Long"\n'
    assert wrong(tmp_path, text) == [(1, "of a long call, say from how many minutes on.")]


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = 'kind = 1\n[[rule]]\nid = "leave"\nfor_s = -1\nagain_s = "x"\n[[rule]]\nid = "leave"\n[[rule]]\nid = "Big"\n'
    assert [line for line, _ in wrong(tmp_path, text)] == [1, 4, 5, 7, 9]


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        (b"[[rule]\n", 1, "this is no TOML"),
        (b"a = 1\nb = \n", 2, "this is no TOML"),
        (b"\xff\xfe", 1, "the file is no UTF-8 text"),
        (b"[rule]\nid = 'x'\n", 1, "rules are written as [[rule]]"),
        (b"x = 1\nrule = [1]\n", 2, "rules are written as [[rule]]"),
    ],
)
def test_a_file_that_is_none_is_told_so(tmp_path: Path, body: bytes, line: int, what: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(body)
    found = mistakes(path)[-1]
    assert (found.line, found.file) == (line, path)
    assert what in found.what


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"none.toml:1: the file cannot be read"):
        read_rules(tmp_path / "none.toml")


def test_the_first_mistake_is_raised_and_how_many_more_there_are(tmp_path: Path) -> None:
    path = written(tmp_path, '[[rule]]\nid = "leave"\nfor_s = -1\nagain_s = -1\n')
    with pytest.raises(RulesError, match=rf"^{re.escape(str(path))}:3: .*There is 1 more\.$"):
        read_rules(path)


def test_there_are_not_endless_rules(tmp_path: Path) -> None:
    one = '[[rule]]\nid = "r{}"\nwhen = "leave"\nseverity = "low"\ntext = "x"\n'
    text = "".join(one.format(number) for number in range(MOST_RULES + 1))
    assert wrong(tmp_path, text) == [(1 + 5 * MOST_RULES, "there are at most 100 rules.")]


@given(st.text(max_size=120) | st.text("[]rule=\"'{}.\n id0", max_size=80))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_its_mistakes_are_told_and_nothing_breaks(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(text.encode("utf-8", "replace"))
    if not mistakes(path):
        assert read_rules(path)


_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.floats(0, 2), st.sampled_from(["leave", "low", "severe", "x", ""])
)


@given(st.lists(st.dictionaries(st.sampled_from((*Rule.__struct_fields__, "odd")), _VALUES), max_size=4))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_tables_of_any_values_are_rules_or_told_to_be_wrong(tmp_path: Path, tables: list[dict[str, object]]) -> None:
    def line(key: str, value: object) -> str:
        return f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}\n"

    text = "".join(
        "[[rule]]\n" + "".join(line(key, value) for key, value in table.items() if value is not None)
        for table in tables
    )
    path = written(tmp_path, text)
    found = mistakes(path)
    assert all(1 <= each.line <= max(1, text.count("\n")) for each in found)
    if not found:
        assert all(complaint(each) is None for each in read_rules(path))


# --- writing ----------------------------------------------------------------------------------------------------------


def replaced(rules: tuple[Rule, ...], name: str, **but: object) -> tuple[Rule, ...]:
    return tuple(msgspec.structs.replace(each, **but) if each.id == name and not each.team else each for each in rules)


def test_what_is_written_is_read_again_and_comments_stay(tmp_path: Path) -> None:
    path = written(tmp_path, TEAM)
    rules = replaced(read_rules(path), "rising", for_s=45.0)
    write_rules(path, rules)
    assert read_rules(path) == rules
    text = path.read_text(encoding="utf-8")
    assert "# What the blue team changed." in text
    assert 'id = "rising"   # too many of them\nat_least = 0.8\nfor_s = 45.0\n' in text


def test_writing_what_is_there_changes_no_byte(tmp_path: Path) -> None:
    for text in (TEAM, TEAM.replace("\n", "\r\n"), ""):
        path = tmp_path / "rules.toml"
        path.write_bytes(text.encode())
        write_rules(path, read_rules(path))
        assert path.read_bytes() == text.encode()


def test_a_new_file_says_only_what_differs_from_ours(tmp_path: Path) -> None:
    path = tmp_path / "new" / "rules.toml"
    mine = rule("leave", id="mine", text="x")
    blue = msgspec.structs.replace(next(each for each in read_rules() if each.id == "harm"), team="blue", again_s=60.0)
    rules = (*replaced(read_rules(), "leave", enabled=False), mine, blue)
    write_rules(path, rules)
    assert path.read_text(encoding="utf-8") == (
        '[[rule]]\nid = "leave"\nenabled = false\n\n'
        '[[rule]]\nid = "mine"\nwhen = "leave"\nseverity = "high"\ntext = "x"\n\n'
        '[[rule]]\nid = "harm"\nteam = "blue"\nagain_s = 60.0\n'
    )
    assert read_rules(path) == rules


def test_a_rule_that_is_left_out_leaves_the_file_and_ours_comes_back(tmp_path: Path) -> None:
    path = written(tmp_path, TEAM)
    write_rules(path, tuple(each for each in read_rules(path) if each.id not in ("long wait", "rising")))
    assert "long wait" not in path.read_text(encoding="utf-8")
    assert chosen(read_rules(path))["rising"] == chosen(read_rules())["rising"]


def test_what_cannot_be_is_not_saved_and_the_file_is_as_before(tmp_path: Path) -> None:
    path = written(tmp_path, TEAM)
    with pytest.raises(RulesError, match='The rule "leave" was not saved: '):
        write_rules(path, replaced(read_rules(path), "leave", text="{who}"))
    path.write_text("[[rule]]\n", encoding="utf-8")
    with pytest.raises(RulesError, match="Put that right first; nothing was saved"):
        write_rules(path, read_rules())
    assert path.read_text(encoding="utf-8") == "[[rule]]\n"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RulesError, match="cannot be written"):
        write_rules(tmp_path / "file" / "rules.toml", (rule("leave", id="mine"),))
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    "but",
    [{"text": ""}, {"at_least": 2.0}, {"for_s": -1.0}, {"id": "A"}, {"team": "a b"}, {"text": "}"}, {"when": "joy"}],
)
def test_why_a_rule_cannot_be_so_is_a_sentence(but: dict[str, object]) -> None:
    said = complaint(msgspec.structs.replace(rule("leave"), **but))
    assert said is not None
    assert said.endswith(".")
    assert complaint(rule("leave")) is None
