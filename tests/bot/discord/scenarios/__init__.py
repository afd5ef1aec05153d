"""Scenarios: what people do to the bot, and what Discord does to it, one by one."""
