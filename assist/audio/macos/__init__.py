"""What only macOS has: taps of what programs play, and virtual cables. Imported there alone."""
