package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.commit.Checkpoint;
import io.tributary.cdc.apply.commit.CheckpointStore;
import io.tributary.cdc.apply.count.ChangeCountStore;
import io.tributary.cdc.apply.count.TableChangeCount;
import io.tributary.cdc.apply.follow.PostgresSchemaFollower;
import io.tributary.cdc.apply.quarantine.KeyMapStore;
import io.tributary.cdc.apply.quarantine.QuarantineStore;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a way back reads in the target, over one session. Not thread-safe.
 *
 * @param session to the target
 * @param out the stream of the way out, which has filled the map of keys
 * @param quarantined the rows of the way out that are kept aside
 * @param tables by their name at the target
 * @param schema finds changes of the target's tables
 */
record TargetKnowledge(
    ApplySession session,
    StreamId out,
    QuarantineStore quarantined,
    Map<TableName, ReturningTable> tables,
    PostgresSchemaFollower schema)
    implements AutoCloseable {

  /** The map of keys, of which nothing is read yet. */
  KeptKeys keys() {
    return new KeptKeys(new KeyMapStore(out), session);
  }

  /** Whether tables are described otherwise than they are known, or are not known. */
  boolean changed(List<StreamRecord> changes) {
    try {
      return schema.findsChange(changes);
    } catch (TributaryException e) {
      return true;
    }
  }

  /** Whether the target is open to its application at the moment; it may be closed in the next. */
  boolean open() {
    return new CheckpointStore(out).open(session);
  }

  /**
   * Takes rows out of the quarantine that are what the target has. Whoever dies behind it and
   * before the file's commit writes the same rows again.
   *
   * @return whether one of them was there
   */
  boolean release(SettledRows settled) {
    return !settled.none() && quarantined.release(session, settled.keys(), settled.emptied());
  }

  /** Lists what waits in the file, as it is at a checkpoint of it. */
  void list(FileChanges.Waiting waiting, Checkpoint at) {
    Stream<FileLetter> refused =
        waiting.refused().stream()
            .map(kept -> FileLetter.of(out.opposite(), tables.get(kept.table()), kept, at));
    letters()
        .follow(
            session,
            Stream.concat(refused, waiting.foreign().stream().map(ForeignLetters.Kept::letter))
                .toList());
  }

  /** Lists what a transaction of the file has changed of what waits there. */
  void list(FileChanges.Changed changed, Checkpoint at) {
    Stream<LetterChange> refused =
        changed.refused().entrySet().stream().map(row -> change(row.getKey(), row.getValue(), at));
    letters().change(session, Stream.concat(refused, changed.foreign().stream()).toList());
  }

  private LetterChange change(
      ListedLetters.Subject row, Optional<RefusedRows.Kept> now, Checkpoint at) {
    ReturningTable table = tables.get(row.table());
    return new LetterChange(
        row,
        table == null ? row.table().display() : table.file(),
        now.map(kept -> FileLetter.of(out.opposite(), table, kept, at)));
  }

  /** What is listed under these numbers. */
  List<ListedLetters.Subject> listed(Set<Long> ids) {
    return letters().named(session, ids);
  }

  /** Keeps counts of changes that were made here. */
  void keep(Map<TableName, TableChangeCount> counts) {
    new ChangeCountStore(out.opposite()).add(session, counts);
  }

  private ListedLetters letters() {
    return new ListedLetters(out.opposite());
  }

  @Override
  public void close() {
    schema.close();
    session.close();
  }
}
