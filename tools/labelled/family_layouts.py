"""Pages of a layout family: one HTML template per kind of document (`pages/`), in one of two arrangements."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from kpmarket.site.demo.chance import chance
from tools.labelled.family_content import FamilyContent
from tools.labelled.kinds import Kind
from tools.labelled.layouts import COLOURS, dates_of
from tools.labelled.pool_d import POOL_D
from tools.labelled.pool_e import POOL_E
from tools.labelled.pool_facts import facts_of

PAGES = Path(__file__).parent / "pages"
ARRANGEMENTS = re.compile(r"(?s)<alt>(.*?)</alt>")
WORDINGS = re.compile(r"\{\?([^{}]*)\}")
SHAPES = re.compile(r"\{#([^{}]*)\}")
STANDARDS = re.compile(r"\[\[([^\]]*)\]\]")
SLOTS = re.compile(r"\{(\w+)\}")
FONTS = (
    "Liberation Serif, Noto Serif CJK SC", "Liberation Sans, Noto Sans CJK SC", "Liberation Sans, Noto Serif CJK SC",
    "DejaVu Sans, Noto Sans CJK SC", "Liberation Serif, Noto Sans CJK SC",
)  # fmt: skip
POOLS = {"d": POOL_D, "e": POOL_E}


def page_of(kind: Kind, variant: str, seed: str, *, stamped: bool) -> tuple[str, FamilyContent]:
    """The page as HTML, and the facts that it states."""
    pool, pages = POOLS[variant], PAGES / variant
    rng = chance("house", kind.id, variant, seed)  # codespell:ignore house (a seed: another word gives other documents)
    written = pool.as_they_write.get(kind.id, dates_of(kind, variant, seed))
    english = written if kind.languages == "en" else rng.choice(pool.english_days)
    content = FamilyContent(kind, facts_of(kind, seed, pool), (written, english), pool, rng)
    body = _fill_template((pages / f"{kind.id}.html").read_text(encoding="utf-8"), content, rng)
    seal = content.seal() if stamped else ""
    style = (pages / "style.css").read_text(encoding="utf-8").replace("VAR", rng.choice(COLOURS))
    html = (
        f'<!doctype html><meta charset="utf-8"><style>{style.replace("ROTATION", str(rng.randrange(-14, 15)))}</style>'
        f'<body style="font-family:{rng.choice(FONTS)}">{body.replace("<i></i>", f"<span class=seal-anchor>{seal}</span>")}'
        '<p class="foot">Invented specimen for measurement. Not a certificate. 样本，仅供测量使用。</p>'
    )
    return html, content


def _fill_template(text: str, content: FamilyContent, rng: Random) -> str:
    """One of the arrangements, one of the wordings, and each slot with its fact; a mark where a seal would be."""
    text = ARRANGEMENTS.sub(lambda found: rng.choice(found[1].split("<or>")), text)
    text = WORDINGS.sub(lambda found: rng.choice(found[1].split("|")), text)
    text = SHAPES.sub(lambda found: content.shape(found[1]), text)
    text = STANDARDS.sub(lambda found: content.standard(found[1]), text)
    text = text.replace("{issued", "<i></i>{issued", 1)
    return SLOTS.sub(lambda found: content.value(found[1]), text)
