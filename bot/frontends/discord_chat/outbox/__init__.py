"""The outbox: every message of ours, as it shall look now and as it was last seen to look."""
