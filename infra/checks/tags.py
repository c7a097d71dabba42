"""Everything that can carry a tag carries that of its installation.

    python3 infra/checks/tags.py template.yaml infra/us-east-1.yaml

A nested stack hands its tags on to all that it makes, so the templates that are deployed by themselves are looked at.
Which types can is said by the schemas that cfn-lint brings along.
"""

import sys

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from transform import transformed

NAME = "communique:stage"
# SAM makes these and gives them no tags of the function's; they get those of the stack (sam deploy --tags).
OF_THE_STACK = {"AWS::ApiGatewayV2::Api", "AWS::Events::Rule", "AWS::Lambda::EventSourceMapping"}


def takes_tags(kind):
    """The property for tags, if the type has one."""
    try:
        properties = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", kind).schema["properties"]
    except Exception:  # a type of SAM's that is no resource
        return None
    return next((name for name in ("Tags", "UserPoolTags", "HostedZoneTags") if name in properties), None)


def is_tagged(tags):
    if isinstance(tags, dict):
        return NAME in tags
    return any(isinstance(tag, dict) and tag.get("Key") == NAME for tag in tags or [])


def main(*templates):
    problems, count = [], 0
    for template in templates:
        for logical, resource in transformed(template)["Resources"].items():
            name = takes_tags(resource["Type"])
            if name and resource["Type"] not in OF_THE_STACK:
                count += 1
                if not is_tagged(resource.get("Properties", {}).get(name)):
                    problems.append(f"{template}: {logical} ({resource['Type']}) has no tag {NAME} in {name}")
    print(f"tags: {count} resources can have them")
    sys.exit("\n".join(problems) or None)


if __name__ == "__main__":
    main(*sys.argv[1:])
