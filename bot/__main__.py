"""The command `refrain`."""

from __future__ import annotations


def main() -> None:
    """Run the command line; all the rest is imported by the command that needs it."""
    from bot.frontends.terminal.app import app

    app()


if __name__ == "__main__":
    main()
