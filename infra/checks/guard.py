"""AWS Control Tower's rules on the stack that a careful organisation would deploy, with all that the parameters offer.

    python3 infra/checks/guard.py .ci/guard/package target/guard template.yaml infra/cdn.yaml …

What a rule finds must be in infra/checks/waivers.json, for that very resource, with the reason; and what is there must still
be found. At most 12 rules may be waived.
"""

import json
import platform
import subprocess
import sys
from pathlib import Path

from chosen import chosen
from transform import transformed

MOST = 12
CAREFUL = {
    "SiteUrl": "https://newsroom.example.org",
    "DomainName": "newsroom.example.org",
    "CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/1",
    "FirewallArn": "arn:aws:wafv2:us-east-1:123456789012:global/webacl/communique/1",
    "MailDomain": "example.org",
    "SignInPrefix": "newsroom-example",
    "OwnKey": "yes",
    "ReservedConcurrency": "yes",
    "LogRetentionDays": 365,
    "Tracing": "Active",
    "Stage": "prod",
    "Firewall": "yes",
    "DistributionId": "E1A2B3C4D5E6F7",
}


def findings(package, folder):
    binary = Path(package, "bin", "ubuntu", platform.machine(), "cfn-guard")
    binary.chmod(0o755)
    command = [binary, "validate", "-r", Path(package, "rules", "control-tower"), "-d", folder]
    said = subprocess.run(
        [*command, "--structured", "--output-format", "json", "--show-summary", "none"], capture_output=True, text=True
    )
    if said.returncode not in (0, 19):
        sys.exit(f"cfn-guard ended with {said.returncode}: {said.stderr}")
    found, looked = set(), 0
    for file in json.loads(said.stdout):
        looked += len(file["compliant"])
        for rule in file["not_compliant"]:
            for resource in resources_in(rule["Rule"]):
                found.add((rule["Rule"]["name"], Path(file["name"]).stem, resource))
    return found, looked


def resources_in(node):
    """The logical ids in all paths such as /Resources/SiteBucket/Properties that a finding is about."""
    if isinstance(node, dict):
        path = node.get("path")
        if isinstance(path, str) and path.startswith("/Resources/"):
            yield path.split("/")[2]
        for one in node.values():
            yield from resources_in(one)
    elif isinstance(node, list):
        for one in node:
            yield from resources_in(one)


def main(package, folder, *templates):
    Path(folder).mkdir(parents=True, exist_ok=True)
    for template in templates:
        stack = chosen(transformed(template), CAREFUL, flat=True)
        Path(folder, Path(template).stem + ".json").write_text(json.dumps(stack, indent=1), encoding="utf-8")
    found, looked = findings(package, folder)
    waivers = json.loads(Path(__file__).with_name("waivers.json").read_text(encoding="utf-8"))
    waived = {
        (rule, template, resource)
        for rule, waiver in waivers.items()
        for template, resources in waiver["resources"].items()
        for resource in resources
    }
    problems = [f"{rule}: {template}.yaml, {resource}" for rule, template, resource in sorted(found - waived)]
    problems += [f"waived and no longer found: {' '.join(one)}" for one in sorted(waived - found)]
    problems += [f"{rule} is waived without a reason" for rule, waiver in waivers.items() if not waiver["reason"].strip()]
    if len(waivers) > MOST:
        problems.append(f"{len(waivers)} rules are waived, of at most {MOST}")
    if not looked:
        problems.append("no rule applied to anything")
    print(f"Control Tower: {looked} checks hold, {len(waivers)} rules waived on {len(waived)} resources")
    sys.exit("\n".join(problems) or None)


if __name__ == "__main__":
    main(*sys.argv[1:])
