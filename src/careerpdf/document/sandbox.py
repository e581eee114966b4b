"""Sandbox of templates: a list of what they may reach, and limits of the work that they may do.

A style pack may come from anybody, so everything that no template needs is forbidden. Compiled templates count their
work, step by step, which ends an endless loop at the same step on every machine; a limit of computing time backs that
up.
"""

import time
import types
from collections.abc import Callable, Collection, Iterable, Iterator, MutableMapping, Sequence
from datetime import date
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateRuntimeError
from jinja2.filters import FILTERS
from jinja2.loaders import split_template_path
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import Namespace
from markupsafe import Markup, escape

#: Steps that one rendering may take: one for each step of a template, for each member of a list that it makes, and for
#: each `_CHARACTERS` that it writes. A handout takes some thousands.
WORK = 5_000_000
_CHARACTERS = 4
_FREE = 16  # characters of a text that are not counted each time it is written
#: Computing time that one rendering may take, in seconds; a handout takes a thousandth.
SECONDS = 1.2
# Roles for which a rendering gets the allowance again; an index of a book takes some hundred steps for each role.
_ROLES = 200
_STEPS_BETWEEN_CHECKS = 20_000  # of the computing time
_LONGEST_TEXT = 1_000_000  # characters
_LONGEST_RANGE = 10_000
_LARGEST_NUMBER = 2**64
_MOST_PLACES = 15  # of a number
_DEEPEST = 20  # lists within lists
_MOST_CHOICES = 20  # templates that one `include` names
_LARGEST_FILE = 64_000  # bytes of a template
_LOADING, _CALLING = 500, 20  # steps that finding a template takes, and calling a macro, a function or a filter

_FILTERS = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby",
    "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace",
    "reverse", "round", "safe", "select", "selectattr", "slice", "sort", "string", "sum", "title", "trim", "truncate",
    "unique", "upper", "wordcount",
)  # fmt: skip
_TESTS = (
    "boolean", "defined", "divisibleby", "even", "false", "float", "integer", "iterable", "mapping", "none", "number",
    "odd", "sameas", "sequence", "string", "true", "undefined",
)  # fmt: skip
#: Filters that take the same time however much their input holds.
_CONSTANT_TIME = {"count", "d", "default", "first", "last", "length"}
_TEXT_METHODS = {
    "capitalize", "endswith", "find", "isalpha", "isdigit", "islower", "isupper", "lower", "lstrip", "removeprefix",
    "removesuffix", "rsplit", "rstrip", "split", "startswith", "strip", "title", "upper",
}  # fmt: skip
_LOOP_METHODS = {"changed", "cycle"}
_DICT_METHODS = {"get", "items", "keys", "values"}
_NAMES_OF_DICTS = frozenset(dir(dict))
_SIZED_VIEWS: tuple[type[Collection[Any]], ...] = (range, type({}.keys()), type({}.values()), type({}.items()))
_PLAIN = frozenset((int, float, bool, type(None)))
_WRITABLE = (str, int, float, Decimal, date, type(None), Undefined)
_FORBIDDEN_TYPES = (
    type, types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.CodeType, types.FrameType,
    types.TracebackType, types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType, types.ModuleType,
)  # fmt: skip
_PRIVATE = ("_", "model_")  # the second begins the names of pydantic's own methods
_BODIES = ("body", "else_")
#: To be raised when the code that templates are compiled to changes, because compiled templates are kept on disk.
_GENERATION = "3"


class TooMuchWorkError(TemplateRuntimeError):
    """A template that does not come to an end, or makes something huge."""


