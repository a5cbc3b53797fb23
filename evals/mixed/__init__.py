"""Short articles on events that are easily confused, and how rightly they are told apart."""
