"""Pages of a house: each kind as its issuers print it, out of a page of its own (`pages/`), in one of two arrangements."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import escape
from pathlib import Path
from random import Random

from kpmarket.demo.chance import chance
from kpmarket.demo.codes import fill_shape
from suppliers.documents.fields.proposals import FieldName
from tests.labelled.facts import Facts
from tests.labelled.fresh import facts_of
from tests.labelled.kinds import Kind
from tests.labelled.layouts import COLOURS, SEAL, dates_of
from tests.labelled.pool import Pool
from tests.labelled.pool_d import POOL_D
from tests.labelled.printed import EN_DATES, ZH_DATES, Printed

PAGES = Path(__file__).parent / "pages"
ARRANGEMENTS = re.compile(r"(?s)<alt>(.*?)</alt>")
WORDINGS = re.compile(r"\{\?([^{}]*)\}")
SHAPES = re.compile(r"\{#([^{}]*)\}")
STANDARDS = re.compile(r"\[\[([^\]]*)\]\]")
SLOTS = re.compile(r"\{(\w+)\}")
MANY = frozenset({FieldName.STANDARD, FieldName.MODEL})
ENGLISH_DAYS = ("day-name", "dashes", "name-day", "ordinal", "german")
AS_THEY_WRITE = {"us_510k": "name-day", "gb_mhra_registration": "day-name", "cn_business_licence": "padded"}
EARLIER = {"us_510k": (60, 150), "test_report": (8, 40), "cn_gb_report": (15, 70), "eu_ppe_module_c2": (20, 60)}
FONTS = (
    "Liberation Serif, Noto Serif CJK SC", "Liberation Sans, Noto Sans CJK SC", "Liberation Sans, Noto Serif CJK SC",
    "DejaVu Sans, Noto Sans CJK SC", "Liberation Serif, Noto Sans CJK SC",
)  # fmt: skip
POOLS = {"d": POOL_D}


class Told(Printed):
    """What a house prints: the same fact may stand several times, in two languages, in sentences and at the foot."""

    def __init__(self, kind: Kind, facts: Facts, days: tuple[str, str], pool: Pool, rng: Random) -> None:
        super().__init__(kind, facts, days[0])
        self._english, self._chinese, self.rng = EN_DATES[days[1]], ZH_DATES[days[0] if self.zh else "plain"], rng
        self.other_body = pool.other_body
        self.representative, self.signer = rng.choice(pool.representatives), rng.choice(pool.signers)
        self.british, self.agent_name = rng.choice(pool.british), rng.choice(pool.agents)
        self.on_the_rim: list[str] = []
        self.earlier = facts.issued_on - timedelta(days=rng.randrange(*EARLIER.get(kind.id, (400, 900))))

    @property
    def not_judged(self) -> list[str]:
        """A declaration names the notified body of another paper: whether that is its issuer's number, nobody decides."""
        names_another = [str(FieldName.ISSUER_NUMBER)] if self.kind.id == "eu_doc_ppe" else []
        return [*super().not_judged, *names_another, *self.on_the_rim]

    def seal(self) -> str:
        """Whoever issued the paper seals it; a maker's seal has its Chinese name, on English papers, too."""
        if not self.facts.issuer_en and not self.facts.issuer_zh:
            self.on_the_rim = [] if self.zh else [str(FieldName.HOLDER_ZH)]
            return SEAL.replace("NAME", self.facts.holder_zh)
        if self.facts.issuer_zh:
            self._note(FieldName.ISSUER, self.facts.issuer_zh)
        return SEAL.replace("NAME", self.facts.issuer_zh or self.facts.issuer_en)

    def _note(self, field: FieldName, *spellings: str) -> None:
        known = self.truth.setdefault(str(field), [])
        if not known or (field in MANY and all(spellings[0] not in one for one in known)):
            known.append([one for one in spellings if one])
        elif field not in MANY:
            known[0].extend(one for one in spellings if one and one not in known[0])

    def standard(self, standard: str) -> str:
        self._note(FieldName.STANDARD, standard)
        return standard

    def shape(self, shape: str) -> str:
        """A number that is nobody's answer; signs `#` alone are digits, else the first one only marks the place."""
        return fill_shape(shape if shape.strip("#") else f"#{shape}", self.rng)

    def _plain(self, field: FieldName, value: str) -> str:
        self._note(field, value)
        return escape(value, quote=False)

    def _holder_zh(self) -> str:
        return self._plain(FieldName.HOLDER_ZH, self.facts.holder_zh)

    def _holder_en(self) -> str:
        return self._plain(FieldName.HOLDER_EN, self.facts.holder_en)

    def _address_zh(self) -> str:
        return self._plain(FieldName.ADDRESS, self.facts.address_zh)

    def _address_en(self) -> str:
        return self._plain(FieldName.ADDRESS, self.facts.address_en)

    def _site_zh(self) -> str:
        """The place of production; where it is another than the seat, both are addresses of the holder."""
        return self._plain(
            FieldName.ADDRESS, self.facts.address_zh + ("东区厂房" if self.facts.person_zh > "费" else "")
        )

    def _issuer_zh(self) -> str:
        return self._plain(FieldName.ISSUER, self.facts.issuer_zh)

    def _issuer_en(self) -> str:
        return self._plain(FieldName.ISSUER, self.facts.issuer_en)

    def _fda(self) -> str:
        self._note(FieldName.ISSUER, "U.S. Food & Drug Administration", "U.S. Food and Drug Administration", "FDA")
        self._note(FieldName.ISSUER, "Food and Drug Administration", "Food & Drug Administration")
        return "U.S. FOOD &amp; DRUG ADMINISTRATION"

    def _mhra(self) -> str:
        self._note(FieldName.ISSUER, "Medicines & Healthcare products Regulatory Agency", "MHRA")
        self._note(FieldName.ISSUER, "Medicines and Healthcare products Regulatory Agency")
        return "Medicines &amp; Healthcare products<br>Regulatory Agency"

    def _product_zh(self) -> str:
        return self.facts.product_zh

    def _product_en(self) -> str:
        return self.facts.product_en

    def _standards_lines(self) -> str:
        return "<br>".join(self.standard(one) for one in self.facts.standards)

    def _class_en(self) -> str:
        return self._class()

    def _class_one(self) -> str:
        self._note(FieldName.CLASS, "I")
        return "第一类"

    def _issued_zh(self) -> str:
        return self._day(FieldName.ISSUED_ON, self.facts.issued_on, chinese=True)

    def _issued_en(self) -> str:
        return self._day(FieldName.ISSUED_ON, self.facts.issued_on, chinese=False)

    def _starts_zh(self) -> str:
        return self._day(FieldName.VALID_FROM, self.facts.valid_from, chinese=True)

    def _starts_en(self) -> str:
        return self._day(FieldName.VALID_FROM, self.facts.valid_from, chinese=False)

    def _ends_zh(self) -> str:
        return self._day(FieldName.VALID_UNTIL, self.facts.valid_until, chinese=True)

    def _ends_en(self) -> str:
        return self._day(FieldName.VALID_UNTIL, self.facts.valid_until, chinese=False)

    def _day(self, field: FieldName, day: date, *, chinese: bool) -> str:
        self._note(field, day.isoformat())
        return self._chinese(day) if chinese else self._english(day)

    def _founded(self) -> str:
        return self._chinese(self.facts.valid_from)

    def _other_zh(self) -> str:
        return self._chinese(self.earlier)

    def _other_en(self) -> str:
        return self._english(self.earlier)

    def _later_en(self) -> str:
        return self._english(self.earlier + timedelta(days=3))

    def _years(self) -> str:
        return str(self.facts.years)

    def _city_zh(self) -> str:
        return self.facts.address_zh[3:6]

    def _city_en(self) -> str:
        return self.facts.holder_en.split()[0]

    def _rep(self) -> str:
        return self.representative[0]

    def _rep_address(self) -> str:
        return self.representative[1]

    def _rep_uk(self) -> str:
        return self.british

    def _agent(self) -> str:
        return self.agent_name

    def _nb(self) -> str:
        return self.other_body

    def _nb_person(self) -> str:
        return self.signer

    def _person_en(self) -> str:
        return self.facts.person_en

    def _person_zh(self) -> str:
        return self.facts.person_zh

    def _tel(self) -> str:
        return f"0{512 + len(self.facts.holder_en)}-8{self.facts.issued_on:%m%d}{self.facts.valid_until:%d%m}"[:13]


