"""Rows in, rows out: one module for each format.

Nothing is imported here: the child process that reads workbooks begins with one module of this
package.
"""
