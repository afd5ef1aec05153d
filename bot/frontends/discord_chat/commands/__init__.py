"""The shelf of commands: each file offers what stands on skills that exist.

A command's file has:

    NEEDS: tuple[str, ...]                                  the skills without which it is left out
    def commands(service: Service) -> Iterable[Command | Group | ContextMenu]
"""
