// Google's evaluator (https://csp-evaluator.withgoogle.com) on the policy in infra/cdn.yaml: no findings at all.
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { policy } from './serve.mjs';

const evaluate = (text) => new CspEvaluator(new CspParser(text).csp).evaluate();
if (evaluate("script-src 'unsafe-inline'").length === 0) throw new Error('the evaluator finds nothing at all');
const findings = evaluate(policy());
console.log(`${policy()}\n${findings.length} findings`);
if (findings.length) {
  console.error(findings.map((finding) => `${finding.severity} ${finding.directive} ${finding.value ?? ''}: ${finding.description}`).join('\n'));
  process.exit(1);
}
