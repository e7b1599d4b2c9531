"""Who is heard: policy, command line, environment, the user's file, the default, on every pair and in every mixture."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.errors import SettingsError
from assist.policies.given import Given
from assist.settings import POLICY_ONLY, Settings
from assist.settings_files import read_layers
from assist.settings_layers import Layers, Origin, Source, in_kind, layered, of_environment

ORDER: tuple[Source, ...] = get_args(Source)
WIDTHS: Mapping[Source, int] = {
    "policy": 500,
    "command line": 510,
    "environment": 520,
    "user file": 530,
    "default": 380,
}


def heard(
    policy: Mapping[str, object] | None = None, wishes: Mapping[str, object] | None = None,
    variables: Mapping[str, str] | None = None, file: Mapping[str, object] | None = None,
) -> Layers:  # fmt: skip
    return layered(
        policy=[Given(name, value, "POLICY") for name, value in (policy or {}).items()],
        wishes=wishes or {},
        environment=of_environment(variables or {}),
        file=[Given(name, value, "FILE") for name, value in (file or {}).items()],
        policy_place="POLICY",
    )


def test_the_order_is_the_one_that_is_promised() -> None:
    assert ORDER == ("policy", "command line", "environment", "user file", "default")


@pytest.mark.parametrize(("upper", "lower"), [*combinations(ORDER, 2)])
def test_of_every_two_the_upper_is_heard(
    upper: Source, lower: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With real files and a real variable."""
    said = {source: WIDTHS[source] for source in (upper, lower)}
    path, policy = tmp_path / "settings.toml", tmp_path / "policy.toml"
    for source, place in (("user file", path), ("policy", policy)):
        if source in said:
            place.write_text(f"window_width = {said[source]}\n", encoding="utf-8")
    if "environment" in said:
        monkeypatch.setenv("ASSIST_WINDOW_WIDTH", str(said["environment"]))
    wishes = {"window_width": said["command line"]} if "command line" in said else {}
    layers = read_layers(path, policy=policy, wishes=wishes)
    assert layers.settings == Settings(window_width=WIDTHS[upper])
    where = {"policy": str(policy), "user file": str(path), "environment": "ASSIST_WINDOW_WIDTH"}.get(upper, "")
    assert layers.origins["window_width"] == Origin(upper, where)
    assert {name for name, origin in layers.origins.items() if origin.source != "default"} == {"window_width"}
    assert layers.locked() == ({"window_width": str(policy)} if upper == "policy" else {})


SOME = st.dictionaries(
    st.sampled_from(["window_width", "text_size", "pause_seconds", "floor_days"]), st.integers(80, 200)
)


@settings(max_examples=200, deadline=None)
@given(policy=SOME, wishes=SOME, variables=SOME, file=SOME)
def test_in_every_mixture_each_setting_is_what_its_uppermost_says(
    policy: dict[str, int], wishes: dict[str, int], variables: dict[str, int], file: dict[str, int]
) -> None:
    said: dict[Source, dict[str, int]] = {
        "policy": policy, "command line": wishes, "environment": variables, "user file": file,
    }  # fmt: skip
    for one in said.values():
        if "window_width" in one:
            one["window_width"] += 200
    layers = heard(policy, wishes, {f"ASSIST_{name.upper()}": str(value) for name, value in variables.items()}, file)
    wanted = {name: value for source in reversed(ORDER[:-1]) for name, value in said[source].items()}
    assert layers.settings == msgspec.convert(wanted, Settings)
    for name, origin in layers.origins.items():
        assert origin.source == next((source for source in ORDER[:-1] if name in said[source]), "default")
    assert layers.passed_over == ()


# --- the environment --------------------------------------------------------------------------------------------------


def test_a_variable_is_a_setting_in_capitals() -> None:
    layers = heard(variables={"ASSIST_LANGUAGE": "ko", "LANGUAGE": "en", "ASSISTANT": "no", "assist_sound": "yes"})
    assert layers.settings == Settings(language="ko")
    assert layers.passed_over == ()


