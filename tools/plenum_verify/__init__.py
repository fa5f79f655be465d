"""A second verifier of Plenum's records, written from docs/record.md alone.

Standard library only, Python 3.9 or newer. It shares no code with the server, so that a fault of
one is found by the other.
"""
