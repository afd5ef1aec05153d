"""Songs, remixes and their lineage, as data."""