def page_of(kind: Kind, variant: str, seed: str, *, stamped: bool) -> tuple[str, Told]:
    """The page as HTML, and what is printed on it."""
    pool, pages = POOLS[variant], PAGES / variant
    rng = chance("house", kind.id, variant, seed)
    written = AS_THEY_WRITE.get(kind.id, dates_of(kind, variant, seed))
    english = written if kind.languages == "en" else rng.choice(ENGLISH_DAYS)
    told = Told(kind, facts_of(kind, seed, pool), (written, english), pool, rng)
    body = _filled((pages / f"{kind.id}.html").read_text(encoding="utf-8"), told, rng)
    seal = told.seal() if stamped else ""
    style = (pages / "style.css").read_text(encoding="utf-8").replace("VAR", rng.choice(COLOURS))
    html = (
        f'<!doctype html><meta charset="utf-8"><style>{style.replace("TURN", str(rng.randrange(-14, 15)))}</style>'
        f'<body style="font-family:{rng.choice(FONTS)}">{body.replace("<i></i>", f"<span class=here>{seal}</span>")}'
        '<p class="foot">Invented specimen for measurement. Not a certificate. 样本，仅供测量使用。</p>'
    )
    return html, told


def _filled(text: str, told: Told, rng: Random) -> str:
    """One of the arrangements, one of the wordings, and each slot with its fact; a mark where a seal would be."""
    text = ARRANGEMENTS.sub(lambda found: rng.choice(found[1].split("<or>")), text)
    text = WORDINGS.sub(lambda found: rng.choice(found[1].split("|")), text)
    text = SHAPES.sub(lambda found: told.shape(found[1]), text)
    text = STANDARDS.sub(lambda found: told.standard(found[1]), text)
    text = text.replace("{issued", "<i></i>{issued", 1)
    return SLOTS.sub(lambda found: told.value(found[1]), text)
