"""Changing settings: the rows of the table, and what is written into a person's own file."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.errors import SettingsError
from assist.settings import POLICY_ONLY, Settings
from assist.settings_editing import Row, complaint, described, rows_of, save_settings
from assist.settings_files import load_settings, read_layers

OURS = """# what I like
language = "ko"   # since spring

# the little window
window_width = 420
view = 'full'
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "settings.toml"
    place.write_text(OURS, encoding="utf-8")
    return place


def refusal(path: Path, changes: dict[str, Any], *, policy: Path | None = None) -> str:
    """The one sentence, and nothing has happened."""
    before = {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    with pytest.raises(SettingsError) as caught:
        save_settings(path, changes, policy=policy)
    assert {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def row(name: str, **changed: Any) -> Row:
    return next(row for row in described(Settings(**changed)) if row.name == name)


def test_the_groups_come_in_their_order() -> None:
    groups = [row.group for row in described(Settings())]
    order = ["Call", "Coach", "Models", "Window", "Privacy", "Recording", "Floor", "Keys", "System"]
    assert list(dict.fromkeys(groups)) == order
    assert groups == sorted(groups, key=order.index)
    assert tuple(row.name for row in described(Settings())) == Settings.__struct_fields__


def test_a_row_tells_kind_limits_value_and_default() -> None:
    number = row("text_size", text_size=150)
    assert number[4:] == ("int", 150, 100, (), 80, 200, "%", False, "")
    assert row("theme")[4:8] == ("choice", "auto", "auto", ("auto", "dark", "light", "contrast"))
    assert row("sound")[4:7] == ("bool", False, False)
    assert row("key_done")[4:7] == ("text", "Ctrl+F9", "Ctrl+F9")
    assert row("language").title == "Language"


def test_what_the_policy_sets_is_locked() -> None:
    locked = [row.name for row in described(Settings(), {"theme", "notice"}) if row.locked]
    assert set(locked) == {"theme", "notice"} | POLICY_ONLY


def test_a_row_tells_what_sets_it_over_the_users_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = path.with_name("policy.toml")
    policy.write_text('theme = "light"\n', encoding="utf-8")
    monkeypatch.setenv("ASSIST_SOUND", "yes")
    rows = {row.name: row for row in rows_of(read_layers(path, policy=policy))}
    assert (rows["theme"].value, rows["theme"].locked, rows["theme"].where) == ("light", True, str(policy))
    assert (rows["sound"].value, rows["sound"].locked, rows["sound"].where) == (True, False, "ASSIST_SOUND")
    assert (rows["language"].value, rows["language"].locked, rows["language"].where) == ("ko", False, "")
    assert {name for name, row in rows.items() if row.where} == {"theme", "sound"}


@pytest.mark.parametrize("name", sorted(POLICY_ONLY))
def test_what_only_the_policy_may_set_is_not_saved(name: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(SettingsError, match="set by your organisation"):
        save_settings(path, {name: 5 if name == "recording_days" else "age1xyz"})
    assert not path.exists()


def test_no_two_keys_are_the_same_by_default() -> None:
    keys = [row.default for row in described(Settings()) if row.group == "Keys" and row.default]
    assert len(set(keys)) == len(keys) == 12


def test_the_titles_of_a_group_differ() -> None:
    titles = [(row.group, row.title) for row in described(Settings())]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "English"), ("text_size", 300), ("text_size", "100"), ("text_size", True), ("sound", 1),
        ("theme", "pink"), ("notice", None), ("notice", "\ud800"),
    ],
)  # fmt: skip
def test_a_wrong_value_has_one_sentence_with_what_may_be(name: str, value: object) -> None:
    sentence = complaint(name, value) or ""
    assert f"`{name}`" in sentence
    assert row(name).meaning in sentence


def test_a_right_value_has_no_sentence() -> None:
    for one in described(Settings()):
        assert complaint(one.name, one.default) is None
    assert complaint("language", "ko") is None
    assert complaint("languages", "ko") == "There is no setting `languages`."


def test_saving_changes_one_line_and_keeps_the_rest(path: Path) -> None:
    save_settings(path, {"language": "de", "tone": False})
    assert path.read_text(encoding="utf-8") == OURS.replace('"ko"', '"de"') + "tone = false\n"


def test_what_is_as_by_default_leaves_the_file(path: Path) -> None:
    save_settings(path, {"window_width": 380, "sound": False})
    assert path.read_text(encoding="utf-8") == OURS.replace("window_width = 420\n", "")


def test_line_ends_stay_as_they_were(path: Path) -> None:
    path.write_bytes(("\ufeff" + OURS).replace("\n", "\r\n").encode())
    save_settings(path, {"tone": False})
    assert path.read_bytes() == (OURS + "tone = false\n").replace("\n", "\r\n").encode()


