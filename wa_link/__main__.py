"""`python -m wa_link`."""

from wa_link.cli import run

if __name__ == "__main__":
    run()
