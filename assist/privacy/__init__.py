"""Secrets that are spoken: found and taken out before anything is shown, kept or sent."""
