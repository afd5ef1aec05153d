"""Sentence and conversation in; a change of the plan, a question or a refusal out."""
