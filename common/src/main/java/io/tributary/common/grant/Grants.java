package io.tributary.common.grant;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretPlaces;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What migration files may name on the machine of a service. What was resolved is to be used in
 * place of what was named, and without following links again. Immutable; looks at the file system,
 * never at the environment.
 */
public final class Grants implements SecretPlaces {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Map<GrantKey, GrantedPaths> paths = new EnumMap<>(GrantKey.class);
  private final GrantedNames hosts;
  private final GrantedNames variables;
  private final GrantedPrograms programs;

  private Grants(Function<GrantKey, List<String>> values, List<Path> own, String path) {
    List<Path> withheld =
        Stream.concat(places(values.apply(GrantKey.WITHHELD)).stream(), own.stream()).toList();
    for (GrantKey key :
        List.of(
            GrantKey.ENV_FILE_DIRECTORIES,
            GrantKey.POOLER_DIRECTORIES,
            GrantKey.DDL_DIRECTORIES,
            GrantKey.SOURCE_DIRECTORIES,
            GrantKey.SECRET_DIRECTORIES,
            GrantKey.TLS_DIRECTORIES)) {
      paths.put(key, new GrantedPaths(key, places(values.apply(key)), withheld));
    }
    this.hosts = new GrantedNames(GrantKey.WEBHOOK_HOSTS, values.apply(GrantKey.WEBHOOK_HOSTS));
    this.variables =
        new GrantedNames(GrantKey.SECRET_VARIABLES, values.apply(GrantKey.SECRET_VARIABLES));
    this.programs = new GrantedPrograms(values.apply(GrantKey.PROGRAMS), path, withheld);
  }

  /**
   * The grants of a configuration.
   *
   * @param setting the value of a key, with commas between several
   * @param own files of the service that are no secrets of a migration, such as its tokens
   * @param path where programs without a directory are looked for, as the variable PATH has it
   */
  public static Grants of(Function<String, Optional<String>> setting, List<Path> own, String path) {
    return new Grants(key -> split(setting.apply(key.key())), own, path);
  }

  /** What is granted where nothing is configured. */
  public static Grants none() {
    return of(key -> Optional.empty(), List.of(), "");
  }

  /**
   * Where a file or directory really is.
   *
   * @param key which directories are meant
   * @throws TributaryException {@link GrantError#REFUSED}
   */
  public Path file(GrantKey key, String named) {
    return Objects.requireNonNull(paths.get(key), "a key of directories").require(named);
  }

  /**
   * The text of a DDL file.
   *
   * @throws IOException when it cannot be read
   * @throws TributaryException {@link GrantError#REFUSED}
   */
  public String ddl(String named) throws IOException {
    return new GrantedFile(file(GrantKey.DDL_DIRECTORIES, named)).text();
  }

  /**
   * The source as it is to be opened: a file or directory where it really is, any other as it is.
   *
   * @throws TributaryException {@link GrantError#REFUSED}
   */
  public Source real(Source source) {
    return source
        .filePath()
        .map(path -> file(GrantKey.SOURCE_DIRECTORIES, path))
        .<Source>map(real -> source.converted().at(real.toString()))
        .orElse(source);
  }

  @Override
  public String text(String named) throws IOException {
    return new GrantedFile(file(GrantKey.SECRET_DIRECTORIES, named)).text();
  }

  @Override
  public String tlsFile(String named) {
    return file(GrantKey.TLS_DIRECTORIES, named).toString();
  }

  @Override
  public void requireVariable(String name) {
    variables.require(name);
  }

  /**
   * The absolute path of a program; of one that is not there, where it would be.
   *
   * @throws TributaryException {@link GrantError#REFUSED}
   */
  public Path program(String named) {
    return programs.require(named);
  }

  /**
   * Does nothing where the host may be called.
   *
   * @throws TributaryException {@link GrantError#REFUSED}, with host and port of the address alone
   */
  public void requireHost(URI address) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    int standard = "https".equals(address.getScheme()) ? HTTPS : HTTP;
    String withPort = host + ":" + (address.getPort() < 0 ? standard : address.getPort());
    if (!hosts.grants(host)) {
      hosts.require(withPort);
    }
  }

  private static List<Path> places(List<String> values) {
    return values.stream().map(Path::of).map(Path::toAbsolutePath).toList();
  }

  private static List<String> split(Optional<String> value) {
    return value.stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
