"""The sandbox lets templates do what they need, and counts it alike on every machine."""

from pathlib import Path

import pytest
from jinja2 import TemplateError

from careerpdf.document import sandbox
from careerpdf.document.template import environment, render


def rendered(tmp_path: Path, source: str, *, size: int = 1, **context: object) -> str:
    (tmp_path / "x.j2").write_text(source, encoding="utf-8")
    return render([tmp_path], "x.j2", context, size=size)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{% for a in [1, 2, 3] if a != 2 %}{{ a }}{% else %}none{% endfor %}", "13"),
        ("{% for a in range(3) %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}", "1a2b3a"),
        ("{% for a in [[1, [2]]] recursive %}{{ a if a is number else loop(a) }}{% endfor %}", "12"),
        ("{{ 'a' ~ 1 ~ '<' }}", "a1&lt;"),
        ("{% set b = '<b>' | safe %}{{ b ~ '<' }}", "<b>&lt;"),
        ("{% autoescape false %}{{ '<' ~ '<' }}{% endautoescape %}{{ '<' }}", "<<&lt;"),
        ("{{ [3, 1, 2] | sort | join(', ') }}", "1, 2, 3"),
        ("{{ ['a', 'b'] | map('upper') | join }}", "AB"),
        ("{{ [1, 2, 3, 4] | select('odd') | map('string') | join('-') }}", "1-3"),
        ("{% for row in [1, 2, 3] | batch(2, 0) %}{{ row | join('') }};{% endfor %}", "12;30;"),
        ("{% for row in [1, 2, 3] | slice(slices=2) %}{{ row | join(d='') }};{% endfor %}", "12;3;"),
        ("{{ 'a-b' | replace(old='-', new='+') }}", "a+b"),
        ("{{ [1, [2]] | length }}{{ 'ab' | first }}{{ [3, 4] | last }}{{ x | default('d') }}", "2a4d"),
        ("{% set m = {'keys': 1, 'b': {'c': 2}} %}{{ m.b.c }}{{ m['keys'] }}{{ m.get('b').c }}", "212"),
        ("{% macro m(a, b='-') %}{{ a }}{{ b }}{% endmacro %}{% for a in 'xy' %}{{ m(b=a, a=1) }}{% endfor %}", "1x1y"),
        ("{{ 2.345 | round(precision=1) }}", "2.3"),
        ("{{ 'a b'.split()[1].upper() }}", "B"),
        ("{{ 'abc'[1:] }}{{ [1, 2, 3][-1] }}", "bc3"),
        ("{{ {'a': 1}.items() | map('first') | join }}{{ {'a': 1}.get('b', 2) }}", "a2"),
        ("{{ (2 + 3) * 4 - 10 // 3 % 2 }}{{ 2 ** 3 }}{{ 'ab' * 2 }}{{ 'a' + 'b' }}", "198ababab"),
        ("{{ 'b' in 'abc' and 4 not in [1, 2] and 1 < 2 <= 2 }}", "True"),
        ("{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set c %}x{{ a }}{% endset %}{{ c }}", "12x1"),
        ("{% set ns = namespace(n=0) %}{% for a in [1, 2] %}{% set ns.n = ns.n + a %}{% endfor %}{{ ns.n }}", "3"),
        ("{% macro m(a) %}[{{ a }}{{ caller() }}]{% endmacro %}{% call m('x') %}<y>{% endcall %}", "[x<y>]"),
        ("{% block a %}{{ self.b() }}{% endblock %}{% block b %}b{% endblock %}", "bb"),
        ("{% filter upper %}a{{ 'b' }}{% endfilter %}", "AB"),
        ("{% if x is defined %}x{% elif none %}n{% else %}e{% endif %}", "e"),
    ],
)
def test_templates_can_do_what_they_need(tmp_path: Path, source: str, written: str) -> None:
    assert rendered(tmp_path, source) == written


def test_the_same_template_ends_at_the_same_step_every_time(tmp_path: Path) -> None:
    left = set()
    for _ in range(3):
        assert rendered(tmp_path, "{% for a in range(500) %}{{ 'text' ~ a }}{% endfor %}")
        left.add(environment([tmp_path])._left)
    assert len(left) == 1


def test_a_filter_that_glances_at_a_list_takes_the_same_however_much_is_in_it(tmp_path: Path) -> None:
    left = set()
    for texts in (["a"], ["a" * 900] * 900):
        assert rendered(tmp_path, "{{ texts | length > 0 }}{{ texts | default('') | length > 0 }}", texts=texts)
        left.add(environment([tmp_path])._left)
    assert len(left) == 1


def test_what_tells_of_more_roles_may_do_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WORK", 1_500)
    source = "{% for a in range(500) %}{{ a }}{% endfor %}"
    with pytest.raises(TemplateError, match="too much"):
        rendered(tmp_path, source)
    assert rendered(tmp_path, source, size=400)


def test_an_error_names_the_template_and_the_line_that_it_comes_from(tmp_path: Path) -> None:
    (tmp_path / "m.j2").write_text("{% macro m() %}\n\n{{ nothing }}\n{% endmacro %}", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        rendered(tmp_path, '{% from "m.j2" import m %}\n{{ m() }}')
    place = vars(caught.value)
    assert (Path(str(place["filename"])).name, place["lineno"]) == ("m.j2", 3)


def test_compiled_templates_of_an_older_sandbox_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.j2").write_text("{{ 'a' }}", encoding="utf-8")
    kept = tmp_path / "kept"
    kept.mkdir()

    def compiled() -> set[bytes]:
        sandbox.Sandbox([tmp_path], kept).get_template("x.j2")
        return {path.read_bytes() for path in kept.iterdir()}

    before = compiled()
    assert compiled() == before
    monkeypatch.setattr(sandbox, "_GENERATION", "another")
    assert compiled() != before
