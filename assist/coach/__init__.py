"""The coach: what the agent did, which moment the call is in, and which cue helps now. Words and timing only."""
