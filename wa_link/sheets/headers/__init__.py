"""Find the header row, phone columns and label columns, by words in many languages.

- Header: the name of a column, such as `Mobile phone`.
- Phone column: a column of phone numbers.
- Label: a cell that says what the number in another cell is for, such as `Work fax`.
- Title: a row above the header row, such as `Customers 2024`.
- Unit: a word of a header; in a script without spaces, such as Chinese, a single character.
- Phrase: one or more units that have a meaning together, such as `mobile` or `do pracy`.
- Kind: the meaning of a phrase, such as `Kind.MOBILE`. See `word_kinds.py`.
- Rank: a pair of integers; the phone number with the lowest rank most probably has WhatsApp.
"""
