"""The register: what is granted, what is made under it, and who said yes, as a story that only grows."""
