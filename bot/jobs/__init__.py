"""Jobs: the durable queue of everything asked for, and the processes that do it."""
