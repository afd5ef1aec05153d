"""The sound engine: sound in, sound out; it knows no owner, no chat, no network."""

ENGINE_VERSION = "2"
"""Raised whenever the same recipe would give other samples than before."""
