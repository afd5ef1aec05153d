"""Words to tokens, and tokens to fewer tokens that say more: numbers with units, places, names."""
