"""Headers: the header row, columns of phone numbers and of labels, and the words for them."""
