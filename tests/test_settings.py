"""Settings: the defaults, a file, the sentences about a wrong one, and the table in the README."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from assist.errors import SettingsError
from assist.settings import Settings, load_settings, models_folder, settings_path
from tests.making import ROOT


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    sentence = str(caught.value)
    assert sentence.startswith(str(path))
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def meaning(schema: dict[str, Any]) -> str:
    """The description, and what values there are."""
    text = str(schema["description"])
    if "enum" in schema:
        text += " One of " + ", ".join(f"`{value}`" for value in schema["enum"]) + "."
    if "minimum" in schema:
        text += f" From {schema['minimum']} to {schema['maximum']}."
    return text


def settings_table() -> str:
    """Every setting as a row of a Markdown table, for the README."""
    schema = msgspec.json.schema(Settings)["$defs"]["Settings"]["properties"]
    rows = [
        f"| `{name}` | `{msgspec.json.encode(one['default']).decode()}` | {meaning(one)} |"
        for name, one in schema.items()
    ]
    return "\n".join(["| setting | default | meaning |", "|---|---|---|", *rows])


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
    text = "".join(f"{name} = {msgspec.json.encode(value).decode()}\n" for name, value in builtins.items())
    assert load_settings(written(tmp_path, text)) == Settings()


def test_an_unknown_setting_is_named(tmp_path: Path) -> None:
    assert "`windowwidth`" in refusal(written(tmp_path, "windowwidth = 400\n"))
    assert "`window`" in refusal(written(tmp_path, "[window]\nwidth = 400\n"))


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
    ],
)
def test_a_wrong_value_is_said_with_its_setting(tmp_path: Path, line: str, setting: str) -> None:
    assert f"$.{setting}" in refusal(written(tmp_path, line + "\n"))


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


def test_the_settings_table_in_the_readme_is_in_step() -> None:
    table = settings_table()
    print(table)
    assert table in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_says_what_it_means() -> None:
    for row in settings_table().splitlines()[2:]:
        name, default, text = (cell.strip() for cell in row.strip("|").split("|"))
        assert name.strip("`") in Settings.__struct_fields__
        assert default
        assert text.endswith(".")
    assert len(settings_table().splitlines()) == 2 + len(Settings.__struct_fields__)
