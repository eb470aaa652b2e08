"""A JSON Schema as the lines of a table: name, kind, whether it must be given."""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
KINDS = {
    "string": "文字",
    "integer": "整数",
    "boolean": "true 或 false",
    "array": "列表",
    "object": "组合",
}


def lines(schema: Schema, components: Schema, prefix: str = "") -> Iterator[Schema]:
    """Yield a line for each member of an object, and for the members of its members."""
    needed = schema.get("required", [])
    for name, member in schema["properties"].items():
        inner = _resolved(member, components)
        item = _resolved(inner.get("items", {}), components)
        many = "[]" if "properties" in item else ""
        path = f"{prefix}{name}{many}"
        yield {"name": path, "kind": described(inner, components), "required": name in needed}
        for found in (inner, item):
            if "properties" in found:
                yield from lines(found, components, f"{path}.")


def described(schema: Schema, components: Schema) -> str:
    """Return in Chinese what a value is."""
    found = _resolved(schema, components)
    if "enum" in found:
        return "、".join(str(choice) for choice in found["enum"])
    if found.get("format") == "date":
        return "日期"
    if found.get("type") == "array":
        return f"列表：{described(found['items'], components)}"
    kind = found.get("type", "")
    return KINDS.get(kind[0] if isinstance(kind, list) else kind, "任意")


def _resolved(schema: Schema, components: Schema) -> Schema:
    if "anyOf" in schema:
        choices = [choice for choice in schema["anyOf"] if choice != {"type": "null"}]
        return _resolved(choices[0], components)
    if "$ref" in schema:
        found: Schema = components[schema["$ref"].rpartition("/")[2]]
        return found
    return schema
