"""The child process that finds links in documents, PDFs and pictures.

These files may be hostile or damaged. The process has limits of memory and time, and a crash ends
only this process. An entry is a tuple of three texts: the place in words, the link, and its source
(`target`, `text` or `code`); the parent makes a `FoundLink` of it.
"""
