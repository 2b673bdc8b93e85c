"""Invented hospitals, distributors and the people who buy for them."""

import unicodedata
from dataclasses import dataclass
from random import Random

ORGANISATIONS: tuple[tuple[str, str, str, str], ...] = (
    ("DE", "Klinikum Weidenau", "Annika", "Brandtner"),
    ("DE", "Elbtal Medizinbedarf GmbH", "Jonas", "Rehwinkel"),
    ("FR", "Centre hospitalier du Val-Clair", "Camille", "Aubertin"),
    ("NL", "Ziekenhuis De Lindehof", "Sanne", "van Oosterhuis"),
    ("IT", "Ospedale San Fiorano", "Giulia", "Marchesan"),
    ("ES", "Hospital Comarcal de Valdeoro", "Lucía", "Berganza"),
    ("PL", "Szpital Miejski w Jasnowie", "Marta", "Zielonka"),
    ("GB", "Marlowe Vale Hospitals Supply Partnership", "Harriet", "Penhallow"),
    ("CH", "Spitalverbund Rotfluh", "Beat", "Aeschlimann"),
    ("US", "Cedar Hollow Health System", "Daniel", "Whitcombe"),
    ("US", "Prairie Lantern Medical Distribution LLC", "Renee", "Castellow"),
    ("CA", "Lac-aux-Hérons Regional Hospital", "Émilie", "Charlebois"),
    ("AU", "Coolabah Coast Health Service", "Liam", "Fairweather"),
    ("JP", "Aozora Medical Trading K.K.", "Haruka", "Minazuki"),
    ("SG", "Straits Lantern Healthcare Pte. Ltd.", "Wei Ling", "Koh"),
    ("SA", "Al Waha Medical Supplies Est.", "Faisal", "Al Rashwan"),
    ("AE", "Dune Pearl Healthcare Trading FZE", "Mariam", "Al Suwaida"),
    ("BR", "Hospital Serra das Araras", "Thiago", "Monteverde"),
    ("MX", "Distribuidora Médica Tonalá Azul", "Ximena", "Valdovinos"),
    ("ZA", "Protea Ridge Hospital Group", "Naledi", "Mokwena"),
    ("KE", "Savanna Bridge Medical Stores", "Wanjiru", "Kamotho"),
    ("IN", "Neelgiri Lifeline Hospitals", "Arjun", "Venkatamani"),
    ("ID", "PT Nusa Cempaka Medika", "Putri", "Wardhani"),
    ("KR", "Haneul Medical Trading Co.", "Seo-yeon", "Baek"),
)
"""Country, organisation, given name, family name."""


@dataclass(frozen=True)
class Buyer:
    """An invented person who buys for an invented organisation abroad."""

    country: str
    organisation: str
    name: str
    email: str


def buyers(count: int, rng: Random) -> list[Buyer]:
    """So many buyers, their countries as mixed as the count allows."""
    rows = sorted(rng.sample(ORGANISATIONS, len(ORGANISATIONS)), key=_is_second_of_its_country)
    if count > len(rows):
        raise ValueError(f"Only {len(rows)} buyers are invented")
    return [_buyer(*row) for row in rows[:count]]


def _is_second_of_its_country(row: tuple[str, str, str, str]) -> bool:
    countries = [country for country, *_ in ORGANISATIONS]
    return ORGANISATIONS.index(row) != countries.index(row[0])


def _buyer(country: str, organisation: str, given: str, family: str) -> Buyer:
    domain = f"{_address_part(organisation.split(',')[0])[:30].strip('-')}.example"
    return Buyer(country, organisation, f"{given} {family}", f"{_address_part(given)}.{_address_part(family)}@{domain}")


def _address_part(words: str) -> str:
    """ASCII letters and hyphens, as an address allows."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(char if char.isalnum() else " " for char in bare).split())
