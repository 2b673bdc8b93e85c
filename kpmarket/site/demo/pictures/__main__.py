"""``python -m kpmarket.demo.pictures static/kpmarket/families`` draws the home page's pictures again."""

import sys
from pathlib import Path

from kpmarket.site.demo.pictures import write_families

if __name__ == "__main__":
    write_families(Path(sys.argv[1]))
