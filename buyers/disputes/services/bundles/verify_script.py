"""Check an evidence bundle without the site that made it: python3 verify.py [bundle.zip or folder] [key].

Only Python's standard library is used. Every file is compared with manifest.json by SHA-256; contracts with the digests that
were signed; entries of the decision log with their own digests, and with the signed head of the whole log (Ed25519, RFC 8032;
Merkle tree, RFC 9162). KEY is the public key of that log as you know it from elsewhere, such as a letter with a head.
Exit status 0: nothing was changed; 1: something was.
The SHA-256 of manifest.json itself is printed last: compare it with what the site notes for this bundle.
"""

import hashlib
import json
import sys
import zipfile
from pathlib import Path

from tools.check_decision import digest_of, is_signed_by, root_above

MANIFEST = "manifest.json"
NOT_LISTED = {MANIFEST}
CHUNK = 65536


class Folder:
    """An unpacked bundle."""

    def __init__(self, root):
        self.root = Path(root)

    def names(self):
        return {one.relative_to(self.root).as_posix() for one in self.root.rglob("*") if one.is_file()}

    def open(self, name):
        return (self.root / name).open("rb")


class Archive:
    """A bundle as it was downloaded."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)

    def names(self):
        return {one for one in self.zip.namelist() if not one.endswith("/")}

    def open(self, name):
        return self.zip.open(name)


def sha256_of(bundle, name):
    """The digest of one file, read in pieces."""
    digest = hashlib.sha256()
    try:
        with bundle.open(name) as file:
            while piece := file.read(CHUNK):
                digest.update(piece)
    except zipfile.BadZipFile:
        return "unreadable"
    return digest.hexdigest()


def canonical(value):
    """The one text of JSON data whose digest was taken."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_json(bundle, manifest, path):
    """The content of a file that the manifest lists; None where it lists none."""
    if not any(one["path"] == path for one in manifest["files"]):
        return None
    with bundle.open(path) as file:
        return json.load(file)


def faults_of_files(bundle, manifest):
    """Files that are missing, changed, or not in the manifest."""
    found, listed = bundle.names(), {one["path"]: one for one in manifest["files"]}
    for path, one in listed.items():
        if path not in found:
            yield f"missing: {path}"
        elif sha256_of(bundle, path) != one["sha256"]:
            yield f"changed: {path}"
    for path in sorted(found - set(listed) - NOT_LISTED):
        yield f"not in the manifest: {path}"
    if hashlib.sha256(canonical(manifest["files"])).hexdigest() != manifest["files_sha256"]:
        yield "changed: the list of files in manifest.json"


def faults_of_contracts(bundle, manifest):
    """Versions of the contract whose text has another digest than the one that was signed."""
    listed = {one["path"] for one in manifest["files"]}
    for path in sorted(one for one in listed if one.startswith("contract/signatures-")):
        with bundle.open(path) as file:
            signed = json.load(file)
        text = f"contract/terms-{signed['version']}.json"
        for one in signed["signatures"]:
            if sha256_of(bundle, text) != one["digest"]:
                yield f"not what was signed by the {one['side']}: {text}"


def faults_of_log(bundle, manifest):
    """Entries of the decision log whose digest does not fit what they say."""
    log = read_json(bundle, manifest, "log.json")
    for entry in log["entries"] if log else []:
        said = {name: value for name, value in entry.items() if name != "digest"}
        if hashlib.sha256(canonical(said)).hexdigest() != entry["digest"]:
            yield f"changed: entry {entry['sequence']} of the decision log"


def faults_of_proofs(bundle, manifest, key):
    """Entries that are not part of the log whose head was signed, and a signature or a key that does not fit."""
    proof, log = read_json(bundle, manifest, "log-proof.json"), read_json(bundle, manifest, "log.json")
    if not proof or not log or not proof["statement"]:
        if key:
            yield "no signed head is in this bundle: nothing proves that its entries are those of the log"
        return
    statement = json.loads(proof["statement"])
    if not is_signed_by(bytes.fromhex(proof["key"]), proof["statement"].encode(), bytes.fromhex(proof["signature"])):
        yield "the signature of the head of the decision log does not fit"
    if key and key.lower() != proof["key"]:
        yield "the head of the decision log was signed with another key than the one that you know"
    for entry in log["entries"]:
        number = entry["sequence"]
        if number in proof["not_signed_yet"] and number > statement["entries"]:
            continue
        path = [bytes.fromhex(step) for step in proof["paths"].get(str(number), [])]
        said = {name: value for name, value in entry.items() if name != "digest"}
        root = root_above(digest_of(said), number - 1, statement["entries"], path)
        if root is None or root.hex() != statement["root"]:
            yield f"entry {number} is not part of the decision log that was signed"


def words_of_proofs(bundle, manifest):
    """What is proven of the decision log, in sentences."""
    proof = read_json(bundle, manifest, "log-proof.json")
    if not proof or not proof["statement"]:
        yield "no head of the decision log was signed when the bundle was made: its entries stand on their own digests"
        return
    statement = json.loads(proof["statement"])
    yield f"{len(proof['paths'])} entries of the decision log are under the head signed {statement['made_at']}"
    yield f"key of that signature, to compare with one that you know from elsewhere: {proof['key']}"
    if proof["not_signed_yet"]:
        yield f"{len(proof['not_signed_yet'])} entries are younger than that head and prove themselves alone"


def check(where, key=""):
    """Print every fault; whether there is none."""
    bundle = Archive(where) if Path(where).is_file() else Folder(where)
    with bundle.open(MANIFEST) as file:
        text = file.read()
    manifest = json.loads(text)
    faults = [
        fault for look in (faults_of_files, faults_of_contracts, faults_of_log) for fault in look(bundle, manifest)
    ]
    faults += faults_of_proofs(bundle, manifest, key)
    for fault in faults:
        print(fault)
    for path in manifest.get("missing", []):
        print(f"was not there when the bundle was made: {path}")
    for sentence in words_of_proofs(bundle, manifest):
        print(sentence)
    print(f"{len(manifest['files'])} files, {len(faults)} faults")
    print(f"SHA-256 of manifest.json: {hashlib.sha256(text).hexdigest()}")
    return not faults


if __name__ == "__main__":
    WHERE = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent
    sys.exit(0 if check(WHERE, *sys.argv[2:3]) else 1)
