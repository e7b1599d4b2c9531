"""The words of the rules: what they watch for, their table, a dry run's figures."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assist.console.dry_run import DryRun
from assist.console.rules import Rule, When
from assist.console.sentences import severity_words

translate = QCoreApplication.translate


def when_words() -> dict[When, str]:
    """What a rule can watch for."""
    return {
        "harm": translate("Rules", "Somebody may come to harm"),
        "supervisor": translate("Rules", "Customer asks for a supervisor"),
        "hand": translate("Rules", "Agent puts a hand up"),
        "help": translate("Rules", "Agent asks for help"),
        "leave": translate("Rules", "Customer may leave"),
        "complaint": translate("Rules", "Customer wants to complain"),
        "sustained": translate("Rules", "Frustration lasts"),
        "rising": translate("Rules", "Frustration grows"),
        "frustrated": translate("Rules", "Customer is frustrated"),
        "anxious": translate("Rules", "Customer is worried"),
        "confused": translate("Rules", "Customer is confused"),
        "disappointed": translate("Rules", "Customer is disappointed"),
        "long call": translate("Rules", "Long call"),
    }


def heads() -> tuple[str, ...]:
    """Of the table's columns."""
    return (
        translate("Rules", "On"),
        translate("Rules", "Rule"),
        translate("Rules", "Team"),
        translate("Rules", "Watches for"),
        translate("Rules", "At least"),
        translate("Rules", "For"),
        translate("Rules", "Severity"),
        translate("Rules", "Text"),
    )


def rule_texts(rule: Rule) -> tuple[str, ...]:
    """A row of the table."""
    least = ""
    if rule.when == "long call":
        least = translate("Rules", "{minutes} min").format(minutes=f"{rule.at_least:g}")
    elif rule.at_least:
        least = translate("Rules", "{percent} %").format(percent=round(rule.at_least * 100))
    lasts = translate("Rules", "{seconds} s").format(seconds=f"{rule.for_s:g}") if rule.for_s else ""
    return (
        "\u2713" if rule.enabled else "\u2013",
        rule.id,
        rule.team or translate("Rules", "All"),
        when_words()[rule.when],
        least,
        lasts,
        severity_words(rule.severity),
        rule.text,
    )


def run_heads() -> tuple[str, ...]:
    """Of the figures of a dry run."""
    return translate("Rules", "In this period"), translate("Rules", "Rules in use"), translate("Rules", "As edited")


def run_rows(now: DryRun, then: DryRun) -> list[tuple[str, ...]]:
    """The figures of two dry runs beside each other, then the alarms of each rule."""
    rows: list[tuple[str, ...]] = [
        (translate("Rules", "Alarms"), str(len(now.alarms)), str(len(then.alarms))),
        (translate("Rules", "Alarms in an hour"), f"{now.per_hour:.1f}", f"{then.per_hour:.1f}"),
        (
            translate("Rules", "Most in ten minutes"),
            str(now.most_in_ten_minutes),
            str(then.most_in_ten_minutes),
        ),
        (translate("Rules", "Most calls that had to wait"), str(now.waiting_most), str(then.waiting_most)),
    ]
    names = sorted({*now.by_rule, *then.by_rule})
    by_rule = translate("Rules", "Alarms by \u201c{rule}\u201d")
    rows += [
        (by_rule.format(rule=name), str(now.by_rule.get(name, 0)), str(then.by_rule.get(name, 0))) for name in names
    ]
    return rows
