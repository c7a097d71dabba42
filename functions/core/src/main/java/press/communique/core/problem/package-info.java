/** What is wrong with an input, field by field, said all at once. */
package press.communique.core.problem;
