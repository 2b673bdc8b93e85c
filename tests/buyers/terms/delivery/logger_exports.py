"""Exports of loggers as their programs write them: a block about the logger, headings, readings. Figures are made up."""

LIBERO = """\
Report;ELPRO LIBERO
Serial Number;00417732
Start Delay;30 min
Lowest Temperature;2,9 °C
Highest Temperature;9,4 °C

Date/Time;Temperature [°C]
30.11.2026 08:00:00;4,8
30.11.2026 08:10:00;5,1
30.11.2026 08:20:00;8,3
30.11.2026 08:30:00;9,4
30.11.2026 08:40:00;7,9
30.11.2026 08:50:00;2,9
"""

TEMPTALE = """\
"Sensitech TempTale 4","S/N: 2301557810"
"Trip Number","771"
"Temperature Range","36.0 to 46.0"

"Data Point","Date","Time","Temperature (°F)"
"1","11/30/2026","7:50:00 AM","40.1"
"2","11/30/2026","8:00:00 AM","39.2"
"3","11/30/2026","12:10:00 PM","48.0"
"4","11/30/2026","12:20:00 PM","40.0"
"""

LOGTAG = """\
LogTag Analyser,Export
Serial number,A0C2 0071 5513
Reading #,Date,Time,Elapsed time,Reading °C
1,2026-11-30,23:50:00,00:00:00,21.4
2,2026-12-01,00:00:00,00:10:00,21.6
3,2026-12-01,00:10:00,00:20:00,---
4,2026-12-01,00:20:00,00:30:00,31.0
"""

TESTO = """\
Gerät;testo 184 T3
Seriennummer;44990135
Datum;Zeit;Temperatur [°C];Feuchte [%rF]
03.12.26;14:00;-18,4;41,0
03.12.26;14:15;-21,0;40,2
"""

CHINESE = """\
序列号,SH220917
序号,时间,温度(℃),湿度(%)
1,2026/11/30 9:00,5.20,61
2,2026/11/30 9:05,5.30,60
"""

TWO_CHANNELS = """\
Date,Time,Channel 1 (°C),Channel 2 (°C),Dew Point (°C)
2026-11-30,08:00,5.0,5.5,1.0
2026-11-30,08:10,5.1,8.9,1.0
2026-11-30,08:20,5.2,5.4,1.0
"""

UNCLEAR_DAYS = """\
Date,Time,Temp (°C)
04/03/2026,08:00,5.0
04/03/2026,08:10,5.1
"""
