/** Takes the outside out of the functions' classes, so that a seed decides all that happens to them. */
package press.communique.simulation.isolation;