class _CountingCode(CodeGenerator):
    """Compiler of templates to code that counts its own work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._branches: list[object] = []

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        if not any(nodes is branch for branch in self._branches):
            nodes = list(nodes)
            steps = 2 + sum(_steps(node) for node in nodes)
            self.writeline(f"environment.spend({steps})", nodes[0] if nodes else None)
        super().blockvisit(nodes, frame)

    def visit_If(self, node: nodes.If, frame: Frame) -> None:  # noqa: N802
        # Branches of a condition are counted with the block around it, whether they are taken or not.
        before = self._branches
        self._branches = [part for one in (node, *node.elif_) for part in (one.body, one.else_)]
        super().visit_If(node, frame)
        self._branches = before

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        self.write("environment.written(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)
        self.write(")")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        if node.test is not None:  # members that fail the test never reach the loop's body, which counts
            # This is the one node that compiles to an attribute of the environment, word for word.
            spends = nodes.EnvironmentAttribute(f"spends({_steps(node.test)})")
            node.test = nodes.And(spends, node.test)
        super().visit_For(node, frame)

    @optimizeconst
    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.joined(context.eval_ctx.autoescape, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    @optimizeconst
    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        self.write("(")
        self._operand(node.expr, frame)
        for operand in node.ops:
            self.visit(operand, frame)
        self.write(")")

    def visit_Operand(self, node: nodes.Operand, frame: Frame) -> None:  # noqa: N802
        self.write({"in": " in ", "notin": " not in "}.get(node.op) or f" {_COMPARISONS[node.op]} ")
        self._operand(node.expr, frame)

    def _operand(self, node: nodes.Expr, frame: Frame) -> None:
        """Write an operand of a comparison, whose size is counted unless it is a constant."""
        if isinstance(node, nodes.Const):
            self.visit(node, frame)
            return
        self.write("environment.counted(")
        self.visit(node, frame)
        self.write(")")

    @optimizeconst
    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.made(")
        super().visit_Getitem(node, frame)
        self.write(")")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802
        self._made(super().visit_List, node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        self._made(super().visit_Dict, node, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802
        if node.ctx == "load":
            self._made(super().visit_Tuple, node, frame)
        else:
            super().visit_Tuple(node, frame)

    def _made(self, visit: Callable[[Any, Frame], None], node: nodes.Node, frame: Frame) -> None:
        """Write an expression that makes a list, whose size is counted."""
        self.write("environment.made(")
        visit(node, frame)
        self.write(")")


_COMPARISONS = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<="}


def _steps(node: nodes.Node) -> int:
    """Return the steps of a statement, without those of the blocks inside it, which count their own."""
    if isinstance(node, nodes.TemplateData):
        return 1 + len(node.data) // _CHARACTERS
    inside = () if isinstance(node, nodes.If) else _BODIES
    return 1 + sum(_steps(child) for child in node.iter_child_nodes(exclude=inside))


class Sandbox(ImmutableSandboxedEnvironment):
    """Environment of the templates in `folders`, the first match winning; `compiled` keeps their code between runs."""

    code_generator_class = _CountingCode
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, folders: Sequence[Path], compiled: Path | None) -> None:
        super().__init__(
            bytecode_cache=_BytecodeCache(str(compiled)) if compiled else None,
            loader=_Folders(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.filters = {name: self.guarded(name) for name in _FILTERS}
        self.tests = {name: TESTS[name] for name in _TESTS}
        self.globals = {"range": _range, "namespace": self._namespace}
        self._left = self._next_check = WORK
        self._deadline = 0.0
        self._has_namespace = False
        self.begin()

    def begin(self, size: int = 1) -> None:
        """Begin a rendering about `size` roles, with a new allowance of steps and computing time."""
        if self._has_namespace and self.cache is not None:
            # Imported templates are kept; one with a namespace could pass something on to the next rendering.
            self._has_namespace = False
            self.cache.clear()
        share = 1 + size / _ROLES
        self._left = int(WORK * share)
        self._next_check = max(self._left - _STEPS_BETWEEN_CHECKS, 0)
        self._deadline = time.process_time() + SECONDS * share

    # -- called by compiled templates

    def spend(self, steps: int) -> None:
        """Count steps. Raises TooMuchWorkError."""
        self._left = left = self._left - steps
        if left < self._next_check:
            self._check_limits()

    def spends(self, steps: int) -> bool:
        """Count steps in an expression, which it leaves true. Raises TooMuchWorkError."""
        self.spend(steps)
        return True

    def _check_limits(self) -> None:
        """Raise TooMuchWorkError if steps or computing time are used up."""
        if self._left < 0 or time.process_time() > self._deadline:
            raise TooMuchWorkError("the template does too much: a loop or a text in it grows without end")
        self._next_check = max(self._left - _STEPS_BETWEEN_CHECKS, 0)

    def written(self, value: Any) -> Any:
        """Return a value as ``{{ }}`` writes it: markup unchanged, all else escaped."""
        if type(value) is int:
            return str(value)
        if not isinstance(value, str):
            _check_text(value)
            return escape(value)
        length = len(value)
        if length > _FREE:
            self.spend(length // _CHARACTERS)
        return value if type(value) is Markup else escaped(value)

    def _namespace(self, *args: Any, **kwargs: Any) -> Namespace:
        self._has_namespace = True
        return Namespace(*args, **kwargs)

    def joined(self, markup: bool, parts: tuple[Any, ...]) -> str:
        """Return values written one after the other."""
        for part in parts:
            _check_text(part)
        length = sum(len(part) for part in parts if isinstance(part, str))
        _bounded(length)
        self.spend(length // _CHARACTERS)
        return (markup_join if markup else str_join)(parts)

    def counted(self, value: Any) -> Any:
        """Count the size of a value that is about to be compared; returns it."""
        if type(value) not in _PLAIN:
            self._count_size(value, 64)
        return value

    def made(self, value: Any) -> Any:
        """Count the size of a text or a list that was just made; returns it."""
        self._count_size(value, _CHARACTERS)
        return value

    def _count_size(self, value: Any, characters: int, depth: int = 0) -> None:
        """Count a step for so many `characters` of a text, or for each member of a collection."""
        if isinstance(value, str):
            if len(value) > _LONGEST_TEXT:
                _bounded(len(value))
            self.spend(len(value) // characters)
        elif isinstance(value, (list, tuple, dict)):
            if depth > _DEEPEST:
                raise TooMuchWorkError(f"lists nest deeper than {_DEEPEST}")
            self.spend(1 + len(value))
            for part in value:
                if type(part) not in _PLAIN:
                    self._count_size(part, 64, depth + 1)
            if isinstance(value, dict):
                for part in value.values():
                    if type(part) not in _PLAIN:
                        self._count_size(part, 64, depth + 1)
        elif isinstance(value, _SIZED_VIEWS):
            self.spend(len(value))

    # -- what templates may do

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            raise SecurityError("text cannot be formatted with %; write its parts with ~")
        if operator == "*" and isinstance(left, int) and not isinstance(right, (int, float)):
            left, right = right, left
        if operator == "*" and isinstance(left, (str, list, tuple)) and isinstance(right, int):
            _bounded(len(left) * right)
        if operator == "**" and not (abs(left) <= 1_000_000 and abs(right) <= 64):
            raise TooMuchWorkError("a number is too large")
        if isinstance(left, (str, list, tuple)) and isinstance(right, (str, list, tuple)):
            self.counted(left)
            self.counted(right)
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, int):
            if abs(result) > _LARGEST_NUMBER:
                raise TooMuchWorkError("a number is too large")
            return result
        return self.made(result)

    # The parameters have Jinja2's names, so that no keyword argument of a template collides with them.
    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805, PYI063
        __self.spend(_CALLING)
        kind = type(__obj)
        if kind is Macro or kind is types.MethodType:
            # The same as Jinja2's layers for nearly all calls. They look for functions marked as unsafe or as taking a
            # context: macros take the state of escaping, and no method that a template can reach is marked.
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return __obj(__context.eval_ctx, *args, **kwargs) if kind is Macro else __obj(*args, **kwargs)
        if kind is types.BuiltinMethodType:  # of a text or a dict
            __self.spend(len(__obj.__self__))
        return super().call(__context, __obj, *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        # The fastest way for most lookups; a dict has no attributes but its methods.
        if type(obj) is dict and attribute in obj and attribute not in _NAMES_OF_DICTS:
            return obj[attribute]
        if attribute.startswith(_PRIVATE):  # checked before the lookup, which may have effects
            return self.unsafe_undefined(obj, attribute)
        try:
            value = getattr(obj, attribute)
        except AttributeError:
            try:
                return obj[attribute]
            except (TypeError, LookupError):
                return self.undefined(obj=obj, name=attribute)
        return value if _is_allowed(obj, attribute, value) else self.unsafe_undefined(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if type(obj) is not dict and isinstance(argument, str) and argument.startswith(_PRIVATE):
            return self.unsafe_undefined(obj, argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return not attr.startswith(_PRIVATE) and _is_allowed(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Offer no safe `str.format`, which Jinja2 asks for here: a width in a format can be of any size."""

    def guarded(self, name: str) -> Callable[..., Any]:
        """Wrap one of Jinja2's filters so that its input and output are counted, unless it takes constant time."""
        function, check = FILTERS[name], _CHECKS.get(name)
        first = 1 if hasattr(function, "jinja_pass_arg") else 0

        @wraps(function)
        def constant(*args: Any, **kwargs: Any) -> Any:
            self.spend(_CALLING)
            return function(*args, **kwargs)

        @wraps(function)
        def guard(*args: Any, **kwargs: Any) -> Any:
            self.spend(_CALLING)
            for value in (*args[first:], *kwargs.values()):
                if type(value) not in _PLAIN:
                    self._count_size(value, 16)
            if check:
                check(*args[first:], **kwargs)
            result = function(*args, **kwargs)
            if isinstance(result, Iterator):
                result = list(result)
            return result if type(result) in _PLAIN else self.made(result)

        return constant if name in _CONSTANT_TIME else guard

    # -- where templates come from

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template as a dict.

        Jinja2's `ChainMap` is for globals that are added later; here every rendering and import goes through all.
        """
        return {**self.globals, **(d or {})}

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002
        self.spend(_LOADING)
        return super()._load_template(name, globals)

    def select_template(self, names: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        if not isinstance(names, (Undefined, str)) and len(names) > _MOST_CHOICES:
            raise TooMuchWorkError(f"more than {_MOST_CHOICES} templates to choose from")
        return super().select_template(names, parent, globals)


class _Folders(BaseLoader):
    """Loader of templates in some folders and nowhere else: neither above them nor behind a link that leads out."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._loaders = [(folder, FileSystemLoader(folder)) for folder in folders]

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        nowhere = TemplateNotFound(template, f"there is no template '{template}' in the style's folders")
        try:
            parts = split_template_path(template)
        except TemplateNotFound:
            raise nowhere from None
        for folder, loader in self._loaders:
            path = folder.joinpath(*parts)
            try:
                if not path.is_file():  # nor is a pipe, reading which would wait
                    continue
                inside, size = path.resolve().is_relative_to(folder.resolve()), path.stat().st_size
            except OSError as error:
                raise TemplateNotFound(template, f"the template '{template}' cannot be read") from error
            if not inside:
                raise TemplateNotFound(template, f"the template '{template}' is a link to a file outside its folder")
            if size > _LARGEST_FILE:
                raise TooMuchWorkError(f"the template '{template}' is larger than {_LARGEST_FILE} bytes")
            return loader.get_source(environment, template)
        raise nowhere


