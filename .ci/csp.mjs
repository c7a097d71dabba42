// Google's evaluator (https://csp-evaluator.withgoogle.com) on the policies in infra/cdn.yaml: no findings at all, but for
// what it says of every policy with scripts of one's own, that one must host no JSONP there.
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { policies } from './serve.mjs';

const evaluate = (text) => new CspEvaluator(new CspParser(text).csp).evaluate();
if (evaluate("script-src 'unsafe-inline'").length === 0) throw new Error('the evaluator finds nothing at all');
const places = { SignInOrigins: 'https://issuer.example', UploadOrigins: 'https://uploads.example' };
let found = 0;
for (const [name, text] of Object.entries(policies())) {
  const policy = text.replace(/\$\{(\w+)\}/g, (_, place) => places[place]);
  const findings = evaluate(policy).filter(({ directive, value }) => !(name === 'DeskHeaders' && directive === 'script-src' && value === "'self'"));
  console.log(`${name}: ${policy}\n${findings.length} findings`);
  for (const { severity, directive, value, description } of findings) console.error(`${severity} ${directive} ${value ?? ''}: ${description}`);
  found += findings.length;
}
if (found || Object.keys(policies()).length < 3) process.exit(1);
