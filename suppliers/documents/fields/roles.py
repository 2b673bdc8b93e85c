"""What a day on a paper is for, told by the words before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from suppliers.documents.fields.dates import Dated


class Role(StrEnum):
    """What a day says of the paper. `PERIOD`: a first and a last day follow; `OTHER`: not about the paper at all."""

    ISSUED = "issued"
    FROM = "from"
    UNTIL = "until"
    PERIOD = "period"
    OTHER = "other"


@dataclass(frozen=True)
class Label:
    """Words that tell a role, where they end, and how plainly they tell it."""

    role: Role
    start: int
    end: int
    plainness: float


PLAIN, LOOSE, BARE = 1.0, 0.93, 0.85
WORDS: tuple[tuple[Role, float, str], ...] = (
    (Role.UNTIL, PLAIN, r"valid(?:ity)?\s*(?:date)?\s*(?:until|till|to\b|thru|through|up\s*to)|good through|not after"),
    (Role.UNTIL, PLAIN, r"(?:date of |certificate )?expir(?:y|es|ation|ing)(?:\s*(?:date|day))?(?:\s*on)?|valid(?:ity)? end(?:s| date)?|end of validity|end(?:ing)?\s*date|(?:ends?|ending|terminates?|lapses?)\s*on|(?:remains?|is) (?:valid|effective|in force) (?:until|till|to\b|through)"),
    (Role.UNTIL, PLAIN, r"有效(?:期限?)?\s*(?:截?[至到]|终止)(?:日期)?|失效日期|到期日期?|截止日期|有效截止日期?|届满日期?"),
    (Role.UNTIL, PLAIN, r"g[uü]ltig bis|valable jusqu'?\s?(?:au|à)?|v[aá]lido hasta|v[aá]lido at[eé]|valid[oa]? fino al"),
    (Role.UNTIL, LOOSE, r"\buntil\b|\btill\b|\bup to(?: and including)?\b"),
    (Role.UNTIL, BARE, r"\bto\b|\bbis\b|至|到(?![\u4e00-\u9fff])"),
    (Role.FROM, PLAIN, r"valid(?:ity)?\s*(?:date)?\s*(?:from|since|as of|starts?|beginning)|not before|start of validity|validity start|(?:cycle\s)?start(?:ing)?\s*date|cycle start|takes? effect(?:\s*on)?|(?:starts?|begins?)\s*on"),
    (Role.FROM, PLAIN, r"effective(?:\s*(?:date|from|as of|on))?|date of effect|in force (?:from|since)|with effect from|entry into force|commenc\w+(?: date)?|(?:enters?|comes?|came) into (?:force|effect)(?:\s*(?:on|from|as of))?"),
    (Role.FROM, PLAIN, r"有效期?限?(?:起始|开始|起|始)(?:日期?)?(?!止)|生效日期?|有效(?:期限?)?(?:开始|起始)?自|起始日期|开始日期|g[uü]ltig (?:ab|von)|valable du|v[aá]lido desde"),
    (Role.FROM, LOOSE, r"\bfrom\b|\bas of\b|自"),
    (Role.ISSUED, PLAIN, r"(?:date|day) of (?:(?:this|the|current|latest|last)\s)?(?:certificate\b|report\b|(?:re-?)?issue|issuance|approval|registration|certification|signature|grant)|issu(?:e|ance|ing)\s*date|date issued|certification date|approval date|registration date|decision date"),
    (Role.ISSUED, PLAIN, r"\bissued(?:\s*(?:on|at|date))?\b|\b(?:done|given|signed|made|executed)\b(?:\s[^\W\d]+){0,4},?\s(?:on|this)\b|\bdated\b|\bsigned(?:\s*on)?\b|\b(?:approved|registered|granted|certified|decided) on\b|date (?:registered|granted|approved|certified)|(?:date|day) of decision|ausstellungsdatum|ausgestellt am|date d'[eé]mission|data de emiss[aã]o|data di emissione|fecha de emisi[oó]n"),
    (Role.ISSUED, PLAIN, r"(?:签发|发证|批准|颁发|颁证|开具|出证|换发|备案|发布|填发|出具|签署|核发|签字|颁布|审批|登记)(?:日期|时间)|报告日期|(?:签|颁|核)发(?:于|日)"),
    (Role.ISSUED, LOOSE, r"\bissued?\b|签发|(?<![\u4e00-\u9fff])日\s*期(?![\u4e00-\u9fff])|(?<![\w-])date(?!\s*of)(?=\W|$)"),
    (Role.PERIOD, PLAIN, r"period of validity|validity(?:\s*period)?|valid\b|有\s*效\s*期\s*限?|(?:营\s*业|经\s*营|许\s*可)\s*期\s*限|(?<![\u4e00-\u9fff])期\s*限|term of validity|\bterm\b|g[uü]ltigkeit"),
    (Role.OTHER, PLAIN, r"(?:date of )?first (?:issue[d]?|certifi\w+|approv\w+|grant\w*|regist\w+)(?:\s*(?:date|on))?|(?:date of )?(?:initial|original)(?:ly)?\s*(?:issue[d]?|certifi\w+|approv\w+|regist\w+)?(?:\s*(?:date|on))?|since\b|(?:previous|prior|former|superseded|transfer|publi\w+)(?:\s(?:certificate|approval))?\s*(?:issue[d]?|expiry|expiration|validity)?(?:\s*(?:date|on))?"),
    (Role.OTHER, PLAIN, r"(?:首次|初次|最初|原|上次|前次)(?:证书)?(?:发证|签发|注册|批准|获证|认证|颁发|到期|有效期)?(?:日期|时间)?|成立日期|注册日期(?=.*营业)|变更日期|换证日期|年检"),
    (Role.OTHER, PLAIN, r"(?:date of )?recei(?:ved|pt)(?:\s*(?:on|date))?|(?:date|period|time) of (?:test(?:ing|s)?|receipt|manufacture|production|sampling|birth|audit|last audit|revision|change|printing|the audit)|tested\b|test(?:ing)?\s*(?:date|period|on)|sampl(?:e|ing)\w*(?:\s*(?:date|received))?|production|manufactur(?:e|ing|ed)\s*(?:date|on)?"),
    (Role.OTHER, PLAIN, r"(?:收样|到样|样品接收|接样|检[验测]|测试|试验|送检|抽样|生产|制造|打印|出生|审核|修订|修改|受理|申请|完成|采样|监督审核)(?:日期|时间|周期)"),
    (Role.OTHER, PLAIN, r"revis(?:ion|ed)(?:\s*(?:date|on|\w))?|\brev\b|version|(?:last|next) (?:audit|surveillance|review)\w*|recertification\w*(?: audit)?(?: due)?(?: date)?|surveillance\w*|print(?:ed)?(?:\s*(?:date|on))?|appli(?:ed|cation)(?:\s*(?:date|on))?|submitted(?: on)?|amended(?: on)?|\bdue\b|as amended by|\bEXP\b|\bMFG\b|\bLOT\b"),
    (Role.OTHER, LOOSE, r"(?:regulation|directive|act|announcement|order|decree|law)\b[^.:;]{0,60}?\bof\b"),
)  # fmt: skip
COMPILED = tuple((role, plainness, re.compile(words, re.IGNORECASE | re.ASCII)) for role, plainness, words in WORDS)
CONNECTOR = re.compile(
    r"[\s,;.]*(?:\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b|\bbis\b|\bau\b|\ba\b|至|到|~|-{1,2}|/|起至|起)[\s]*(?:的)?\s*",
    re.IGNORECASE,
)
FOLLOWS_FROM = re.compile(r"\s*(?:起|开始|之日起)")
FOLLOWS_UNTIL = re.compile(r"\s*(?:止|前有效|到期|为止|失效)")


def labels_in(text: str) -> list[Label]:
    """The labels of a text in their order; of those that overlap, the longest."""
    found = [
        Label(role, match.start(), match.end(), plainness)
        for role, plainness, words in COMPILED
        for match in words.finditer(text)
        if match.end() > match.start()
    ]
    found.sort(key=lambda one: (one.start - one.end, -one.plainness))
    kept: list[Label] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def joined(before: str, between: str) -> bool:
    """Whether two days are the first and the last of one period: nothing but "to" stands between them."""
    return bool(CONNECTOR.fullmatch(between)) and not before.endswith("/")


def role_by_what_follows(text: str, found: Dated) -> Role | None:
    """The role that Chinese tells behind the day: 起, 止."""
    rest = text[found.end :]
    if FOLLOWS_UNTIL.match(rest):
        return Role.UNTIL
    return Role.FROM if FOLLOWS_FROM.match(rest) else None
