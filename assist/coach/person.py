"""Moments for a person: a supervisor asked for, a threat to leave or to complain officially, harm, no relief in sight.

The customer's words only. Said of somebody else, denied, joked or asked about, they do not count: an alarm on the floor
for a "password manager" or an "I'd die for a coffee" would be the last one that anybody looks at.
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
CALMED = 2
"""Neutral utterances in a row after which frustration counts as over."""

_BOSS = r"(?:supervisor|manager|team leader|team lead|duty manager|boss)"
_SENIOR = r"(?:someone|somebody|anyone|anybody|a person) (?:more )?(?:senior|higher(?: up)?|above you|in charge|with (?:some|more) authority|who can actually)"
_WHOM = rf"(?:(?:an?|your|the|another|some|any) (?:[a-z]+ )?{_BOSS}|{_SENIOR})"
_NOT_OURS = (
    r"(?!'s\b)(?! (?:at|of|in) (?:work|my|the (?:shop|bank|other))| approves| (?:is|was) (?:great|lovely|so|very) )"
)
_US = r"(?:you|your (?:company|firm|bank|lot)|this (?:company|firm|bank))"
_ELSEWHERE = r"(?:elsewhere|somewhere else|to (?:a |another |your |the |one of your )?(?:competitors?|competition|rivals?|different (?:company|provider|bank|supplier)|other (?:company|provider|bank)|new (?:company|provider|supplier))|to another (?:company|provider|bank|supplier|insurer|network)|to someone else|providers?|banks|suppliers?|insurers?|networks)"
_WILL = r"(?:i'm|i am|i'll|i will|i'm going to|i am going to|we'll|we will|we're|we are|we're going to|i'd rather|i might as well|i'm thinking of|i'm considering|gonna|going to)(?: just| be| now| have to)*"
_VICTIM = r"(?:you|him|her|them|somebody|someone|that (?:man|woman|driver|guy|engineer)|your (?:driver|office|staff|shop|building|manager|colleague|face|head)|the (?:place|office|shop|building))"

_PATTERNS: tuple[tuple[Reason, str], ...] = (
    ("supervisor", rf"\b(?:speak|talk|put me (?:on|through)|transfer me|pass me|connect me|escalate|hand me|give me|get me|fetch|find me|put|call)\b(?: [a-z']+){{0,4}}? {_WHOM}{_NOT_OURS}\b"),
    ("supervisor", rf"\b(?:i want|i need|i'd like|i demand|i'm asking for|get|where's|where is|is there|have you got|can i have) {_WHOM}(?! to (?:thank|say)){_NOT_OURS}\b(?! to approve)"),
    ("supervisor", rf"^(?:your |a |the )?{_BOSS} (?:please|now)\b|^{_SENIOR} please\b|\bescalate (?:this|it|my (?:case|complaint|call|issue))\b"),
    ("leave", rf"\b{_WILL} (?:leav(?:e|ing) {_US}(?! (?:to|with|alone|a|an|now)\b)|(?:switch(?:ing)?|go(?:ing)?|mov(?:e|ing)(?: everything| my (?:account|accounts|money|business|contract|number))?|tak(?:e|ing) (?:my|our) (?:business|money|custom)) {_ELSEWHERE}|clos(?:e|ing) (?:all )?(?:my|our) accounts?)\b"),
    ("leave", rf"\b(?:or|or else|otherwise|then|that's it|if (?:this|it|that|you|nothing|nobody|i|the)\b[a-z' ]{{3,60}}?),? (?:then )?{_WILL} (?:cancel(?:ling)?|leav(?:e|ing)|gone|switch(?:ing)?|clos(?:e|ing))(?= (?:you|everything|all|it all|my (?:account|contract|plan|policy|subscription|membership|service)|the (?:lot|contract|whole)|this account)\b|$)"),
    ("leave", rf"\b(?:i'm|i am) (?:done|finished|through) with {_US}\b|\byou(?:'ve| have)? (?:just )?lost (?:a|me as a|my|another) (?:customer|business|custom)\b|\bcancel(?:ling)? (?:everything|the lot|the whole lot|all of it)\b|\bnever (?:using|buying from|shopping with|ordering from) (?:you|you lot|here) again\b|\bnever (?:use|buy from|shop with|order from) (?:you|you lot|this company) again\b"),
    ("complaint", rf"\b(?:ombudsman|ofcom|ofgem|trading standards|small claims|legal action|better business bureau|see you in court|sue {_US}|take (?:you|this) to court)\b"),
    ("complaint", r"\b(?:my|a|our) (?:solicitors?|lawyers?|attorney)\b(?= (?:will|is going to|about (?:this|you)|on (?:this|you)|involved)\b)|\b(?:hear(?:ing)? from|speak(?:ing)? to|call(?:ing)?|get(?:ting)?|contact(?:ing)?|taking (?:this|it) to|instruct(?:ing)?) (?:my|a|our) (?:solicitors?|lawyers?|attorney)\b|\breport(?:ing)? (?:you|this|your company)(?: [a-z']+){0,2} to\b|\b(?:going|go|taking this|take this|take it) to the (?:papers|press|news|newspapers|media|regulator)\b(?! (?:conference|office))"),
    ("complaint", r"\b(?:make|making|file|filing|raise|raising|lodge|lodging|put in|putting in|register|submit)\b(?: [a-z']+){0,2}? (?:official |formal |written )?complaint\b|\b(?:formal|official) complaint\b|\bi (?:want|wish|would like|'d like) to complain\b|\bi'd like to complain\b"),
    ("harm", r"\b(?:kill(?:ing)? myself|end(?:ing)? (?:my life|it all)|tak(?:e|ing) my (?:own )?life|suicid\w*|don't want to (?:live|be alive)(?: any ?more| like this)?(?! in| with| at| there| near| next)|don't want to be here any ?more|(?:no|any) point (?:in )?(?:living|going on living|being alive)|no reason to live|better off (?:dead|without me)|rather be dead|hurt(?:ing)? myself(?! (?:at|on|in|when|while|lifting|falling|doing|playing))|harm(?:ing)? myself|cut(?:ting)? myself(?! (?:on|with|shaving|off|some|a))|self[- ]harm|can't go on living|want to die|wish i (?:was|were) dead|taken (?:a load of|all (?:my|the)|too many) (?:pills|tablets))\b"),
    ("harm", rf"\b(?:i'll|i will|i'm going to|gonna|i swear i'll|i'm coming to) (?:kill|shoot|stab|beat|smash|strangle|punch|knock out) {_VICTIM}\b(?! an| a | some| over| through| up (?:an|a))|\b(?:burn|blow) (?:the|your) (?:place|office|shop|building) (?:down|up)\b|\bi (?:know|'ll find out) where (?:you|he|she) lives?\b|\bcom(?:e|ing) down there (?:and|with) (?:[a-z']+ ){{0,3}}?(?:hurt|smash|burn|kill|gun|knife|bat)\b|\b(?:he|she|my (?:husband|wife|partner|dad|father|boyfriend)) (?:hits|beats|is hitting|is beating|threatened to kill) (?:me|us|the kids)\b"),
)  # fmt: skip
_COMPILED = [(reason, re.compile(pattern)) for reason, pattern in _PATTERNS]
_DENIED = re.compile(
    r"\b(?:not|never|no|don't(?! think so| know| care)|doesn't|didn't|won't|wouldn't|isn't|aren't|without|rather not|"
    r"hope i don't|said i'd)(?: (?!but\b|if\b|then\b)[a-z']+){0,4}\s*$"
)
_OF_THE_PAST = re.compile(
    r"\b(?:already|last time|earlier|yesterday|previously) (?:(?:just|have|had|also) )?$|"
    r"\b(?:spoke|talked|was speaking|have spoken|had) (?:[a-z']+ ){0,3}$"
)
_PAST_WORDS = re.compile(r"^(?:called|spoke|talked)\b")
_JOKED = re.compile(r"\b(?:only joking|just kidding|just joking|i'm kidding|i'm joking)\b")


class Need(NamedTuple):
    """Why a person is needed, and the words that say it."""

    reason: Reason
    because: tuple[str, ...]


def needs_in(text: str) -> list[Need]:
    """What a customer's utterance asks for, threatens or tells; each reason once."""
    words = spoken(text)
    if _JOKED.search(words):
        return []
    found: dict[Reason, Need] = {}
    for reason, pattern in _COMPILED:
        for match in pattern.finditer(words):
            before = words[: match.start()]
            past = reason == "supervisor" and _OF_THE_PAST.search(before) and not match.group().startswith("i ")
            if not _DENIED.search(before) and not past and not _PAST_WORDS.match(match.group()):
                found.setdefault(reason, Need(reason, (match.group().strip(),)))
    return list(found.values())


class Strain:
    """How long the customer has been frustrated, and whether the agent did what helps."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._calm = 0
        self._helped = False

    def feel(self, estimate: EmotionEstimate) -> Need | None:
        """A need when frustration has lasted too long."""
        self._calm = self._calm + 1 if estimate.state == "neutral" else 0
        if estimate.state == "satisfied" or self._calm >= CALMED:
            self._since, self._helped = None, False
        if estimate.state != "frustrated":
            return None
        if self._since is None:
            self._since = estimate.at
        lasted = estimate.at - self._since
        if lasted < (SUSTAINED_S if self._helped else GIVEN_UP_S):
            return None
        return Need("sustained", (f"frustrated for {lasted / 60:.0f} minutes", *estimate.because))

    def helped(self) -> None:
        """The agent acknowledged, empathized or responded."""
        self._helped = self._since is not None
