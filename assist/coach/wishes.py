"""What a cue would say to this agent about this customer: the words of every wish, with the customer's own details."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

from assist.coach import texts
from assist.coach.arc import Arc
from assist.coach.choosing import Chooser, Suggestion, Wanted
from assist.coach.details import Details
from assist.coach.governance import Wish
from assist.coach.moment import FRESH_S, OVERDUE_S, Moment
from assist.coach.packs import Library
from assist.coach.person import Need
from assist.coach.plain import plain
from assist.coach.situations import Situations
from assist.coach.timing import Remark
from assist.coach.wording import PERSONAL, Finding
from assist.events import Cue, EmotionEstimate, Partial, State, Step, Utterance

AGAIN = frozenset({"nth", "recurrence", "times", "charges"})
REMEMBERED = 30
"""Utterances of the customer that `not_when` looks into: a long call must not make choosing slow."""
WARNING_S = 8.0
"""A warning that could not be shown for this long is no longer of use."""


class Wishes:
    """One call's customer, as far as phrases need to know them, and the wishes made of it."""

    def __init__(self, library: Library, arc: Arc, *, seed: int) -> None:
        self._arc = arc
        self._chooser = Chooser(library, seed=seed)
        self._chosen: dict[str, Suggestion] = {}
        self._details = Details(library.nouns)
        self._situations = Situations(library.situations)
        self._said: deque[str] = deque(maxlen=REMEMBERED)
        self._partial: Partial | None = None
        self._last_id = ""
        self.moment: Moment | None = None
        self.state: State = "neutral"
        """The customer's, outside of a moment."""

    def hear(self, heard: Partial | Utterance) -> None:
        """The customer's words; those of a partial text count until the next."""
        self._partial = heard if isinstance(heard, Partial) else None
        self._last_id = heard.id
        if isinstance(heard, Utterance):
            self._said.append(plain(heard.text))
            self._details.hear(heard.text, heard.id)
            self._situations.hear(heard.text)

    @property
    def last_words(self) -> str:
        """What the customer said last, or is saying, in plain words."""
        return plain(self._partial.text) if self._partial else self._said[-1] if self._said else ""

    @property
    def named(self) -> bool:
        """Whether the customer has told their name."""
        return "name" in self._details.known()

    @property
    def again(self) -> bool:
        """Whether the customer just said that it is not the first time."""
        return any(detail.utterance == self._last_id for slot, detail in self._details.known().items() if slot in AGAIN)

    @property
    def known(self) -> str:
        """What is known of this customer, in a line."""
        details = ", ".join(f"{slot} {detail.value}" for slot, detail in self._details.known().items())
        situation = self._situations.now()
        return f"about: {situation.id if situation else 'not known'}; details: {details or 'none'}"

    def shown(self, cue: Cue) -> None:
        """A cue came up: its phrase is used up."""
        if cue.rule in self._chosen:
            self._chooser.use(self._chosen.pop(cue.rule).id)

    def step(
        self, step: Step, now: float, utterance: str, *,
        because: tuple[str, ...] = (), patience: float = 0.0, once: bool = False,
    ) -> Wish:  # fmt: skip
        """A suggestion to take a step."""
        headline, body, say = texts.STEPS[step]
        chosen = self._choose(step, step)
        if chosen is not None:
            headline, say = chosen.headline, chosen.say
        return Wish(
            kind="suggest", rule=step, step=step, headline=headline, body=body, say=say,
            because=_evidence(because, chosen), utterance=utterance, not_before=now + patience, until=now + FRESH_S,
            once=once,
        )  # fmt: skip

    def overdue(self, moment: Moment) -> Wish:
        """The warning that a feeling has not been heard."""
        headline, body, _ = texts.OVERDUE
        chosen = self._choose("aer.acknowledge", "aer.overdue")
        return Wish(
            kind="warn", rule="aer.overdue", step="aer.acknowledge", headline=headline, body=body,
            say=chosen.say if chosen else "", because=_evidence(moment.because, chosen), utterance=moment.utterance,
            not_before=moment.opened_s + OVERDUE_S, until=moment.touched_s + FRESH_S,
        )  # fmt: skip

    def wording(self, finding: Finding, utterance: Utterance) -> Wish:
        """A warning about the agent's words. Against a script nothing helps like a detail of this customer."""
        personal = self._personal(finding.rule) if finding.kind in PERSONAL else None
        return Wish(
            kind="warn", rule=finding.rule, step="aer.acknowledge",
            headline=texts.WORDING[finding.rule], body=finding.why,
            say=personal.say if personal else finding.kinder,
            because=(finding.span,), utterance=utterance.id, until=utterance.at + WARNING_S,
            calm=finding.rule == "wording.scripted",
        )  # fmt: skip

    def person(self, need: Need, utterance: str) -> Wish:
        """The call needs a person."""
        headline, body, say = texts.NEEDS[need.reason]
        return Wish(
            kind="escalate", rule=f"person.{need.reason}", headline=headline, body=body, say=say,
            because=need.because, utterance=utterance, until=math.inf,
        )  # fmt: skip

    def praise(self, estimate: EmotionEstimate) -> Wish:
        """A hard moment was handled well."""
        headline, body, _ = texts.HANDLED
        return Wish(
            kind="praise", rule="aer.handled", headline=headline, body=body, because=estimate.because,
            utterance=estimate.utterance, until=estimate.at + FRESH_S, once=True,
        )  # fmt: skip

    def timing(self, remark: Remark, at: float, utterance: str) -> Wish:
        """Something about who speaks when."""
        headline, body, say = texts.TIMING[remark.rule]
        return Wish(
            kind="warn" if remark.rule == "timing.talking_over" else "suggest", rule=remark.rule, headline=headline,
            body=body, say=say, because=(remark.because,), utterance=utterance, until=at + WARNING_S, calm=True,
        )  # fmt: skip

    def _personal(self, rule: str) -> Suggestion | None:
        """A phrase with at least one detail of this customer."""
        for step in ("aer.acknowledge", "aer.empathize"):
            if (chosen := self._choose(step, rule)) is not None and chosen.details:
                return chosen
        self._chosen.pop(rule, None)
        return None

    def _choose(self, step: Step, rule: str) -> Suggestion | None:
        """The best phrase for the step, kept until a cue of the rule is shown."""
        partial, words = self._partial, (self._partial.text if self._partial else "")
        moment = self.moment
        chosen = self._chooser.choose(
            Wanted(
                step=step,
                state=moment.state if moment else self.state,
                intensity=moment.intensity if moment else 0.5,
                stage=self._arc.stage,
                situation=self._situations.now(words),
                details=self._details.known(words, partial.id if partial else ""),
                said=" ".join([*self._said, plain(words)]),
                # What another wish holds would else be shown twice.
                taken=frozenset(each.id for other, each in self._chosen.items() if other != rule),
            )
        )
        if chosen is not None:
            self._chosen[rule] = chosen
        return chosen


def _evidence(because: Sequence[str], chosen: Suggestion | None) -> tuple[str, ...]:
    """What showed the feeling, and the customer's words that the example is made of."""
    details = tuple(detail.said for detail in chosen.details if len(detail.said.split()) > 1) if chosen else ()
    return tuple(dict.fromkeys((*because, *details)))
