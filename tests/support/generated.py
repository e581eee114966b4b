"""Profiles of roles that are made up, as long as real ones."""

from pathlib import Path

import yaml
from benchmarks import texts


def write_roles(folder: Path, count: int) -> None:
    """Write `count` profiles into a folder, which is made."""
    folder.mkdir(parents=True)
    for number in range(count):
        text = yaml.dump(texts.role(number), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        (folder / f"role-{number:04}.yaml").write_text(text, encoding="utf-8")
