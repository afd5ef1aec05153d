"""The referee: is a request one that Discord would take, is an answer one that Discord would give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from .circumstances import Circumstances, File
from .document import Document, document
from .prose import broken_rules
from .shapes import FORMATS, AnswerShape, RequestShape
from .unknown import is_noise, unknown
from .violation import Violation, below
from .wording import violation

JSON = "application/json"
NO_ROUTE = Violation("", "Discord has no such path.", "NO_SUCH_ROUTE")
NO_METHOD = Violation("", "This path does not know this method.", "NO_SUCH_METHOD")
NOTHING_TOLD = Circumstances()


class Judge:
    """Holds requests and answers to Discord's own document (None: to the prose rules only)."""

    def __init__(self, path: Path | None) -> None:
        self._document: Document | None = document(path) if path else None

    def request(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: Any,
        files: Sequence[File] = (),
        circumstances: Circumstances = NOTHING_TOLD,
    ) -> list[Violation]:
        """Every rule that a request breaks; of a multipart form, `body` is its payload_json."""
        path = _bare(path)
        found = [*self._by_document(method, path, query, body)]
        if NO_ROUTE in found or NO_METHOD in found:
            return found
        told = {one.where for one in found if one.where}
        rules = broken_rules(method, path, body, files, circumstances)
        return _once([*found, *(one for one in rules if one.where not in told)])

    def answer(self, method: str, path: str, status: int, body: Any) -> list[Violation]:
        """Every way in which an answer differs from what Discord describes; 5xx may look as it likes."""
        schema = self._answer_schema(method, path, status)
        if schema is NOT_DESCRIBED:
            return [Violation("", f"Discord never answers {status} here.", "NO_SUCH_STATUS")]
        if schema is None:
            return []
        if schema is NO_BODY:
            return [Violation("", f"{status} has no body here.", "NO_BODY")] if body is not None else []
        return _once([violation(error) for error in _shape_of(AnswerShape, schema).iter_errors(body)])

    def unknown(self, method: str, path: str, query: Mapping[str, str], body: Any) -> list[str]:
        """The dotted places of names in a request that Discord does not describe ("?name" in the query)."""
        found = self._operation(method, _bare(path))
        if isinstance(found, Violation) or found is None:
            return []
        template, _, operation, _ = found
        places = [f"?{name}" for name in query if name not in _parameters(operation, "query")]
        schema = _body_schema(operation)
        places += unknown(schema, body) if schema else ()
        return [place for place in places if not is_noise(method.upper(), template, place)]

    def unknown_in_answer(self, method: str, path: str, status: int, body: Any) -> list[str]:
        """The dotted places of names in an answer that Discord does not describe.

        A new post of a forum comes back with its first message, as Discord says in prose alone.
        """
        schema = self._answer_schema(method, path, status)
        if schema in (None, NO_BODY, NOT_DESCRIBED):
            return []
        nested = {"message"} if method.upper() == "POST" and path.endswith("/threads") else set()
        return [place for place in unknown(schema, body) if place not in nested]

    def _operation(self, method: str, path: str) -> tuple[str, dict[str, str], Any, Any] | Violation | None:
        if self._document is None:
            return None
        found = self._document.routes.find(path)
        if found is None:
            return NO_ROUTE
        template, values = found
        entry = self._document.paths[template]
        operation = entry.get(method.lower())
        return (template, values, operation, entry) if operation else NO_METHOD

    def _by_document(
        self, method: str, path: str, query: Mapping[str, str], body: Any
    ) -> Iterator[Violation]:
        found = self._operation(method, path)
        if isinstance(found, Violation):
            yield found
        if found is None or isinstance(found, Violation):
            return
        _, values, operation, entry = found
        yield from self._parameters_broken(_parameters(entry, "path"), values, "path")
        yield from self._parameters_broken(_parameters(operation, "query"), query, "query")
        schema = _body_schema(operation)
        if schema is None:
            if body is not None:
                yield Violation("", "This request takes no body.", "NO_BODY")
        elif body is not None or operation["requestBody"].get("required"):
            errors = _shape_of(RequestShape, schema).iter_errors(body)
            yield from (violation(error) for error in errors)

    def _parameters_broken(
        self, described: Mapping[str, Any], values: Mapping[str, str], kind: str
    ) -> Iterator[Violation]:
        for name, parameter in described.items():
            if name in values:
                schema = parameter["schema"]
                shape = _shape_of(RequestShape, schema)
                value = _from_text(values[name], schema)
                yield from (violation(error, below(kind, name)) for error in shape.iter_errors(value))
            elif parameter.get("required"):
                yield Violation(below(kind, name), "This field is required", "BASE_TYPE_REQUIRED")

    def _answer_schema(self, method: str, path: str, status: int) -> Any:
        found = self._operation(method, _bare(path))
        if status >= 500 or found is None or isinstance(found, Violation):
            return None
        answers = found[2]["responses"]
        described = answers.get(str(status)) or answers.get(f"{status // 100}XX")
        if described is None:
            return NOT_DESCRIBED
        return described["content"][JSON]["schema"] if "content" in described else NO_BODY


NO_BODY: Any = object()
NOT_DESCRIBED: Any = object()


class _Same:
    """A schema that is equal to itself only, so that a checker can be kept for it."""

    def __init__(self, schema: Any) -> None:
        self.schema = schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.schema is self.schema


def _shape_of(kind: Any, schema: Any) -> Any:
    return _shape(kind, _Same(schema))


@cache
def _shape(kind: Any, same: _Same) -> Any:
    return kind(same.schema, format_checker=FORMATS)


def _bare(path: str) -> str:
    return re.sub(r"^/api(/v\d+)?", "", path)


def _body_schema(operation: Any) -> Any:
    content = operation.get("requestBody", {}).get("content", {})
    return content[JSON]["schema"] if JSON in content else None


def _parameters(entry: Any, place: str) -> dict[str, Any]:
    return {one["name"]: one for one in entry.get("parameters", ()) if one["in"] == place}


def _from_text(value: str, schema: Any) -> Any:
    """What the text of a query means: yes and no have four spellings, lists are not taken apart."""
    if schema.get("type") == "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(value.lower(), value)
    if schema.get("type") == "array":
        return [value]
    return value


def _once(violations: Sequence[Violation]) -> list[Violation]:
    """The violations without those that name the same breach of the same place again."""
    seen: dict[tuple[str, str], Violation] = {}
    for one in violations:
        seen.setdefault((one.where, one.code), one)
    return list(seen.values())
