"""The shelf of acts: what the buttons, menus and forms on our messages do.

An act's file has:

    OWN: bool                                          whether only the person who asked may press it
    async def run(click: Click) -> None                what happens; it answers the interaction
    async def submitted(click: Click, told: Mapping[str, str]) -> None     for forms: what was filled in
"""
