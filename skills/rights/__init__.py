"""License, clearance and what must be said about them."""
