package io.tributary.cdc.source.sqlite.schema;

import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseSession;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Adds foreign keys to the target. SQLite enforces them only on connections that ask for it, so
 * rows that refer to nothing are found and refused, or set aside, before a key is validated. Keys
 * that the operator's DDL declared are looked at in the same way, because the rows came in without
 * them.
 */
final class ForeignKeyAddition {
  private static final String QUOTED = "\"(?:[^\"]|\"\")*\"";
  private static final Pattern STATEMENT =
      Pattern.compile(
          "ALTER TABLE %1$s\\.%1$s ADD (?:CONSTRAINT %1$s )?FOREIGN KEY \\(.*".formatted(QUOTED),
          Pattern.DOTALL);

  /** No trigger of a foreign key follows a row that is set aside: each key is looked at anyway. */
  private static final String WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica";

  private static final String WITH_TRIGGERS = "SET LOCAL session_replication_role = origin";

  private final PreparationJournal preparation;
  private final DatabaseSession target;
  private final Source source;
  private final SourceMapping mapping;

  ForeignKeyAddition(PreparationJournal preparation, Source source, SourceMapping mapping) {
    this.preparation = preparation;
    this.target = preparation.session();
    this.source = source;
    this.mapping = mapping;
  }

  /** Whether a statement adds a foreign key. */
  static boolean isOne(String statement) {
    return STATEMENT.matcher(statement).matches();
  }

  /** Adds these keys, and makes sure that they and all that are there already hold. */
  void add(List<String> statements) {
    for (String statement : statements) {
      SqliteSourceError.CONSTRAINT.statements(target, source).run(statement + " NOT VALID");
    }
    List<ForeignKey> keys = keys();
    settle(keys);
    keys.stream()
        .filter(key -> !key.validated())
        .forEach(
            key -> SqliteSourceError.CONSTRAINT.statements(target, source).run(key.validate()));
  }

  /**
   * Refuses, without changing anything, what came in since the keys were added. Rows that refer to
   * those which would be set aside are not among what it finds, so it may let pass what {@link
   * #settle} does not.
   *
   * @param accepted how many quarantined rows may stay behind, where rows may be set aside
   */
  void look(long accepted) {
    List<ForeignKey> keys = keys();
    if (source.converted().onInvalid() == OnInvalid.STOP) {
      removeOrphans(keys);
    } else {
      requireAccepted(keys, accepted);
    }
  }

  /** Found before the fence, it costs the writers nothing. */
  private void requireAccepted(List<ForeignKey> keys, long accepted) {
    Map<String, Long> found = new TreeMap<>();
    for (ForeignKey key : keys) {
      tableOf(key.child())
          .ifPresent(
              child -> {
                long orphans = new OrphanRows(preparation, source, child, key).count();
                found.merge(child.source().display(), orphans, Long::sum);
              });
    }
    found.values().removeIf(orphans -> orphans == 0);
    long orphans = found.values().stream().mapToLong(Long::longValue).sum();
    long kept = orphans == 0 ? 0 : quarantined();
    if (orphans > 0 && orphans + kept > accepted) {
      throw new TributaryException(
          SqliteSourceError.ORPHAN,
          "Source %s has rows that refer to no row, by table %s. Opening sets them aside, besides %d that are quarantined already; the file accepts %d (cutover.accept-quarantined). Mend them at the source, or accept them."
              .formatted(source.name(), found, kept, accepted),
          Map.of("source", source.name(), "tables", String.join(",", found.keySet())));
    }
  }

  private long quarantined() {
    return target
        .first(
            "SELECT count(*) FROM tributary.quarantine WHERE migration = ? AND source = ?",
            row -> row.getLong(1),
            preparation.stream().migration(),
            preparation.stream().source())
        .orElse(0L);
  }

  /**
   * Sets aside what came in since the keys were added, because apply writes without looking at
   * them; or refuses it, where nothing may be set aside.
   */
  void settle() {
    settle(keys());
  }

  /** The same for rows that may be set aside; the others were refused behind the fence. */
  void settleAgain() {
    if (source.converted().onInvalid() == OnInvalid.QUARANTINE) {
      settle(keys());
    }
  }

  private List<ForeignKey> keys() {
    return ForeignKey.of(target, mapping.tables());
  }

  private void settle(List<ForeignKey> keys) {
    target.run(WITHOUT_TRIGGERS);
    while (removeOrphans(keys) > 0) {
      // A row that was set aside may have been what another one refers to.
    }
    target.run(WITH_TRIGGERS);
  }

  private long removeOrphans(List<ForeignKey> keys) {
    long removed = 0;
    for (ForeignKey key : keys) {
      Optional<TableMapping> child = tableOf(key.child());
      if (child.isPresent()) {
        OrphanRows orphans = new OrphanRows(preparation, source, child.get(), key);
        if (source.converted().onInvalid() == OnInvalid.STOP) {
          orphans.refuse();
        } else {
          removed += orphans.setAside();
        }
      }
    }
    return removed;
  }

  private Optional<TableMapping> tableOf(TableName table) {
    return mapping.tables().stream().filter(t -> t.target().equals(table)).findFirst();
  }
}
