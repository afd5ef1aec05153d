"""Proofs that the bot on Discord loses nothing and does nothing twice, whatever breaks."""
