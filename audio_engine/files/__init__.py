"""Sound files: known by content, read in blocks, written whole or not at all."""
