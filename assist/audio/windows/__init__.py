"""What only Windows has: the sound that an output plays, or that one program plays. Imported there alone."""
