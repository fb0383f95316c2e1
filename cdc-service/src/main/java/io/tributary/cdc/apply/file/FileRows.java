package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.deadletter.ChangedKeys;
import io.tributary.cdc.apply.fold.ChangeFold;
import io.tributary.cdc.apply.fold.RowKeys;
import io.tributary.cdc.apply.fold.TableEffects;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.files.sqlite.back.ReturnTransaction;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.row.ReturnedRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of the target into one transaction of the file. What the file does not take waits
 * there with its latest state, and is tried again behind each later change. Not thread-safe.
 */
final class FileRows {
  private static final int MOST_TRIED_AGAIN = 1_000;

  private final ReturnTransaction file;
  private final Map<TableName, ReturningTable> tables;
  private final KeptKeys keys;
  private final RefusedRows refused;
  private final SettledRows settled = new SettledRows();

  /**
   * Rows of one transaction.
   *
   * @param tables by their name at the target; others have no place in the file
   */
  FileRows(ReturnTransaction file, Map<TableName, ReturningTable> tables, KeptKeys keys) {
    this.file = file;
    this.tables = tables;
    this.keys = keys;
    this.refused = RefusedRows.in(file);
  }

  /** Writes changes, of which only the last state of each row counts. */
  void write(List<StreamRecord> changes) {
    file.openForWriting();
    ChangeFold fold = new ChangeFold(this::shape);
    Map<TableName, FormerKeys> former = new HashMap<>();
    for (StreamRecord record : changes) {
      if (record.change() instanceof ChangeRecord.Member member) {
        fold.add(member);
      }
      if (record.change() instanceof ChangeRecord.RowChange row) {
        note(row, former);
      } else if (record.change() instanceof ChangeRecord.Truncate truncate) {
        former.remove(truncate.table());
      }
    }
    write(fold, former);
    tryAgain();
  }

  private void note(ChangeRecord.RowChange row, Map<TableName, FormerKeys> former) {
    TargetTable shape = shape(row.table());
    if (shape != null) {
      former.computeIfAbsent(row.table(), unseen -> new FormerKeys(shape)).note(row);
    }
  }

  /** Tries all rows that wait; how many are taken. */
  long tryAll() {
    file.openForWriting();
    long before = refused.count();
    tryWaiting();
    return before - refused.count();
  }

  /** How many rows wait. */
  long waiting() {
    return refused.count();
  }

  /** The rows of the file that are the target's now. */
  SettledRows settled() {
    return settled;
  }

  /** Tells the map of keys which keys rows have that came, and which nobody has any more. */
  void keepKeys() {
    keys.keep();
  }

  /** The rows that wait, and whether this transaction has changed anything of them. */
  RefusedRows refused() {
    return refused;
  }

  /** Gives rows up that wait. */
  void giveUp(List<ListedLetters.Subject> named) {
    named.stream()
        .filter(subject -> subject.foreign() == null)
        .forEach(row -> refused.release(row.table(), row.key()));
  }

  /**
   * Whether a change leaves at the target what the file has: then nothing of it is lost. Where that
   * is not certain, it does not.
   */
  boolean has(ChangeRecord.RowChange change) {
    ReturningTable table = tables.get(change.table());
    if (table == null || ChangedKeys.of(table.shape(), change).size() != 1) {
      return false;
    }
    RowImage last = change.lastImage();
    List<String> key = RowKeys.of(table.shape(), last);
    if (key == null) {
      return false;
    }
    RowImage keyed = table.image(key);
    keys.want(table.rows().wanted(keyed));
    keys.want(table.rows().wanted(last));
    keys.read();
    Map<String, SourceValue> stored =
        table.rows().key(keyed, keys).flatMap(file.table(table.file())::read).orElse(Map.of());
    if (change.after() == null || stored.isEmpty()) {
      return change.after() == null && stored.isEmpty();
    }
    return table.rows().back(last, stored, keys) instanceof ReturnedRow.Accepted same
        && same.changed().isEmpty();
  }

  /** The table of the file that a table of the target goes back to; empty where there is none. */
  Optional<ReturningTable> of(TableName target) {
    return Optional.ofNullable(tables.get(target));
  }

  private void tryAgain() {
    if (refused.count() > 0 && refused.count() <= MOST_TRIED_AGAIN) {
      tryWaiting();
    }
  }

  private void tryWaiting() {
    Map<TableName, TableEffects> effects = new HashMap<>();
    for (RefusedRows.Kept kept : refused.all()) {
      ReturningTable table = tables.get(kept.table());
      if (table != null) {
        effects.computeIfAbsent(kept.table(), unseen -> effects(table)).puts().add(kept.row());
      }
    }
    effects.values().forEach(this::want);
    keys.read();
    effects.values().forEach(waiting -> write(waiting, null));
  }

  private static TableEffects effects(ReturningTable table) {
    return new TableEffects(
        table.shape(),
        false,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        Map.of());
  }

  private void write(ChangeFold fold, Map<TableName, FormerKeys> former) {
    List<TableEffects> all = fold.effects();
    for (TableEffects effects : all) {
      want(effects);
    }
    keys.read();
    all.forEach(effects -> write(effects, former.get(effects.table().name())));
  }

  private void want(TableEffects effects) {
    ReturningTable table = of(effects);
    effects.removes().forEach(key -> keys.want(table.rows().wanted(table.image(key))));
    effects.patches().forEach(row -> keys.want(table.rows().wanted(row)));
    effects.puts().forEach(row -> keys.want(table.rows().wanted(row)));
    for (TableEffects.Move move : effects.moves()) {
      keys.want(table.rows().wanted(table.image(move.from())));
      keys.want(table.rows().wanted(move.row()));
    }
  }

  private void write(TableEffects effects, @Nullable FormerKeys former) {
    ReturningTable table = of(effects);
    TableReturn rows =
        new TableReturn(file, table, keys, refused, settled, left(table, effects, former));
    if (effects.truncate()) {
      rows.clear();
    }
    effects.moves().forEach(move -> rows.put(move.row(), Optional.of(move.from()), false));
    for (List<RowImage> some : List.of(effects.patches(), effects.puts())) {
      for (RowImage row : some) {
        List<String> key = table.key(row);
        rows.put(
            row,
            Optional.ofNullable(former).flatMap(keys -> keys.of(key)),
            former != null && former.ended(key));
      }
    }
    effects.removes().forEach(rows::remove);
    rows.write();
  }

  private static Set<List<String>> left(
      ReturningTable table, TableEffects effects, @Nullable FormerKeys former) {
    Set<List<String>> left = new HashSet<>();
    effects.moves().forEach(move -> left.add(move.from()));
    if (former != null) {
      Stream.concat(effects.patches().stream(), effects.puts().stream())
          .forEach(row -> former.of(table.key(row)).ifPresent(left::add));
    }
    return left;
  }

  private ReturningTable of(TableEffects effects) {
    return Objects.requireNonNull(
        tables.get(effects.table().name()), "only tables of the file are folded");
  }

  private @Nullable TargetTable shape(TableName name) {
    ReturningTable table = tables.get(name);
    return table == null ? null : table.shape();
  }
}
