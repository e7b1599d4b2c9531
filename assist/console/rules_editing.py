"""Writing a team's rules into their own file, its comments and order kept. Knows no window."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import msgspec
import tomlkit
from tomlkit.items import AoT, Table

from assist.console.rules import Rule, complaint, left_out, mistakes, read_rules
from assist.errors import RulesError
from assist.whole_files import write_whole


def write_rules(path: Path, rules: Sequence[Rule]) -> None:
    """Make a team's file say these rules, whole or not at all.

    A rule that is as ours gets no table of its own, and a table says only what differs; a table of the file whose rule
    is not among `rules` is taken out. (Ours are switched off by `enabled`, not by leaving them out.) What only a later
    version of this program knows stays. Raises RulesError, and then the file is as before: for a rule that cannot be, a
    file with mistakes, or a place that cannot be written.
    """
    for rule in rules:
        if wrong := complaint(rule):
            raise RulesError(f'The rule "{rule.id}" was not saved: {wrong}')
    if path.exists() and (found := mistakes(path)):
        raise RulesError(f"{found[0]} Put that right first; nothing was saved.")
    text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    fresh = _edited(text.replace("\r\n", "\n"), rules, left_out(path) if path.exists() else frozenset())
    _replace(path, (fresh.replace("\n", "\r\n") if "\r\n" in text else fresh).encode())


def _edited(text: str, rules: Sequence[Rule], later: Collection[int]) -> str:
    """`later`: tables that only a later version knows."""
    document = tomlkit.parse(text)
    ours = {rule.id: rule for rule in read_rules()}
    general = ours | {rule.id: rule for rule in rules if not rule.team}
    wanted = {(rule.id, rule.team): rule for rule in rules}
    tables = document.get("rule", tomlkit.aot())
    assert isinstance(tables, AoT)
    for number, table in reversed(list(enumerate(tables))):
        rule = wanted.pop((table.get("id"), table.get("team", "")), None)
        base = (general if rule.team else ours).get(rule.id) if rule is not None else None
        if rule is not None and (number not in later or rule != base):
            _say(table, rule, base)
        elif number not in later:
            del tables[number]
    for rule in wanted.values():
        base = (general if rule.team else ours).get(rule.id)
        if rule != base:
            table = tomlkit.table()
            table["id"] = rule.id
            _say(table, rule, base)
            tables.append(table)
    if "rule" not in document and len(tables):
        document["rule"] = tables
    return document.as_string()


def _say(table: Table, rule: Rule, base: Rule | None) -> None:
    """Bring a rule's table to what the rule is; `base` gives what the table does not say."""
    values: dict[str, Any] = msgspec.to_builtins(rule)
    default = {"team": "", "at_least": 0.0, "for_s": 0.0, "again_s": 600.0, "enabled": True}
    given = (msgspec.to_builtins(base) | {"team": ""}) if base is not None else default
    for name, value in values.items():
        if (name in table or given.get(name) != value) and table.get(name) != value:
            table[name] = value


def _replace(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise RulesError(f"{path} cannot be written ({error.strerror}); nothing was saved.") from None
