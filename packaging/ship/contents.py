"""What of the installed packages is not shipped, and why: one list for the bundles of every system.

Paths are those inside `site-packages`, with `/`. Knows no builder: whoever makes a bundle asks `why_left_out` for each
file. Left out is what the program never opens; the tests of the bundles run it without.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import NamedTuple


class LeftOut(NamedTuple):
    why: str
    paths: tuple[str, ...]
    """Patterns of `fnmatch`, where `*` also stands for folders."""
    system: str = ""
    """ "linux" or "windows", where it holds for one only."""


QT_KEPT = frozenset({"Core", "Gui", "Widgets", "Network", "DBus", "XcbQpa", "WaylandClient", "WlShellIntegration"})
"""Qt's libraries and bindings that the windows need: every other is left out."""
QT_PLUGINS_KEPT = frozenset({
    # A desktop of each kind; offscreen: a machine without one.
    "platforms/qxcb", "platforms/qwayland", "platforms/qwindows", "platforms/qcocoa", "platforms/qoffscreen",
    # Letters that take two keys, and the input methods of Korean, Japanese and Chinese.
    "platforminputcontexts/composeplatforminputcontextplugin", "platforminputcontexts/ibusplatforminputcontextplugin",
    # The desktop's own dialog to choose a file, and its colours.
    "platformthemes/qxdgdesktopportal",
    "wayland-shell-integration/xdg-shell", "wayland-decoration-client/bradient",
    "styles/qmodernwindowsstyle",
})  # fmt: skip
"""Qt's plug-ins that are shipped, as folder/name without `lib` and suffix: every other is left out."""

KEPT = ("soundcard/*.py.h",)
"""Kept although a pattern below fits: declarations that are read when the program runs (Windows)."""
LEFT_OUT = (
    LeftOut(
        "installs or builds packages, and is not part of the program",
        ("hatchling/*", "hatchling-*", "editables/*", "editables-*", "pathspec/*", "pathspec-*", "pluggy/*", "pluggy-*",
         "trove_classifiers/*", "trove_classifiers-*", "packaging/*", "packaging-*", "pip/*", "pip-*", "setuptools/*",
         "setuptools-*", "pkg_resources/*", "_distutils_hack/*", "*.pth", "bin/*"),
    ),
    LeftOut(
        "fetches from a public hub, which this program never does",
        ("huggingface_hub/*", "huggingface_hub-*", "hf_xet/*", "hf_xet-*", "httpx2/*", "httpx2-*", "httpcore2/*",
         "httpcore2-*", "anyio/*", "anyio-*", "h11/*", "h11-*", "filelock/*", "filelock-*", "fsspec/*", "fsspec-*",
         "yaml/*", "_yaml/*", "pyyaml-*", "PyYAML-*"),
    ),
    LeftOut(
        "ONNX Runtime's tools for making models; the program only runs them",
        ("flatbuffers/*", "flatbuffers-*", "google/*", "protobuf-*", "onnxruntime/tools/*",
         "onnxruntime/transformers/*", "onnxruntime/quantization/*", "onnxruntime/datasets/*", "onnxruntime/backend/*"),
    ),
    LeftOut("a second copy of ONNX Runtime; the module that Python loads has it inside",
            ("onnxruntime/capi/libonnxruntime.so*", "onnxruntime/capi/onnxruntime.dll")),
    LeftOut("Vosk's own server and command", ("vosk/transcriber/*", "websockets/*", "websockets-*")),
    LeftOut(
        "Moonshine's own engine, voices and speech; only its English model is used",
        ("moonshine_voice/*.py", "moonshine_voice/*.so*", "moonshine_voice/*.dll", "moonshine_voice/*.pyd",
         "moonshine_voice/*.dylib", "moonshine_voice.libs/*", "moonshine_voice/assets/*.wav",
         "moonshine_voice/assets/*.tsv"),
    ),
    LeftOut("reads C declarations, which on Linux come ready made",
            ("cffi/*", "cffi-*", "pycparser/*", "pycparser-*"), "linux"),
    LeftOut("Qt's tools, sources and descriptions for developers",
            ("PySide6/include/*", "PySide6/glue/*", "PySide6/typesystems/*", "PySide6/doc/*", "PySide6/scripts/*",
             "PySide6/lib/*", "PySide6/qml/*", "PySide6/metatypes/*", "PySide6/resources/*", "PySide6/Qt/qml/*",
             "PySide6/Qt/metatypes/*", "PySide6/Qt/libexec/*", "PySide6/Qt/resources/*", "PySide6/libpyside6qml*",
             "PySide6/pyside6qml*", "PySide6/assistant*", "PySide6/designer*", "PySide6/linguist*", "PySide6/l*.exe",
             "PySide6/qml*", "PySide6/svgtoqml*", "PySide6/lrelease", "PySide6/lupdate", "PySide6/[mru]*.exe",
             "PySide6/Assistant*", "PySide6/Designer*", "PySide6/Linguist*", "PySide6/balsam*", "PySide6/qsb*",
             "shiboken6_generator/*")),
    LeftOut("draws by software what the program does not draw by OpenGL", ("PySide6/opengl32sw.dll",), "windows"),
    LeftOut("video, which the program does not show",
            ("PySide6/av*.dll", "PySide6/sw*.dll", "PySide6/d3dcompiler_*.dll"), "windows"),
    LeftOut("tests of the package itself",
            ("*/tests/*", "*/_tests/*", "*/testing/tests/*", "*/conftest.py", "numpy/_pyinstaller/*",
             "*/__pyinstaller/*")),
    LeftOut("for compiling against the package",
            ("*.pyi", "*.pxd", "*.pyx", "*.h", "*.hpp", "*.c", "*.cpp", "*.lib", "*.a", "*/CMakeLists.txt",
             "*/py.typed", "numpy/f2py/*", "numpy/distutils/*", "numpy/_core/include/*", "numpy/_core/lib/*", "*.pdb")),
    LeftOut("made again on each machine, and different every time", ("*/__pycache__/*", "__pycache__/*")),
    LeftOut("says how pip installed it, which differs from machine to machine",
            ("*.dist-info/INSTALLER", "*.dist-info/REQUESTED", "*.dist-info/direct_url.json",
             "*.dist-info/uv_cache.json", "*.dist-info/uv_build.json")),
    LeftOut("sound libraries for other processors than this", ("_sounddevice_data/portaudio-binaries/*32bit*",
             "_sounddevice_data/portaudio-binaries/*arm64*", "_sounddevice_data/portaudio-binaries/*.dylib",
             "_soundfile_data/*x86.dll", "_soundfile_data/*arm64*"), "windows"),
    LeftOut("PortAudio for the devices of recording studios (ASIO)", ("_sounddevice_data/*-asio*",), "windows"),
    LeftOut("parts of Microsoft's C++ library that nothing here asks for",
            ("PySide6/vcamp140.dll", "PySide6/vcomp140.dll", "PySide6/vccorlib140.dll", "PySide6/concrt140.dll",
             "PySide6/msvcp140_codecvt_ids.dll", "shiboken6/msvcp140*.dll", "shiboken6/vc*140*.dll",
             "shiboken6/concrt140.dll"), "windows"),
)  # fmt: skip

