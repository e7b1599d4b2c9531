"""The Windows installer in two steps: the folder that is installed, and the MSI that installs it."""

from ship.msi import make_msi
from ship.windows_payload import make_payload

__all__ = ["make_msi", "make_payload"]
