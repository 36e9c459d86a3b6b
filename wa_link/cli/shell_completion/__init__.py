"""Completion with TAB: a script for each shell asks wa-link for the values of a command line.

`scripts/` has the scripts, which `wa-link completion` prints. When the user presses TAB, the script
starts wa-link with the environment variable `_WA_LINK_COMPLETE`, and `answer` prints the items that
fit. `find_items` finds them, and `shells` writes them in the form that the script of a shell reads.
"""