class _BytecodeCache(FileSystemBytecodeCache):
    """Compiled templates on disk, found by source, Jinja2's version and our own generation."""

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{_GENERATION} {jinja2.__version__} {source}")


def escaped(text: str) -> Markup:
    """Return a text as markup.

    Nearly all texts need no escaping, and the layers of `escape` and `Markup` take longer than looking for that.
    """
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return escape(text)
    return str.__new__(Markup, text)


def _is_allowed(obj: Any, attr: str, value: Any) -> bool:
    """Tell whether a template may have the `value` of an attribute that is not private."""
    if issubclass(type(obj), _FORBIDDEN_TYPES):
        return False
    if not callable(value):
        return True
    if isinstance(obj, str):
        return attr in _TEXT_METHODS
    if isinstance(obj, dict):
        return attr in _DICT_METHODS
    return isinstance(value, (Macro, BlockReference)) or (isinstance(obj, LoopContext) and attr in _LOOP_METHODS)


def _bounded(length: int) -> None:
    """Raise TooMuchWorkError for the length of a text or list that would be too long."""
    if length > _LONGEST_TEXT:
        raise TooMuchWorkError(f"a text or a list would be longer than {_LONGEST_TEXT}")


def _range(*args: int) -> range:
    numbers = range(*args)
    if len(numbers) > _LONGEST_RANGE:
        raise TooMuchWorkError(f"a range is longer than {_LONGEST_RANGE}")
    return numbers


