"""LocalStack with the local stack's DynamoDB in the place of the one that it would download.

start.py CLASSPATH_FILE
"""
import pathlib
import sys

from localstack.runtime.main import main
from localstack.services.dynamodb import packages, server

classpath = pathlib.Path(sys.argv[1]).read_text().strip()
source = pathlib.Path(__file__).with_name("DynamoDb.java")
server.DynamodbServer._create_shell_command = lambda self: ["java", "-Xmx512m", "-cp", classpath, str(source), str(self.port)]
packages.DynamoDBLocalPackageInstaller.install = lambda self, *arguments, **named: None
packages.DynamoDBLocalPackageInstaller.get_java_env_vars = lambda self: {}
main()
