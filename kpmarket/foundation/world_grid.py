"""The cell of each country on the map of tiles, arranged by eye so that neighbours stay neighbours."""

from dataclasses import dataclass

ROWS = [
    "",
    ".. .. .. .. .. .. .. .. GL .. .. IS .. .. NO SE FI .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..",
    ".. .. .. CA .. .. .. .. .. .. .. IE GB .. DK .. EE .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..",
    ".. .. .. US .. .. BM .. .. .. .. .. .. NL DE PL LV .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..",
    ".. .. .. .. .. .. .. .. .. .. .. .. BE LU CZ SK LT BY RU .. .. .. .. .. .. .. .. .. .. .. .. ..",
    ".. .. MX .. .. .. BS .. .. .. .. .. FR CH LI AT HU UA MD .. .. KZ .. .. .. .. .. .. .. .. .. ..",
    ".. .. GT BZ .. CU HT DO KN AG PT ES AD MC SI HR RS RO .. GE AZ UZ KG .. MN .. KP .. .. .. .. ..",
    ".. .. SV HN .. JM .. PR DM LC .. .. SM IT BA ME XK BG TR AM .. TM TJ .. CN .. KR JP .. .. .. ..",
    ".. .. .. NI .. .. .. .. VC BB .. .. VA MT .. AL MK GR CY SY IQ IR AF NP BT MO HK TW .. .. .. ..",
    ".. .. .. CR PA .. .. .. GD TT EH MA DZ TN LY EG PS IL LB JO KW BH PK IN BD MM LA VN .. .. .. ..",
    ".. .. .. .. .. CO VE GY SR CV MR ML BF NE TD SD ER .. .. SA QA AE .. LK .. .. TH KH PH .. .. ..",
    ".. .. .. .. EC PE BR .. .. GM SN GN GH BJ NG CF SS ET DJ YE OM .. MV .. .. .. MY BN .. PW FM MH",
    ".. .. .. .. .. BO PY .. .. GW SL LR CI TG CM CG UG KE SO .. .. .. .. .. .. .. SG ID TL PG NR KI",
    ".. .. .. .. .. CL AR UY .. .. .. .. ST GQ GA CD RW TZ .. SC .. .. .. .. .. .. .. .. .. SB TV WS",
    ".. .. .. .. .. .. .. .. .. .. .. .. .. .. AO ZM BI MW KM .. .. .. .. .. .. .. .. AU .. VU FJ TO",
    ".. .. .. .. .. .. .. .. .. .. .. .. .. .. NA BW ZW MZ .. MG MU .. .. .. .. .. .. .. .. .. .. ..",
    ".. .. .. .. .. .. .. .. .. .. .. .. .. .. ZA LS SZ .. .. .. .. .. .. .. .. .. .. .. .. NZ .. ..",
    "",
][1:-1]

POSITIONS: dict[str, tuple[int, int]] = {
    code: (column, row) for row, line in enumerate(ROWS) for column, code in enumerate(line.split()) if code != ".."
}
COLUMNS = len(ROWS[0].split())
TILE = 22
WIDTH, HEIGHT = COLUMNS * TILE, len(ROWS) * TILE


@dataclass(frozen=True)
class CountryState:
    """The state of a product in one country, and the page that explains it."""

    code: str
    state: str
    name: str = ""
    url: str = ""
