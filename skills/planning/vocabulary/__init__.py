"""How words are written and what they mean by themselves."""
