package io.tributary.cdc.pooler;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.pooler.Pooler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * The databases of a pooler that a migration file names, as its console has them.
 *
 * @param pooler which names them
 * @param console an open connection
 */
record PooledDatabases(Pooler pooler, AdminConsole console) {
  /** Clients may wait meanwhile. */
  private static final Duration LOOK = Duration.ofMillis(20);

  /** A pooler has two seconds to follow its file. */
  private static final int LOOKS = 100;

  Set<String> names() {
    return new TreeSet<>(pooler.databases().keySet());
  }

  /** The name as commands have it. */
  static String quoted(String database) {
    return '"' + database.replace("\"", "\"\"") + '"';
  }

  /** Those that are paused now. */
  Set<String> paused() {
    Set<String> paused = new TreeSet<>();
    for (Map<String, String> row : console.show("SHOW DATABASES")) {
      String name = row.getOrDefault("name", "");
      if (names().contains(name) && "1".equals(row.get("paused"))) {
        paused.add(name);
      }
    }
    return paused;
  }

  WaitingClients waiting() {
    return WaitingClients.of(console.show("SHOW POOLS"), names());
  }

  /** How the pooler lends its connections to the clients of a database. */
  String mode(String database) {
    String usual =
        console.show("SHOW CONFIG").stream()
            .filter(row -> "pool_mode".equals(row.get("key")))
            .map(row -> row.getOrDefault("value", ""))
            .findFirst()
            .orElse("");
    return console.show("SHOW DATABASES").stream()
        .filter(row -> database.equals(row.get("name")))
        .map(row -> row.getOrDefault("pool_mode", usual))
        .findFirst()
        .orElse(usual);
  }

  /** Whether a user may pause and reload, as the pooler's configuration has it. */
  boolean administers(String user) {
    return console.show("SHOW CONFIG").stream()
        .filter(row -> "admin_users".equals(row.get("key")))
        .flatMap(row -> List.of(row.getOrDefault("value", "").split(",")).stream())
        .map(String::strip)
        .anyMatch(user::equals);
  }

  /**
   * Has all that are paused go on.
   *
   * @throws TributaryException when one is paused all the same
   */
  void resume() {
    for (String database : paused()) {
      try {
        console.order("RESUME " + quoted(database));
      } catch (TributaryException e) {
        // Somebody else was first.
        if (!e.report().message().contains("is not paused")) {
          throw e;
        }
      }
    }
    Set<String> still = paused();
    if (!still.isEmpty()) {
      throw new TributaryException(
          PoolerError.REFUSED,
          "The pooler at %s still has paused %s. It is told again."
              .formatted(pooler.admin().display(), String.join(", ", still)),
          Map.of("pooler", pooler.admin().display()));
    }
  }

  /** The pooler has the entries of a text, a moment after it was reloaded at the latest. */
  void requireFollowed(EntriesText text) {
    List<ListedDatabase> wanted =
        names().stream()
            .flatMap(name -> text.entry(name).stream())
            .map(PoolerEntry::listed)
            .toList();
    List<ListedDatabase> listed = new ArrayList<>();
    for (int look = 0; look < LOOKS; look++) {
      listed.clear();
      listed.addAll(listed());
      if (listed.containsAll(wanted)) {
        return;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    throw differing(wanted, listed);
  }

  /** The pooler has an entry of that name, a moment after it was reloaded at the latest. */
  void requireListed(String name) {
    for (int look = 0; look < LOOKS; look++) {
      if (listed().stream().anyMatch(database -> database.name().equals(name))) {
        return;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    throw notIncluded(
        "The pooler at %s does not read %s: after a reload it does not know an entry that was written there. Write %%include %s into its configuration, let its user read the file, and see its log."
            .formatted(pooler.admin().display(), pooler.file(), pooler.file()));
  }

  private List<ListedDatabase> listed() {
    return console.show("SHOW DATABASES").stream().map(ListedDatabase::of).toList();
  }

  private TributaryException differing(List<ListedDatabase> wanted, List<ListedDatabase> listed) {
    ListedDatabase first =
        wanted.stream().filter(each -> !listed.contains(each)).findFirst().orElseThrow();
    Optional<ListedDatabase> instead =
        listed.stream().filter(each -> each.name().equals(first.name())).findFirst();
    if (instead.isEmpty()) {
      return new TributaryException(
          PoolerError.DATABASE,
          "The pooler at %s has no database %s, although %s has its entry. Write %%include %s into its configuration and reload it."
              .formatted(pooler.admin().display(), first.name(), pooler.file(), pooler.file()),
          Map.of("pooler", pooler.admin().display(), "database", first.name()));
    }
    return notIncluded(
        "The pooler at %s leads database %s to %s, and %s says %s. Include the file behind any other entry of that name, let the pooler's user read it, and reload the pooler."
            .formatted(
                pooler.admin().display(),
                first.name(),
                instead.get().inWords(),
                pooler.file(),
                first.inWords()));
  }

  private TributaryException notIncluded(String message) {
    return new TributaryException(
        PoolerError.NOT_INCLUDED,
        message,
        Map.of("pooler", pooler.admin().display(), "file", pooler.file()));
  }
}
