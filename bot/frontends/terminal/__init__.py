"""Refrain in the terminal: one-shot commands and the chat."""
