"""All of our own rules with their sentences, and those of the outside checkers, by topic."""

from collections.abc import Mapping

from careerpdf.check import legibility, readable, tagtree
from careerpdf.check.heuristics import document, headings, links, lists_and_tables, order, pictures
from careerpdf.check.rule_texts import WORDS

OWN_RULES: Mapping[str, str] = {
    rule: sentence
    for module in (tagtree, readable, legibility, document, headings, links, lists_and_tables, order, pictures)
    for rule, sentence in module.RULES.items()
}
ALL_WORDS: Mapping[str, str] = {**WORDS, **OWN_RULES}
