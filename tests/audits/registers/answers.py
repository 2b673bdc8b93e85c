"""Invented responses in the formats of the real registers."""

CLEARANCE = {
    "meta": {"last_updated": "2026-11-10", "results": {"skip": 0, "limit": 1, "total": 1}},
    "results": [
        {
            "k_number": "K209999",
            "applicant": "Jiangsu Lanhe Medical Co Ltd",
            "city": "Nantong",
            "country_code": "CN",
            "device_name": "Surgical Mask LH-100",
            "product_code": "FXX",
            "decision_date": "2021-01-04",
            "decision_code": "SESE",
            "decision_description": "Substantially Equivalent",
            "openfda": {"device_class": "2", "device_name": "Mask, Surgical"},
        }
    ],
}
NO_MATCHES = {"error": {"code": "NOT_FOUND", "message": "No matches found!"}}
ESTABLISHMENT = {
    "meta": {"results": {"skip": 0, "limit": 1, "total": 1}},
    "results": [
        {
            "proprietary_name": ["LH-100"],
            "establishment_type": ["Manufacture Medical Device"],
            "registration": {
                "registration_number": "3099999999",
                "fei_number": "3099999999",
                "status_code": "1",
                "iso_country_code": "CN",
                "name": "JIANGSU LANHE MEDICAL CO., LTD.",
                "city": "Nantong",
                "reg_expiry_date_year": "2026",
                "owner_operator": {"firm_name": "Jiangsu Lanhe Medical Co., Ltd.", "owner_operator_number": "10099999"},
                "us_agent": {"name": "Nobody Agency"},
            },
        }
    ],
}
ACTOR = {
    "content": [
        {
            "uuid": "00000000-0000-0000-0000-000000000001",
            "srn": "CN-MF-000099999",
            "name": "Jiangsu Lanhe Medical Co., Ltd.",
            "roleName": "Manufacturer",
            "actorStatus": {"code": "refdata.actor-status.active"},
            "countryIso2Code": "CN",
        }
    ],
    "totalElements": 1,
    "totalPages": 1,
}
DEVICE = {
    "content": [
        {
            "primaryDi": "06999999999992",
            "basicUdi": "6999999999LH100XX",
            "riskClass": {"code": "refdata.risk-class.class-i"},
            "tradeName": "LH-100",
            "manufacturerName": "Jiangsu Lanhe Medical Co., Ltd.",
            "manufacturerSrn": "CN-MF-000099999",
            "deviceStatusType": {"code": "refdata.device-model-status.on-the-market"},
        }
    ],
    "totalElements": 1,
}
CERTIFICATE = {
    "content": [
        {
            "certificateNumber": "NZ-2024-0815",
            "revisionNumber": "0",
            "actorSrn": "CN-MF-000099999",
            "actorName": "Jiangsu Lanhe Medical Co., Ltd.",
            "certificateStatus": {"code": "refdata.certificate-status.issued"},
            "issueDate": "2024-03-01T00:00:00",
            "expiryDate": "2029-02-28T00:00:00",
            "notifiedBodySrn": "9999",
        }
    ],
    "totalElements": 1,
}
BODY = {
    "content": [{"notifiedBodyNumber": "9999", "name": "Nordlys Zertifizierung", "country": "DE", "status": "ACTIVE"}]
}
ENTITY = {
    "meta": {"pagination": {"total": 1}},
    "data": [
        {
            "type": "lei-records",
            "id": "999900LANHE000000001",
            "attributes": {
                "lei": "999900LANHE000000001",
                "entity": {
                    "legalName": {"name": "江苏蓝禾医疗有限公司", "language": "zh"},
                    "otherNames": [{"name": "Jiangsu Lanhe Medical Co., Ltd.", "language": "en"}],
                    "transliteratedOtherNames": [],
                    "legalAddress": {"city": "南通市", "country": "CN"},
                    "registeredAs": "91320600000000000E",
                    "status": "ACTIVE",
                },
                "registration": {"status": "ISSUED"},
            },
        }
    ],
}
NMPA = {
    "code": 200,
    "message": "success",
    "data": {
        "total": 1,
        "pageNum": 1,
        "pageSize": 20,
        "list": [
            {
                "f0": "苏械注准20202140999",
                "f1": "江苏蓝禾医疗有限公司",
                "f2": "医用外科口罩",
                "f3": "00000000000000000000000000000001",
            }
        ],
    },
}
NMPA_EMPTY = {"code": 200, "message": "success", "data": {"total": 0, "pageNum": 1, "list": []}}
NMPA_COMPLAINT = {"code": 500, "message": "请检查参数是否为空！"}
IAF = {
    "data": {
        "ce_id": "ce_0000000000000000000001",
        "matched_certified_entity_name": "Jiangsu Lanhe Medical Co., Ltd.",
        "match_status": "Matched",
        "match_type": "Exact",
        "certified_entity_english_name": "Jiangsu Lanhe Medical Co., Ltd.",
        "certified_entity_trading_name": None,
        "country": "China",
        "certificates": [
            {"cert_id": "cert_1", "certification_number": "QMS-1", "certification_status": "Withdrawn"},
            {
                "cert_id": "cert_2",
                "accreditation_bodies_name": "Nobody Accreditation",
                "certification_bodies_name": "Nordlys Zertifizierung",
                "certification_number": "NZ 13485-0815",
                "certification_status": "Active",
                "certification_scope": "Manufacture of masks",
                "certification_standards_scheme": [{"standard_name": "ISO 13485:2016", "is_accredited_mla": True}],
                "updated_at": 1790000000,
            },
        ],
    }
}
IAF_EMPTY = {"type": "string", "title": "Not found.", "status": 404, "detail": "No company.", "code": "not_found"}
IAF_NO_CREDIT = {"type": "string", "title": "Insufficient credit.", "status": 403, "code": "insufficient_credit"}
CHALLENGE = b"<!DOCTYPE html><html><head><script src='/x.js'></script></head><body></body></html>"
