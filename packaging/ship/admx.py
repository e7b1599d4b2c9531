"""Templates by which Group Policy and Intune set the program's settings on Windows: ADMX, and ADML a language.

Both come from the table of settings; the Spanish from the program's own translations and, for what only administrators
read, from here. The format is Microsoft's (learn.microsoft.com, "Group Policy ADMX Syntax Reference Guide"). Every
element is required: a box left empty would delete the value, and the policy would lock nothing.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, get_args, get_type_hints

from assist.overlay.setting_words import choice_words
from assist.policies.registry import KEY
from assist.settings import POLICY_ONLY, Settings
from assist.settings_editing import Row, described
from ship.places import ROOT, TITLE

SPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_SPANISH = ROOT / "assist" / "windows" / "translations" / "assist_es.ts"


class Language(NamedTuple):
    """What only administrators read, in one language; `translate` gives the program's own texts in it."""

    code: str
    translate: Callable[[str], str]
    about: str
    supported: str
    default: str
    limits: str
    switch: str
    element: str
    undecided: str
    policy_only: str
    name: str
    empty: str
    on: str
    off: str


def english() -> Language:
    return Language(
        code="en-US",
        translate=lambda text: text,
        about="Settings of Assist, the coach beside the softphone.",
        supported="Assist 0.2 or newer",
        default="By default: {value}.",
        limits="From {minimum} to {maximum}.",
        switch="Enabled: on, for everybody. Disabled: off, for everybody.",
        element="Enabled: the value below, for everybody. Disabled: as if not configured.",
        undecided="Not configured: each person decides.",
        policy_only="Not configured: as by default; nobody else can set it.",
        name="Name of the value in the registry: {name}.",
        empty="empty",
        on="on",
        off="off",
    )


def spanish() -> Language:
    """Raises KeyError for a text that has no translation yet."""
    tree = ET.parse(_SPANISH)
    texts = {
        message.findtext("source", ""): message.findtext("translation", "")
        for context in tree.iter("context")
        if context.findtext("name") == "Settings"
        for message in context.iter("message")
    }
    own_names = {"English", "Español", "Moonshine", "Vosk"}
    return Language(
        code="es-ES",
        translate=lambda text: text if text in own_names else texts[text],
        about="Ajustes de Assist, el coach junto al softphone.",
        supported="Assist 0.2 o posterior",
        default="Valor predeterminado: {value}.",
        limits="De {minimum} a {maximum}.",
        switch="Habilitada: activado para todos. Deshabilitada: desactivado para todos.",
        element="Habilitada: el valor de abajo, para todos. Deshabilitada: como si no estuviera configurada.",
        undecided="No configurada: cada persona decide.",
        policy_only="No configurada: el valor predeterminado; nadie más puede cambiarlo.",
        name="Nombre del valor en el registro: {name}.",
        empty="vacío",
        on="activado",
        off="desactivado",
    )


def admx() -> bytes:
    """The policies: one a setting, in a category a group."""
    rows = described(Settings())
    root = ET.Element("policyDefinitions", {"xmlns": SPACE, "revision": "1.0", "schemaVersion": "1.0"})
    spaces = ET.SubElement(root, "policyNamespaces")
    ET.SubElement(spaces, "target", prefix="assist", namespace="Assist.Policies")
    ET.SubElement(root, "resources", minRequiredRevision="1.0")
    definitions = ET.SubElement(ET.SubElement(root, "supportedOn"), "definitions")
    ET.SubElement(definitions, "definition", name="supported", displayName="$(string.supported)")
    categories = ET.SubElement(root, "categories")
    ET.SubElement(categories, "category", name="assist", displayName="$(string.assist)")
    for group in dict.fromkeys(row.group for row in rows):
        category = ET.SubElement(categories, "category", name=_category(group), displayName=_string(_category(group)))
        ET.SubElement(category, "parentCategory", ref="assist")
    policies = ET.SubElement(root, "policies")
    for row in rows:
        _policy(policies, row)
    return _bytes(root)


