/** AWS as its documentation describes it, in memory and in virtual time: what the functions' clients talk to. */
package press.communique.simulation.cloud;
