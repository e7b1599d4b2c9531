"""What administrators get: in step with the table of settings, well formed, and doing nothing as it comes.

Group Policy's own reader is on Windows only. What its schema asks of these files (learn.microsoft.com, "ADMX Syntax
Reference Guide") stands in `SHAPES`.
"""

from __future__ import annotations

import plistlib
import re
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from ship import policies
from ship.admx import SPACE, Language, adml, admx, english, spanish

from assist.policies.given import Given
from assist.policies.registry import KEY
from assist.settings import POLICY_ONLY, Settings
from assist.settings_editing import described
from assist.settings_files import load_settings
from assist.settings_layers import layered

SHAPES: dict[str, tuple[str, str]] = {
    "policyDefinitions": ("revision schemaVersion", "policyNamespaces resources supportedOn categories policies"),
    "policyDefinitionResources": ("revision schemaVersion", "displayName description resources"),
    "policyNamespaces": ("", "target"),
    "target": ("prefix namespace", ""),
    "resources": ("minRequiredRevision?", "stringTable? presentationTable?"),
    "supportedOn": ("ref?", "definitions?"),
    "definitions": ("", "definition"),
    "definition": ("name displayName", ""),
    "categories": ("", "category+"),
    "category": ("name displayName", "parentCategory?"),
    "parentCategory": ("ref", ""),
    "policies": ("", "policy+"),
    "policy": (
        "name class displayName explainText key presentation? valueName?",
        "parentCategory supportedOn enabledValue? disabledValue? elements?",
    ),
    "enabledValue": ("", "decimal"),
    "disabledValue": ("", "decimal"),
    "elements": ("", "(decimal|text|enum)"),
    "decimal": ("value? id? valueName? required? minValue? maxValue?", ""),
    "text": ("id valueName required maxLength?", ""),
    "enum": ("id valueName required", "item+"),
    "item": ("displayName", "value"),
    "value": ("", "string"),
    "string": ("id?", ""),
    "displayName": ("", ""),
    "description": ("", ""),
    "stringTable": ("", "string+"),
    "presentationTable": ("", "presentation+"),
    "presentation": ("id", "(dropdownList|decimalTextBox|textBox)"),
    "dropdownList": ("refId noSort defaultItem", ""),
    "decimalTextBox": ("refId defaultValue", ""),
    "textBox": ("refId", "label defaultValue?"),
    "label": ("", ""),
    "defaultValue": ("", ""),
}
"""Element → its attributes in any order, and the elements in it in this order."""
ROWS = {row.name: row for row in described(Settings())}
LANGUAGES = [english(), spanish()]


def tag(element: ET.Element) -> str:
    assert element.tag.startswith(f"{{{SPACE}}}")
    return element.tag.removeprefix(f"{{{SPACE}}}")


def named(root: ET.Element, name: str) -> Iterator[ET.Element]:
    return root.iter(f"{{{SPACE}}}{name}")


def strings(content: bytes) -> dict[str, str]:
    table = [(each.get("id", ""), each.text or "") for each in named(ET.fromstring(content), "string")]
    assert len(dict(table)) == len(table)
    return dict(table)


def test_the_files_are_in_step_with_the_settings() -> None:
    """`python -m ship.policies`, run in packaging/, writes them."""
    kept = {path.relative_to(policies.FOLDER).as_posix() for path in policies.FOLDER.rglob("*") if path.is_file()}
    made = policies.made()
    assert kept == set(made)
    for name, content in made.items():
        assert (policies.FOLDER / name).read_bytes() == content, f"{name} is not in step"


def test_writing_makes_the_whole_folder(tmp_path: Path) -> None:
    policies.write(tmp_path / "policies")
    for name, content in policies.made().items():
        assert (tmp_path / "policies" / name).read_bytes() == content


@pytest.mark.parametrize("content", [admx(), *map(adml, LANGUAGES)], ids=["admx", "en", "es"])
def test_every_element_has_what_the_schema_asks(content: bytes) -> None:
    root = ET.fromstring(content)
    for element in root.iter():
        attributes, children = SHAPES[tag(element)]
        may = {name.rstrip("?") for name in attributes.split()}
        must = {name for name in attributes.split() if not name.endswith("?")}
        assert must <= set(element.keys()) <= may, tag(element)
        order = "".join(
            rf"(?:{part[:-1]} ){part[-1]}" if part[-1] in "?+" else rf"(?:{part} )" for part in children.split()
        )
        assert re.fullmatch(order, "".join(f"{tag(child)} " for child in element)), tag(element)
        for name in ("name", "id", "prefix"):
            assert re.fullmatch(r"\w*", element.get(name, "")), element.attrib


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_text_and_form_that_the_template_names_is_there_and_none_besides(language: Language) -> None:
    template, texts = admx().decode(), adml(language)
    assert set(re.findall(r"\$\(string\.(\w+)\)", template)) == set(strings(texts))
    forms = [each.get("id") for each in named(ET.fromstring(texts), "presentation")]
    assert re.findall(r"\$\(presentation\.(\w+)\)", template) == forms
    for each in named(ET.fromstring(texts), "presentation"):
        assert [part.get("refId") for part in each] == [each.get("id")]
    assert all(text.strip() for text in strings(texts).values())


