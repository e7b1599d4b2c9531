"""What the program costs and how late it is: `python -m tests.bench`, no test and never a pass or a fail.

Every figure is measured in a process of its own (`child.py`), so that nothing is warm that would not be. CPU seconds
are counted rather than wall time: they change much less when something else runs on the machine.
"""
