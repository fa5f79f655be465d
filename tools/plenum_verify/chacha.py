"""The ChaCha20 stream that draws are made from, and a draw without replacement."""

import struct

MASK = 2**32 - 1


def _quarter(x, a, b, c, d):
    for first, second, third, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        x[first] = (x[first] + x[second]) & MASK
        mixed = x[third] ^ x[first]
        x[third] = (mixed << turn | mixed >> 32 - turn) & MASK


def words(key):
    """32-bit words of the stream under a 32-byte key, nonce 0, 64-bit counter from 0."""
    head = list(struct.unpack("<4I", b"expand 32-byte k")) + list(struct.unpack("<8I", key))
    for block in range(2**64):
        start = head + [block & MASK, block >> 32, 0, 0]
        x = list(start)
        for _ in range(10):
            for column in range(4):
                _quarter(x, column, 4 + column, 8 + column, 12 + column)
            for d in range(4):
                _quarter(x, d, 4 + (d + 1) % 4, 8 + (d + 2) % 4, 12 + (d + 3) % 4)
        for word, begun in zip(x, start):
            yield (word + begun) & MASK


def draw(count, seats, key):
    """Places of `seats` of `count`, ascending: a partial Fisher-Yates shuffle by rejection."""
    stream, places = words(key), list(range(count))
    for taken in range(seats):
        bound = count - taken
        limit = MASK - MASK % bound
        word = next(stream)
        while word >= limit:
            word = next(stream)
        other = taken + word % bound
        places[taken], places[other] = places[other], places[taken]
    return sorted(places[:seats])
