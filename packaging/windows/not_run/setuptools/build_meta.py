"""What pip asks of a source package (PEP 517), answered from its PKG-INFO."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any


class _Answers:
    """pip names it `__legacy__` where a package has no pyproject.toml."""

    @staticmethod
    def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:  # noqa: ARG004  (pip's signature)
        return []

    @staticmethod
    def prepare_metadata_for_build_wheel(metadata_directory: str, config_settings: Any = None) -> str:  # noqa: ARG004
        folder = Path(metadata_directory) / "fetched.dist-info"
        folder.mkdir()
        shutil.copyfile("PKG-INFO", folder / "METADATA")
        return folder.name


__legacy__ = _Answers
