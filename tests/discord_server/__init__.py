"""A stand-in for Discord on this machine: REST, gateway and CDN, for the real discord.py to talk to."""
