"""Recordings of calls, where the organisation has them made: sealed as they come, deleted when their time is up."""
