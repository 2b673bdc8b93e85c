"""Notices in the forms in which authorities publish them: openFDA, Safety Gate, gov.uk and TGA. Firms and products are invented."""

import json

ENFORCEMENT = json.dumps(
    {
        "meta": {"last_updated": "2026-11-18", "results": {"skip": 0, "limit": 2, "total": 2}},
        "results": [
            {
                "country": "China",
                "city": "Wuhan",
                "reason_for_recall": "Devices may not provide the fluid resistance that is stated on the label.",
                "address_1": "No. 5 Gaoxin Road",
                "code_info": "Lot Numbers: 2611A007, 2611A008; UDI-DI (01)06970000000017",
                "product_quantity": "120 cases",
                "center_classification_date": "20261112",
                "distribution_pattern": "Nationwide",
                "product_description": "Surgical Face Mask, Level 3, Model Number: LH-3PLY, 50 per box",
                "report_date": "20261118",
                "classification": "Class II",
                "openfda": {},
                "recalling_firm": "LANHE MEDICAL (JIANGSU) CO LTD",
                "recall_number": "Z-0471-2027",
                "initial_firm_notification": "Letter",
                "product_type": "Devices",
                "event_id": "98123",
                "termination_date": "",
                "recall_initiation_date": "20261021",
                "voluntary_mandated": "Voluntary: Firm initiated",
                "status": "Ongoing",
            },
            {
                "reason_for_recall": "Battery may overheat.",
                "code_info": "All serial numbers",
                "product_description": "Infusion pump",
                "report_date": "20261118",
                "classification": "Class I",
                "recalling_firm": "Harbor Example Devices LLC",
                "recall_number": "Z-0472-2027",
            },
        ],
    }
).encode()

SAFETY_GATE = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<validatedWeeklyReport><report_date>20/11/2026</report_date>
<notifications><caseNumber><![CDATA[SR/04411/26]]></caseNumber>
<reference>https://ec.europa.eu/safety-gate-alerts/screen/webReport/alertDetail/10099999</reference>
<category>Protective equipment</category><product><![CDATA[Particle filter mask]]></product><brand>LANHE</brand><name>FFP2 NR</name>
<type_numberOfModel>LH-95, LH-95V</type_numberOfModel><batchNumber><![CDATA[20260311 / 20260312]]></batchNumber>
<barcode>6970000000024</barcode><riskType>Health risk / other</riskType>
<danger><![CDATA[The particle/filter retention of the material is insufficient (measured value &lt; 80 %).]]></danger>
<measures>Withdrawal of the product from the market</measures><description>White mask in a box of 20.</description>
<notifyingCountry>Poland</notifyingCountry><countryOfOrigin>People's Republic of China</countryOfOrigin><level>Serious risk</level>
</notifications>
<notifications><caseNumber>SR/04412/26</caseNumber><product>Toy car</product><brand>Unknown</brand><name/>
<type_numberOfModel>Unknown</type_numberOfModel><batchNumber>Unknown</batchNumber><barcode>Unknown</barcode></notifications>
</validatedWeeklyReport>"""

BEFORE_2020 = b"""<?xml version="1.0"?><weeklyOverview><notification><caseNumber>A12/0101/19</caseNumber><category>Protective equipment</category>
<product>Safety glasses</product><brand>Eyeguard</brand><name>Clear</name><type_numberOfModel>EG-100</type_numberOfModel>
<batchNumber_barcode>Batch 77-19, barcode 4006381333931</batchNumber_barcode><countryOfOrigin>China</countryOfOrigin>
<danger>They break too easily.</danger></notification></weeklyOverview>"""

GOV_UK = b"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:www.gov.uk,2005:/drug-device-alerts</id>
<title>Alerts, recalls and safety information: medicines and medical devices</title><updated>2026-11-20T17:08:36+00:00</updated>
<entry><id>tag:www.gov.uk,2005:/drug-device-alerts/lanhe-masks</id><updated>2026-11-19T14:02:41+00:00</updated>
<link rel="alternate" type="text/html" href="https://www.gov.uk/drug-device-alerts/lanhe-masks"/>
<title>Jiangsu Lanhe Medical: surgical masks LH-3PLY, recall of lots (DSI/2026/014)</title>
<summary type="html">&lt;p&gt;The manufacturer has identified masks without a sealed pouch.&lt;/p&gt;</summary></entry>
<entry><id>tag:www.gov.uk,2005:/drug-device-alerts/field-safety-notices-16-to-20-november-2026</id><updated>2026-11-20T10:00:00+00:00</updated>
<link rel="alternate" href="https://www.gov.uk/drug-device-alerts/field-safety-notices-16-to-20-november-2026"/>
<title>Field Safety Notices: 16 to 20 November 2026</title><summary>Jiangsu Lanhe Medical and many others</summary></entry></feed>"""

TGA = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xml:base="https://www.tga.gov.au/"><channel><title>Market actions</title>
<item><title>Gloves, patient examination - recall</title><link>https://www.tga.gov.au/safety/recall/gloves</link>
<description><![CDATA[<p>Holes above the accepted quality level.</p>]]></description>
<pubDate>Wed, 18 Nov 2026 09:30:00 +1100</pubDate><guid isPermaLink="false">1187654 at https://www.tga.gov.au</guid></item></channel></rss>"""

BOMB = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>&b;</id></entry></feed>"""

MHRA_WEEK = """<h1>Field Safety Notices: 16 to 20 November 2026</h1><h2>Summary</h2>
<p>List of field safety notices (FSNs) from medical device manufacturers from 16 to 20 November 2026.</p>
<h3 id="jiangsu-lanhe">Jiangsu Lanhe Medical: Disposable surgical mask</h3><p>17 November 2026</p><p>Surgical masks</p>
<p>Model: LH-3PLY</p><p>MHRA reference: <a href="https://mhra.example/fsn/602">2026/011/019/601/002</a></p>
<h3 id="osterberg">Osterberg Instruments: Laparoscopic grasper, reusable</h3><p>18 November 2026</p><p>MHRA reference: 2026/011/018/601/044</p>
<h2>Contact</h2><p>Adverse incidents: use the Yellow Card scheme.</p>"""
"""A page of a week as GOV.UK lays it out; names and numbers are invented."""
