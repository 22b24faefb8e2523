"""Strict reading of the project's YAML: text only, then typed; every fault with file, line and the nearest right word.

PyYAML only builds the node tree here. Its guesses (`NO` is false, `0302` is 194, a repeated key wins silently) never
happen, because every scalar is read as text and typed by the struct that wants it.
"""

import difflib
import re
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
import yaml

CODE_KEYS = frozenset({"hs", "hs_except", "hs_described", "hs_asked"})
T = TypeVar("T")
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class LawError(ValueError):
    """A fault in a data file: `file`, `line` (from 1) and what is wrong with the nearest right answer."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(f"{file.name}, line {line}: {message}")
        self.file, self.line, self.message = file, line, message


class Document(msgspec.Struct, frozen=True):
    """A file as plain data, with the line of every path such as `$.history[0].since`."""

    file: Path
    data: Any
    lines: dict[str, int]

    def as_type(self, kind: type[T]) -> T:
        """The data as `kind`. Raises LawError at the line of the fault."""
        try:
            return msgspec.convert(self.data, kind, strict=False)
        except msgspec.ValidationError as fault:
            raise self._located(str(fault), kind) from None

    def line_of(self, path: str) -> int:
        """The line of `path`, or of the nearest part above it that the file has. `[...]` stands for any key."""
        while path:
            pattern = re.escape(path).replace(re.escape("[...]"), r"\.[^.\[]+")
            for known, line in self.lines.items():
                if re.fullmatch(pattern, known):
                    return line
            path = path.rpartition(".")[0] if "." in path else ""
        return 1

    def _located(self, fault: str, kind: type) -> LawError:
        message, _, where = fault.partition(" - at `")
        path = where.rstrip("`") or "$"
        unknown = re.search(r"unknown field `(.+)`", message)
        if unknown:
            word = unknown[1]
            near = difflib.get_close_matches(word, sorted(_vocabulary(kind) - {word}), 1)
            hint = f"; nearest: {near[0]!r}" if near else ""
            return LawError(self.file, self.line_of(f"{path}.{word}"), f"unknown key {word!r}{hint}")
        if "enum value" in message and (said := re.search(r"'(.+)'", message)):
            near = difflib.get_close_matches(said[1], sorted(_choices(kind)), 1)
            return LawError(self.file, self.line_of(path), message + (f"; nearest: {near[0]!r}" if near else ""))
        return LawError(self.file, self.line_of(path), message)


def read(file: Path, codes: frozenset[str] = CODE_KEYS) -> Document:
    """Read `file` strictly. Raises LawError on bad YAML, a repeated key, an anchor, a tag or an unquoted code.

    `codes` are the keys whose values are codes; a mapping has headings there and passes none.
    """
    data = file.read_bytes()
    try:
        return parse(data.decode("utf-8"), file, codes)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise LawError(file, line, f"byte 0x{data[fault.start]:02X} is not UTF-8") from None


def parse(text: str, file: Path, codes: frozenset[str] = CODE_KEYS) -> Document:
    """As `read`, from text; `file` only names it in errors."""
    try:
        refuse_anchors(text, file)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        raise LawError(file, mark.line + 1 if mark else 1, f"not YAML: {fault.problem}") from None
    lines: dict[str, int] = {}
    data = _Tree(file, lines, codes).plain(node, "$", "") if node is not None else {}
    return Document(file, data, lines)


def refuse_anchors(text: str, file: Path) -> None:
    """Raises LawError at the first anchor, alias or tag: shared blocks would hide differences between two texts."""
    if not re.search(r"[&*!]", text):
        return
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise LawError(file, line, "anchors, aliases and tags are not used here; write it out")


class _Tree(NamedTuple):
    """The node tree of one file on its way to plain data; `lines` fills up on the way."""

    file: Path
    lines: dict[str, int]
    codes: frozenset[str]

    def plain(self, node: yaml.Node, path: str, key: str) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, f"{path}[{n}]", key) for n, item in enumerate(node.value)]
        if key in self.codes and isinstance(node, yaml.ScalarNode) and node.style not in ("'", '"'):
            raise LawError(self.file, self.lines[path], f'code {node.value} must stand in quotes: "{node.value}"')
        return node.value

    def _mapping(self, node: yaml.MappingNode, path: str) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value in node.value:
            key = key_node.value
            if key in data:
                raise LawError(self.file, key_node.start_mark.line + 1, f"key {key!r} stands twice")
            data[key] = self.plain(value, f"{path}.{key}", key)
            self.lines[f"{path}.{key}"] = key_node.start_mark.line + 1
        return data


def _structs(kind: Any, seen: set[Any]) -> set[Any]:
    for info in msgspec.inspect.multi_type_info([kind]):
        stack = [info]
        while stack:
            item = stack.pop()
            if isinstance(item, msgspec.inspect.StructType) and item.cls not in seen:
                seen.add(item.cls)
                stack += [field.type for field in item.fields]
            stack += [getattr(item, name) for name in ("item_type", "value_type") if hasattr(item, name)]
            stack += list(getattr(item, "types", ()))
    return seen


def _vocabulary(kind: Any) -> set[str]:
    return {field.encode_name for cls in _structs(kind, set()) for field in msgspec.structs.fields(cls)}


def _choices(kind: Any) -> set[str]:
    words: set[str] = set()
    for cls in _structs(kind, set()):
        for field in msgspec.inspect.type_info(cls).fields:  # type: ignore[attr-defined]
            stack = [field.type]
            while stack:
                item = stack.pop()
                words |= {v for v in getattr(item, "values", ()) if isinstance(v, str)}
                stack += [getattr(item, name) for name in ("item_type", "value_type") if hasattr(item, name)]
                stack += list(getattr(item, "types", ()))
    return words
