"""Microsoft Presidio on the same calls: calls as JSON lines in, its spans as JSON lines out, for every way of asking.

    python -m tests.bench.masking.presidio_peer < calls.jsonl > spans.jsonl

A call is [[speaker, text], ...]; its answer is {way: [[[start, end, kind], ...] for each line]}. It runs in an
environment of its own (group `peers`), so it imports nothing of ours. Every way has all recognisers that could find
what we look for, each counted from the lowest score on. Presidio has none for security codes, PINs, one-time codes and
passwords.
No spaCy model is used: these recognisers are patterns and checks, and names are not asked for.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpEngineProvider
from presidio_analyzer.predefined_recognizers import (
    AbaRoutingRecognizer,
    CreditCardRecognizer,
    IbanRecognizer,
    UkNinoRecognizer,
    UsBankRecognizer,
    UsSsnRecognizer,
)
from spacy.language import Language
from spacy.tokens import Doc
from text_to_num import alpha2digit

RECOGNISERS = (
    CreditCardRecognizer,
    IbanRecognizer,
    UsSsnRecognizer,
    UsBankRecognizer,
    AbaRoutingRecognizer,
    UkNinoRecognizer,
)
KIND = {"CREDIT_CARD": "card", "IBAN_CODE": "iban", "US_SSN": "national_id", "UK_NINO": "national_id"}
KIND |= {"US_BANK_NUMBER": "account", "ABA_ROUTING_NUMBER": "routing"}
"""Presidio's entities by our kinds. Whether the kind is right does not count against it."""
LANGUAGE = "en"
OH = re.compile(r"\boh\b", re.IGNORECASE)
"""The one name of a digit that text2num does not know."""
BETWEEN_FIGURES = re.compile(r"(?<=\d)[ ,.-]+(?=\d)")

Span = tuple[int, int, str]
Find = Callable[[str], list[Span]]


class Rewritten(NamedTuple):
    """A text and, for each of its characters, where in the original it came from."""

    text: str
    origins: list[tuple[int, int]]


def lower_lemmas(doc: Doc) -> Doc:
    """Presidio looks for words of context among lemmas; a blank pipeline gives none."""
    for token in doc:
        token.lemma_ = token.lower_
    return doc


def analyser() -> Find:
    """Presidio with the recognisers above, on an empty English pipeline."""
    with tempfile.TemporaryDirectory(prefix="assist-peer-") as folder:
        nlp = spacy.blank(LANGUAGE)
        Language.component("lower_lemmas", func=lower_lemmas)
        nlp.add_pipe("lower_lemmas")
        nlp.to_disk(Path(folder) / "blank")
        models = [{"lang_code": LANGUAGE, "model_name": str(Path(folder) / "blank")}]
        engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    registry = RecognizerRegistry(supported_languages=[LANGUAGE])
    for recogniser in RECOGNISERS:
        registry.add_recognizer(recogniser(supported_language=LANGUAGE))
    asked = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=[LANGUAGE])

    def find(text: str) -> list[Span]:
        found = asked.analyze(text, language=LANGUAGE, entities=list(KIND), score_threshold=0)
        return [(one.start, one.end, KIND[one.entity_type]) for one in found]

    return find


def as_it_is(text: str) -> Rewritten:
    """The text itself."""
    return Rewritten(text, [(n, n + 1) for n in range(len(text))])


def in_figures(text: str) -> Rewritten:
    """The text with number words turned into figures by text2num."""
    converted = alpha2digit(OH.sub("zero", text), LANGUAGE, threshold=0)
    old, new = _tokens(text), _tokens(converted)
    origins: list[tuple[int, int]] = [(0, 0)] * len(converted)
    matcher = SequenceMatcher(None, [text[a:b] for a, b in old], [converted[a:b] for a, b in new], autojunk=False)
    for _, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if old_start < old_end and new_start < new_end:
            whole = (old[old_start][0], old[old_end - 1][1])
            same = old_end - old_start == new_end - new_start
            for n in range(new_start, new_end):
                origin = old[old_start + n - new_start] if same else whole
                for at in range(*new[n]):
                    origins[at] = origin
    return Rewritten(converted, origins)


def run_together(text: str) -> Rewritten:
    """The text in figures, with nothing between them."""
    figures = in_figures(text)
    gaps = {n for gap in BETWEEN_FIGURES.finditer(figures.text) for n in range(*gap.span())}
    kept = [n for n in range(len(figures.text)) if n not in gaps]
    return Rewritten("".join(figures.text[n] for n in kept), [figures.origins[n] for n in kept])


Rewrite = Callable[[str], Rewritten]
REWRITINGS: dict[str, Rewrite] = {"as it is": as_it_is, "in figures": in_figures, "figures run together": run_together}


def found(call: Sequence[tuple[str, str]], find: Find) -> dict[str, list[list[Span]]]:
    """The spans of every line, for every way: each line alone, and all lines of a speaker joined."""
    answers: dict[str, list[list[Span]]] = {}
    for name, rewrite in REWRITINGS.items():
        answers[f"line by line, {name}"] = [list(_in_original(rewrite(text), find)) for _, text in call]
        answers[f"each speaker's lines joined, {name}"] = _joined(call, rewrite, find)
    return answers


def _in_original(rewritten: Rewritten, find: Find) -> Iterator[Span]:
    """What is found in the rewritten text, as places in the original."""
    for start, end, kind in find(rewritten.text):
        origins = [one for one in rewritten.origins[start:end] if one[0] < one[1]]
        if origins:
            yield min(one[0] for one in origins), max(one[1] for one in origins), kind


def _joined(call: Sequence[tuple[str, str]], rewrite: Rewrite, find: Find) -> list[list[Span]]:
    """The spans of every line, where all lines of a speaker are looked at as one text."""
    answer: list[list[Span]] = [[] for _ in call]
    for wanted in {speaker for speaker, _ in call}:
        text, begins = "", {}
        for number, (speaker, line) in enumerate(call):
            if speaker == wanted:
                begins[number] = len(text)
                text += line + " "
        for start, end, kind in _in_original(rewrite(text), find):
            for number, begin in begins.items():
                first, last = max(0, start - begin), min(len(call[number][1]), end - begin)
                if first < last:
                    answer[number].append((first, last, kind))
    return answer


def _tokens(text: str) -> list[tuple[int, int]]:
    """Where the words and the marks between them are."""
    return [one.span() for one in re.finditer(r"\w+|[^\w\s]", text)]


def main() -> None:
    """Calls from standard input, answers to standard output."""
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    find = analyser()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(found(json.loads(line), find)) + "\n")


if __name__ == "__main__":
    main()
