/** Holds what is declared (templates, OpenAPI file, poms) to the code, and the code to its layers. */
package press.communique.checks;
