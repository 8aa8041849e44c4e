"""What a file is made from, and the store of what was made."""
