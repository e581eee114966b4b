"""A small project with one of each thing that a product is made from."""

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from careerpdf.project.load import open_project
from careerpdf.project.project import Project
from careerpdf.system.resources import styles_dir
from tests.support.handouts import EPOCH

NURSE = """\
title: Registered Nurse
category: Health Care
introduction: Nurses look after people who are ill and help them to get well.
duties:
  - Watch over patients and note how they are doing.
related:
  - {role: electrician}
"""
ELECTRICIAN = """\
title: Electrician
category: Skilled Trades
introduction: Electricians put in wires, and find out why a light stays dark.
duties:
  - Pull cables through walls.
"""
SETTINGS = """\
office: {name: Career Services, logo: images/logo.png, logo_alt: Northfield}
style: own
"""
FAIR = """\
title: Career Fair
roles: [registered-nurse]
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the project; PDFs that are made from it carry a fixed time."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    root = tmp_path.resolve() / "handouts"
    for name, text in {
        "careerpdf.yaml": SETTINGS,
        "profiles/registered-nurse.yaml": NURSE,
        "profiles/electrician.yaml": ELECTRICIAN,
        "booklets/fair.yaml": FAIR,
        "styles/own/style.yaml": "extends: house\ndescription: Ours.\n",
        "styles/house/style.yaml": 'extends: modern\ndescription: All of us.\ncolours: {accent: "#8a5a00"}\n',
        "styles/other/style.yaml": "extends: classic\ndescription: Not used.\n",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(styles_dir() / "modern" / "macros.xml.j2", root / "styles" / "house")
    draw(root / "images" / "logo.png", "navy")
    return root


@pytest.fixture
def project(root: Path) -> Project:
    project, problems = open_project(root)
    assert problems == ()
    return project


def draw(path: Path, colour: str) -> None:
    """A picture in one colour; whatever the colour, the file has the same size."""
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (60, 30), colour).save(path)


def save_unnoticed(path: Path, data: bytes) -> None:
    """Write other content of the same length and time: what two saves within one tick of a slow clock look like."""
    before = path.stat()
    assert len(data) == before.st_size
    assert data != path.read_bytes()
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
