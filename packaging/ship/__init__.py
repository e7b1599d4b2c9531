"""What installers are made with: one file a step, `__main__.py` their order. The program itself is in `assist/`."""
