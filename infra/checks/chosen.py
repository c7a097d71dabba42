"""A transformed template as one choice of parameters makes it: conditions are decided, so that whoever reads it next (rules
that know no conditions) sees what would be deployed.

    chosen(template, {"OwnKey": "yes"})

What only an account knows stays as it is; with flat=True it becomes text even within Fn::Sub, the name of a resource in braces.
"""

import re

PSEUDO = {
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::Region": "eu-central-1",
    "AWS::StackName": "communique",
    "AWS::URLSuffix": "amazonaws.com",
}
ABSENT = object()


def chosen(template, values, flat=False):
    known = {**PSEUDO, **{name: one.get("Default") for name, one in template.get("Parameters", {}).items()}, **values}
    conditions = template.get("Conditions", {})

    def holds(node):
        if "Condition" in node:
            return holds(conditions[node["Condition"]])
        (name, of), = node.items()
        if name == "Fn::Equals":
            return plain(of[0]) == plain(of[1])
        if name == "Fn::Not":
            return not holds(of[0])
        return {"Fn::And": all, "Fn::Or": any}[name](holds(one) for one in of)

    def plain(node):
        if isinstance(node, list):
            return [one for one in map(plain, node) if one is not ABSENT]
        if not isinstance(node, dict):
            return node
        if set(node) == {"Ref"}:
            if node["Ref"] == "AWS::NoValue":
                return ABSENT
            return known.get(node["Ref"], node)
        if set(node) == {"Fn::GetAtt"} and str(node["Fn::GetAtt"][1]).startswith("Outputs."):
            # Another template's business; there it is looked at.
            return ".".join(node["Fn::GetAtt"])
        if set(node) == {"Fn::If"}:
            name, then, otherwise = node["Fn::If"]
            return plain(then if holds(conditions[name]) else otherwise)
        if set(node) == {"Fn::Sub"}:
            text, given = node["Fn::Sub"] if isinstance(node["Fn::Sub"], list) else (node["Fn::Sub"], {})
            said = re.sub(r"\$\{([^!}]+)\}", lambda at: str(named(at, given)), text)
            return said if flat or "${" not in said else {"Fn::Sub": [said, plain(given)] if given else said}
        return {name: value for name, value in ((name, plain(value)) for name, value in node.items()) if value is not ABSENT}

    def named(at, given):
        value = plain(given[at[1]]) if at[1] in given else known.get(at[1], at[0])
        if "Outputs." in at[1]:
            return at[1]
        return at[0] if isinstance(value, dict) else value

    resources = {
        name: plain({key: value for key, value in one.items() if key != "Condition"})
        for name, one in template["Resources"].items()
        if "Condition" not in one or holds(conditions[one["Condition"]])
    }
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}
