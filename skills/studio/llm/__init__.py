"""Language models, for words that the built-in planner does not know; none is needed."""
