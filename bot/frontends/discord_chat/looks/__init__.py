"""Looks: what a message of ours shows, in plain frozen data; how it is sent stands elsewhere."""
