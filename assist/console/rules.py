"""Alarm rules as a team writes them: ours and a team's over them, every mistake told with its line, all at once.

The form is described at the head of `rules.toml`. A later version of this program whose rules can say more writes a
higher `form` into the file; then what this one does not know is no mistake: such a rule is left out here (of one of
ours, ours counts) and stays in the file. Knows no calls and no alarms.
"""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from assist import integrity
from assist.errors import Mistake, RulesError
from assist.floor.messages import Reason
from assist.floor.topics import NAME
from assist.toml_lines import line_of

log = logging.getLogger(__name__)

OURS = Path(__file__).with_name("rules.toml")
Severity = Literal["low", "high", "severe"]
Feeling = Literal["frustrated", "anxious", "confused", "disappointed"]
When = Reason | Feeling | Literal["long call"]
SLOTS = ("agent", "minutes", "about")
MOST_RULES = 100
FORM = 1
"""The form of a team's file that this version knows; a file that does not say it is of the first."""
RANK: dict[Severity, int] = {"severe": 0, "high": 1, "low": 2}
_KEY = re.compile(r"`\$\.([a-z_]+)`|field `([^`]+)`")


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes an alarm."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9 _-]{0,30}$")]
    when: When
    severity: Severity
    text: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
    team: Annotated[str, Meta(pattern=rf"^({NAME.pattern})?$")] = ""
    """Only for this team; empty: for all that have no rule of this id of their own."""
    at_least: Annotated[float, Meta(ge=0, le=600)] = 0.0
    """The customer's intensity, 0 to 1; of "long call" minutes."""
    for_s: Annotated[float, Meta(ge=0, le=3600)] = 0.0
    """It must have held so long."""
    again_s: Annotated[float, Meta(ge=0, le=28800)] = 600.0
    """Before this the rule makes no second alarm for a call, unless it is severe."""
    enabled: bool = True


_KEYS = frozenset(Rule.__struct_fields__)


def read_rules(path: Path | None = None) -> tuple[Rule, ...]:
    """Ours with a team's over them, those that are switched off too. Raises RulesError with the first mistake, or
    ChangedFile where ours are not as they were made."""
    if path is None:
        return _ours()
    rules, wrong, later = _read(path)
    if wrong:
        more = f" There {'is' if len(wrong) == 2 else 'are'} {len(wrong) - 1} more." if len(wrong) > 1 else ""
        raise RulesError(f"{wrong[0]}{more}")
    if later:
        log.warning("Alarm rules that only a later version of this program knows are left out: %d.", len(later))
    return rules


def mistakes(path: Path) -> list[Mistake]:
    """Everything that is wrong with a team's rules."""
    return _read(path).mistakes


def left_out(path: Path) -> frozenset[int]:
    """Which of the tables of a team's file only a later version knows, counted from 0."""
    return _read(path).later


def for_team(rules: Sequence[Rule], team: str) -> tuple[Rule, ...]:
    """The rules that hold for a team's calls."""
    chosen = {rule.id: rule for rule in rules if not rule.team}
    chosen |= {rule.id: rule for rule in rules if rule.team == team}
    return tuple(rule for rule in chosen.values() if rule.enabled)