def adml(language: Language) -> bytes:
    """The texts of the policies in one language."""
    rows = described(Settings())
    root = ET.Element("policyDefinitionResources", {"xmlns": SPACE, "revision": "1.0", "schemaVersion": "1.0"})
    ET.SubElement(root, "displayName").text = TITLE
    ET.SubElement(root, "description").text = language.about
    resources = ET.SubElement(root, "resources")
    strings = ET.SubElement(resources, "stringTable")
    for name, text in _strings(rows, language).items():
        ET.SubElement(strings, "string", id=name).text = text
    presentations = ET.SubElement(resources, "presentationTable")
    for row in rows:
        if row.kind != "bool":
            _presentation(ET.SubElement(presentations, "presentation", id=row.name), row, language)
    return _bytes(root)


def _policy(policies: ET.Element, row: Row) -> None:
    policy = ET.SubElement(
        policies, "policy", name=row.name, displayName=_string(row.name), explainText=_string(f"{row.name}_explained"),
        key=KEY,
    )  # fmt: skip
    policy.set("class", "Machine")
    if row.kind == "bool":
        policy.set("valueName", row.name)
    else:
        policy.set("presentation", f"$(presentation.{row.name})")
    ET.SubElement(policy, "parentCategory", ref=_category(row.group))
    ET.SubElement(policy, "supportedOn", ref="supported")
    if row.kind == "bool":
        for state, value in (("enabledValue", "1"), ("disabledValue", "0")):
            ET.SubElement(ET.SubElement(policy, state), "decimal", value=value)
    else:
        _element(ET.SubElement(policy, "elements"), row)


def _element(elements: ET.Element, row: Row) -> None:
    same = {"id": row.name, "valueName": row.name, "required": "true"}
    if row.kind == "int":
        ET.SubElement(elements, "decimal", same, minValue=str(row.minimum), maxValue=str(row.maximum))
    elif row.kind == "text":
        longest = _longest(row.name)
        ET.SubElement(elements, "text", same, **({"maxLength": str(longest)} if longest else {}))
    else:
        choices = ET.SubElement(elements, "enum", same)
        for choice in row.choices:
            item = ET.SubElement(choices, "item", displayName=_string(f"{row.name}_{choice}"))
            ET.SubElement(ET.SubElement(item, "value"), "string").text = choice


def _presentation(presentation: ET.Element, row: Row, language: Language) -> None:
    title = language.translate(row.title)
    if row.kind == "choice":
        first = str(row.choices.index(str(row.default)))
        ET.SubElement(presentation, "dropdownList", refId=row.name, noSort="true", defaultItem=first).text = title
    elif row.kind == "int":
        ET.SubElement(presentation, "decimalTextBox", refId=row.name, defaultValue=str(row.default)).text = title
    else:
        box = ET.SubElement(presentation, "textBox", refId=row.name)
        ET.SubElement(box, "label").text = title
        if row.default:
            ET.SubElement(box, "defaultValue").text = str(row.default)


def _strings(rows: Iterable[Row], language: Language) -> Mapping[str, str]:
    words = choice_words()
    strings = {"assist": TITLE, "supported": language.supported}
    for row in rows:
        strings[_category(row.group)] = language.translate(row.group)
        strings[row.name] = language.translate(row.title)
        strings[f"{row.name}_explained"] = _explained(row, language)
        for choice in row.choices:
            strings[f"{row.name}_{choice}"] = language.translate(words[choice])
    return strings


def _explained(row: Row, language: Language) -> str:
    """What it means, what it can be, and what each state of the policy does."""
    default = str(row.default) or language.empty
    if row.kind == "bool":
        default = language.on if row.default else language.off
    if row.kind == "choice":
        default = language.translate(choice_words()[str(row.default)])
    what = [language.translate(row.meaning).replace("`", "")]
    if row.kind == "int":
        what.append(language.limits.format(minimum=row.minimum, maximum=row.maximum))
    what.append(language.default.format(value=f"{default} {row.unit}".strip()))
    states = [language.switch if row.kind == "bool" else language.element]
    states.append(language.policy_only if row.name in POLICY_ONLY else language.undecided)
    return "\n\n".join((" ".join(what), " ".join(states), language.name.format(name=row.name)))


def _longest(name: str) -> int | None:
    about: Any = get_args(get_type_hints(Settings, include_extras=True)[name])[1]
    longest: int | None = about.max_length
    return longest


def _category(group: str) -> str:
    return f"group_{group.lower()}"


def _string(name: str) -> str:
    return f"$(string.{name})"


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
