package io.tributary.local.init;

import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.GrantKey;
import io.tributary.common.grant.Grants;
import io.tributary.common.model.ConnectionTls;
import io.tributary.local.init.place.PostgresUrl;
import io.tributary.local.init.place.SourcePlace;
import io.tributary.local.stack.EmbeddedGrants;
import io.tributary.local.stack.StackLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files are looked at because somebody has named them here, and which of them a stack has to
 * be told of before it does the same. Immutable.
 */
final class FileGrants {
  private final StackLayout layout;
  private final Function<String, @Nullable String> environment;
  private final Map<GrantKey, Set<String>> more = new EnumMap<>(GrantKey.class);

  FileGrants(
      GivenAnswers answers, StackLayout layout, Function<String, @Nullable String> environment) {
    this.layout = layout;
    this.environment = environment;
    Grants usual = EmbeddedGrants.of(Path.of(""), layout, environment).grants();
    for (SourcePlace source : answers.sources()) {
      if (source instanceof SourcePlace.SqliteFile file) {
        add(usual, GrantKey.SOURCE_DIRECTORIES, file.path(), parent(file.path()));
      } else if (source instanceof SourcePlace.Directory directory) {
        add(usual, GrantKey.SOURCE_DIRECTORIES, directory.path(), directory.path());
      } else if (source instanceof SourcePlace.Server server) {
        tls(usual, server.url());
      }
    }
    tls(usual, answers.target());
  }

  /** What may be looked at now. */
  Grants forLooking() {
    return EmbeddedGrants.of(Path.of(""), layout, this::variable).grants();
  }

  /** What has to be set for the services, a line each. */
  List<String> exports() {
    List<String> exports = new ArrayList<>();
    more.keySet()
        .forEach(key -> exports.add("export " + key.variable() + "=" + variable(key.variable())));
    return exports;
  }

  private @Nullable String variable(String name) {
    String set = environment.apply(name);
    return more.entrySet().stream()
        .filter(entry -> entry.getKey().variable().equals(name))
        .map(
            entry ->
                String.join(
                    ",",
                    Stream.concat(
                            Stream.ofNullable(set).filter(value -> !value.isBlank()),
                            widest(entry.getValue()))
                        .toList()))
        .findFirst()
        .orElse(set);
  }

  private static Stream<String> widest(Set<String> directories) {
    return directories.stream()
        .filter(
            inner ->
                directories.stream()
                    .noneMatch(
                        outer ->
                            !outer.equals(inner) && Path.of(inner).startsWith(Path.of(outer))));
  }

  private void tls(Grants usual, PostgresUrl url) {
    ConnectionTls tls = url.address(null).tls();
    Stream.of(tls.ca(), tls.certificate(), tls.key())
        .filter(Objects::nonNull)
        .map(Path::of)
        .forEach(path -> add(usual, GrantKey.TLS_DIRECTORIES, path, parent(path)));
  }

  private void add(Grants usual, GrantKey key, Path file, Path directory) {
    try {
      usual.file(key, file.toString());
    } catch (TributaryException e) {
      more.computeIfAbsent(key, k -> new TreeSet<>()).add(directory.toString());
    }
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }
}
