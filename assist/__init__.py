"""Assist: live empathy coaching beside the softphone. Start at `app.py`; the command line is `__main__.py`."""
