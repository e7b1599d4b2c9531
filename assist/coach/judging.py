"""Turns of phrase that judge a customer: the words, their family, and a kinder version of the same sentence.

A frame says what makes its words judging and what makes them harmless ("you should have an e-mail from us" helps,
"you should have read it" blames). The kinder version keeps what the sentence is about and drops the judgment; where
nothing can be kept it says what to put in its place. Whether a warning is given is decided in `wording.py`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assist.coach.reading import Family

_END = r"(?=\s*(?:[.,;:!?]|$)| (?:and|but|because|so|then|or|if|when|before|otherwise|instead|cause|you know)\b)"
_DO = rf"(?P<do>[a-z][a-z' -]{{1,60}}?){_END}"
_REST = r"(?P<rest>[a-z0-9][^.!?;]{1,90}?)(?=\s*[.!?;]|\s*$| (?:and then|but)\b)"
_HAVE = r"(?:have|of|'ve)"
_IRREGULAR = {
    "told": "tell", "read": "read", "sent": "send", "brought": "bring", "paid": "pay", "made": "make", "gone": "go",
    "done": "do", "taken": "take", "kept": "keep", "given": "give", "said": "say", "written": "write", "known": "know",
    "thought": "think", "put": "put", "set": "set", "let": "let", "come": "come", "rung": "ring", "spoken": "speak",
    "chosen": "choose", "held": "hold", "left": "leave", "found": "find", "bought": "buy", "understood": "understand",
    "shut": "shut", "noticed": "notice", "saved": "save", "used": "use", "updated": "update", "changed": "change",
    "arranged": "arrange", "cancelled": "cancel", "canceled": "cancel", "returned": "return", "closed": "close",
    "realised": "realise", "realized": "realize", "provided": "provide", "deleted": "delete", "created": "create",
    "raised": "raise", "typed": "type", "phoned": "phone", "believed": "believe", "controlled": "control",
    "removed": "remove", "replaced": "replace", "measured": "measure", "ensured": "ensure", "prepared": "prepare",
    "completed": "complete", "activated": "activate", "enquired": "enquire", "queried": "query", "ignored": "ignore",
    "been": "be", "driven": "drive", "listened": "listen", "mentioned": "mention", "opened": "open",
    "registered": "register", "entered": "enter", "ordered": "order", "informed": "inform", "followed": "follow",
    "signed": "sign", "waited": "wait", "visited": "visit", "submitted": "submit", "reported": "report",
    "planned": "plan", "stopped": "stop", "dropped": "drop", "plugged": "plug", "tried": "try", "applied": "apply",
    "replied": "reply", "verified": "verify", "notified": "notify", "chased": "chase", "expected": "expect",
}  # fmt: skip
_VERBS = "|".join(sorted(_IRREGULAR, key=len, reverse=True))
_PERFECT = rf"(?:(?:really|just|probably|at least|never|already|simply|first) )?(?P<done>(?:been [a-z]+ing|(?!been\b|received\b|done without)(?:{_VERBS}|[a-z]{{2,}}ed))\b(?: [a-z' -]{{1,50}}?)?)"


class Judging(NamedTuple):
    """A turn of phrase that judges."""

    family: Family
    span: str
    """The words, as they were said."""
    kinder: str


class _Frame(NamedTuple):
    family: Family
    pattern: re.Pattern[str]
    kinder: str
    """May hold `{do}` (what somebody does), `{rest}` (a clause)."""


def _frame(family: Family, pattern: str, kinder: str) -> _Frame:
    return _Frame(family, re.compile(pattern), kinder)


_FRAMES: tuple[_Frame, ...] = (
    # --- blame
    _frame("blame", rf"\byou (?:really |probably )?(?:should|could|ought to|needed to)(?: {_HAVE}|'ve) {_PERFECT}{_END}", "Let's {do} together now."),
    _frame("blame", rf"\byou (?:should|could)(?:n't| not) {_HAVE} {_PERFECT}{_END}", "That happens easily. Here is what we can do from here."),
    _frame("blame", rf"\bwhy (?:didn't|did you not|wouldn't|haven't|don't|would|did) you (?!think that|feel|say that was|mention)(?:just |even |simply |not |ever )?{_DO}", "Did something get in the way? Either way, I'll help from here."),
    _frame("blame", rf"\bif you(?:'d| had) (?:only |just |actually |bothered to |simply )?{_PERFECT}(?P<x>,| (?:you|we|this|it|none|i|then)\b)", "From here, the quickest way is to {do}; I'll do it with you."),
    _frame("blame", r"\byou (?:clearly |obviously |simply |just |actually )?(?:didn't|did not|never|failed to|forgot to|neglected to|haven't|refused to) (?!need|have to|do anything|tell me how|mention|say|worry|deserve|get|receive|miss|ask for this)(?:even |bother to |actually |bothered to )?(?:read|check|listen|follow|pay|call|ring|phone|tell|inform|update|cancel|return|send|fill|sign|enter|do|give|set|use|open|look|confirm|register|let|come|turn|provide|submit|plug|press|wait|answer|respond|save|keep|write|choose|select|click|notify|contact|report|book|change|complete|renew|bring|attach|include|mean it|try|take|put)\b[a-z' ]{0,40}", "I can see that this step is still open. Let's do it together."),
    _frame("blame", r"\b(?:that's|that is|that was|it's|it is|it was|this is) (?:entirely |actually |really |kind of )?(?:your(?: own)? (?:fault|mistake|error|responsibility|problem|doing)|on you|down to you)\b|\byou(?:'ve| have)? (?:only |really )?(?:brought|done) (?:this|it|that) (?:on|to) yourself|\byour own fault\b", "However it came about, here is what we can do now."),
    _frame("blame", r"\byou (?:must|may|might) have (?:done|entered|typed|pressed|put|clicked|set|made|forgotten|deleted|given|misread|misunderstood|ignored|lost|broken|dropped|ordered)\b[a-z' ]{0,40}", "Let's go through it together and find where it went wrong."),
    _frame("blame", r"\byou (?:signed|agreed|accepted|ticked|clicked)\b[a-z' ]{0,30}\b(?:terms|contract|conditions|agreement|box)\b[a-z' ]{0,20}", "The terms say how this works; let me explain that part and what you can choose."),
    # --- dismissal
    _frame("dismissal", r"\b(?:there's|there is|there isn't|there's not|there is not) (?:really |absolutely |honestly |just )?(?:nothing|anything|not much|not a lot|very little) (?:more |else |that )?(?:i|we|anyone|anybody) can(?:'t)? (?:do|say|offer|help)\b[a-z' ]{0,25}|\b(?:i|we) can(?:'t|not) (?:do anything|help you)(?: with that| there| about (?:it|that))?(?! (?:until|unless|without|yet|from|right|before|but))", "What I can do is this: (name one thing, however small)."),
    _frame("dismissal", r"\b(?:that's|that is|this is|it's|it is|this isn't|that isn't) (?:really |just |simply |actually )?(?:not )?(?:really )?(?:our|my) (?:fault|problem|department|responsibility|job|concern|business|issue)\b|\bnothing to do with (?:us|me)\b", "Let me find who can put this right, and stay with you until they have it."),
    _frame("dismissal", r"\b(?:you'll|you will|you) (?:just |simply )?have to (?:live with|deal with|accept|put up with|take (?:that|it) up with|wait like everyone|sort that)\b[a-z' ]{0,30}|\btake it or leave it\b|\bit is what it is\b|\b(?:not|isn't) (?:worth|something) (?:complaining|making a fuss|getting)\b[a-z' ]{0,20}", "It isn't what you hoped for. Here is what I can offer."),
    _frame("dismissal", r"\b(?:i don't know what (?:you want|to tell you|you expect)|what do you (?:want|expect) me to (?:do|say)|i don't make the rules|i only work here|i just work here|not my call|can we move on|let's move on|let it go|(?:are we|we're) done here|no use (?:in )?(?:arguing|complaining))\b[a-z' ]{0,30}", "Tell me what would help most, and I'll say what I can do."),
    # --- minimising
    _frame("minimising", rf"\bat least (?!(?:\w+ )?(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|\d+|once|twice|an? (?:hour|day|week|month|minute|year))\b)(?:(?:you|it|that|this|nobody|no one|the|your|they|we|now)\b (?:{_REST})?)", "I'm glad of that, and I know it doesn't undo the rest."),
    _frame("minimising", r"\b(?:it's|it is|that's|that is|this is|it was|that was|we're talking about|there's|it's been|that's been) (?:really |honestly |basically )?(?:only|just|merely|nothing but) (?:an? |one |two |three |four |five |a few |a couple of |\d+ )?(?:little |small |minor |tiny )?(?:day|days|week|weeks|hour|hours|minute|minutes|pound|pounds|dollar|dollars|euro|euros|quid|phone|parcel|package|fee|scratch|dent|form|delay|letter|email|mistake|glitch|password|charge|bill|game|dress|toy|inconvenience|formality|misunderstanding|bit|matter|money)\b[a-z' ]{0,20}", "I can see that this matters to you, so let's get it right."),
    _frame("minimising", r"\b(?:it's|it is|that's|that is|this is|this isn't|it isn't|that isn't|it's hardly|that's hardly|hardly) (?:really |honestly )?(?:not )?(?:really )?(?:that|so|such|too|as) (?:bad|big|serious|important|urgent|much|long|terrible|hard|difficult|complicated|a big deal|big a deal)\b|\b(?:not|no) (?:the end of the world|(?:such )?a big deal|big deal|need to (?:get|be|make) (?:so |all )?(?:upset|angry|worked up|dramatic|a fuss|emotional))\b|\b(?:over ?reacting|blowing (?:this|it) out|making (?:a|such a) (?:fuss|big deal|scene)|mountain out of)\b", "I can hear that it is a real problem for you."),
    _frame("minimising", r"\b(?:these things|things like this|mistakes|it|stuff) (?:just )?happens?\b(?! (?:when|every|after|again|if|to be|once|at|on|in|before))|\bother (?:people|customers) (?:have it|wait|waited|manage|don't)\b[a-z' ]{0,20}|\b(?:could|can) be (?:a lot |much |far )?worse\b|\byou'll (?:get over it|survive|be fine)\b", "It shouldn't have happened to you. Here is what I'll do."),
    # --- commanding
    _frame("commanding", r"\b(?:(?:please |just |you (?:need|have|'ll have) to |could you please |try to )?calm (?:yourself )?down|(?:just |please )?(?:relax|settle down|take it easy|pull yourself together|get a grip|cool (?:it|off))|(?:stop|quit) (?:shouting|yelling|swearing|interrupting|complaining|crying|being [a-z]+|talking|getting [a-z]+)|don't (?:shout|yell|raise your voice|take that tone|interrupt|speak to me|talk to me|get (?:upset|angry|smart|emotional)|be (?:rude|difficult|angry|upset))|lower your voice|watch your (?:tone|language)|mind your (?:tone|language)|let me (?:finish|speak|talk)(?! (?:to|with|this|your|the|it|that|up|you)\b))\b(?: at me| with me| like that)?", "Take the time you need. I'm listening, and then we'll sort it out."),
    _frame("commanding", r"(?:^|[.!?,] ?|\b(?:okay|ok|right|well|sir|ma'am|madam|so|now) )(?:listen|look)(?: here| to me)?(?= (?:sir|ma'am|madam|i|you|we|this|it|that|there|if|the|as)\b|[,.!])(?! to (?:the|your|this)| (?:at|for|in|up|into) )", "Let me tell you what I've found."),
    _frame("commanding", rf"\byou (?:really |just |simply |will |'ll )?(?:need|have|'ve got|got|are going) to (?:start |stop |learn to |be more |be a bit |understand|realise|realize|accept|be patient|wait your|listen|pay attention|respect|watch)(?P<do>[a-z' -]{{0,40}}?){_END}", "Here is how it stands, and what I can do about it."),
    _frame("commanding", rf"(?<!time )(?<!all )(?<!do )(?<!if )(?<!would )(?<!will )(?<!what )\byou (?:need to|have to|must|'ve got to) (?!know|be|have|feel|wonder|think|miss|be able|worry|leave|change at|go at|do is){_DO}", "Could you {do}? I'll stay with you while you do."),
    # --- doubting
    _frame("doubting", rf"\bare you (?:absolutely |really |quite |completely |sure )?(?:sure|certain|positive)(?: that| about that|,)? (?!you (?:don't )?(?:want|need|mind|would|wouldn't)\b|you're (?:okay|ok|all right|alright|happy)|that's (?:okay|ok|all))(?P<rest>(?:you|it|that|the|your|they|he|she|this|there|someone|nobody|we)\b[a-z' ]{{2,60}}?){_END}", "Could we check together whether {rest}?"),
    _frame("doubting", r"\b(?:that's|that is|it's|it is|that's just|that would be|this is) (?:just |simply |really |quite )?(?:impossible|not possible|not true|hard to believe|not what (?:happened|you said)|nonsense)\b(?! (?:to|for|until|before|without|today|right|at))|\b(?:that|it|this) (?:can't|cannot|couldn't|could not) (?:have happened|be right|have been|be true|happen|be the case|possibly [a-z]+)\b|\b(?:that|it) (?:never|doesn't|didn't) happen(?:s|ed)?\b", "That surprises me too; let me look into how it happened."),
    _frame("doubting", rf"\byou (?:claim|claimed|are claiming|'re claiming|say you|allege|keep saying|keep claiming|'re telling me)\b(?: that)? ?(?P<rest>[a-z' ]{{0,60}}?){_END}", "You told me that {rest}; let me look for it."),
    _frame("doubting", r"\b(?:i find (?:that|it) (?:very |quite |really )?(?:hard|difficult) to believe|(?:i|we) (?:don't|didn't|never) (?:have |had |see |get |got )?(?:any|a|no) (?:record|evidence|proof|trace) (?:of (?:that|you|any|your|a|this)|that)[a-z' ]{0,25}|no one else (?:has complained|has had (?:this|that|a problem)|complains|complained)[a-z' ]{0,25}|nobody else (?:has complained|has had (?:this|that|a problem)|complains|complained)[a-z' ]{0,25}|(?:so you say|if you say so|according to you|your story|supposedly|allegedly|do you have (?:any )?proof|can you prove))\b", "I can't see it here yet, so let me look further. When was it, roughly?"),
    # --- condescension
    _frame("condescension", rf"\b(?:like|as) (?:i|we)(?:'ve| have)? (?:just |already |previously |clearly )?(?:said|told|explained|mentioned|stated)(?: (?:to )?you)?(?: already| before| earlier| twice| several times)?(?! (?:i'll|i will|i'd))(?:[, ]+{_REST})?", "Let me put it another way: {rest}."),
    _frame("condescension", r"\b(?:i|we)(?:'ve| have)? (?:already |just |clearly )+(?:told you|explained (?:this|that|it)(?: to you)?(?! to (?:my|the|our))|said (?:this|that|so)|mentioned (?:this|that)|answered (?:this|that)|been (?:over|through) (?:this|that))\b(?: (?:this|that|it|twice|three times|several times|many times))?|\bhow many times do i (?:have|need) to\b[a-z' ]{0,25}|\bi(?:'ll| will) (?:say|explain|repeat) (?:it|this|that|myself) (?:once more|one more time|one last time|again slowly|slowly)\b|\bi'm not going to (?:repeat|explain|say)[a-z' ]{0,25}", "Let me explain that differently; tell me where it gets unclear."),
    _frame("condescension", rf"\b(?:obviously|clearly|evidently|of course)[, ]+(?!i|we|that's not|that isn't|it's not|this isn't|not)(?:you|it|that|the|this|if|they|there|your)\b(?: {_REST})?", "Let me say how that works."),
    _frame("condescension", r"\b(?:as (?:anyone|everyone|everybody|anybody|most people) (?:knows?|would know|can see|understands?)|(?:everyone|everybody|anyone|anybody|any child|a child|most people) (?:knows?|would know|could|can|understands?|manages?)(?! (?:i|we|how (?:hard|bad|awful)|what that)) ?(?:that|this|how|do|see|figure|work)?|it's (?:really )?(?:not (?:that )?(?:hard|difficult|complicated|rocket science)|common sense|very simple|pretty simple|quite simple|really simple|basic|pretty obvious|self explanatory|obvious)|let me (?:explain|say|spell) (?:it|this|that) (?:out )?(?:very |really |nice and )?(?:slowly|simply|simple terms|again slowly|for you|in simple[a-z' ]*)|do you (?:even )?understand what i(?:'m| am)|you(?:'re| are) (?:not listening|confusing|getting confused|clearly not|just not)|you (?:don't|clearly don't|obviously don't) (?:understand|get it|seem to understand|listen)|if you(?:'d| would) (?:just )?(?:listen|let me finish|pay attention|read))\b", "Let me go through it with you, one step at a time."),
    # --- generalising
    _frame("generalising", r"\b(?:you people|people like you|you lot|you customers|(?:customers|callers|people|clients|everyone|everybody|they|tenants|patients|passengers|guests|users|older people|elderly people|young people)(?: like you)? (?:always|never|all|constantly|just (?:don't|never)|don't (?:ever )?(?:read|listen|bother|check)|tend to (?:forget|ignore|blame)|says? that|claims? that|tries that|wants? (?:a refund|something for nothing|special)|thinks? (?:they|that they))|you (?:always|never) (?:want|complain|listen|read|call|forget|say|blame|make)|that's what they all say|(?:typical|always the same) (?:customer|caller|with you))\b[a-z' ]{0,30}", "Let me look at what happened in your case."),
    # --- policy
    _frame("policy", r"\b(?:that's|that is|it's|it is|this is|those are|that's just|it's just) (?:just |simply |unfortunately |how |against |company |standard |our |the )*(?:company |standard |store )?(?:policy|policies|procedure|rules?|the way (?:it|we) (?:is|works?|do it|do things)|how (?:it|things) works?|protocol|regulations?)\b(?:,? (?:and )?(?:i|we) can't [a-z' ]{2,30})?|\b(?:rules are rules|policy is policy|our policy (?:is|says|does not|doesn't)|against (?:our |company |the )?(?:policy|rules)|no exceptions|i can't make (?:any )?exceptions?|i don't make the rules|not allowed to (?:do that|help|discuss)|(?:per|as per|due to|according to|because of) (?:our |company |the )+(?:policy|procedure|rules|terms))\b", "The reason behind it is (say it in a line). Within that, here is what I can do."),
    _frame("policy", rf"\b(?:the |our |my )?(?:system|computer|software|screen|manager|supervisor) (?:just |simply )?(?:won't|will not|doesn't|does not|isn't going to|can't|cannot) (?:let|allow|permit)(?: me| us)?(?: to)? ?(?P<do>[a-z' -]{{0,40}}?){_END}|\bthe (?:system|computer) says (?:no|it's not possible|that's not possible)\b[a-z' ]{{0,30}}|\bi(?:'m| am) (?:just |simply )?not (?:allowed|authori[sz]ed|permitted)(?: to)?\b[a-z' ]{{0,30}}|\bit's not in my (?:script|power|hands)\b|\bmy hands are tied\b", "I can't do that from here, so let me find another way, or somebody who can."),
)  # fmt: skip


def judging_in(text: str) -> list[Judging]:
    """The judging turns of phrase in what an agent said, in the order of the words; none inside another's words."""
    words = _lower(text)
    found: list[tuple[int, Judging]] = []
    for frame in _FRAMES:
        for match in frame.pattern.finditer(words):
            start, end = _trimmed(words, match.start(), match.end())
            if not _quoted(words, start) and not _harmless(words, start, end):
                found.append((start, Judging(frame.family, text[start:end], _kinder(frame, match))))
    found.sort(key=lambda each: each[0])
    return [judging for _, judging in found]


