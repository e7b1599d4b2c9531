"""Speech to text: the protocols, the utterance boundaries, one file an engine, and the table of engines."""
