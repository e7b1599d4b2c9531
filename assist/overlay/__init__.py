"""The agent's window. `state.py` decides what is shown and knows no Qt; `window.py` shows it."""
