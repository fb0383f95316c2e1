package io.tributary.local.init.place;

import io.tributary.common.model.ConnectionTls;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.words.EnumWord;
import io.tributary.common.secret.SecretRef;
import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a PostgreSQL database as libpq writes it.
 *
 * @param host name or address
 * @param port TCP port
 * @param database its name
 * @param user the role to log in as
 * @param password what stood in the address, for looking alone; null for none
 * @param settings {@code sslmode}, {@code sslrootcert}, {@code sslcert} and {@code sslkey}
 */
public record PostgresUrl(
    String host,
    int port,
    String database,
    String user,
    @Nullable String password,
    Map<String, String> settings) {
  private static final Pattern FORM =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/]*))?@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[^:/?,@]+)(?::(?<port>\\d{1,5}))?"
              + "/(?<database>[^/?]+)(?:\\?(?<settings>.*))?");
  private static final String MODE = "sslmode";
  private static final Set<String> KNOWN = Set.of(MODE, "sslrootcert", "sslcert", "sslkey");
  private static final Set<String> MEANINGLESS = Set.of("application_name", "connect_timeout");
  private static final String AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";
  private static final int USUAL_PORT = 5432;
  private static final int LAST_PORT = 65_535;

  public PostgresUrl {
    settings = Map.copyOf(settings);
  }

  /**
   * Reads an address.
   *
   * @param option that it was given to, for messages
   * @throws CommandFailure saying what is wrong, without the password
   */
  public static PostgresUrl read(String option, String typed) {
    String scheme = typed.replaceFirst("(?s)://.*", "");
    if (!scheme.equals("postgresql") && !scheme.equals("postgres")) {
      throw refused(
          option,
          scheme
              + " is no kind of database that Tributary moves; there are postgresql, sqlite (a file)"
              + " and chroma (a directory).");
    }
    Matcher form = FORM.matcher(typed);
    if (!form.matches()) {
      throw refused(option, "This is no address of one database: " + hidden(typed) + ".");
    }
    if (form.group("user") == null || form.group("user").isEmpty()) {
      throw refused(option, hidden(typed) + " names no user.");
    }
    int port = form.group("port") == null ? USUAL_PORT : Integer.parseInt(form.group("port"));
    if (port < 1 || port > LAST_PORT) {
      throw refused(option, "There is no port " + port + ".");
    }
    String password = form.group("password");
    return new PostgresUrl(
        form.group("host"),
        port,
        decoded(form.group("database")),
        decoded(form.group("user")),
        password == null || password.isEmpty() ? null : decoded(password),
        settings(option, form.group("settings")));
  }

  /** How to reach it. */
  public DatabaseAddress address(@Nullable SecretRef secret) {
    return new DatabaseAddress(host, port, database, user, secret, tls());
  }

  /** Whether nobody said how a server elsewhere is to be believed. */
  public boolean guessesTls() {
    return !onLoopback() && !settings.containsKey(MODE);
  }

  /** Whether whoever answers is believed, as the address asks for. */
  public boolean trusts() {
    return !onLoopback() && !mode().verifies();
  }

  private ConnectionTls tls() {
    boolean verifies = mode().verifies();
    return new ConnectionTls(
        mode(),
        verifies ? settings.getOrDefault("sslrootcert", AUTHORITIES) : null,
        verifies ? settings.get("sslcert") : null,
        verifies ? settings.get("sslkey") : null,
        trusts());
  }

  private TlsMode mode() {
    String named = settings.get(MODE);
    return named == null
        ? onLoopback() ? TlsMode.PREFER : TlsMode.VERIFY_FULL
        : EnumWord.of(named, List.of(TlsMode.values())).orElseThrow();
  }

  private boolean onLoopback() {
    return new DatabaseAddress(host, port, database, user, null, TlsMode.PREFER).onLoopback();
  }

  private static Map<String, String> settings(String option, @Nullable String written) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting :
        written == null || written.isEmpty() ? new String[0] : written.split("&")) {
      String name = setting.replaceFirst("(?s)=.*", "");
      if (KNOWN.contains(name)) {
        settings.put(
            name, decoded(setting.substring(Math.min(setting.length(), name.length() + 1))));
      } else if (!MEANINGLESS.contains(name)) {
        throw refused(
            option,
            "The setting "
                + name
                + " of the address has no place in a migration file; there are sslmode, sslrootcert,"
                + " sslcert and sslkey.");
      }
    }
    String mode = settings.get(MODE);
    if (mode != null && EnumWord.of(mode, List.of(TlsMode.values())).isEmpty()) {
      throw refused(
          option,
          "sslmode is disable, prefer, require, verify-ca or verify-full, not " + mode + ".");
    }
    return settings;
  }

  private static String decoded(String part) {
    try {
      // A plus is a plus in these addresses.
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return part;
    }
  }

  /** Without what may be a password. */
  static String hidden(String typed) {
    return typed.replaceFirst("(?s)(://[^:@/]*):.*@", "$1:…@").replaceFirst("(?s)\\?.*", "?…");
  }

  private static CommandFailure refused(String option, String what) {
    return new CommandFailure(
        ExitStatus.USAGE,
        option + ": " + what,
        "./tributary init " + option + " postgresql://user@host:5432/database …");
  }
}
