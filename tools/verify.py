#!/usr/bin/env python3
"""Checks a bundle of Plenum: python3 tools/verify.py BUNDLE [--anchor ANCHOR]...

A second verifier beside `plenum verify`, with the same checks and exit codes and no code in
common; docs/record.md is the reference. Standard library only, Python 3.9 or newer.

Exit code 0: the record holds and meets the anchors given; 1: something is wrong; 2: nothing wrong
was found, but the record may go on; 4: nothing wrong was found, but it is the record of a
rehearsal, which is no result; 64: wrong usage.
"""

import argparse
import json
import re
import sys

from plenum_verify import anchors
from plenum_verify.checker import Checker, NoEarlierBundle

EXIT_USAGE = 64


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(EXIT_USAGE, "verify.py: %s\n" % message)


def arguments():
    parser = Parser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", nargs="?", metavar="BUNDLE", help="the bundle")
    parser.add_argument("--anchor", action="append", default=[], metavar="ANCHOR",
                        help="a checkpoint kept outside: its text, or size and eight words")
    parser.add_argument("--extends", metavar="BUNDLE",
                        help="a bundle of an earlier day that this one must begin with")
    parser.add_argument("--key", action="append", default=[], metavar="HEX",
                        help="a public key that must be the first or the last one that signs")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--batch", metavar="LIST",
                        help="check many: a file, or - for standard input, with a path in each line "
                             "and, behind a tab, an anchor; prints exit code, broken checks, path")
    return parser


def check(path, anchor_texts=(), keys=(), extends=None):
    claims = [anchors.parse(text) for text in anchor_texts]
    for key in keys:
        if not re.fullmatch("[0-9a-f]{64}", key):
            raise anchors.NoAnchor("a key is 64 lower-case hex digits")
    with open(path, "rb") as file:
        if extends is None:
            return Checker(file, claims, keys).run()
        with open(extends, "rb") as earlier:
            return Checker(file, claims, keys, earlier).run()


def batch(source):
    lines = sys.stdin if source == "-" else open(source, encoding="utf-8")
    for line in lines:
        path, _, anchor = line.rstrip("\n").partition("\t")
        try:
            report = check(path, [anchor] if anchor else [])
            code, broken = report.exit_code, ",".join(report.broken)
        except (OSError, anchors.NoAnchor) as error:
            code, broken = EXIT_USAGE, str(error)
        print(code, broken, path, sep="\t", flush=True)


def main():
    parser = arguments()
    args = parser.parse_args()
    if (args.bundle is None) == (args.batch is None):
        parser.error("give a bundle, or --batch with a list")
    if args.batch is not None:
        batch(args.batch)
        return 0
    try:
        report = check(args.bundle, args.anchor, args.key, args.extends)
    except (OSError, anchors.NoAnchor, NoEarlierBundle) as error:
        print("verify.py: %s" % error, file=sys.stderr)
        return EXIT_USAGE
    if args.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        print("\n".join(report.lines()))
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main())
