"""What Refrain can do: the words a person can type stand in `words/`, on the ground beside it."""
