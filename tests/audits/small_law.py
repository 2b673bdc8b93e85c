"""A rulebook of two lands that a test can read in one look."""

from pathlib import Path

DOCUMENT = """
  name: {name}
  name_zh: {name}
  kind: declaration
  market: '*'
  issued_by: {{kind: manufacturer, name: Manufacturer}}
  held_by: manufacturer
  covers: {covers}
  confidence: high
  sources: [law]
"""
FILES = {
    "sources.yaml": "law: {title: The law, url: 'https://law.example/', quality: official}\n",
    "countries.yaml": "EU: {DE: Germany, FR: France}\nUS: {US: United States}\n",
    "evidence_types.yaml": "".join(
        f"{id_}:{DOCUMENT.format(name=name, covers=covers)}"
        for id_, name, covers in [
            ("doc", "Declaration", "product"),
            ("report", "Test report", "product"),
            ("licence", "Business licence", "company"),
        ]
    ),
    "product_types.yaml": """
medical_mask:
  name: Mask
  name_zh: 口罩
  kind: medical_device
  definition: A mask
  hs_2017: ['6307.90']
  hs_2022: ['6307.90']
  attributes:
    sterile: {kind: yes_no, label: Sterile, label_zh: 是否无菌}
  specification:
    - {key: layers, label: Layers, label_zh: 层数, kind: number}
    - {key: colour, label: Colour, label_zh: 颜色, kind: text}
    - {key: size, label: Size, label_zh: 规格, kind: text}
""",
    "standards.yaml": """
standards:
  - id: EN 1
    publisher: CEN
    title: Masks
    editions:
      - {edition: '2019', confidence: high, sources: [law]}
""",
    "markets/EU.yaml": """
market: EU
name: European Union
name_zh: 欧盟
requirements:
  medical_mask:
    - id: EU.medical_mask.1
      route: Declaration of conformity
      condition: {sterile: false}
      from: 2021-05-26
      asks: {all_of: [doc, {report: {standard: EN 1}}]}
      confidence: high
      legal_basis: Article 1
      sources: [law]
""",
    "markets/US.yaml": """
market: US
name: United States
name_zh: 美国
requirements:
  medical_mask:
    - id: US.medical_mask.1
      route: Clearance
      from: 2000-01-01
      until: 2027-01-31
      asks: doc
      confidence: low
      legal_basis: Section 1
      sources: [law]
""",
    "markets/CN.yaml": """
market: CN
name: China, exporting side
name_zh: 中国
requirements:
  medical_mask:
    - id: CN.medical_mask.1
      route: Identity of the maker
      from: 2020-01-01
      asks: licence
      confidence: medium
      legal_basis: Announcement 1
      sources: [law]
""",
}


def write(directory: Path, **changes: str) -> Path:
    """The small law in that directory; ``changes`` replace whole files, named without folder and ending."""
    for name, text in FILES.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changes.get(Path(name).stem, text), encoding="utf-8")
    return directory
