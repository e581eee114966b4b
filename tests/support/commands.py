"""Profiles to run commands on, and what a command gives back."""

import re
from collections.abc import Callable

from click.testing import Result

Run = Callable[..., Result]

# In a template, a comment of one space and a word is prose; any other # stands before YAML that can be used.
YAML_COMMENT = re.compile(r"(?m)^#(?! \S)")

NURSE = """\
title: Registered Nurse
category: Health Care
introduction: Nurses look after people who are ill and help them to get well.
duties:
  - Watch over patients and note how they are doing.
salary:
  median: 93600
  source: {name: BLS Occupational Employment and Wage Statistics, url: https://www.bls.gov/oes/, year: 2024}
  year: 2024
"""
BROKEN = NURSE.replace("category:", "catgory:")
