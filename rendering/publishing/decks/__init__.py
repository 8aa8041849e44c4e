"""Clips as decks for the programs in which talks are given."""
