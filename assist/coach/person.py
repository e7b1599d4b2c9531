"""Moments in which a call needs a person: a supervisor asked for, a threat to leave or to complain, harm, no relief.

The customer's words only. Said of somebody else, denied, joked or asked about, they do not count.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assist.coach.plain import spoken
from assist.events import EmotionEstimate, Reason

SUSTAINED_S = 180.0
"""Frustrated for this long although the agent acknowledged or responded: it takes somebody else."""
GIVEN_UP_S = 300.0
"""Frustrated for this long whatever the agent did."""

_PERSON = r"(?:supervisor|manager|boss|team leader|team lead|someone (?:senior|higher|above|else in charge|in charge)|somebody (?:senior|higher|above|in charge)|superior|duty manager)"
_PATTERNS: tuple[tuple[Reason, str], ...] = (
    ("supervisor", rf"\b(?:speak|talk|put me through|transfer me|pass me|connect me|get me|escalate|want|need|give me|where's|where is|call|fetch|like)\b(?: [a-z']+){{0,6}}? (?:an?|your|the|another|his|her|some)?\s?{_PERSON}\b"),
    ("supervisor", rf"^(?:your )?{_PERSON} (?:please|now)\b|\bescalate (?:this|it|my)\b|\b(?:let me|can i|could i|i want to|i'd like to) (?:speak|talk) (?:to|with) (?:someone|somebody) (?:else|who)\b"),
    ("leave", r"\b(?:i'm|i am|i'll|i will|we'll|we are|we're|i'm going to|going to|gonna|want to|i'd rather|might as well|thinking of|thinking about|considering) (?:just )?(?:be )?(?:leav(?:e|ing) you(?! to| with| alone| a | an | now|r)(?! it)|switch(?:ing)?(?! (?:it|the|my|that|this|off|on)\b)|go(?:ing)? (?:elsewhere|to (?:a |another |your |the )?(?:competitor|competition|different (?:company|provider|bank)|another (?:company|provider|bank)|someone else))|mov(?:e|ing) (?:to another|my (?:account|accounts|money|business|contract|service) )|tak(?:e|ing) my (?:business|money|custom) (?:elsewhere|somewhere)|clos(?:e|ing) (?:all )?my accounts?)"),
    ("leave", r"\b(?:or|then|else|otherwise|if [a-z' ]{3,60}) (?:i'm|i am|i'll|i will) (?:just )?(?:going to |gonna |gonna have to |going to have to |have to |be )?(?:cancel(?:ling|ing)?|leav(?:e|ing)|gone|switch(?:ing)?|clos(?:e|ing))(?= (?:you|everything|all|it all|my|the lot|this account|the contract|to|providers?|and)\b|$)(?! to (?:work|the|my|go|see|visit|catch|get)\b)|\b(?:i'm|i am) (?:done|finished|through) with (?:you|this company|your company)\b|\byou(?:'ve| have)? (?:just )?lost (?:a|me as a|my) (?:customer|business|custom)\b|\b(?:i'm|i am) cancelling (?:everything|the lot|all of it|the whole)\b|\bnever (?:use|using|buy(?:ing)?|shop(?:ping)?|order(?:ing)?)(?: [a-z']+){0,3} (?:you|you lot|here|this company) again\b"),
    ("complaint", r"\b(?:ombudsman|regulator|ofcom|ofgem|trading standards|solicitor|lawyer|attorney|small claims|legal action|consumer (?:rights|protection|affairs)|financial conduct|better business bureau|sue (?:you|the|your)|take you to court|see you in court|going to court|report (?:you|this|your company)(?: [a-z']+){0,2} to|go(?:ing)? to the (?:papers?|press|news(?:papers?)?|media)|contact(?:ing)? the (?:press|media|news))\b"),
    ("complaint", r"\b(?:make|making|file|filing|raise|raising|lodge|lodging|put in|putting in|register|want|submit)\b(?: [a-z']+){0,2}? (?:official |formal |written )?complaint\b|\b(?:formal|official) complaint\b"),
    ("harm", r"\b(?:kill(?:ing)? myself|end (?:my life|it all)|take my (?:own )?life|suicid\w*|don't want to (?:live|be here|be alive|wake up)(?: anymore| any more)?|(?:no|any) (?:point|reason) (?:in |to )?(?:living|live|going on|carry on living)|better off (?:dead|without me)|hurt(?:ing)? myself|harm(?:ing)? myself|self[- ]harm|can't go on(?: like this)? (?:any ?more|living)|want to die|wish i (?:was|were) dead)\b"),
    ("harm", r"\b(?:i'll|i will|i'm going to|gonna|going to|i could|swear i'll) (?:kill|hurt|shoot|stab|beat|smash|burn|bomb|find) (?:you|him|her|them|somebody|someone|that (?:man|woman|driver|guy)|your (?:driver|office|face|shop|building)|the (?:place|office|shop|building) down)\b|\b(?:come|coming|drive|driving) down there (?:and|with) (?:[a-z']+ ){0,3}?(?:hurt|smash|burn|kill|sort|gun|knife|bat)\b|\b(?:he|she|my (?:husband|wife|partner|dad|father|boyfriend)) (?:hits|beats|is hitting|is going to hurt|will hurt|will kill|is going to kill|threatened to kill) (?:me|us|the kids)\b"),
)  # fmt: skip
_COMPILED = [(reason, re.compile(pattern)) for reason, pattern in _PATTERNS]
_DENIED = re.compile(
    r"\b(?:not|never|no|don't(?! think so| know| care)|doesn't|didn't|won't|wouldn't|isn't|aren't|without|rather not|hate to|hope i don't)"
    r"(?: (?!but\b|if\b|then\b)[a-z']+){0,4}\s*$"
)
_SAID_OF_THE_PAST = re.compile(r"\b(?:already|last time|earlier|yesterday|previously) (?:[a-z']+ ){0,3}$|\b(?:spoke|talked|was speaking|have spoken) (?:[a-z']+ ){0,3}$")  # fmt: skip
_LAUGHED = re.compile(r"\b(?:could kill for|to die for|dying to|killing me|kill for a|die laughing|only joking|just kidding|just joking)\b")  # fmt: skip


class Need(NamedTuple):
    """Why a person is needed, and the words that say it."""

    reason: Reason
    because: tuple[str, ...]


def needs_in(text: str) -> list[Need]:
    """What a customer's utterance asks for, threatens or tells; each reason once."""
    words = spoken(text)
    found: dict[Reason, Need] = {}
    for reason, pattern in _COMPILED:
        for match in pattern.finditer(words):
            before = words[: match.start()]
            first = words[match.start() :]
            denied = _DENIED.search(before) and reason != "harm"
            past = reason == "supervisor" and (_SAID_OF_THE_PAST.search(before) or first.startswith("call"))
            if not denied and not past and not (reason == "harm" and _LAUGHED.search(words)):
                found.setdefault(reason, Need(reason, (match.group().strip(),)))
    return list(found.values())


class Strain:
    """How long the customer has been frustrated without a break, and whether the agent did what helps."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._tried_at: float | None = None
        self._told = False

    def feel(self, estimate: EmotionEstimate) -> Need | None:
        """A need when frustration has lasted too long; once a call."""
        if estimate.state in ("satisfied", "neutral"):
            self._since = self._tried_at = None
        elif estimate.state == "frustrated" and self._since is None:
            self._since = estimate.at
        if self._since is None or self._told or estimate.state != "frustrated":
            return None
        lasted = estimate.at - self._since
        if lasted < (SUSTAINED_S if self._tried_at is not None else GIVEN_UP_S):
            return None
        self._told = True
        return Need("sustained", (f"frustrated for {lasted / 60:.0f} minutes", *estimate.because))

    def helped(self, at: float) -> None:
        """The agent acknowledged, empathized or responded."""
        if self._since is not None:
            self._tried_at = at
