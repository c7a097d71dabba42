package press.communique.local.front;

import java.util.List;
import java.util.Optional;

/**
 * Somebody who can sign in on this machine, one for each role; the same person as the one of the role's token.
 *
 * @param user the name to sign in with, which is that of their role too
 */
record Person(String user, String name, String email) {

    static final List<Person> ALL = List.of(
            new Person("author", "Amina Diallo", "author@example.org"),
            new Person("editor", "Edward Peeters", "editor@example.org"),
            new Person("admin", "Inge Vos", "admin@example.org"));

    static Optional<Person> called(String user) {
        return ALL.stream().filter(person -> person.user().equals(user)).findFirst();
    }
}
