"""Secrets that are words: passwords, and, by setting, names and e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assist.privacy.finding import Finding
from assist.privacy.kinds import Kind
from assist.privacy.memory import Memory
from assist.privacy.tokens import Token
from assist.privacy.turn import Turn

LONGEST = 12
"""Words that are hidden at once, at most."""
_SAYS = frozenset(["is", "it's", "its", "was", "be", "called"])
"""Between what is announced and the thing itself."""
_BEFORE_WORDS = (
    "it's its it that that's is was would be will the my i i'll i'd think use used say um uh er erm yeah yes yep "
    "okay ok right sure so well oh hmm and password word name name's all one lower case just you're your ready "
    "here goes of course"
)
_BEFORE = frozenset(_BEFORE_WORDS.split())
"""Said before the thing itself by somebody who is asked for it."""
_NO_ANSWER_WORDS = (
    "not don't do does did can can't cannot could couldn't won't no never forgot forgotten remember know what "
    "what's which why how when where who haven't hasn't didn't doesn't isn't wasn't have had has reset it "
    "wrong wait hold second moment minute idea sorry expired locked change changed changing new old need want "
    "try trying tried pardon say again email error rejected being incorrect invalid still too same different "
    "working blank saved written there supposed meant if"
)
_NO_ANSWER = frozenset(_NO_ANSWER_WORDS.split())
"""Words of somebody who says something else than the thing itself."""
_ENDS = frozenset(["and", "but", "because", "so", "then", "or"])
_EMAIL = re.compile(
    r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|"
    r"(?:\b[^\W_]+(?:'[^\W_]+)?(?: (?:dot|underscore|dash|hyphen) |\.| )?){1,8}\bat (?:[^\W_]+ ){1,3}"
    r"dot (?:com|co|org|net|uk|edu|gov|io|de|fr|es|eu|info|ie|ca|au)\b(?: dot (?:uk|au|nz|za|jp)\b)?",
    re.IGNORECASE,
)
_BEFORE_EMAIL = re.compile(
    r"^.*\b(?:is|it's|its|email|mail|address|to|yeah|yes|um|uh|that's|on|at my|use)\s+(?=\S.* at )", re.IGNORECASE
)


def find(turn: Turn, memory: Memory) -> Iterator[Finding]:
    """What is secret; `memory` as it is with this turn."""
    if turn.table.forms("email"):
        yield from _emails(turn.text)
    for label in turn.labels:
        if isinstance(label.meaning, Kind) and label.meaning.form == "words":
            yield from _announced(turn.tokens, label.last, label.meaning)
    asked = [kind for kind in memory.secrets_asked if kind.form == "words"]
    if asked and not turn.labels and turn.speaker == "customer":
        yield from _answered(turn.tokens, asked[0])


def _announced(tokens: Sequence[Token], label: int, kind: Kind) -> Iterator[Finding]:
    """The password is bluebird: to where the clause seems to end."""
    at = label + 1
    if tokens[label].text not in _SAYS:
        if at >= len(tokens) or tokens[at].text not in _SAYS:
            return
        at += 1
    end = at
    while end < len(tokens) and end - at < LONGEST and tokens[end].text not in _ENDS:
        end += 1
    if at < end and not any(token.text in _NO_ANSWER for token in tokens[at : at + 3]):
        yield Finding(tokens[at].start, tokens[end - 1].end, kind.name, "it is announced")


def _answered(tokens: Sequence[Token], kind: Kind) -> Iterator[Finding]:
    """It's bluebird: all that is said but the words before."""
    at = 0
    while at < len(tokens) and tokens[at].text in _BEFORE:
        at += 1
    said = tokens[at:]
    if said and len(said) <= LONGEST and not any(token.text in _NO_ANSWER for token in said):
        yield Finding(said[0].start, said[-1].end, kind.name, "it answers the question for it")


def _emails(text: str) -> Iterator[Finding]:
    for found in _EMAIL.finditer(text):
        before = _BEFORE_EMAIL.match(found[0])
        yield Finding(found.start() + (before.end() if before else 0), found.end(), "email", "it is written as one")
