"""The shelf of acts: what the buttons, menus and forms on our messages do.

An act's file has:

    OWN: bool                                          whether only the person who asked may press it
    async def run(click: Click) -> None                what happens; it answers the interaction
    FREE: bool                                         left out for no: whether it works where all else is off
    async def submitted(click: Click, told: Mapping[str, str]) -> None     for forms: what was filled in
    async def unbound(service, interaction, visit, rest, told) -> None       for what is about no errand
"""
