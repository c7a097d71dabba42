"""Packages and dry-runs a deployment by SAM's own CLI against moto's server, then has moto make the stack.

    .venv/bin/python infra/checks/moto_stack.py

moto passes over types that it does not know without a word; each of these must be on the list below, and what is on it must
still be passed over. Needs the zips (./mvnw package).
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.update(
    AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="eu-central-1", SAM_CLI_TELEMETRY="0"
)

import boto3
from chosen import chosen
from moto.server import ThreadedMotoServer
from transform import transformed

PARAMETERS = {
    "SiteUrl": "https://newsroom.example.org",
    "MailDomain": "example.org",
    "SignInPrefix": "newsroom-example",
    "OwnKey": "yes",
}
STACK, BUCKET = "communique", "packages"
# Types that moto 5.2.5 cannot make from a template. Their properties are looked at by cfn-lint only.
PASSED_OVER = set(json.loads(Path(__file__).with_name("passed-over.json").read_text(encoding="utf-8")))


def sam(*arguments):
    said = subprocess.run([Path(sys.executable).with_name("sam"), *arguments], capture_output=True, text=True)
    if said.returncode:
        sys.exit(f"sam {arguments[0]} ended with {said.returncode}:\n{said.stdout}\n{said.stderr}")


def overrides():
    return [f"{name}={value}" for name, value in PARAMETERS.items()]


def made(cloudformation, stack):
    for resource in cloudformation.describe_stack_resources(StackName=stack)["StackResources"]:
        yield resource["LogicalResourceId"]


def parameters_of(stack, template):
    """What a nested stack is given, with a sample where only an account knows."""
    given = stack["Properties"].get("Parameters", {})
    return {name: value if isinstance(value, (str, int)) else f"https://sample.example/{name}" for name, value in given.items()}


def make(cloudformation, name, stack):
    """Gives the types of which moto made nothing, and of which it made something."""
    body = json.dumps(stack)
    boto3.client("s3").put_object(Bucket=BUCKET, Key=name, Body=body)
    cloudformation.create_stack(StackName=name, TemplateURL=f"https://{BUCKET}.s3.amazonaws.com/{name}")
    there = set(made(cloudformation, name))
    missing = {one["Type"] for logical, one in stack["Resources"].items() if logical not in there}
    return missing, {one["Type"] for logical, one in stack["Resources"].items() if logical in there}


def main():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        os.environ["AWS_ENDPOINT_URL"] = f"http://{host}:{port}"
        boto3.client("s3").create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_DEFAULT_REGION"]}
        )
        with tempfile.TemporaryDirectory() as folder:
            packaged = f"{folder}/packaged.yaml"
            sam("package", "--template-file", "template.yaml", "--s3-bucket", BUCKET, "--output-template-file", packaged)
            sam(
                "deploy", "--template-file", packaged, "--stack-name", "dry-run", "--no-execute-changeset",
                "--s3-bucket", BUCKET, "--capabilities", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND",
                "--parameter-overrides", *overrides(),
            )  # fmt: skip
            main_stack = transformed(packaged)
        cloudformation = boto3.client("cloudformation")
        missing, there, count = set(), set(), 0
        nested = {Path(f"infra/{name}.yaml"): name for name in ("key", "identity", "mail", "cdn", "alarms")}
        stacks = {name: (transformed(str(path)), one) for path, name in nested.items()
                  for logical, one in main_stack["Resources"].items() if logical.lower() == name}  # fmt: skip
        whole = chosen(main_stack, PARAMETERS)
        for name, (stack, one) in stacks.items():
            values = parameters_of(whole["Resources"][next(k for k in whole["Resources"] if k.lower() == name)], stack)
            stack = chosen(stack, values)
            gone, here = make(cloudformation, f"{STACK}-{name}", stack)
            missing, there, count = missing | gone, there | here, count + len(stack["Resources"])
        # The nested ones were made by themselves, since moto does not make them from here.
        alone = {logical: one for logical, one in whole["Resources"].items() if one["Type"] != "AWS::CloudFormation::Stack"}
        gone, here = make(cloudformation, STACK, {**whole, "Resources": alone})
        missing, there, count = missing | gone, there | here, count + len(alone)
    finally:
        server.stop()
    print(f"moto: {count} resources, {len(there)} types made, {len(missing)} passed over")
    problems = [f"moto passes over {one}, which is not on the list" for one in sorted(missing - PASSED_OVER)]
    problems += [f"{one} is on the list and was not passed over" for one in sorted(PASSED_OVER - missing)]
    sys.exit("\n".join(problems) or None)


if __name__ == "__main__":
    main()
