/** The local stack under kills, load and hostile clients, from outside its process: {@code ./mvnw -Psoak}. */
package press.communique.soak;
