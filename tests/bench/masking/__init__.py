"""Whether secrets are masked: made calls with known secrets, their scores, and Presidio beside us.

Knows nothing of the rules that are measured: the material is written apart from them.
"""
