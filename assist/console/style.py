"""The style of the console's windows: outlines and focus that are seen in every theme."""

from __future__ import annotations

from assist.console.look import ConsoleLook


def style_sheet(look: ConsoleLook) -> str:
    """For a whole window."""
    return _texts(look) + _fields(look) + _views(look)


def _texts(look: ConsoleLook) -> str:
    theme, pixels = look.theme, look.pixels
    return f"""
        QWidget {{ font-size: {pixels.body}px; }}
        QLabel#muted {{ color: {theme.muted}; }}
        QLabel#small {{ color: {theme.muted}; font-size: {pixels.small}px; }}
        QLabel#head {{ font-size: {pixels.head}px; font-weight: 600; }}
        QLabel#state {{ font-size: {pixels.state}px; font-weight: 600; }}
        QLabel#name {{ font-size: {pixels.name}px; font-weight: 600; }}
        QLabel#warn {{ color: {theme.warn}; font-weight: 600; }}
        QFrame#panel {{ background: {theme.panel}; border: 1px solid {theme.edge}; border-radius: 7px; }}
    """


def _fields(look: ConsoleLook) -> str:
    theme, pad = look.theme, look.scaled(5)
    outline = f"color: {theme.text}; background: {theme.panel}; border: 1px solid {theme.muted}; border-radius: 5px;"
    disabled = "QPushButton:disabled, QPushButton#main:disabled, QLineEdit:disabled, QComboBox:disabled"
    focused = "QPushButton:focus, QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus"
    return f"""
        QPushButton {{ {outline} padding: {pad}px {2 * pad}px; }}
        QPushButton:hover {{ border-color: {theme.text}; }}
        QPushButton#main {{ color: {theme.ground}; background: {theme.suggest}; font-weight: 600; }}
        QPushButton#ready {{ text-align: left; padding: {pad // 2}px {pad}px; border-color: {theme.ground};
            background: {theme.ground}; }}
        QLineEdit, QComboBox {{ {outline} padding: {pad}px; }}
        QAbstractSpinBox {{ {outline} padding: 0 {pad}px;
            min-height: {round(look.pixels.body * 1.4) + 2 * pad}px; }}
        QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
        QLineEdit#qt_spinbox_lineedit {{ border: none; padding: 0; }}
        QComboBox::drop-down {{ border: none; width: {look.scaled(24)}px; }}
        QComboBox::down-arrow {{ image: none; }}
        QComboBox QAbstractItemView {{ color: {theme.text}; background: {theme.panel}; {_chosen(look)} }}
        {focused} {{ border: 2px solid {theme.suggest}; }}
        QPushButton#main:focus {{ border: 2px solid {theme.text}; }}
        QPushButton#ready:focus {{ border: 1px solid {theme.suggest}; }}
        {disabled} {{ color: {theme.muted}; background: {theme.panel}; border: 1px dashed {theme.muted};
            font-weight: 400; }}
    """


def _views(look: ConsoleLook) -> str:
    theme, pad = look.theme, look.scaled(5)
    return f"""
        QListView {{ background: {theme.ground}; border: none; outline: none; }}
        QTableView {{ color: {theme.text}; background: {theme.panel}; border: 2px solid {theme.edge};
            alternate-background-color: {theme.ground}; outline: none; {_chosen(look)} }}
        QTableView:focus {{ border-color: {theme.suggest}; }}
        QTableView::item {{ padding: 0 {pad}px; }}
        QHeaderView::section {{ color: {theme.muted}; background: {theme.ground}; border: none;
            border-bottom: 1px solid {theme.edge}; padding: {pad}px; font-weight: 600; }}
        QSplitter::handle {{ background: {theme.ground}; }}
        QScrollArea, QWidget#inside {{ background: transparent; border: none; }}
        QScrollBar:vertical {{ background: {theme.ground}; width: {look.scaled(12)}px; margin: 0; }}
        QScrollBar::handle:vertical {{ background: {theme.muted}; border-radius: {look.scaled(3)}px;
            min-height: {look.scaled(30)}px; margin: 3px; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
    """


def _chosen(look: ConsoleLook) -> str:
    return f"selection-background-color: {look.theme.suggest}; selection-color: {look.theme.ground};"
