"""The network: a MiniLM encoder and one linear head, a yes or no for each label."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from assist.coach.reading import LABELS


class AgentWordsNetwork(nn.Module):
    """Token ids in; logits [b, labels] and each token's part of them, evidence [b, t, labels], out."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, dtype=torch.float32, attn_implementation="eager")
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(self.encoder.config.hidden_size, len(LABELS))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        """The logits are a linear function of a mean over tokens, so each token's part can be read off for nothing."""
        hidden: Tensor = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        sentence = (hidden * mask).sum(1) / mask.sum(1)
        return self.head(self.dropout(sentence)), functional.linear(hidden, self.head.weight)