# -- arguments that some filters must not get; parameters have the filters' own names


def _check_batch(value: Any, linecount: int, fill_with: Any = None) -> None:  # noqa: ARG001
    _range(linecount)


def _check_slice(value: Any, slices: int, fill_with: Any = None) -> None:  # noqa: ARG001
    _range(slices)


def _check_round(value: Any, precision: int = 0, method: str = "common") -> None:  # noqa: ARG001
    if abs(precision) > _MOST_PLACES:
        raise TooMuchWorkError(f"a number is rounded to more than {_MOST_PLACES} places")


def _check_replace(s: Any, old: Any, new: Any, count: Any = None) -> None:  # noqa: ARG001
    text = str(s)
    _bounded(len(text) + text.count(str(old)) * len(str(new)))


def _check_join(value: Any, d: Any = "", attribute: Any = None) -> None:
    parts = list(value)
    if attribute is None and not all(isinstance(part, _WRITABLE) for part in parts):
        raise SecurityError("only texts and numbers can be joined")
    _bounded(sum(len(part) for part in parts if isinstance(part, str)) + len(parts) * len(str(d)))


def _check_sum(iterable: Any, attribute: Any = None, start: Any = 0) -> None:  # noqa: ARG001
    if not isinstance(start, (int, float)):
        raise SecurityError("only numbers can be summed up")


def _check_text(value: Any) -> None:
    if not isinstance(value, _WRITABLE):
        raise SecurityError("only a text or a number can be written, no list and nothing else that has parts")


_CHECKS: dict[str, Callable[..., None]] = {
    "batch": _check_batch,
    "escape": _check_text,
    "e": _check_text,
    "join": _check_join,
    "replace": _check_replace,
    "round": _check_round,
    "safe": _check_text,
    "slice": _check_slice,
    "string": _check_text,
    "sum": _check_sum,
}
