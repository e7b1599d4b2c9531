"""Softphones that tell by themselves when a call begins and ends."""