def _lower(text: str) -> str:
    """In lower case, letter for letter in its place."""
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in text).replace("\u2019", "'")


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """Without marks at its ends, and without a word that was cut."""
    if end < len(words) and words[end].isalnum() and words[end - 1].isalnum():
        end = max(start, words.rfind(" ", start, end))
    while start < end and not words[start].isalnum():
        start += 1
    while end > start and not words[end - 1].isalnum():
        end -= 1
    return start, end


_QUOTES = re.compile(r"\b(?:you said|you told (?:me|us|them)|you were told|they told you|told you(?: that)?|as if|as though|nobody should (?:tell|say)|i (?:won't|will not|would never|wouldn't|don't want to|'m not going to) (?:say|tell you|ask you)|i'm not saying|not (?:telling|asking) you to|that you heard|been told|said to you|letter says|heard that)(?: [a-z']+){0,3} ?$")  # fmt: skip
_OURS = re.compile(
    r"\b(?:we should have|i should have|our (?:mistake|fault|error)|my (?:mistake|fault)|(?:you|that) shouldn't have (?:had|been|to)|that's not (?:good enough|right|fair|okay|ok|acceptable))\b"
)


def _quoted(words: str, start: int) -> bool:
    """Whether somebody else's words are told, or the opposite is said."""
    return bool(_QUOTES.search(words[:start]))


def _harmless(words: str, start: int, end: int) -> bool:
    """Whether the sentence around takes the blame itself."""
    first = max(words.rfind(mark, 0, start) for mark in ".!?") + 1
    return bool(_OURS.search(words[first:end]))


def _kinder(frame: _Frame, match: re.Match[str]) -> str:
    parts = {name: (value or "").strip(" ,.-") for name, value in match.groupdict().items()}
    if "done" in parts:
        parts["do"] = base_form(parts["done"])
    if "{do}" in frame.kinder and (not parts.get("do") or parts["do"].startswith("be ")):
        return "Let's go through it together from here."
    if "{rest}" in frame.kinder and not parts.get("rest"):
        return "Let me put it another way, and tell me where it gets unclear."
    kinder = frame.kinder.format(**parts)
    return kinder[0].upper() + kinder[1:]


def base_form(phrase: str) -> str:
    """`checked the box` as `check the box`: the first word's base form, by a list, else by its ending."""
    first, _, rest = phrase.partition(" ")
    base = _IRREGULAR.get(first) or (first[:-2] if first.endswith("ed") else first)
    return f"{base} {rest}".strip()