_QT_LIBRARY = re.compile(r"PySide6/(?:Qt/lib/)?(?:lib)?Qt6(?P<part>\w+?)(?:\.dll|\.so[.\d]*)")
_QT_BINDING = re.compile(r"PySide6/Qt(?P<part>\w+?)(?:\.abi3\.so|\.pyd|\.py)")
_QT_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/(?P<folder>[^/]+)/(?:lib)?(?P<name>[^/]+?)(?:\.dll|\.so)")
_QT_WORDS = re.compile(r"PySide6/(?:Qt/)?translations/(?P<name>.+)")
_QT_WORDS_KEPT = re.compile(r"qtbase_\w+\.qm")


def why_left_out(path: str, system: str = "linux") -> str:
    """Why the file at this path inside `site-packages` is not shipped for "linux" or "windows"; "" when it is."""
    if any(fnmatchcase(path, pattern) for pattern in KEPT):
        return ""
    if why := _why_not_qt(path):
        return why
    for rule in LEFT_OUT:
        if rule.system in ("", system) and any(fnmatchcase(path, pattern) for pattern in rule.paths):
            return rule.why
    return ""


def _why_not_qt(path: str) -> str:
    if (found := _QT_LIBRARY.fullmatch(path) or _QT_BINDING.fullmatch(path)) and found["part"] not in QT_KEPT:
        return "a part of Qt that the windows do not use"
    found = _QT_PLUGIN.fullmatch(path)
    if found and f"{found['folder']}/{found['name']}" not in QT_PLUGINS_KEPT:
        return "a plug-in of Qt that the windows do not use"
    found = _QT_WORDS.fullmatch(path)
    if found and not _QT_WORDS_KEPT.fullmatch(found["name"]):
        return "words of Qt's own tools"
    return ""


def modules_left_out(system: str = "linux") -> list[str]:
    """The packages that are left out whole, as "onnxruntime.tools": nothing may import them."""
    return sorted(
        pattern.removesuffix("/*").replace("/", ".")
        for rule in LEFT_OUT
        for pattern in rule.paths
        if rule.system in ("", system) and re.fullmatch(r"[a-z]\w+(/\w+)*/\*", pattern) and pattern != "bin/*"
    )
