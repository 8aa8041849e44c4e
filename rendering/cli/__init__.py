"""The command line: commands and their options, and what a message says."""