def test_every_setting_is_a_policy_that_writes_its_own_value_under_the_key() -> None:
    found = list(named(ET.fromstring(admx()), "policy"))
    assert [policy.get("name") for policy in found] == list(Settings.__struct_fields__)
    for policy in found:
        assert (policy.get("key"), policy.get("class")) == (KEY, "Machine") == (r"Software\Policies\Assist", "Machine")
        values = [each.get("valueName") for each in policy.iter() if each.get("valueName")]
        assert values == [policy.get("name")]


def test_whatever_an_administrator_chooses_the_program_understands() -> None:
    """Of every policy each value that its form can give, as the registry would hold it."""
    for policy in named(ET.fromstring(admx()), "policy"):
        name = policy.get("name", "")
        for value in chosen(policy):
            given = [Given(name, value, "HKLM")]
            layers = layered(policy=given, wishes={}, environment=(), file=(), policy_place="HKLM")
            assert layers.locked() == {name: "HKLM"}
            assert getattr(layers.settings, name) == value


def chosen(policy: ET.Element) -> Iterator[object]:
    row = ROWS[policy.get("name", "")]
    if row.kind == "bool":
        for state, value in (("enabledValue", True), ("disabledValue", False)):
            (number,) = next(named(policy, state))
            assert number.get("value") == str(int(value))
            yield int(value)
    elif row.kind == "int":
        (number,) = named(policy, "decimal")
        low, high = int(number.get("minValue", "")), int(number.get("maxValue", ""))
        assert (low, high) == (row.minimum, row.maximum)
        yield from (low, high)
    elif row.kind == "choice":
        values = [each.text for each in named(policy, "string")]
        assert tuple(values) == row.choices
        yield from values
    else:
        yield str(row.default)


def test_a_name_that_may_not_be_long_cannot_be_typed_longer() -> None:
    longest = {each.get("id"): each.get("maxLength") for each in named(ET.fromstring(admx()), "text")}
    assert longest["floor_name"] == "60"
    assert longest["language"] is None


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_what_a_policy_says_tells_values_states_and_name(language: Language) -> None:
    texts = strings(adml(language))
    for name, row in ROWS.items():
        said = texts[f"{name}_explained"]
        assert said.startswith(language.translate(row.meaning).replace("`", ""))
        assert said.endswith(language.name.format(name=name))
        assert (language.policy_only in said) == (name in POLICY_ONLY)
        assert "`" not in said
    assert texts["group_call"] == {"en-US": "Call", "es-ES": "Llamada"}[language.code]


def test_the_spanish_is_spanish() -> None:
    english_texts, spanish_texts = strings(adml(english())), strings(adml(spanish()))
    same = {name for name, text in english_texts.items() if spanish_texts[name] == text}
    assert {english_texts[name] for name in same} <= {
        "Assist", "Coach", "English", "Español", "Moonshine", "Proxy", "Softphone", "Vosk",
    }  # fmt: skip


def test_the_sample_sets_nothing_and_opened_up_everything_as_by_default(tmp_path: Path) -> None:
    text = policies.made()[policies.SAMPLE].decode()
    assert tomllib.loads(text) == {}
    opened = re.sub(r"^#(?=\w+ = )", "", text, flags=re.M)
    assert tomllib.loads(opened) == msgspec.to_builtins(Settings())
    place = tmp_path / "policy.toml"
    place.write_text(opened, encoding="utf-8")
    assert load_settings(tmp_path / "nothing.toml", policy=place) == Settings()
    assert max(map(len, text.splitlines())) <= 120


def test_the_managed_preferences_set_nothing_and_opened_up_everything_as_by_default() -> None:
    text = policies.made()[policies.PREFERENCES].decode()
    assert plistlib.loads(text.encode()) == {}
    opened = re.sub(r"<!-- (<key>.*) -->", r"\1", text)
    assert plistlib.loads(opened.encode()) == msgspec.to_builtins(Settings())
