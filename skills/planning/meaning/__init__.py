"""What is meant by words that name nothing a plan could hold."""
