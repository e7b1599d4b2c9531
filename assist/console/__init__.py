"""The supervisor's window. `state.py` and what it needs are free of Qt."""
