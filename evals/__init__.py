"""Measurements of the library: how good its notes are, and how fast it makes them."""
