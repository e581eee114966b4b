"""A role's title in running text, in the plural and with its article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.locale.english import article, plural, running

TITLES = [
    ("AI Research Scientist", "an", "AI research scientist", "AI research scientists"),
    ("Machine Learning Intern", "a", "machine learning intern", "machine learning interns"),
    (
        "Organizational Development Manager",
        "an",
        "organizational development manager",
        "organizational development managers",
    ),
    ("Regional Director", "a", "regional director", "regional directors"),
    ("Registered Nurse", "a", "registered nurse", "registered nurses"),
    ("Nurse Practitioner", "a", "nurse practitioner", "nurse practitioners"),
    ("Electrician", "an", "electrician", "electricians"),
    ("UX Designer", "a", "UX designer", "UX designers"),
    ("HR Manager", "an", "HR manager", "HR managers"),
    ("MRI Technologist", "an", "MRI technologist", "MRI technologists"),
    ("IT Specialist", "an", "IT specialist", "IT specialists"),
    ("CEO", "a", "CEO", "CEOs"),
    ("NASA Engineer", "a", "NASA engineer", "NASA engineers"),
    ("X-ray Technician", "an", "X-ray technician", "X-ray technicians"),
    ("University Dean", "a", "university dean", "university deans"),
    ("Union Organizer", "a", "union organizer", "union organizers"),
    ("Urban Planner", "an", "urban planner", "urban planners"),
    ("Urologist", "a", "urologist", "urologists"),
    ("Undertaker", "an", "undertaker", "undertakers"),
    ("Uninsured Claims Adjuster", "an", "uninsured claims adjuster", "uninsured claims adjusters"),
    ("Usability Analyst", "a", "usability analyst", "usability analysts"),
    ("Usher", "an", "usher", "ushers"),
    ("European Sales Agent", "a", "European sales agent", "European sales agents"),
    ("Honorary Consul", "an", "honorary consul", "honorary consuls"),
    ("Housekeeper", "a", "housekeeper", "housekeepers"),
    ("One-Stop Counselor", "a", "one-stop counselor", "one-stop counselors"),
    ("Salesperson", "a", "salesperson", "salespeople"),
    ("Fireman", "a", "fireman", "firemen"),
    ("Craftswoman", "a", "craftswoman", "craftswomen"),
    ("Attorney", "an", "attorney", "attorneys"),
    ("Secretary", "a", "secretary", "secretaries"),
    ("Attorney at Law", "an", "attorney at law", "attorneys at law"),
    ("Chief of Staff", "a", "chief of staff", "chiefs of staff"),
    ("Director, Sales", "a", "director, sales", "directors, sales"),
    ("Heating and Cooling Mechanic", "a", "heating and cooling mechanic", "heating and cooling mechanics"),
    ("Actress", "an", "actress", "actresses"),
    ("Head Coach", "a", "head coach", "head coaches"),
    ("Full-Stack Developer", "a", "full-stack developer", "full-stack developers"),
    ("C++ Developer", "a", "C++ developer", "C++ developers"),
    ("Spanish Teacher", "a", "Spanish teacher", "Spanish teachers"),
    ("PhD Student", "a", "PhD student", "PhD students"),
    ("Microsoft Office Specialist", "a", "Microsoft Office specialist", "Microsoft Office specialists"),
    ("Class A Driver", "a", "Class A driver", "Class A drivers"),
    ("CDL Class B Driver", "a", "CDL Class B driver", "CDL Class B drivers"),
    ("Class Teacher", "a", "class teacher", "class teachers"),
    ("Title IX Coordinator", "a", "Title IX coordinator", "Title IX coordinators"),
    ("Vitamin A Researcher", "a", "vitamin A researcher", "vitamin A researchers"),
    ("New York Liaison", "a", "New York liaison", "New York liaisons"),
    ("Medicare Specialist", "a", "Medicare specialist", "Medicare specialists"),
    ("Uber Driver", "an", "Uber driver", "Uber drivers"),
    ("Wordpress Developer", "a", "Wordpress developer", "Wordpress developers"),
    ("Peace Corps Volunteer", "a", "Peace Corps volunteer", "Peace Corps volunteers"),
    ("Social Security Advisor", "a", "Social Security advisor", "Social Security advisors"),
    ("Head Start Teacher", "a", "Head Start teacher", "Head Start teachers"),
    (
        "American Sign Language Interpreter",
        "an",
        "American Sign Language interpreter",
        "American Sign Language interpreters",
    ),
    ("Polish Translator", "a", "Polish translator", "Polish translators"),
    ("Nail Polish Technician", "a", "nail polish technician", "nail polish technicians"),
    ("Teacher (Special Education)", "a", "teacher (special education)", "teachers (special education)"),
]


@pytest.mark.parametrize(("title", "its_article", "inside", "many"), TITLES, ids=lambda value: value)
def test_a_title_has_the_forms_that_english_gives_it(title: str, its_article: str, inside: str, many: str) -> None:
    assert (article(title), running(title), plural(title)) == (its_article, inside, many)


@given(st.text(min_size=1))
def test_any_title_has_some_form(title: str) -> None:
    assert article(title) in ("a", "an")
    assert running(title).casefold() == title.casefold() or not title.isascii()
    assert isinstance(plural(title), str)
