"""Holds a value against the published lexicons of the AT Protocol (https://atproto.com/specs/lexicon), as far as posts use
them: object, array, string with its formats and limits, integer, boolean, ref, union, unknown, blob.

A lexicon that is not in the folder is taken as any object; what is checked is what is there.
"""
import json
import os
import re
import unicodedata

FORMATS = {
    # https://atproto.com/specs/lexicon#string-formats
    "at-identifier": r"(did:[a-z]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._-]|([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+"
                     r"[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)",
    "did": r"did:[a-z]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._-]",
    "nsid": r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+\.[a-zA-Z][a-zA-Z0-9]*",
    "record-key": r"[A-Za-z0-9._:~-]{1,512}",
    "cid": r"[A-Za-z0-9+]{8,256}",
    "at-uri": r"at://\S+",
    "uri": r"[a-z][a-z0-9.+-]*:\S+",
    "datetime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,20})?(Z|[+-]\d\d:\d\d)",
    "language": r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*",
    "handle": r"([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?",
}


def graphemes(text):
    """Never more than there are: marks, joiners, modifiers and what follows a joiner begin none."""
    count, joined = 0, False
    for character in text:
        extends = unicodedata.category(character) in ("Mn", "Me", "Mc") or character in "\u200d\ufe0f" \
            or 0x1F3FB <= ord(character) <= 0x1F3FF
        count += 0 if extends or joined else 1
        joined = character == "\u200d"
    return count


class Lexicons:
    def __init__(self, folder):
        self.folder = folder
        self.loaded = {}

    def load(self, name):
        if name not in self.loaded:
            path = os.path.join(self.folder, *name.split(".")) + ".json"
            self.loaded[name] = json.load(open(path, encoding="utf-8"))["defs"] if os.path.exists(path) else None
        return self.loaded[name]

    def definition(self, ref, home):
        name, _, part = ref.partition("#")
        defs = self.load(name or home)
        return (None, home) if defs is None else (defs[part or "main"], name or home)

    def input_faults(self, procedure, body):
        schema = self.load(procedure)["main"]["input"]["schema"]
        return self.faults(schema, body, procedure, procedure)

    def record_faults(self, name, record):
        if record.get("$type") != name:
            return [f"$type is {record.get('$type')!r}, not {name!r}"]
        return self.faults(self.load(name)["main"]["record"], record, name, name)

    def faults(self, schema, value, home, path):
        kind = schema["type"]
        if kind == "ref":
            found, home = self.definition(schema["ref"], home)
            return [] if found is None else self.faults(found, value, home, path)
        if kind == "union":
            return self.union_faults(schema, value, home, path)
        if kind == "object":
            return self.object_faults(schema, value, home, path)
        if kind == "array":
            if not isinstance(value, list):
                return [f"{path} is no array"]
            faults = [f"{path} has too many"] if len(value) > schema.get("maxLength", len(value)) else []
            for number, each in enumerate(value):
                faults += self.faults(schema["items"], each, home, f"{path}[{number}]")
            return faults
        if kind == "string":
            return self.string_faults(schema, value, path)
        if kind == "integer":
            good = type(value) is int and schema.get("minimum", value) <= value <= schema.get("maximum", value)
            return [] if good else [f"{path} is {value!r}"]
        if kind == "boolean":
            return [] if isinstance(value, bool) else [f"{path} is no boolean"]
        if kind == "blob":
            return [] if isinstance(value, dict) and value.get("$type") == "blob" else [f"{path} is no blob"]
        return [] if kind != "unknown" or isinstance(value, dict) else [f"{path} is no object"]

    def union_faults(self, schema, value, home, path):
        if not isinstance(value, dict) or not isinstance(value.get("$type"), str):
            return [f"{path} has no $type"]
        kinds = {(ref if not ref.startswith("#") else home + ref): ref for ref in schema["refs"]}
        name = value["$type"]
        if name not in kinds:
            return [f"{path}: {name} is not one of {sorted(kinds)}"]
        found, inner = self.definition(kinds[name], home)
        return [] if found is None else self.faults(found, value, inner, path)

    def object_faults(self, schema, value, home, path):
        if not isinstance(value, dict):
            return [f"{path} is no object"]
        faults = [f"{path}.{name} is missing" for name in schema.get("required", []) if name not in value]
        for name, each in value.items():
            part = schema["properties"].get(name)
            if part is None:
                faults += [] if name == "$type" else [f"{path}.{name} is not in the lexicon"]
            elif each is not None or name not in schema.get("nullable", []):
                faults += self.faults(part, each, home, f"{path}.{name}")
        return faults

    @staticmethod
    def string_faults(schema, value, path):
        if not isinstance(value, str):
            return [f"{path} is no string"]
        faults = []
        if len(value.encode()) > schema.get("maxLength", 1 << 30):
            faults.append(f"{path} has more than {schema['maxLength']} octets")
        if graphemes(value) > schema.get("maxGraphemes", 1 << 30):
            faults.append(f"{path} has more than {schema['maxGraphemes']} graphemes")
        pattern = FORMATS.get(schema.get("format", ""))
        if pattern and not re.fullmatch(pattern, value):
            faults.append(f"{path}: {value!r} is no {schema['format']}")
        return faults
