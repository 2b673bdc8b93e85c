"""What the pages of a layout family state, slot by slot, and so what is true of its documents."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from random import Random

from kpmarket.site.demo.codes import fill_shape
from suppliers.documents.fields.proposals import FieldName
from tools.labelled.facts import Facts
from tools.labelled.kinds import Kind
from tools.labelled.layouts import SEAL
from tools.labelled.page_content import EN_DATES, ZH_DATES, PageContent
from tools.labelled.pool import Pool

MANY = frozenset({FieldName.STANDARD, FieldName.MODEL})
EARLIER = {"us_510k": (60, 150), "test_report": (8, 40), "cn_gb_report": (15, 70), "eu_ppe_module_c2": (20, 60)}


class FamilyContent(PageContent):
    """Facts of one document of a family: the same fact may stand several times, in two languages, in sentences and at the foot."""

    def __init__(self, kind: Kind, facts: Facts, days: tuple[str, str], pool: Pool, rng: Random) -> None:
        super().__init__(kind, facts, days[0])
        self._english, self._chinese, self.rng = EN_DATES[days[1]], ZH_DATES[days[0] if self.zh else "plain"], rng
        self.pool = pool
        self.left_open: list[str] = []
        self.representative, self.signer = rng.choice(pool.representatives), rng.choice(pool.signers)
        self.british, self.agent_name = rng.choice(pool.british), rng.choice(pool.agents)
        self.on_the_rim: list[str] = []
        self.earlier = facts.issued_on - timedelta(days=rng.randrange(*EARLIER.get(kind.id, (400, 900))))

    @property
    def not_judged(self) -> list[str]:
        """A declaration names the notified body of another document: whether that is its issuer's number, nobody decides."""
        names_another = [str(FieldName.ISSUER_NUMBER)] if self.kind.id == "eu_doc_ppe" else []
        return [*super().not_judged, *names_another, *self.left_open, *self.on_the_rim]

    def seal(self) -> str:
        """Whoever issued the document seals it; a maker's seal has its Chinese name, on English documents, too."""
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
        """A number that is nobody's answer. Each `#` of the shape becomes a digit."""
        return fill_shape(shape if shape.strip("#") else f"#{shape}", self.rng)

    def _note_and_escape(self, field: FieldName, value: str) -> str:
        self._note(field, value)
        return escape(value, quote=False)

    def _holder_zh(self) -> str:
        return self._note_and_escape(FieldName.HOLDER_ZH, self.facts.holder_zh)

    def _holder_en(self) -> str:
        return self._note_and_escape(FieldName.HOLDER_EN, self.facts.holder_en)

    def _address_zh(self) -> str:
        return self._note_and_escape(FieldName.ADDRESS, self.facts.address_zh)

    def _address_en(self) -> str:
        return self._note_and_escape(FieldName.ADDRESS, self.facts.address_en)

    def _site_zh(self) -> str:
        """The place of production; where it is another than the seat, both are addresses of the holder."""
        return self._note_and_escape(
            FieldName.ADDRESS, self.facts.address_zh + ("东区厂房" if self.facts.person_zh > "费" else "")
        )

    def _issuer_zh(self) -> str:
        return self._note_and_escape(FieldName.ISSUER, self.facts.issuer_zh)

    def _issuer_en(self) -> str:
        return self._note_and_escape(FieldName.ISSUER, self.facts.issuer_en)

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
        return self.pool.other_body

    def _nb_person(self) -> str:
        return self.signer

    def _person_en(self) -> str:
        return self.facts.person_en

    def _person_zh(self) -> str:
        return self.facts.person_zh

    def _tel(self) -> str:
        return f"0{512 + len(self.facts.holder_en)}-8{self.facts.issued_on:%m%d}{self.facts.valid_until:%d%m}"[:13]

    def _town_en(self) -> str:
        return next(place[7] for place in self.pool.places if place[4] == self._city_zh())

    def _seat(self) -> str:
        """Where the issuer sits: at the foot of its documents, and nobody's answer."""
        return self.pool.seats[self.facts.issuer_en]

    def _site_en(self) -> str:
        """The site of production; now and then a part of the seat with a name of its own."""
        return self._note_and_escape(
            FieldName.ADDRESS, ("Workshop 3, " if "u" in self.signer else "") + self.facts.address_en
        )

    def _models_lines(self) -> str:
        return "<br>".join(self._models().replace("、", ", ").split(", "))

    def _rows_en(self) -> str:
        return self._rows(self.facts.product_en)

    def _rows_zh(self) -> str:
        return self._rows(self.facts.product_zh)

    def _rows_both(self) -> str:
        return self._rows(f"{self.facts.product_zh}<br>{self.facts.product_en}")

    def _rows(self, product: str) -> str:
        """A row of a table of products for each model: its place, what it is, the model, and pieces in a box."""
        for model in self.facts.models:
            self._note(FieldName.MODEL, model)
        return "".join(
            f"<tr><td>{place}</td><td>{product}</td><td>{model}</td><td>{50 * place}</td></tr>"
            for place, model in enumerate(self.facts.models, 1)
        )

    def _class_bare(self) -> str:
        return self._class().removeprefix("Class ")

    def _lasting(self) -> str:
        """A term from the day of issue: its last day is read in two ways, its first is nowhere called so."""
        self.left_open.append(str(FieldName.VALID_FROM))
        last = self.facts.valid_until
        self._note(FieldName.VALID_UNTIL, last.isoformat(), (last + timedelta(days=1)).isoformat())
        return {1: "one year", 2: "two (2) years"}[self.facts.years]

    def _nb_if_any(self) -> str:
        """The body that had a part in it; a device of the lowest class has none."""
        if self.facts.device_class in {"I", "A"}:
            return "Not applicable"
        self.left_open.append(str(FieldName.ISSUER_NUMBER))
        return self.pool.other_body

    def _second_class(self) -> str:
        """What the firm may make: whether that is the class of a document on it, nobody decides."""
        self.left_open.append(str(FieldName.CLASS))
        return "第二类"

    def _other_yy(self) -> str:
        """The year of the earlier day, as numbers of other documents have it."""
        return f"{self.earlier:%y}"

    def _year(self) -> str:
        return str(self.facts.issued_on.year)

    def _actor(self) -> str:
        return self._local_representative()[0]

    def _actor_address(self) -> str:
        return self._local_representative()[1]

    def _local_representative(self) -> tuple[str, str]:
        """The representative in the country that the registration number begins with."""
        country = {"NL": "Netherlands", "IE": "Ireland", "FR": "France"}[self.facts.number[:2]]
        return next(one for one in self.pool.representatives if one[1].endswith(country))
