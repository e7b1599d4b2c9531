"""Words of the wall's groups and of a wall that has nothing to show."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication

from assist.console.arrangement import CALM_KEY, Row
from assist.console.refusals import Refusals
from assist.console.state import Agents
from assist.floor.trouble import LinkState

translate = QCoreApplication.translate


def heading_words(row: Row) -> str:
    """The heading of a group."""
    if row.key == CALM_KEY:
        if row.calls == 1:
            return translate("Console", "All calm: 1 call")
        return translate("Console", "All calm: {count} calls").format(count=row.calls)
    return {
        "needs": translate("Console", "Needs a person: {count}"),
        "watch": translate("Console", "Keep an eye on: {count}"),
        "fine": translate("Console", "Fine: {count}"),
    }[row.group].format(count=row.calls)


def nobody_words() -> str:
    """That a call waits for somebody."""
    return translate("Console", "Nobody looks after it yet")


def counts_words(agents: Agents) -> str:
    """How many agents there are."""
    return translate("Console", "In call: {calls} \u00b7 Free: {free} \u00b7 Away: {away}").format(
        calls=agents.in_call, free=agents.online, away=agents.away
    )


def empty_words(link: LinkState, agents: Agents, *, is_hidden: bool) -> tuple[str, str]:
    """A wall without a call: a headline and a sentence. `is_hidden`: there are calls, but none that is wanted."""
    if is_hidden:
        return no_fit_words()
    if sum(agents):
        return no_calls_words(agents)
    return no_agents_words() if link.state == "joined" else not_joined_words(link.why)


def no_agents_words() -> tuple[str, str]:
    """A console that has heard of nobody."""
    return (
        translate("Console", "No agents yet"),
        translate(
            "Console",
            "An agent appears here as soon as their program is connected. For that, \u201cassist floor init\u201d "
            "makes a file for each agent, and \u201cassist floor join FILE\u201d on the agent's computer takes it.",
        ),
    )


def no_calls_words(agents: Agents) -> tuple[str, str]:
    """Agents, but no call."""
    return translate("Console", "No calls now"), counts_words(agents)


def no_fit_words() -> tuple[str, str]:
    """Calls, but none that was searched for."""
    return translate("Console", "No call fits"), translate("Console", "Search for less, or choose another team.")


def not_joined_words(why: str) -> tuple[str, str]:
    """No link, and nothing known from before."""
    return translate("Console", "Not connected"), why or translate("Console", "Connecting to the broker.")


def link_words(link: LinkState, broker: str) -> str:
    """How the link stands, for the head of the window."""
    if link.state == "joined":
        return translate("Console", "Connected to {broker}").format(broker=broker)
    if link.state == "connecting":
        return translate("Console", "Connecting to {broker}").format(broker=broker)
    return translate("Console", "Not connected to {broker}").format(broker=broker)


def lost_words(link: LinkState, since: float) -> str:
    """That the wall is not of now. `since`: s since 1970."""
    clock = time.strftime("%H:%M", time.localtime(since))
    said = translate("Console", "The wall shows what was known at {time}. {why}")
    return said.format(time=clock, why=link.why).strip()


def refused_words(refused: Refusals) -> str:
    """Messages that were not taken; empty for none."""
    return translate("Console", "Messages refused: {count}").format(count=refused.total) if refused.total else ""


def refused_why_words(refused: Refusals) -> str:
    """Why messages were not taken, and in whose name most of them came."""
    words = {
        "too large": translate("Console", "too large"),
        "no text": translate("Console", "no text"),
        "not JSON": translate("Console", "no JSON"),
        "another version": translate("Console", "from another version of the program"),
        "not as it should be": translate("Console", "not as it should be"),
        "another place": translate("Console", "in a place where they do not belong"),
        "too many agents": translate("Console", "from more agents than there is room for"),
    }
    lines = [f"{words[reason]}: {count}" for reason, count in refused.by_reason]
    lines += [f"{team}/{agent}: {count}" for (team, agent), count in refused.by_agent[:5] if agent]
    return "\n".join(lines)
