"""The labels of values, in both languages: words before, next to or above a value."""

import re

from suppliers.documents.fields import date_roles, number_labels

ISSUER = re.compile(
    r"(?:issued|granted|approved|certified|registered|awarded|verified|signed and issued) by\b|issuer\b"
    r"|certifier\b|registrar\b|registered with|body issuing (?:this|the) certificate"
    r"|for and on behalf of\b(?: the notified body)?"
    r"|(?:name of (?:the )?)?(?:accredited )?(?:issuing|certification|certifying|registration|inspection"
    r"|test|testing|auditing|audit|licensing|competent|approval|approving|responsible"
    r"|conformity assessment|notified|approved) (?:authority|body|organi[sz]ation|office|agency|laboratory"
    r"|institution)\b(?:\sname\b)?"
    r"|(?:name of (?:the )?)?laboratory\b(?!\sservices)(?:\sname\b)?|authority\b(?=\s*(?::|$))"
    r"|(?:the\s)?(?:authori[sz]ed\s)?representative\b"
    r"|(?:审批|发证|登记|备案|颁证|认证|签发|批准|出具|出证|核发|许可|评定|审核|主管|监管|公告|检[测验])(?:机关|部门|机构|单位)(?:名称)?|授权代表",
    re.IGNORECASE | re.ASCII,
)
HOLDER = re.compile(
    r"(?:the\s)?(?:legal\s)?manufacturer(?!'s|\sof\s(?!the\b))\b(?:\sname)?"
    r"|(?:the\s)?(?:certificate\s|approval\s|registration\s|licen[cs]e\s"
    r"|(?:marketing\s)?authori[sz]ation\s)?holder\b(?:\sof\s(?:the\s|this\s)?(?:certificate|approval"
    r"|registration|licen[cs]e))?(?:\sname\b)?"
    r"|(?:manufacturer|applicant|client|holder)'s name\b"
    r"|(?:registrant|client|customer|applicant|mandator|submitter|exporter|producer|auditee|firm|facility"
    r"|supplier)\b(?!'s|\s(?:id|no|number|address)\b)(?:\sname\b)?"
    r"|owner/operator\b(?!\s(?:no|number))(?:\sname\b)?"
    r"|(?:registered|business|legal)\sname\b|certified\s(?:organi[sz]ation|company|client|entity)\b"
    r"|manufactured by\b|(?:certificate\s)?(?:issued|granted|awarded)\sto\b"
    r"|name(?:\sand\s"
    r"|\s?[,/&]\s?)(?:registered\s)?address(?:\sof\s(?:the\s)?(?:legal\s)?(?:manufacturer|holder|company"
    r"|applicant|client|organi[sz]ation|registrant))?\b"
    r"|company(?:\sname)?\b|establishment\b(?!\s(?:no|number|reg))"
    r"|name(?:\sof\s(?:the\s)?(?:company|manufacturer|organi[sz]ation|holder))?\b(?!\sin)"
    r"|organi[sz]ation\b|licen[cs]ee\b"
    r"|name in chinese|name and address of (?:the )?(?:manufacturer|holder|company)|hersteller\b|fabricant\b"
    r"|企\s*业\s*名\s*称|制造商(?:名称)?|(?:证书|注册证|许可证)?持有人(?:名称)?"
    r"|(?:生产者|生产商|生产厂家?|客户|出口企业|出口商|认证委托人|(?<!被)授权方|送[检样]单位)(?:名称)?(?![\u4e00-\u9fff])|持证人|注册人(?:名称)?"
    r"|备案人(?:名称)?|委托(?:单位|方|人)(?:名称)?|生产企业(?:名称)?|(?<!品)名\s*称|申请(?:人|单位|方)(?:名称)?"
    r"|获证(?:组织|单位|方)(?:名称)?|受审核方(?:名称)?|公司名称|组织名称|单位名称|生产单位|受检单位|企业\b|企业(?=\s)",
    re.IGNORECASE | re.ASCII,
)
ADDRESS = re.compile(
    r"(?:registered\s|business\s|production\s|legal\s)?(?:manufacturer's\s|holder's\s|company\s"
    r"|site\s)?address\b(?:\sof\s\w+)?"
    r"|anschrift\b|adresse\b|production site\b|site\b"
    r"|住\s*所|(?:注册|生产|公司|企业|单位|经营|办公|备案人注册|注册人|制造商|委托方)?地\s*址|注册人住所|生产场所",
    re.IGNORECASE | re.ASCII,
)
MODEL = re.compile(
    r"(?:(?:covered|products?|devices?|types?|trade(?:\sname)?|style|specifications?)\s?(?:/|and\b"
    r"|&)?\s?){0,2}models?\b(?:(?:\s?(?:no|numbers?|names?|references?|designation|code|list|covered|s)\b\.?)"
    r"|\s?\(s\))*(?:\s?(?:/|&|and\b)\s?\w+)?"
    r"|(?:product\s)?ref(?:erence)?s?\b(?!\sto\b)(?:\s?(?:no|numbers?)\b\.?)?(?:\s?\(s\))?"
    r"|(?:article|cat\.?|catalog(?:ue)?|item|style|part|sku|product)\s?(?:no|number|code)s?\b\.?|sku\b"
    r"|style\b"
    r"|variants?\b(?:\s?(?:/|&|and\b)\s?(?:part|article|model|ref(?:erence)?)\s?(?:numbers?|nos?\b\.?"
    r"|s)?)?"
    r"|types?\s?/\s?\w+|types?\b(?:\s?\(s\))?(?=\s*(?::|$))|type\s(?:designation|reference|identification)"
    r"|(?:产品|样品)?型\s*号\s*(?:[、/及和,]?\s*规\s*格)?|(?:产品)?规\s*格\s*(?:[、/及和,]?\s*型\s*号)?|(?:产品)?货号|款号",
    re.IGNORECASE | re.ASCII,
)
OTHERS = re.compile(
    r"telephone|tel\b\.?|phone|fax|e-?mail|website|postcode"
    r"|(?:application|order|job|file|project|sample|batch|lot)\s?(?:no|number)\b\.?|revision|version|page"
    r"|remarks?|notes?|scope\b|certified scope|scope of \w+"
    r"|(?:product|device|sample)\s(?:name|description|group|category)|description|product\b|risk class"
    r"|class(?:ification)?\b|category|standards?\b(?: applied)?|applicable standards?|tested to|conclusion"
    r"|result|signature|signed\b|name and (?:function|title|position)|stamp|seal|place\b(?: of \w+)?"
    r"|legal representative|registered capital|business scope|credit code"
    r"|电话|传真|邮编|邮箱|受理号|申请(?:书)?编号|版本|页码?|备注|说明|样品(?:编号|批号|数量)|(?:生产|经营|认证|覆盖)?范围|(?:产品|样品)名称(?:及描述)?|产品描述"
    r"|样品描述|(?:管理)?类别|依据标准|(?:检验|执行|适用|产品)(?:标准|依据)|(?:检验)?结论|签字|签章|盖章|法定代表人|注册资本|企业负责人|附件|统一社会信用代码",
    re.IGNORECASE | re.ASCII,
)
ALL_LABELS = (ISSUER, HOLDER, ADDRESS, MODEL, OTHERS)
SEPARATORS = re.compile(r"[\s:/|,.()\-·*]*")
MAX_LABEL_CHARS = 60
"""A longer line is a sentence, not a label."""


def is_label_alone(text: str) -> bool:
    """Whether a line has only labels, perhaps one in both languages, and no value."""
    if len(text) > MAX_LABEL_CHARS:
        return False
    at = _skip_separators(text, 0)
    while at < len(text):
        end = max((end for end in _label_ends(text, at)), default=at)
        if end == at:
            return False
        at = _skip_separators(text, end)
    return bool(text.strip())


def begins_with_label(text: str) -> bool:
    return any(end > 0 for end in _label_ends(text, 0))


def _label_ends(text: str, at: int) -> list[int]:
    """The ends of all labels that begin at this position."""
    matches = (one.match(text, at) for one in ALL_LABELS)
    spans = [(one.start, one.end) for one in number_labels.labels_in(text)]
    spans += [(one.start, one.end) for one in date_roles.labels_in(text)]
    return [*(one.end() for one in matches if one), *(end for start, end in spans if start <= at < end)]


def _skip_separators(text: str, at: int) -> int:
    gap = SEPARATORS.match(text, at)
    return gap.end() if gap else at
