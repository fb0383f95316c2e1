package io.tributary.local.init;

import io.tributary.common.secret.SecretRef;
import io.tributary.local.init.place.PostgresUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The passwords for looking, by the variables under which the migration file names them. None of
 * them is written anywhere. Not thread-safe.
 */
final class GivenPasswords {
  private final Function<String, @Nullable String> environment;
  private final Optional<Questions> questions;
  private final Map<String, String> given = new HashMap<>();
  private final List<String> exports = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();

  GivenPasswords(Function<String, @Nullable String> environment, Optional<Questions> questions) {
    this.environment = environment;
    this.questions = questions;
  }

  /**
   * Where the password of a connection is kept; null where nobody knows one, as for a server that
   * asks for none.
   */
  @Nullable SecretRef of(String variable, String option, PostgresUrl url) {
    String place = "%s at %s:%d".formatted(url.user(), url.host(), url.port());
    String known = url.password();
    if (known != null) {
      shown.add(option);
    }
    String export = "export " + variable + "=…   # of " + place;
    if (environment.apply(variable) != null) {
      exports.add(export + "; set here already");
      return SecretRef.env(variable);
    }
    if (known == null) {
      known =
          questions.map(q -> q.secret("Password of " + place + " (nothing for none):")).orElse("");
    }
    if (known.isEmpty()) {
      return null;
    }
    given.put(variable, known);
    exports.add(export);
    return SecretRef.env(variable);
  }

  /** The value of a variable; null for none. */
  @Nullable String read(String variable) {
    String known = given.get(variable);
    return known == null ? environment.apply(variable) : known;
  }

  /** What has to be set for the services, a line each. */
  List<String> exports() {
    return exports;
  }

  /** What is to be said of how they were given, a sentence each. */
  List<String> notes() {
    return shown.stream()
        .distinct()
        .map(
            option ->
                "The address of "
                    + option
                    + " had a password in it. It is not in the file; but every user of this machine"
                    + " could see it while the command ran, and the shell may keep it.")
        .toList();
  }
}
