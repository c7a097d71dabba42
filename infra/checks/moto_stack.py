"""Dry-runs a deployment by SAM's own command, uploads and all, against moto's server, then has moto make the stack.

    .venv/bin/python infra/checks/moto_stack.py

moto passes over types that it does not know without a word; each of these must be on the list below, and what is on it must
still be passed over. Needs the zips (./mvnw package).
"""

import json
import os
import re
import subprocess
import sys
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


def made(cloudformation, stack):
    for resource in cloudformation.describe_stack_resources(StackName=stack)["StackResources"]:
        yield resource.get("LogicalResourceId")


def sample(name):
    return "arn:aws:sqs:eu-central-1:123456789012:sample" if name.endswith("Arn") else f"https://sample.example/{name}"


def parameters_of(stack):
    """What a nested stack is given, with a sample where only an account knows."""
    given = stack["Properties"].get("Parameters", {})
    return {name: value if isinstance(value, (str, int)) else sample(name) for name, value in given.items()}


def put_code(stack):
    """A zip at each address that a function's code has; what is in it nobody runs."""
    empty = b"PK\5\6" + bytes(18)
    boto3.client("s3").create_bucket(
        Bucket="packaged", CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_DEFAULT_REGION"]}
    )
    for one in stack["Resources"].values():
        if one["Type"] == "AWS::Lambda::Function":
            boto3.client("s3").put_object(Bucket="packaged", Key=one["Properties"]["Code"]["S3Key"], Body=empty)


def make(cloudformation, name, stack):
    """Gives the types of which moto made nothing, and of which it made something."""
    for logical, one in stack["Resources"].items():
        if one["Type"] == "AWS::SQS::Queue" and one["Properties"].get("FifoQueue"):
            # CloudFormation makes a name that ends so; moto does not.
            one["Properties"]["QueueName"] = logical + ".fifo"
    # moto makes no aliases, and whatever is for one would be for nobody.
    body = re.sub(r'\{"Ref": "(\w+)Aliaslive"\}', r'{"Ref": "\1"}', json.dumps(stack))
    boto3.client("s3").put_object(Bucket=BUCKET, Key=name, Body=body)
    cloudformation.create_stack(StackName=name, TemplateURL=f"https://{BUCKET}.s3.amazonaws.com/{name}")
    there = set(made(cloudformation, name))
    missing = {one["Type"] for logical, one in stack["Resources"].items() if logical not in there}
    return missing, {one["Type"] for logical, one in stack["Resources"].items() if logical in there}


def main():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        _, port = server.get_host_and_port()
        # By this name moto takes the address of a template in its own S3 for what it is.
        os.environ["AWS_ENDPOINT_URL"] = f"http://localhost:{port}"
        boto3.client("s3").create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_DEFAULT_REGION"]}
        )
        sam(
            "deploy", "--template-file", "template.yaml", "--stack-name", "dry-run", "--no-execute-changeset",
            "--s3-bucket", BUCKET, "--capabilities", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND",
            "--parameter-overrides", *(f"{name}={value}" for name, value in PARAMETERS.items()),
        )  # fmt: skip
        cloudformation = boto3.client("cloudformation")
        whole = chosen(transformed("template.yaml"), PARAMETERS)
        put_code(whole)
        # Nested ones are made by themselves: what they are given and give is text by now.
        nested = {name: one for name, one in whole["Resources"].items() if one["Type"] == "AWS::CloudFormation::Stack"}
        stacks = {STACK: {**whole, "Resources": {n: one for n, one in whole["Resources"].items() if n not in nested}}}
        for name, one in nested.items():
            stack = transformed(f"infra/{name.lower()}.yaml")
            stacks[f"{STACK}-{name}"] = chosen(stack, parameters_of(one))
        missing, there, count = set(), set(), 0
        for name, stack in stacks.items():
            gone, here = make(cloudformation, name, stack)
            missing, there, count = missing | gone, there | here, count + len(stack["Resources"])
    finally:
        server.stop()
    print(f"moto: {count} resources, {len(there)} types made, {len(missing)} passed over")
    problems = [f"moto passes over {one}, which is not on the list" for one in sorted(missing - PASSED_OVER)]
    problems += [f"{one} is on the list and was not passed over" for one in sorted(PASSED_OVER - missing)]
    sys.exit("\n".join(problems) or None)


if __name__ == "__main__":
    main()