def test_an_empty_variable_sets_nothing() -> None:
    layers = heard(variables={"ASSIST_LANGUAGE": "", "ASSIST_RECORDING_KEY": ""}, file={"language": "ko"})
    assert layers.origins["language"] == Origin("user file", "FILE")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("sound", "true", True), ("sound", "YES", True), ("sound", "1", True), ("sound", " no ", False),
        ("sound", "False", False), ("sound", "0", False), ("sound", "perhaps", "perhaps"),
        ("text_size", "150", 150), ("text_size", " 90 ", 90), ("text_size", "-5", "-5"), ("text_size", "٣", "٣"),
        ("text_size", "1.5", "1.5"), ("notice", "1", "1"), ("theme", "dark", "dark"), ("nothing", "1", "1"),
        ("sound", 1, True), ("sound", 0, False), ("sound", 2, 2), ("text_size", 150, 150), ("notice", 1, 1),
    ],
)  # fmt: skip
def test_texts_and_numbers_become_what_their_setting_is(name: str, text: object, value: object) -> None:
    assert in_kind(name, text) == value
    assert type(in_kind(name, text)) is type(value)


@pytest.mark.parametrize("text", ["perhaps", "2", "\udcff"])
def test_a_wrong_variable_is_told_and_what_is_below_is_heard(text: str) -> None:
    layers = heard(variables={"ASSIST_SOUND": text, "ASSIST_AGENT_DEVICE": "\udcff"}, file={"sound": True})
    assert layers.settings == Settings(sound=True)
    assert [(each.name, each.source, each.slip) for each in layers.passed_over] == [
        ("sound", "environment", True), ("agent_device", "environment", True),
    ]  # fmt: skip
    for each in layers.passed_over:
        assert each.sentence.startswith(f"ASSIST_{each.name.upper()}: ")


def test_what_an_unknown_variable_says_is_told_to_nobody() -> None:
    (told,) = heard(variables={"ASSIST_TOKEN": "hunter2"}).passed_over
    assert (told.name, told.source, told.where, told.slip) == ("token", "environment", "ASSIST_TOKEN", False)
    assert "hunter2" not in repr(told)


# --- what stops the program -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(POLICY_ONLY))
def test_what_only_the_policy_can_set_is_refused_before_its_value_is_looked_at(name: str) -> None:
    only = f"`{name}` can only be set by the machine's policy, POLICY."
    layers: tuple[dict[str, Any], ...] = (
        {"file": {name: "?"}}, {"variables": {f"ASSIST_{name.upper()}": "?"}}, {"wishes": {name: "?"}},
    )  # fmt: skip
    for layer in layers:
        with pytest.raises(SettingsError) as caught:
            heard(**layer)
        assert str(caught.value).endswith(f": {only}")


def test_a_wrong_value_stops_in_the_policy_and_on_the_command_line_alone() -> None:
    with pytest.raises(SettingsError, match=r"^POLICY: .*\$\.theme`\.$"):
        heard(policy={"theme": "pink"})
    with pytest.raises(SettingsError, match=r"^The command line: .*\$\.theme`\.$"):
        heard(wishes={"theme": "pink"}, policy={"theme": "dark"})
    assert len(heard(file={"theme": "pink"}, variables={"ASSIST_THEME": "pink"}).passed_over) == 2


def test_an_unknown_name_stops_on_the_command_line_alone() -> None:
    with pytest.raises(SettingsError, match="no setting `themes`; did you mean `theme`"):
        heard(wishes={"themes": "dark"})
    told = heard(policy={"themes": 1}, file={"themes": 2}, variables={"ASSIST_THEMES": "3"}).passed_over
    assert [(each.source, each.slip) for each in told] == [
        ("user file", True), ("environment", True), ("policy", True),
    ]  # fmt: skip
