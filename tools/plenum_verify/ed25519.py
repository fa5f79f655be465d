"""Verification of Ed25519 signatures, strict, as docs/record.md has it. Slow and plain."""

import functools
import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def _add(a, b):
    """Extended coordinates (X, Y, Z, T), complete addition."""
    left = (a[1] - a[0]) * (b[1] - b[0]) % P
    right = (a[1] + a[0]) * (b[1] + b[0]) % P
    t = 2 * a[3] * b[3] * D % P
    z = 2 * a[2] * b[2] % P
    e, f, g, h = right - left, z - t, z + t, right + left
    return e * f % P, g * h % P, f * g % P, e * h % P


def _double(a):
    x2, y2, z2 = a[0] * a[0] % P, a[1] * a[1] % P, 2 * a[2] * a[2] % P
    h = x2 + y2
    e = h - (a[0] + a[1]) * (a[0] + a[1]) % P
    g = x2 - y2
    f = z2 + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def _negate(a):
    return -a[0] % P, a[1], a[2], -a[3] % P


def _is_neutral(a):
    return a[0] % P == 0 and (a[1] - a[2]) % P == 0


def _is_small(a):
    return _is_neutral(_double(_double(_double(a))))


def _encode(a):
    inverse = pow(a[2], P - 2, P)
    x, y = a[0] * inverse % P, a[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _decode(data):
    """The point, or None where there is none."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, (number & (2**255 - 1)) % P
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * SQRT_M1 % P
        if v * x * x % P != u:
            return None
    if x & 1 != sign:
        x = -x % P
    return x, y, 1, x * y % P


BASE = _decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def _combine(s, k, point):
    """[s]B + [k]point, both scalars at once."""
    both = _add(BASE, point)
    result = NEUTRAL
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        result = _double(result)
        take_s, take_k = s >> bit & 1, k >> bit & 1
        if take_s and take_k:
            result = _add(result, both)
        elif take_s:
            result = _add(result, BASE)
        elif take_k:
            result = _add(result, point)
    return result


@functools.lru_cache(maxsize=65536)
def verify(key, message, signature):
    """Whether `signature` (64 bytes) is one of `key` (32 bytes) over `message`."""
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    point = _decode(key)
    if s >= L or point is None or _is_small(point):
        return False
    k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L
    expected = _combine(s, k, _negate(point))
    return not _is_small(expected) and _encode(expected) == r
