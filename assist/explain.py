"""Why the coach said what it said: a recorded call, turn by turn. For trainers and for whoever doubts a cue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from assist.app import Call, make_coach, make_pipeline, transcriber_maker
from assist.coach.governance import Thought
from assist.events import AnyEvent, Partial, Progress
from assist.replay import replay
from assist.settings import Settings
from assist.terminal import describe


def explain(call: Call, settings: Settings) -> Iterator[str]:
    """Lines: what was heard and found, what was considered, and why it was shown or not. Raises AssistError."""
    thoughts: list[Thought] = []
    transcriber = transcriber_maker(call, settings)()
    try:
        pipeline = make_pipeline(transcriber, settings, make_coach(settings, think=thoughts.append))
        told = list(replay(call.blocks(), pipeline))
        yield from _lines(told, thoughts)
    finally:
        transcriber.close()


def _lines(events: Iterable[AnyEvent], thoughts: Iterable[Thought]) -> Iterator[str]:
    """Both in the order of their time; at the same time, what happened comes before what was thought of it."""
    both: list[AnyEvent | Thought] = sorted([*events, *thoughts], key=lambda each: each.at)
    for each in both:
        match each:
            case Thought():
                yield _thought(each)
            case Progress():
                steps = ", ".join(each.steps) or "no step yet"
                yield f"{'':18} {click.style(f'stage {each.stage}; AER {each.aer}: {steps}', fg='cyan')}"
            case Partial():
                pass
            case _:
                yield from describe(each)


def _thought(thought: Thought) -> str:
    about = f' "{thought.headline}"' if thought.headline else ""
    return f"{'':18} {click.style(f'{thought.rule}{about}: {thought.verdict}', dim=True)}"
