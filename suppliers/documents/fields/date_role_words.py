"""The words before a date that say what it is: issue, start or end of validity. In the languages of documents."""

from __future__ import annotations

import re
from enum import StrEnum


class Role(StrEnum):
    """What a date means. `PERIOD`: a first and a last day follow; `OTHER`: a date of something else."""

    ISSUED = "issued"
    FROM = "from"
    UNTIL = "until"
    PERIOD = "period"
    OTHER = "other"


EXPLICIT, LOOSE, BARE = 1.0, 0.93, 0.85
WORDS: tuple[tuple[Role, float, str], ...] = (
    (
        Role.UNTIL,
        EXPLICIT,
        r"valid(?:ity)?\s*(?:date)?\s*(?:until|till|to\b|thru|through|up\s*to)|good through|not after",
    ),
    (
        Role.UNTIL,
        EXPLICIT,
        (
            r"(?:date of |certificate )?expir(?:y|es?|ed|ation|ing)(?:\s*(?:date|day))?(?:\s*on)?"
            r"|valid(?:ity)? end(?:s| date)?|end of validity|end(?:ing)?\s*date"
            r"|(?:ends?|ending|terminates?|lapses?)\s*on"
            r"|(?:(?:remains?|is) )?(?:valid|effective|in force|current|registered|certified|approved"
            r"|authori[sz]ed) (?:until|till|to\b|through|thru|up to)"
            r"|terminat(?:ion|ing) date|term (?:ends?|ending)"
        ),
    ),
    (
        Role.UNTIL,
        EXPLICIT,
        (
            r"有效(?:期限?)?\s*(?:截?[至到]|终止|结束)(?:日期|时间)?|有效(?:期限?)?(?:结束|终止|截止)(?:日期?|时间)|失效(?:日期|时间)"
            r"|(?:到期|期满|届满)(?:日期?|时间)|(?:有效)?(?:截[止至]|终止)(?:日期?|时间)"
        ),
    ),
    (
        Role.UNTIL,
        EXPLICIT,
        r"g[uü]ltig bis|valable jusqu'?\s?(?:au|à)?|v[aá]lido hasta|v[aá]lido at[eé]|valid[oa]? fino al",
    ),
    (Role.UNTIL, LOOSE, r"\buntil\b|\btill\b|\bup to(?: and including)?\b(?! date)"),
    (Role.UNTIL, BARE, r"\bto\b|\bbis\b|至|到(?![\u4e00-\u9fff])"),
    (
        Role.FROM,
        EXPLICIT,
        (
            r"valid(?:ity)?\s*(?:date)?\s*(?:from|since|as of|starts?|beginning)|not before|start of validity"
            r"|(?:validity|term|certificate|certification|registration|cycle|period) (?:start|begins?"
            r"|beginning)\b(?: date)?"
            r"|begin(?:ning)? date|starting validity(?: date)?|(?:cycle\s)?start(?:ing)?\s*date"
            r"|takes? effect(?:\s*(?:on|from|as of))?|(?:starts?|begins?)\s*on"
        ),
    ),
    (
        Role.FROM,
        EXPLICIT,
        (
            r"(?:has |have )?(?:effect|effective)(?:\s*(?:date|from|as of|on))|effective\b|date effective"
            r"|date of effect|in force (?:from|since)|with effect from|entry into force|commenc\w+(?: date)?"
            r"|(?:enters?|comes?|came) into (?:force|effect)(?:\s*(?:on|from|as of))?"
        ),
    ),
    (
        Role.FROM,
        EXPLICIT,
        (
            r"有效期?限?(?:起始|开始|起|始)(?:日期?)?(?!止)|(?:生效|起效|启用)(?:日期?|时间)|有效(?:期限?)?(?:开始|起始)?自|(?:起始|开始)(?:日期|时间)"
            r"|g[uü]ltig (?:ab|von)|valable du|v[aá]lido desde"
        ),
    ),
    (Role.FROM, LOOSE, r"\bfrom\b|\bas of\b|自"),
    (
        Role.ISSUED,
        EXPLICIT,
        (
            r"(?:date|day) of (?:(?:this|the|current|latest|last)\s)?(?:certificate\b|report\b|letter\b"
            r"|declaration\b|agreement\b|mandate\b|document\b|licen[cs]e\b|(?:re-?)?issue|issuance|approval"
            r"|registration|certification|signature|signing|execution|authori[sz]ation|notification|clearance"
            r"|filing|release|drawing up|grant)"
            r"|issu(?:e|ance|ing)\s*date|date (?:issued|signed|authori[sz]ed|cleared|released)"
            r"|(?:certifica(?:tion|te)|approval|registration|decision|signature|signing|report|letter|document"
            r"|declaration|agreement|mandate|notification|clearance|release|authori[sz]ation|filing|licen[cs]e"
            r"|grant|sign-?off) date"  # codespell:ignore sign (printed on documents)
        ),
    ),
    (
        Role.ISSUED,
        EXPLICIT,
        (
            r"\bissued(?:\s*(?:on|at|date))?\b"
            r"|\b(?:done|given|signed|made|executed)\b(?:\s[^\W\d]+){0,4},?\s(?:on|this)\b|\bdated\b"
            r"|\bsigned(?:\s*on)?\b"
            r"|\b(?:approved|registered|granted|certified|decided|declared|authori[sz]ed|cleared|released"
            r"|re-?issued|drawn up|reported|concluded) on\b"  # codespell:ignore drawn (printed on documents)
            r"|date (?:registered|granted|approved|certified)|(?:date|day) of decision|ausstellungsdatum"
            r"|ausgestellt am|date d'[eé]mission|data de emiss[aã]o|data di emissione|fecha de emisi[oó]n"
        ),
    ),
    (
        Role.ISSUED,
        EXPLICIT,
        (
            r"(?:签发|发证|批准|核准|颁发|颁证|开具|出证|换发|备案|发布|填发|出具|签署|签订|签约|签证|核发|发照|授权|声明|注册|签字|颁布|审批|登记)(?:日期|时间)|报告日期"
            r"|(?<![\u4e00-\u9fff])(?:准|发证?)日期|(?:签|颁|核)发(?:于|日)"
        ),
    ),
    (Role.ISSUED, BARE, r"date of (?:the )?certification decision|certification decision(?: date)?"),
    (
        Role.ISSUED,
        LOOSE,
        r"\bissued?\b|签发|(?<![\u4e00-\u9fff])日\s*期(?![\u4e00-\u9fff])|(?<![\w-])date(?!\s*of)(?=\W|$)",
    ),
    (
        Role.PERIOD,
        EXPLICIT,
        (
            r"period of validity|(?:for|covers?|covering|during) the period|validity(?:\s*(?:period|date))?"
            r"|date of validity|有\s*效\s*日\s*期|valid\b|有\s*效\s*期\s*限?|(?:营\s*业|经\s*营|许\s*可)\s*期\s*限"
            r"|(?<![\u4e00-\u9fff])期\s*限|term of validity|\bterm\b|g[uü]ltigkeit"
        ),
    ),
    (
        Role.OTHER,
        EXPLICIT,
        (
            r"(?:date of )?first (?:issue[d]?|certifi\w+|approv\w+|grant\w*|regist\w+)(?:\s*(?:date|on))?"
            r"|(?:date of )?(?:initial|original)(?:ly)?\s*(?:issue[d]?|certifi\w+|approv\w+"
            r"|regist\w+)?(?:\s*(?:date|on))?"
            r"|since\b"
            r"|(?:previous|prior|former|superseded|transfer"
            r"|publi\w+)(?:\s(?:certificate|approval))?\s*(?:issue[d]?|expiry|expiration"
            r"|validity)?(?:\s*(?:date|on))?"
        ),
    ),
    (
        Role.OTHER,
        EXPLICIT,
        (
            r"(?:首次|初次|最初|(?<![中太平])原|上次|前次)(?:证书)?(?:发证|签发|注册|批准|获证|认证|颁发|到期|有效期)?(?:日期|时间)?|成立日期|注册日期(?=.*营业)"
            r"|变更日期|换证日期|年检"
        ),
    ),
    (
        Role.OTHER,
        EXPLICIT,
        (
            r"(?:date of )?recei(?:ved|pt)(?:\s*(?:on|date))?"
            r"|(?:date|period|time) of (?:test(?:ing|s)?|receipt|manufacture|production|sampling|birth|audit"
            r"|last audit|revision|change|printing|the audit)"
            r"|tested\b|test(?:ing)?\s*(?:date|period|on)|sampl(?:e|ing)\w*(?:\s*(?:date|received))?|production"
            r"|manufactur(?:e|ing|ed)\s*(?:date|on)?"
        ),
    ),
    (
        Role.OTHER,
        EXPLICIT,
        (
            r"(?:收样|到样|送样|来样|样品接收|接样|检[验测](?:起止|完成)?|检毕|测试|试验|送检|抽样|生产|制造|灭菌|打印|出生|审核|复审|修订|修改|受理|申请|申报|委托|完成|采样"
            r"|监督审核|实施|上市|公示|校准|编制|缴费|查询|下载|注销|暂停|撤销|延续|订单|合同)(?:日期|时间|周期)"
            r"|使用期限|保质期(?:至|限)?"
        ),
    ),
    (
        Role.OTHER,
        EXPLICIT,
        (
            r"revis(?:ion|ed)(?:\s*(?:date|on|\w))?|\brev\b|version"
            r"|(?:last|next) (?:audit|surveillance|review|inspection)\w*"
            r"|recertification\w*(?: audit)?(?: due)?(?: date)?|surveillance\w*|print(?:ed)?(?:\s*(?:date|on))?"
            r"|appli(?:ed|cation)(?:\s*(?:date|on))?|submitted(?: on)?|amended(?: on)?"
            r"|(?:\w+\s)?\bdue\b(?: date| on)?|(?:renewal|transfer|withdrawal|replacement) date|as amended by"
            r"|\bEXP\b|\bMFG\b|\bLOT\b"
        ),
    ),
    (Role.OTHER, LOOSE, r"(?:regulation|directive|act|announcement|order|decree|law)\b[^.:;]{0,60}?\bof\b"),
)
OTHER_THINGS = re.compile(
    r"(?:(?:\b(?:sample|product|device|batch|lot|shelf[ -]life|steril\w+|accreditation|insurance"
    r"|test(?:ing)?|standard|invoice|order|audit|inspection|visit|meeting|payment|delivery"
    r"|transition(?: period)?"
    r"|(?:previous|prior|former|old|superseded|replaced|withdrawn|original|first)(?: certificate| approval"
    r"| registration)?)\b)"
    r"|(?:样品|产品|货架|灭菌|保质|认可|首次|初次|原|旧|上次|标准|试剂)(?:证书?|注册证|的)?)\s*$",
    re.IGNORECASE | re.ASCII,
)
"""Right before a label they make it one of something else than the document."""
OF_OTHER_THINGS = re.compile(
    (
        r"\s*of\s(?:the\s|this\s|a\s)?(?:sample|product|device|batch|standard|test|previous|prior|former"
        r"|superseded|old|application|contract|order|accreditation|last\b|next\b)"
    ),
    re.IGNORECASE | re.ASCII,
)
BARE_DATE = re.compile(r"date", re.IGNORECASE)
