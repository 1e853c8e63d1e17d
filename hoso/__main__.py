"""Entry point of the ``hoso`` command."""

from hoso.cli.app import main

if __name__ == "__main__":
    main()