def test_the_first_saving_makes_folder_and_file(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "settings.toml"
    save_settings(path, {})
    save_settings(path, {"sound": False})
    assert not path.parent.exists()
    save_settings(path, {"sound": True})
    assert path.read_text(encoding="utf-8") == "sound = true\n"
    assert list(path.parent.iterdir()) == [path]


def test_nothing_changed_is_nothing_written(path: Path) -> None:
    before = path.stat()
    save_settings(path, {"language": "ko", "sound": False})
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.skipif(os.name != "posix", reason="links and modes as POSIX has them")
def test_a_link_stays_a_link_and_the_mode_stays(path: Path) -> None:
    path.chmod(0o640)
    link = path.with_name("link.toml")
    link.symlink_to(path)
    save_settings(link, {"sound": True})
    assert link.is_symlink()
    assert "sound = true" in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o640


def test_unknown_wrong_and_locked_settings_are_refused(path: Path) -> None:
    policy = path.with_name("policy.toml")
    policy.write_text('theme = "light"\n', encoding="utf-8")
    assert "`themes`" in refusal(path, {"sound": True, "themes": "dark"})
    assert "`text_size`" in refusal(path, {"sound": True, "text_size": 500})
    assert refusal(path, {"sound": True, "theme": "dark"}, policy=policy) == (
        f"`theme` is set by your organisation, in {policy}."
    )


@pytest.mark.parametrize("text", ["language = en\n", "a = 1\na = 2\n", "\x00"])
def test_a_file_that_could_not_be_read_afterwards_is_never_overwritten(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    assert str(path) in refusal(path, {"sound": True})


def test_what_a_newer_version_wrote_stays_in_the_file(path: Path) -> None:
    newer = OURS + 'loudness = 3  # of a newer version\ntheme = "pink"\n[later]\ntimes = [2030-01-01]\n'
    path.write_text(newer, encoding="utf-8")
    save_settings(path, {"language": "de", "sound": True})
    said = 'language = "de"   # since spring'
    assert path.read_text(encoding="utf-8") == newer.replace('language = "ko"   # since spring', said).replace(
        "[later]", "sound = true\n\n[later]"
    )
    assert load_settings(path) == Settings(language="de", window_width=420, view="full", sound=True)


def test_a_file_that_is_no_text_is_never_overwritten(path: Path) -> None:
    path.write_bytes(b'notice = "B\xfcro"\n')
    assert "cannot be read as a text file" in refusal(path, {"sound": True})


def test_a_wrong_value_in_the_file_can_be_put_right(path: Path) -> None:
    path.write_text("text_size = 900  # too much\nsound = true\n", encoding="utf-8")
    save_settings(path, {"text_size": 120})
    assert path.read_text(encoding="utf-8") == "text_size = 120  # too much\nsound = true\n"


def test_a_place_that_is_no_folder_is_one_sentence(path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        save_settings(path / "settings.toml", {"sound": True})
    assert path.read_text(encoding="utf-8") == OURS


@pytest.mark.skipif(os.name != "posix", reason="a folder in which not even root can write")
def test_a_folder_that_cannot_be_made_is_one_sentence() -> None:
    with pytest.raises(SettingsError, match=r"/proc/none/settings\.toml cannot be written \(.+\); nothing was saved\."):
        save_settings(Path("/proc/none/settings.toml"), {"sound": True})


def test_a_saving_that_fails_at_the_end_leaves_the_old_file_and_no_other(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    sentence = refusal(path, {"sound": True})
    assert sentence == f"{path} cannot be written (Permission denied); nothing was saved."
    assert list(path.parent.glob("*.new")) == []


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "language": st.from_regex("^[a-z]{2,3}$", fullmatch=True),
        "text_size": st.integers(80, 200),
        "theme": st.sampled_from(["auto", "dark", "light", "contrast"]),
        "sound": st.booleans(),
        "notice": st.text(st.characters(exclude_categories=["Cs"])),
        "agent_device": st.text(st.characters(exclude_categories=["Cs"])),
        "key_why": st.sampled_from(["", "F5", "Ctrl+F12"]),
    },
)


@settings(max_examples=100, deadline=None)
@given(before=VALUES, changes=VALUES)
def test_whatever_is_saved_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, Any], changes: dict[str, Any]
) -> None:
    path = tmp_path_factory.mktemp("any") / "settings.toml"
    save_settings(path, before)
    if path.exists():
        lines = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join(f"# {number}\n{line}" for number, line in enumerate(lines)), encoding="utf-8")
    comments = re.findall(r"^# \d+$", path.read_text(encoding="utf-8"), re.M) if path.exists() else []
    save_settings(path, changes)
    assert load_settings(path) == msgspec.convert(before | changes, Settings)
    if path.exists():
        text = path.read_text(encoding="utf-8")
        assert all(comment in text for comment in comments)
        defaults = msgspec.to_builtins(Settings())
        assert all(value != defaults[name] for name, value in tomllib.loads(text).items())
