"""Names that keep their capitals inside a sentence: "a New York liaison", "a Medicare specialist", "a Class A driver".

Left out are names that are common words as well, such as Turkey, Polish, Apple and Swift: a profile's own `question:`
and `plural:` say these. A word with more than one capital, such as SQL or WordPress, needs no entry.
"""

import re

_WORDS = """
    africa african airbnb airbus alabama alaska alaskan america american antarctica arabic argentine arizona
    arkansas asia asian atlanta australia australian austria austrian autocad baltimore bangladesh baptist belgian
    belgium berlin bloomberg boeing boston braille brazil brazilian britain british brooklyn buddhist bulgaria
    california canada canadian cantonese caribbean catholic chicago chilean chinese christian cisco cleveland
    colombia colombian colorado congress connecticut croatia croatian cuba cuban czech dallas danish delaware
    deloitte denmark denver detroit disney drupal dublin dutch egypt egyptian england english episcopal ethiopia
    etsy europe european excel facebook fedex filipino finland finnish florida france french fulbright georgia
    german germany ghana google greece greek haiti haitian hawaii hawaiian hebrew hindi hindu hispanic hmong
    honduras honolulu houston hubspot hungarian hungary iceland idaho illinois india indian indiana indonesia
    indonesian instagram iowa iran iranian iraq iraqi ireland irish islamic israel israeli italian italy jamaica
    jamaican japan japanese java javascript jesuit jewish joomla kansas kentucky kenya kenyan kindermusik korea
    korean kotlin kubernetes kuwait latin latina latino latvian lebanese lebanon linkedin linux lithuanian london
    louisiana lutheran lyft magento maine malaysia malaysian mandarin manhattan maryland massachusetts medicaid
    medicare medigap melbourne memphis mennonite methodist mexican mexico miami michigan microsoft milwaukee
    minneapolis minnesota mississippi missouri montana montessori montreal mormon moroccan morocco muslim nascar
    navajo navy nebraska nepal nepali netherlands netsuite nevada nigeria nigerian norway norwegian nvidia ohio
    oklahoma olympic ontario oracle oregon ottawa pakistan pakistani paralympic paris pennsylvania persian peru
    peruvian philadelphia philippines photoshop pilates pittsburgh poland portland portugal portuguese protestant
    punjabi python quaker quebec quickbooks reiki revit romania romanian russia russian sacramento salesforce
    scotland scottish seattle serbian sharepoint shopify singapore sketchup slovak solidworks somali spain spanish
    starbucks swahili sweden swedish swiss switzerland sydney syrian tableau tagalog taiwan taiwanese tennessee
    terraform tesla texas thai thailand tibetan tiktok toronto toyota tucson tulsa turkish twitter typescript uber
    uganda ukraine ukrainian unix urdu utah vancouver venezuela vermont vietnam vietnamese virginia waldorf wales
    walmart washington welsh whatsapp wikipedia windows wisconsin wordpress workday wyoming yiddish youtube yukon
    zimbabwe zumba
"""
_PHRASES = """
    New York|New York City|New Jersey|New Mexico|New Hampshire|New Orleans|New England|New Zealand|Nova Scotia
    British Columbia|North Carolina|North Dakota|South Carolina|South Dakota|West Virginia|Rhode Island
    Los Angeles|Las Vegas|Salt Lake City|San Antonio|San Diego|San Francisco|San Jose|Santa Fe|St. Louis
    Kansas City|El Paso|Fort Worth|Bay Area|Silicon Valley|District of Columbia|Puerto Rico|Hong Kong|Middle East
    Middle Eastern|Latin America|Latin American|North America|North American|South America|South American
    Central America|South Africa|South African|South Korea|South Korean|Saudi Arabia|United States|United Kingdom
    United Nations|European Union|Great Lakes|Gulf Coast|Pacific Islander|Native American|African American
    Asian American|American Indian|Alaska Native|First Nations|American Sign Language|British Sign Language
    English as a Second Language|Peace Corps|Job Corps|Marine Corps|Coast Guard|National Guard|Air Force
    Space Force|Secret Service|Border Patrol|Park Service|Forest Service|Postal Service|Foreign Service
    Public Health Service|Indian Health Service|Homeland Security|Social Security|Veterans Affairs|Head Start
    Early Head Start|Red Cross|Salvation Army|Boy Scout|Boy Scouts|Girl Scout|Girl Scouts|Big Brothers Big Sisters
    Meals on Wheels|Habitat for Humanity|Teach for America|Special Olympics|Wall Street|Ivy League
    Advanced Placement|International Baccalaureate|Six Sigma|Lean Six Sigma|Black Belt|Microsoft Office
    Microsoft Word|Microsoft Access|Microsoft Teams|Microsoft Project|Microsoft Dynamics|Microsoft Azure
    Power Platform|Visual Basic|Ruby on Rails|Google Ads|Google Cloud|Google Analytics|Amazon Web Services
    Amazon Fresh|Adobe Photoshop|Adobe Illustrator|Adobe Creative Cloud|Adobe Creative Suite|Adobe Premiere
    Creative Cloud|Apple Store
"""
WORDS = frozenset(_WORDS.split())
_ONE_OF = sorted(filter(None, re.split(r"\||\n *", _PHRASES.strip())), key=len, reverse=True)
#: Names of several words, and what a single letter or a number designates: Class A, Title IX, Part 107.
PHRASES = re.compile(
    rf"(?<!\w)(?i:{'|'.join(re.escape(name) for name in _ONE_OF)})(?!\w)"
    r"|(?<!\w)Polish(?= (?:Language|Teacher|Tutor|Instructor|Interpreter|Translator|Linguist)s?\b)"
    r"|(?<!\w)(?:Class|Title|Part|Section|Schedule) (?:[A-Z]|[IVX]{1,4}|\d{1,3})(?!\w)"
)
