"""Files in the shapes in which the publishers of lists give them out; every name is invented."""

from io import BytesIO

from openpyxl import Workbook

UN = b"""<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="2026-11-26T23:05:11.001Z">
<INDIVIDUALS><INDIVIDUAL><DATAID>6908001</DATAID><FIRST_NAME>ORSO</FIRST_NAME><SECOND_NAME>VELANDI</SECOND_NAME>
<UN_LIST_TYPE>XX Regime</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER><NAME_ORIGINAL_SCRIPT/>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Velandi the Elder</ALIAS_NAME></INDIVIDUAL_ALIAS></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>6908002</DATAID><FIRST_NAME>VELANDI MARITIME COMPANY</FIRST_NAME><UN_LIST_TYPE>XX Regime</UN_LIST_TYPE>
<REFERENCE_NUMBER>XXe.002</REFERENCE_NUMBER><ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>VMC Lines</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ALIAS><QUALITY/><ALIAS_NAME/></ENTITY_ALIAS></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
OFAC = b"""<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
<publshInformation><Publish_Date>11/25/2026</Publish_Date><Record_Count>2</Record_Count></publshInformation>
<sdnEntry><uid>90001</uid><lastName>KARGOVA SHIPPING LINES LTD.</lastName><sdnType>Entity</sdnType>
<programList><program>XXPROG</program><program>XXPROG-2</program></programList>
<akaList><aka><uid>7</uid><type>a.k.a.</type><category>strong</category><lastName>KSL</lastName></aka></akaList></sdnEntry>
<sdnEntry><uid>90002</uid><lastName>NORDWIND STAR</lastName><sdnType>Vessel</sdnType><programList><program>XXPROG</program></programList>
<vesselInfo><vesselType>Crude Oil Tanker</vesselType></vesselInfo></sdnEntry></sdnList>"""
EU = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-11-24T14:31:02.000+01:00" globalFileId="100001">
<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.0000.01" logicalId="1">
<regulation regulationType="amendment" programme="XXX" logicalId="1"/><subjectType code="enterprise" classificationCode="E"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Pomorje Trgovina d.o.o." strong="true" logicalId="2"/>
<nameAlias wholeName="Поморје" strong="true" logicalId="3"/></sanctionEntity></export>""".encode()
UK = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>21/11/2026</DateGenerated><Designation><LastUpdated>01/02/2026</LastUpdated><UniqueID>XXX0001</UniqueID>
<Names><Name><Name6>TARKHANOV</Name6><Name1>Pyotr</Name1><NameType>Primary Name</NameType></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>Тарханов</NameNonLatinScript></NonLatinName></NonLatinNames>
<RegimeName>The XX (Sanctions) Regulations</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip></Designation></Designations>""".encode()
CSL = b"""{"total": 1, "results": [{"id": "a1", "entity_number": 5, "source": "Entity List (EL) - Bureau of Industry and Security",
"type": "Entity", "name": "Qingshan Wanlu Electronics Co., Ltd.", "alt_names": ["QWE"], "programs": null}]}"""


SECO = """<?xml version="1.0" encoding="UTF-8"?>
<swiss-sanctions-list list-type="whole-list" date="2026-11-27">
<sanctions-program ssid="20"><program-key lang="eng">XX</program-key><program-name lang="ger">Massnahmen XX</program-name>
<program-name lang="eng">Ordinance on measures against XX</program-name><sanctions-set ssid="4387" lang="eng">annex 13</sanctions-set></sanctions-program>
<target ssid="100"><sanctions-set-id>4387</sanctions-set-id>
<modification modification-type="listed" effective-date="2022-03-16" publication-date="2022-03-16"/>
<individual sex="male"><identity ssid="1" main="true"><name ssid="2" name-type="primary-name" quality="good">
<name-part ssid="3" order="2" name-part-type="family-name"><value>Varenets</value><spelling-variant lang="rus" script="CYRL">Варенец</spelling-variant></name-part>
<name-part ssid="4" order="1" name-part-type="given-name"><value>Ihar</value></name-part>
<name-part ssid="5" order="3" name-part-type="title"><value>Colonel</value></name-part></name></identity></individual></target>
<target ssid="101" sanctions-set-id="4387">
<modification modification-type="de-listed" effective-date="2025-02-01"><removed><target ssid="101"><entity><identity>
<name><name-part order="1" name-part-type="whole-name"><value>Belmirotrans OJSC</value></name-part></name></identity></entity></target></removed></modification>
<modification modification-type="listed" effective-date="2022-03-16"/>
<entity><identity main="true"><name name-type="primary-name"><name-part order="1" name-part-type="whole-name"><value>Belmirotrans OJSC</value></name-part></name></identity></entity></target>
<target ssid="102"><sanctions-set-id>4387</sanctions-set-id><modification modification-type="listed" effective-date="2024-06-01"/>
<object object-type="vessel"><identity main="true"><name name-type="primary-name"><name-part order="1" name-part-type="whole-name"><value>Sunrise Kalix</value></name-part></name></identity>
<other-information>IMO number: 9000001</other-information></object></target></swiss-sanctions-list>""".encode()
SEMA = b"""<?xml version="1.0" encoding="UTF-8"?>
<data-set><record><Country>Belarus</Country><LastName>Antanovich</LastName><GivenName>Khazar Bekir</GivenName>
<Schedule>1, Part 1</Schedule><Item>1</Item><DateOfListing>2020-09-28</DateOfListing></record>
<record><Country-Pays>Russia / Russie</Country-Pays><EntityOrShip-EntiteOuNavire>Sever Orbit Trading LLC</EntityOrShip-EntiteOuNavire>
<Aliases-Alias>SOT; Sever-Orbita</Aliases-Alias><Schedule-Annexe>1, Part 2</Schedule-Annexe><Item-NumeroDarticle>7</Item-NumeroDarticle></record>
<record><Country>Russia</Country><EntityOrShip>Pyla Wind</EntityOrShip><ShipIMONumber>9000013</ShipIMONumber><Schedule>3</Schedule><Item>2</Item></record></data-set>"""


def dfat():
    """An Australian workbook with two entries, one of them under two names."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Reference", "Name of Individual or Entity", "Type", "Name Type", "Alias Strength", "Committees"])
    sheet.append([7301, "Sulayman Dervan", "Individual", "Primary Name", None, "1267/1989/2253 (ISIL)"])
    sheet.append(["7301a", "Abu Dervan", "Individual", "Alias", "Strong", "1267/1989/2253 (ISIL)"])
    sheet.append([7302, "Koryo Namsan General Trading", "Entity", "Primary Name", None, "1718 (DPRK)"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def ofac_of(*names, day="11/25/2026"):
    """An OFAC file with these organisations."""
    entries = "".join(
        f"<sdnEntry><uid>{number}</uid><lastName>{name}</lastName><sdnType>Entity</sdnType>"
        f"<programList><program>XXPROG</program></programList></sdnEntry>"
        for number, name in enumerate(names, start=1)
    )
    head = f"<publshInformation><Publish_Date>{day}</Publish_Date></publshInformation>"
    return f"<sdnList>{head}{entries}</sdnList>".encode()
