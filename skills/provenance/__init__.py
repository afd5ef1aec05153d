"""Where a remix came from: credits, disclosure, tags."""
