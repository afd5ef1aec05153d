"""Translation: what Refrain says, told in the language of the person who asked.

The words lie in `<language>/<room>.toml`: groups of frames, English on the left, the language on the right:

    [line]                                         a whole line, title or sentence
    "tempo {a:number} → {b:number} BPM, {p:pitch}" = "Tempo {a} → {b} BPM, {p}"
    [pitch]                                        what a slot {…:pitch} may hold
    "pitch kept" = "Tonhöhe bleibt"
    [prompt]                                       what is offered as an answer, in words that mean the same

What a slot may hold:

    {x}                  any text, kept as it is: titles, names, the words of a person
    {n:number}           a number; {t:clock} a time such as 1:05.5; {w:word} one word, kept as it is
    {g:group}            a text of that group, translated; on the right {g:other} takes it from another group
    {g:list:kind}        texts of a kind, joined by ", " and " and "
    {g:series:kind}      texts of a kind, joined by "; "
    {g:commas:kind}      texts of a kind, joined by ", "
    {g:capital:kind}     a text of a kind that begins with a capital here
    {g:named:kind}       a text of a kind, or any text of less than two sentences, kept as it is
    {g:sentences:kind}   texts of a kind, one after another with a space between
"""

from __future__ import annotations

from skills.talk.translation.replies import Speaking, put_in, translate_reply
from skills.talk.translation.translate import LANGUAGES, prompt_in, translated, translation_of

__all__ = ["LANGUAGES", "Speaking", "prompt_in", "put_in", "translate_reply", "translated", "translation_of"]
