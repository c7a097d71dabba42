// Where the desk begins.
import { render } from 'preact';
import { arrive, session } from './session.js';
import { Frame } from './views/Frame.jsx';
import './words.js';

if (!(await arrive())) {
  const root = document.createElement('div');
  root.id = 'desk';
  document.body.replaceChildren(root);
  render(<Frame />, root);
  // Whoever leaves with text that is not saved is asked.
  addEventListener('beforeunload', (event) => {
    if (session.value && document.querySelector('[data-unsaved="true"]')) event.preventDefault();
  });
}
