/** The whole stack on one machine, from the same {@code template.yaml}: engines, functions, gateway and CDN in one process. */
package press.communique.local;
