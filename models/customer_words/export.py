"""From the trained network to the files that the program reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np

from assist.emotion.words import FEELINGS
from models.customer_words.model import CustomerWords
from models.onnx_export import export_onnx

OUTPUTS = ("logits", "intensity", "sentence", "evidence")


def export(network: CustomerWords, base: Path, folder: Path, *, context_turns: int, stated_above: float) -> None:
    """Write the model into `folder` in the Hugging Face layout, in int8."""
    folder.mkdir(parents=True, exist_ok=True)
    network = network.cpu().eval()
    export_onnx(network, folder / "model.onnx", OUTPUTS)
    shutil.copyfile(base / "tokenizer.json", folder / "tokenizer.json")
    heads = {name: value.numpy() for name, value in network.state_dict().items() if name.startswith("reddit")}
    np.savez(folder / "heads.npz", **heads)
    config = {
        "architectures": ["BertForSequenceClassification"],
        "model_type": "bert",
        "id2label": {str(number): state for number, state in enumerate(FEELINGS)},
        "label2id": {state: number for number, state in enumerate(FEELINGS)},
        "assist": {"context_turns": context_turns, "stated_above": stated_above},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
