"""Files that are shipped with the signatures."""

from pathlib import Path

import audits.signatures


def shipped(name):
    return (Path(audits.signatures.__file__).parent / name).read_text(encoding="utf-8")
