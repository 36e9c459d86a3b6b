"""Modules of the child process that reads workbooks. The parent process imports none of them.

The child process must start within milliseconds, so these modules avoid slow imports. For example,
`typing` loads slowly, so they use `TYPE_CHECKING = False` and `collections.namedtuple` instead.
"""
