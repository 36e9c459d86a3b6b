"""Modules of the child process that reads workbooks; the parent process imports none of them.

The child must start within milliseconds, so these modules import few others: they use
`TYPE_CHECKING = False` and `namedtuple`, because `typing` loads slowly.
"""
