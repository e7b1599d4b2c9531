"""Settings: the defaults, a file, the machine's policy, the sentences about wrong ones, the README's tables."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import msgspec
import pytest

from assist.errors import SettingsError
from assist.settings import POLICY_ONLY, Settings
from assist.settings_editing import described, in_full
from assist.settings_files import (
    load_settings,
    models_folder,
    policy_places,
    policy_values,
    read_layers,
    settings_path,
)
from tests.making import ROOT


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path, *, policy: Path | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(path, policy=policy)
    sentence = str(caught.value)
    assert sentence.startswith(str(policy or path))
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def passed_over(path: Path, *, policy: Path | None = None) -> str:
    """The one sentence that is told, and the defaults are in force."""
    layers = read_layers(path, policy=policy)
    assert layers.settings == Settings()
    (one,) = layers.passed_over
    assert one.where == str(policy or path)
    assert one.sentence.startswith(f"{one.where}: ")
    assert one.sentence.endswith((".", "?"))
    assert "\n" not in one.sentence
    return one.sentence


def settings_tables() -> str:
    """Every setting as a row of a Markdown table, a table a group, for the README."""
    lines: list[str] = []
    for group, rows in groupby(described(Settings()), key=lambda row: row.group):
        lines += ["", f"**{group}**", "", "| setting | default | meaning |", "|---|---|---|"]
        lines += [f"| `{row.name}` | `{msgspec.json.encode(row.default).decode()}` | {in_full(row)} |" for row in rows]
    return "\n".join(lines[1:])


def test_without_a_file_everything_is_as_by_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "nothing" / "settings.toml") == Settings()
    assert load_settings(written(tmp_path, "")) == Settings()
    assert Settings().language == "en"


def test_a_file_sets_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path, 'language = "ko"\nwindow_width = 420\nover_fullscreen = true\nagent_device = "Büro"\n')
    wanted = Settings(language="ko", window_width=420, over_fullscreen=True, agent_device="Büro")
    assert load_settings(path) == wanted


def test_every_default_can_be_written_in_a_file(tmp_path: Path) -> None:
    builtins = msgspec.to_builtins(Settings())
    lines = {name: f"{name} = {msgspec.json.encode(value).decode()}\n" for name, value in builtins.items()}
    everybodys = "".join(line for name, line in lines.items() if name not in POLICY_ONLY)
    assert load_settings(written(tmp_path, everybodys)) == Settings()
    policy = tmp_path / "policy.toml"
    policy.write_text("".join(lines.values()), encoding="utf-8")
    assert load_settings(tmp_path / "nothing.toml", policy=policy) == Settings()


@pytest.mark.parametrize("name", sorted(POLICY_ONLY))
def test_what_an_organisation_decides_no_user_can_set(name: str, tmp_path: Path) -> None:
    value = {"recording_days": "7", "floor_excerpts": "true"}.get(name, '"age1xyz"')
    sentence = refusal(written(tmp_path, f"{name} = {value}\n"))
    assert f"`{name}` can only be set by the machine's policy" in sentence


def test_the_policy_has_calls_recorded(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('recording_key = "age1xyz"\nrecording_days = 7\n', encoding="utf-8")
    settings = load_settings(tmp_path / "nothing.toml", policy=policy)
    assert (settings.recording_key, settings.recording_days) == ("age1xyz", 7)


@pytest.mark.parametrize("name", sorted(POLICY_ONLY))
def test_what_an_organisation_decides_no_variable_can_set(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"ASSIST_{name.upper()}", "1")
    with pytest.raises(
        SettingsError, match=rf"^ASSIST_{name.upper()}: `{name}` can only be set by the machine's policy"
    ):
        load_settings(tmp_path / "nothing.toml")


def test_an_unknown_setting_is_told_and_passed_over(tmp_path: Path) -> None:
    told = passed_over(written(tmp_path, "loudness = 400\n"))
    assert "this version has no setting `loudness`; a newer version's, perhaps; it is passed over." in told
    assert "`window`" in passed_over(written(tmp_path, "[window]\nwidth = 400\n"))


def test_a_slip_of_the_pen_is_told_with_what_was_meant(tmp_path: Path) -> None:
    assert "`windowwidth`; did you mean `window_width`?" in passed_over(written(tmp_path, "windowwidth = 400\n"))


def test_what_is_beside_a_setting_that_does_not_count_counts(tmp_path: Path) -> None:
    path = written(tmp_path, 'loudness = 3\ntheme = "pink"\nlanguage = "ko"\n')
    assert load_settings(path) == Settings(language="ko")


@pytest.mark.parametrize(
    ("line", "setting"),
    [
        ('language = "English"', "language"),
        ('engine = "whisper"', "engine"),
        ('agent_channel = "middle"', "agent_channel"),
        ("window_width = 239", "window_width"),
        ("window_width = 801", "window_width"),
        ('window_width = "wide"', "window_width"),
        ('over_fullscreen = "yes"', "over_fullscreen"),
        ("agent_device = 3", "agent_device"),
        ("models_folder = true", "models_folder"),
        ("text_size = 79", "text_size"),
        ("text_size = 201", "text_size"),
        ('view = "large"', "view"),
        ("key_done = 9", "key_done"),
    ],
)
def test_a_wrong_value_is_told_with_its_setting_and_passed_over(tmp_path: Path, line: str, setting: str) -> None:
    assert f"$.{setting}`; it is passed over." in passed_over(written(tmp_path, line + "\n"))


@pytest.mark.parametrize("text", ["language = en\n", "language\n", 'language = "en\n', '= "en"\n', "a = 1\na = 2\n"])
def test_broken_toml_is_said_with_its_line(tmp_path: Path, text: str) -> None:
    sentence = refusal(written(tmp_path, 'engine = "vosk"\n' + text))
    assert "is not valid TOML" in sentence
    assert "line " in sentence


def test_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b'agent_device = "B\xfcro"\n')
    assert "cannot be read as a text file" in refusal(path)
    assert "cannot be read as a text file" in refusal(tmp_path)


def test_a_byte_order_mark_from_windows_is_no_mistake(tmp_path: Path) -> None:
    assert load_settings(written(tmp_path, '\ufefflanguage = "ko"\n')).language == "ko"


def test_the_models_folder_is_the_one_that_was_set(private_home: Path, tmp_path: Path) -> None:
    assert models_folder(Settings(models_folder=str(tmp_path / "models"))) == tmp_path / "models"
    assert models_folder(Settings(models_folder="~/models")) == private_home / "models"
    assert models_folder(Settings()).is_relative_to(private_home)
    assert settings_path().is_relative_to(private_home)


def test_the_settings_tables_in_the_readme_are_in_step() -> None:
    tables = settings_tables()
    print(tables)
    assert f"\n\n{tables}\n\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_says_what_it_means() -> None:
    rows = [row for row in settings_tables().splitlines() if row.startswith("| `")]
    assert len(rows) == len(Settings.__struct_fields__)
    for row in rows:
        name, default, text = (cell.strip() for cell in row.strip("|").split("|"))
        assert name.strip("`") in Settings.__struct_fields__
        assert default
        assert text.endswith(".")


def test_the_policy_wins_over_the_users_file_and_leaves_the_rest(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('theme = "light"\nhide_from_sharing = true\n', encoding="utf-8")
    path = written(tmp_path, 'theme = "dark"\nhide_from_sharing = false\nlanguage = "ko"\n')
    assert load_settings(path, policy=policy) == Settings(theme="light", language="ko")
    assert load_settings(tmp_path / "nothing.toml", policy=policy) == Settings(theme="light")
    assert policy_values(policy) == {"theme": "light", "hide_from_sharing": True}


def test_without_a_policy_nothing_is_locked(tmp_path: Path) -> None:
    assert policy_values(tmp_path / "policy.toml") == {}


def test_what_locks_a_setting_is_known_by_its_place(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('theme = "light"\n', encoding="utf-8")
    assert policy_places(policy) == {"theme": str(policy)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme = light\n", "is not valid TOML"),
        ('theme = "pink"\n', "$.theme"),
        ("recording_days = 0\n", "$.recording_days"),
        ('floor_excerpts = "perhaps"\n', "$.floor_excerpts"),
    ],
)
def test_a_broken_policy_is_one_sentence_with_its_file(tmp_path: Path, text: str, said: str) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(text, encoding="utf-8")
    assert said in refusal(written(tmp_path, 'language = "ko"\n'), policy=policy)
    with pytest.raises(SettingsError):
        policy_values(policy)


def test_a_policy_for_a_newer_version_is_told_and_the_rest_of_it_holds(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("loudness = 3\n", encoding="utf-8")
    assert "`loudness`" in passed_over(tmp_path / "nothing.toml", policy=policy)
    policy.write_text('loudness = 3\ntheme = "light"\n', encoding="utf-8")
    assert policy_values(policy) == {"theme": "light"}


def test_a_policy_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.mkdir()
    assert "cannot be read" in refusal(written(tmp_path, ""), policy=policy)


def test_a_wrong_value_in_the_users_file_is_told_even_where_the_policy_sets_it(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('theme = "light"\n', encoding="utf-8")
    layers = read_layers(written(tmp_path, 'theme = "pink"\n'), policy=policy)
    assert layers.settings.theme == "light"
    assert [each.name for each in layers.passed_over] == ["theme"]
