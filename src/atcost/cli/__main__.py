"""``python -m atcost.cli``: the command line without its script."""

from atcost.cli import main

main()
