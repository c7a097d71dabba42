/** Random histories of a newsroom under faults, and what must hold in and after each: docs/reliability.md. */
package press.communique.simulation;
