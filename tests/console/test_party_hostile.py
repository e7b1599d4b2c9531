"""Whatever comes under whatever topic: it is taken as agreed, or refused and counted; nothing else happens."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assist.console.history_reading import HistoryReading
from assist.console.state import Floor
from assist.floor.messages import to_json
from assist.floor.topics import is_name
from tests.console.consoles import Console
from tests.console.making import alert, alerts, presence, summary

SORTS = ("presence", "call", "alerts", "desk")
WHOLE = alert("help", about="a refund", answer="assigned", by="Kim", ended=2.0, end="lowered", intensity=0.5)
DOCUMENTS: list[dict[str, Any]] = [
    json.loads(to_json(message))
    for message in (
        presence(1), summary(2, steps=("aer.acknowledge",), excerpt="hello", hard_for=3.0),
        alerts(3, WHOLE, alert("harm"), notes=("n1",)),
    )
]  # fmt: skip
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(), max_size=200)
    | st.sampled_from([2**53, -(2**63), 1e308, 1e11, "call-1", "frustrated", "gone", "in call", "\ud800", "\x00", "%"])
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3)
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A document as agreed with some of its values, deep inside too, put in the place of others."""
    document = json.loads(json.dumps(draw(st.sampled_from(DOCUMENTS))))
    for _ in range(draw(st.integers(0, 3))):
        _mutate(draw, document)
    body = json.dumps(document).encode()
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(body)))
        body = body[:at] + draw(st.binary(max_size=3)) + body[at + draw(st.integers(0, 3)) :]
    return body


def _mutate(draw: st.DrawFn, inside: Any) -> None:
    while isinstance(inside, dict | list) and inside:
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        key = draw(st.sampled_from(keys))
        if isinstance(inside[key], dict | list) and inside[key] and draw(st.booleans()):
            inside = inside[key]
            continue
        match draw(st.sampled_from(["other", "gone", "more"])):
            case "other":
                inside[key] = draw(values)
            case "gone":
                del inside[key]
            case "more" if isinstance(inside, dict):
                inside[draw(st.text(max_size=10))] = draw(values)
        return


names = st.sampled_from(["blue", "ann", "a" * 64, "x@example.org"]) | st.text(max_size=70)
topics = st.text(max_size=100) | st.builds(
    lambda root, team, agent, sort, more: "/".join([root, team, agent, sort, *more]),
    st.sampled_from(["assist", "assist", "assist", "other", "$SYS", ""]),
    st.just("blue") | names,
    st.just("ann") | names | st.sampled_from(["+", "#", "an+n", "..", "a/b"]),
    st.sampled_from(SORTS) | st.text(max_size=9),
    st.just([]) | st.lists(names, max_size=2),
)
ours = st.builds("assist/blue/{}/{}".format, st.sampled_from(["ann", "bob"]), st.sampled_from(SORTS[:3]))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(ours, mutated(), st.booleans())
        | st.tuples(topics | ours, st.binary(max_size=300) | mutated(), st.booleans()),
        max_size=25,
    )
)
def test_anything_may_come(came: list[tuple[str, bytes, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        console = Console(Path(folder))
        floor = Floor()
        for topic, body, retained in came:
            console.clock.now += 0.1
            told, refused = len(console.heard), console.party.refusals.total
            console.receive(topic, body, retained=retained)
            console.party.advance()
            counted = console.party.refusals.total - refused
            assert (len(console.heard) - told) + counted == (1 if body or not _is_ours(topic) else 0)
        for each in console.heard:
            floor.hear(each)
        floor.cards(console.clock.now)
        console.close()
        assert not console.troubles
        reading = HistoryReading(console.path)
        assert len(list(reading.heards())) <= len(console.heard)
        assert len(reading.search().entries) <= 100 * len(console.heard)
        assert all(0 <= each.at <= console.clock.now + 0.001 for each in reading.search().entries)


def _is_ours(topic: str) -> bool:
    root, team, *rest = [*topic.split("/"), ""]
    return root == "assist" and team == "blue" and len(rest) == 3 and is_name(rest[0]) and rest[1] in SORTS[:3]
