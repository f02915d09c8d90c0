"""Starts Alliance Desk: the window for a portfolio or nothing, the command line for the rest."""

import sys


def main() -> None:
    arguments = sys.argv[1:]
    # The window's start does not pay for the command line's parser.
    if not arguments or (len(arguments) == 1 and arguments[0].endswith(".alliance")):
        from desktop.app import run

        sys.exit(run(arguments[0] if arguments else None))
    from desktop.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
