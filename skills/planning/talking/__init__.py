"""What is said about the talk itself, and what asks for no edit at all."""
