"""Do the two speakers sit on the right inputs? Told from what they say, in English; knows words only, never sound.

Agents greet with a company's name, ask for numbers and say what they are looking up; customers say what happened to
what is theirs. One such sentence proves little, so each is a point for or against and several are needed; the points
are limited, so that what was said first can be outweighed when the inputs are changed during a call.

A few patterns rather than the trained model of agents' turns: that one reads how an agent cares, at several
milliseconds a turn, and was never shown a customer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assist.events import Speaker

AGENT_OPENS, AGENT, CUSTOMER = 2, 1, -1
SWAPPED = -4
"""So many points against say that the inputs are swapped."""
RIGHT = 0
"""With so many it is taken back."""
LIMIT = 3
"""The most points, for or against, that one input keeps: too few to swap alone, as an announcement on the customer's
line sounds like an agent for as long as it lasts."""

_OPENS = (
    r"how (?:can|may|could) (?:i|we) help",
    r"what can (?:i|we) do for you",
    r"(?:thank you|thanks) for (?:calling|holding|waiting)",
    r"welcome to",
    r"you(?:'re| are) (?:through|speaking) (?:to|with)",
    r"who(?:'s| is| am i| have i)(?: got)? (?:speaking|calling|talking|on the line|this)",
    r"calls? (?:may be|are|is) (?:being )?recorded",
    r"(?:anything|something) else (?:that )?(?:i|we) can",
)
_NUMBERS = (
    r"(?:account|order|reference|policy|booking|customer|membership|tracking|phone|mobile|card|hospital|tenancy|claim)"
)
_ASKS = (
    r"(?:can|could|may|would) i (?:just |please )?(?:take|get|have|grab|ask)",
    r"(?:can|could|would) you (?:just |please )?(?:give me|tell me|confirm|spell|read|verify)",
    r"(?:have you got|do you have|what's|what is|is there) (?:an?|the|your|that)(?: \w+)? ?"
    rf"(?:{_NUMBERS}|number|postcode|surname|code)",
    rf"your (?:{_NUMBERS} number|date of birth|surname|full name|post ?code|first name|e ?mail|address|details)",
    r"for security",
    r"bear with me",
    r"(?:give me )?(?:one|a) moment",
    r"let me (?:just )?(?:check|look|find|see|pull|open|get|bring)",
    r"i(?:'ll| will| can) (?:just )?(?:check|look|find|send|book|arrange|put|open|change|see|email|text|transfer|pass)",
    r"i(?:'ve| have) (?:got|found) you",
    r"i(?:'m| am) (?:opening|sending|looking|checking|pulling|transferring)",
    r"i do apologi[sz]e",
    r"(?:mr|mrs|ms|sir|ma'am|madam)",
)
_TELLS = (
    r"(?:my|our) (?!name|colleague|screen|system|supervisor|manager|team|end|side|notes|list|apologies|pleasure)\w+",
    r"i(?:'m| am| was) (?:calling|ringing|phoning) (?:about|because|from|to|you|as)",
    r"(?:it's|it is|its) about (?:a|an|my|the|our)",
    r"i(?:'ve| have)? (?:had|got|received|bought|ordered|paid|booked|moved) (?:a|an|the|your|my|some|two|it)",
    r"i(?:'ve| have)? (?:just )?been (?:charged|waiting|trying|told|billed|sent|on hold|with you|passed|paying)",
    r"i(?:'d| would) like|i (?:want|wanted|need|was wondering|was hoping)|i(?:'m| am) hoping",
    r"i was (?:charged|told|promised|supposed|given)",
    r"you(?:'ve| have)? (?:charged|billed|sent me|told me|took|overcharged|promised)",
    r"your (?:driver|company|website|letter|app|colleague|people|man|engineer|advert)",
    r"(?:hasn't|has not|haven't|didn't|never) (?:come|arrived|turned up|been|received|shown)",
    r"(?:it|that|this)(?:'s| is) (?:ridiculous|not good enough|unacceptable|a joke)",
    r"i(?:'m| am) (?:furious|worried|really|so) \w+",
)


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


_OPENS_ANY, _ASKS_ANY, _TELLS_ANY = _any(_OPENS), _any(_ASKS), _any(_TELLS)


class Sides:
    """One call's judgement, from its final utterances in their order."""

    def __init__(self, language: str = "en") -> None:
        self._english = language.partition("-")[0].lower() == "en"
        self._points: dict[Speaker, int] = {"agent": 0, "customer": 0}
        self.swapped = False

    def hear(self, speaker: Speaker, text: str) -> None:
        """What one speaker said. In other languages than English nothing is ever swapped."""
        if not self._english:
            return
        points = whose(text) if speaker == "agent" else -whose(text)
        self._points[speaker] = max(-LIMIT, min(LIMIT, self._points[speaker] + points))
        both = sum(self._points.values())
        if both <= SWAPPED:
            self.swapped = True
        elif both >= RIGHT:
            self.swapped = False


def whose(text: str) -> int:
    """Points that an agent said it; below zero that a customer did, 0 when either may have."""
    plain = text.replace("\u2019", "'")
    if _OPENS_ANY.search(plain):
        return AGENT_OPENS
    agent, customer = len(_ASKS_ANY.findall(plain)), len(_TELLS_ANY.findall(plain))
    if agent == customer:
        return 0
    return AGENT if agent > customer else CUSTOMER
