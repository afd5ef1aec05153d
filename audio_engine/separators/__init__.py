"""The shelf of separators: one file each, taking a mix apart into stems."""
