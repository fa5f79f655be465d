"""The tree of RFC 6962."""

import hashlib


def entry(data):
    return hashlib.sha256(b"\x00" + data).digest()


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A growing tree, of which only the complete subtrees at its right edge are kept."""

    def __init__(self):
        self.size = 0
        self.edge = []  # (entries, root), largest first

    def append(self, data):
        self.size += 1
        entries, root = 1, entry(data)
        while self.edge and self.edge[-1][0] == entries:
            _, left = self.edge.pop()
            entries, root = 2 * entries, node(left, root)
        self.edge.append((entries, root))

    def root(self):
        if not self.edge:
            return hashlib.sha256(b"").digest()
        _, root = self.edge[-1]
        for _, left in reversed(self.edge[:-1]):
            root = node(left, root)
        return root


def root_of(items):
    tree = Tree()
    for item in items:
        tree.append(item)
    return tree.root()
