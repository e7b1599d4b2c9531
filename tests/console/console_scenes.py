"""The windows that are pictured, made as the program makes them, with the messages of `shown_floor.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from assist.console.alarms import Alarms
from assist.console.desk import Desk
from assist.console.dry_run import dry_run
from assist.console.effect import Row as EffectRow
from assist.console.history_entries import Entry
from assist.console.history_reading import Found
from assist.console.history_window import HistoryWindow
from assist.console.keys_window import KeysWindow
from assist.console.look import ConsoleLook
from assist.console.refusals import Refusals
from assist.console.rules import read_rules
from assist.console.rules_window import RulesWindow
from assist.console.state import Heard
from assist.console.summary_window import SummaryWindow
from assist.floor.trouble import LinkState
from assist.windows.application import theme_of
from tests.console import shown_floor
from tests.console.shown_floor import NOW, TEAMS
from tests.console.test_desk import Told

if TYPE_CHECKING:
    from tests.console.picturing import Variant


def desk(variant: Variant, heards: Sequence[Heard], link: LinkState = LinkState("joined")) -> Desk:  # noqa: B008
    look = ConsoleLook(theme_of(variant.theme), variant.text_size)
    made = Desk(
        look=look,
        me="Maria",
        broker="broker.example.org",
        alarms=Alarms(read_rules()),
        doings=Told(),
        clock=lambda: NOW,
    )
    made.window.resize(*variant.size)
    made.hear_link(link)
    for heard in heards:
        made.hear(heard)
    made.show()
    return made


def calm(variant: Variant) -> QWidget:
    return _kept(desk(variant, shown_floor.calm()))


def bad(variant: Variant) -> QWidget:
    made = desk(variant, shown_floor.bad())
    made.window.wall.choose_first()
    made.window.wall.setFocus()
    return _kept(made)


def note(variant: Variant) -> QWidget:
    made = desk(variant, shown_floor.bad())
    made.window.wall.choose("orders/agent007/call-7")
    made.window.call.note_wanted.emit()
    return _kept(made)


def large(variant: Variant) -> QWidget:
    return _kept(desk(variant, shown_floor.large()))


def nobody(variant: Variant) -> QWidget:
    return _kept(desk(variant, ()))


def lost(variant: Variant) -> QWidget:
    made = desk(variant, shown_floor.bad())
    made.hear_news(Refusals(3, (("not JSON", 2), ("too large", 1)), ((("billing", "agent003"), 3),)))
    made.hear_link(LinkState("lost", "broker.example.org does not answer; it is tried again in 8 s."))
    made.show()
    return _kept(made)


def refused(variant: Variant) -> QWidget:
    why = "broker.example.org does not let maria in: check the user and the password."
    return _kept(desk(variant, (), LinkState("refused", why)))


def history(variant: Variant) -> QWidget:
    said = "Go ahead with what you offered. I stand behind it."
    ana, ben, eve = ("agent003", "Dmitri Okafor"), ("agent005", "Farah Meyer"), ("agent011", "Leila Nakamura")
    harm = "Somebody may come to harm"
    entries = [
        Entry(NOW - 60, "alarm", "billing", *ana, "", "severe", harm, "Maria", "assigned", NOW - 5, 1, True),
        Entry(NOW - 80, "alert", "billing", *ana, "call-3", "harm", "", "Maria", "assigned", None, 0, False),
        Entry(NOW - 300, "note", "care", *ben, "call-5", "", said, "Maria", "shown", None, 0, False),
        Entry(NOW - 340, "answer", "care", *ben, "call-5", "acknowledged", "", "Maria", "shown", None, 0, False),
        Entry(NOW - 2000, "alert", "care", *eve, "call-2", "help", "refund", "Jon", "false alarm", NOW - 9, 0, False),
        Entry(NOW - 4000, "call", "care", *eve, "call-2", "", "", "", "", NOW - 3000, 0, False),
    ] * 4
    shown = HistoryWindow(
        _look(variant),
        search=lambda _: Found(entries, False),
        export=lambda _path, _entries: 0,
        teams=TEAMS,
        now=lambda: NOW,
    )
    shown._show(Found(entries, False))
    return _sized(shown, variant)


def rules(variant: Variant) -> QWidget:
    shown = RulesWindow(
        _look(variant), file=Path("/team/rules.toml"), used=read_rules(), heards=shown_floor.bad,
        saved=lambda _: None, teams=TEAMS,
    )  # fmt: skip
    edited = [rule for rule in read_rules() if rule.id != "sustained"]
    shown._show_trial((dry_run(read_rules(), shown_floor.bad()), dry_run(edited, shown_floor.bad())))
    return _sized(shown, variant)


def effect(variant: Variant) -> QWidget:
    found = [
        EffectRow("note", 14, 8, 3, 1, 2, 0.6, 67), EffectRow("acknowledged", 3, 1, 2, 0, 0, None, None),
        EffectRow("assigned", 9, 6, 1, 1, 1, 0.7, 75), EffectRow("nobody", 21, 9, 8, 3, 1, 0.6, 45),
    ]  # fmt: skip
    shown = SummaryWindow(_look(variant), summarise=lambda _: found, now=lambda: NOW)
    shown._show(found)
    return _sized(shown, variant)


def keys(variant: Variant) -> QWidget:
    return KeysWindow(_look(variant))


def _sized(shown: QWidget, variant: Variant) -> QWidget:
    """As large as on that screen: the one that is pictured on is smaller."""
    width, height = variant.size
    wanted = (1250, 760) if not isinstance(shown, SummaryWindow) else (980, 440)
    scaled = [round(side * variant.text_size / 100) for side in wanted]
    shown.resize(min(width - 80, scaled[0]), min(height - 80, scaled[1]))
    return shown


def _look(variant: Variant) -> ConsoleLook:
    return ConsoleLook(theme_of(variant.theme), variant.text_size)


_DESKS: list[Desk] = []


def _kept(made: Desk) -> QWidget:
    """A desk lives as long as its window is pictured."""
    _DESKS[:] = [made]
    return made.window


SCENES: dict[str, Callable[[Variant], QWidget]] = {
    "calm": calm, "bad": bad, "note": note, "large": large, "nobody": nobody, "lost": lost, "refused": refused,
    "history": history, "rules": rules, "effect": effect, "keys": keys,
}  # fmt: skip
