#!/usr/bin/env python3
"""Check, without us and without a network, that an entry of our decision log is what was signed. Needs Python alone.

    python3 check_decision.py proof.json --key KEY [page.webp ...]

KEY is our public key in hexadecimal as you know it from elsewhere, such as an earlier letter with a head of the log.
Pages and originals that you hold are compared with the hashes in the entry.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

# Ed25519 as in RFC 8032, 5.1 and 6: slow, but nothing has to be installed.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
POINT_BYTES = 32


def add(first, second):
    """The sum of two points in extended coordinates."""
    a = (first[1] - first[0]) * (second[1] - second[0]) % P
    b = (first[1] + first[0]) * (second[1] + second[0]) % P
    c = 2 * first[3] * second[3] * D % P
    d = 2 * first[2] * second[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    """That many times the point."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point = add(point, point)
        number >>= 1
    return total


def is_same_point(first, second):
    return (
        not (first[0] * second[2] - second[0] * first[2]) % P and not (first[1] * second[2] - second[1] * first[2]) % P
    )


def x_of(y, sign):
    """The x of the point with this y; None where there is none."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    if not square:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def point_of(text):
    """The point that 32 bytes stand for; None where there is none."""
    if len(text) != POINT_BYTES:
        return None
    number = int.from_bytes(text, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    x = x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, -1, P) % P
BASE = (x_of(BASE_Y, 0), BASE_Y, 1, x_of(BASE_Y, 0) * BASE_Y % P)


def is_signed_by(key, message, signature):
    """Whether the Ed25519 signature of the message is that of the key."""
    public, commitment = point_of(key), point_of(signature[:POINT_BYTES])
    answer = int.from_bytes(signature[POINT_BYTES:], "little")
    if len(signature) != 2 * POINT_BYTES or public is None or commitment is None or answer >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:POINT_BYTES] + key + message).digest(), "little") % ORDER
    return is_same_point(times(answer, BASE), add(commitment, times(challenge, public)))


def digest_of(entry):
    """The SHA-256 of an entry as canonical JSON."""
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()


def root_above(digest, index, size, path):
    """The root that the path leads to (RFC 9162, 2.1.3.2); None where the path does not fit the place."""
    if not 0 <= index < size:
        return None
    node, last = index, size - 1
    value = hashlib.sha256(b"\x00" + digest).digest()
    for step in path:
        if not last:
            return None
        if node & 1 or node == last:
            value = hashlib.sha256(b"\x01" + step + value).digest()
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            value = hashlib.sha256(b"\x01" + value + step).digest()
        node, last = node >> 1, last >> 1
    return None if last else value


def faults_of(proof, key):
    """What is wrong with the proof, in words; nothing where all of it fits."""
    entry, statement = proof["entry"], json.loads(proof["statement"])
    path = [bytes.fromhex(step) for step in proof["path"]]
    root = root_above(digest_of(entry), entry["sequence"] - 1, statement["entries"], path)
    if root is None or root.hex() != statement["root"]:
        yield "The entry is not part of the log that was signed."
    if not is_signed_by(bytes.fromhex(proof["key"]), proof["statement"].encode(), bytes.fromhex(proof["signature"])):
        yield "The signature of the head does not fit."
    if key and key.lower() != proof["key"]:
        yield "The head was signed with another key than the one that you know."


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("proof", type=Path)
    parser.add_argument("files", type=Path, nargs="*", help="pages or originals to compare with the entry")
    parser.add_argument("--key", default="", help="our public key as you know it from elsewhere")
    given = parser.parse_args()
    proof = json.loads(given.proof.read_text(encoding="utf-8"))
    faults = list(faults_of(proof, given.key))
    judged = proof["entry"]["content"].get("judged", {}).get("files", [])
    known = {digest for one in judged for digest in (one["sha256"], *one["pages"])}
    for file in given.files:
        if hashlib.sha256(file.read_bytes()).hexdigest() not in known:
            faults.append(f"{file} is none of the pages and originals that were judged.")
    entry, statement = proof["entry"], json.loads(proof["statement"])
    print(f"Entry {entry['sequence']}: {entry['act']} about {entry['subject']} at {entry['at']}")
    print(f"Head of {statement['entries']} entries, signed {statement['made_at']} with key {proof['key']}")
    for fault in faults:
        print(fault)
    if faults:
        return 1
    print("All of it fits." if given.key else "All of it fits. Compare the key with one that you know from elsewhere.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
