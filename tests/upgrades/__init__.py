"""Records of other versions of this program: read, written and kept."""
