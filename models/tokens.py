"""Texts as a network takes them while it is trained."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from assist.text_model import MAX_TOKENS


def pad(encodings: Sequence[Encoding], device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    """Token ids, attention mask and token types, as wide as the longest."""
    length = max(len(encoding.ids) for encoding in encodings)

    def column(name: str) -> Tensor:
        return torch.tensor([[*getattr(e, name), *[0] * (length - len(e.ids))] for e in encodings], device=device)

    return column("ids"), column("attention_mask"), column("type_ids")


def tokenizer_of(base: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, direction="left")
    return tokenizer