class RulesByTeam:
    """Rules that hold for a team's calls, by what they watch for; put in order once for each team."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._teams: dict[str, dict[str, list[Rule]]] = {}

    def of(self, team: str) -> dict[str, list[Rule]]:
        found = self._teams.get(team)
        if found is None:
            found = self._teams[team] = {}
            for rule in for_team(self._rules, team):
                found.setdefault(rule.when, []).append(rule)
        return found


def complaint(rule: Rule) -> str | None:
    """Why a rule cannot be so, as one sentence; None when it can."""
    try:
        msgspec.convert(msgspec.to_builtins(rule), Rule)
    except msgspec.ValidationError as error:
        return f"{_plain(str(error))}."
    return next((what for _, what in _wrongs(rule)), None)


class _Said(NamedTuple):
    """What a file of rules says; `later` are its tables that only a later version knows."""

    rules: tuple[Rule, ...]
    mistakes: list[Mistake]
    later: frozenset[int] = frozenset()


def _ours() -> tuple[Rule, ...]:
    integrity.check(OURS)
    return _read(OURS, ours=()).rules


def _read(path: Path, ours: tuple[Rule, ...] | None = None) -> _Said:
    """What a file says over `ours` (None: those that come with the program)."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        tables = tomllib.loads(text)
    except OSError as error:
        return _Said((), [Mistake(path, 1, f"the file cannot be read ({error.strerror}).")])
    except UnicodeDecodeError as error:
        return _Said((), [Mistake(path, 1, f"the file is no UTF-8 text (at byte {error.start}).")])
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        return _Said((), [Mistake(path, int(line[1]) if line else text.count("\n") + 1, f"this is no TOML: {error}.")])
    is_later = isinstance(tables.get("form"), int) and tables["form"] > FORM
    wrong = [
        Mistake(path, line_of(text, "", -1, key, is_key=True), f'there is only [[rule]], no "{key}".')
        for key in tables
        if key != "rule" and not is_later
    ]
    found = tables.get("rule", [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        return _Said((), [*wrong, Mistake(path, line_of(text, "", -1, "rule"), "rules are written as [[rule]].")])
    if is_later:
        found = [{key: table[key] for key in table.keys() & _KEYS} for table in found]
    elif len(found) > MOST_RULES:
        wrong.append(Mistake(path, line_of(text, "rule", MOST_RULES, ""), f"there are at most {MOST_RULES} rules."))
    rules, more = _over(_ours() if ours is None else ours, found[:MOST_RULES], whole_only=is_later)
    if is_later:
        return _Said(rules, [], frozenset((*(number for number, _, _ in more), *range(MOST_RULES, len(found)))))
    wrong += [Mistake(path, line_of(text, "rule", number, key, is_key=True), what) for number, key, what in more]
    return _Said(rules, sorted(wrong))


def _over(
    ours: tuple[Rule, ...], tables: list[dict[str, Any]], *, whole_only: bool
) -> tuple[tuple[Rule, ...], list[tuple[int, str, str]]]:
    """A file's tables over other rules; what is wrong in which table, at which key.

    `whole_only`: a table with something wrong makes no rule; else it does, so that each mistake is told once.
    """
    known = {(rule.id, rule.team): rule for rule in ours}
    wrong: list[tuple[int, str, str]] = []
    seen: set[tuple[str, str]] = set()
    for number, table in sorted(enumerate(tables), key=lambda each: bool(each[1].get("team"))):  # a team's come last
        name, team = str(table.get("id", "")), str(table.get("team", ""))
        base = known.get((name, ""))
        if name and (name, team) in seen:
            wrong.append((number, "id", f'"{name}" is there twice for the same team.'))
            continue
        seen.add((name, team))
        rule, more = _converted(table, base)
        wrong += [(number, key, what) for key, what in more]
        if rule is not None and not (whole_only and more):
            known[rule.id, rule.team] = rule
    return tuple(known.values()), wrong


def _converted(table: dict[str, Any], base: Rule | None) -> tuple[Rule | None, list[tuple[str, str]]]:
    """A rule from what a table says over another; what is wrong at which of its keys."""
    values = (msgspec.to_builtins(base) if base is not None else {}) | table
    wrong: list[tuple[str, str]] = []
    while True:
        try:
            rule = msgspec.convert(values, Rule)
        except msgspec.ValidationError as error:
            found = _KEY.search(str(error))
            key = (found[1] or found[2]) if found else ""
            wrong.append((key, f"{_plain(str(error))}."))
            if values.pop(key, None) is None or key == "id":
                return None, wrong
            if key in ("when", "severity", "text"):
                values[key] = {"when": "harm", "severity": "low", "text": "x"}[key]
        else:
            return rule, wrong + list(_wrongs(rule))


def _plain(error: str) -> str:
    """An error of the library in the file's words."""
    what = re.sub(r" - at `\$\.?(.*)`", r" at `\1`", error)
    what = re.sub(r"^Object missing required field (.*)$", r"the rule is new, so it needs \1", what)
    return re.sub(r"^Object contains unknown field (.*)$", r"there is no key \1", what)


def _wrongs(rule: Rule) -> Iterator[tuple[str, str]]:
    """What the form does not say: (key, what is wrong)."""
    if rule.when == "long call" and rule.at_least < 1:
        yield "at_least", "of a long call, say from how many minutes on."
    if rule.when != "long call" and rule.at_least > 1:
        yield "at_least", "an intensity is between 0 and 1."
    try:
        parts = list(Formatter().parse(rule.text))
    except ValueError as error:
        yield "text", f"the braces do not fit: {error}."
        return
    for _, slot, form, conversion in parts:
        if slot is not None and (slot not in SLOTS or form or conversion):
            yield "text", f"no slot is called {{{slot}}}; there are {', '.join(f'{{{name}}}' for name in SLOTS)}."
