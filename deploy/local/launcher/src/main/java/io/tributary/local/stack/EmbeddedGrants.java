package io.tributary.local.stack;

import io.tributary.common.grant.GrantKey;
import io.tributary.common.grant.Grants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the local stack lets migration files name: files below the directory in which it was
 * started, and below its home but for what is its own there; programs below that directory;
 * webhooks of this machine; passwords in variables. The user's environment adds to it, by the
 * variables of {@link GrantKey}. Immutable.
 */
public final class EmbeddedGrants {
  private static final String LOOPBACK = "localhost,127.0.0.1,[::1]";
  private static final String PASSWORDS = "*_PASSWORD";
  private static final String MOUNTED_SECRETS = "/run/secrets";

  /** The authorities that Debian and Red Hat trust. */
  private static final String AUTHORITIES = "/etc/ssl/certs,/etc/pki/ca-trust/extracted";

  private final Map<GrantKey, String> values = new EnumMap<>(GrantKey.class);
  private final List<Path> files;
  private final String path;

  private EmbeddedGrants(
      Path started, StackLayout layout, Function<String, @Nullable String> environment) {
    this.files = List.of(started, layout.home());
    this.path = Optional.ofNullable(environment.apply("PATH")).orElse("");
    Map<GrantKey, String> usual = new EnumMap<>(GrantKey.class);
    String places = started + "," + layout.home();
    usual.put(GrantKey.PROGRAMS, started.toString());
    usual.put(GrantKey.WEBHOOK_HOSTS, LOOPBACK);
    usual.put(GrantKey.ENV_FILE_DIRECTORIES, places);
    usual.put(GrantKey.POOLER_DIRECTORIES, places);
    usual.put(GrantKey.DDL_DIRECTORIES, places);
    usual.put(GrantKey.SOURCE_DIRECTORIES, places);
    usual.put(GrantKey.SECRET_DIRECTORIES, started + "," + MOUNTED_SECRETS);
    usual.put(GrantKey.TLS_DIRECTORIES, places + "," + MOUNTED_SECRETS + "," + AUTHORITIES);
    usual.put(GrantKey.SECRET_VARIABLES, PASSWORDS);
    usual.put(GrantKey.WITHHELD, withheld(layout));
    usual.forEach(
        (key, value) -> {
          String more = environment.apply(key.variable());
          values.put(key, more == null || more.isBlank() ? value : value + "," + more);
        });
  }

  /**
   * The grants of a stack.
   *
   * @param started the directory in which the user has started it
   * @param environment the user's variables
   */
  public static EmbeddedGrants of(
      Path started, StackLayout layout, Function<String, @Nullable String> environment) {
    return new EmbeddedGrants(started.toAbsolutePath().normalize(), layout, environment);
  }

  /** Those of a stack that is started here and now. */
  public static EmbeddedGrants here(StackLayout layout) {
    return of(Path.of(""), layout, System::getenv);
  }

  /** The variables by which services and the Connect worker learn them. */
  public Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>();
    values.forEach((key, value) -> variables.put(key.variable(), value));
    return variables;
  }

  /** The same for use in this process. */
  public Grants grants() {
    Map<String, String> byKey = new TreeMap<>();
    values.forEach((key, value) -> byKey.put(key.key(), value));
    return Grants.of(key -> Optional.ofNullable(byKey.get(key)), List.of(), path);
  }

  /** What a user is told at the start. */
  public List<String> inWords() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Migration files may name files below %s and %s, programs below the first, webhooks at %s, and passwords in variables named %s."
            .formatted(files.get(0), files.get(1), LOOPBACK.replace(",", ", "), PASSWORDS));
    lines.add(
        "More is granted by "
            + String.join(
                ", ",
                Stream.of(GrantKey.values())
                    .filter(key -> key != GrantKey.WITHHELD)
                    .map(GrantKey::variable)
                    .toList())
            + ".");
    return lines;
  }

  /**
   * What the stack itself keeps in its home. Settings of its PostgreSQL servers can name programs.
   */
  private static String withheld(StackLayout layout) {
    return Stream.concat(
            Stream.of(
                layout.apiToken(),
                layout.connectPassword(),
                layout.evidenceKey(),
                layout.evidence(),
                layout.connect(),
                layout.kafka(),
                layout.kafkaClients(),
                layout.logs()),
            PostgresHome.of(layout).own().stream())
        .map(Path::toString)
        .collect(Collectors.joining(","));
  }
}
