"""The shell: where people talk to Refrain."""
