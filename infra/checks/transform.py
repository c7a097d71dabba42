"""What CloudFormation makes of template.yaml: the SAM transform, run here instead of in an account.

    python3 infra/checks/transform.py template.yaml target/transformed.json

Local paths become S3 addresses first, as `sam package` writes them. Fails where the transform would.
"""

import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

# The only managed policies that the transform itself looks up, by name, are those that a function's Policies name; we
# name none of AWS's, so the map that would be read from IAM is empty.
NO_MANAGED_POLICIES = {}


def packaged(template):
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        for name, address in ("CodeUri", "s3://packaged/"), ("Location", "https://s3.amazonaws.com/packaged/"):
            if isinstance(properties.get(name), str) and "://" not in properties[name]:
                properties[name] = address + properties[name]
    return template


def transformed(source):
    with open(source, encoding="utf-8") as file:
        template = packaged(yaml_parse(file.read()))
    return Translator(NO_MANAGED_POLICIES, Parser()).translate(template, parameter_values={})


def main(source, target):
    stack = transformed(source)
    os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
    with open(target, "w", encoding="utf-8") as file:
        json.dump(stack, file, indent=1)
    print(f"{source}: transformed into {len(stack['Resources'])} resources")


if __name__ == "__main__":
    main(*sys.argv[1:])
