"""Work that takes long, beside the window: a search, a dry run. Nothing of Qt is touched on its thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from assist.errors import AssistError

LOOK_MS = 50

Made = TypeVar("Made")


class Work(Generic[Made]):
    """One piece of work at a time; a newer one takes the place of one that has not been told yet.

    `told` gets what was made, `failed` the sentence of an AssistError, both on the thread of Qt.
    """

    def __init__(self, owner: QObject, *, told: Callable[[Made], object], failed: Callable[[str], object]) -> None:
        self._told, self._failed = told, failed
        self._future: Future[Made] | None = None
        self._looking = QTimer(owner, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)

    @property
    def is_on(self) -> bool:
        return self._future is not None

    def start(self, work: Callable[[], Made]) -> None:
        """Do this; what was begun before is not told any more.

        `work` must hold no widget: the last to let go of one has to be the thread of Qt.
        """
        thread = ThreadPoolExecutor(1)
        self._future = thread.submit(work)
        thread.shutdown(wait=False)
        self._looking.start()

    def stop(self) -> None:
        """Tell nothing any more."""
        self._future = None
        self._looking.stop()

    def _look(self) -> None:
        if self._future is None or not self._future.done():
            return
        future = self._future
        self.stop()
        try:
            made = future.result()
        except AssistError as error:
            self._failed(str(error))
        else:
            self._told(made)
