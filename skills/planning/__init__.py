"""Sentence and conversation in; a change of the plan, a question or a refusal out.

The straight line, from `draft`:

    vocabulary   how words are written and what they mean by themselves; the words lie in `lexicons`
    languages    what is written in another language, said in English words
    talking      what is said about the talk itself, what asks for no edit, what is refused or harmful
    phrasing     sentences put in another form before their words are read
    reading      words to tokens, and tokens to fewer that say more: numbers, places, names
    frames       the shapes in which people ask for things; `understand` gives the asks of a sentence
    meaning      words that name nothing a plan could hold: moods, feelings, pictures of a style
    resolving    asks against the plan so far and the song: ops, a question back, an honest no
    telling      a plan in plain words, why it is so, and how one would ask for it
    models       what a language model is told of a turn, and what may be read of its answer

`delta` is the change that a turn asks for, `talk` folds changes to a plan, `answers` is what comes out.
"""
