"""The only writer of the user's records: changes spans of their text, keeps every other byte."""
