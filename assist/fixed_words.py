"""What of a sentence stands in the program's own text: all other words of it came from this machine or from people.

For what is given away in a support bundle. A sentence is compared, word by word, with the texts in the code that made
it; paths, addresses, names, values and numbers are not among them and are left out.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

from assist.errors import FloorError
from assist.floor import trouble
from assist.log_lines import HIDDEN, is_ours

_AROUND = ".,;:!?()[]{}\"'`"


def fixed_words(sentence: str, texts: Iterable[str]) -> str:
    """The sentence with a sign in the place of all words that are in none of the texts, several in a row as one."""
    known = {_bare(word) for text in texts for word in text.split() if _bare(word).isalpha() or "-" in word}
    shown: list[str] = []
    for word in sentence.split():
        bare = _bare(word)
        kept = word if bare in known or not bare else word.replace(bare, HIDDEN)
        if shown and shown[-1] == HIDDEN and kept.startswith(HIDDEN):
            shown.pop()
        shown.append(kept)
    return " ".join(shown)


def texts_of_error(error: BaseException) -> Iterator[str]:
    """The texts in the functions of ours that an error came through; of the floor also those of what it tells."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if is_ours(str(frame.f_globals.get("__name__"))):
            yield from _texts_of(frame.f_code, frame.f_globals)
    if isinstance(error, FloorError):  # what is wrong with a link is worded on the link's own thread
        yield from _texts_of_module(trouble)


def texts_of_function(function: Callable[..., object]) -> Iterator[str]:
    """The texts in a function of ours."""
    if isinstance(function, FunctionType):
        yield from _texts_of(function.__code__, function.__globals__)


def _texts_of(code: CodeType, names: Mapping[str, Any]) -> Iterator[str]:
    """The texts in a function, in those within it, and in the constants of its module that it names."""
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, CodeType):
            yield from _texts_of(constant, names)
    for name in code.co_names:
        value = names.get(name)
        if isinstance(value, str) and name.isupper():
            yield value


def _texts_of_module(module: ModuleType) -> Iterator[str]:
    """The texts in its functions and in its tables of sentences."""
    for name, value in vars(module).items():
        if isinstance(value, FunctionType) and value.__module__ == module.__name__:
            yield from _texts_of(value.__code__, value.__globals__)
        elif isinstance(value, dict) and not name.startswith("__"):
            yield from (text for text in value.values() if isinstance(text, str))


def _bare(word: str) -> str:
    return word.strip(_AROUND)
