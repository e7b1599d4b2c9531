"""Reads the files of a model with the libraries for it: checked, on one thread, without lines of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assist import integrity
from assist.errors import ModelError

if TYPE_CHECKING:  # 25 MB: not before a model is loaded
    from onnxruntime import InferenceSession

Loaded = TypeVar("Loaded")


def load(path: Path, what: str, read: Callable[[str], Loaded]) -> Loaded:
    """What `read` makes of a file. Raises ModelError, which says that it is no `what`, or ChangedFile."""
    integrity.check(path)
    try:
        return read(str(path))
    except Exception:  # noqa: BLE001  (neither library raises anything more exact, or with a class of its own)
        raise ModelError(f"{path} cannot be read as {what}.") from None


def open_session(path: Path) -> InferenceSession:
    """A network on one thread of the processor. Raises ModelError or ChangedFile."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what goes wrong is raised; the library's own lines would be noise
    providers = ["CPUExecutionProvider"]
    return load(path, "an ONNX model", lambda name: onnxruntime.InferenceSession(name, options, providers=providers))
