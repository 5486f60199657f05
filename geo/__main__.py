"""`python -m geo`: see `python -m geo --help`."""

from .cli import main

if __name__ == "__main__":
    main()
